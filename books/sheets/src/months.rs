//! Names of months and days, as they are typed in Indonesia.

use crate::words::nearly;

/// Month by month: full name first, then what else it is called.
const MONTHS: [&[&str]; 12] = [
    &["januari", "jan", "january"],
    &["februari", "feb", "pebruari", "peb", "february"],
    &["maret", "mar", "mrt", "march"],
    &["april", "apr"],
    &["mei", "may"],
    &["juni", "jun", "june"],
    &["juli", "jul", "july"],
    &["agustus", "agu", "ags", "agt", "agust", "aug", "august"],
    &["september", "sep", "sept"],
    &["oktober", "okt", "oct", "october"],
    &["november", "nov", "nopember", "nop"],
    &["desember", "des", "dec", "december"],
];

const DAYS: [&str; 8] = ["senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu", "ahad"];

/// The number of a month by its name; one wrong letter is forgiven in long names.
pub(crate) fn month_called(word: &str) -> Option<i64> {
    let place =
        |fits: &dyn Fn(&str) -> bool| MONTHS.iter().position(|names| names.iter().any(|name| fits(name)));
    let exact = place(&|name| name == word);
    let found = exact.or_else(|| place(&|name| name.len() >= 5 && nearly(word, name)))?;
    i64::try_from(found).ok().map(|place| place + 1)
}

/// The full name of month 1 to 12.
pub(crate) fn month_name(month: i64) -> &'static str {
    let place = usize::try_from(month - 1).unwrap_or(usize::MAX);
    MONTHS.get(place).and_then(|names| names.first()).copied().unwrap_or("")
}

/// Whether a word is the name of a day of the week.
pub(crate) fn is_weekday(word: &str) -> bool {
    DAYS.contains(&word)
}
