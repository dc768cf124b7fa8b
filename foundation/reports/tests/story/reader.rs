//! Reads our own PDF files back: objects by the table at the end, pages by the tree, text by what each
//! letter is said to mean.

use std::collections::BTreeMap;
use std::io::Read;

/// A file taken apart.
pub(crate) struct Pdf {
    /// Dictionaries and streams, by number.
    objects: BTreeMap<usize, Object>,
    pub(crate) trailer: String,
    pub(crate) pages: Vec<Page>,
}

struct Object {
    dictionary: String,
    stream: Vec<u8>,
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
}

/// Words at a place, from the bottom left of the page.
#[derive(Debug, Clone)]
pub(crate) struct Words {
    pub(crate) x: f32,
    pub(crate) y: f32,
    pub(crate) width: f32,
    pub(crate) text: String,
}

/// A face: what its letters mean and how wide they are.
struct Font {
    meanings: BTreeMap<u16, String>,
    widths: Vec<f32>,
}

impl Pdf {
    pub(crate) fn read(bytes: &[u8]) -> Self {
        assert!(bytes.starts_with(b"%PDF-1.7\n") && bytes.ends_with(b"%%EOF\n"), "not a whole PDF");
        let end = latin(&bytes[bytes.len() - 300..]);
        let start: usize = between(&end, "startxref\n", "\n").parse().expect("where the table begins");
        let table = latin(&bytes[start..]);
        let mut objects = BTreeMap::new();
        for (number, entry) in table.lines().skip(2).take_while(|line| line.len() == 19).enumerate() {
            let offset: usize = entry[..10].parse().expect("an offset");
            if entry.ends_with("n ") {
                objects.insert(number, object(&bytes[offset..], number));
            }
        }
        let trailer = between(&table, "trailer\n", "startxref").to_owned();
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
        let (words, operators) = interpret(content, &fonts);
        let code = reference(dictionary, "/Q").map(|code| self.objects[&code].stream.clone());
        Page { width: size[2], height: size[3], words, code, operators }
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

fn latin(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| char::from(*byte)).collect()
}

fn between<'t>(text: &'t str, start: &str, end: &str) -> &'t str {
    let (_, rest) = text.split_once(start).unwrap_or_else(|| panic!("no {start} in {text}"));
    rest.split_once(end).map_or(rest, |(found, _)| found)
}

/// The number of the object that a dictionary names.
fn reference(dictionary: &str, key: &str) -> Option<usize> {
    let rest = dictionary.match_indices(key).find_map(|(at, _)| {
        dictionary[at + key.len()..]
            .strip_prefix(' ')
            .filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    })?;
    rest.split(' ').next()?.parse().ok()
}

fn object(bytes: &[u8], number: usize) -> Object {
    let head = format!("{number} 0 obj\n");
    assert!(bytes.starts_with(head.as_bytes()), "object {number} does not begin where the table says");
    let bytes = &bytes[head.len()..];
    let find = |what: &[u8]| bytes.windows(what.len()).position(|window| window == what);
    let end = find(b"endobj").expect("the end of the object");
    let Some(start) = find(b"stream\n").filter(|start| *start < end) else {
        return Object { dictionary: latin(&bytes[..end]).trim().to_owned(), stream: Vec::new() };
    };
    let dictionary = latin(&bytes[..start]);
    let length: usize =
        between(&dictionary, "/Length ", "/").trim_end_matches(['>', '\n']).parse().expect("a length");
    let packed = &bytes[start + 7..start + 7 + length];
    let mut stream = Vec::new();
    flate2::read::ZlibDecoder::new(packed).read_to_end(&mut stream).expect("a whole stream");
    Object { dictionary, stream }
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

/// A token of a content stream.
#[derive(Debug)]
enum Token {
    Number(f32),
    Name(String),
    Bytes(Vec<u8>),
    Operator(String),
}

fn interpret(content: &[u8], fonts: &BTreeMap<String, Font>) -> (Vec<Words>, BTreeMap<String, usize>) {
    let mut words: Vec<Words> = Vec::new();
    let mut operators = BTreeMap::new();
    let mut stack: Vec<Token> = Vec::new();
    let (mut x, mut y, mut size, mut font, mut is_new) = (0.0, 0.0, 0.0, None, true);
    for token in tokens(content) {
        let Token::Operator(operator) = token else {
            stack.push(token);
            continue;
        };
        *operators.entry(operator.clone()).or_insert(0) += 1;
        match (operator.as_str(), stack.as_slice()) {
            ("Td", [Token::Number(dx), Token::Number(dy)]) => {
                (x, y, is_new) = (x + dx, y + dy, true);
            }
            ("Tf", [Token::Name(name), Token::Number(points)]) => {
                (font, size) = (Some(&fonts[name]), *points);
            }
            ("Tj" | "TJ", shown) => {
                let (text, width) = show(shown, font.expect("a font"), size);
                if is_new {
                    words.push(Words { x, y, width, text });
                    is_new = false;
                } else if let Some(last) = words.last_mut() {
                    last.width += width;
                    last.text.push_str(&text);
                }
            }
            _ => {}
        }
        stack.clear();
    }
    (words, operators)
}

fn show(tokens: &[Token], font: &Font, size: f32) -> (String, f32) {
    let (mut text, mut width) = (String::new(), 0.0);
    for token in tokens {
        match token {
            Token::Number(by) => width -= by * size / 1000.0,
            Token::Bytes(bytes) => {
                for two in bytes.chunks(2) {
                    let number = u16::from_be_bytes([two[0], two[1]]);
                    text.push_str(&font.meanings[&number]);
                    width += font.widths[usize::from(number) - 1] * size / 1000.0;
                }
            }
            Token::Name(_) | Token::Operator(_) => {}
        }
    }
    (text, width)
}

fn tokens(content: &[u8]) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = content;
    while let Some(first) = rest.first() {
        let length = match first {
            b'(' => {
                let (bytes, length) = literal(&rest[1..]);
                tokens.push(Token::Bytes(bytes));
                length + 1
            }
            b'<' => {
                let length = rest.iter().position(|byte| *byte == b'>').expect("the end of a string") + 1;
                let digits = &rest[1..length - 1];
                let byte =
                    |two: &[u8]| u8::from_str_radix(std::str::from_utf8(two).expect("hex"), 16).expect("hex");
                tokens.push(Token::Bytes(digits.chunks(2).map(byte).collect()));
                length
            }
            b'[' | b']' | b' ' | b'\n' => 1,
            _ => {
                let is_end = |byte: &u8| b" \n[]<(/".contains(byte);
                let length = rest.iter().skip(1).position(is_end).map_or(rest.len(), |at| at + 1);
                let word = latin(&rest[..length]);
                tokens.push(match (word.strip_prefix('/'), word.parse()) {
                    (Some(name), _) => Token::Name(name.to_owned()),
                    (None, Ok(number)) => Token::Number(number),
                    (None, Err(_)) => Token::Operator(word),
                });
                length
            }
        };
        rest = &rest[length..];
    }
    tokens
}

/// A string in parentheses, and how many bytes it takes.
fn literal(bytes: &[u8]) -> (Vec<u8>, usize) {
    let (mut out, mut at, mut depth) = (Vec::new(), 0, 0);
    loop {
        match bytes[at] {
            b')' if depth == 0 => return (out, at + 1),
            b'\\' => {
                at += 1;
                let digits = bytes[at..].iter().take(3).take_while(|byte| byte.is_ascii_digit()).count();
                if digits > 0 {
                    let octal = latin(&bytes[at..at + digits]);
                    out.push(u8::from_str_radix(&octal, 8).expect("an octal number"));
                    at += digits - 1;
                } else {
                    out.push(match bytes[at] {
                        b'n' => b'\n',
                        b'r' => b'\r',
                        b't' => b'\t',
                        b'b' => 8,
                        b'f' => 12,
                        other => other,
                    });
                }
            }
            other => {
                depth += i32::from(other == b'(') - i32::from(other == b')');
                out.push(other);
            }
        }
        at += 1;
    }
}
