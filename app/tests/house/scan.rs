//! Just enough reading of Rust and SQL to tell code from comments and strings.

/// A string literal of a Rust file, as written between its quotes.
#[derive(Debug, PartialEq)]
pub(crate) struct Literal {
    pub(crate) line: usize,
    pub(crate) text: String,
}

/// A Rust file with comments, strings and characters blanked out, and its strings apart.
pub(crate) struct Rust {
    pub(crate) code: String,
    pub(crate) literals: Vec<Literal>,
}

/// Splits Rust into code and strings. Lines stay where they are.
pub(crate) fn rust(text: &str) -> Rust {
    let chars: Vec<char> = text.chars().collect();
    let mut scan = Rust { code: String::with_capacity(text.len()), literals: Vec::new() };
    let (mut at, mut line, mut previous) = (0, 1, ' ');
    while let Some(&c) = chars.get(at) {
        let rest = chars.get(at..).unwrap_or_default();
        let (length, literal) = token(rest, previous);
        let token = rest.get(..length).unwrap_or(rest);
        if let Some((start, end)) = literal {
            let text = token.get(start..end).unwrap_or_default().iter().collect();
            scan.literals.push(Literal { line, text });
        }
        for &taken in token {
            line += usize::from(taken == '\n');
            let keep = taken == '\n' || length == 1;
            scan.code.push(if keep { taken } else { ' ' });
        }
        previous = c;
        at += token.len().max(1);
    }
    scan
}

/// The length of what starts here (1 for plain code) and, of a string, where its text lies.
fn token(rest: &[char], previous: char) -> (usize, Option<(usize, usize)>) {
    match rest {
        ['/', '/', ..] => (position(rest, 2, |tail| tail.starts_with(&['\n'])), None),
        ['/', '*', ..] => (block_comment(rest), None),
        ['"', ..] => quoted(rest),
        ['r' | 'b' | 'c', ..] if !is_word(previous) => raw_string(rest).unwrap_or((1, None)),
        ['\'', '\\', ..] => (position(rest, 3, |tail| tail.starts_with(&['\''])) + 1, None),
        ['\'', _, '\'', ..] => (3, None),
        _ => (1, None),
    }
}

/// The first place from `start` on whose tail fits, or the end.
fn position(rest: &[char], start: usize, fits: impl Fn(&[char]) -> bool) -> usize {
    (start..rest.len()).find(|&at| rest.get(at..).is_some_and(&fits)).unwrap_or(rest.len())
}

fn block_comment(rest: &[char]) -> usize {
    let (mut depth, mut at) = (0, 0);
    while let Some(tail @ [_, ..]) = rest.get(at..) {
        at += match tail {
            ['/', '*', ..] => {
                depth += 1;
                2
            }
            ['*', '/', ..] => {
                depth -= 1;
                2
            }
            _ => 1,
        };
        if depth == 0 {
            break;
        }
    }
    at
}

fn quoted(rest: &[char]) -> (usize, Option<(usize, usize)>) {
    let mut at = 1;
    while let Some(&c) = rest.get(at) {
        match c {
            '\\' => at += 2,
            '"' => break,
            _ => at += 1,
        }
    }
    (at + 1, Some((1, at)))
}

/// `r"…"`, `r#"…"#`, `br"…"`; not `r#name`.
fn raw_string(rest: &[char]) -> Option<(usize, Option<(usize, usize)>)> {
    let prefix = rest.iter().take_while(|c| matches!(c, 'r' | 'b' | 'c')).count();
    let prefix_is_raw = rest.get(prefix.checked_sub(1)?) == Some(&'r') && prefix <= 2;
    let hashes = rest.iter().skip(prefix).take_while(|&&c| c == '#').count();
    if !prefix_is_raw || rest.get(prefix + hashes) != Some(&'"') {
        return None;
    }
    let start = prefix + hashes + 1;
    let mut closing = vec!['"'];
    closing.resize(hashes + 1, '#');
    let end = position(rest, start, |tail| tail.starts_with(&closing));
    Some((end + closing.len(), Some((start, end))))
}

/// SQL with comments and quoted texts blanked out. Lines and offsets stay where they are.
pub(crate) fn sql(text: &str) -> String {
    let mut blanked = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let length = if rest.starts_with("--") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if c == '\'' {
            rest.get(1..).and_then(|tail| tail.find('\'')).map_or(rest.len(), |end| end + 2)
        } else {
            blanked.push(c);
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
            continue;
        };
        let (taken, tail) = rest.split_at(length);
        blanked.extend(taken.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
        rest = tail;
    }
    blanked
}

pub(crate) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Where `needle` stands as a word of its own, not as part of a longer one.
pub(crate) fn word_offsets(text: &str, needle: &str) -> Vec<usize> {
    let bounded = |at: usize| {
        let before = text.get(..at).and_then(|head| head.chars().next_back());
        let after = text.get(at + needle.len()..).and_then(|tail| tail.chars().next());
        let ends_in_word = needle.chars().next_back().is_some_and(is_word);
        !(before.is_some_and(is_word) || ends_in_word && after.is_some_and(is_word))
    };
    text.match_indices(needle).map(|(at, _)| at).filter(|&at| bounded(at)).collect()
}

pub(crate) fn chars_from(text: &str, offset: usize) -> std::str::Chars<'_> {
    text.get(offset..).unwrap_or_default().chars()
}

pub(crate) fn line_of(text: &str, offset: usize) -> usize {
    1 + text.bytes().take(offset).filter(|&byte| byte == b'\n').count()
}

/// The offset of the bracket that closes the one at `open`.
pub(crate) fn closing(text: &str, open: usize, pair: (u8, u8)) -> Option<usize> {
    let mut depth = 0;
    for (at, byte) in text.bytes().enumerate().skip(open) {
        if byte == pair.0 {
            depth += 1;
        } else if byte == pair.1 {
            depth -= 1;
            if depth == 0 {
                return Some(at);
            }
        }
    }
    None
}

#[test]
fn code_and_strings_are_told_apart() {
    let text = "let a = \"one { \\\" two\"; // { three\nlet b = r#\"four \"{\"# ; /* { /* */ { */ let c = '{';\n\
                fn f<'a>(x: &'a str) { '\\'' ; b'{' ; br\"five\"; r#type }";
    let scan = rust(text);
    assert_eq!(scan.code.lines().count(), text.lines().count());
    let braces: String = scan.code.chars().filter(|c| "{}".contains(*c)).collect();
    assert_eq!(braces, "{}");
    let found: Vec<(usize, &str)> =
        scan.literals.iter().map(|found| (found.line, found.text.as_str())).collect();
    assert_eq!(found, [(1, "one { \\\" two"), (2, "four \"{"), (3, "five")]);
    assert!(scan.code.contains("fn f<'a>(x: &'a str)"));
}

#[test]
fn unfinished_strings_and_comments_end_with_the_file() {
    for text in ["\"never closed", "r#\"never\" closed", "/* never", "'\\", "\"\\"] {
        assert!(rust(text).code.trim().is_empty() || text.starts_with('\''), "{text}");
    }
    assert_eq!(sql("a 'never"), "a       ");
}

#[test]
fn sql_loses_comments_and_texts_but_no_lines() {
    assert_eq!(sql("a -- b'\nc 'd''e' /* f\n */ g"), "a      \nc            \n    g");
}

#[test]
fn words_have_bounds() {
    assert_eq!(word_offsets("max( climax( max(", "max("), [0, 13]);
    assert_eq!(word_offsets("int bigint int4 print", "int"), [0]);
}
