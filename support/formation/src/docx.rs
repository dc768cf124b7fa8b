//! A [`Document`] as a Word file that a notary can edit: WordprocessingML (ECMA-376) of the plainest kind,
//! with named styles, tables, a signature block, and page numbers at the foot.
//!
//! Invariant: the same document gives the same bytes. A seal is written as its line of text.

use std::io::{Cursor, Write};

use reports::{Align, Document, Paper, Part, Row, RowKind, Signing, Table};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::error::FormationError;

/// A Word file.
pub const CONTENT_TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const NAMESPACE: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

/// The margins at the left and right together, in twentieths of a point.
const MARGINS: usize = 1_701 + 1_134;
/// The fewest and most letters that a column's width is counted by.
const WIDTH_MIN: usize = 4;
const WIDTH_MAX: usize = 40;
/// What the sides of a cell take, in letters.
const WIDTH_AIR: usize = 3;

const CONTENT_TYPES: &str = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
<Default Extension=\"xml\" ContentType=\"application/xml\"/>\
<Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>\
<Override PartName=\"/word/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/>\
<Override PartName=\"/word/header1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml\"/>\
<Override PartName=\"/word/footer1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml\"/>\
<Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>\
</Types>";

const PACKAGE: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/>\
<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>\
</Relationships>";

const RELATIONS: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/>\
<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/header\" Target=\"header1.xml\"/>\
<Relationship Id=\"rId3\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer\" Target=\"footer1.xml\"/>\
</Relationships>";

/// Twelve points of a serif, as deeds are set.
const STYLES: &str = "<w:docDefaults><w:rPrDefault><w:rPr>\
<w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:cs=\"Times New Roman\"/>\
<w:sz w:val=\"24\"/><w:szCs w:val=\"24\"/><w:lang w:val=\"id-ID\"/></w:rPr></w:rPrDefault>\
<w:pPrDefault><w:pPr><w:spacing w:after=\"120\" w:line=\"276\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>\
<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/></w:style>\
<w:style w:type=\"paragraph\" w:styleId=\"Title\"><w:name w:val=\"Title\"/><w:basedOn w:val=\"Normal\"/><w:qFormat/>\
<w:pPr><w:jc w:val=\"center\"/></w:pPr><w:rPr><w:b/><w:sz w:val=\"28\"/></w:rPr></w:style>\
<w:style w:type=\"paragraph\" w:styleId=\"Subtitle\"><w:name w:val=\"Subtitle\"/><w:basedOn w:val=\"Normal\"/>\
<w:pPr><w:spacing w:after=\"0\"/><w:jc w:val=\"center\"/></w:pPr></w:style>\
<w:style w:type=\"paragraph\" w:styleId=\"Heading1\"><w:name w:val=\"heading 1\"/><w:basedOn w:val=\"Normal\"/><w:next w:val=\"Normal\"/><w:qFormat/>\
<w:pPr><w:keepNext/><w:spacing w:before=\"240\"/><w:jc w:val=\"center\"/><w:outlineLvl w:val=\"0\"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>\
<w:style w:type=\"paragraph\" w:styleId=\"Item\"><w:name w:val=\"Item\"/><w:basedOn w:val=\"Normal\"/>\
<w:pPr><w:tabs><w:tab w:val=\"left\" w:pos=\"567\"/></w:tabs><w:spacing w:after=\"60\"/><w:ind w:left=\"567\" w:hanging=\"567\"/><w:jc w:val=\"both\"/></w:pPr></w:style>\
<w:style w:type=\"paragraph\" w:styleId=\"Letter\"><w:name w:val=\"Letter\"/><w:basedOn w:val=\"Normal\"/>\
<w:pPr><w:tabs><w:tab w:val=\"left\" w:pos=\"1134\"/></w:tabs><w:spacing w:after=\"60\"/><w:ind w:left=\"1134\" w:hanging=\"567\"/><w:jc w:val=\"both\"/></w:pPr></w:style>\
<w:style w:type=\"paragraph\" w:styleId=\"Cell\"><w:name w:val=\"Cell\"/><w:basedOn w:val=\"Normal\"/>\
<w:pPr><w:spacing w:before=\"20\" w:after=\"20\" w:line=\"240\" w:lineRule=\"auto\"/></w:pPr><w:rPr><w:sz w:val=\"20\"/></w:rPr></w:style>";

/// Writes a document as the bytes of a Word file.
///
/// # Errors
/// [`FormationError::Docx`] where the file cannot be packed.
pub fn docx(document: &Document) -> Result<Vec<u8>, FormationError> {
    let root = |name: &str, inside: String| format!("{HEAD}<w:{name} {NAMESPACE}>{inside}</w:{name}>");
    let body = format!("<w:body>{}{}</w:body>", written(document), section(document.paper));
    let head = paragraph("Subtitle", &run(&document.subtitle.first().cloned().unwrap_or_default(), ""));
    let foot = "<w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr><w:r><w:t xml:space=\"preserve\">Halaman </w:t></w:r>\
        <w:fldSimple w:instr=\"PAGE\"><w:r><w:t>1</w:t></w:r></w:fldSimple><w:r><w:t xml:space=\"preserve\"> dari </w:t></w:r>\
        <w:fldSimple w:instr=\"NUMPAGES\"><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>";
    let core = format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title><dc:creator>{}</dc:creator></cp:coreProperties>",
        escape(&document.title),
        escape(&document.owner)
    );
    let plain = |text: &str| format!("{HEAD}{text}");
    packed(&[
        ("[Content_Types].xml", plain(CONTENT_TYPES)),
        ("_rels/.rels", plain(PACKAGE)),
        ("docProps/core.xml", core),
        ("word/document.xml", root_with_relations(&body)),
        ("word/styles.xml", root("styles", STYLES.to_owned())),
        ("word/header1.xml", root("hdr", head)),
        ("word/footer1.xml", root("ftr", foot.to_owned())),
        ("word/_rels/document.xml.rels", plain(RELATIONS)),
    ])
}

/// The root of the body also names the relations by which header and footer are found.
fn root_with_relations(body: &str) -> String {
    let relations = "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
    format!("{HEAD}<w:document {NAMESPACE} {relations}>{body}</w:document>")
}

fn packed(files: &[(&str, String)]) -> Result<Vec<u8>, FormationError> {
    let fault = |error: &dyn std::fmt::Display| FormationError::Docx(error.to_string());
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
    for (name, text) in files {
        archive.start_file(*name, options).map_err(|error| fault(&error))?;
        archive.write_all(text.as_bytes()).map_err(|error| fault(&error))?;
    }
    archive.finish().map(Cursor::into_inner).map_err(|error| fault(&error))
}

/// Text as XML: what XML cannot hold is left out.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' => out.push(' '),
            letter if letter.is_control() || matches!(letter, '\u{fffe}' | '\u{ffff}') => {}
            letter => out.push(letter),
        }
    }
    out
}

/// A run of letters with its properties.
fn run(text: &str, properties: &str) -> String {
    let properties =
        if properties.is_empty() { String::new() } else { format!("<w:rPr>{properties}</w:rPr>") };
    format!("<w:r>{properties}<w:t xml:space=\"preserve\">{}</w:t></w:r>", escape(text))
}

fn paragraph(style: &str, runs: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{runs}</w:p>")
}

fn written(document: &Document) -> String {
    let mut out = paragraph("Subtitle", &run(&document.owner, "<w:b/>"));
    for line in &document.letterhead {
        out.push_str(&paragraph("Subtitle", &run(line, "")));
    }
    out.push_str(&paragraph("Title", &run(&document.title, "")));
    for line in document.subtitle.iter().skip(1) {
        out.push_str(&paragraph("Subtitle", &run(line, "")));
    }
    out.push_str(&paragraph("Normal", ""));
    for part in &document.parts {
        out.push_str(&match part {
            Part::Heading(text) => paragraph("Heading1", &run(text, "")),
            Part::Paragraph(text) => format!(
                "<w:p><w:pPr><w:pStyle w:val=\"Normal\"/><w:jc w:val=\"both\"/></w:pPr>{}</w:p>",
                run(text, "")
            ),
            Part::Item(mark, text) => {
                // Letters stand within a numbered paragraph.
                let style =
                    if mark.starts_with(|c: char| c.is_ascii_lowercase()) { "Letter" } else { "Item" };
                let tab = "<w:r><w:tab/></w:r>";
                paragraph(style, &format!("{}{tab}{}", run(mark, ""), run(text, "")))
            }
            Part::Table(table) => written_table(table, document.paper),
            Part::NewPage(name) => format!(
                "<w:p><w:pPr><w:pStyle w:val=\"Heading1\"/><w:pageBreakBefore/></w:pPr>{}</w:p>",
                run(name, "")
            ),
        });
    }
    for line in &document.footer {
        out.push_str(&paragraph("Normal", &run(line, "<w:i/>")));
    }
    if let Some(signing) = &document.signing {
        out.push_str(&written_signing(signing));
    }
    if let Some(seal) = &document.seal {
        out.push_str(&paragraph("Normal", &run(&seal.text, "")));
    }
    out
}

/// The widths of columns, in proportion to the longest word or phrase in each, together the width between
/// the margins.
fn widths(table: &Table, paper: Paper) -> Vec<usize> {
    let (page, _, _) = size(paper);
    let between = page.saturating_sub(MARGINS);
    let longest = |place: usize, name: &str| {
        let rows = table.rows.iter().chain(&table.totals);
        let cells = rows.map(|row| row.cell(place).shown().chars().count());
        cells.chain([name.chars().count()]).max().unwrap_or(0).clamp(WIDTH_MIN, WIDTH_MAX) + WIDTH_AIR
    };
    let weights: Vec<usize> =
        table.columns.iter().enumerate().map(|(place, column)| longest(place, &column.name)).collect();
    let all = weights.iter().sum::<usize>().max(1);
    weights.into_iter().map(|weight| between * weight / all).collect()
}

/// A table across the page; its widths follow its contents.
fn written_table(table: &Table, paper: Paper) -> String {
    let mut out = String::new();
    if !table.heading.is_empty() {
        out.push_str(&paragraph("Heading1", &run(&table.heading, "")));
    }
    out.push_str("<w:tbl><w:tblPr><w:tblW w:w=\"5000\" w:type=\"pct\"/><w:tblBorders>");
    for side in ["top", "left", "bottom", "right", "insideH", "insideV"] {
        out.push_str(&format!("<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"808080\"/>"));
    }
    out.push_str("</w:tblBorders><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>");
    let widths = widths(table, paper);
    widths.iter().for_each(|width| out.push_str(&format!("<w:gridCol w:w=\"{width}\"/>")));
    out.push_str("</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
    for (column, width) in table.columns.iter().zip(&widths) {
        out.push_str(&cell(&column.name, (column.align, *width), "<w:b/>"));
    }
    out.push_str("</w:tr>");
    for row in &table.rows {
        written_row(
            &mut out,
            (table, &widths),
            row,
            row.kind == RowKind::Heading || row.kind == RowKind::Subtotal,
        );
    }
    for row in &table.totals {
        written_row(&mut out, (table, &widths), row, true);
    }
    // Two tables in a row would become one: a paragraph parts them.
    out.push_str("</w:tbl><w:p/>");
    out
}

fn written_row(out: &mut String, (table, widths): (&Table, &[usize]), row: &Row, is_bold: bool) {
    out.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
    for (place, (column, width)) in table.columns.iter().zip(widths).enumerate() {
        let properties = if is_bold { "<w:b/>" } else { "" };
        out.push_str(&cell(&row.cell(place).shown(), (column.align, *width), properties));
    }
    out.push_str("</w:tr>");
}

fn cell(text: &str, (align, width): (Align, usize), properties: &str) -> String {
    let side = match align {
        Align::Left => "left",
        Align::Right => "right",
    };
    format!(
        "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr><w:p><w:pPr><w:pStyle w:val=\"Cell\"/>\
         <w:jc w:val=\"{side}\"/></w:pPr>{}</w:p></w:tc>",
        run(text, properties)
    )
}

/// Those who sign, side by side, with room for the hand.
fn written_signing(signing: &Signing) -> String {
    let right = format!(
        "<w:p><w:pPr><w:keepNext/><w:jc w:val=\"right\"/></w:pPr>{}</w:p>",
        run(&signing.place_and_date, "")
    );
    let mut out = format!(
        "{right}<w:tbl><w:tblPr><w:tblW w:w=\"5000\" w:type=\"pct\"/><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>"
    );
    signing.signers.iter().for_each(|_| out.push_str("<w:gridCol/>"));
    out.push_str("</w:tblGrid><w:tr><w:trPr><w:cantSplit/></w:trPr>");
    let share = 5000 / signing.signers.len().max(1);
    for signer in &signing.signers {
        let centred = |runs: String| format!("<w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr>{runs}</w:p>");
        let name = if signer.name.is_empty() { "(........................)" } else { &signer.name };
        let room = "<w:p/>".repeat(3);
        out.push_str(&format!(
            "<w:tc><w:tcPr><w:tcW w:w=\"{share}\" w:type=\"pct\"/></w:tcPr>{}{room}{}</w:tc>",
            centred(run(&signer.office, "")),
            centred(run(name, "<w:b/><w:u w:val=\"single\"/>"))
        ));
    }
    out.push_str("</w:tr></w:tbl><w:p/>");
    out
}

/// Width, height and orientation of the page, in twentieths of a point.
fn size(paper: Paper) -> (usize, usize, &'static str) {
    match paper {
        Paper::A4Wide | Paper::Certificate => (16_838, 11_906, " w:orient=\"landscape\""),
        Paper::A5 => (8_391, 11_906, ""),
        Paper::A4 | Paper::Roll58 => (11_906, 16_838, ""),
    }
}

fn section(paper: Paper) -> String {
    let (width, height, orient) = size(paper);
    format!(
        "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId2\"/>\
         <w:footerReference w:type=\"default\" r:id=\"rId3\"/>\
         <w:pgSz w:w=\"{width}\" w:h=\"{height}\"{orient}/><w:pgMar w:top=\"1418\" w:right=\"1134\" w:bottom=\"1418\" \
         w:left=\"1701\" w:header=\"709\" w:footer=\"709\" w:gutter=\"0\"/></w:sectPr>"
    )
}
