//! Where each object of a file is: the table at its end.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;

use crate::ReportError;

/// Objects whose numbers follow each other: one by itself, or several of one pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Run {
    first: u32,
    pub count: u16,
    /// The place in the pack of the first of them; [`Run::ALONE`] of one by itself.
    place: u16,
    /// Where it begins in the file, or the number of the pack.
    at: u64,
}

impl Run {
    const ALONE: u16 = u16::MAX;
    /// Of an object in the table: its kind, where it is, its place.
    pub const BYTES: usize = 8;

    pub fn alone(number: u32, at: u64) -> Self {
        Self { first: number, count: 1, place: Self::ALONE, at }
    }

    pub fn packed(number: u32, pack: u32, place: u16) -> Self {
        Self { first: number, count: 1, place, at: u64::from(pack) }
    }

    /// Whether the next object of a pack is the next of this run.
    pub fn goes_on(&self, number: u32, pack: u32) -> bool {
        let next = self.first.checked_add(u32::from(self.count));
        self.place != Self::ALONE && self.at == u64::from(pack) && next == Some(number)
    }

    fn row(&self, n: u16) -> [u8; Self::BYTES] {
        match self.place {
            Self::ALONE => row(1, self.at, 0),
            place => row(2, self.at, place.saturating_add(n)),
        }
    }
}

/// The kind, where it is in five bytes, the place in two.
fn row(kind: u8, at: u64, place: u16) -> [u8; Run::BYTES] {
    let ([.., a, b, c, d, e], [f, g]) = (at.to_be_bytes(), place.to_be_bytes());
    [kind, a, b, c, d, e, f, g]
}

/// The rows of all numbers from 0, squeezed: each row says how it differs from the one above.
///
/// # Errors
/// [`ReportError::Write`] where squeezing fails.
pub(super) fn rows(runs: &mut [Run]) -> Result<Vec<u8>, ReportError> {
    runs.sort_unstable_by_key(|run| run.first);
    let mut out = ZlibEncoder::new(Vec::new(), Compression::default());
    let mut above = [0; Run::BYTES];
    let mut put = |row: [u8; Run::BYTES]| {
        let mut line = [2; Run::BYTES + 1];
        for ((byte, now), before) in line.iter_mut().skip(1).zip(row).zip(above) {
            *byte = now.wrapping_sub(before);
        }
        above = row;
        out.write_all(&line)
    };
    let free = row(0, 0, u16::MAX);
    let mut next = 0;
    for run in runs {
        while next < run.first {
            put(free)?;
            next += 1;
        }
        for n in 0..run.count {
            put(run.row(n))?;
            next += 1;
        }
    }
    Ok(out.finish()?)
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn rows_follow_the_numbers_and_gaps_are_free() {
        let mut runs = [Run::alone(4, 0x0001_0203), Run { count: 2, ..Run::packed(1, 4, 7) }];
        let squeezed = rows(&mut runs).expect("a table");
        let mut differences = Vec::new();
        flate2::read::ZlibDecoder::new(&*squeezed).read_to_end(&mut differences).expect("a whole table");
        let mut above = [0_u8; Run::BYTES];
        let mut table = Vec::new();
        for line in differences.chunks(Run::BYTES + 1) {
            assert_eq!(line[0], 2, "each as it differs from the one above");
            above.iter_mut().zip(&line[1..]).for_each(|(byte, by)| *byte = byte.wrapping_add(*by));
            table.push(above);
        }
        let free = [0, 0, 0, 0, 0, 0, 255, 255];
        let packed = |place| [2, 0, 0, 0, 0, 4, 0, place];
        assert_eq!(table, [free, packed(7), packed(8), free, [1, 0, 0, 1, 2, 3, 0, 0]]);
    }

    #[test]
    fn what_follows_in_a_pack_is_one_run() {
        let run = Run::packed(5, 9, 0);
        assert!(run.goes_on(6, 9) && !run.goes_on(7, 9) && !run.goes_on(6, 10));
        assert!(!Run::alone(5, 9).goes_on(6, 9));
    }
}
