//! The export, read by hledger itself.

use std::collections::BTreeMap;
use std::io::Write;
use std::process::{Command, Stdio};

use crate::given::{self, *};
use kernel::BookDate;
use ledger::Book;
use statements::{export_hledger, trial_balance};

/// The program, or nothing where there is none and it may be missing.
fn hledger() -> Option<String> {
    let program = std::env::var("SOKOGURU_TEST_HLEDGER").unwrap_or_else(|_| "hledger".to_owned());
    let is_there =
        Command::new(&program).arg("--version").output().is_ok_and(|output| output.status.success());
    let required = std::env::var("SOKOGURU_TEST_REQUIRE_ALL").is_ok_and(|value| value == "1");
    assert!(is_there || !required, "the export was to be read by hledger, but there is no {program}");
    is_there.then_some(program)
}

/// Runs hledger on a journal; it must agree.
fn run(program: &str, journal: &str, args: &[&str]) -> String {
    let mut child = Command::new(program)
        .args(["-f", "-"])
        .args(args)
        .env("LC_ALL", "C.UTF-8")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("hledger starts");
    child.stdin.take().expect("its input").write_all(journal.as_bytes()).expect("the journal is read");
    let output = child.wait_with_output().expect("hledger ends");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "hledger {args:?}: {said}\n{journal}");
    String::from_utf8(output.stdout).expect("text")
}

/// Balances by account code, as hledger computes them.
fn balances(program: &str, journal: &str) -> BTreeMap<i64, i64> {
    let table = run(program, journal, &["balance", "--depth", "1", "--no-total", "-O", "csv"]);
    let mut balances = BTreeMap::new();
    for line in table.lines().skip(1) {
        let (name, amount) = line.split_once(',').expect("two columns");
        let code = name.trim_matches('"').get(..5).expect("five digits").parse().expect("a code");
        let amount = amount.trim_matches('"');
        let rupiah: i64 = amount.strip_suffix(" IDR").expect("IDR").parse().expect("a plain integer");
        *balances.entry(code).or_insert(0) += rupiah;
    }
    balances
}

pub fn export(books: &Books<'_>, from: Option<BookDate>, to: Option<BookDate>) -> String {
    let journal = books.ask(|reader, coop| {
        let mut out = Vec::new();
        export_hledger(reader, coop, from, to, &mut out)?;
        Ok(out)
    });
    String::from_utf8(journal).expect("text")
}

/// What hledger says and what we say, to the rupiah.
pub fn assert_agrees(books: &Books<'_>, from: Option<BookDate>, to: BookDate) {
    let Some(program) = hledger() else { return };
    let journal = export(books, from, Some(to));
    run(&program, &journal, &["check", "--strict"]);
    let trial = books.ask(|reader, coop| trial_balance(reader, coop, to, None));
    let ours = trial.accounts.iter().map(|account| (account.code.0, account.debit.0 - account.credit.0));
    assert_eq!(balances(&program, &journal), ours.collect(), "{journal}");
}

#[test]
fn hledger_agrees_to_the_rupiah() {
    given::on_both_engines(|test| {
        let books = Books::of(&test.db);
        given_two_years(&books);
        assert_agrees(&books, None, BookDate::MAX);
        assert_agrees(&books, None, day("2026-04-15"));
        assert_agrees(&books, Some(day("2027-03-10")), day("2027-03-31"));
        assert_agrees(&books, Some(day("2026-01-01")), day("2027-12-31"));
    });
}

#[test]
fn the_journal_is_as_promised() {
    given::on_both_engines(|test| {
        let books = Books::of(&test.db);
        given_two_years(&books);
        let journal = export(&books, Some(day("2026-02-10")), Some(day("2026-02-11")));
        let expected = "\
; Sokoguru, koperasi 1. Jumlah dalam rupiah utuh; debit positif.
commodity IDR

account 11100 Kas:00 Kantor  ; type:C
account 11200 Bank:00 Kantor  ; type:C
account 21200 Tabungan anggota:00 Kantor  ; type:L
account 31100 Simpanan pokok:00 Kantor  ; type:E

2026-02-09 (SALDO-AWAL) Saldo awal
    11100 Kas:00 Kantor  1000000 IDR  ; unit:00
    31100 Simpanan pokok:00 Kantor  -1000000 IDR  ; unit:00

2026-02-10 (BKM/2026/00002) Tabungan
    ; entry:2, act:test.act
    11100 Kas:00 Kantor  500000 IDR  ; unit:00
    21200 Tabungan anggota:00 Kantor  -500000 IDR  ; unit:00, party:17

2026-02-11 (BKM/2026/00003) Setor ke bank
    ; entry:3, act:test.act
    11200 Bank:00 Kantor  700000 IDR  ; unit:00
    11100 Kas:00 Kantor  -700000 IDR  ; unit:00

";
        assert_eq!(journal, expected);
    });
}

#[test]
fn odd_words_do_no_harm() {
    given::on_both_engines(|test| {
        let books = Books::of(&test.db);
        let lines = || {
            let debit = ledger::Line::debit(CASH, rp(5_000));
            vec![debit, marni(ledger::Line::credit(SAVINGS, rp(5_000)))]
        };
        let odd = [
            "; date:kemarin",
            "(x) ) ; [2026-13-45] {1} @@ 5 = 7",
            "* ! baris dan  spasi | \"kutip\"",
            "    11100 Kas  5 IDR",
        ];
        for description in odd {
            let mut entry = books.entry(day("2026-01-31"), Book::CashIn, description, lines());
            // A description is one line, which the ledger sees to; a remark may be more.
            entry.note = format!("date:besok; {description}\nbaris kedua\tdengan jarak");
            books.post_all(vec![entry]);
        }
        assert_agrees(&books, None, BookDate::MAX);
    });
}

#[test]
fn empty_books_export_too() {
    given::on_both_engines(|test| {
        let books = Books::of(&test.db);
        assert_agrees(&books, None, BookDate::MAX);
        assert_agrees(&books, Some(day("2026-01-01")), day("2026-12-31"));
    });
}

/// The rows of a report as hledger writes them: section, account or "total" or "Net:", amount in rupiah.
fn report(program: &str, journal: &str, args: &[&str]) -> Vec<(String, String, i64)> {
    let table = run(program, journal, &[args, &["-O", "csv"]].concat());
    let mut section = String::new();
    let mut rows = Vec::new();
    for line in table.lines().skip(2) {
        let Some((name, amount)) = line.split_once(',') else { continue };
        let (name, amount) = (name.trim_matches('"'), amount.trim_matches('"'));
        match amount.split(' ').next().unwrap_or_default() {
            "" => name.clone_into(&mut section),
            rupiah => rows.push((section.clone(), name.to_owned(), rupiah.parse().expect("an integer"))),
        }
    }
    rows
}

fn sum_of(rows: &[(String, String, i64)], section: &str, name: &str) -> i64 {
    let found = rows.iter().filter(|(of, row, _)| (section.is_empty() || of == section) && row == name);
    found.map(|(_, _, amount)| amount).sum()
}

/// What hledger's own statements say and what ours do, to the rupiah.
pub fn assert_statements_agree(books: &Books<'_>, from: BookDate, to: BookDate) {
    let Some(program) = hledger() else { return };
    let journal = export(books, None, Some(to));
    let (begin, end) = (from.to_string(), to.plus_days(1).to_string());

    let sheet = books.ask(|reader, coop| statements::balance_sheet(reader, coop, to, None));
    let theirs = report(&program, &journal, &["bs", "-e", &end]);
    assert_eq!(sum_of(&theirs, "Assets", "total"), sheet.assets.0, "{journal}");
    assert_eq!(sum_of(&theirs, "Liabilities", "total"), sheet.liabilities.0, "{journal}");
    assert_eq!(sum_of(&theirs, "", "Net:"), sheet.equity.0, "{journal}");

    let income = books.ask(|reader, coop| statements::income(reader, coop, from, to, None));
    let theirs = report(&program, &journal, &["is", "-b", &begin, "-e", &end]);
    assert_eq!(sum_of(&theirs, "", "Net:"), income.surplus.0, "{journal}");

    let flow = books.ask(|reader, coop| statements::cash_flow(reader, coop, from, to, None));
    let theirs = report(&program, &journal, &["cf", "-b", &begin, "-e", &end]);
    assert_eq!(sum_of(&theirs, "", "total"), flow.change().0, "{journal}");
    for account in [CASH, PETTY_CASH, BANK] {
        let code = account.to_string();
        let of_account = theirs.iter().filter(|(_, name, _)| name.starts_with(&code));
        let ledger =
            books.ask(|reader, coop| statements::account_ledger(reader, coop, account, from, to, None));
        let ours = ledger.closing.0 - ledger.opening.0;
        assert_eq!(of_account.map(|(_, _, amount)| amount).sum::<i64>(), ours, "{code}\n{journal}");
    }
}

#[test]
fn hledger_gives_the_same_balance_sheet_income_and_cash_flow() {
    given::on_both_engines(|test| {
        let books = Books::of(&test.db);
        given_two_years(&books);
        for (from, to) in
            [("2026-01-01", "2026-12-31"), ("2027-01-01", "2027-12-31"), ("2026-03-01", "2026-04-15")]
        {
            assert_statements_agree(&books, day(from), day(to));
        }
    });
}
