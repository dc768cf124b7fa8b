//! The sheets of paper: their sizes, margins and sizes of letters. All lengths are points.

use super::font::Face;
use super::measure::Style;
use crate::document::Paper;

/// A millimetre in points.
pub(super) fn mm(length: f32) -> f32 {
    length * 72.0 / 25.4
}

/// A sheet of paper and how it is filled.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sheet {
    pub paper: Paper,
    pub width: f32,
    /// Of a roll: the least.
    pub height: f32,
    /// At the left and the right.
    pub side: f32,
    pub top: f32,
    /// Below what is written; the foot of the page stands in it.
    pub bottom: f32,
    pub body: Style,
    pub owner: Style,
    pub title: Style,
    /// Letterhead, foot, seal.
    pub small: f32,
    /// In tables; a table with many columns is smaller.
    pub table: f32,
}

impl Sheet {
    /// The sheet of a paper.
    pub fn of(paper: Paper) -> Self {
        let regular = |size| Style::new(Face::Regular, size);
        let bold = |size| Style::new(Face::Bold, size);
        let upright = Self {
            paper,
            width: mm(210.0),
            height: mm(297.0),
            side: mm(20.0),
            top: mm(17.0),
            bottom: mm(21.0),
            body: regular(10.5),
            owner: bold(14.0),
            title: bold(15.0),
            small: 8.5,
            table: 9.5,
        };
        let sideways = Self { width: upright.height, height: upright.width, ..upright };
        match paper {
            Paper::A4 => upright,
            Paper::A4Wide => Self { side: mm(17.0), top: mm(15.0), bottom: mm(19.0), table: 9.0, ..sideways },
            Paper::A5 => Self {
                width: mm(148.0),
                height: mm(210.0),
                side: mm(14.0),
                top: mm(12.0),
                bottom: mm(16.0),
                body: regular(9.5),
                owner: bold(12.0),
                title: bold(13.0),
                small: 7.5,
                table: 9.0,

                paper,
            },
            Paper::Roll58 => Self {
                width: mm(58.0),
                height: mm(50.0),
                side: mm(5.0),
                top: mm(4.0),
                bottom: mm(8.0),
                // 32 letters on a line, as such printers do.
                body: Style::new(Face::Mono, 7.0),
                owner: Style::new(Face::MonoBold, 7.0),
                title: Style::new(Face::MonoBold, 7.0),
                small: 7.0,
                table: 7.0,
                paper,
            },
            Paper::Certificate => Self {
                side: mm(42.0),
                top: mm(24.0),
                bottom: mm(22.0),
                body: regular(13.0),
                owner: bold(17.0),
                title: bold(30.0),
                small: 9.0,
                table: 11.0,
                ..sideways
            },
        }
    }

    /// The same with a little more on it; the foot of the page stays where it is.
    pub fn tight(self) -> Self {
        let smaller = |style: Style, by: f32| Style { size: style.size - by, ..style };
        Self {
            top: self.top - mm(3.0),
            bottom: self.bottom - mm(2.0),
            body: smaller(self.body, 0.5),
            table: self.table - 0.5,
            ..self
        }
    }

    /// The width that is written on.
    pub fn room(&self) -> f32 {
        self.width - 2.0 * self.side
    }

    /// The height that is written on.
    pub fn rows(&self) -> f32 {
        self.height - self.top - self.bottom
    }
}
