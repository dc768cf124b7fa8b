//! From a document to pages: head, parts, foot, signatures and seal, one below the other.

use super::columns::Columns;
use super::flow::{Block, Flow, Mark, Page, Place as Where, Tone};
use super::font::{Face, Fonts};
use super::measure::{Style, width};
use super::qr::Code;
use super::setter::{Place, Setter, Side, rule};
use super::sheet::{Sheet, mm};
use super::tags::{Numbering, Role, Tag, Tags};
use super::{roll, signing, table};
use crate::ReportError;
use crate::document::{Document, Paper, Part};

/// A longer document is not tightened: a page more or less is nothing there.
const TIGHTENED_MAX: usize = 4;

/// A document on its pages.
pub(super) struct Laid {
    /// Of every page, in points.
    pub width: f32,
    pub height: f32,
    pub pages: Vec<Page>,
    pub code: Option<Code>,
    pub tags: Tags,
}

/// Lays a document on as many pages as it takes.
///
/// # Errors
/// [`ReportError::Seal`] where the QR code cannot say what it should.
pub(super) fn layout(document: &Document, fonts: &'static Fonts) -> Result<Laid, ReportError> {
    let code = document.seal.as_ref().map(|seal| Code::of(&seal.code)).transpose()?;
    let sheet = Sheet::of(document.paper);
    if document.paper == Paper::Roll58 {
        return Ok(roll::layout(document, fonts, sheet, code));
    }
    let (mut laid, mut tags) = pages(document, fonts, sheet, code.as_ref());
    // A little tighter, where that spares a page with hardly more than the signatures.
    if document.paper != Paper::Certificate && (2..=TIGHTENED_MAX).contains(&laid.len()) {
        let (tight, tight_tags) = pages(document, fonts, sheet.tight(), code.as_ref());
        if tight.len() < laid.len() {
            (laid, tags) = (tight, tight_tags);
        }
    }
    let count = laid.len();
    if document.paper != Paper::Certificate || count > 1 {
        for (n, page) in laid.iter_mut().enumerate() {
            foot(page, document, &sheet, fonts, (n + 1, count));
        }
    }
    Ok(Laid { width: sheet.width, height: sheet.height, pages: laid, code, tags })
}

fn pages(document: &Document, fonts: &'static Fonts, sheet: Sheet, code: Option<&Code>) -> (Vec<Page>, Tags) {
    let mut setter = Setter::new(fonts, sheet);
    setter.columns = Columns::all(document, fonts, sheet.room(), sheet.table);
    head(&mut setter, document);
    let above = setter.blocks.iter().map(|block| block.marks.len()).sum();
    title(&mut setter, document);
    parts(&mut setter, &document.parts);
    let style = Style::new(Face::Italic, sheet.small + 0.5);
    for (n, line) in document.footer.iter().enumerate() {
        setter.keep_last();
        let words = setter.words(line, style, flush(&sheet), setter.across());
        let before = if n == 0 { sheet.body.size } else { 0.0 };
        setter.push_as(Role::Paragraph, Block { before, ..words });
    }
    signing::signing(&mut setter, document, code);
    let mut pages = Flow::pages(setter.blocks, sheet.top, sheet.height - sheet.bottom);
    if document.paper == Paper::Certificate {
        pages.iter_mut().for_each(|page| frame(page, &sheet));
        if let [page] = pages.as_mut_slice() {
            centre(page, above);
        }
    }
    (pages, setter.tags)
}

/// Where lines of words stand on this paper.
fn flush(sheet: &Sheet) -> Side {
    if sheet.paper == Paper::Certificate { Side::Middle } else { Side::Left }
}

/// Whose paper it is: the letterhead with its double line.
fn head(setter: &mut Setter, document: &Document) {
    let (sheet, across) = (setter.sheet, setter.across());
    let owner = setter.words(&document.owner, sheet.owner, Side::Middle, across);
    setter.push_as(Role::Paragraph, Block { keeps: true, ..owner });
    let small = Style::new(Face::Regular, sheet.small + 0.5);
    for line in &document.letterhead {
        let words = setter.words(line, small, Side::Middle, across);
        setter.push_as(Role::Paragraph, Block { keeps: true, ..words });
    }
    if sheet.paper != Paper::Certificate {
        let y = sheet.body.size * 0.45;
        let marks = vec![rule(across, y, 1.2, Tone::Black), rule(across, y + 2.2, 0.4, Tone::Black)];
        setter.push(Block { height: y + 3.0, marks, keeps: true, ..Block::default() });
    }
}

/// What the paper is.
fn title(setter: &mut Setter, document: &Document) {
    let (sheet, across) = (setter.sheet, setter.across());
    let title = setter.words(&document.title, sheet.title, Side::Middle, across);
    let role = setter.heading(1);
    setter.push_as(role, Block { before: sheet.body.size * 1.3, keeps: true, ..title });
    if sheet.paper == Paper::Certificate {
        let short = Place { x: across.x + across.width * 0.4, width: across.width * 0.2 };
        let marks = vec![rule(short, 6.0, 0.8, Tone::Black)];
        setter.push(Block { height: 12.0, marks, keeps: true, ..Block::default() });
    }
    for line in &document.subtitle {
        let words = setter.words(line, sheet.body, Side::Middle, across);
        setter.push_as(Role::Paragraph, Block { keeps: true, ..words });
    }
}

fn parts(setter: &mut Setter, parts: &[Part]) {
    let (sheet, across) = (setter.sheet, setter.across());
    let size = sheet.body.size;
    let mut list = Tag::Ornament;
    for (n, part) in parts.iter().enumerate() {
        match part {
            Part::Heading(text) => {
                let larger = if sheet.paper == Paper::Certificate { 7.0 } else { 0.5 };
                setter.level = heading_level(parts, n);
                heading(setter, text, flush(&sheet), size + larger, size * 1.25);
            }
            Part::Paragraph(text) => {
                let is_below_heading = matches!(before(parts, n), Some(Part::Heading(_)));
                let room = size * if is_below_heading { 0.3 } else { 0.75 };
                let tag = setter.tags.add(Role::Paragraph);
                setter.paragraph(tag, text, sheet.body, (flush(&sheet), across), room);
            }
            Part::Item(mark, text) => {
                let is_below_words = matches!(before(parts, n), Some(Part::Paragraph(_)));
                if !matches!(before(parts, n), Some(Part::Item(..))) {
                    list = setter.tags.add(Role::List(Numbering::of(mark)));
                }
                let indent = items_indent(setter, parts, n);
                item(setter, list, (mark, text), indent, size * if is_below_words { 0.5 } else { 0.3 });
            }
            Part::Table(one) => table::table(setter, one, across),
            Part::NewPage(name) => new_page(setter, name, parts.get(n + 1)),
        }
    }
}

fn before(parts: &[Part], n: usize) -> Option<&Part> {
    n.checked_sub(1).and_then(|n| parts.get(n))
}

/// A heading is a section's; where sections begin pages, those are above it.
fn heading_level(parts: &[Part], n: usize) -> u8 {
    let is_page = |part: &Part| matches!(part, Part::NewPage(_));
    let begins_page = before(parts, n).is_some_and(is_page);
    let is_below = !begins_page && parts.iter().take(n).any(is_page);
    if is_below { 3 } else { 2 }
}

fn heading(setter: &mut Setter, text: &str, side: Side, size: f32, before: f32) {
    let words = setter.words(text, Style::new(Face::Bold, size), side, setter.across());
    let role = setter.heading(setter.level);
    setter.push_as(role, Block { before, keeps: true, ..words });
}

fn new_page(setter: &mut Setter, name: &str, next: Option<&Part>) {
    let is_named = !name.is_empty() && !matches!(next, Some(Part::Heading(_)));
    let size = setter.sheet.title.size - 1.0;
    if is_named {
        setter.level = 2;
        heading(setter, name, Side::Middle, size, 0.0);
        if let Some(block) = setter.blocks.last_mut() {
            block.height += 2.0;
            block.place = Where::NewPage;
        }
    } else {
        setter.push(Block { keeps: true, place: Where::NewPage, ..Block::default() });
    }
    // What stood last on the page before goes with nothing here.
    let before = setter.blocks.len().checked_sub(2);
    if let Some(block) = before.and_then(|n| setter.blocks.get_mut(n)) {
        block.keeps = false;
    }
}

/// How far the words of an item are set in: as far as the widest mark of its list needs.
fn items_indent(setter: &Setter, parts: &[Part], n: usize) -> f32 {
    let mark = |part: &Part| match part {
        Part::Item(mark, _) => Some(width(setter.fonts, setter.sheet.body, mark)),
        _ => None,
    };
    let (before, after) = parts.split_at(n.min(parts.len()));
    let list = before.iter().rev().map_while(mark).chain(after.iter().map_while(mark));
    let size = setter.sheet.body.size;
    (list.fold(size, f32::max) + size * 0.55).min(setter.sheet.room() * 0.4)
}

fn item(setter: &mut Setter, list: Tag, (mark, text): (&str, &str), indent: f32, before: f32) {
    let (sheet, across) = (setter.sheet, setter.across());
    let first = setter.blocks.len();
    let place = Place { x: across.x + indent, width: across.width - indent };
    let item = setter.tags.add_to(list, Role::Item);
    let label = setter.tags.add_to(item, Role::Label);
    let body = setter.tags.add_to(item, Role::ItemBody);
    setter.paragraph(body, text, sheet.body, (Side::Left, place), before);
    let line = setter.line(mark.to_owned(), sheet.body, Side::Left, across, 0.0).tagged(label);
    if let Some(block) = setter.blocks.get_mut(first) {
        block.marks.insert(0, line);
    }
}

/// The foot of a page: what it is, and which of how many.
fn foot(page: &mut Page, document: &Document, sheet: &Sheet, fonts: &Fonts, (n, count): (usize, usize)) {
    let style = Style::new(Face::Regular, sheet.small);
    let across = Place { x: sheet.side, width: sheet.room() };
    let number = format!("halaman {n} dari {count}");
    let wide = width(fonts, style, &number);
    let y = sheet.height - sheet.bottom + mm(8.5);
    page.marks.push(rule(across, y - sheet.small - 3.0, 0.25, Tone::Pale));
    let (title, owner) = (&document.title, &document.owner);
    let name = if owner.is_empty() { title.clone() } else { format!("{title} · {owner}") };
    // One line, whatever the title: the rest of it stands at the top of the first page.
    let lines = super::measure::wrap(fonts, style, &name, across.width - wide - 20.0);
    let name = lines.into_iter().next().unwrap_or_default();
    let tag = Tag::Foot;
    page.marks.push(Mark::Words { x: across.x, y, style, text: name, tag });
    page.marks.push(Mark::Words { x: across.x + across.width - wide, y, style, text: number, tag });
}

/// The double frame of a certificate.
fn frame(page: &mut Page, sheet: &Sheet) {
    for (inset, weight) in [(mm(10.0), 2.4), (mm(12.2), 0.6)] {
        let (width, height) = (sheet.width - 2.0 * inset, sheet.height - 2.0 * inset);
        page.marks.push(Mark::Frame { x: inset, y: inset, width, height, weight });
    }
}

/// Moves what stands below the letterhead towards the middle of the height that is left.
fn centre(page: &mut Page, above: usize) {
    let Some(ending) = page.ends else { return };
    let marks = std::mem::take(&mut page.marks).into_iter().enumerate();
    page.marks = marks
        .map(
            |(n, mark)| {
                if (above..ending.marks).contains(&n) { mark.lowered(ending.gap * 0.42) } else { mark }
            },
        )
        .collect();
}
