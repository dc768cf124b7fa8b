//! A page as the operators of a content stream, and which letters were used.

use std::collections::BTreeMap;

use pdf_writer::{Content, Name, Settings, Str};
use subsetter::GlyphRemapper;

use super::flow::{Mark, Page, Tone};
use super::font::{Face, Fonts, Shape};
use super::measure::Style;

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

/// Draws a page of a height; the marks are measured from its top, the file from its bottom.
pub(super) fn draw(page: &Page, height: f32, fonts: &Fonts, letters: &mut Letters) -> Vec<u8> {
    let mut content = Content::with_settings(Settings { pretty: false });
    for mark in &page.marks {
        draw_shape(&mut content, mark, height);
    }
    content.begin_text();
    let mut pen = Pen { content: &mut content, fonts, letters, style: None, x: 0.0, y: 0.0 };
    for mark in &page.marks {
        if let Mark::Words { x, y, style, text } = mark {
            pen.words(round(*x), round(height - *y), *style, text);
        }
    }
    content.end_text();
    content.finish().to_vec()
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
        Mark::Code { x, y, side } => {
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
    fn words(&mut self, x: f32, y: f32, style: Style, text: &str) {
        if text.is_empty() {
            return;
        }
        self.content.next_line(round(x - self.x), round(y - self.y));
        (self.x, self.y) = (x, y);
        let mut face = style.face;
        let mut pieces: Vec<Piece> = Vec::new();
        let (fonts, mut shapes) = (self.fonts, Vec::new());
        fonts.shapes(style.face, text, |shape, moved, shown| shapes.push((shape, moved, shown)));
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
