//! A page as the operators of a content stream, each part of it marked with the element that it belongs to,
//! and which letters were used.

use std::collections::BTreeMap;

use pdf_writer::types::{ArtifactSubtype, ArtifactType};
use pdf_writer::{Content, Finish, Name, Settings, Str};
use subsetter::GlyphRemapper;

use super::flow::{Mark, Tone};
use super::font::{Face, Fonts, Shape};
use super::layout::Laid;
use super::measure::{CUT, Style};
use super::tags::{Tag, Tags};

/// The name of the QR code among the resources of a page.
pub(super) const CODE: &[u8] = b"Q";

/// The letters of one face that were used: their numbers in the file, widths and meanings.
#[derive(Default)]
pub(super) struct Used {
    pub numbers: GlyphRemapper,
    /// By number: the width in thousandths of the size, and the letters that it shows.
    pub letters: BTreeMap<u16, (f32, String)>,
}

/// The letters that were used, by face.
#[derive(Default)]
pub(super) struct Letters {
    faces: BTreeMap<Face, Used>,
}

impl Letters {
    pub fn faces(&self) -> impl Iterator<Item = (Face, &Used)> {
        self.faces.iter().map(|(face, used)| (*face, used))
    }

    fn number(&mut self, shape: Shape, shown: &str) -> u16 {
        let used = self.faces.entry(shape.face).or_default();
        let number = used.numbers.remap(shape.glyph);
        used.letters.entry(number).or_insert_with(|| {
            let shown = if shown == "\u{a0}" { " " } else { shown };
            (shape.advance, shown.to_owned())
        });
        number
    }
}

/// The name of a face among the resources.
pub(super) fn resource(face: Face) -> Name<'static> {
    Name(match face {
        Face::Regular => b"R",
        Face::Bold => b"B",
        Face::Italic => b"I",
        Face::Mono => b"M",
        Face::MonoBold => b"N",
    })
}

/// A page, drawn.
pub(super) struct Drawn {
    pub content: Vec<u8>,
    /// The elements that the marked parts belong to; a part's place here is its number on the page.
    pub parts: Vec<u32>,
    /// Where the figure stands: left, bottom, right, top.
    pub figure: Option<[f32; 4]>,
}

/// Draws one of the pages of a paper; its marks are measured from its top, the file from its bottom.
pub(super) fn draw(laid: &Laid, number: usize, fonts: &Fonts, letters: &mut Letters) -> Drawn {
    let (height, tags) = (laid.height, &laid.tags);
    let page_marks =
        |number: usize| laid.pages.get(number).map_or([].as_slice(), |page| page.marks.as_slice());
    let (marks, following) = (page_marks(number), page_marks(number + 1));
    let mut content = Content::with_settings(Settings { pretty: false });
    let mut parts = Parts { tags, parts: Vec::new(), open: None };
    let mut figure = None;
    for mark in marks {
        if !matches!(mark, Mark::Words { .. }) {
            let tag = if let Mark::Code { tag, .. } = mark { *tag } else { Tag::Ornament };
            parts.turn_to(&mut content, tag);
            figure = figure.or(bounds(mark, height));
            draw_shape(&mut content, mark, height);
        }
    }
    parts.close(&mut content);
    content.begin_text();
    let mut pen = Pen { content: &mut content, fonts, letters, style: None, x: 0.0, y: 0.0 };
    let is_read = |(.., tag): &(f32, f32, Style, &str, Tag)| matches!(tag, Tag::Of(_));
    let next_page = following.iter().filter_map(words).find(is_read);
    let mut words = marks.iter().filter_map(words);
    while let Some((x, y, style, text, tag)) = words.next() {
        parts.turn_to(pen.content, tag);
        // Words of one element are apart, though they stand on two lines or pages.
        let next = words.clone().find(is_read).or(next_page);
        let goes_on = next.is_some_and(|(.., next)| next == tag);
        let space = if goes_on && !text.ends_with(CUT) { " " } else { "" };
        pen.words(round(x), round(height - y), style, text, space);
    }
    parts.close(&mut content);
    content.end_text();
    Drawn { content: unescaped(content.finish().as_slice()), parts: parts.parts, figure }
}

/// The numbers of letters as bytes, where they are written with digits: a third less to be squeezed.
fn unescaped(content: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(content.len());
    let mut rest = content;
    while let [first, after @ ..] = rest {
        rest = after;
        let [escape, after @ ..] = after else {
            out.push(*first);
            continue;
        };
        let short = match (first, escape) {
            (b'\\', b'n') => Some(b'\n'),
            (b'\\', b't') => Some(b'\t'),
            (b'\\', b'b') => Some(8),
            (b'\\', b'f') => Some(12),
            _ => None,
        };
        match (first, after) {
            _ if short.is_some() => {
                out.extend(short);
                rest = after;
            }
            (b'\\', [second, third, after @ ..]) if escape.is_ascii_digit() => {
                let digits = [*escape, *second, *third].map(|digit| digit.wrapping_sub(b'0') & 7);
                out.push(digits.iter().fold(0, |byte: u8, digit| byte << 3 | digit));
                rest = after;
            }
            (b'\\', _) => {
                out.extend([*first, *escape]);
                rest = after;
            }
            _ => out.push(*first),
        }
    }
    out
}

fn words(mark: &Mark) -> Option<(f32, f32, Style, &str, Tag)> {
    match mark {
        Mark::Words { x, y, style, text, tag } if !text.is_empty() => Some((*x, *y, *style, text, *tag)),
        _ => None,
    }
}

/// Where the QR code stands.
fn bounds(mark: &Mark, height: f32) -> Option<[f32; 4]> {
    let Mark::Code { x, y, side, .. } = mark else { return None };
    Some([*x, height - y - side, x + side, height - y].map(round))
}

/// Marks what is drawn with the element that it belongs to.
struct Parts<'t> {
    tags: &'t Tags,
    parts: Vec<u32>,
    open: Option<Tag>,
}

impl Parts<'_> {
    fn turn_to(&mut self, content: &mut Content, tag: Tag) {
        if self.open == Some(tag) {
            return;
        }
        self.close(content);
        self.open = Some(tag);
        let pagination = |content: &mut Content, kind: ArtifactSubtype<'_>| {
            let mut mark = content.begin_marked_content_with_properties(Name(b"Artifact"));
            mark.properties().artifact().kind(ArtifactType::Pagination).subtype(kind);
            mark.finish();
        };
        match tag {
            Tag::Ornament => {
                content.begin_marked_content(Name(b"Artifact"));
            }
            Tag::Foot => pagination(content, ArtifactSubtype::Footer),
            Tag::Again => pagination(content, ArtifactSubtype::Header),
            Tag::Of(element) => {
                let number = i32::try_from(self.parts.len()).unwrap_or(i32::MAX);
                self.parts.push(element);
                let name = Name(self.tags.role(element).name().as_bytes());
                let mut mark = content.begin_marked_content_with_properties(name);
                mark.properties().identify(number);
                mark.finish();
            }
        }
    }

    fn close(&mut self, content: &mut Content) {
        if self.open.take().is_some() {
            content.end_marked_content();
        }
    }
}

/// Hundredths of a point are fine enough.
fn round(length: f32) -> f32 {
    (length * 100.0).round() / 100.0
}

fn draw_shape(content: &mut Content, mark: &Mark, page: f32) {
    match mark {
        Mark::Words { .. } => {}
        Mark::Rule { x, y, length, weight, tone } => {
            let gray = if *tone == Tone::Pale { 0.78 } else { 0.0 };
            content.set_stroke_gray(gray).set_line_width(*weight);
            let y = round(page - y);
            content.move_to(round(*x), y).line_to(round(x + length), y).stroke();
        }
        Mark::Dashes { x, y, length } => {
            let y = round(page - y);
            content.save_state().set_stroke_gray(0.0).set_line_width(0.6).set_dash_pattern([2.0, 1.6], 0.0);
            content.move_to(round(*x), y).line_to(round(x + length), y).stroke().restore_state();
        }
        Mark::Frame { x, y, width, height, weight } => {
            content.set_stroke_gray(0.0).set_line_width(*weight);
            content.rect(round(*x), round(page - y - height), round(*width), round(*height)).stroke();
        }
        Mark::Code { x, y, side, .. } => {
            let side = round(*side);
            content.save_state().transform([side, 0.0, 0.0, side, round(*x), round(page - y - side)]);
            content.x_object(Name(CODE)).restore_state();
        }
    }
}

/// Writes words and remembers where it stands.
struct Pen<'p> {
    content: &'p mut Content,
    fonts: &'p Fonts,
    letters: &'p mut Letters,
    style: Option<Style>,
    x: f32,
    y: f32,
}

/// What is shown in one go: the bytes of letters, and how far to move between them.
enum Piece {
    Show(Vec<u8>),
    Move(f32),
}

impl Pen<'_> {
    /// Words at a place, and a space behind them where they go on elsewhere.
    fn words(&mut self, x: f32, y: f32, style: Style, text: &str, space: &str) {
        self.content.next_line(round(x - self.x), round(y - self.y));
        (self.x, self.y) = (x, y);
        let mut face = style.face;
        let mut pieces: Vec<Piece> = Vec::new();
        let (fonts, mut shapes) = (self.fonts, Vec::new());
        fonts.shapes(style.face, text, |shape, moved, shown| shapes.push((shape, moved, shown)));
        fonts.shapes(style.face, space, |shape, moved, shown| shapes.push((shape, moved, shown)));
        for (shape, moved, shown) in shapes {
            if shape.face != face {
                self.show(Style { face, ..style }, &mut pieces);
                face = shape.face;
            }
            if moved != 0.0 {
                pieces.push(Piece::Move(-moved));
            }
            let number = self.letters.number(shape, shown).to_be_bytes();
            match pieces.last_mut() {
                Some(Piece::Show(bytes)) => bytes.extend(number),
                _ => pieces.push(Piece::Show(number.to_vec())),
            }
        }
        self.show(Style { face, ..style }, &mut pieces);
    }

    fn show(&mut self, style: Style, pieces: &mut Vec<Piece>) {
        if pieces.is_empty() {
            return;
        }
        if self.style != Some(style) {
            self.content.set_font(resource(style.face), style.size);
            self.style = Some(style);
        }
        if let [Piece::Show(bytes)] = pieces.as_slice() {
            self.content.show(Str(bytes));
        } else {
            let mut positioned = self.content.show_positioned();
            let mut items = positioned.items();
            for piece in pieces.iter() {
                match piece {
                    Piece::Show(bytes) => items.show(Str(bytes)),
                    Piece::Move(by) => items.adjust(round(*by)),
                };
            }
        }
        pieces.clear();
    }
}
