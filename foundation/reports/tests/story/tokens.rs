//! The words of a content stream: numbers, names, strings, operators.

use crate::objects::latin;

/// A token of a content stream.
#[derive(Debug)]
pub(crate) enum Token {
    Number(f32),
    Name(String),
    Bytes(Vec<u8>),
    Operator(String),
}

pub(crate) fn tokens(content: &[u8]) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = content;
    while let Some(first) = rest.first() {
        let length = match first {
            b'(' => {
                let (bytes, length) = literal(&rest[1..]);
                tokens.push(Token::Bytes(bytes));
                length + 1
            }
            b'<' if rest.get(1) == Some(&b'<') => 2,
            b'<' => {
                let length = rest.iter().position(|byte| *byte == b'>').expect("the end of a string") + 1;
                let digits = &rest[1..length - 1];
                let byte =
                    |two: &[u8]| u8::from_str_radix(std::str::from_utf8(two).expect("hex"), 16).expect("hex");
                tokens.push(Token::Bytes(digits.chunks(2).map(byte).collect()));
                length
            }
            b'[' | b']' | b' ' | b'\n' | b'>' => 1,
            _ => {
                let is_end = |byte: &u8| b" \n[]<>(/".contains(byte);
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
