//! Sets words into blocks: lines at the left, in the middle or at the right of a column.

use super::columns::Columns;
use super::flow::{Block, Mark, Tone};
use super::font::Fonts;
use super::measure::{Style, times, width, wrap};
use super::sheet::Sheet;
use super::tags::{Role, Tag, Tags};
use crate::document::Kind;

/// Where a line stands in its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Middle,
    Right,
}

/// A column on the paper.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Place {
    pub x: f32,
    pub width: f32,
}

/// Gathers the blocks of a document.
pub(super) struct Setter {
    pub fonts: &'static Fonts,
    pub sheet: Sheet,
    pub blocks: Vec<Block>,
    /// The measures of the tables, by the kinds of their columns.
    pub columns: Vec<(Vec<Kind>, Columns)>,
    /// What the words are.
    pub tags: Tags,
    /// The level of the last heading of a part, the title being 1.
    pub level: u8,
    /// The level of the last heading of any kind.
    deepest: u8,
}

impl Setter {
    pub fn new(fonts: &'static Fonts, sheet: Sheet) -> Self {
        let (blocks, columns) = (Vec::new(), Vec::new());
        Self { fonts, sheet, blocks, columns, tags: Tags::new(), level: 1, deepest: 0 }
    }

    /// All the width between the margins.
    pub fn across(&self) -> Place {
        Place { x: self.sheet.side, width: self.sheet.room() }
    }

    pub fn push(&mut self, block: Block) {
        self.blocks.push(block);
    }

    /// Sets a block whose words are one element of the paper.
    pub fn push_as(&mut self, role: Role, block: Block) {
        let tag = self.tags.add(role);
        self.push(block.tagged(tag));
    }

    /// The element of a heading of a level, or of a higher one where a level would be left out.
    pub fn heading(&mut self, level: u8) -> Role {
        self.deepest = level.min(self.deepest + 1);
        Role::Heading(self.deepest)
    }

    /// What has been set last stays with what follows.
    pub fn keep_last(&mut self) {
        if let Some(last) = self.blocks.last_mut() {
            last.keeps = true;
        }
    }

    /// A line's mark in a column, its top at `top`.
    pub fn line(&self, text: String, style: Style, side: Side, place: Place, top: f32) -> Mark {
        let x = match side {
            Side::Left => place.x,
            Side::Middle => place.x + (place.width - width(self.fonts, style, &text)) / 2.0,
            Side::Right => place.x + place.width - width(self.fonts, style, &text),
        };
        Mark::Words { x, y: top + style.baseline(), style, text, tag: Tag::Ornament }
    }

    /// Wrapped words as one block.
    pub fn words(&self, text: &str, style: Style, side: Side, place: Place) -> Block {
        let lines = wrap(self.fonts, style, text, place.width);
        let height = times(lines.len()) * style.leading();
        let lines = lines.into_iter().enumerate();
        let marks =
            lines.map(|(n, line)| self.line(line, style, side, place, times(n) * style.leading())).collect();
        Block { height, marks, ..Block::default() }
    }

    /// Lines of which the last is not a lone short word, where a slightly narrower column helps.
    fn without_runt(&self, text: &str, style: Style, room: f32) -> Vec<String> {
        let lines = wrap(self.fonts, style, text, room);
        let is_runt = |lines: &[String]| {
            lines.len() > 1 && lines.last().is_some_and(|last| width(self.fonts, style, last) < room * 0.12)
        };
        if !is_runt(&lines) {
            return lines;
        }
        let narrower = [0.97, 0.94, 0.9].map(|part| wrap(self.fonts, style, text, room * part));
        let count = lines.len();
        narrower.into_iter().find(|other| other.len() == count && !is_runt(other)).unwrap_or(lines)
    }

    /// Wrapped words as a block a line: a page ends neither after the first nor before the last.
    pub fn paragraph(
        &mut self,
        tag: Tag,
        text: &str,
        style: Style,
        (side, place): (Side, Place),
        before: f32,
    ) {
        let lines = self.without_runt(text, style, place.width);
        let count = lines.len();
        for (n, line) in lines.into_iter().enumerate() {
            self.push(Block {
                before: if n == 0 { before } else { 0.0 },
                height: style.leading(),
                marks: vec![self.line(line, style, side, place, 0.0).tagged(tag)],
                keeps: n + 1 < count && (n == 0 || n + 2 == count),
                ..Block::default()
            });
        }
    }
}

/// A line across a column.
pub(super) fn rule(place: Place, y: f32, weight: f32, tone: Tone) -> Mark {
    Mark::Rule { x: place.x, y, length: place.width, weight, tone }
}
