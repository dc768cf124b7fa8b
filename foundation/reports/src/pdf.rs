//! A document as PDF: an official paper with letterhead, tables, signatures and seal.
//!
//! A document is laid out whole (so that "halaman 1 dari 3" is known), then its pages are written and
//! forgotten, and with them the tags that say what is a heading, a cell, a picture. Of many documents in one
//! file only stays in memory where each object begins and which letters were used; the letters' shapes are
//! written last.
//!
//! Invariants: all that is drawn belongs to a tag or is marked as an ornament (PDF/UA-1); the same documents and day give the same bytes; every letter can be searched and copied; a
//! row of a table is never cut, its head stands on every page, and neither a heading nor a sum stands alone.

mod colour;
mod columns;
mod draw;
mod embed;
mod flow;
mod font;
mod layout;
mod measure;
mod metadata;
mod pack;
mod places;
mod qr;
mod roll;
mod setter;
mod sheet;
mod signing;
mod stream;
mod structure;
mod table;
mod tags;
mod tree;

use std::io::{BufWriter, Write};

use kernel::BookDate;
use pdf_writer::types::TabOrder;
use pdf_writer::writers::Catalog;
use pdf_writer::{Filter, Finish, Name, Rect, Ref, TextStr};

use self::draw::{CODE, Drawn, Letters};
use self::font::Fonts;
use self::layout::{Laid, layout};
use self::metadata::Facts;
use self::pack::Kind;
use self::qr::Code;
use self::stream::{Objects, nth};
use self::structure::{Paper, Structure};
use self::tree::Tree;
use crate::ReportError;
use crate::document::Document;

/// Writes a document as the bytes of a PDF file, dated `made_on`.
///
/// # Errors
/// [`ReportError::Seal`] where the seal is too long for a QR code, [`ReportError::Letters`] where the
/// program lacks its fonts.
pub fn pdf(document: &Document, made_on: BookDate) -> Result<Vec<u8>, ReportError> {
    let mut bytes = Vec::new();
    pdf_to(&mut bytes, &mut std::iter::once(document.clone()), made_on)?;
    Ok(bytes)
}

/// Writes many documents as one PDF file, each with its own page numbers. Pages leave as they are made: the
/// memory needed does not grow with their number but for some 40 bytes each. The file is named after the
/// first document.
///
/// # Errors
/// As [`pdf`]; [`ReportError::Nothing`] without a document, [`ReportError::Write`] where the writer takes
/// no more.
pub fn pdf_to(
    writer: &mut dyn Write,
    documents: &mut dyn Iterator<Item = Document>,
    made_on: BookDate,
) -> Result<(), ReportError> {
    let mut buffer = BufWriter::with_capacity(64 * 1024, writer);
    let mut file = File::begin(&mut buffer)?;
    let mut first = None;
    for document in documents {
        file.add(&document)?;
        first.get_or_insert((document.title, document.owner));
    }
    let (title, owner) = first.ok_or(ReportError::Nothing)?;
    file.end(&title, &owner, made_on)
}

/// A file being written.
struct File<'w> {
    objects: Objects<'w>,
    tree: Tree,
    structure: Structure,
    letters: Letters,
    fonts: &'static Fonts,
    /// The dictionary of the fonts, which all pages share.
    font_names: Ref,
    /// No paper of it is sealed, and therefore signed behind the end of the file.
    is_archival: bool,
}

impl<'w> File<'w> {
    fn begin(out: &'w mut dyn Write) -> Result<Self, ReportError> {
        let fonts = Fonts::all()?;
        let mut objects = Objects::begin(out)?;
        let font_names = objects.reserve();
        let structure = Structure::begin(&mut objects);
        let (tree, letters) = (Tree::default(), Letters::default());
        Ok(Self { objects, tree, structure, letters, fonts, font_names, is_archival: true })
    }

    fn add(&mut self, document: &Document) -> Result<(), ReportError> {
        let laid = layout(document, self.fonts)?;
        let code = laid.code.as_ref().map(|code| self.code(code)).transpose()?;
        self.is_archival &= document.seal.is_none();
        let count = laid.pages.len();
        let (contents, pages) =
            (self.objects.reserve_many(count), self.objects.reserve_kind(Kind::Mixed, count));
        let mut paper = Paper::new(&laid.tags, &mut self.objects, pages);
        for (n, page) in laid.pages.iter().enumerate() {
            let drawn = draw::draw(&laid, n, self.fonts, &mut self.letters);
            paper.drawn(n, &drawn);
            let parts = self.structure.page(&mut self.objects, &paper, &drawn)?;
            let code = code.filter(|_| page.has_code());
            self.page(&laid, (nth(pages, n), nth(contents, n)), drawn, parts, code)?;
        }
        self.structure.add(&mut self.objects, paper)
    }

    /// The QR code as a picture of one bit a module, painted in black where it is dark.
    fn code(&mut self, code: &Code) -> Result<Ref, ReportError> {
        let id = self.objects.reserve();
        let bits = self.objects.deflate(&code.bits())?;
        let width = i32::try_from(code.width).unwrap_or(i32::MAX);
        self.objects.write(id, |chunk| {
            let mut image = chunk.image_xobject(id, &bits);
            image.filter(Filter::FlateDecode);
            image.width(width).height(width).image_mask(true).bits_per_component(1).decode([1.0, 0.0]);
        })?;
        Ok(id)
    }

    /// Writes a page and what is drawn on it, under their numbers; `parts` is where its parts are found.
    fn page(
        &mut self,
        laid: &Laid,
        (id, content_id): (Ref, Ref),
        drawn: Drawn,
        parts: i32,
        code: Option<Ref>,
    ) -> Result<(), ReportError> {
        let content = self.objects.deflate(&drawn.content)?;
        self.objects.write(content_id, |chunk| {
            chunk.stream(content_id, &content).filter(Filter::FlateDecode);
        })?;
        let parent = self.tree.parent(&mut self.objects);
        let font_names = self.font_names;
        self.objects.pack(id, |chunk| {
            let mut writer = chunk.page(id);
            writer.parent(parent).contents(content_id);
            writer.media_box(Rect::new(0.0, 0.0, laid.width, laid.height));
            writer.struct_parents(parts).tab_order(TabOrder::StructureOrder);
            let mut resources = writer.resources();
            resources.pair(Name(b"Font"), font_names);
            if let Some(code) = code {
                resources.x_objects().pair(Name(CODE), code);
            }
        })?;
        self.tree.add(&mut self.objects, id)
    }

    fn end(mut self, title: &str, owner: &str, made_on: BookDate) -> Result<(), ReportError> {
        embed::embed(&mut self.objects, self.font_names, &self.letters)?;
        let root = self.tree.end(&mut self.objects)?;
        let structure = self.structure.end(&mut self.objects)?;
        let facts = Facts { title, owner, made_on, is_archival: self.is_archival };
        let (info, metadata) = metadata::facts(&mut self.objects, &facts)?;
        let profile = metadata::profile(&mut self.objects)?;
        let catalog = self.objects.reserve();
        self.objects.pack(catalog, |chunk| {
            let mut writer = chunk.indirect(catalog).start::<Catalog<'_>>();
            writer.pages(root).metadata(metadata).lang(TextStr("id-ID"));
            writer.viewer_preferences().display_doc_title(true);
            writer.mark_info().marked(true);
            writer.pair(Name(b"StructTreeRoot"), structure);
            metadata::intent(&mut writer.output_intents().push(), profile);
            writer.finish();
        })?;
        self.objects.end(catalog, info)
    }
}
