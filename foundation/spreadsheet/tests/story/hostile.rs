//! Files that are broken, locked, or made to hurt: one sentence each, and no harm.

use std::io::{Cursor, Write};

use rust_xlsxwriter::Workbook as Writer;
use spreadsheet::{MAX_ROWS, SpreadsheetError, read};

use crate::given::{Body, Part, ods, package, text, xlsx};

fn small() -> Vec<u8> {
    let mut writer = Writer::new();
    writer.add_worksheet().write_string(0, 0, "BUKU KAS").unwrap();
    writer.save_to_buffer().unwrap()
}

fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for (name, bytes) in streams {
        file.create_stream(name).unwrap().write_all(bytes).unwrap();
    }
    file.flush().unwrap();
    file.into_inner().into_inner()
}

/// Records of an old workbook.
fn records(records: &[(u16, &[u8])]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (kind, body) in records {
        bytes.extend(kind.to_le_bytes());
        bytes.extend(u16::try_from(body.len()).unwrap().to_le_bytes());
        bytes.extend(*body);
    }
    bytes
}

const BOF: (u16, &[u8]) = (0x0809, &[0, 6, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
const EOF: (u16, &[u8]) = (0x000a, &[]);

/// An old workbook with one sheet of the given records.
fn xls(globals: &[(u16, &[u8])], sheet: &[(u16, &[u8])]) -> Vec<u8> {
    let mut head = records(&[&[BOF], globals].concat());
    let start = u32::try_from(head.len() + 16 + 4).unwrap();
    let mut bound = start.to_le_bytes().to_vec();
    bound.extend([0, 0, 4, 0]);
    bound.extend(b"Juli");
    head.extend(records(&[(0x0085, &bound), EOF]));
    head.extend(records(&[&[BOF], sheet, &[EOF]].concat()));
    compound(&[("/Workbook", &head)])
}

#[test]
fn what_is_no_workbook_is_refused() {
    assert_eq!(read("kas.xlsx", b""), Err(SpreadsheetError::Empty));
    for bytes in
        [&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..], b"%PDF-1.7\n1 0 obj", b"\0\0\0\0", b"PK\x05\x06halo\0"]
    {
        assert_eq!(read("kas.xlsx", bytes), Err(SpreadsheetError::NotAWorkbook), "{bytes:?}");
    }
    let page = b"<html><table><tr><td>1</td></tr></table></html>";
    assert_eq!(read("mutasi.xls", page), Err(SpreadsheetError::WebPage));
    let letter = package(&[text("[Content_Types].xml", "<a/>"), text("word/document.xml", "<a/>")]);
    assert_eq!(read("kas.xlsx", &letter), Err(SpreadsheetError::NotAWorkbook));
    assert_eq!(read("kas.xls", &compound(&[("/WordDocument", b"x")])), Err(SpreadsheetError::NotAWorkbook));
    assert_eq!(read("kas.csv", &vec![b'a'; 20 * 1024 * 1024 + 1]), Err(SpreadsheetError::TooLarge));
    assert_eq!(read("kas.xlsb", &package(&[text("xl/workbook.bin", "x")])), Err(SpreadsheetError::Binary));
}

#[test]
fn a_file_cut_anywhere_is_refused_or_read_but_never_panics() {
    let sheet = [(0x0203_u16, &[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f][..])];
    let open = ods(
        r#"<table:table table:name="Kas"><table:table-row><table:table-cell/></table:table-row></table:table>"#,
    );
    for bytes in [small(), xls(&[], &sheet), open] {
        assert!(read("kas", &bytes).is_ok());
        for length in (8..bytes.len()).step_by(13) {
            let cut = &bytes[..length];
            assert!(read("kas", cut).is_err() || cut.starts_with(b"\xd0\xcf"), "cut at {length} was read");
        }
        for place in (0..bytes.len()).step_by(11) {
            let mut bent = bytes.clone();
            bent[place] ^= 0x5a;
            let _ = read("kas", &bent);
        }
    }
}

#[test]
fn locked_files_say_so() {
    let new = compound(&[("/EncryptionInfo", b"\x04\0\x04\0"), ("/EncryptedPackage", &[7; 5_000])]);
    assert_eq!(read("kas.xlsx", &new), Err(SpreadsheetError::Password));
    assert_eq!(read("kas.xls", &xls(&[(0x002f, &[1, 0, 1, 0])], &[])), Err(SpreadsheetError::Password));
    let manifest = r#"<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>"#;
    let open = package(&[text("META-INF/manifest.xml", manifest), text("content.xml", "\u{1}\u{2}")]);
    assert_eq!(read("kas.ods", &open), Err(SpreadsheetError::Password));
}

#[test]
fn two_hundred_sheets_are_too_many() {
    let mut writer = Writer::new();
    for _ in 0..200 {
        writer.add_worksheet();
    }
    let refusal = read("kas.xlsx", &writer.save_to_buffer().unwrap()).unwrap_err();
    assert_eq!(refusal, SpreadsheetError::TooManySheets { count: 200, max: 60 });
    assert!(refusal.to_string().starts_with("Berkas ini berisi 200 lembar"), "{refusal}");
    let tables = r#"<table:table table:name="a"></table:table>"#.repeat(200);
    assert!(matches!(read("kas.ods", &ods(&tables)), Err(SpreadsheetError::TooManySheets { .. })));
}

fn zeros(megabytes: usize) -> Body<'static> {
    Box::new(move |out| {
        let piece = vec![b' '; 1024 * 1024];
        (0..megabytes).for_each(|_| out.write_all(&piece).unwrap());
    })
}

#[test]
fn bombs_are_refused_whatever_their_headers_say() {
    let blank = |_: &mut dyn Write| {};
    let spread: Vec<(String, Body<'static>)> =
        (0..6).map(|place| (format!("xl/media/{place}.png"), zeros(49))).collect();
    let spread: Vec<Part<'_>> =
        spread.iter().map(|(name, write)| (name.as_str(), Box::new(write) as _)).collect();
    let many: Vec<String> = (0..5_100).map(|place| format!("a{place}")).collect();
    let many: Vec<Part<'_>> = many.iter().map(|name| text(name, "")).collect();
    let mut lying = xlsx(blank, vec![("xl/sharedStrings.xml", zeros(40))]);
    // The sizes in the directory are made small.
    let directory = lying.windows(4).position(|four| four == b"PK\x01\x02").unwrap();
    for place in directory..lying.len() - 28 {
        if &lying[place..place + 4] == b"PK\x01\x02" {
            lying[place + 24..place + 28].copy_from_slice(&100_u32.to_le_bytes());
        }
    }
    for (what, bytes) in [
        ("one file", xlsx(blank, vec![("xl/media/a.png", zeros(60))])),
        ("shared strings", xlsx(blank, vec![("xl/sharedStrings.xml", zeros(40))])),
        ("many files", xlsx(blank, spread)),
        ("thousands of files", xlsx(blank, many)),
        (
            "announced strings",
            xlsx(blank, vec![text("xl/sharedStrings.xml", "<sst uniqueCount=\"999999999999\"/>")]),
        ),
    ] {
        assert_eq!(read("kas.xlsx", &bytes), Err(SpreadsheetError::Expands), "{what}");
    }
    assert!(read("kas.xlsx", &lying).is_err());
}

#[test]
fn an_open_document_cannot_repeat_itself_to_death() {
    let cell = r#"<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="16384"><text:p>1</text:p></table:table-cell>"#;
    let row = format!(r#"<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>"#);
    let table = format!(r#"<table:table table:name="Kas">{row}</table:table>"#);
    assert_eq!(read("kas.ods", &ods(&table)), Err(SpreadsheetError::TooMuch { rows: MAX_ROWS }));
}

#[test]
fn an_old_workbook_cannot_announce_or_copy_itself_to_death() {
    let number = |row: u16, column: u16| -> Vec<u8> {
        [row.to_le_bytes(), column.to_le_bytes(), [0; 2]]
            .concat()
            .into_iter()
            .chain(1.0_f64.to_le_bytes())
            .collect()
    };
    let (first, last) = (number(0, 0), number(65_535, 255));
    let sparse = xls(&[], &[(0x0203, &first), (0x0203, &last)]);
    assert_eq!(read("kas.xls", &sparse), Err(SpreadsheetError::TooSparse));
    let announced = [0, 0, 0, 0, 255, 255, 255, 255, 0, 0, 255, 255, 0, 0];
    let workbook = read("kas.xls", &xls(&[], &[(0x0200, &announced), (0x0203, &first)])).unwrap();
    assert_eq!(workbook.sheets[0].rows.len(), 1);
    // One string of 8,000 letters in 20,000 cells.
    let mut strings = vec![1, 0, 0, 0, 1, 0, 0, 0];
    strings.extend(8_000_u16.to_le_bytes());
    strings.push(0);
    strings.extend([b'a'; 8_000]);
    let label = |row: u16| [row.to_le_bytes(), [0; 2], [0; 2], [0; 2], [0; 2]].concat();
    let labels: Vec<Vec<u8>> = (0..20_000).map(label).collect();
    let cells: Vec<(u16, &[u8])> = labels.iter().map(|label| (0x00fd, label.as_slice())).collect();
    assert_eq!(read("kas.xls", &xls(&[(0x00fc, &strings)], &cells)), Err(SpreadsheetError::Expands));
    let few = xls(&[(0x00fc, &strings)], &cells[..3]);
    assert_eq!(read("kas.xls", &few).unwrap().sheets[0].rows.len(), 3);
}

#[test]
fn programs_and_links_inside_are_left_alone_and_told() {
    let row = |out: &mut dyn Write| out.write_all(br#"<row r="1"><c r="A1"><v>5</v></c></row>"#).unwrap();
    let more = vec![text("xl/vbaProject.bin", "x"), text("xl/externalLinks/externalLink1.xml", "<a/>")];
    let workbook = read("kas.xlsm", &xlsx(row, more)).unwrap();
    assert_eq!(workbook.sheets[0].rows.len(), 1);
    assert_eq!(workbook.warnings.len(), 2);
    assert!(workbook.warnings[0].contains("makro") && workbook.warnings[1].contains("berkas lain"));
}

#[test]
fn columns_beyond_the_last_are_left_out_and_told() {
    let mut writer = Writer::new();
    let page = writer.add_worksheet();
    page.write_string(0, 255, "IV").unwrap();
    page.write_string(0, 256, "IW").unwrap();
    let workbook = read("kas.xlsx", &writer.save_to_buffer().unwrap()).unwrap();
    assert_eq!(workbook.sheets[0].rows[0].cells.len(), 256);
    assert_eq!(workbook.warnings.len(), 1);
}

#[test]
fn every_refusal_says_what_to_do_in_one_sentence() {
    use SpreadsheetError as E;
    let count = E::TooManySheets { count: 200, max: 60 };
    for refusal in [
        E::Empty,
        E::TooLarge,
        E::NotAWorkbook,
        E::Broken,
        E::Password,
        E::Expands,
        count,
        E::TooMuch { rows: 5 },
        E::Binary,
        E::WebPage,
        E::TooSparse,
    ] {
        let sentence = refusal.to_string();
        assert!(sentence.ends_with('.') && sentence.contains(": "), "{sentence}");
    }
}
