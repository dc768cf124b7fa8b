//! The elements of all papers of a file, and which of them each marked part of a page belongs to.
//!
//! Elements leave with their paper. What stays in memory: the number of each paper, and one for 64 pages.
//! Numbers are written in a fixed width, for the sake of [`super::pack`].

use std::fmt::Write;

use pdf_writer::{Name, Ref};

use super::draw::Drawn;
use super::pack::Kind;
use super::stream::{Objects, nth};
use super::tags::{Element, Role, Tags};
use crate::ReportError;

/// Pages whose parts are told in one object.
const PAGES: usize = 64;

/// A paper's elements, ready to be written.
pub(super) struct Paper<'t> {
    tags: &'t Tags,
    /// The numbers in the file of all elements.
    numbers: Vec<Ref>,
    /// The number of the first page; the others follow.
    page: Ref,
    /// The parts of all pages: element, page of the paper, number on the page.
    parts: Vec<(u32, usize, usize)>,
    figure: Option<[f32; 4]>,
}

impl<'t> Paper<'t> {
    pub fn new(tags: &'t Tags, objects: &mut Objects<'_>, page: Ref) -> Self {
        let inner = tags.all().iter().filter(|element| element.has_children()).count();
        let wide = objects.reserve_kind(Kind::Wide, inner);
        let narrow = objects.reserve_kind(Kind::Narrow, tags.all().len() - inner);
        let (mut wides, mut narrows) = (0.., 0..);
        let number = |element: &Element| match element.has_children() {
            true => nth(wide, wides.next().unwrap_or(0)),
            false => nth(narrow, narrows.next().unwrap_or(0)),
        };
        let numbers = tags.all().iter().map(number).collect();
        Self { tags, numbers, page, parts: Vec::new(), figure: None }
    }

    /// Remembers what was drawn on a page.
    pub fn drawn(&mut self, page: usize, drawn: &Drawn) {
        let parts = drawn.parts.iter().enumerate();
        self.parts.extend(parts.map(|(n, element)| (*element, page, n)));
        self.figure = self.figure.or(drawn.figure);
    }

    fn element(&self, number: u32) -> Ref {
        let number = usize::try_from(number).ok().and_then(|number| self.numbers.get(number));
        number.copied().unwrap_or(self.page)
    }

    /// Writes all elements, the paper itself belonging to `root`.
    ///
    /// # Errors
    /// [`ReportError::Write`] where the file takes no more.
    pub fn write(mut self, objects: &mut Objects<'_>, root: Ref) -> Result<(), ReportError> {
        self.parts.sort_by_key(|(element, ..)| *element);
        let mut rest = self.parts.as_slice();
        let mut text = String::new();
        for (number, element) in (0_u32..).zip(self.tags.all()) {
            let count = rest.iter().take_while(|(of, ..)| *of == number).count();
            let (own, after) = rest.split_at(count);
            rest = after;
            text.clear();
            let parent = if number == 0 { root } else { self.element(element.parent) };
            // Writing into a string never fails.
            let _ = write!(text, "<</S/{}/P {:>6} 0 R", element.role.name(), parent.get());
            self.content(&mut text, element, own);
            self.attributes(&mut text, element.role);
            text.push_str(">>");
            let kind = if element.has_children() { Kind::Wide } else { Kind::Narrow };
            objects.pack_bytes(kind, self.element(number), text.as_bytes())?;
        }
        Ok(())
    }

    fn attributes(&self, text: &mut String, role: Role) {
        let _ = match role {
            Role::ColumnHead => write!(text, "/A<</O/Table/Scope/Column>>"),
            Role::RowHead => write!(text, "/A<</O/Table/Scope/Row>>"),
            Role::GroupHead(columns) => write!(text, "/A<</O/Table/Scope/Row/ColSpan {columns}>>"),
            Role::List(numbering) => write!(text, "/A<</O/List/ListNumbering/{}>>", numbering.name()),
            Role::Figure => {
                let [left, bottom, right, top] = self.figure.unwrap_or_default();
                let words = utf16(&self.tags.alternative);
                let bounds = format!("[{left} {bottom} {right} {top}]");
                write!(text, "/Alt<{words}>/A<</O/Layout/Placement/Block/BBox{bounds}>>")
            }
            _ => Ok(()),
        };
    }

    /// What an element holds: others, or parts of pages.
    fn content(&self, text: &mut String, element: &Element, own: &[(u32, usize, usize)]) {
        let mut children = self.tags.children(element).map(|child| self.element(child).get()).peekable();
        let page = |n: usize| nth(self.page, n).get();
        match own {
            [] if children.peek().is_none() => {}
            [] => {
                text.push_str("/K[");
                children.for_each(|child| {
                    let _ = write!(text, " {child:>5} 0 R");
                });
                text.push(']');
            }
            [(_, on, part)] => {
                let _ = write!(text, "/Pg {:>6} 0 R/K {part:>4}", page(*on));
            }
            [(_, first, _), ..] => {
                let _ = write!(text, "/Pg {} 0 R/K[", page(*first));
                for (_, on, part) in own {
                    let _ = if on == first {
                        write!(text, "{part} ")
                    } else {
                        write!(text, "<</Type/MCR/Pg {} 0 R/MCID {part}>>", page(*on))
                    };
                }
                text.push(']');
            }
        }
    }
}

/// Text as the format has it where it is not ASCII, in hexadecimal digits.
fn utf16(text: &str) -> String {
    let mut digits = "FEFF".to_owned();
    for unit in text.encode_utf16() {
        let _ = write!(digits, "{unit:04X}");
    }
    digits
}

/// The elements of a file: one document that holds the papers.
pub(super) struct Structure {
    root: Ref,
    document: Ref,
    papers: Vec<Ref>,
    /// Pages so far.
    pages: i32,
    /// Where the elements of the parts of the last pages are listed.
    leaf: String,
    leaf_from: i32,
    leaves: Vec<Ref>,
}

impl Structure {
    pub fn begin(objects: &mut Objects<'_>) -> Self {
        let (root, document) = (objects.reserve(), objects.reserve());
        let (papers, leaf, leaves) = (Vec::new(), String::new(), Vec::new());
        Self { root, document, papers, pages: 0, leaf, leaf_from: 0, leaves }
    }

    /// The number under which a page's parts are found, when it is drawn.
    ///
    /// # Errors
    /// [`ReportError::Write`] where the file takes no more.
    pub fn page(
        &mut self,
        objects: &mut Objects<'_>,
        paper: &Paper<'_>,
        drawn: &Drawn,
    ) -> Result<i32, ReportError> {
        let key = self.pages;
        self.pages += 1;
        let mut parts = "[".to_owned();
        for element in &drawn.parts {
            let _ = write!(parts, " {:>5} 0 R", paper.element(*element).get());
        }
        parts.push(']');
        let id = objects.reserve_kind(Kind::Narrow, 1);
        objects.pack_bytes(Kind::Narrow, id, parts.as_bytes())?;
        let _ = write!(self.leaf, "{key} {} 0 R ", id.get());
        let count = usize::try_from(self.pages - self.leaf_from).unwrap_or(PAGES);
        if count >= PAGES {
            self.turn(objects)?;
        }
        Ok(key)
    }

    fn turn(&mut self, objects: &mut Objects<'_>) -> Result<(), ReportError> {
        let id = objects.reserve();
        let (from, to) = (self.leaf_from, self.pages - 1);
        let leaf = format!("<</Limits[{from} {to}]/Nums[{}]>>", self.leaf);
        self.leaf.clear();
        self.leaf_from = self.pages;
        self.leaves.push(id);
        objects.pack_bytes(Kind::Mixed, id, leaf.as_bytes())
    }

    /// Writes the elements of a paper.
    ///
    /// # Errors
    /// [`ReportError::Write`] where the file takes no more.
    pub fn add(&mut self, objects: &mut Objects<'_>, paper: Paper<'_>) -> Result<(), ReportError> {
        self.papers.push(paper.element(0));
        paper.write(objects, self.document)
    }

    /// Writes what holds all papers, and gives its number.
    ///
    /// # Errors
    /// [`ReportError::Write`] where the file takes no more.
    pub fn end(mut self, objects: &mut Objects<'_>) -> Result<Ref, ReportError> {
        if self.leaf_from < self.pages {
            self.turn(objects)?;
        }
        let (root, document) = (self.root, self.document);
        objects.pack(document, |chunk| {
            let mut element = chunk.indirect(document).dict();
            element.pair(Name(b"S"), Name(b"Document")).pair(Name(b"P"), root);
            element.insert(Name(b"K")).array().items(self.papers.iter().copied());
        })?;
        let parents = objects.reserve();
        objects.pack(parents, |chunk| {
            let mut tree = chunk.indirect(parents).dict();
            tree.insert(Name(b"Kids")).array().items(self.leaves.iter().copied());
        })?;
        objects.pack(root, |chunk| {
            let mut tree = chunk.indirect(root).dict();
            tree.pair(Name(b"Type"), Name(b"StructTreeRoot")).pair(Name(b"K"), document);
            tree.pair(Name(b"ParentTree"), parents).pair(Name(b"ParentTreeNextKey"), self.pages);
        })?;
        Ok(root)
    }
}
