//! Tables: a block a row, below a head that is repeated on every page.

use std::rc::Rc;

use super::columns::{Columns, INDENT, face, kinds};
use super::flow::{Block, Mark, Tone};
use super::font::Face;
use super::measure::{Style, times, wrap};
use super::setter::{Place, Setter, Side, rule};
use super::tags::{Role, Tag, Tags};
use crate::document::{Align, Cell, Kind, Row, RowKind, Table};

const HAIRLINE: f32 = 0.35;
const LINE: f32 = 0.6;

/// A table being set.
struct Rows<'s> {
    setter: &'s Setter,
    table: &'s Table,
    /// The element that holds its rows.
    tag: Tag,
    columns: Columns,
    across: Place,
    /// Every row is one of many, as in a book: pale lines lead the eye.
    is_book: bool,
}

/// How a row stands among the others.
struct Standing {
    is_total: bool,
    /// Stays with the row below it.
    keeps: bool,
    is_first: bool,
}

/// Sets a table.
pub(super) fn table(setter: &mut Setter, table: &Table, across: Place) {
    let size = setter.sheet.table;
    if !table.heading.is_empty() {
        let heading = heading(setter, &table.heading, across);
        let role = setter.heading(setter.level + 1);
        setter.push_as(role, Block { before: size * 1.2, keeps: true, ..heading });
    }
    let kinds = kinds(table);
    let Some((_, columns)) = setter.columns.iter().find(|(known, _)| *known == kinds) else { return };
    let columns = columns.clone();
    let is_book = table.rows.iter().all(|row| row.kind == RowKind::Plain) && table.columns.len() > 2;
    let mut tags = std::mem::take(&mut setter.tags);
    let tag = tags.add(Role::Table);
    let rows = Rows { setter, table, tag, columns, across, is_book };
    let blocks = rows.blocks(&mut tags, if table.heading.is_empty() { size * 1.2 } else { 0.0 });
    setter.tags = tags;
    setter.blocks.extend(blocks);
}

fn heading(setter: &Setter, text: &str, across: Place) -> Block {
    let mut heading =
        setter.words(text, Style::new(Face::Bold, setter.sheet.table + 1.0), Side::Left, across);
    heading.height += 2.0;
    heading
}

impl Rows<'_> {
    fn blocks(&self, tags: &mut Tags, before: f32) -> Vec<Block> {
        let head = self.head(tags);
        let repeated = Rc::new(self.repeated(&head));
        let mut blocks = vec![Block { before, keeps: true, ..head }];
        let count = self.table.rows.len();
        let has_totals = !self.table.totals.is_empty();
        for (n, row) in self.table.rows.iter().enumerate() {
            let next = self.table.rows.get(n + 1).map(|row| row.kind);
            // Two rows at least stand below a head and above the totals.
            let goes_with_next = row.kind == RowKind::Heading
                || next == Some(RowKind::Subtotal)
                || (n == 0 && count > 1)
                || (has_totals && n + 2 >= count);
            self.add(
                tags,
                &mut blocks,
                row,
                Standing { is_total: false, keeps: goes_with_next, is_first: n == 0 },
            );
        }
        let totals = self.table.totals.len();
        for (n, row) in self.table.totals.iter().enumerate() {
            self.add(
                tags,
                &mut blocks,
                row,
                Standing { is_total: true, keeps: n + 1 < totals, is_first: n == 0 },
            );
        }
        for block in blocks.iter_mut().skip(1) {
            block.head = Some(Rc::clone(&repeated));
        }
        if !has_totals && let Some(last) = blocks.last_mut() {
            last.marks.push(rule(self.across, last.height, HAIRLINE, Tone::Black));
        }
        blocks
    }

    /// What stands above the rows on a further page: also what the table is called.
    fn repeated(&self, head: &Block) -> Block {
        if self.table.heading.is_empty() {
            return head.clone().tagged(Tag::Again);
        }
        let name = format!("{} (lanjutan)", self.table.heading);
        let mut repeated = heading(self.setter, &name, self.across);
        let top = repeated.height;
        repeated.marks.extend(head.marks.iter().map(|mark| mark.clone().lowered(top)));
        repeated.height += head.height;
        repeated.tagged(Tag::Again)
    }

    fn leading(&self) -> f32 {
        self.columns.size * 1.25
    }

    fn padding(&self) -> f32 {
        self.columns.size * if self.is_book { 0.22 } else { 0.14 }
    }

    fn place(&self, column: usize) -> Place {
        let (x, width) = self.columns.place(column);
        Place { x: self.across.x + x, width }
    }

    fn head(&self, tags: &mut Tags) -> Block {
        let style = Style::new(Face::Bold, self.columns.size);
        let names: Vec<Vec<String>> = self
            .table
            .columns
            .iter()
            .enumerate()
            .map(|(n, column)| {
                let room = self.place(n).width - self.columns.hang(n);
                wrap(self.setter.fonts, style, &column.name, room)
            })
            .collect();
        let lines = names.iter().map(Vec::len).max().unwrap_or(1);
        let pad = self.columns.size * 0.3;
        let height = times(lines) * self.leading() + 2.0 * pad;
        let mut marks =
            vec![rule(self.across, 0.0, LINE, Tone::Black), rule(self.across, height, HAIRLINE, Tone::Black)];
        let row = tags.add_to(self.tag, Role::Row);
        for (n, column) in names.into_iter().enumerate() {
            let tag = tags.add_to(row, Role::ColumnHead);
            // Names stand at the bottom of the head.
            let empty = lines - column.len();
            for (line, name) in column.into_iter().enumerate() {
                let top = pad + times(empty + line) * self.leading();
                marks.push(self.mark(name, style, n, top, 0.0).tagged(tag));
            }
        }
        Block { height: height + self.columns.size * 0.15, marks, ..Block::default() }
    }

    /// A line of a cell, set in from the left by `indent`.
    fn mark(&self, text: String, style: Style, column: usize, top: f32, indent: f32) -> Mark {
        let place = self.place(column);
        let is_right = self.table.columns.get(column).is_some_and(|column| column.align == Align::Right);
        let hang = self.columns.hang(column);
        let parenthesis = if text.ends_with(')') { hang } else { 0.0 };
        let (side, place) = if is_right {
            (Side::Right, Place { width: place.width - hang + parenthesis, ..place })
        } else {
            (Side::Left, Place { x: place.x + indent, ..place })
        };
        self.setter.line(text, style, side, place, top)
    }

    fn add(&self, tags: &mut Tags, blocks: &mut Vec<Block>, row: &Row, state: Standing) {
        let Standing { is_total, keeps, is_first } = state;
        let style = Style::new(face(row.kind, is_total), self.columns.size);
        let tag = tags.add_to(self.tag, Role::Row);
        if row.kind == RowKind::Heading {
            let before = if is_first { 0.0 } else { self.columns.size * 0.45 };
            let group = tags.add_to(tag, Role::GroupHead(self.table.columns.len()));
            let words = self.setter.words(&row.joined(), style, Side::Left, self.across).tagged(group);
            blocks.push(Block { before, keeps: true, height: words.height + 1.0, ..words });
            return;
        }
        let mut set = |n| {
            let role = if n == 0 && !self.is_book { Role::RowHead } else { Role::Data };
            (tags.add_to(tag, role), self.lines(row, n, style))
        };
        let cells: Vec<(Tag, Vec<String>)> = (0..self.table.columns.len()).map(&mut set).collect();
        let lines = cells.iter().map(|(_, lines)| lines.len()).max().unwrap_or(1).max(1);
        // Only a row that is higher than a page is cut.
        let most = (1..lines).rev().find(|n| times(*n) * self.leading() < self.setter.sheet.rows() * 0.7);
        let most = if times(lines) * self.leading() < self.setter.sheet.rows() * 0.7 {
            lines
        } else {
            most.unwrap_or(1)
        };
        let mut from = 0;
        while from < lines {
            let through = (from + most).min(lines);
            let is_end = through == lines;
            let marks = self.row_marks(row, &cells, style, from, through);
            let block = self.row_block(row, marks, through - from, is_total);
            blocks.push(Block { keeps: keeps && is_end, ..block });
            from = through;
        }
    }

    fn lines(&self, row: &Row, column: usize, style: Style) -> Vec<String> {
        match row.cell(column) {
            Cell::Empty => Vec::new(),
            Cell::Text(text) => {
                let room = self.place(column).width - self.indent(row, column);
                wrap(self.setter.fonts, style, text, room)
            }
            cell => vec![cell.shown()],
        }
    }

    fn indent(&self, row: &Row, column: usize) -> f32 {
        if row.sets_in(column) { INDENT * self.columns.size } else { 0.0 }
    }

    fn row_marks(
        &self,
        row: &Row,
        cells: &[(Tag, Vec<String>)],
        style: Style,
        from: usize,
        through: usize,
    ) -> Vec<Mark> {
        let mut marks = Vec::new();
        for (n, (tag, lines)) in cells.iter().enumerate() {
            for (line, text) in lines.iter().take(through).skip(from).enumerate() {
                let top = self.padding() + times(line) * self.leading();
                marks.push(self.mark(text.clone(), style, n, top, self.indent(row, n)).tagged(*tag));
            }
        }
        marks
    }

    fn row_block(&self, row: &Row, mut marks: Vec<Mark>, lines: usize, is_total: bool) -> Block {
        let height = times(lines) * self.leading() + 2.0 * self.padding();
        let sums = is_total || row.kind == RowKind::Subtotal;
        let room = if sums { 1.5 } else { 0.0 };
        let mut block = Block { height: height + room, ..Block::default() };
        if sums {
            marks = marks.into_iter().map(|mark| mark.lowered(room)).collect();
            let is_sum = |n: &usize| {
                let kind = self.table.columns.get(*n).map(|column| column.kind);
                let is_figure = matches!(row.cell(*n), Cell::Money(_) | Cell::Number(_));
                is_figure && matches!(kind, Some(Kind::Money | Kind::Balance | Kind::Number))
            };
            for n in (0..self.table.columns.len()).filter(is_sum) {
                marks.push(rule(self.place(n), 0.6, HAIRLINE, Tone::Black));
                if is_total {
                    marks.push(rule(self.place(n), block.height + 0.4, HAIRLINE, Tone::Black));
                    marks.push(rule(self.place(n), block.height + 2.0, HAIRLINE, Tone::Black));
                }
            }
            block.height += if is_total { 4.0 } else { 1.0 };
        } else if self.is_book {
            marks.push(rule(self.across, block.height, 0.25, Tone::Pale));
        }
        block.marks = marks;
        block
    }
}
