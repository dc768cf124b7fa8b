//! Who signs, and the seal: kept together at the end of a document.

use super::flow::{Block, Mark, Place as Where, Tone};
use super::font::Face;
use super::measure::{Style, times, width, wrap};
use super::qr::Code;
use super::setter::{Place, Setter, Side, rule};
use super::sheet::mm;
use super::tags::Role;
use crate::document::{Document, Paper, Signer, Signing};

/// Those who sign side by side.
const SIDE_BY_SIDE: usize = 3;

/// Sets the signatures and the seal.
pub(super) fn signing(setter: &mut Setter, document: &Document, code: Option<&Code>) {
    let is_certificate = setter.sheet.paper == Paper::Certificate;
    if let Some(signing) = &document.signing {
        let mut place = if is_certificate { Where::Foot } else { Where::Next };
        let first = setter.blocks.len();
        signers(setter, signing);
        for block in setter.blocks.iter_mut().skip(first) {
            block.place = std::mem::take(&mut place);
        }
    }
    if let (Some(seal), Some(code)) = (&document.seal, code) {
        setter.keep_last();
        setter.tags.alternative = format!("Kode QR segel: {}", seal.code);
        let block = seal_block(setter, &seal.text, code);
        setter.push(block);
    }
}

fn signers(setter: &mut Setter, signing: &Signing) {
    let rows = signing.signers.len().div_ceil(SIDE_BY_SIDE);
    let mut rest = signing.signers.as_slice();
    for n in 0..rows {
        let (row, after) = rest.split_at(rest.len().div_ceil(rows - n));
        rest = after;
        setter.keep_last();
        let columns = columns(setter, row.len());
        if n == 0 {
            let date = date(setter, &signing.place_and_date, columns.last().copied());
            setter.push_as(Role::Paragraph, date);
        }
        let block = row_block(setter, row, &columns);
        setter.push(Block { before: if n == 0 { 2.0 } else { setter.sheet.body.size }, ..block });
    }
    if rows == 0 && !signing.place_and_date.is_empty() {
        setter.keep_last();
        let date = date(setter, &signing.place_and_date, None);
        setter.push_as(Role::Paragraph, Block { keeps: false, ..date });
    }
}

/// Where so many sign: one alone at the right.
fn columns(setter: &Setter, count: usize) -> Vec<Place> {
    let across = setter.across();
    let width = across.width / times(count.max(2));
    let first = if count == 1 { across.x + width } else { across.x };
    (0..count).map(|n| Place { x: first + width * times(n), width }).collect()
}

/// The place and the date: above the last who signs, or at the right edge where it is too long for that.
fn date(setter: &Setter, text: &str, column: Option<Place>) -> Block {
    let style = setter.sheet.body;
    let fits = column.filter(|place| width(setter.fonts, style, text) <= place.width);
    let block = match fits {
        Some(place) => setter.words(text, style, Side::Middle, place),
        None => setter.words(text, style, Side::Right, setter.across()),
    };
    Block { before: style.size * 1.8, keeps: true, ..block }
}

/// Offices with names below a line; each is read with its name.
fn row_block(setter: &mut Setter, row: &[Signer], columns: &[Place]) -> Block {
    let style = setter.sheet.body;
    let inner = |place: &Place| Place { x: place.x + 6.0, width: place.width - 12.0 };
    let (mut offices, mut tags) = (Vec::new(), Vec::new());
    for (signer, place) in row.iter().zip(columns) {
        let office = setter.tags.add(Role::Paragraph);
        offices.push(setter.words(&signer.office, style, Side::Middle, inner(place)).tagged(office));
        tags.push(if signer.name.is_empty() { office } else { setter.tags.add(Role::Paragraph) });
    }
    let office_height = offices.iter().map(|block| block.height).fold(0.0, f32::max);
    let name_top = office_height + mm(22.0) - style.leading() * 0.35;
    let mut height: f32 = 0.0;
    let mut marks: Vec<Mark> = offices.into_iter().flat_map(|block| block.marks).collect();
    for ((signer, place), tag) in row.iter().zip(columns).zip(tags) {
        let bold = Style::new(Face::Bold, style.size);
        let place = inner(place);
        let names = wrap(setter.fonts, bold, &signer.name, place.width);
        let longest = names.iter().map(|name| width(setter.fonts, bold, name)).fold(mm(38.0), f32::max);
        let wide = longest.min(place.width);
        let bottom = name_top + times(names.len()) * style.leading();
        let line = Place { x: place.x + (place.width - wide) / 2.0, width: wide };
        marks.push(rule(line, bottom - style.leading() * 0.08, 0.6, Tone::Black));
        for (n, name) in names.into_iter().enumerate().filter(|(_, name)| !name.is_empty()) {
            let top = name_top + times(n) * style.leading();
            marks.push(setter.line(name, bold, Side::Middle, place, top).tagged(tag));
        }
        height = height.max(bottom + 2.0);
    }
    Block { height, marks, ..Block::default() }
}

/// The QR code with its words beside it.
fn seal_block(setter: &mut Setter, text: &str, code: &Code) -> Block {
    let (sheet, across) = (setter.sheet, setter.across());
    let side = code.side(mm(22.0)).min(across.width * 0.5);
    let style = Style::new(Face::Regular, sheet.small);
    let room = across.width - side - 6.0;
    let is_centred = sheet.paper == Paper::Certificate;
    let words_room = if is_centred { room.min(mm(75.0)) } else { room };
    let x = if is_centred { across.x + (room - words_room) / 2.0 } else { across.x };
    let (figure, paragraph) = (setter.tags.add(Role::Figure), setter.tags.add(Role::Paragraph));
    let place = Place { x: x + side + 2.0, width: words_room };
    let words = setter.words(text, style, Side::Left, place).tagged(paragraph);
    let height = side.max(words.height);
    let top = (height - words.height) / 2.0;
    // The white around the code needs no room at the margin, which is white already.
    let white = if is_centred { 0.0 } else { code.quiet(side) };
    let mut marks = vec![code.mark(x - white, (height - side) / 2.0, side).tagged(figure)];
    marks.extend(words.marks.into_iter().map(|mark| mark.lowered(top)));
    Block { before: sheet.body.size * 0.8, height, marks, place: Where::Foot, ..Block::default() }
}
