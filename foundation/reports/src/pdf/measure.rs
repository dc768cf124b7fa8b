//! How wide words are, and where their lines end.

use super::font::{Face, Fonts};

/// How words look.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Style {
    pub face: Face,
    /// In points.
    pub size: f32,
}

impl Style {
    pub fn new(face: Face, size: f32) -> Self {
        Self { face, size }
    }

    /// From line to line, in points.
    pub fn leading(self) -> f32 {
        self.size * 1.3
    }

    /// From the top of a line to where its letters stand, so that capitals are in its middle.
    pub fn baseline(self) -> f32 {
        self.leading() / 2.0 + self.size * 0.325
    }
}

/// A count as a length can be multiplied with it.
pub(super) fn times(count: usize) -> f32 {
    u16::try_from(count).map_or(f32::from(u16::MAX), f32::from)
}

/// How wide a text is, in points.
pub(super) fn width(fonts: &Fonts, style: Style, text: &str) -> f32 {
    let mut sum = 0.0;
    fonts.shapes(style.face, text, |shape, moved, _| sum += shape.advance + moved);
    sum * style.size / 1000.0
}

/// The widest word, in points.
pub(super) fn widest_word(fonts: &Fonts, style: Style, text: &str) -> f32 {
    words(text).map(|word| width(fonts, style, word)).fold(0.0, f32::max)
}

fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}'))
        .filter(|word| !word.is_empty())
}

/// Ends a line inside a word: it has no shape, and the word goes on in the next line without a space.
pub(super) const CUT: char = '\u{ad}';

/// A text in lines of at most so many points; a longer word is cut ([`CUT`]). At least one line.
pub(super) fn wrap(fonts: &Fonts, style: Style, text: &str, room: f32) -> Vec<String> {
    let room = room + 0.01;
    if !text.contains('\n') && width(fonts, style, text) <= room {
        return vec![words(text).collect::<Vec<_>>().join(" ")];
    }
    let space = width(fonts, style, " ");
    let mut lines = Vec::new();
    for hard in text.lines() {
        let mut line = String::new();
        let mut used = 0.0;
        for word in words(hard) {
            let pieces = pieces(fonts, style, word, room);
            let last = pieces.len().saturating_sub(1);
            for (n, piece) in pieces.into_iter().enumerate() {
                let wide = width(fonts, style, piece);
                if !line.is_empty() && used + space + wide > room {
                    lines.push(std::mem::take(&mut line));
                    used = 0.0;
                }
                if !line.is_empty() {
                    line.push(' ');
                    used += space;
                }
                line.push_str(piece);
                used += wide;
                if n < last {
                    line.push(CUT);
                }
            }
        }
        lines.push(line);
    }
    if lines.is_empty() {
        lines.push(String::new());
    }
    lines
}

/// A word in pieces that fit: cut after a mark such as `-` or `/` where one is near the end, or else
/// anywhere.
fn pieces<'t>(fonts: &Fonts, style: Style, word: &'t str, room: f32) -> Vec<&'t str> {
    let mut pieces = Vec::new();
    let mut rest = word;
    while width(fonts, style, rest) > room {
        let at = cut(fonts, style, rest, room);
        let (piece, after) = rest.split_at(at);
        pieces.push(piece);
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(rest);
    }
    pieces
}

/// How many bytes of a word fit; at least its first letter.
fn cut(fonts: &Fonts, style: Style, word: &str, room: f32) -> usize {
    let mut used = 0.0;
    let mut fits = 0;
    let mut after_mark = 0;
    fonts.shapes(style.face, word, |shape, moved, shown| {
        used += (shape.advance + moved) * style.size / 1000.0;
        if used <= room {
            fits += shown.len();
            if shown.ends_with(['-', '/', '.', ',', '_', '@', '&', '=', '?']) {
                after_mark = fits;
            }
        }
    });
    let first = word.chars().next().map_or(word.len(), char::len_utf8);
    let at = if after_mark * 2 > fits { after_mark } else { fits };
    (at..word.len()).find(|at| word.is_char_boundary(*at)).unwrap_or(word.len()).max(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_at_the_width_and_long_words_are_cut() {
        let fonts = Fonts::all().expect("the fonts");
        let style = Style::new(Face::Mono, 10.0);
        let letters = |count| width(fonts, style, "a") * times(count);
        let lines = |text, count| wrap(fonts, style, text, letters(count));
        assert_eq!(lines("satu dua tiga", 8), ["satu dua", "tiga"]);
        assert_eq!(lines("satu\ndua", 20), ["satu", "dua"]);
        assert_eq!(lines("abcdefghij", 4), ["abcd\u{ad}", "efgh\u{ad}", "ij"]);
        assert_eq!(
            lines("alamat https://contoh.id/segel/1", 18),
            ["alamat", "https://contoh.id/\u{ad}", "segel/1"]
        );
        assert_eq!(lines("", 4), [""]);
        assert_eq!(lines("abc", 0), ["a\u{ad}", "b\u{ad}", "c"]);
    }
}
