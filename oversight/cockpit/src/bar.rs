//! The four states as one bar.

use activity::{ActivityState, Counts};

use crate::shown::{class, pattern};

/// A part of the bar; places and widths are shares of its length.
pub(crate) struct Segment {
    state: ActivityState,
    /// Where it begins, such as `45.24%`.
    pub start: String,
    /// How wide it is.
    pub width: String,
    /// Whether something stands before it, so that a line parts them.
    pub follows: bool,
}

/// The parts that have a count, from left to right.
pub(crate) fn segments(counts: &Counts) -> Vec<Segment> {
    let total = counts.total().max(1);
    let mut before = 0;
    let mut segments = Vec::new();
    for state in ActivityState::ALL {
        let count = counts.of(state);
        if count > 0 {
            let (start, width) = (share(before, total), share(count, total));
            segments.push(Segment { state, start, width, follows: before > 0 });
        }
        before += count;
    }
    segments
}

/// Hundredths of a percent, rounded: `45.24%`.
fn share(count: i64, total: i64) -> String {
    let parts = (count * 10_000 + total / 2) / total;
    format!("{}.{:02}%", parts / 100, parts % 100)
}

impl Segment {
    pub fn class(&self) -> &'static str {
        class(self.state)
    }

    pub fn pattern(&self) -> Option<&'static str> {
        pattern(self.state)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_fill_the_bar() {
        let counts = Counts { reported_activity: 19, reported_zero: 6, not_reported: 11, not_licensed: 6 };
        let bar = segments(&counts);
        let shown: Vec<_> = bar.iter().map(|part| (part.start.as_str(), part.width.as_str())).collect();
        assert_eq!(
            shown,
            [("0.00%", "45.24%"), ("45.24%", "14.29%"), ("59.52%", "26.19%"), ("85.71%", "14.29%")]
        );
        assert_eq!(bar.iter().map(|part| part.follows).collect::<Vec<_>>(), [false, true, true, true]);
        assert!(segments(&Counts::default()).is_empty());
        let alone = segments(&Counts { not_reported: 3, ..Counts::default() });
        assert_eq!((alone.len(), alone[0].width.as_str(), alone[0].follows), (1, "100.00%", false));
    }
}
