//! Packages put together by hand, also such as no program would write.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

pub(crate) const WORKBOOK: &str = r#"<?xml version="1.0" encoding="UTF-8"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Juli" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
const ROOT: &str = r#"<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#;

/// Writes one file of a package.
pub(crate) type Body<'a> = Box<dyn Fn(&mut dyn Write) + 'a>;

/// A file of a package: its path and what it holds.
pub(crate) type Part<'a> = (&'a str, Body<'a>);

pub(crate) fn package(parts: &[Part<'_>]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, write) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        write(&mut zip);
    }
    zip.finish().unwrap().into_inner()
}

pub(crate) fn text<'a>(name: &'a str, text: &'a str) -> Part<'a> {
    (name, Box::new(move |out: &mut dyn Write| out.write_all(text.as_bytes()).unwrap()))
}

/// The least Excel workbook around the rows of its one sheet.
pub(crate) fn xlsx<'a>(rows: impl Fn(&mut dyn Write) + 'a, more: Vec<Part<'a>>) -> Vec<u8> {
    let sheet = move |out: &mut dyn Write| {
        out.write_all(br#"<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>"#).unwrap();
        rows(out);
        out.write_all(b"</sheetData></worksheet>").unwrap();
    };
    let mut parts = vec![text("[Content_Types].xml", TYPES), text("_rels/.rels", ROOT)];
    if !more.iter().any(|(name, _)| *name == "xl/workbook.xml") {
        parts.push(text("xl/workbook.xml", WORKBOOK));
    }
    parts.push(text("xl/_rels/workbook.xml.rels", RELATIONS));
    parts.push(("xl/worksheets/sheet1.xml", Box::new(sheet)));
    parts.extend(more);
    package(&parts)
}

pub(crate) fn ods(tables: &str) -> Vec<u8> {
    let content = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><office:document-content><office:automatic-styles><style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style></office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"#
    );
    package(&[
        text("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        text("content.xml", &content),
    ])
}
