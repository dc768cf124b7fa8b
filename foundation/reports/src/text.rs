//! A document as text: columns that line up in a terminal or an e-mail.

use crate::document::{Align, Cell, Column, Document, Kind, Part, Row, RowKind, Signing, Table};

/// The widest a column of words becomes; longer words go on in the next line.
const WORDS_WIDTH_MAX: usize = 44;

/// Between two columns.
const GAP: &str = "  ";

/// Writes a document as lines of text, each ended by a line feed, without spaces at their ends.
pub fn text(document: &Document) -> String {
    let mut out = Lines::default();
    out.line(&document.owner);
    out.line(&document.title);
    document.subtitle.iter().for_each(|line| out.line(line));
    for part in &document.parts {
        write_part(&mut out, part);
    }
    if !document.footer.is_empty() {
        out.blank();
        document.footer.iter().for_each(|line| out.line(line));
    }
    if let Some(signing) = &document.signing {
        write_signing(&mut out, signing);
    }
    if let Some(seal) = &document.seal {
        out.blank();
        out.line(&seal.text);
    }
    out.text
}

fn write_part(out: &mut Lines, part: &Part) {
    if !matches!(part, Part::Item(..)) {
        out.blank();
    }
    match part {
        Part::Heading(text) | Part::Paragraph(text) | Part::NewPage(text) => out.line(text),
        Part::Item(mark, text) => out.line(&format!("{mark} {text}")),
        Part::Table(table) => write_table(out, table),
    }
}

fn write_signing(out: &mut Lines, signing: &Signing) {
    out.blank();
    out.line(&signing.place_and_date);
    for signer in &signing.signers {
        out.line(format!("{}: {}", signer.office, signer.name).trim_end_matches(": "));
    }
}

#[derive(Default)]
struct Lines {
    text: String,
}

impl Lines {
    /// A line; nothing where there is nothing to say.
    fn line(&mut self, line: &str) {
        let line = line.trim_end();
        if !line.is_empty() {
            self.text.push_str(line);
            self.text.push('\n');
        }
    }

    fn blank(&mut self) {
        self.text.push('\n');
    }
}

fn write_table(out: &mut Lines, table: &Table) {
    let widths: Vec<usize> =
        table.columns.iter().enumerate().map(|(n, column)| width(table, n, column)).collect();
    let all = widths.iter().sum::<usize>() + GAP.len() * widths.len().saturating_sub(1);
    out.line(&table.heading);
    let names = table.columns.iter().map(|column| vec![column.name.clone()]).collect();
    write_cells(out, table, &widths, names);
    out.line(&"-".repeat(all));
    for row in &table.rows {
        write_row(out, table, &widths, row);
    }
    if !table.totals.is_empty() {
        out.line(&"=".repeat(all));
    }
    for row in &table.totals {
        write_row(out, table, &widths, row);
    }
}

fn width(table: &Table, column: usize, shape: &Column) -> usize {
    let hangs = table.hangs(column);
    let rows = table.rows.iter().chain(&table.totals);
    // The name of a group may reach over the columns beside it.
    let cells = rows.filter(|row| row.kind != RowKind::Heading).map(|row| shown(row, column, hangs));
    let longest = cells.map(|cell| length(&cell)).max().unwrap_or(0);
    let longest = if shape.kind == Kind::Text { longest.min(WORDS_WIDTH_MAX) } else { longest };
    longest.max(length(&shape.name))
}

fn shown(row: &Row, column: usize, hangs: bool) -> String {
    let cell = row.cell(column);
    match cell {
        Cell::Money(amount) if hangs && amount.0 >= 0 => format!("{} ", cell.shown()),
        Cell::Text(text) if row.sets_in(column) => format!("  {text}"),
        _ => cell.shown(),
    }
}

fn length(text: &str) -> usize {
    text.chars().count()
}

fn write_row(out: &mut Lines, table: &Table, widths: &[usize], row: &Row) {
    if row.kind == RowKind::Heading {
        return out.line(&row.joined());
    }
    let cells = widths
        .iter()
        .enumerate()
        .map(|(n, width)| {
            let cell = shown(row, n, table.hangs(n));
            if matches!(row.cell(n), Cell::Text(_)) { wrapped(&cell, *width) } else { vec![cell] }
        })
        .collect();
    write_cells(out, table, widths, cells);
}

/// Writes the lines of a row's cells side by side.
fn write_cells(out: &mut Lines, table: &Table, widths: &[usize], cells: Vec<Vec<String>>) {
    let height = cells.iter().map(Vec::len).max().unwrap_or(0);
    for n in 0..height {
        let parts: Vec<String> = cells
            .iter()
            .zip(&table.columns)
            .zip(widths)
            .map(|((lines, column), width)| {
                let text = lines.get(n).map_or("", String::as_str);
                match column.align {
                    Align::Left => format!("{text:<width$}"),
                    Align::Right => format!("{text:>width$}"),
                }
            })
            .collect();
        out.line(&parts.join(GAP));
    }
}

/// Words in lines of at most so many characters; a single longer word is cut.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let indent: String = text.chars().take_while(|c| *c == ' ').collect();
    let mut lines = Vec::new();
    let mut line = indent.clone();
    for word in text.split_whitespace() {
        for piece in pieces(word, width.saturating_sub(indent.len()).max(1)) {
            let room = width.saturating_sub(length(&line));
            let is_new = line.len() == indent.len();
            if !is_new && length(&piece) + 1 > room {
                lines.push(std::mem::replace(&mut line, indent.clone()));
            } else if !is_new {
                line.push(' ');
            }
            line.push_str(&piece);
        }
    }
    lines.push(line);
    lines
}

fn pieces(word: &str, width: usize) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    letters.chunks(width).map(|piece| piece.iter().collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_wrap_at_the_width() {
        assert_eq!(wrapped("satu dua tiga", 8), ["satu dua", "tiga"]);
        assert_eq!(wrapped("  satu dua", 7), ["  satu", "  dua"]);
        assert_eq!(wrapped("abcdefghij", 4), ["abcd", "efgh", "ij"]);
        assert_eq!(wrapped("", 4), [""]);
    }
}
