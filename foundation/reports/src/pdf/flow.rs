//! Blocks that follow each other down the pages.
//!
//! Invariants: a block is never cut; blocks that keep with the next stay on its page where a page has room
//! for them; a row of a table that begins a page stands below the table's head.

use std::rc::Rc;

use super::measure::Style;
use super::tags::Tag;

/// What is drawn, from the left edge of the paper and the top of its block (later: of its page), in points.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Mark {
    /// Words whose letters stand on `y`, and what they belong to.
    Words { x: f32, y: f32, style: Style, text: String, tag: Tag },
    /// A line across.
    Rule { x: f32, y: f32, length: f32, weight: f32, tone: Tone },
    /// A dashed line across.
    Dashes { x: f32, y: f32, length: f32 },
    /// A rectangle's outline.
    Frame { x: f32, y: f32, width: f32, height: f32, weight: f32 },
    /// The QR code, and what it belongs to.
    Code { x: f32, y: f32, side: f32, tag: Tag },
}

/// How dark a rule is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tone {
    Black,
    Pale,
}

impl Mark {
    pub fn lowered(mut self, by: f32) -> Self {
        match &mut self {
            Self::Words { y, .. }
            | Self::Rule { y, .. }
            | Self::Dashes { y, .. }
            | Self::Frame { y, .. }
            | Self::Code { y, .. } => *y += by,
        }
        self
    }

    /// Belongs to an element.
    pub fn tagged(mut self, of: Tag) -> Self {
        if let Self::Words { tag, .. } | Self::Code { tag, .. } = &mut self {
            *tag = of;
        }
        self
    }
}

/// Where a block goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Place {
    /// Below the one before.
    #[default]
    Next,
    /// At the top of a page.
    NewPage,
    /// At the foot of the page, with all that it keeps with.
    Foot,
}

/// What is not cut.
#[derive(Debug, Clone, Default)]
pub(super) struct Block {
    /// Room above it, except at the top of a page.
    pub before: f32,
    pub height: f32,
    pub marks: Vec<Mark>,
    /// Stays on the page of the next block.
    pub keeps: bool,
    pub place: Place,
    /// What is repeated above it where it begins a page.
    pub head: Option<Rc<Block>>,
}

impl Block {
    /// All its words belong to an element.
    pub fn tagged(mut self, tag: Tag) -> Self {
        self.marks = self.marks.into_iter().map(|mark| mark.tagged(tag)).collect();
        self
    }
}

/// A page with its marks.
#[derive(Debug, Clone, Default)]
pub(super) struct Page {
    pub marks: Vec<Mark>,
    /// Where the running text ends, and what of the marks belongs to it, where something stands at the foot.
    pub ends: Option<Ending>,
}

impl Page {
    /// Whether the QR code stands on it.
    pub fn has_code(&self) -> bool {
        self.marks.iter().any(|mark| matches!(mark, Mark::Code { .. }))
    }
}

/// Between the running text and what stands at the foot of a page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Ending {
    pub marks: usize,
    /// The empty height between them.
    pub gap: f32,
}

/// Lays blocks on pages, between a top and a bottom.
pub(super) struct Flow {
    top: f32,
    bottom: f32,
    pages: Vec<Page>,
    page: Page,
    y: f32,
    is_fresh: bool,
}

impl Flow {
    /// Lays all blocks; at least one page.
    pub fn pages(blocks: Vec<Block>, top: f32, bottom: f32) -> Vec<Page> {
        let mut flow = Self { top, bottom, pages: Vec::new(), page: Page::default(), y: top, is_fresh: true };
        let mut rest = std::collections::VecDeque::from(blocks);
        while let Some(first) = rest.front() {
            if first.place == Place::NewPage && !flow.is_fresh {
                flow.turn();
            }
            let keeps = rest.iter().take_while(|block| block.keeps).count();
            let together = (keeps + 1).min(rest.len());
            // Where even an empty page is too short, as many as fit are kept.
            let count = if flow.fits(rest.iter().take(together)) {
                together
            } else if !flow.is_fresh && flow.fits_on_new(rest.iter().take(together)) {
                flow.turn();
                together
            } else {
                if !flow.fits(rest.iter().take(1)) && !flow.is_fresh {
                    flow.turn();
                }
                1
            };
            let chain: Vec<Block> = rest.drain(..count).collect();
            flow.lay(chain);
        }
        flow.turn();
        flow.pages
    }

    fn fits<'b>(&self, blocks: impl Iterator<Item = &'b Block>) -> bool {
        self.y + height(blocks, self.is_fresh) <= self.bottom + 0.01
    }

    fn fits_on_new<'b>(&self, blocks: impl Iterator<Item = &'b Block>) -> bool {
        self.top + height(blocks, true) <= self.bottom + 0.01
    }

    fn lay(&mut self, chain: Vec<Block>) {
        let mut heights: Vec<f32> = Vec::with_capacity(chain.len());
        let mut sum = 0.0;
        for block in chain.iter().rev() {
            sum += block.height;
            heights.push(sum);
            sum += block.before;
        }
        for (block, below) in chain.into_iter().zip(heights.into_iter().rev()) {
            if self.is_fresh {
                if let Some(head) = &block.head {
                    let top = self.y;
                    self.page.marks.extend(head.marks.iter().map(|mark| mark.clone().lowered(top)));
                    self.y += head.height;
                }
            } else {
                self.y += block.before;
            }
            if block.place == Place::Foot && self.page.ends.is_none() {
                let foot = (self.bottom - below).max(self.y);
                self.page.ends = Some(Ending { marks: self.page.marks.len(), gap: foot - self.y });
                self.y = foot;
            }
            let top = self.y;
            self.page.marks.extend(block.marks.into_iter().map(|mark| mark.lowered(top)));
            self.y += block.height;
            self.is_fresh = false;
        }
    }

    fn turn(&mut self) {
        self.pages.push(std::mem::take(&mut self.page));
        self.y = self.top;
        self.is_fresh = true;
    }
}

/// How high blocks are one below the other.
fn height<'b>(blocks: impl Iterator<Item = &'b Block>, is_fresh: bool) -> f32 {
    let mut sum = 0.0;
    for (n, block) in blocks.enumerate() {
        if n == 0 && is_fresh {
            sum += block.head.as_ref().map_or(0.0, |head| head.height);
        } else {
            sum += block.before;
        }
        sum += block.height;
    }
    sum
}

/// How high all blocks are together: for paper as long as it takes.
pub(super) fn total_height(blocks: &[Block]) -> f32 {
    height(blocks.iter(), true)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(height: f32, keeps: bool) -> Block {
        let mark = Mark::Rule { x: 0.0, y: 0.0, length: height, weight: 1.0, tone: Tone::Black };
        Block { height, keeps, marks: vec![mark], ..Block::default() }
    }

    fn laid(blocks: Vec<Block>) -> Vec<Vec<f32>> {
        let tops = |page: Page| {
            let top = |mark: &Mark| if let Mark::Rule { y, .. } = mark { *y } else { f32::NAN };
            page.marks.iter().map(top).collect()
        };
        Flow::pages(blocks, 10.0, 110.0).into_iter().map(tops).collect()
    }

    #[test]
    fn a_heading_goes_with_what_follows() {
        let blocks = vec![block(80.0, false), block(15.0, true), block(10.0, false)];
        assert_eq!(laid(blocks), [vec![10.0], vec![10.0, 25.0]]);
    }

    #[test]
    fn what_no_page_holds_together_is_laid_one_by_one() {
        let blocks = vec![block(60.0, true), block(30.0, true), block(60.0, false)];
        assert_eq!(laid(blocks), [vec![10.0], vec![10.0, 40.0]]);
        assert_eq!(laid(vec![block(300.0, false), block(5.0, false)]), [vec![10.0], vec![10.0]]);
    }

    #[test]
    fn a_head_is_repeated_and_counted() {
        let head = Rc::new(block(20.0, false));
        let row = || Block { head: Some(Rc::clone(&head)), ..block(40.0, false) };
        let pages = laid(vec![block(20.0, true), row(), row(), row()]);
        assert_eq!(pages, [vec![10.0, 30.0, 70.0], vec![10.0, 30.0]]);
    }

    #[test]
    fn what_stands_at_the_foot_stands_there_with_all_it_keeps() {
        let foot = Block { place: Place::Foot, ..block(20.0, true) };
        assert_eq!(laid(vec![block(10.0, true), foot, block(30.0, false)]), [vec![10.0, 60.0, 80.0]]);
    }

    #[test]
    fn an_empty_document_has_a_page() {
        assert_eq!(laid(Vec::new()).len(), 1);
    }
}
