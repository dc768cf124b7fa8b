//! Where the objects of a PDF are: found by reading it from the front, as far as it is whole.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::io::Read;

use flate2::read::ZlibDecoder;

use super::predictor;
use super::word::{self, Lexer, Value};

/// The most bytes of all packed objects together. A letter has some kilobytes, a thick report a megabyte.
const MAX_UNPACKED: usize = 32 * 1024 * 1024;

/// The most objects.
const MAX_OBJECTS: usize = 500_000;

/// The most bytes that are read again: of what turns out to be no object, and of the tree of pages.
const MAX_READ_AGAIN: usize = 64 * 1024 * 1024;

/// The most steps from a reference to what it means.
const MAX_HOPS: usize = 16;

/// Where an object begins: in the file, or in one of the unpacked parts.
#[derive(Debug, Clone, Copy)]
enum Place {
    File(usize),
    Unpacked { part: usize, at: usize },
}

/// The objects of a file. An object that is written again counts as it was written last.
#[derive(Debug)]
pub(super) struct Index<'b> {
    bytes: &'b [u8],
    parts: Vec<Vec<u8>>,
    objects: BTreeMap<i64, Place>,
    read_again: Cell<usize>,
}

impl<'b> Index<'b> {
    /// Reads a file; nothing where it breaks off or holds more than can be borne.
    pub(super) fn of(bytes: &'b [u8]) -> Option<Self> {
        let mut index = Self { bytes, parts: Vec::new(), objects: BTreeMap::new(), read_again: Cell::new(0) };
        let mut at = 0;
        while let Some(found) = word::first(bytes.get(at..)?, b"obj") {
            let keyword = at + found;
            at = keyword + 3;
            let Some(number) = number_before(bytes.get(..keyword)?) else { continue };
            let mut words = Lexer::new(bytes.get(at..)?);
            let Some(value) = words.value() else {
                if words.is_over() {
                    return None;
                }
                index.spend(words.place())?;
                continue; // these bytes only look like an object
            };
            index.note(number, Place::File(at))?;
            at += words.place();
            if words.keyword() == Some(b"stream") {
                let start = after_line_end(bytes, at + word::first(bytes.get(at..)?, b"stream")? + 6);
                at = index.stream(&value, start)?;
            }
        }
        Some(index)
    }

    /// Nothing where a file was made to be read for hours.
    fn spend(&self, bytes: usize) -> Option<()> {
        self.read_again.set(self.read_again.get().saturating_add(bytes));
        (self.read_again.get() <= MAX_READ_AGAIN).then_some(())
    }

    fn note(&mut self, number: i64, place: Place) -> Option<()> {
        self.objects.insert(number, place);
        (self.objects.len() <= MAX_OBJECTS).then_some(())
    }

    /// Passes over a stream and opens it where it packs objects; says where it ends.
    fn stream(&mut self, head: &Value, start: usize) -> Option<usize> {
        let rest = self.bytes.get(start..)?;
        let told = head.get(b"Length").and_then(Value::number).and_then(|told| usize::try_from(told).ok());
        let ends = |length: &usize| {
            rest.get(*length..).is_some_and(|rest| rest.trim_ascii_start().starts_with(b"endstream"))
        };
        let length = match told.filter(ends) {
            Some(length) => length,
            None => word::first(rest, b"endstream")?,
        };
        let packs = head.get(b"Type").is_some_and(|kind| kind.is_name(b"ObjStm"))
            || (head.get(b"First").is_some() && head.get(b"N").is_some());
        if packs {
            self.unpack(head, rest.get(..length)?)?;
        }
        start.checked_add(length)
    }

    /// Opens packed objects: only as they are in files that are met, by Flate, plain or as differences from
    /// line to line.
    fn unpack(&mut self, head: &Value, packed: &[u8]) -> Option<()> {
        let is_flate = |filter: &Value| filter.is_name(b"FlateDecode") || filter.is_name(b"Fl");
        let bytes = match head.get(b"Filter") {
            None => packed.to_vec(),
            Some(filter) if is_flate(filter) => self.inflate(packed)?,
            Some(Value::List(filters)) if filters.is_empty() => packed.to_vec(),
            Some(Value::List(filters)) if filters.len() == 1 && filters.iter().all(is_flate) => {
                self.inflate(packed)?
            }
            Some(_) => return None,
        };
        let parameters = head.get(b"DecodeParms").or_else(|| head.get(b"DP"));
        let one = parameters.map(|value| value.items().unwrap_or(std::slice::from_ref(value)));
        let bytes = match one.unwrap_or_default() {
            [] => bytes,
            [parameters] => predictor::undone(bytes, parameters)?,
            _ => return None,
        };
        let first = usize::try_from(head.get(b"First")?.number()?).ok()?;
        let count = usize::try_from(head.get(b"N")?.number()?).ok().filter(|count| *count <= MAX_OBJECTS)?;
        let part = self.parts.len();
        let mut words = Lexer::new(bytes.get(..first)?);
        for _ in 0..count {
            let (number, offset) = (words.value()?.number()?, words.value()?.number()?);
            let at = first.checked_add(usize::try_from(offset).ok()?)?;
            self.note(number, Place::Unpacked { part, at })?;
        }
        self.parts.push(bytes);
        Some(())
    }

    fn inflate(&self, packed: &[u8]) -> Option<Vec<u8>> {
        let before: usize = self.parts.iter().map(Vec::len).sum();
        let left = MAX_UNPACKED.checked_sub(before)?;
        let mut bytes = Vec::new();
        let limit = u64::try_from(left).ok()?.checked_add(1)?;
        ZlibDecoder::new(packed).take(limit).read_to_end(&mut bytes).ok()?;
        (bytes.len() <= left).then_some(bytes)
    }

    /// The packed objects, as they read.
    pub(super) fn unpacked(&self) -> impl Iterator<Item = &[u8]> {
        self.parts.iter().map(Vec::as_slice)
    }

    /// An object by its number.
    pub(super) fn value(&self, number: i64) -> Option<Value> {
        let mut number = number;
        for _ in 0..MAX_HOPS {
            let bytes = match *self.objects.get(&number)? {
                Place::File(at) => self.bytes.get(at..)?,
                Place::Unpacked { part, at } => self.parts.get(part)?.get(at..)?,
            };
            let mut words = Lexer::new(bytes);
            let value = words.value()?;
            self.spend(words.place())?;
            match value {
                Value::Reference(next) => number = next,
                value => return Some(value),
            }
        }
        None
    }

    /// A value, or what it refers to.
    pub(super) fn resolved(&self, value: &Value) -> Option<Value> {
        match value {
            Value::Reference(number) => self.value(*number),
            value => Some(value.clone()),
        }
    }
}

/// The number of the object whose `obj` follows these bytes: "12 0 ".
fn number_before(bytes: &[u8]) -> Option<i64> {
    let tail = bytes.get(bytes.len().saturating_sub(32)..)?;
    let mut words =
        tail.rsplit(|byte| byte.is_ascii_whitespace() || *byte == 0).filter(|word| !word.is_empty());
    // "endobj" has no blank before its "obj".
    if !tail.last()?.is_ascii_whitespace() {
        return None;
    }
    let (generation, number) = (words.next()?, words.next()?);
    let digits = |word: &[u8]| std::str::from_utf8(word).ok()?.parse::<i64>().ok().filter(|n| *n >= 0);
    digits(generation)?;
    // A number may stand right behind a delimiter: ">>12 0 obj".
    let bare = number.iter().rposition(|byte| !byte.is_ascii_digit()).map_or(0, |at| at + 1);
    digits(number.get(bare..)?)
}

/// A stream begins after the end of the line of its keyword.
fn after_line_end(bytes: &[u8], at: usize) -> usize {
    match bytes.get(at..) {
        Some([b'\r', b'\n', ..]) => at + 2,
        Some([b'\n' | b'\r', ..]) => at + 1,
        _ => at,
    }
}
