//! Objects that leave as they are made, and the tree of pages.
//!
//! What stays in memory: where each object begins, and the nodes of the tree that are not full yet.

use std::io::Write;

use flate2::{Compress, Compression, FlushCompress, Status};
use pdf_writer::{Chunk, Finish, Ref, Settings};

use crate::ReportError;

/// Children of a node of the page tree.
const CHILDREN: usize = 32;

/// Writes objects and remembers where they begin.
pub(super) struct Objects<'w> {
    out: &'w mut dyn Write,
    at: u64,
    /// By number, the first being 1; 0 where nothing was written.
    offsets: Vec<u64>,
    squeeze: Compress,
}

impl<'w> Objects<'w> {
    /// Begins a file.
    ///
    /// # Errors
    /// [`ReportError::Write`] where nothing can be written.
    pub fn begin(out: &'w mut dyn Write) -> Result<Self, ReportError> {
        let squeeze = Compress::new(Compression::default(), true);
        let mut objects = Self { out, at: 0, offsets: Vec::new(), squeeze };
        // The second line says that bytes follow which are no text.
        objects.put(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")?;
        Ok(objects)
    }

    fn put(&mut self, bytes: &[u8]) -> Result<(), ReportError> {
        self.out.write_all(bytes)?;
        self.at += u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        Ok(())
    }

    /// A number for an object to come.
    pub fn reserve(&mut self) -> Ref {
        self.offsets.push(0);
        Ref::new(i32::try_from(self.offsets.len()).unwrap_or(i32::MAX))
    }

    /// Writes the one object of a number.
    ///
    /// # Errors
    /// [`ReportError::Write`] where the file takes no more.
    pub fn write(&mut self, id: Ref, object: impl FnOnce(&mut Chunk)) -> Result<(), ReportError> {
        let mut chunk = Chunk::with_settings(Settings { pretty: false });
        object(&mut chunk);
        let place = usize::try_from(id.get()).ok().and_then(|n| n.checked_sub(1));
        if let Some(offset) = place.and_then(|n| self.offsets.get_mut(n)) {
            *offset = self.at;
        }
        self.put(chunk.as_bytes())
    }

    /// Bytes made smaller; always the same way.
    ///
    /// # Errors
    /// [`ReportError::Write`] where that fails.
    pub fn deflate(&mut self, bytes: &[u8]) -> Result<Vec<u8>, ReportError> {
        self.squeeze.reset();
        let mut out = Vec::with_capacity(bytes.len() / 2 + 128);
        let mut rest = bytes;
        loop {
            let before = self.squeeze.total_in();
            let status = self
                .squeeze
                .compress_vec(rest, &mut out, FlushCompress::Finish)
                .map_err(|error| ReportError::Write(error.to_string()))?;
            let taken = usize::try_from(self.squeeze.total_in() - before).unwrap_or(rest.len());
            rest = rest.get(taken..).unwrap_or_default();
            if status == Status::StreamEnd {
                return Ok(out);
            }
            out.reserve(out.capacity().max(1024));
        }
    }

    /// Ends the file: where its objects are, which is the first, which tells of the file.
    ///
    /// # Errors
    /// [`ReportError::Write`] where the file takes no more.
    pub fn end(mut self, catalog: Ref, info: Ref) -> Result<(), ReportError> {
        let start = self.at;
        let size = self.offsets.len() + 1;
        self.put(format!("xref\n0 {size}\n0000000000 65535 f \n").as_bytes())?;
        for n in 0..self.offsets.len() {
            let offset = self.offsets.get(n).copied().unwrap_or(0);
            let state = if offset == 0 { "00000 f" } else { "00000 n" };
            self.put(format!("{offset:010} {state} \n").as_bytes())?;
        }
        let (catalog, info) = (catalog.get(), info.get());
        let trailer = format!("trailer\n<</Size {size}/Root {catalog} 0 R/Info {info} 0 R>>\n");
        self.put(format!("{trailer}startxref\n{start}\n%%EOF\n").as_bytes())?;
        Ok(self.out.flush()?)
    }
}

/// A node of the page tree that still takes children.
struct Node {
    id: Ref,
    children: Vec<Ref>,
    pages: i32,
}

/// The tree of pages: from the leaves up, each level with one node that is not full yet.
#[derive(Default)]
pub(super) struct Tree {
    levels: Vec<Node>,
}

impl Tree {
    /// The node that the next page belongs to.
    pub fn parent(&mut self, objects: &mut Objects<'_>) -> Ref {
        self.node(objects, 0)
    }

    fn node(&mut self, objects: &mut Objects<'_>, level: usize) -> Ref {
        while self.levels.len() <= level {
            self.levels.push(Node { id: objects.reserve(), children: Vec::new(), pages: 0 });
        }
        self.levels.get(level).map_or_else(|| objects.reserve(), |node| node.id)
    }

    /// Adds a page that was written.
    ///
    /// # Errors
    /// [`ReportError::Write`] where the file takes no more.
    pub fn add(&mut self, objects: &mut Objects<'_>, page: Ref) -> Result<(), ReportError> {
        self.hang(objects, 0, page, 1)
    }

    fn hang(
        &mut self,
        objects: &mut Objects<'_>,
        level: usize,
        child: Ref,
        pages: i32,
    ) -> Result<(), ReportError> {
        self.node(objects, level);
        let Some(node) = self.levels.get_mut(level) else { return Ok(()) };
        node.children.push(child);
        node.pages += pages;
        if node.children.len() < CHILDREN {
            return Ok(());
        }
        let parent = self.node(objects, level + 1);
        let id = objects.reserve();
        let Some(node) = self.levels.get_mut(level) else { return Ok(()) };
        let full = std::mem::replace(node, Node { id, children: Vec::new(), pages: 0 });
        write_node(objects, &full, Some(parent))?;
        self.hang(objects, level + 1, full.id, full.pages)
    }

    /// Closes all nodes and gives the root and how many pages there are.
    ///
    /// # Errors
    /// [`ReportError::Write`] where the file takes no more; [`ReportError::Nothing`] without a page.
    pub fn end(mut self, objects: &mut Objects<'_>) -> Result<Ref, ReportError> {
        let mut level = 0;
        loop {
            let top = self.levels.len().checked_sub(1).ok_or(ReportError::Nothing)?;
            let Some(node) = self.levels.get_mut(level) else { return Err(ReportError::Nothing) };
            let node = Node { id: node.id, children: std::mem::take(&mut node.children), pages: node.pages };
            if level == top {
                write_node(objects, &node, None)?;
                return Ok(node.id);
            }
            if !node.children.is_empty() {
                let parent = self.node(objects, level + 1);
                write_node(objects, &node, Some(parent))?;
                if let Some(above) = self.levels.get_mut(level + 1) {
                    above.children.push(node.id);
                    above.pages += node.pages;
                }
            }
            level += 1;
        }
    }
}

fn write_node(objects: &mut Objects<'_>, node: &Node, parent: Option<Ref>) -> Result<(), ReportError> {
    objects.write(node.id, |chunk| {
        let mut pages = chunk.pages(node.id);
        if let Some(parent) = parent {
            pages.parent(parent);
        }
        pages.kids(node.children.iter().copied()).count(node.pages);
        pages.finish();
    })
}
