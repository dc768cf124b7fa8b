//! Papers for people: a [`Document`] is written as text for a terminal, as an Excel workbook or as PDF.
//!
//! Whoever reports says what stands in which column; how it looks on each kind of paper is decided here
//! once, so that all statements of all cooperatives look alike. Nothing here knows what a figure means.
//!
//! Invariant: the same document gives the same text and the same bytes.
#![forbid(unsafe_code)]

mod document;
mod error;
mod pdf;
mod text;
mod xlsx;

pub use document::{
    Align, Cell, Column, Document, Kind, Paper, Part, Row, RowKind, SealMark, Signer, Signing, Table,
};
pub use error::ReportError;
pub use pdf::{pdf, pdf_to};
pub use text::text;
pub use xlsx::xlsx;
