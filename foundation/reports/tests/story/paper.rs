//! Official papers as PDF: what stands on which page, and where.

use kernel::Rupiah;
use reports::{Cell, Column, Document, Paper, Part, ReportError, Row, Table};

use crate::given::{self, day};
use crate::reader::{Page, Pdf};

fn read(document: &Document) -> Pdf {
    Pdf::read(&reports::pdf(document, day("2026-11-30")).expect("a PDF"))
}

fn close(a: f32, b: f32) -> bool {
    (a - b).abs() < 0.05
}

#[test]
fn a_balance_sheet_stands_on_one_page_with_all_its_figures() {
    let pdf = read(&given::balance_sheet());
    assert_eq!(pdf.pages.len(), 1);
    let page = &pdf.pages[0];
    for words in [
        "Koperasi Kelurahan Merah Putih Contoh Bahari",
        "Badan Hukum AHU-0001234.AH.01.29.Tahun 2026",
        "Neraca",
        "per 31 Oktober 2026, dalam rupiah",
        "Aset lancar",
        "48.250.750",
        "(491.250)",
        "98.961.450",
        "Neraca seimbang.",
        "Pangkalpinang, 30 November 2026",
        "Bendahara",
        "Bu Contoh Marni",
        "halaman 1 dari 1",
    ] {
        page.find(words);
    }
    // The foot is the same on every page: what it is, and whose.
    page.find("Neraca · Koperasi Kelurahan Merah Putih Contoh Bahari");
    let dates = page.words.iter().filter(|words| words.text == "31 Okt 2026").count();
    assert_eq!(dates, 2, "each table has its head");
}

#[test]
fn digits_stand_below_each_other_and_parentheses_hang() {
    let page = &read(&given::balance_sheet()).pages[0];
    let edge = page.find("6.186.500").right();
    for figure in ["48.250.750", "17.400.000", "94.086.450", "6.500.000", "21.500.000"] {
        assert!(close(page.find(figure).right(), edge), "{figure}");
    }
    let negative = page.find("(870.000)");
    let parenthesis = negative.right() - edge;
    assert!(parenthesis > 2.0 && parenthesis < 4.0, "{parenthesis}");
    assert!(close(page.find("(1.625.000)").right(), negative.right()));
    let (name, detail) = (page.find("Jumlah aset tetap"), page.find("Peralatan"));
    assert!(detail.x > name.x + 5.0, "details are set in");
    // Nothing reaches over the margins.
    let margin = 20.0 * 72.0 / 25.4 - 0.1;
    assert!(page.words.iter().all(|words| words.x >= margin && words.right() <= page.width - margin));
}

#[test]
fn the_years_of_a_statement_stand_in_columns_of_one_width() {
    let page = &read(&given::income()).pages[0];
    let (now, before) = (page.find("Januari – Oktober 2026"), page.find("Januari – Oktober 2025"));
    assert!(close(now.y, before.y) && now.right() < before.x);
    assert!(close(now.right(), page.find("184.250.000").right()), "a head ends where its digits end");
    assert!(close(before.right(), page.find("3.120.000").right()));
}

#[test]
fn a_book_has_its_head_on_every_page_and_each_row_once() {
    let pdf = read(&given::cash_book(70));
    assert_eq!(pdf.pages.len(), 3);
    for (n, page) in pdf.pages.iter().enumerate() {
        page.find("Tanggal");
        page.find("Saldo");
        page.find(&format!("halaman {} dari 3", n + 1));
        assert!(page.width > page.height, "laid sideways");
    }
    let text = pdf.text();
    for n in 1..=70 {
        assert_eq!(text.matches(&format!("BK-2611-{n:03}")).count(), 1, "row {n}");
    }
    assert_eq!(text.matches("Badan Hukum").count(), 1, "the letterhead stands on the first page");
}

/// The page that says something.
fn page_of(pdf: &Pdf, text: &str) -> usize {
    pdf.pages.iter().position(|page| page.says(text)).unwrap_or_else(|| panic!("no {text}"))
}

#[test]
fn neither_sums_nor_signatures_stand_alone_on_a_page() {
    for count in 12..60 {
        let pdf = read(&given::cash_book(count));
        let last = pdf.pages.last().expect("a page");
        assert!(
            last.says("\nJumlah\n") && last.says(&format!("BK-2611-{count:03}")),
            "{count}: {}",
            last.text()
        );
        for together in ["Pangkalpinang, 30", "Pak Contoh Darma", "Segel Oktober"] {
            assert!(last.says(together), "{count}: {together}");
        }
        assert!(last.code.is_some() && pdf.pages.iter().filter(|page| page.code.is_some()).count() == 1);
    }
}

#[test]
fn a_heading_is_never_left_at_the_foot_of_a_page() {
    for lines in 20..40 {
        let mut parts: Vec<Part> = (0..lines).map(|n| Part::Paragraph(format!("Kalimat {n}."))).collect();
        parts.push(Part::Heading("Judul bagian".to_owned()));
        parts.push(Part::Paragraph("Yang pertama setelah judul.".to_owned()));
        parts.extend((0..20).map(|n| Part::Paragraph(format!("Lanjutan {n}."))));
        let pdf = read(&Document { parts, ..Document::new("Koperasi Contoh", "Catatan") });
        assert_eq!(page_of(&pdf, "Judul bagian"), page_of(&pdf, "Yang pertama"), "after {lines} lines");
    }
}

#[test]
fn a_group_stays_with_its_first_row_and_its_sum_with_its_last() {
    for count in 30..55 {
        let row = |name: String| vec![Cell::from(name), Cell::Money(Rupiah(1))];
        let mut rows: Vec<Row> = (0..count).map(|n| Row::detail(row(format!("Akun {n}.")))).collect();
        rows.push(Row::heading(0, "Kelompok kedua"));
        rows.push(Row::detail(row("Isi kelompok".to_owned())));
        rows.push(Row::subtotal(row("Jumlah kelompok".to_owned())));
        rows.extend((0..20).map(|n| Row::detail(row(format!("Lanjutan {n}.")))));
        let columns = vec![Column::text("Akun"), Column::money("Jumlah")];
        let table = Table { heading: String::new(), columns, rows, totals: Vec::new() };
        let pdf =
            read(&Document { parts: vec![Part::Table(table)], ..Document::new("Koperasi Contoh", "Neraca") });
        let page = page_of(&pdf, "Isi kelompok");
        assert_eq!(
            (page_of(&pdf, "Kelompok kedua"), page_of(&pdf, "Jumlah kelompok")),
            (page, page),
            "{count}"
        );
    }
}

#[test]
fn a_ledger_says_on_every_page_whose_it_is() {
    let Some(Part::Table(table)) = given::cash_book(60).parts.pop() else { panic!("a table") };
    let named = |name: &str| Part::Table(Table { heading: name.to_owned(), ..table.clone() });
    let parts = vec![named("1101 Kas"), named("1102 Bank")];
    let pdf = read(&Document { parts, ..given::cash_book(1) });
    for page in &pdf.pages {
        let head = page.find("Uraian");
        let names = page.words.iter().filter(|words| words.text.starts_with("110") && words.y > head.y);
        assert_eq!(names.count(), 1, "{}", page.text());
    }
    let text = pdf.text();
    assert!(text.contains("1101 Kas (lanjutan)") && text.contains("1102 Bank (lanjutan)"));
    assert_eq!((text.matches("1101 Kas\n").count(), text.matches("1102 Bank\n").count()), (1, 1));
}

#[test]
fn paragraphs_wrap_inside_the_margins_and_items_hang() {
    let pdf = read(&given::notes());
    let page = &pdf.pages[0];
    let mark = page.find("a.");
    let words: Vec<_> =
        page.words.iter().filter(|words| close(words.x, mark.x + 18.0) || words.x > mark.x + 10.0).collect();
    let first = words.iter().find(|words| words.text.starts_with("Kas dan bank")).expect("the clause");
    let second = words.iter().find(|words| words.text.contains("ditemukan.")).expect("its second line");
    assert!(close(first.x, second.x) && close(first.y, mark.y) && second.y < first.y);
    for page in &pdf.pages {
        assert!(page.words.iter().all(|words| words.right() <= page.width - 56.0), "inside the margins");
        assert!(page.words.iter().all(|words| words.y > 20.0 && words.y < page.height - 30.0));
    }
}

#[test]
fn signatures_stand_in_rows_by_office_with_the_place_at_the_right() {
    let pdf = read(&given::notes());
    let page = pdf.pages.last().expect("a page");
    let (chair, clerk, treasurer) = (page.find("Ketua"), page.find("Sekretaris"), page.find("Bendahara"));
    assert!(close(chair.y, clerk.y) && close(clerk.y, treasurer.y));
    assert!(chair.right() < clerk.x && clerk.right() < treasurer.x);
    let place = page.find("Pangkalpinang, 30 November 2026");
    assert!(place.y > chair.y && place.x > page.width / 2.0);
    // Room to sign: 22 mm.
    assert!(chair.y - page.find("Pak Contoh Darma").y > 22.0 * 72.0 / 25.4);
    assert!(page.find("Ketua Pengawas").y < page.find("Pak Contoh Darma").y, "the fourth is in a second row");
}

#[test]
fn the_seal_is_a_code_that_says_what_it_should() {
    let document = given::balance_sheet();
    let code = &document.seal.as_ref().expect("a seal").code;
    let expected = qrcode::QrCode::with_error_correction_level(code, qrcode::EcLevel::M).expect("a code");
    let width = expected.width();
    let bits = read(&document).pages[0].code.clone().expect("a code on the page");
    let row = width.div_ceil(8);
    assert_eq!(bits.len(), row * width);
    for (n, color) in expected.to_colors().into_iter().enumerate() {
        let (x, y) = (n % width, n / width);
        let is_dark = bits[y * row + x / 8] & (0x80 >> (x % 8)) != 0;
        assert_eq!(is_dark, color == qrcode::Color::Dark, "module {x}, {y}");
    }
}

#[test]
fn a_seal_too_long_for_a_code_is_said() {
    let mut document = given::balance_sheet();
    document.seal.as_mut().expect("a seal").code = "a".repeat(5000);
    let error = reports::pdf(&document, day("2026-11-30")).expect_err("too long");
    assert!(matches!(error, ReportError::Seal(_)), "{error}");
}

#[test]
fn the_file_says_what_it_is_whose_and_when() {
    let bytes = reports::pdf(&given::balance_sheet(), day("2026-11-30")).expect("a PDF");
    let pdf = Pdf::read(&bytes);
    let info = pdf.dictionary(pdf.named("/Info"));
    assert!(info.contains("/Title(Neraca)") && info.contains("D:20261130"), "{info}");
    assert!(info.contains("/Author(Koperasi Kelurahan Merah Putih Contoh Bahari)"), "{info}");
    assert!(pdf.dictionary(pdf.named("/Root")).contains("/Lang(id-ID)"));
    assert_eq!(bytes, reports::pdf(&given::balance_sheet(), day("2026-11-30")).expect("a PDF"));
}

#[test]
fn names_with_other_letters_can_be_searched() {
    let words = "Ibu Sri’ah – «Ñandú», Łukasz, čaj ✓ ≥ 5; sertifikat efisien, filsafat, offline";
    let parts = vec![Part::Paragraph(words.to_owned())];
    let pdf = read(&Document { parts, ..Document::new("Koperasi Contoh", "Daftar") });
    pdf.pages[0].find(words);
}

#[test]
fn many_columns_become_smaller_and_long_words_break() {
    let columns: Vec<Column> =
        (0..14)
            .map(|n| {
                if n < 4 { Column::text(&format!("Kolom {n}")) } else { Column::money(&format!("Nilai {n}")) }
            })
            .collect();
    let mut cells: Vec<Cell> =
        vec!["Contoh".into(), "kata".repeat(60).into(), "Bukit Intan".into(), "Ampera".into()];
    cells.extend((4..14).map(|n| Cell::Money(Rupiah(1_234_567_890 + n))));
    let table = Table { heading: String::new(), columns, rows: vec![Row::plain(cells)], totals: Vec::new() };
    for paper in [Paper::A4, Paper::A4Wide, Paper::A5, Paper::Certificate] {
        let parts = vec![Part::Table(table.clone())];
        let page = &read(&Document { parts, paper, ..Document::new("Koperasi Contoh", "Lebar") }).pages[0];
        let joined: String = page.words.iter().map(|words| words.text.as_str()).collect();
        assert_eq!(joined.matches("kata").count(), 60, "{paper:?}");
        let figures: Vec<_> = (4..14).map(|n| page.find(&Rupiah(1_234_567_890 + n).plain())).collect();
        assert!(figures.windows(2).all(|two| two[0].right() < two[1].x), "{paper:?}: figures do not touch");
        assert!(figures.iter().all(|figure| figure.right() < page.width), "{paper:?}");
    }
}

#[test]
fn a_row_higher_than_a_page_is_still_written_whole() {
    let words: Vec<String> = (0..3000).map(|n| format!("kata{n}.")).collect();
    let table = Table {
        heading: String::new(),
        columns: vec![Column::text("Uraian"), Column::money("Jumlah")],
        rows: vec![Row::plain(vec![words.join(" ").into(), Rupiah(5).into()])],
        totals: vec![Row::plain(vec!["Jumlah".into(), Rupiah(5).into()])],
    };
    let pdf =
        read(&Document { parts: vec![Part::Table(table)], ..Document::new("Koperasi Contoh", "Panjang") });
    assert!(pdf.pages.len() > 2);
    let text = pdf.text();
    assert!(words.iter().all(|word| text.contains(word)));
    assert!(pdf.pages.iter().flat_map(|page| &page.words).all(|words| words.y > 20.0));
}

#[test]
fn what_follows_a_new_page_begins_one() {
    let parts = vec![
        Part::Paragraph("Yang pertama.".to_owned()),
        Part::NewPage("Perhitungan".to_owned()),
        Part::Paragraph("Yang kedua.".to_owned()),
        Part::NewPage("tidak tampak".to_owned()),
        Part::Heading("Judul sendiri".to_owned()),
        Part::Paragraph("Yang ketiga.".to_owned()),
    ];
    let pdf = read(&Document { parts, ..Document::new("Koperasi Contoh", "Laporan tahunan") });
    let says = |page: &Page, text: &str| page.says(text);
    assert_eq!(pdf.pages.len(), 3);
    assert!(says(&pdf.pages[1], "Perhitungan\nYang kedua."), "{}", pdf.pages[1].text());
    assert!(says(&pdf.pages[2], "Judul sendiri\nYang ketiga.") && !says(&pdf.pages[2], "tidak tampak"));
}

#[test]
fn a_receipt_on_a_roll_is_one_page_as_long_as_it_takes() {
    let short = read(&given::shop_receipt());
    let long = read(&given::receipt(Paper::Roll58));
    for pdf in [&short, &long] {
        assert_eq!(pdf.pages.len(), 1);
        let page = &pdf.pages[0];
        assert!(close(page.width, 58.0 * 72.0 / 25.4));
        let margin = 5.0 * 72.0 / 25.4 - 0.1;
        assert!(page.words.iter().all(|words| words.x >= margin && words.right() <= page.width - margin));
        assert!(page.words.iter().all(|words| words.y > 10.0), "nothing falls off the end");
        assert!(!page.says("halaman 1") && page.says("...."), "{}", page.text());
        assert!(page.operators["d"] > 2, "dashed lines");
    }
    assert!(long.pages[0].height > short.pages[0].height);
    let page = &short.pages[0];
    let (name, price, sum) =
        (page.find("Beras Contoh Ramos 5 kg"), page.find("2 × 72.000"), page.find("144.000"));
    assert!(name.y > price.y && close(price.y, sum.y) && close(sum.right(), page.find("213.000").right()));
}

#[test]
fn a_certificate_stands_in_the_middle_of_a_frame() {
    let pdf = read(&given::certificate(12));
    assert_eq!(pdf.pages.len(), 1);
    let page = &pdf.pages[0];
    assert!(page.width > page.height && !page.says("halaman 1"));
    assert_eq!(page.operators["re"], 2, "a double frame");
    for words in ["Sertifikat", "Diberikan kepada", "Koperasi Kelurahan Merah Putih Contoh 12"] {
        let found = page.find(words);
        assert!(close(found.x + found.width / 2.0, page.width / 2.0), "{words}");
    }
    assert!(page.code.is_some());
}
