//! Every kind of workbook gives the cells it has.

use rust_xlsxwriter::{Format, Formula, Workbook as Writer};
use spreadsheet::{Cell, Merged, SpreadsheetError, read};

use crate::given::{ods, text, xlsx};

fn words(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

#[test]
fn an_excel_workbook_keeps_kinds_numbers_and_hidden_rows() {
    let mut writer = Writer::new();
    let page = writer.add_worksheet();
    page.set_name("Juli 26").unwrap();
    let date = Format::new().set_num_format("dd/mm/yyyy");
    page.merge_range(0, 1, 0, 3, "BUKU KAS", &Format::new()).unwrap();
    page.write_number_with_format(4, 0, 46_204.0, &date).unwrap();
    page.write_number(4, 1, 120_000.5).unwrap();
    page.write_boolean(4, 2, true).unwrap();
    page.write_formula(4, 3, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
    page.write_string(6, 2, "Pak & Bu <Contoh>").unwrap();
    page.write_blank(8, 0, &Format::new().set_bold()).unwrap();
    page.set_row_hidden(6).unwrap();
    let other = writer.add_worksheet();
    other.set_name("Simpan").unwrap().set_hidden(true);
    other.write_string(0, 0, "x").unwrap();
    let workbook = read("kas.xlsx", &writer.save_to_buffer().unwrap()).unwrap();
    let names: Vec<_> = workbook.sheets.iter().map(|sheet| (sheet.name.as_str(), sheet.hidden)).collect();
    assert_eq!(names, [("Juli 26", false), ("Simpan", true)]);
    let sheet = &workbook.sheets[0];
    let numbers: Vec<_> = sheet.rows.iter().map(|row| (row.number, row.hidden)).collect();
    assert_eq!(numbers, [(1, false), (5, false), (7, true)], "blank rows are left out, numbers stay");
    assert_eq!(*sheet.rows[0].cell(1), words("BUKU KAS"));
    let cells = [
        Cell::DateTime { serial: 46_204.0 },
        Cell::Number(120_000.5),
        Cell::Bool(true),
        Cell::Error("#DIV/0!".to_owned()),
    ];
    assert_eq!(sheet.rows[1].cells, cells);
    assert_eq!(*sheet.rows[2].cell(2), words("Pak & Bu <Contoh>"));
    assert_eq!(*sheet.rows[2].cell(99), Cell::Empty);
    assert_eq!(sheet.merged, [Merged { first_row: 1, last_row: 1, first_column: 1, last_column: 3 }]);
    assert!(workbook.warnings.is_empty());
}

#[test]
fn a_workbook_that_counts_from_1904_has_its_dates_brought_over() {
    let book = crate::given::WORKBOOK.replace("<sheets>", r#"<workbookPr date1904="1"/><sheets>"#);
    let styles = r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#;
    let rows = |out: &mut dyn std::io::Write| {
        out.write_all(br#"<row r="1"><c r="A1" s="1"><v>44742</v></c><c r="B1"><v>44742</v></c></row>"#)
            .unwrap();
    };
    let bytes = xlsx(rows, vec![text("xl/workbook.xml", &book), text("xl/styles.xml", styles)]);
    let workbook = read("kas.xlsx", &bytes).unwrap();
    assert!(workbook.counts_from_1904);
    let cells = &workbook.sheets[0].rows[0].cells;
    assert_eq!(*cells, [Cell::DateTime { serial: 46_204.0 }, Cell::Number(44_742.0)]);
}

#[test]
fn an_open_document_is_read_with_its_repetitions() {
    let bytes = ods(
        r#"<table:table table:name="Kas" table:style-name="ta1"><table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="16384"/></table:table-row><table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="2"/><table:table-cell office:value-type="float" office:value="1200" table:number-columns-repeated="2"><text:p>1.200</text:p></table:table-cell><table:table-cell office:value-type="date" office:date-value="2026-07-01"><text:p>1/7</text:p></table:table-cell></table:table-row><table:table-row table:visibility="collapse"><table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="1" office:value-type="string"><office:annotation><text:p>catatan</text:p></office:annotation><text:p>Bu &amp; Pak<text:s text:c="3"/>C&#111;ntoh</text:p><text:p>dua</text:p></table:table-cell><table:covered-table-cell/><table:table-cell office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#REF!</text:p></table:table-cell></table:table-row></table:table><table:table table:name="Rahasia" table:style-name="ta2"><table:table-row><table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>TRUE</text:p></table:table-cell></table:table-row></table:table>"#,
    );
    let workbook = read("kas.ods", &bytes).unwrap();
    let sheet = &workbook.sheets[0];
    let numbers: Vec<_> = sheet.rows.iter().map(|row| (row.number, row.hidden)).collect();
    assert_eq!(numbers, [(4, false), (5, false), (6, true)]);
    let cells = [
        Cell::Empty,
        Cell::Empty,
        Cell::Number(1_200.0),
        Cell::Number(1_200.0),
        Cell::DateTime { serial: 46_204.0 },
    ];
    assert_eq!(sheet.rows[1].cells, cells);
    assert_eq!(
        sheet.rows[2].cells,
        [words("Bu & Pak Contoh\ndua"), Cell::Empty, Cell::Error("#REF!".to_owned())]
    );
    assert_eq!(sheet.merged, [Merged { first_row: 6, last_row: 6, first_column: 0, last_column: 1 }]);
    assert!(workbook.sheets[1].hidden);
    assert_eq!(workbook.sheets[1].rows[0].cells, [Cell::Bool(true)]);
}

#[test]
fn text_is_read_by_its_own_separator_and_letters() {
    let cells = |name: &str, bytes: &[u8]| {
        let rows = read(name, bytes).unwrap().sheets.remove(0).rows;
        rows.into_iter()
            .map(|row| (row.number, row.cells.iter().map(Cell::shown).collect()))
            .collect::<Vec<(u32, Vec<_>)>>()
    };
    let expected = vec![(1, vec!["a", "1.000,50"]), (3, vec!["b; \"c\"\nd", "2"])];
    let expected: Vec<(u32, Vec<String>)> = expected
        .into_iter()
        .map(|(row, cells)| (row, cells.into_iter().map(str::to_owned).collect()))
        .collect();
    assert_eq!(cells("kas.csv", b"a;1.000,50\r\n\r\n\"b; \"\"c\"\"\nd\";2"), expected);
    assert_eq!(cells("kas.csv", b"\xef\xbb\xbfa\t1.000,50\n\n\"b; \"\"c\"\"\nd\"\t2\n"), expected);
    assert_eq!(cells("kas.txt", b"sep=;\na;1.000,50\n\n\"b; \"\"c\"\"\nd\";2\n"), expected);
    assert_eq!(cells("kas.csv", b"a,\"1.000,50\"\n\n\"b; \"\"c\"\"\nd\",2\n"), expected);
    assert_eq!(cells("kas.csv", b"Caf\xe9;\x80 5\n")[0].1, ["Café", "€ 5"]);
    let wide: Vec<u8> = "\u{feff}a\t1\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(cells("kas.csv", &wide)[0].1, ["a", "1"]);
    assert_eq!(read("surat.doc", b"Kepada Yth. Bendahara\n"), Err(SpreadsheetError::NotAWorkbook));
}

#[test]
fn numbers_become_whole_only_if_they_are() {
    assert_eq!(Cell::Number(120_000.0).whole(), Some(120_000));
    assert_eq!(Cell::Number(-0.0).whole(), Some(0));
    assert_eq!(Cell::Number(9_007_199_254_740_991.0).whole(), Some(9_007_199_254_740_991));
    for number in [0.5, f64::NAN, f64::INFINITY, 9_007_199_254_740_992.0, -1e300] {
        assert_eq!(Cell::Number(number).whole(), None, "{number}");
    }
    assert_eq!(Cell::Number(0.1 + 0.2).thousandths(), Some(300));
    assert_eq!(Cell::Number(-1.5).thousandths(), Some(-1_500));
    assert_eq!(Cell::Number(0.0005).thousandths(), None);
    assert_eq!(words("5").whole(), None);
}
