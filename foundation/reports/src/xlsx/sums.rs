//! Which cells a sum is the sum of, so that it can stand in the sheet as a formula.
//!
//! A formula is written only where it gives exactly the figure of the document: nothing here guesses what a
//! figure should be.

use crate::document::{Cell, RowKind};

/// Excel takes 255 arguments.
const RANGES_MAX: usize = 200;

/// A row that is written: what it is for, where it stands (the first row of the sheet is 0), its cells.
pub(super) struct Line<'d> {
    pub kind: RowKind,
    pub row: u32,
    pub cells: &'d [Cell],
}

/// From one row to another, both included.
pub(super) type Range = (u32, u32);

/// The rows above whose cells in a column sum up to a value; the closest that do.
pub(super) fn ranges(above: &[Line<'_>], column: usize, value: i64, exact_max: i64) -> Option<Vec<Range>> {
    let is_one = |line: &&Line<'_>| matches!(line.kind, RowKind::Plain | RowKind::Detail);
    let after = |is_end: fn(RowKind) -> bool| {
        let start = above.iter().rposition(|line| is_end(line.kind)).map_or(0, |n| n + 1);
        above.get(start..).unwrap_or_default().iter().filter(is_one).collect::<Vec<_>>()
    };
    let candidates = [
        after(|kind| matches!(kind, RowKind::Heading | RowKind::Subtotal)),
        after(|kind| kind == RowKind::Heading),
        above.iter().filter(is_one).collect(),
        above.iter().filter(|line| line.kind == RowKind::Subtotal).collect(),
    ];
    let sums_up = |lines: &&Vec<&Line<'_>>| sum(lines, column, exact_max) == Some(value);
    let ranges = joined(candidates.iter().find(sums_up)?);
    (ranges.len() <= RANGES_MAX).then_some(ranges)
}

/// The sum of a column; None where it has no figure, or where Excel would not count exactly.
fn sum(lines: &[&Line<'_>], column: usize, exact_max: i64) -> Option<i64> {
    let figure = |line: &&Line<'_>| match line.cells.get(column) {
        Some(Cell::Money(amount)) => Some(amount.0),
        Some(Cell::Number(number)) => Some(*number),
        _ => None,
    };
    let mut figures = lines.iter().filter_map(figure).peekable();
    figures.peek()?;
    figures.try_fold(0_i64, |sum, figure| {
        let sum = sum.checked_add(figure)?;
        let is_exact = sum.unsigned_abs() <= exact_max.unsigned_abs()
            && figure.unsigned_abs() <= exact_max.unsigned_abs();
        is_exact.then_some(sum)
    })
}

/// Rows that follow each other, as ranges.
fn joined(lines: &[&Line<'_>]) -> Vec<Range> {
    let mut ranges: Vec<Range> = Vec::new();
    for line in lines {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == line.row => *last = line.row,
            _ => ranges.push((line.row, line.row)),
        }
    }
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Rupiah;

    fn given(rows: &[(RowKind, i64)]) -> Vec<(RowKind, Vec<Cell>)> {
        rows.iter().map(|(kind, amount)| (*kind, vec![Cell::Money(Rupiah(*amount))])).collect()
    }

    fn found(rows: &[(RowKind, i64)], value: i64) -> Option<Vec<Range>> {
        let rows = given(rows);
        let lines: Vec<Line<'_>> = (5..)
            .zip(&rows)
            .map(|(row, (kind, cells))| Line { kind: *kind, row, cells: cells.as_slice() })
            .collect();
        ranges(&lines, 0, value, 1000)
    }

    use RowKind::{Detail, Heading, Plain, Subtotal};

    #[test]
    fn a_subtotal_sums_its_group() {
        assert_eq!(found(&[(Heading, 0), (Detail, 5), (Detail, 7)], 12), Some(vec![(6, 7)]));
        let rows = [(Heading, 0), (Detail, 5), (Subtotal, 5), (Detail, 7), (Detail, 1)];
        assert_eq!(found(&rows, 8), Some(vec![(8, 9)]));
        assert_eq!(found(&rows, 13), Some(vec![(6, 6), (8, 9)]));
    }

    #[test]
    fn a_total_sums_all_but_the_subtotals() {
        let rows =
            [(Heading, 0), (Detail, 5), (Subtotal, 5), (Heading, 0), (Detail, 7), (Subtotal, 7), (Plain, 1)];
        assert_eq!(found(&rows, 13), Some(vec![(6, 6), (9, 9), (11, 11)]));
        assert_eq!(found(&rows, 99), None);
    }

    #[test]
    fn what_excel_cannot_count_exactly_stays_a_number() {
        assert_eq!(found(&[(Plain, 900), (Plain, 900), (Plain, -900)], 900), None);
        assert_eq!(found(&[], 0), None);
    }
}
