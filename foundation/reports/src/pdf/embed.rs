//! Puts the shapes of the used letters into the file, with what each means, so that text can be searched.

use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Filter, Name, Rect, Ref, Str};
use subsetter::subset;
use ttf_parser::Tag;

use super::draw::{Letters, Used, resource};
use super::font::{Face, Font, Fonts};
use super::stream::Objects;
use crate::ReportError;

const SYSTEM: SystemInfo<'_> =
    SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };

/// Writes all used faces, and the dictionary `id` that names them.
///
/// # Errors
/// [`ReportError`] where a font cannot be cut down, or the file takes no more.
pub(super) fn embed(objects: &mut Objects<'_>, id: Ref, letters: &Letters) -> Result<(), ReportError> {
    let fonts = Fonts::all()?;
    let mut written = Vec::new();
    for (face, used) in letters.faces() {
        written.push((face, face_objects(objects, face, fonts.get(face), used)?));
    }
    objects.pack(id, |chunk| {
        let mut dictionary = chunk.indirect(id).dict();
        for (face, font) in &written {
            dictionary.pair(resource(*face), *font);
        }
    })
}

fn face_objects(objects: &mut Objects<'_>, face: Face, font: &Font, used: &Used) -> Result<Ref, ReportError> {
    let name = format!("{}+{}", tag(used), face.name());
    let name = Name(name.as_bytes());
    let [whole, cid, descriptor, file, cmap] = [(); 5].map(|()| objects.reserve());
    let data =
        subset(font.data, 0, &used.numbers).map_err(|error| ReportError::Letters(error.to_string()))?;
    // Of fonts with Postscript outlines, only these belong in the file.
    let outlines =
        ttf_parser::RawFace::parse(&data, 0).ok().and_then(|raw| raw.table(Tag::from_bytes(b"CFF ")));
    let kind = if outlines.is_some() { CidFontType::Type0 } else { CidFontType::Type2 };
    objects.pack(whole, |chunk| {
        let mut writer = chunk.type0_font(whole);
        writer.base_font(name).encoding_predefined(Name(b"Identity-H")).descendant_font(cid).to_unicode(cmap);
    })?;
    objects.pack(cid, |chunk| {
        let mut writer = chunk.cid_font(cid);
        writer.subtype(kind).base_font(name).system_info(SYSTEM).font_descriptor(descriptor);
        if kind == CidFontType::Type2 {
            writer.cid_to_gid_map_predefined(Name(b"Identity"));
        }
        // Numbers follow each other from 1; 0 is the shape for what is missing.
        writer.widths().consecutive(1, used.letters.values().map(|(width, _)| *width));
    })?;
    objects.pack(descriptor, |chunk| {
        let mut writer = chunk.font_descriptor(descriptor);
        describe(&mut writer, face, font, name);
        if outlines.is_some() {
            writer.font_file3(file);
        } else {
            writer.font_file2(file);
        }
    })?;
    let (bytes, length) = (objects.deflate(outlines.unwrap_or(&data))?, data.len());
    objects.write(file, |chunk| {
        let mut writer = chunk.stream(file, &bytes);
        writer.filter(Filter::FlateDecode);
        if outlines.is_some() {
            writer.pair(Name(b"Subtype"), Name(b"CIDFontType0C"));
        } else {
            writer.pair(Name(b"Length1"), i32::try_from(length).unwrap_or(i32::MAX));
        }
    })?;
    let meanings = objects.deflate(&meanings(used))?;
    objects.write(cmap, |chunk| {
        chunk.stream(cmap, &meanings).filter(Filter::FlateDecode);
    })?;
    Ok(whole)
}

fn describe(writer: &mut pdf_writer::writers::FontDescriptor<'_>, face: Face, font: &Font, name: Name<'_>) {
    let parsed = &font.parsed;
    let units = |value: i16| f32::from(value) * font.scale;
    let bbox = parsed.global_bounding_box();
    let mut flags = FontFlags::SYMBOLIC;
    match face {
        Face::Regular | Face::Bold => flags |= FontFlags::SERIF,
        Face::Italic => flags |= FontFlags::SERIF | FontFlags::ITALIC,
        Face::Mono | Face::MonoBold => flags |= FontFlags::FIXED_PITCH,
    }
    writer
        .name(name)
        .flags(flags)
        .bbox(Rect::new(units(bbox.x_min), units(bbox.y_min), units(bbox.x_max), units(bbox.y_max)))
        .italic_angle(parsed.italic_angle())
        .ascent(units(parsed.ascender()))
        .descent(units(parsed.descender()))
        .cap_height(units(parsed.capital_height().unwrap_or_else(|| parsed.ascender())))
        .stem_v(if matches!(face, Face::Bold | Face::MonoBold) { 140.0 } else { 80.0 });
}

/// Which letters a number shows.
fn meanings(used: &Used) -> Vec<u8> {
    let mut cmap = UnicodeCmap::new(Name(b"Custom"), SYSTEM);
    for (number, (_, shown)) in &used.letters {
        cmap.pair_with_multiple(*number, shown.chars());
    }
    cmap.finish().to_vec()
}

/// Six capitals that differ for different letters, as the format asks of a part of a font.
fn tag(used: &Used) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for glyph in used.numbers.remapped_gids() {
        hash = (hash ^ u64::from(glyph)).wrapping_mul(0x0100_0000_01b3);
    }
    let mut tag = String::new();
    for _ in 0..6 {
        let letter = u8::try_from(hash % 26).unwrap_or(0);
        tag.push(char::from(b'A' + letter));
        hash /= 26;
    }
    tag
}
