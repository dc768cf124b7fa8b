//! Twelve weeks of business acts, and the small drawing of them.

use kernel::BookDate;

/// Weeks in the drawing.
const COUNT: i64 = 12;
const DAYS: i64 = 7;

/// The drawing: a week is 8 units wide, the busiest is 18 high on a ground of 20.
const STEP: i64 = 8;
const HIGHEST: i64 = 18;
const GROUND: i64 = 20;

/// Acts in each of the twelve weeks that end with a day, the oldest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weeks {
    /// The number of acts in each week of which something is known; later ones are left out.
    pub acts: Vec<i64>,
}

impl Weeks {
    /// The first days of the twelve weeks that end with a day, and the day after it.
    pub fn bounds(as_of: BookDate) -> [BookDate; 13] {
        let mut before = COUNT + 1;
        [(); 13].map(|()| {
            before -= 1;
            as_of.plus_days(1 - before * DAYS)
        })
    }

    /// The weeks that begin no later than the last known day; nothing where none does.
    pub fn of(acts: &[i64; 12], as_of: BookDate, known_until: Option<BookDate>) -> Option<Self> {
        let until = known_until?;
        let known = Self::bounds(as_of).into_iter().zip(acts).take_while(|(start, _)| *start <= until);
        let acts: Vec<i64> = known.map(|(_, acts)| *acts).collect();
        (!acts.is_empty()).then_some(Self { acts })
    }

    /// All acts.
    pub fn total(&self) -> i64 {
        self.acts.iter().sum()
    }

    /// The path of an SVG of 96 by 20: a bar a week with acts, and a line under the weeks that are known.
    pub fn path(&self) -> String {
        let busiest = self.acts.iter().copied().max().unwrap_or(0).max(1);
        let mut path = String::new();
        for (n, acts) in (0..).zip(&self.acts) {
            if *acts > 0 {
                let top = GROUND - (HIGHEST * acts / busiest).max(1);
                path.push_str(&format!("M{} {top}h6V{GROUND}h-6z", n * STEP));
            }
        }
        let known = (0..).step_by(8).nth(self.acts.len()).unwrap_or(0);
        path.push_str(&format!("M0 19.5h{known}v.5H0z"));
        path
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> BookDate {
        BookDate::parse(text).unwrap()
    }

    fn weeks(acts: [i64; 12], until: Option<&str>) -> Option<Weeks> {
        Weeks::of(&acts, day("2026-11-24"), until.map(day))
    }

    #[test]
    fn weeks_end_with_the_day_itself() {
        let bounds = Weeks::bounds(day("2026-11-24"));
        assert_eq!(
            (bounds[0], bounds[11], bounds[12]),
            (day("2026-09-02"), day("2026-11-18"), day("2026-11-25"))
        );
        let acts = [3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 6];
        assert_eq!(weeks(acts, Some("2026-11-18")).unwrap().acts, acts);
    }

    #[test]
    fn weeks_after_the_last_known_day_are_not_zero_but_unknown() {
        let once = [0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        let known = weeks(once, Some("2026-09-20")).unwrap();
        assert_eq!(known.acts, [0, 2, 0]);
        assert_eq!(known.path(), "M8 2h6V20h-6zM0 19.5h24v.5H0z");
        assert_eq!(weeks([0; 12], Some("2026-09-01")), None);
        assert_eq!(weeks([0; 12], None), None);
        assert_eq!(weeks([0; 12], Some("2026-11-24")).unwrap().total(), 0);
    }
}
