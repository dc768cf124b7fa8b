//! One file with several books, of which one is brought in.

use sheets::{Answer, Asked, KeptBook, QuestionKind, Reading, read_cash_book};
use spreadsheet::Workbook;

use crate::examples::{check_that_nothing_is_lost, told};
use crate::given::{Tab, day};

const HEAD: &str = "No|Tanggal|Uraian|Debet|Kredit|Saldo";

fn all_in_one() -> Workbook {
    let tabs = [
        Tab {
            name: "KAS",
            rows: &[
                "BUKU KAS UMUM",
                HEAD,
                "||Saldo bulan lalu|||=100000",
                "=1|@2026-07-01|Fee pisang|=10000||=110000",
            ],
            merged: &[],
        },
        Tab {
            name: "BANK",
            rows: &[
                "BUKU BANK",
                HEAD,
                "||Saldo bulan lalu|||=900000",
                "=1|31 Juni|admin bank||=6500|=893500",
            ],
            merged: &[],
        },
        Tab {
            name: "Brilink",
            rows: &["BUKU KAS UNIT BRILINK", HEAD, "=1|@2026-07-01|Laba brilink|=2500||=2500"],
            merged: &[],
        },
    ];
    Workbook { sheets: tabs.iter().map(Tab::sheet).collect(), ..Workbook::default() }
}

fn read(workbook: &Workbook, book: KeptBook, answers: Vec<Answer>) -> Reading {
    let asked = Asked { book: Some(book), answers, ..Asked::on(day("2026-11-24")) };
    let reading = read_cash_book(workbook, &asked);
    check_that_nothing_is_lost(workbook, &reading, "several books");
    reading
}

#[test]
fn only_the_sheets_of_the_chosen_book_are_read() {
    let cash = read(&all_in_one(), KeptBook::Cash, Vec::new());
    assert_eq!(told(&cash), ["KAS|4|2026-07-01|10000|0|Fee pisang"]);
    assert_eq!(cash.opening().map(|a| a.0), Some(100_000));
    assert_eq!(cash.problems().count(), 0, "a wrong date in the bank book is the bank book's matter");
    assert_eq!(cash.warnings.len(), 2, "{:?}", cash.warnings);
    let unit = read(&all_in_one(), KeptBook::Unit("Agen BRILink".to_owned()), Vec::new());
    assert_eq!(told(&unit), ["Brilink|3|2026-07-01|2500|0|Laba brilink"]);
    let bank = read(&all_in_one(), KeptBook::Bank, Vec::new());
    assert!(bank.rows.is_empty() && bank.problems().count() == 1, "{:?}", bank.listed);
    assert_eq!(bank.opening().map(|a| a.0), Some(900_000));
}

#[test]
fn a_bank_book_is_not_read_as_cash_unless_somebody_says_so() {
    let mut workbook = all_in_one();
    workbook.sheets.retain(|sheet| sheet.name == "Brilink");
    let asked = read(&workbook, KeptBook::Bank, Vec::new());
    assert!(asked.rows.is_empty());
    assert_eq!(asked.questions.iter().map(|q| q.kind).collect::<Vec<_>>(), [QuestionKind::WhichTable]);
    let answer = Answer { sheet: "Brilink".to_owned(), is_used: Some(true), ..Answer::default() };
    assert_eq!(read(&workbook, KeptBook::Bank, vec![answer]).rows.len(), 1);
}
