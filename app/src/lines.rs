//! THE list: the lines of business of this program. A new line is a folder in `business/`, a dependency
//! in `Cargo.toml`, and an entry here.

use line::Line;

/// All lines.
pub const LINES: &[Line] = &[savings::LINE];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use ::line::{Line, Refused, line_of};
    use store::Migration;
    use web::{Right, Route};

    use super::LINES;

    /// A line of business in a few lines: what a new folder has to offer, and nothing else.
    const TOY: Line = Line {
        code: "toy",
        name: "Mainan",
        acts: &["toy.sell"],
        record: |_, _, _| Err(Refused::about(Some("amount"), "Mainan habis. Pesan lagi besok.")),
        preview: |_, _, _| Ok("Satu mainan terjual.".to_owned()),
        routes: || vec![Route::get("/k/{cooperative}/mainan", Right::ReadBooks, || async { "mainan" })],
        migrations: Migration { owner: "toy", steps: &[] },
    };

    #[test]
    fn a_new_line_needs_its_entry_in_the_list_and_nothing_else() {
        let mut lines = LINES.to_vec();
        lines.push(TOY);
        assert_eq!(line_of(&lines, "toy.sell").map(|line| line.code), Some("toy"));
        assert!(lines.iter().flat_map(|line| (line.routes)()).any(|route| route.path.ends_with("/mainan")));
    }

    #[test]
    fn every_act_of_the_vocabulary_belongs_to_one_line() {
        let mut acts = BTreeSet::new();
        assert!(LINES.iter().flat_map(|line| line.acts).all(|act| acts.insert(*act)), "an act has one line");
        let asked: BTreeSet<&str> = cashbook::common_rules()
            .iter()
            .filter(|rule| !rule.is_plain())
            .map(|rule| rule.act.as_str())
            .collect();
        assert_eq!(acts, asked);
    }
}
