//! The tree of pages. What stays in memory: the nodes that are not full yet.

use pdf_writer::{Finish, Ref};

use super::stream::Objects;
use crate::ReportError;

/// Children of a node of the page tree.
const CHILDREN: usize = 32;

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
    objects.pack(node.id, |chunk| {
        let mut pages = chunk.pages(node.id);
        if let Some(parent) = parent {
            pages.parent(parent);
        }
        pages.kids(node.children.iter().copied()).count(node.pages);
        pages.finish();
    })
}
