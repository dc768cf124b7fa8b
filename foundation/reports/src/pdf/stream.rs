//! Objects that leave as they are made.
//!
//! Dictionaries are packed together and squeezed, which keeps the many small ones of the tags small. What
//! stays in memory: those not packed yet, 16 bytes for a stream, and as many for all objects of a pack.

use std::io::Write;

use flate2::{Compress, Compression, FlushCompress, Status};
use pdf_writer::types::Predictor;
use pdf_writer::{Chunk, Filter, Name, Ref, Settings};

use super::pack::{Kind, Pack};
use super::places::{Run, rows};
use crate::ReportError;

/// Numbers are kept for a kind of objects by so many, so that those of one pack follow each other.
const BLOCK: u32 = 1024;

/// Writes objects and remembers where they are.
pub(super) struct Objects<'w> {
    out: &'w mut dyn Write,
    at: u64,
    /// The last number that was given.
    last: u32,
    runs: Vec<Run>,
    packs: [Pack; 3],
    /// Of each kind, the next number that is kept for it, and how many.
    blocks: [(Kind, u32, u32); 3],
    squeeze: Compress,
    /// Of all bytes so far: names the file.
    hash: u64,
}

impl<'w> Objects<'w> {
    /// Begins a file.
    ///
    /// # Errors
    /// [`ReportError::Write`] where nothing can be written.
    pub fn begin(out: &'w mut dyn Write) -> Result<Self, ReportError> {
        let squeeze = Compress::new(Compression::best(), true);
        let (packs, blocks) = (Kind::ALL.map(Pack::new), Kind::ALL.map(|kind| (kind, 0, 0)));
        let (runs, hash) = (Vec::new(), 0xcbf2_9ce4_8422_2325);
        let mut objects = Self { out, at: 0, last: 0, runs, packs, blocks, squeeze, hash };
        // The second line says that bytes follow which are no text.
        objects.put(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")?;
        Ok(objects)
    }

    fn put(&mut self, bytes: &[u8]) -> Result<(), ReportError> {
        for byte in bytes {
            self.hash = (self.hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
        self.out.write_all(bytes)?;
        self.at += u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        Ok(())
    }

    /// A number for an object to come.
    pub fn reserve(&mut self) -> Ref {
        self.reserve_many(1)
    }

    /// So many numbers that follow each other; the first of them.
    pub fn reserve_many(&mut self, count: usize) -> Ref {
        let first = self.last.saturating_add(1);
        self.last = self.last.saturating_add(u32::try_from(count).unwrap_or(u32::MAX));
        reference(first)
    }

    /// The same for objects of a kind: if possible, they follow the ones of that kind before.
    pub fn reserve_kind(&mut self, kind: Kind, count: usize) -> Ref {
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        // In a small file few numbers stay unused.
        let block = count.max(BLOCK.min(self.last));
        let Some((_, next, left)) = self.blocks.iter_mut().find(|(of, ..)| *of == kind) else {
            return self.reserve_many(1);
        };
        if *left < count {
            (*next, *left) = (self.last.saturating_add(1), block);
            self.last = self.last.saturating_add(block);
        }
        let first = *next;
        (*next, *left) = (next.saturating_add(count), *left - count);
        reference(first)
    }

    /// Writes the one object of a number by itself, as streams must be.
    ///
    /// # Errors
    /// [`ReportError::Write`] where the file takes no more.
    pub fn write(&mut self, id: Ref, object: impl FnOnce(&mut Chunk)) -> Result<(), ReportError> {
        let mut chunk = Chunk::with_settings(Settings { pretty: false });
        object(&mut chunk);
        self.runs.push(Run::alone(number(id), self.at));
        self.put(chunk.as_bytes())
    }

    /// Packs the one object of a number, which is no stream.
    ///
    /// # Errors
    /// [`ReportError::Write`] where the file takes no more.
    pub fn pack(&mut self, id: Ref, object: impl FnOnce(&mut Chunk)) -> Result<(), ReportError> {
        let mut chunk = Chunk::with_settings(Settings { pretty: false });
        object(&mut chunk);
        // Packed objects have neither a beginning nor an end of their own.
        let bytes = chunk.as_bytes();
        let start = bytes.iter().position(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let end = bytes.windows(6).rposition(|piece| piece == b"endobj").unwrap_or(bytes.len());
        self.pack_bytes(Kind::Mixed, id, bytes.get(start..end).unwrap_or_default().trim_ascii())
    }

    /// Packs the object of a number, which is already written.
    ///
    /// # Errors
    /// [`ReportError::Write`] where the file takes no more.
    pub fn pack_bytes(&mut self, kind: Kind, id: Ref, object: &[u8]) -> Result<(), ReportError> {
        let Some(pack) = self.packs.iter_mut().find(|pack| pack.kind == kind) else { return Ok(()) };
        pack.add(number(id), object);
        if pack.is_full() { self.unload(kind) } else { Ok(()) }
    }

    /// Writes the pack of a kind.
    fn unload(&mut self, kind: Kind) -> Result<(), ReportError> {
        let pack = self.packs.iter_mut().find(|pack| pack.kind == kind);
        let Some(packed) = pack.and_then(Pack::take) else { return Ok(()) };
        let id = self.reserve();
        for (place, object) in (0_u16..).zip(&packed.numbers) {
            match self.runs.last_mut() {
                Some(run) if run.goes_on(*object, number(id)) => run.count += 1,
                _ => self.runs.push(Run::packed(*object, number(id), place)),
            }
        }
        let bytes = self.deflate(&packed.bytes)?;
        let number = |count: usize| i32::try_from(count).unwrap_or(i32::MAX);
        self.write(id, |chunk| {
            let mut stream = chunk.stream(id, &bytes);
            stream.filter(Filter::FlateDecode);
            if let Some(columns) = kind.columns() {
                stream.decode_parms().predictor(Predictor::PngUp).columns(number(columns));
            }
            stream.pair(Name(b"Type"), Name(b"ObjStm"));
            stream.pair(Name(b"N"), number(packed.numbers.len())).pair(Name(b"First"), number(packed.first));
        })
    }

    /// Bytes made smaller; always the same way.
    ///
    /// # Errors
    /// [`ReportError::Write`] where that fails.
    pub fn deflate(&mut self, bytes: &[u8]) -> Result<Vec<u8>, ReportError> {
        self.squeeze.reset();
        let mut out = Vec::with_capacity(bytes.len() / 2 + 128);
        let mut rest = bytes;
        loop {
            let before = self.squeeze.total_in();
            let status = self
                .squeeze
                .compress_vec(rest, &mut out, FlushCompress::Finish)
                .map_err(|error| ReportError::Write(error.to_string()))?;
            let taken = usize::try_from(self.squeeze.total_in() - before).unwrap_or(rest.len());
            rest = rest.get(taken..).unwrap_or_default();
            if status == Status::StreamEnd {
                return Ok(out);
            }
            out.reserve(out.capacity().max(1024));
        }
    }

    /// Ends the file: where its objects are, which is the first, which tells of the file.
    ///
    /// # Errors
    /// [`ReportError::Write`] where the file takes no more.
    pub fn end(mut self, catalog: Ref, info: Ref) -> Result<(), ReportError> {
        Kind::ALL.into_iter().try_for_each(|kind| self.unload(kind))?;
        let (id, start) = (self.reserve(), self.at);
        self.runs.push(Run::alone(number(id), start));
        let table = rows(&mut self.runs)?;
        // The same content gives the same name; nobody writes a second version into a file of ours.
        let name = format!("<{:016x}{:016x}>", self.hash, self.hash.rotate_left(29) ^ self.at);
        let (size, length, id) = (self.last.saturating_add(1), table.len(), id.get());
        let (catalog, info) = (catalog.get(), info.get());
        let columns = Run::BYTES;
        self.put(
            format!(
                "{id} 0 obj\n<</Type/XRef/Size {size}/W[1 5 2]/Root {catalog} 0 R/Info {info} 0 R\
                 /ID[{name}{name}]/Length {length}/Filter/FlateDecode\
                 /DecodeParms<</Predictor 12/Columns {columns}>>>>\nstream\n"
            )
            .as_bytes(),
        )?;
        self.put(&table)?;
        self.put(format!("\nendstream\nendobj\nstartxref\n{start}\n%%EOF\n").as_bytes())?;
        Ok(self.out.flush()?)
    }
}

fn number(id: Ref) -> u32 {
    u32::try_from(id.get()).unwrap_or(u32::MAX)
}

fn reference(number: u32) -> Ref {
    Ref::new(i32::try_from(number).unwrap_or(i32::MAX).max(1))
}

/// The number that stands so many after another.
pub(super) fn nth(first: Ref, n: usize) -> Ref {
    let number = i32::try_from(n).ok().and_then(|n| first.get().checked_add(n));
    Ref::new(number.unwrap_or(i32::MAX))
}
