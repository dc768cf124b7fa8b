//! How cells look.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder};

use crate::document::{Align, Column, Kind, RowKind};

/// As money stands in a statement: a negative in parentheses, nothing as a dash.
const MONEY: &str = "#,##0;(#,##0);\"–\"";
const DATE: &str = "d mmm yyyy";

/// The name of a column.
pub(super) fn heading_format(column: &Column, is_beside_figures: bool) -> Format {
    base(column, is_beside_figures)
        .set_bold()
        .set_text_wrap()
        .set_border_top(FormatBorder::Thin)
        .set_border_bottom(FormatBorder::Thin)
}

/// Words at the right of figures are set in, so that the two do not touch.
fn base(column: &Column, is_beside_figures: bool) -> Format {
    let side = match column.align {
        Align::Left => FormatAlign::Left,
        Align::Right => FormatAlign::Right,
    };
    let format = Format::new().set_align(side).set_align(FormatAlign::Top);
    if is_beside_figures && column.align == Align::Left { format.set_indent(1) } else { format }
}

/// The formats of one column.
pub(super) struct Styles {
    plain: Format,
    heading: Format,
    detail: Format,
    subtotal: Format,
    pub total: Format,
}

impl Styles {
    pub fn of(column: &Column, is_beside_figures: bool) -> Self {
        let base = |column| base(column, is_beside_figures);
        let plain = match column.kind {
            Kind::Text => base(column).set_text_wrap(),
            Kind::Number => base(column).set_num_format("0"),
            Kind::Money | Kind::Balance => base(column).set_num_format(MONEY),
            Kind::Date => base(column).set_num_format(DATE),
        };
        let bold = plain.clone().set_bold();
        Self {
            detail: if column.kind == Kind::Text { plain.clone().set_indent(1) } else { plain.clone() },
            // The name of a group may reach over the cells beside it.
            heading: base(column).set_bold(),
            subtotal: bold.clone().set_border_top(FormatBorder::Thin),
            total: bold.set_border_top(FormatBorder::Thin).set_border_bottom(FormatBorder::Double),
            plain,
        }
    }

    pub fn row(&self, kind: RowKind) -> &Format {
        match kind {
            RowKind::Plain => &self.plain,
            RowKind::Heading => &self.heading,
            RowKind::Detail => &self.detail,
            RowKind::Subtotal => &self.subtotal,
        }
    }
}
