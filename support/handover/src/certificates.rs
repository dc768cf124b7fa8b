//! All certificates of a ceremony as one PDF, written as it is read: a hundred cooperatives at a time come from
//! the store, each page leaves before the next is made, and where the reader of the file is slow, the writer
//! waits.

use std::collections::{BTreeMap, VecDeque};
use std::io::{self, Write};
use std::pin::Pin;
use std::task::{Context, Poll};

use ::store::{Db, Reader};
use axum::body::{Body, Bytes};
use http_body::Frame;
use kernel::{BookDate, RegionCode};
use reports::Document;
use tokio::sync::mpsc::{Receiver, Sender, channel};

use crate::error::HandoverError;
use crate::event::{Event, EventId, Item, event, items};
use crate::paper::certificate;

/// Cooperatives that are read at a time.
const AT_A_TIME: i64 = 100;

/// Pieces of the file (64 KB each) that may wait for a slow reader.
const PIECES: usize = 4;

/// Where villages lie, in words; a district is asked once.
#[derive(Default)]
pub(crate) struct Areas {
    known: BTreeMap<RegionCode, String>,
}

impl Areas {
    /// "Kecamatan Rangkui, Kota Pangkal Pinang"; nothing where regions are not loaded.
    pub fn of(&mut self, reader: &mut dyn Reader, village: RegionCode) -> Result<String, HandoverError> {
        let district = village.parent().unwrap_or(village);
        if let Some(known) = self.known.get(&district) {
            return Ok(known.clone());
        }
        let mut names = Vec::new();
        for (n, region) in territory::path_of(reader, district)?.into_iter().rev().take(2).enumerate() {
            names.push(if n == 0 { format!("Kecamatan {}", region.name) } else { region.name });
        }
        let area = names.join(", ");
        // The list goes through districts in order: those behind are not asked for again.
        self.known.clear();
        self.known.insert(district, area.clone());
        Ok(area)
    }
}

/// The certificates, one after another.
struct Certificates<'d> {
    db: &'d Db,
    event: Event,
    last: i64,
    ready: VecDeque<(Item, String)>,
    areas: Areas,
    /// Why there are no more, where that is no end.
    trouble: Option<HandoverError>,
}

impl Certificates<'_> {
    fn fetch(&mut self) -> Result<(), HandoverError> {
        let (id, last) = (self.event.id, self.last);
        let areas = &mut self.areas;
        let more = self.db.read_blocking(|reader| {
            let found = items(reader, id, last, AT_A_TIME)?;
            let mut with_areas = VecDeque::with_capacity(found.len());
            for item in found {
                let area = areas.of(reader, item.village)?;
                with_areas.push_back((item, area));
            }
            Ok::<_, HandoverError>(with_areas)
        })?;
        self.last = more.back().map_or(last, |(item, _)| item.sequence);
        self.ready = more;
        Ok(())
    }
}

impl Iterator for Certificates<'_> {
    type Item = Document;

    fn next(&mut self) -> Option<Document> {
        if self.ready.is_empty()
            && let Err(error) = self.fetch()
        {
            self.trouble = Some(error);
        }
        let (item, area) = self.ready.pop_front()?;
        Some(certificate(&self.event, &item, &area))
    }
}

/// Writes the certificates of a ceremony as one PDF, in the order of the list. Blocks; the memory it takes does
/// not grow with the list but for a few bytes a page.
///
/// # Errors
/// [`HandoverError::NoSuchEvent`], [`HandoverError::Report`] where the list is empty or the writer takes no more.
pub fn write_certificates(
    db: &Db,
    id: EventId,
    made_on: BookDate,
    out: &mut dyn Write,
) -> Result<(), HandoverError> {
    let event = db.read_blocking(|reader| event(reader, id))?;
    write_certificates_of(db, event, made_on, out)
}

/// As [`write_certificates`], for an event whose origin of QR codes the caller may have replaced.
///
/// # Errors
/// As [`write_certificates`].
pub fn write_certificates_of(
    db: &Db,
    event: Event,
    made_on: BookDate,
    out: &mut dyn Write,
) -> Result<(), HandoverError> {
    let mut documents =
        Certificates { db, event, last: 0, ready: VecDeque::new(), areas: Areas::default(), trouble: None };
    let written = reports::pdf_to(out, &mut documents, made_on);
    match documents.trouble.take() {
        Some(trouble) => Err(trouble),
        None => Ok(written?),
    }
}

/// Hands pieces of a file to an answer that is under way; waits while too many are not sent yet.
struct Into {
    pieces: Sender<io::Result<Bytes>>,
}

impl Write for Into {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let sent = self.pieces.blocking_send(Ok(Bytes::copy_from_slice(bytes)));
        sent.map(|()| bytes.len()).map_err(|_| io::ErrorKind::BrokenPipe.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The body of an answer, as its pieces come.
struct Pieces {
    pieces: Receiver<io::Result<Bytes>>,
}

impl http_body::Body for Pieces {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        self.pieces.poll_recv(context).map(|piece| piece.map(|piece| piece.map(Frame::data)))
    }
}

/// The same file as the body of an answer. A blocking thread writes it while it is sent; when the visitor goes
/// away, it stops. A trouble midway breaks the answer off, so that half a file is not taken for a whole one.
pub fn certificates_body(db: Db, id: EventId, made_on: BookDate) -> Body {
    let (sender, receiver) = channel(PIECES);
    // Nobody waits for the thread: it ends with the file, or when nobody takes its pieces.
    drop(tokio::task::spawn_blocking(move || {
        let mut out = Into { pieces: sender.clone() };
        if let Err(error) = write_certificates(&db, id, made_on, &mut out) {
            drop(sender.blocking_send(Err(io::Error::other(error.to_string()))));
        }
    }));
    Body::new(Pieces { pieces: receiver })
}
