//! Dictionaries that leave together, squeezed.
//!
//! A table of 500 rows has some 5,000 elements that hardly differ. Set in lines of one width, each line told
//! as its difference from the one above, they take two bytes each instead of fourteen.

use std::fmt::Write;

/// Which dictionaries are packed together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Of any form.
    Mixed,
    /// Elements that hold parts of pages, and the lists of these.
    Narrow,
    /// Elements that hold others.
    Wide,
}

impl Kind {
    pub const ALL: [Self; 3] = [Self::Mixed, Self::Narrow, Self::Wide];

    /// The width of the lines; none where the forms differ too much.
    pub fn columns(self) -> Option<usize> {
        match self {
            Self::Mixed => None,
            Self::Narrow => Some(50),
            Self::Wide => Some(112),
        }
    }

    /// A pack leaves when it has so many bytes.
    fn full(self) -> usize {
        if self == Self::Mixed { 48 * 1024 } else { 128 * 1024 }
    }
}

/// Where a line is told as it is, not by its difference: more bytes differ than this.
const DIFFERENT: usize = 24;

/// Dictionaries that leave together.
pub(super) struct Pack {
    pub kind: Kind,
    /// By place in the pack: the number, and where it begins.
    objects: Vec<(u32, usize)>,
    bytes: Vec<u8>,
}

/// A pack, ready to be squeezed.
pub(super) struct Packed {
    /// The numbers, by place.
    pub numbers: Vec<u32>,
    /// Where the first object begins.
    pub first: usize,
    pub bytes: Vec<u8>,
}

impl Pack {
    pub fn new(kind: Kind) -> Self {
        Self { kind, objects: Vec::new(), bytes: Vec::new() }
    }

    pub fn add(&mut self, number: u32, object: &[u8]) {
        self.objects.push((number, self.bytes.len()));
        self.bytes.extend_from_slice(object);
        self.bytes.push(b' ');
        self.fill();
    }

    /// Fills the line up.
    fn fill(&mut self) {
        if let Some(columns) = self.kind.columns() {
            let length = self.bytes.len().next_multiple_of(columns);
            self.bytes.resize(length, b' ');
        }
    }

    pub fn is_full(&self) -> bool {
        self.bytes.len() >= self.kind.full()
    }

    /// Takes all out: first where each object begins, then the objects.
    pub fn take(&mut self) -> Option<Packed> {
        if self.objects.is_empty() {
            return None;
        }
        let objects = std::mem::take(&mut self.objects);
        let mut index = String::new();
        for (number, at) in &objects {
            // Writing into a string never fails.
            let _ = match self.kind.columns() {
                None => write!(index, "{number} {at} "),
                Some(columns) => write!(index, "{number:>10}{at:>15}{:1$}", ' ', columns - 25),
            };
        }
        let first = index.len();
        let mut bytes = index.into_bytes();
        bytes.append(&mut self.bytes);
        if let Some(columns) = self.kind.columns() {
            bytes = differences(&bytes, columns);
        }
        Some(Packed { numbers: objects.into_iter().map(|(number, _)| number).collect(), first, bytes })
    }
}

/// Lines, each behind a byte that says how it is told: 2 as its difference from the one above, 0 as it is.
fn differences(bytes: &[u8], columns: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() + bytes.len() / columns.max(1) + 1);
    let first = vec![0; columns];
    let mut above = first.as_slice();
    for line in bytes.chunks(columns) {
        let different = line.iter().zip(above).filter(|(now, before)| now != before).count();
        if different > DIFFERENT {
            out.push(0);
            out.extend_from_slice(line);
        } else {
            out.push(2);
            out.extend(line.iter().zip(above).map(|(now, before)| now.wrapping_sub(*before)));
        }
        above = line;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_told_by_their_difference_where_they_are_alike() {
        assert_eq!(differences(b"ab12ab13", 4), [2, 97, 98, 49, 50, 2, 0, 0, 0, 1]);
        let other = [b'x'; 30];
        let lines = [[b'a'; 30], other].concat();
        assert_eq!(&differences(&lines, 30)[31..], [[0].as_slice(), &other].concat());
    }

    #[test]
    fn objects_begin_where_the_pack_says() {
        for kind in Kind::ALL {
            let mut pack = Pack::new(kind);
            pack.add(7, b"<</A 1>>");
            pack.add(8, b"<</A 2>>");
            let packed = pack.take().expect("a pack");
            assert_eq!((packed.numbers, pack.take().is_none()), (vec![7, 8], true));
            if let Some(columns) = kind.columns() {
                assert_eq!((packed.first, packed.bytes.len()), (2 * columns, 4 * (columns + 1)));
            } else {
                assert_eq!(packed.bytes, b"7 0 8 9 <</A 1>> <</A 2>> ");
            }
        }
    }
}
