//! The words of a PDF: numbers, names, strings, lists, dictionaries, references.

/// How deep values may stand in one another.
const MAX_DEPTH: usize = 64;

/// The most values in one object: a list of all pages of a thick book is far below it.
const MAX_VALUES: usize = 200_000;

/// A value, with as much as is asked of it here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    Number(i64),
    Name(Vec<u8>),
    Reference(i64),
    List(Vec<Value>),
    Dictionary(Vec<(Vec<u8>, Value)>),
    /// Strings, fractions, `true`, `null`: nobody asks for them.
    Other,
}

impl Value {
    pub(super) fn number(&self) -> Option<i64> {
        if let Self::Number(number) = self { Some(*number) } else { None }
    }

    pub(super) fn reference(&self) -> Option<i64> {
        if let Self::Reference(object) = self { Some(*object) } else { None }
    }

    pub(super) fn is_name(&self, name: &[u8]) -> bool {
        matches!(self, Self::Name(found) if found == name)
    }

    pub(super) fn items(&self) -> Option<&[Value]> {
        if let Self::List(items) = self { Some(items) } else { None }
    }

    /// What a dictionary has under a key.
    pub(super) fn get(&self, key: &[u8]) -> Option<&Value> {
        let Self::Dictionary(entries) = self else { return None };
        entries.iter().find(|(known, _)| known == key).map(|(_, value)| value)
    }
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b'\0' | b'\t' | b'\n' | b'\x0C' | b'\r' | b' ')
}

fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

fn is_regular(byte: u8) -> bool {
    !is_blank(byte) && !is_delimiter(byte)
}

/// The name at the start of the bytes, without its slash, `#xx` read; no more than `most` bytes of it.
pub(super) fn name(bytes: &[u8], most: usize) -> Vec<u8> {
    let mut name = Vec::new();
    let mut rest = bytes;
    while let [byte, after @ ..] = rest {
        if !is_regular(*byte) || name.len() == most {
            break;
        }
        let coded = match rest {
            [b'#', high, low, ..] => hex(*high).zip(hex(*low)).map(|(high, low)| high * 16 + low),
            _ => None,
        };
        name.push(coded.unwrap_or(*byte));
        rest = if coded.is_some() { rest.get(3..).unwrap_or_default() } else { after };
    }
    name
}

fn hex(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}

/// Where a word begins first.
pub(super) fn first(bytes: &[u8], word: &[u8]) -> Option<usize> {
    bytes.windows(word.len()).position(|found| found == word)
}

/// Where a word begins last.
pub(super) fn last(bytes: &[u8], word: &[u8]) -> Option<usize> {
    bytes.windows(word.len()).rposition(|found| found == word)
}

/// Reads one value after another.
#[derive(Debug, Clone)]
pub(super) struct Lexer<'b> {
    bytes: &'b [u8],
    at: usize,
    values: usize,
}

impl<'b> Lexer<'b> {
    pub(super) fn new(bytes: &'b [u8]) -> Self {
        Self { bytes, at: 0, values: 0 }
    }

    /// How far it has read.
    pub(super) fn place(&self) -> usize {
        self.at
    }

    /// Whether it stopped because the bytes were over, or there was more than can be borne.
    pub(super) fn is_over(&self) -> bool {
        self.at >= self.bytes.len() || self.values > MAX_VALUES
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn rest(&self) -> &'b [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    fn skip_blank(&mut self) {
        while let Some(byte) = self.peek() {
            match byte {
                b'%' => {
                    let line = self.rest().iter().position(|byte| matches!(byte, b'\n' | b'\r'));
                    self.at = line.map_or(self.bytes.len(), |line| self.at + line);
                }
                byte if is_blank(byte) => self.at += 1,
                _ => return,
            }
        }
    }

    /// The next value; nothing where there is none.
    pub(super) fn value(&mut self) -> Option<Value> {
        self.value_within(0)
    }

    /// The next word that is neither number nor name: `obj`, `stream`, `endobj`.
    pub(super) fn keyword(&mut self) -> Option<&'b [u8]> {
        self.skip_blank();
        let length = self.rest().iter().take_while(|byte| is_regular(**byte)).count();
        let word = self.rest().get(..length)?;
        self.at += length;
        Some(word)
    }

    fn value_within(&mut self, depth: usize) -> Option<Value> {
        self.values += 1;
        if depth > MAX_DEPTH || self.values > MAX_VALUES {
            return None;
        }
        self.skip_blank();
        match self.rest() {
            [b'<', b'<', ..] => self.dictionary(depth),
            [b'<', ..] => self.hex_string(),
            [b'[', ..] => self.list(depth),
            [b'(', ..] => self.string(),
            [b'/', ..] => Some(Value::Name(self.name())),
            [b'+' | b'-' | b'.' | b'0'..=b'9', ..] => self.number(),
            _ => match self.clone().keyword() {
                Some(word @ (b"true" | b"false" | b"null")) => {
                    self.at += word.len();
                    Some(Value::Other)
                }
                _ => None,
            },
        }
    }

    fn name(&mut self) -> Vec<u8> {
        self.at += 1;
        let length = self.rest().iter().take_while(|byte| is_regular(**byte)).count();
        let name = name(self.rest(), length);
        self.at += length;
        name
    }

    /// A number, or a reference where two whole numbers and an `R` follow one another.
    fn number(&mut self) -> Option<Value> {
        let word = self.keyword()?;
        let Some(number) = whole(word) else { return Some(Value::Other) };
        let mut ahead = self.clone();
        ahead.skip_blank();
        let generation = ahead.keyword().and_then(whole);
        if generation.is_some_and(|generation| generation >= 0) && ahead.keyword() == Some(b"R") {
            self.at = ahead.at;
            return Some(Value::Reference(number));
        }
        Some(Value::Number(number))
    }

    fn hex_string(&mut self) -> Option<Value> {
        let Some(end) = self.rest().iter().position(|byte| *byte == b'>') else {
            self.at = self.bytes.len();
            return None;
        };
        self.at += end + 1;
        Some(Value::Other)
    }

    fn string(&mut self) -> Option<Value> {
        let mut open = 0_usize;
        let mut escaped = false;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'(' => open += 1,
                b')' if open == 1 => return Some(Value::Other),
                b')' => open -= 1,
                _ => {}
            }
        }
        None
    }

    fn list(&mut self, depth: usize) -> Option<Value> {
        self.at += 1;
        let mut items = Vec::new();
        loop {
            self.skip_blank();
            if self.peek()? == b']' {
                self.at += 1;
                return Some(Value::List(items));
            }
            items.push(self.value_within(depth + 1)?);
        }
    }

    fn dictionary(&mut self, depth: usize) -> Option<Value> {
        self.at += 2;
        let mut entries = Vec::new();
        loop {
            self.skip_blank();
            match self.rest() {
                [b'>', b'>', ..] => {
                    self.at += 2;
                    return Some(Value::Dictionary(entries));
                }
                [b'/', ..] => {
                    let key = self.name();
                    entries.push((key, self.value_within(depth + 1)?));
                }
                _ => return None,
            }
        }
    }
}

fn whole(word: &[u8]) -> Option<i64> {
    std::str::from_utf8(word).ok()?.parse().ok()
}
