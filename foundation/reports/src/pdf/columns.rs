//! How wide the columns of a table are: figures as wide as the widest of them, words share the rest.

use super::font::{Face, Fonts};
use super::measure::{Style, times, widest_word, width};
use crate::document::{Cell, Document, Kind, Row, RowKind, Table};

/// How much room a column wants, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Need {
    /// Below this, words would be cut.
    least: f32,
    /// At this, nothing is wrapped.
    natural: f32,
    /// It takes what the others leave.
    grows: bool,
}

impl Need {
    const NONE: Self = Self { least: 0.0, natural: 0.0, grows: false };

    fn larger(self, other: Self) -> Self {
        Self {
            least: self.least.max(other.least),
            natural: self.natural.max(other.natural),
            grows: self.grows || other.grows,
        }
    }
}

/// A table's measures.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Columns {
    pub widths: Vec<f32>,
    /// Between two columns.
    pub gap: f32,
    pub size: f32,
    /// The room for a closing parenthesis, in columns that have one.
    pub hangs: Vec<f32>,
}

/// Words longer than this may be cut.
const LONG_WORD: f32 = 11.0;
const SMALLEST: f32 = 4.0;
const STEP: f32 = 0.25;
/// A detail is set in by this part of the size.
pub(super) const INDENT: f32 = 1.1;

/// The face of a row.
pub(super) fn face(kind: RowKind, is_total: bool) -> Face {
    if is_total || kind == RowKind::Heading { Face::Bold } else { Face::Regular }
}

impl Columns {
    /// Measures all tables of a document for so much room: those with the same kinds of columns look
    /// alike, so that their figures stand below each other.
    pub fn all(document: &Document, fonts: &Fonts, room: f32, size: f32) -> Vec<(Vec<Kind>, Self)> {
        let mut shapes: Vec<(Vec<Kind>, Vec<&Table>)> = Vec::new();
        for table in document.tables() {
            let kinds = kinds(table);
            match shapes.iter_mut().find(|(known, _)| *known == kinds) {
                Some((_, tables)) => tables.push(table),
                None => shapes.push((kinds, vec![table])),
            }
        }
        let measured = shapes.into_iter().map(|(kinds, tables)| {
            let columns = Self::of(&tables, kinds.len(), fonts, room, size);
            (kinds, columns)
        });
        measured.collect()
    }

    /// Measures tables for so much room. Where the columns do not fit, all becomes smaller.
    fn of(tables: &[&Table], count: usize, fonts: &Fonts, room: f32, size: f32) -> Self {
        let hang = |n: usize| tables.iter().any(|table| table.hangs(n));
        let hangs_of = |size: f32| {
            let wide = width(fonts, Style::new(Face::Regular, size), ")");
            (0..count).map(|n| if hang(n) { wide } else { 0.0 }).collect()
        };
        // Widths grow with the size: measured once, scaled as often as needed.
        let needs: Vec<Need> = (0..count)
            .map(|n| {
                let needs = tables.iter().map(|table| need(table, fonts, n, size, hang(n)));
                needs.reduce(Need::larger).unwrap_or(Need::NONE)
            })
            .collect();
        let needs = evened(needs, tables, size);
        let mut smaller = size;
        loop {
            let scale = smaller / size;
            let gap = smaller * if needs.len() > 8 { 0.8 } else { 1.1 };
            let gaps = gap * times(needs.len().saturating_sub(1));
            let scaled: Vec<Need> = needs
                .iter()
                .map(|need| Need { least: need.least * scale, natural: need.natural * scale, ..*need })
                .collect();
            let is_last = smaller - STEP < SMALLEST;
            if let Some(widths) = share(&scaled, room - gaps, is_last) {
                return Self { widths, gap, size: smaller, hangs: hangs_of(smaller) };
            }
            smaller -= STEP;
        }
    }

    /// Where a column begins, from the left of the table, and how wide it is.
    pub fn place(&self, column: usize) -> (f32, f32) {
        let before: f32 = self.widths.iter().take(column).map(|width| width + self.gap).sum();
        (before, self.widths.get(column).copied().unwrap_or(0.0))
    }

    pub fn hang(&self, column: usize) -> f32 {
        self.hangs.get(column).copied().unwrap_or(0.0)
    }
}

/// The kinds of a table's columns, from left to right.
pub(super) fn kinds(table: &Table) -> Vec<Kind> {
    table.columns.iter().map(|column| column.kind).collect()
}

/// The amounts of a statement stand in columns of one width, and not too close.
fn evened(needs: Vec<Need>, tables: &[&Table], size: f32) -> Vec<Need> {
    let is_statement = needs.len() <= 5;
    let kinds = tables.first().map(|table| kinds(table)).unwrap_or_default();
    let is_money = |n: usize| kinds.get(n) == Some(&Kind::Money);
    let amounts = needs.iter().enumerate().filter(|(n, _)| is_money(*n));
    let widest = amounts.map(|(_, need)| need.natural).fold(size * 7.5, f32::max);
    let evened = |(n, need): (usize, Need)| match is_statement && is_money(n) {
        true => Need { natural: widest, ..need },
        false => need,
    };
    needs.into_iter().enumerate().map(evened).collect()
}

fn need(table: &Table, fonts: &Fonts, n: usize, size: f32, hangs: bool) -> Need {
    let Some(column) = table.columns.get(n) else { return Need::NONE };
    let head = Style::new(Face::Bold, size);
    let hang = if hangs { width(fonts, head, ")") } else { 0.0 };
    let mut least = widest_word(fonts, head, &column.name) + hang;
    let mut natural = width(fonts, head, &column.name) + hang;
    let rows = table.rows.iter().map(|row| (row, false)).chain(table.totals.iter().map(|row| (row, true)));
    for (row, is_total) in rows.filter(|(row, _)| row.kind != RowKind::Heading) {
        let (cell_least, cell_natural) = cell_need(fonts, row, n, Style::new(face(row.kind, is_total), size));
        least = least.max(cell_least + if matches!(row.cell(n), Cell::Money(_)) { hang } else { 0.0 });
        natural = natural.max(cell_natural);
    }
    Need { least, natural: natural.max(least), grows: column.kind == Kind::Text }
}

fn cell_need(fonts: &Fonts, row: &Row, n: usize, style: Style) -> (f32, f32) {
    match row.cell(n) {
        Cell::Empty => (0.0, 0.0),
        Cell::Text(text) => {
            let indent = if row.sets_in(n) { INDENT * style.size } else { 0.0 };
            let whole = width(fonts, style, text);
            let word = if whole <= LONG_WORD * style.size {
                whole.min(widest_word(fonts, style, text))
            } else {
                widest_word(fonts, style, text).min(LONG_WORD * style.size)
            };
            (word + indent, whole + indent)
        }
        Cell::Money(amount) => {
            // The parenthesis hangs out at the right.
            let shown = amount.plain();
            let digits = shown.strip_suffix(')').unwrap_or(&shown);
            let wide = width(fonts, style, digits);
            (wide, wide)
        }
        cell @ (Cell::Number(_) | Cell::Date(_)) => {
            let wide = width(fonts, style, &cell.shown());
            (wide, wide)
        }
    }
}

/// Shares the room: first everyone's least, then what they want, then what is left among those that grow.
/// None where the least is too much, unless it must do.
fn share(needs: &[Need], room: f32, must: bool) -> Option<Vec<f32>> {
    let least: f32 = needs.iter().map(|need| need.least).sum();
    if least > room {
        let squeezed = || needs.iter().map(|need| need.least * (room / least).max(0.0)).collect();
        return must.then(squeezed);
    }
    let mut widths: Vec<f32> = needs.iter().map(|need| need.least).collect();
    let mut rest = room - least;
    // Those that want little are given it all, so that only the longest wrap.
    let mut wanting: Vec<usize> = (0..needs.len()).collect();
    let want = |n: &usize| needs.get(*n).map_or(0.0, |need| need.natural - need.least);
    wanting.sort_by(|a, b| want(a).total_cmp(&want(b)));
    let count = wanting.len();
    for (done, n) in wanting.iter().enumerate() {
        let given = want(n).min(rest / times(count - done));
        if let Some(width) = widths.get_mut(*n) {
            *width += given;
        }
        rest -= given;
    }
    give_rest(needs, &mut widths, rest);
    Some(widths)
}

fn give_rest(needs: &[Need], widths: &mut [f32], rest: f32) {
    let growing: f32 = needs.iter().filter(|need| need.grows).map(|need| need.natural).sum();
    let count = times(needs.len().max(1));
    for (width, need) in widths.iter_mut().zip(needs) {
        if growing <= 0.0 {
            *width += rest / count;
        } else if need.grows {
            *width += rest * need.natural / growing;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(least: f32, natural: f32) -> Need {
        Need { least, natural, grows: true }
    }

    fn figure(width: f32) -> Need {
        Need { least: width, natural: width, grows: false }
    }

    #[test]
    fn words_share_what_figures_leave() {
        assert_eq!(share(&[words(20.0, 60.0), figure(40.0)], 200.0, false), Some(vec![160.0, 40.0]));
        // The short column is not wrapped for the sake of the long one.
        let needs = [words(20.0, 400.0), words(30.0, 40.0), figure(50.0)];
        assert_eq!(share(&needs, 200.0, false), Some(vec![110.0, 40.0, 50.0]));
    }

    #[test]
    fn too_little_room_is_said_or_squeezed() {
        let needs = [figure(60.0), figure(60.0)];
        assert_eq!(share(&needs, 100.0, false), None);
        assert_eq!(share(&needs, 60.0, true), Some(vec![30.0, 30.0]));
    }

    #[test]
    fn figures_alone_spread() {
        assert_eq!(share(&[figure(60.0), figure(40.0)], 120.0, false), Some(vec![70.0, 50.0]));
    }
}
