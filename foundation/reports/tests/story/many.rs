//! Many papers in one file: pages leave as they are made.

use std::cell::Cell;
use std::io::{self, Write};

use reports::ReportError;

use crate::given::{self, day};
use crate::reader::Pdf;

/// Counts what reaches it.
struct Counting<'c> {
    count: &'c Cell<usize>,
    largest: &'c Cell<usize>,
}

impl Write for Counting<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.count.set(self.count.get() + bytes.len());
        self.largest.set(self.largest.get().max(bytes.len()));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn pages_leave_before_the_next_are_made() {
    let (count, largest) = (Cell::new(0), Cell::new(0));
    let mut left = Vec::new();
    let mut documents = (1..=300).map(|n| {
        left.push(count.get());
        given::certificate(n)
    });
    let mut writer = Counting { count: &count, largest: &largest };
    reports::pdf_to(&mut writer, &mut documents, day("2026-11-30")).expect("a file");
    let last = *left.last().expect("the last document");
    assert!(last > count.get() / 2, "{last} of {} bytes had left", count.get());
    assert!(left[150] > 100_000, "{} bytes had left at the middle", left[150]);
    assert!(largest.get() < 128 * 1024, "never more than a little at once: {}", largest.get());
}

#[test]
fn each_paper_has_its_own_page_numbers_and_code() {
    let mut bytes = Vec::new();
    let mut documents = [given::cash_book(70), given::balance_sheet()].into_iter();
    reports::pdf_to(&mut bytes, &mut documents, day("2026-11-30")).expect("a file");
    let pdf = Pdf::read(&bytes);
    let numbers: Vec<String> = pdf
        .pages
        .iter()
        .flat_map(|page| page.words.iter().filter(|words| words.text.starts_with("halaman")))
        .map(|words| words.text.clone())
        .collect();
    assert_eq!(numbers, ["halaman 1 dari 3", "halaman 2 dari 3", "halaman 3 dari 3", "halaman 1 dari 1"]);
    let codes: Vec<bool> = pdf.pages.iter().map(|page| page.code.is_some()).collect();
    assert_eq!(codes, [false, false, true, true]);
    assert!(pdf.dictionary(pdf.named("/Info")).contains("/Title(Buku kas)"), "named after the first");
}

#[test]
fn the_tree_of_pages_is_whole_for_every_count() {
    for count in [1, 2, 31, 32, 33, 64, 65] {
        let mut bytes = Vec::new();
        let mut documents = (1..=count).map(|n| {
            let document = reports::Document::new("Koperasi Contoh", "Kartu");
            reports::Document { subtitle: vec![format!("Nomor {n}.")], ..document }
        });
        reports::pdf_to(&mut bytes, &mut documents, day("2026-11-30")).expect("a file");
        let pages = Pdf::read(&bytes).pages;
        assert_eq!(pages.len(), count);
        for (n, page) in pages.iter().enumerate() {
            page.find(&format!("Nomor {}.", n + 1));
        }
    }
}

#[test]
fn no_paper_at_all_and_no_room_are_said() {
    let mut bytes = Vec::new();
    let nothing = reports::pdf_to(&mut bytes, &mut std::iter::empty(), day("2026-11-30"));
    assert_eq!(nothing, Err(ReportError::Nothing));

    struct Full;
    impl Write for Full {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::Error::other("penuh"))
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let full = reports::pdf_to(&mut Full, &mut std::iter::once(given::certificate(1)), day("2026-11-30"));
    assert!(matches!(full, Err(ReportError::Write(_))), "{full:?}");
}
