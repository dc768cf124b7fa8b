//! The letters: which faces there are, the shape and width of each letter, and how pairs move closer.

use std::sync::OnceLock;

use ttf_parser::gpos::{PairAdjustment, PositioningSubtable};
use ttf_parser::gsub::SubstitutionSubtable;
use ttf_parser::opentype_layout::{LayoutTable, LookupSubtables};
use ttf_parser::{GlyphId, Tag};

use crate::ReportError;

/// A face: the letters of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Face {
    Regular,
    Bold,
    Italic,
    /// All letters of one width: for the roll of a receipt printer.
    Mono,
    MonoBold,
}

impl Face {
    #[cfg(test)]
    pub const ALL: [Self; 5] = [Self::Regular, Self::Bold, Self::Italic, Self::Mono, Self::MonoBold];

    /// The name that the font gives itself.
    pub fn name(self) -> &'static str {
        match self {
            Self::Regular => "LibertinusSerif-Regular",
            Self::Bold => "LibertinusSerif-Bold",
            Self::Italic => "LibertinusSerif-Italic",
            Self::Mono => "DejaVuSansMono",
            Self::MonoBold => "DejaVuSansMono-Bold",
        }
    }

    /// The file, which is in the program.
    fn data(self) -> &'static [u8] {
        match self {
            Self::Regular => include_bytes!("../../fonts/LibertinusSerif-Regular.otf"),
            Self::Bold => include_bytes!("../../fonts/LibertinusSerif-Bold.otf"),
            Self::Italic => include_bytes!("../../fonts/LibertinusSerif-Italic.otf"),
            Self::Mono => include_bytes!("../../fonts/DejaVuSansMono.ttf"),
            Self::MonoBold => include_bytes!("../../fonts/DejaVuSansMono-Bold.ttf"),
        }
    }

    /// The face for letters that this one does not have.
    fn substitute(self) -> Self {
        match self {
            Self::Bold | Self::MonoBold => Self::MonoBold,
            Self::Regular | Self::Italic | Self::Mono => Self::Mono,
        }
    }
}

/// One letter, or a few joined into one shape.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Shape {
    pub face: Face,
    /// Its number in the font.
    pub glyph: u16,
    /// How far the next letter stands, in thousandths of the size.
    pub advance: f32,
}

/// A face, read.
pub(super) struct Font {
    pub data: &'static [u8],
    pub parsed: ttf_parser::Face<'static>,
    /// What a unit of the font is in thousandths of the size.
    pub scale: f32,
    /// Number and width of the first letters of Unicode, which are nearly all that is written.
    latin: Vec<Option<(u16, f32)>>,
    /// How far apart two letters of ASCII move, in thousandths of the size.
    kerning: Vec<f32>,
    /// The joined letters that it has, with number and width.
    joined: Vec<(&'static str, u16, f32)>,
}

/// The letters looked up once: ASCII, Latin-1 and what Indonesian names need beyond.
const LATIN: u32 = 0x180;
/// Printable ASCII: from the space to the tilde.
const ASCII: std::ops::Range<u8> = 0x20..0x7f;
const UNKNOWN: char = '\u{25a1}';
/// Letters that may be joined into one shape, the longest first.
const JOINED: [&str; 5] = ["ffi", "ffl", "ff", "fi", "fl"];

impl Font {
    fn read(data: &'static [u8], parsed: ttf_parser::Face<'static>) -> Self {
        let scale = 1000.0 / f32::from(parsed.units_per_em().max(1));
        let mut font =
            Self { data, parsed, scale, latin: Vec::new(), kerning: Vec::new(), joined: Vec::new() };
        font.latin =
            (0..LATIN).map(|code| char::from_u32(code).and_then(|letter| font.look_up(letter))).collect();
        font.kerning = font.all_kerning();
        font.joined = JOINED.into_iter().filter_map(|letters| font.join(letters)).collect();
        font
    }

    fn letter(&self, letter: char) -> Option<(u16, f32)> {
        match usize::try_from(u32::from(letter)).ok().and_then(|code| self.latin.get(code)) {
            Some(known) => *known,
            None => self.look_up(letter),
        }
    }

    fn look_up(&self, letter: char) -> Option<(u16, f32)> {
        let glyph = self.parsed.glyph_index(letter)?;
        Some((glyph.0, f32::from(self.parsed.glyph_hor_advance(glyph)?) * self.scale))
    }

    /// How far the second letter moves towards (negative) or away from the first.
    fn kern(&self, first: char, second: char) -> f32 {
        let place = |letter: char| {
            let byte = u8::try_from(letter).ok().filter(|byte| ASCII.contains(byte))?;
            Some(usize::from(byte - ASCII.start))
        };
        let (Some(first), Some(second)) = (place(first), place(second)) else { return 0.0 };
        self.kerning.get(first * ASCII.len() + second).copied().unwrap_or(0.0)
    }

    fn all_kerning(&self) -> Vec<f32> {
        let lookups = lookups(self.parsed.tables().gpos, b"kern");
        if lookups.is_empty() {
            return Vec::new();
        }
        let glyphs: Vec<GlyphId> =
            ASCII.map(|byte| self.parsed.glyph_index(char::from(byte)).unwrap_or_default()).collect();
        let digit = |n: usize| (0x10..0x1a).contains(&n);
        let mut pairs = Vec::with_capacity(glyphs.len() * glyphs.len());
        for (n, first) in glyphs.iter().enumerate() {
            for (m, second) in glyphs.iter().enumerate() {
                // Digits keep their places, so that figures line up.
                let moved = if digit(n) && digit(m) { 0 } else { pair(&lookups, *first, *second) };
                pairs.push(f32::from(moved) * self.scale);
            }
        }
        pairs
    }

    /// The joined shape of letters.
    fn join(&self, letters: &'static str) -> Option<(&'static str, u16, f32)> {
        if self.parsed.is_monospaced() {
            return None;
        }
        let glyphs: Vec<GlyphId> =
            letters.chars().map(|letter| self.parsed.glyph_index(letter)).collect::<Option<_>>()?;
        let (first, rest) = glyphs.split_first()?;
        let lookups = lookups(self.parsed.tables().gsub, b"liga");
        let of_lookup = |lookup: &LookupSubtables<'static>| {
            let mut tables = lookup.into_iter::<SubstitutionSubtable<'_>>();
            tables.find_map(|table| {
                let SubstitutionSubtable::Ligature(table) = table else { return None };
                let mut shapes = table.ligature_sets.get(table.coverage.get(*first)?)?.into_iter();
                shapes
                    .find(|shape| shape.components.into_iter().eq(rest.iter().copied()))
                    .map(|shape| shape.glyph)
            })
        };
        let glyph = lookups.iter().find_map(of_lookup)?;
        Some((letters, glyph.0, f32::from(self.parsed.glyph_hor_advance(glyph)?) * self.scale))
    }
}

/// What a font says under a tag of Latin letters.
fn lookups(table: Option<LayoutTable<'static>>, tag: &[u8; 4]) -> Vec<LookupSubtables<'static>> {
    let Some(table) = table else { return Vec::new() };
    let script =
        [b"latn", b"DFLT"].into_iter().find_map(|script| table.scripts.find(Tag::from_bytes(script)));
    let Some(language) = script.and_then(|script| script.default_language) else { return Vec::new() };
    let features = language.feature_indices.into_iter().filter_map(|n| table.features.get(n));
    let named = features.filter(|feature| feature.tag == Tag::from_bytes(tag));
    let mut numbers: Vec<u16> = named.flat_map(|feature| feature.lookup_indices).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers.into_iter().filter_map(|n| table.lookups.get(n)).map(|lookup| lookup.subtables).collect()
}

/// How far a pair moves: all that the font says of it, of each lookup the first table that knows it.
fn pair(lookups: &[LookupSubtables<'static>], first: GlyphId, second: GlyphId) -> i16 {
    let of_lookup = |lookup: &LookupSubtables<'static>| {
        let mut tables = lookup.into_iter::<PositioningSubtable<'_>>();
        tables.find_map(|table| {
            let PositioningSubtable::Pair(table) = table else { return None };
            let place = table.coverage().get(first)?;
            let (moved, _) = match table {
                PairAdjustment::Format1 { sets, .. } => sets.get(place)?.get(second)?,
                PairAdjustment::Format2 { classes, matrix, .. } => {
                    matrix.get((classes.0.get(first), classes.1.get(second)))?
                }
            };
            Some(moved.x_advance)
        })
    };
    lookups.iter().filter_map(of_lookup).fold(0, i16::saturating_add)
}

/// All faces.
pub(super) struct Fonts {
    regular: Font,
    bold: Font,
    italic: Font,
    mono: Font,
    mono_bold: Font,
}

impl Fonts {
    /// The faces that come with the program, read once.
    ///
    /// # Errors
    /// [`ReportError::Letters`] where one is missing.
    pub fn all() -> Result<&'static Self, ReportError> {
        static FONTS: OnceLock<Result<Fonts, ReportError>> = OnceLock::new();
        FONTS.get_or_init(Self::read).as_ref().map_err(Clone::clone)
    }

    fn read() -> Result<Self, ReportError> {
        let font = |face: Face| {
            let data = face.data();
            match ttf_parser::Face::parse(data, 0) {
                Ok(parsed) => Ok(Font::read(data, parsed)),
                Err(_) => Err(ReportError::Letters(face.name().to_owned())),
            }
        };
        Ok(Self {
            regular: font(Face::Regular)?,
            bold: font(Face::Bold)?,
            italic: font(Face::Italic)?,
            mono: font(Face::Mono)?,
            mono_bold: font(Face::MonoBold)?,
        })
    }

    pub fn get(&self, face: Face) -> &Font {
        match face {
            Face::Regular => &self.regular,
            Face::Bold => &self.bold,
            Face::Italic => &self.italic,
            Face::Mono => &self.mono,
            Face::MonoBold => &self.mono_bold,
        }
    }

    /// Walks over the shapes of a text: each with how far it moves from the one before, in thousandths of
    /// the size, and the letters that it shows.
    pub fn shapes<'t>(&self, face: Face, text: &'t str, mut each: impl FnMut(Shape, f32, &'t str)) {
        let font = self.get(face);
        let mut rest = text;
        let mut before = None;
        while let Some(letter) = rest.chars().next() {
            let (shape, length) =
                self.joined(face, rest).unwrap_or_else(|| (self.shape(face, letter), letter.len_utf8()));
            let (shown, after) = rest.split_at(length);
            rest = after;
            if letter.is_control() || letter == '\u{ad}' {
                continue;
            }
            let moved = before.map_or(0.0, |before| font.kern(before, letter));
            before = shown.chars().next_back();
            each(shape, moved, shown);
        }
    }

    /// The joined shape that a text begins with, and how many bytes it shows.
    fn joined(&self, face: Face, text: &str) -> Option<(Shape, usize)> {
        let mut joined = self.get(face).joined.iter();
        let (letters, glyph, advance) = joined.find(|(letters, ..)| text.starts_with(letters))?;
        Some((Shape { face, glyph: *glyph, advance: *advance }, letters.len()))
    }

    /// A letter; from the widest face where this one lacks it, and a box where none has it.
    fn shape(&self, face: Face, letter: char) -> Shape {
        let from = |face: Face, letter| {
            let (glyph, advance) = self.get(face).letter(letter)?;
            Some(Shape { face, glyph, advance })
        };
        let other = face.substitute();
        from(face, letter).or_else(|| from(other, letter)).or_else(|| from(other, UNKNOWN)).unwrap_or(Shape {
            face,
            glyph: 0,
            advance: 500.0,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_equally_wide_so_that_figures_line_up() {
        let fonts = Fonts::all().expect("the fonts");
        for face in Face::ALL {
            let widths: Vec<f32> =
                ('0'..='9').map(|digit| fonts.get(face).letter(digit).expect("a digit").1).collect();
            assert!(widths.iter().all(|width| (width - widths[0]).abs() < 1.5), "{face:?} {widths:?}");
        }
    }

    #[test]
    fn pairs_move_closer_and_joined_letters_are_one_shape() {
        let fonts = Fonts::all().expect("the fonts");
        assert!(fonts.get(Face::Regular).kern('A', 'V') < -20.0);
        assert!(fonts.get(Face::Regular).kern('1', '1').abs() < f32::EPSILON);
        let mut shown = Vec::new();
        fonts.shapes(Face::Bold, "sertifikat", |_, _, letters| shown.push(letters));
        assert_eq!(shown, ["s", "e", "r", "t", "i", "fi", "k", "a", "t"]);
    }

    #[test]
    fn a_letter_that_no_face_has_is_a_box() {
        let fonts = Fonts::all().expect("the fonts");
        let mut seen = Vec::new();
        fonts.shapes(Face::Regular, "✓字", |shape, _, _| seen.push(shape));
        assert!(seen.iter().all(|shape| shape.face == Face::Mono && shape.glyph != 0), "{seen:?}");
    }
}
