//! PDF files, looked through before they are kept.
//!
//! Nothing is drawn and nothing is run. What is looked at: the head, the place of the index that the end
//! of the file names, the catalogue, the tree of pages; and every word that could make a reader do
//! something by itself, in the file as it is and in its packed objects. How a reader mends a broken file
//! is not guessed: a broken file is refused.
//!
//! Facts: ISO 32000-1, 7.2 (words), 7.3.8 (streams), 7.5 (structure), 7.4.4.4 (predictors),
//! 7.5.7 (packed objects), 7.6 (locks).

mod index;
mod predictor;
mod word;

use crate::error::DocumentError;
use crate::picture::{MAX_BYTES, clean};

use index::Index;
use word::{Lexer, Value};

/// The end of the file that must name the index. Some mail programs put a little behind it.
const TAIL_BYTES: usize = 2_048;

/// The most pages and branches of the tree of pages.
const MAX_NODES: usize = 20_000;

/// The longest name that is looked for.
const NAME_BYTES: usize = 24;

/// What makes a reader run a script, start a program, send or fetch, or open another file.
const ACTIVE: [&[u8]; 9] = [
    b"JavaScript",
    b"Launch",
    b"SubmitForm",
    b"ImportData",
    b"Rendition",
    b"RichMedia",
    b"XFA",
    b"GoToR",
    b"GoToE",
];

/// A file within the file.
const EMBEDDED: [&[u8]; 2] = [b"EmbeddedFile", b"EmbeddedFiles"];

/// A PDF that has pages, is not locked and cannot act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pdf {
    /// The name that it came with.
    pub name: String,
    /// Its pages, at least one.
    pub pages: i64,
    /// The file.
    pub bytes: Vec<u8>,
}

impl Pdf {
    /// Whether a file calls itself a PDF: the head may follow a byte order mark and blanks, no more.
    pub fn is_called(bytes: &[u8]) -> bool {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        bytes.trim_ascii_start().starts_with(b"%PDF-")
    }

    /// Looks a file through. Takes up to tenths of a second: not for an async thread.
    ///
    /// # Errors
    /// [`DocumentError`]: too large, not a PDF, cut off or broken, locked, or able to act.
    pub fn check(name: &str, bytes: Vec<u8>) -> Result<Self, DocumentError> {
        if bytes.is_empty() {
            return Err(DocumentError::Empty);
        }
        if bytes.len() > MAX_BYTES {
            return Err(DocumentError::TooLarge);
        }
        if !Self::is_called(&bytes) {
            return Err(DocumentError::NotAFile);
        }
        let trailer = trailer(&bytes).ok_or(DocumentError::PdfBroken)?;
        if trailer.get(b"Encrypt").is_some() || has_name(&bytes, &[b"Encrypt"]) {
            return Err(DocumentError::PdfLocked);
        }
        cannot_act(&bytes)?;
        let index = Index::of(&bytes).ok_or(DocumentError::PdfBroken)?;
        for unpacked in index.unpacked() {
            cannot_act(unpacked)?;
        }
        let pages = pages(&index, &trailer).ok_or(DocumentError::PdfBroken)?;
        Ok(Self { name: clean(name), pages, bytes })
    }
}

/// The dictionary that the end of the file leads to: what the file is made of.
fn trailer(bytes: &[u8]) -> Option<Value> {
    let tail = bytes.get(bytes.len().saturating_sub(TAIL_BYTES)..)?;
    let start = word::last(tail, b"startxref")?;
    let mut words = Lexer::new(tail.get(start + b"startxref".len()..)?);
    let place = usize::try_from(words.value()?.number()?).ok()?;
    word::first(tail.get(start..)?, b"%%EOF")?;
    // Places are counted from the head.
    let head = word::first(bytes, b"%PDF-")?;
    let body = bytes.get(head.checked_add(place)?..)?.trim_ascii_start();
    if body.starts_with(b"xref") {
        let table = word::first(body, b"trailer")?;
        return Lexer::new(body.get(table + b"trailer".len()..)?).value();
    }
    let mut words = Lexer::new(body);
    words.value()?.number()?;
    words.value()?.number()?;
    if words.keyword()? != b"obj" {
        return None;
    }
    let stream = words.value()?;
    stream.get(b"Type")?.is_name(b"XRef").then_some(stream)
}

/// Counts the leaves of the tree of pages; nothing where there is no whole tree.
fn pages(index: &Index<'_>, trailer: &Value) -> Option<i64> {
    let catalogue = index.value(trailer.get(b"Root")?.reference()?)?;
    let mut open = vec![catalogue.get(b"Pages")?.reference()?];
    let mut seen = std::collections::BTreeSet::new();
    let mut leaves = 0;
    while let Some(number) = open.pop() {
        if !seen.insert(number) || seen.len() > MAX_NODES {
            return None;
        }
        let node = index.value(number)?;
        match node.get(b"Kids") {
            None if node.get(b"Type")?.is_name(b"Page") => leaves += 1,
            None => return None,
            Some(kids) => {
                let kids = index.resolved(kids)?;
                for kid in kids.items()? {
                    open.push(kid.reference()?);
                }
            }
        }
    }
    (leaves > 0).then_some(leaves)
}

fn cannot_act(bytes: &[u8]) -> Result<(), DocumentError> {
    if has_name(bytes, &EMBEDDED) {
        return Err(DocumentError::PdfEmbeds);
    }
    match has_name(bytes, &ACTIVE) {
        true => Err(DocumentError::PdfActs),
        false => Ok(()),
    }
}

/// Whether a name stands anywhere, however it is written (`/J#61vaScript`), also where a reader that
/// reads otherwise than we do might find it.
fn has_name(bytes: &[u8], sought: &[&[u8]]) -> bool {
    let slashes = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'/');
    slashes.into_iter().any(|(at, _)| {
        let name = word::name(bytes.get(at + 1..).unwrap_or_default(), NAME_BYTES);
        sought.contains(&name.as_slice())
    })
}
