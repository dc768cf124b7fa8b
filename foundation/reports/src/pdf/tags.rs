//! What the words of a paper are, for those who have it read to them: headings, paragraphs, lists, tables.
//!
//! A paper's elements are gathered while it is set, in the order in which they are read; marks name the
//! element that they belong to. Invariant: an element holds either other elements or marks.

/// What an element is; the names are those of ISO 32000-1, 14.8.4.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// One paper of a file.
    Part,
    /// The title is of level 1.
    Heading(u8),
    Paragraph,
    List(Numbering),
    Item,
    /// The number or mark of an item.
    Label,
    ItemBody,
    Table,
    Row,
    /// Names the column below it.
    ColumnHead,
    /// Names the row at its right.
    RowHead,
    /// Names the rows below it, across so many columns.
    GroupHead(usize),
    Data,
    /// The QR code.
    Figure,
}

impl Role {
    /// The name of the element's type.
    pub fn name(self) -> &'static str {
        match self {
            Self::Part => "Part",
            Self::Heading(1) => "H1",
            Self::Heading(2) => "H2",
            Self::Heading(3) => "H3",
            Self::Heading(_) => "H4",
            Self::Paragraph => "P",
            Self::List(_) => "L",
            Self::Item => "LI",
            Self::Label => "Lbl",
            Self::ItemBody => "LBody",
            Self::Table => "Table",
            Self::Row => "TR",
            Self::ColumnHead | Self::RowHead | Self::GroupHead(_) => "TH",
            Self::Data => "TD",
            Self::Figure => "Figure",
        }
    }
}

/// How the items of a list are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Numbering {
    Numbers,
    Letters,
    Signs,
}

impl Numbering {
    /// As the mark of its first item shows.
    pub fn of(mark: &str) -> Self {
        match mark.trim_start_matches('(').chars().next() {
            Some(first) if first.is_ascii_digit() => Self::Numbers,
            Some(first) if first.is_ascii_lowercase() => Self::Letters,
            _ => Self::Signs,
        }
    }

    /// The name of the way.
    pub fn name(self) -> &'static str {
        match self {
            Self::Numbers => "Decimal",
            Self::Letters => "LowerAlpha",
            Self::Signs => "Disc",
        }
    }
}

/// What a mark belongs to: an element, or none, so that it is not read out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Tag {
    /// Rules, dots, frames.
    #[default]
    Ornament,
    /// The foot of a page.
    Foot,
    /// The head of a table, said before.
    Again,
    /// An element, by number.
    Of(u32),
}

/// One element. Numbers are those of elements; 0 is none, since nothing holds the paper itself.
#[derive(Debug, Clone, Copy)]
pub(super) struct Element {
    pub role: Role,
    pub parent: u32,
    first: u32,
    last: u32,
    next: u32,
}

impl Element {
    pub fn has_children(&self) -> bool {
        self.first != 0
    }
}

/// The elements of a paper; the first, of number 0, is the paper itself.
#[derive(Debug, Default)]
pub(super) struct Tags {
    elements: Vec<Element>,
    /// What the figure shows.
    pub alternative: String,
}

impl Tags {
    /// Those of a paper on which nothing stands yet.
    pub fn new() -> Self {
        let paper = Element { role: Role::Part, parent: 0, first: 0, last: 0, next: 0 };
        Self { elements: vec![paper], alternative: String::new() }
    }

    /// Adds an element of the paper.
    pub fn add(&mut self, role: Role) -> Tag {
        self.add_to(Tag::Of(0), role)
    }

    /// Adds an element of another.
    pub fn add_to(&mut self, parent: Tag, role: Role) -> Tag {
        let parent = if let Tag::Of(parent) = parent { parent } else { 0 };
        let number = u32::try_from(self.elements.len()).unwrap_or(u32::MAX);
        self.elements.push(Element { role, parent, first: 0, last: 0, next: 0 });
        let before = self.get_mut(parent).map_or(0, |parent| {
            if parent.first == 0 {
                parent.first = number;
            }
            std::mem::replace(&mut parent.last, number)
        });
        if before != 0
            && let Some(before) = self.get_mut(before)
        {
            before.next = number;
        }
        Tag::Of(number)
    }

    fn get(&self, number: u32) -> Option<&Element> {
        self.elements.get(usize::try_from(number).ok()?)
    }

    fn get_mut(&mut self, number: u32) -> Option<&mut Element> {
        self.elements.get_mut(usize::try_from(number).ok()?)
    }

    /// What an element is; ornaments have none.
    pub fn role(&self, number: u32) -> Role {
        self.get(number).map_or(Role::Paragraph, |element| element.role)
    }

    /// All elements, by number.
    pub fn all(&self) -> &[Element] {
        &self.elements
    }

    /// The elements that one holds, in their order.
    pub fn children<'t>(&'t self, element: &Element) -> impl Iterator<Item = u32> + 't {
        let known = |number: u32| (number != 0).then_some(number);
        std::iter::successors(known(element.first), move |number| known(self.get(*number)?.next))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_hold_others_in_their_order() {
        let mut tags = Tags::new();
        let title = tags.add(Role::Heading(1));
        let table = tags.add(Role::Table);
        let row = tags.add_to(table, Role::Row);
        let cells = [tags.add_to(row, Role::RowHead), tags.add_to(row, Role::Data)];
        let end = tags.add(Role::Paragraph);
        let children = |number: usize| {
            let numbers = tags.children(&tags.all()[number]);
            numbers.map(Tag::Of).collect::<Vec<_>>()
        };
        assert_eq!(children(0), [title, table, end]);
        assert_eq!((children(2), children(3)), (vec![row], cells.to_vec()));
        assert!(children(1).is_empty());
    }

    #[test]
    fn a_list_is_counted_as_its_first_mark_shows() {
        let names = ["1.", "(2)", "a.", "–", ""].map(|mark| Numbering::of(mark).name());
        assert_eq!(names, ["Decimal", "Decimal", "LowerAlpha", "Disc", "Disc"]);
    }
}
