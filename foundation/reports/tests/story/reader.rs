//! Reads our own PDF files back: objects by the table at the end, alone or from their packs, pages by the
//! tree, text by what each letter is said to mean, and which part of a page each word belongs to.

use std::collections::BTreeMap;

use crate::objects::{Object, between, latin, objects, reference};
use crate::tokens::{Token, tokens};

/// A file taken apart.
pub(crate) struct Pdf {
    /// Dictionaries and streams, by number.
    objects: BTreeMap<usize, Object>,
    pub(crate) trailer: String,
    pub(crate) pages: Vec<Page>,
}

/// A page: its size in points and its words.
pub(crate) struct Page {
    pub(crate) width: f32,
    pub(crate) height: f32,
    pub(crate) words: Vec<Words>,
    /// The QR code's picture, where it has one.
    pub(crate) code: Option<Vec<u8>>,
    /// How many operators of each name were drawn.
    pub(crate) operators: BTreeMap<String, usize>,
    /// The name of each part, by number.
    pub(crate) parts: Vec<String>,
    /// The page's own number among the objects.
    pub(crate) number: usize,
}

/// Words at a place, from the bottom left of the page.
#[derive(Debug, Clone)]
pub(crate) struct Words {
    /// The number of the part of the page that they belong to; ornaments have none.
    pub(crate) part: Option<usize>,
    pub(crate) x: f32,
    pub(crate) y: f32,
    pub(crate) width: f32,
    pub(crate) text: String,
    /// The same with the space that parts them from the next line.
    pub(crate) spoken: String,
}

/// A face: what its letters mean and how wide they are.
struct Font {
    meanings: BTreeMap<u16, String>,
    widths: Vec<f32>,
}

impl Pdf {
    pub(crate) fn read(bytes: &[u8]) -> Self {
        assert!(bytes.starts_with(b"%PDF-1.7\n") && bytes.ends_with(b"%%EOF\n"), "not a whole PDF");
        let end = latin(&bytes[bytes.len() - 60..]);
        let start: usize = between(&end, "startxref\n", "\n").parse().expect("where the table begins");
        let (objects, trailer) = objects(bytes, start);
        let mut pdf = Self { objects, trailer, pages: Vec::new() };
        let root = pdf.named("/Root");
        let tree = reference(pdf.dictionary(root), "/Pages").expect("a page tree");
        pdf.pages = pdf.leaves(tree).into_iter().map(|page| pdf.page(page)).collect();
        pdf
    }

    /// The object that the trailer names.
    pub(crate) fn named(&self, key: &str) -> usize {
        reference(&self.trailer, key).expect("a name of the trailer")
    }

    /// What a stream holds.
    pub(crate) fn stream(&self, number: usize) -> &[u8] {
        &self.objects[&number].stream
    }

    pub(crate) fn dictionary(&self, number: usize) -> &str {
        &self.objects[&number].dictionary
    }

    /// All words of all pages, a line each.
    pub(crate) fn text(&self) -> String {
        self.pages.iter().map(Page::text).collect()
    }

    fn leaves(&self, node: usize) -> Vec<usize> {
        let dictionary = self.dictionary(node);
        if !dictionary.contains("/Kids") {
            return vec![node];
        }
        let kids = between(dictionary, "/Kids[", "]");
        let numbers: Vec<usize> = kids.split(" 0 R").filter_map(|kid| kid.trim().parse().ok()).collect();
        assert!(!numbers.is_empty() && numbers.len() <= 32, "a node of {} children", numbers.len());
        let leaves: Vec<usize> = numbers
            .iter()
            .flat_map(|kid| {
                assert_eq!(
                    reference(self.dictionary(*kid), "/Parent"),
                    Some(node),
                    "a child knows its parent"
                );
                self.leaves(*kid)
            })
            .collect();
        assert!(dictionary.contains(&format!("/Count {}", leaves.len())), "{dictionary}");
        leaves
    }

    fn page(&self, number: usize) -> Page {
        let dictionary = self.dictionary(number);
        let size: Vec<f32> =
            between(dictionary, "/MediaBox[", "]").split(' ').map(|n| n.parse().expect("a size")).collect();
        let fonts = self.fonts(reference(dictionary, "/Font").expect("the fonts"));
        let content = &self.objects[&reference(dictionary, "/Contents").expect("what is drawn")].stream;
        let (words, operators, parts) = interpret(content, &fonts);
        let code = reference(dictionary, "/Q").map(|code| self.objects[&code].stream.clone());
        Page { width: size[2], height: size[3], words, code, operators, parts, number }
    }

    fn fonts(&self, number: usize) -> BTreeMap<String, Font> {
        let names = self.dictionary(number).trim_start_matches("<<").trim_end_matches(">>");
        let mut fonts = BTreeMap::new();
        for name in names.split('/').filter(|name| !name.is_empty()) {
            let (name, number) = name.split_once(' ').expect("a name and a number");
            let whole =
                self.dictionary(number.split(' ').next().expect("a number").parse().expect("a number"));
            let meanings = &self.objects[&reference(whole, "/ToUnicode").expect("meanings")].stream;
            let cid = between(whole, "/DescendantFonts[", " 0 R").parse().expect("a number");
            let widths = between(self.dictionary(cid), "/W[1[", "]").split(' ');
            fonts.insert(
                name.to_owned(),
                Font {
                    meanings: cmap(&latin(meanings)),
                    widths: widths.map(|width| width.parse().expect("a width")).collect(),
                },
            );
        }
        fonts
    }
}

impl Page {
    /// The words that belong to a part of the page.
    pub(crate) fn part(&self, number: usize) -> String {
        let words = self.words.iter().filter(|words| words.part == Some(number));
        words.map(|words| words.spoken.as_str()).collect()
    }

    /// The words, a line each.
    pub(crate) fn text(&self) -> String {
        self.words.iter().map(|words| format!("{}\n", words.text)).collect()
    }

    /// The words that say exactly this.
    pub(crate) fn find(&self, text: &str) -> &Words {
        let found = self.words.iter().find(|words| words.text == text);
        found.unwrap_or_else(|| panic!("no {text:?} in {}", self.text()))
    }

    pub(crate) fn says(&self, text: &str) -> bool {
        self.text().contains(text)
    }
}

impl Words {
    pub(crate) fn right(&self) -> f32 {
        self.x + self.width
    }
}

/// `<0001> <0041>`: letter 1 shows A.
fn cmap(text: &str) -> BTreeMap<u16, String> {
    let pairs = text.lines().filter_map(|line| line.strip_prefix('<')?.strip_suffix('>')?.split_once("> <"));
    pairs
        .filter_map(|(number, shown)| {
            let units: Vec<u16> = shown.as_bytes().chunks(4).filter_map(hex).collect();
            Some((hex(number.as_bytes())?, String::from_utf16(&units).ok()?))
        })
        .collect()
}

fn hex(digits: &[u8]) -> Option<u16> {
    u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

/// The words, how often each operator stands, and the names of the parts by number.
fn interpret(
    content: &[u8],
    fonts: &BTreeMap<String, Font>,
) -> (Vec<Words>, BTreeMap<String, usize>, Vec<String>) {
    let mut words: Vec<Words> = Vec::new();
    let mut operators = BTreeMap::new();
    let mut parts: Vec<String> = Vec::new();
    // What is open: None before and after, Some(None) for an ornament.
    let mut open: Option<Option<usize>> = None;
    let mut stack: Vec<Token> = Vec::new();
    let (mut x, mut y, mut size, mut font, mut is_new) = (0.0, 0.0, 0.0, None, true);
    for token in tokens(content) {
        let Token::Operator(operator) = token else {
            stack.push(token);
            continue;
        };
        *operators.entry(operator.clone()).or_insert(0) += 1;
        match (operator.as_str(), stack.as_slice()) {
            ("BMC", [Token::Name(name)]) => {
                assert!(open.is_none() && name == "Artifact", "a part without a number");
                open = Some(None);
            }
            ("BDC", [Token::Name(name), rest @ ..]) => {
                assert!(open.is_none(), "a part in a part");
                let number = rest.iter().find_map(|token| match token {
                    Token::Number(number) => Some(*number),
                    _ => None,
                });
                assert_eq!(number.is_none(), name == "Artifact", "{name}");
                if let Some(number) = number {
                    assert!(
                        (number - f32::from(u16::try_from(parts.len()).expect("few parts"))).abs() < 0.5,
                        "parts are counted from 0"
                    );
                    parts.push(name.clone());
                }
                open = Some(number.map(|_| parts.len() - 1));
            }
            ("EMC", []) => assert!(open.take().is_some(), "the end of what did not begin"),
            ("S" | "Do", _) => assert!(open.is_some(), "drawn outside of all parts"),
            ("Td", [Token::Number(dx), Token::Number(dy)]) => {
                (x, y, is_new) = (x + dx, y + dy, true);
            }
            ("Tf", [Token::Name(name), Token::Number(points)]) => {
                (font, size) = (Some(&fonts[name]), *points);
            }
            ("Tj" | "TJ", shown) => {
                let (text, width) = show(shown, font.expect("a font"), size);
                let part = open.expect("words outside of all parts");
                if is_new {
                    words.push(Words { part, x, y, width, text: String::new(), spoken: text });
                    is_new = false;
                } else if let Some(last) = words.last_mut() {
                    last.width += width;
                    last.spoken.push_str(&text);
                }
            }
            _ => {}
        }
        stack.clear();
    }
    assert!(open.is_none(), "a part that does not end");
    for words in &mut words {
        words.text = words.spoken.trim_end().to_owned();
    }
    (words, operators, parts)
}

fn show(tokens: &[Token], font: &Font, size: f32) -> (String, f32) {
    let (mut text, mut width, mut blank) = (String::new(), 0.0, 0.0);
    for token in tokens {
        match token {
            Token::Number(by) => width -= by * size / 1000.0,
            Token::Bytes(bytes) => {
                for two in bytes.chunks(2) {
                    let number = u16::from_be_bytes([two[0], two[1]]);
                    text.push_str(&font.meanings[&number]);
                    // The space that parts words from the next line is not seen.
                    let wide = blank + font.widths[usize::from(number) - 1] * size / 1000.0;
                    (blank, width) = if text.ends_with(' ') { (wide, width) } else { (0.0, width + wide) };
                }
            }
            Token::Name(_) | Token::Operator(_) => {}
        }
    }
    (text, width)
}
