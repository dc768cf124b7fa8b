//! What is asked about a file, as fields of a form, and the answers that come back.
//!
//! Sheets that are asked the same and are laid out alike are asked about once.

use import::Summary;
use kernel::Month;
use sheets::{Answer, ColumnRole, DateOrder, DoubtfulDate, QuestionKind, Sample, SheetRead};
use web::Form;

/// Blocks of questions on one page: a form has 200 fields at most.
const SHOWN: usize = 8;

/// One block of the form: a question or several about one sheet, or about sheets laid out alike.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ask {
    /// Its place in the form.
    pub index: usize,
    /// The places of its sheets among the sheets of the file, with commas between.
    pub sheets: String,
    /// The names of its sheets.
    pub names: String,
    /// What is asked, each a sentence.
    pub messages: Vec<String>,
    /// The year so far, where it is asked.
    pub year: Option<String>,
    /// The month so far or 0, where it is asked.
    pub month: Option<i64>,
    /// What a date in doubt may mean, where it is asked.
    pub order: Option<OrderLine>,
    /// What each column may be, where it is asked.
    pub columns: Vec<ColumnLine>,
    /// The first rows: number and cells.
    pub rows: Vec<(u32, Vec<String>)>,
    /// Which tables there are: value, words, chosen.
    pub tables: Vec<(String, String, bool)>,
    /// Whether the sheet may be a copy of another.
    pub is_copy: bool,
    /// Whether the sheet may be left out.
    pub may_skip: bool,
    /// Whether it is left out so far.
    pub is_skipped: bool,
}

/// A date that may be meant in two ways, in words.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OrderLine {
    pub place: String,
    pub day_first: String,
    pub month_first: String,
    pub chosen: &'static str,
}

/// A column with what it may be.
#[derive(Debug, Clone, PartialEq)]
pub struct ColumnLine {
    pub place: usize,
    pub letters: String,
    pub heading: String,
    /// Value, words, chosen.
    pub roles: Vec<(&'static str, &'static str, bool)>,
}

impl Ask {
    /// The months, from 1.
    pub fn months(&self) -> Vec<(i64, String)> {
        let name = |month: Month| month.long().split(' ').next().unwrap_or_default().to_owned();
        (1..=12).filter_map(|number| Some((number, name(Month::new(2000, number)?)))).collect()
    }
}

fn column_lines(sample: &Sample, known: &[ColumnRole]) -> Vec<ColumnLine> {
    let line = |(place, column): (usize, &sheets::SampleColumn)| {
        let chosen = known.get(place).copied().unwrap_or(column.guess);
        let roles = ColumnRole::ALL.iter().map(|role| (role.name(), role.label(), *role == chosen));
        ColumnLine {
            place,
            letters: column.letters.clone(),
            heading: column.heading.clone(),
            roles: roles.collect(),
        }
    };
    sample.columns.iter().enumerate().map(line).collect()
}

fn order_line(doubtful: Option<&DoubtfulDate>, known: Option<DateOrder>) -> OrderLine {
    let chosen = match known {
        Some(DateOrder::DayFirst) => "hari",
        Some(DateOrder::MonthFirst) => "bulan",
        None => "",
    };
    let Some(doubtful) = doubtful else {
        return OrderLine {
            place: "03/04".to_owned(),
            day_first: "3 April, hari lebih dulu".to_owned(),
            month_first: "4 Maret, bulan lebih dulu".to_owned(),
            chosen,
        };
    };
    let long = |day: Option<kernel::BookDate>| {
        day.map_or_else(|| "tidak ada tanggal seperti itu".to_owned(), kernel::BookDate::long)
    };
    OrderLine {
        place: format!("“{}” di baris {}", doubtful.written, doubtful.row),
        day_first: format!("{}, seperti tertulis", long(doubtful.day_first)),
        month_first: format!("{}, hari dan bulannya tertukar", long(doubtful.month_first)),
        chosen,
    }
}

/// Two columns that were headed alike: two books side by side, not one copied.
fn stands_side_by_side(sheet: &SheetRead) -> bool {
    [ColumnRole::In, ColumnRole::Out, ColumnRole::Date]
        .iter()
        .any(|role| sheet.columns.iter().filter(|(name, _)| name == role.name()).count() > 1)
}

/// The block about one sheet, with the kinds of questions it answers.
fn ask(summary: &Summary, place: usize, kinds: &[QuestionKind], sample: Option<&Sample>) -> Option<Ask> {
    let sheet = summary.sheets.get(place)?;
    let known = summary.answers.iter().find(|answer| answer.sheet == sheet.name).cloned().unwrap_or_default();
    let asks = |kind: QuestionKind| kinds.contains(&kind);
    let tables: Vec<u32> =
        sample.into_iter().flat_map(|sample| sample.tables.iter().map(|(row, _)| *row)).collect();
    let which_table = asks(QuestionKind::WhichTable);
    let side_by_side = which_table && stands_side_by_side(sheet);
    let asks_columns = asks(QuestionKind::WhichColumn) || asks(QuestionKind::NoHeading) || side_by_side;
    let columns = if asks_columns {
        sample.map(|sample| column_lines(sample, &known.columns)).unwrap_or_default()
    } else {
        Vec::new()
    };
    let mut offered = Vec::new();
    if which_table && tables.len() > 1 {
        for (row, words) in sample.into_iter().flat_map(|sample| &sample.tables) {
            let words = format!("Tabel yang judulnya di baris {row}: {words}");
            offered.push((row.to_string(), words, known.tables == [*row]));
        }
        let all = tables.iter().map(u32::to_string).collect::<Vec<_>>().join(",");
        offered.push((all, "Semuanya, satu buku yang bersambung".to_owned(), known.tables == tables));
    }
    let asks_month = asks(QuestionKind::Month);
    let year = known.year.or(summary.year).or(sheet.month.map(Month::year));
    let month = known.month.or(sheet.month.map(Month::month));
    Some(Ask {
        sheets: place.to_string(),
        names: sheet.name.clone(),
        year: (asks(QuestionKind::Year) || asks_month)
            .then(|| year.map(|year| year.to_string()).unwrap_or_default()),
        month: asks_month.then(|| month.unwrap_or_default()),
        order: asks(QuestionKind::DayOrMonth)
            .then(|| order_line(sample.and_then(|sample| sample.doubtful.as_ref()), known.order)),
        columns,
        rows: sample
            .into_iter()
            .flat_map(|sample| sample.rows.iter().map(|row| (row.number, row.cells.clone())))
            .collect(),
        is_copy: which_table && !side_by_side && offered.is_empty(),
        may_skip: asks_columns,
        is_skipped: known.is_used == Some(false),
        tables: offered,
        ..Ask::default()
    })
}

/// The questions of a file, alike ones together, and how many blocks are left for the next time.
pub fn asked(summary: &Summary) -> (Vec<Ask>, usize) {
    let mut blocks: Vec<(String, Ask)> = Vec::new();
    for (place, sheet) in summary.sheets.iter().enumerate() {
        let of_sheet: Vec<_> =
            summary.questions.iter().filter(|question| question.sheet == sheet.name).collect();
        let mut kinds: Vec<QuestionKind> = of_sheet.iter().map(|question| question.kind).collect();
        kinds.sort_unstable();
        if kinds.is_empty() {
            continue;
        }
        let sample = summary.samples.iter().find(|sample| sample.sheet == sheet.name);
        let Some(mut block) = ask(summary, place, &kinds, sample) else { continue };
        block.messages = of_sheet.iter().map(|question| question.message.clone()).collect();
        // A month, a copy and a table are a sheet's own; the year is the book's, whatever its layout.
        let is_own = block.month.is_some() || block.is_copy || !block.tables.is_empty();
        let key = match kinds.as_slice() {
            _ if is_own => sheet.name.clone(),
            [QuestionKind::Year] => "year".to_owned(),
            kinds => format!("{kinds:?} {:?} {}", sheet.columns, block.columns.len()),
        };
        match blocks.iter_mut().find(|(known, _)| *known == key) {
            Some((_, known)) => {
                known.sheets.push_str(&format!(",{}", block.sheets));
                known.names.push_str(&format!(", {}", block.names));
            }
            None => blocks.push((key, block)),
        }
    }
    let more = blocks.len().saturating_sub(SHOWN);
    let mut blocks: Vec<Ask> = blocks.into_iter().take(SHOWN).map(|(_, block)| block).collect();
    for (index, block) in blocks.iter_mut().enumerate() {
        block.index = index;
    }
    (blocks, more)
}

/// Everything that may be said about one sheet, to change how it was read.
pub fn about_sheet(summary: &Summary, place: usize, sample: &Sample) -> Option<Ask> {
    let mut kinds = vec![QuestionKind::WhichColumn, QuestionKind::DayOrMonth, QuestionKind::Month];
    if sample.tables.len() > 1 {
        kinds.push(QuestionKind::WhichTable);
    }
    ask(summary, place, &kinds, Some(sample))
}

/// The answers of a form laid over those that are known: one for each sheet that it names.
pub fn answers(summary: &Summary, form: &Form) -> Vec<Answer> {
    let mut answers = Vec::new();
    for index in 0..SHOWN {
        let field = |name: &str| form.text(&format!("{index}-{name}")).to_owned();
        for place in field("sheets").split(',').filter_map(|place| place.parse::<usize>().ok()) {
            let Some(sheet) = summary.sheets.get(place) else { continue };
            let known = summary.answers.iter().find(|answer| answer.sheet == sheet.name).cloned();
            let mut answer = known.unwrap_or_default();
            answer.sheet.clone_from(&sheet.name);
            answers.push(with_fields(answer, &field));
        }
    }
    answers
}

fn with_fields(mut answer: Answer, field: &dyn Fn(&str) -> String) -> Answer {
    match field("use").as_str() {
        "tidak" => answer.is_used = Some(false),
        "ya" => answer.is_used = Some(true),
        // The box that leaves a sheet out sends nothing where it is not ticked.
        _ if !field("skips").is_empty() => answer.is_used = None,
        _ => {}
    }
    match field("year").as_str() {
        "" => {}
        // What is no year is refused by the check with its sentence.
        year => answer.year = Some(year.parse().unwrap_or_default()),
    }
    if let Ok(month @ 1..) = field("month").parse::<i64>() {
        answer.month = Some(month);
    }
    match field("order").as_str() {
        "hari" => answer.order = Some(DateOrder::DayFirst),
        "bulan" => answer.order = Some(DateOrder::MonthFirst),
        _ => {}
    }
    let tables: Vec<u32> = field("table").split(',').filter_map(|row| row.parse().ok()).collect();
    if !tables.is_empty() {
        answer.tables = tables;
    }
    let roles: Vec<String> =
        (0..).map(|column| field(&format!("c{column}"))).take_while(|role| !role.is_empty()).collect();
    // A sheet that is left out needs no columns.
    if !roles.is_empty() && answer.is_used != Some(false) {
        answer.columns = roles.iter().map(|role| ColumnRole::of(role)).collect();
    }
    answer
}
