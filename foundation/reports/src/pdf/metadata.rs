//! What the file says of itself: title, owner, day, and which norms it keeps.
//!
//! Every file keeps PDF/UA-1 (ISO 14289-1): all is tagged. It keeps PDF/A-2a (ISO 19005-2) as well: letters
//! are in the file with their meanings, colours are told, nothing is transparent, nothing runs. A paper that
//! is signed behind its end claims the first only, since an archive's file has nothing behind its end.

use kernel::BookDate;
use pdf_writer::types::OutputIntentSubtype;
use pdf_writer::writers::{DocumentInfo, OutputIntent};
use pdf_writer::{Date, Filter, Finish, Ref, TextStr};

use super::colour;
use super::stream::Objects;
use crate::ReportError;

/// What a file is called, whose it is, when it was made.
pub(super) struct Facts<'f> {
    pub title: &'f str,
    pub owner: &'f str,
    pub made_on: BookDate,
    /// Whether it may claim to be fit for an archive.
    pub is_archival: bool,
}

const PROGRAM: &str = "Sokoguru";

/// Writes the facts in both forms that the format knows, which must agree: the dictionary, whose number is
/// the first given, and the description, whose number is the second.
///
/// # Errors
/// [`ReportError::Write`] where the file takes no more.
pub(super) fn facts(objects: &mut Objects<'_>, facts: &Facts<'_>) -> Result<(Ref, Ref), ReportError> {
    let (info, metadata) = (objects.reserve(), objects.reserve());
    objects.pack(info, |chunk| {
        let mut writer = chunk.indirect(info).start::<DocumentInfo<'_>>();
        writer.title(TextStr(facts.title)).author(TextStr(facts.owner)).creator(TextStr(PROGRAM));
        writer.creation_date(date(facts.made_on));
        writer.finish();
    })?;
    let description = description(facts);
    objects.write(metadata, |chunk| {
        chunk.metadata(metadata, description.as_bytes()).finish();
    })?;
    Ok((info, metadata))
}

fn date(day: BookDate) -> Date {
    let part = |number| u8::try_from(number).unwrap_or(1);
    let year = u16::try_from(day.year()).unwrap_or(1990);
    Date::new(year).month(part(day.month())).day(part(day.day()))
}

/// Writes the colours that the file is meant for, and gives the profile's number.
///
/// # Errors
/// [`ReportError::Write`] where the file takes no more.
pub(super) fn profile(objects: &mut Objects<'_>) -> Result<Ref, ReportError> {
    let id = objects.reserve();
    let bytes = objects.deflate(&colour::profile())?;
    objects.write(id, |chunk| {
        chunk.icc_profile(id, &bytes).n(3).filter(Filter::FlateDecode);
    })?;
    Ok(id)
}

/// Says what the profile is for.
pub(super) fn intent(writer: &mut OutputIntent<'_>, profile: Ref) {
    writer.subtype(OutputIntentSubtype::PDFA).dest_output_profile(profile);
    writer.output_condition_identifier(TextStr("sRGB IEC61966-2-1")).info(TextStr("sRGB IEC61966-2-1"));
}

/// The description in XMP (ISO 16684-1).
fn description(facts: &Facts<'_>) -> String {
    let (title, owner) = (escaped(facts.title), escaped(facts.owner));
    let (year, month, day) = (facts.made_on.year(), facts.made_on.month(), facts.made_on.day());
    let archive = if facts.is_archival { ARCHIVE } else { "" };
    // The mark at the beginning tells readers of bytes how the letters are written.
    format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n\
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n\
         <dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title>\n\
         <dc:creator><rdf:Seq><rdf:li>{owner}</rdf:li></rdf:Seq></dc:creator>\n\
         <dc:language><rdf:Bag><rdf:li>id-ID</rdf:li></rdf:Bag></dc:language>\n\
         <xmp:CreatorTool>{PROGRAM}</xmp:CreatorTool>\n\
         <xmp:CreateDate>{year:04}-{month:02}-{day:02}</xmp:CreateDate>\n\
         <pdfuaid:part>1</pdfuaid:part>\n\
         </rdf:Description>\n{archive}</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>"
    )
}

/// The claim for archives; they want to be told of a name that they do not know, `pdfuaid`.
const ARCHIVE: &str = "<rdf:Description rdf:about=\"\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\n\
    <pdfaid:part>2</pdfaid:part>\n<pdfaid:conformance>A</pdfaid:conformance>\n</rdf:Description>\n\
    <rdf:Description rdf:about=\"\" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" \
    xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" \
    xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n\
    <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\n\
    <pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>\n\
    <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\n\
    <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\n\
    <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\n\
    <pdfaProperty:name>part</pdfaProperty:name>\n\
    <pdfaProperty:valueType>Integer</pdfaProperty:valueType>\n\
    <pdfaProperty:category>internal</pdfaProperty:category>\n\
    <pdfaProperty:description>Which part of ISO 14289 the file keeps</pdfaProperty:description>\n\
    </rdf:li></rdf:Seq></pdfaSchema:property>\n\
    </rdf:li></rdf:Bag></pdfaExtension:schemas>\n</rdf:Description>\n";

/// Text as XML has it; control characters, which XML does not have, are left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            letter if letter.is_control() => {}
            letter => out.push(letter),
        }
    }
    out
}
