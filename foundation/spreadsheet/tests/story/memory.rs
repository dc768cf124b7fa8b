//! What the largest files cost. The memory is that of the whole test process, so these
//! run alone: `cargo test -p spreadsheet -- --ignored --nocapture --test-threads=1`.

use std::io::Write;

use spreadsheet::{Cell, SpreadsheetError, read};

use crate::given::{Part, text, xlsx};

fn million_blank_rows(out: &mut dyn Write) {
    for row in 1..=1_048_576_u32 {
        write!(
            out,
            r#"<row r="{row}" s="1" customFormat="1"><c r="A{row}" s="1"/><c r="B{row}" s="1"/></row>"#
        )
        .unwrap();
    }
}

#[test]
fn a_million_blank_formatted_rows_are_nothing() {
    let rows = |out: &mut dyn Write| {
        million_blank_rows(out);
        out.write_all(br#"<row r="1048577"><c r="A9"><v>5</v></c></row>"#).unwrap();
    };
    let workbook = read("kas.xlsx", &xlsx(rows, Vec::new())).unwrap();
    assert_eq!(workbook.sheets[0].rows.len(), 1);
    assert_eq!(*workbook.sheets[0].rows[0].cell(0), Cell::Number(5.0));
}

/// The most this process has held so far, in kilobytes.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

fn measured(what: &str, bytes: &[u8]) -> Result<usize, SpreadsheetError> {
    std::fs::write("/proc/self/clear_refs", "5").unwrap();
    let before = peak();
    let result =
        read("kas", bytes).map(|workbook| workbook.sheets.iter().map(|sheet| sheet.rows.len()).sum());
    let after = peak();
    println!(
        "{what}: {} bytes, {:?}, {} MB held ({} MB before)",
        bytes.len(),
        result,
        after / 1024,
        before / 1024
    );
    assert!(after - before < 300 * 1024);
    result
}

#[test]
#[ignore = "measures the memory of the process: run alone"]
fn the_worst_files_stay_below_three_hundred_megabytes() {
    measured("a million blank rows", &xlsx(million_blank_rows, Vec::new())).unwrap();
    let spaces = |out: &mut dyn Write| (0..249).for_each(|_| out.write_all(&vec![b' '; 1 << 20]).unwrap());
    let bomb: Part<'_> = ("xl/worksheets/sheet2.xml", Box::new(spaces));
    measured("a zip bomb", &xlsx(|_| {}, vec![("xl/media/a.png", Box::new(spaces)), bomb])).unwrap_err();
    let wide = |out: &mut dyn Write| {
        for row in 1..=16_000_u32 {
            write!(out, r#"<row r="{row}">"#).unwrap();
            (0..250).for_each(|_| out.write_all(b"<c><v>1</v></c>").unwrap());
            out.write_all(b"</row>").unwrap();
        }
    };
    measured("four million cells", &xlsx(wide, Vec::new())).unwrap();
    let strings = format!("<sst>{}</sst>", "<si><t/></si>".repeat(2_200_000));
    measured("two million strings", &xlsx(|_| {}, vec![text("xl/sharedStrings.xml", &strings)])).ok();
    let long = format!("<sst><si><t>{}</t></si></sst>", "a".repeat(32_000));
    let copies = |out: &mut dyn Write| {
        for row in 1..=1_450_u32 {
            write!(out, r#"<row r="{row}"><c t="s"><v>0</v></c></row>"#).unwrap();
        }
    };
    measured("a long string in many cells", &xlsx(copies, vec![text("xl/sharedStrings.xml", &long)]))
        .unwrap();
}
