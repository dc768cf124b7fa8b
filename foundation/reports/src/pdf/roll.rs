//! A receipt on a roll: one page as long as it takes, 32 letters on a line.

use super::flow::{Block, Flow, Mark, total_height};
use super::font::Fonts;
use super::layout::Laid;
use super::measure::{Style, times, width, wrap};
use super::qr::Code;
use super::setter::{Setter, Side};
use super::sheet::{Sheet, mm};
use super::tags::{Role, Tag};
use crate::document::{Cell, Document, Part, Row, RowKind, Signing, Table};

/// Lays a receipt.
pub(super) fn layout(document: &Document, fonts: &'static Fonts, sheet: Sheet, code: Option<Code>) -> Laid {
    let mut roll = Roll { setter: Setter::new(fonts, sheet), style: sheet.body, bold: sheet.title };
    roll.words(&document.owner, roll.bold, Side::Middle);
    document.letterhead.iter().for_each(|line| roll.words(line, roll.style, Side::Middle));
    roll.dashes();
    roll.heading(1, &document.title, Side::Middle);
    document.subtitle.iter().for_each(|line| roll.words(line, roll.style, Side::Middle));
    for part in &document.parts {
        roll.part(part);
    }
    if !document.footer.is_empty() {
        roll.dashes();
    }
    document.footer.iter().for_each(|line| roll.words(line, roll.style, Side::Left));
    if let Some(signing) = &document.signing {
        roll.signing(signing);
    }
    if let (Some(seal), Some(code)) = (&document.seal, &code) {
        roll.dashes();
        roll.setter.tags.alternative = format!("Kode QR segel: {}", seal.code);
        roll.code(code);
        roll.words(&seal.text, roll.style, Side::Middle);
    }
    let blocks = roll.setter.blocks;
    let height = (sheet.top + total_height(&blocks) + sheet.bottom).max(sheet.height);
    let pages = Flow::pages(blocks, sheet.top, height - sheet.bottom);
    Laid { width: sheet.width, height, pages, code, tags: roll.setter.tags }
}

struct Roll {
    setter: Setter,
    style: Style,
    bold: Style,
}

impl Roll {
    fn words(&mut self, text: &str, style: Style, side: Side) {
        self.words_as(Role::Paragraph, text, style, side);
    }

    fn heading(&mut self, level: u8, text: &str, side: Side) {
        let role = self.setter.heading(level);
        self.words_as(role, text, self.bold, side);
    }

    fn words_as(&mut self, role: Role, text: &str, style: Style, side: Side) {
        if !text.is_empty() {
            let block = self.setter.words(text, style, side, self.setter.across());
            self.setter.push_as(role, block);
        }
    }

    fn dashes(&mut self) {
        let across = self.setter.across();
        let height = self.style.size;
        let marks = vec![Mark::Dashes { x: across.x, y: height / 2.0, length: across.width }];
        self.setter.push(Block { height, marks, ..Block::default() });
    }

    fn part(&mut self, part: &Part) {
        match part {
            Part::Heading(text) => {
                self.space();
                self.heading(2, text, Side::Left);
            }
            Part::NewPage(text) => {
                self.dashes();
                self.heading(2, text, Side::Left);
            }
            Part::Paragraph(text) => {
                self.space();
                self.words(text, self.style, Side::Left);
            }
            Part::Item(mark, text) => self.words(&format!("{mark} {text}"), self.style, Side::Left),
            Part::Table(table) => self.table(table),
        }
    }

    fn space(&mut self) {
        self.setter.push(Block { height: self.style.size * 0.5, ..Block::default() });
    }

    fn table(&mut self, table: &Table) {
        self.dashes();
        if !table.heading.is_empty() {
            self.heading(2, &table.heading, Side::Left);
        }
        for row in &table.rows {
            self.row(row, if row.kind == RowKind::Heading { self.bold } else { self.style });
        }
        if !table.totals.is_empty() {
            self.dashes();
        }
        table.totals.iter().for_each(|row| self.row(row, self.bold));
    }

    /// A row: its words, dots, and the last figure at the right; in more lines where one is too short. What
    /// stands between the first words and the last figure has a line of its own.
    fn row(&mut self, row: &Row, style: Style) {
        let cells: Vec<&Cell> = row.cells.iter().filter(|cell| !matches!(cell, Cell::Empty)).collect();
        let figure = cells
            .split_last()
            .filter(|(last, before)| !before.is_empty() && matches!(last, Cell::Money(_) | Cell::Number(_)));
        let Some((figure, before)) = figure else { return self.words(&row.joined(), style, Side::Left) };
        let indent = if row.kind == RowKind::Detail { " " } else { "" };
        let mut shown = before.iter().map(|cell| cell.shown());
        let name = format!("{indent}{}", shown.next().unwrap_or_default());
        let rest: Vec<String> = shown.collect();
        if rest.is_empty() {
            return self.dotted(&name, &figure.shown(), style);
        }
        self.words(&name, style, Side::Left);
        self.dotted(&format!("  {}", rest.join(" × ")), &figure.shown(), style);
    }

    fn dotted(&mut self, name: &str, figure: &str, style: Style) {
        let (fonts, across) = (self.setter.fonts, self.setter.across());
        let letter = width(fonts, style, "0");
        let wide = |text: &str| width(fonts, style, text);
        let mut height = 0.0;
        let mut marks = Vec::new();
        let tag = self.setter.tags.add(Role::Paragraph);
        let mut line = |text: &str, x: f32, top: f32, tag: Tag| {
            let y = top + style.baseline();
            marks.push(Mark::Words { x, y, style, text: text.to_owned(), tag });
        };
        let indent = wide(" ") * times(name.len() - name.trim_start().len());
        let room = across.width - wide(figure) - 2.0 * letter;
        // The words may leave the figure its place on their last line only where no word is cut by that.
        let fits = indent + wide(name.trim_start()) <= room;
        let lines = if fits {
            vec![name.trim_start().to_owned()]
        } else {
            wrap(fonts, style, name, across.width - indent)
        };
        let mut end = across.x;
        for (n, text) in lines.iter().enumerate() {
            if n > 0 {
                height += style.leading();
            }
            line(text, across.x + indent, height, tag);
            end = across.x + indent + wide(text);
        }
        let x = across.x + across.width - wide(figure);
        if end + letter > x {
            height += style.leading();
            end = across.x;
        }
        let dots = dots(x - end - 2.0 * letter, wide("."));
        line(&dots, x - letter - wide(&dots), height, Tag::Ornament);
        line(figure, x, height, tag);
        self.setter.push(Block { height: height + style.leading(), marks, ..Block::default() });
    }

    fn signing(&mut self, signing: &Signing) {
        self.space();
        self.words(&signing.place_and_date, self.style, Side::Left);
        for signer in &signing.signers {
            self.words(&signer.office, self.style, Side::Left);
            self.setter.push(Block { height: mm(14.0), ..Block::default() });
            let name = if signer.name.is_empty() { "(....................)" } else { &signer.name };
            self.words(name, self.bold, Side::Left);
            self.space();
        }
    }

    fn code(&mut self, code: &Code) {
        let across = self.setter.across();
        let side = code.side(mm(26.0)).min(across.width);
        let x = across.x + (across.width - side) / 2.0;
        let figure = self.setter.tags.add(Role::Figure);
        let marks = vec![code.mark(x, 0.0, side).tagged(figure)];
        self.setter.push(Block { height: side, marks, ..Block::default() });
    }
}

/// As many dots as fit.
fn dots(room: f32, dot: f32) -> String {
    let mut text = String::new();
    let mut left = room;
    while left >= dot && dot > 0.0 {
        text.push('.');
        left -= dot;
    }
    text
}
