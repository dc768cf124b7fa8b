//! The objects of our own PDF files: by the table at the end, alone or from their packs.

use std::collections::BTreeMap;
use std::io::Read;

/// A dictionary, or what else an object is, and its stream.
pub(crate) struct Object {
    pub(crate) dictionary: String,
    pub(crate) stream: Vec<u8>,
}

pub(crate) fn latin(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| char::from(*byte)).collect()
}

pub(crate) fn between<'t>(text: &'t str, start: &str, end: &str) -> &'t str {
    let (_, rest) = text.split_once(start).unwrap_or_else(|| panic!("no {start} in {text}"));
    rest.split_once(end).map_or(rest, |(found, _)| found)
}

/// The number of the object that a dictionary names.
pub(crate) fn reference(dictionary: &str, key: &str) -> Option<usize> {
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
    if !dictionary.contains("/FlateDecode") {
        return Object { dictionary, stream: packed.to_vec() };
    }
    let mut stream = Vec::new();
    flate2::read::ZlibDecoder::new(packed).read_to_end(&mut stream).expect("a whole stream");
    if let Some((_, columns)) = dictionary.split_once("/Columns ") {
        stream = lines(&stream, number_at(columns));
    }
    Object { dictionary, stream }
}

/// Lines that are told as they are (0) or by their difference from the one above (2).
fn lines(bytes: &[u8], columns: usize) -> Vec<u8> {
    let mut above = vec![0_u8; columns];
    let mut out = Vec::new();
    for line in bytes.chunks(columns + 1) {
        assert_eq!(line.len(), columns + 1, "lines are whole");
        let by = line[0] == 2;
        assert!(by || line[0] == 0, "a line is told in one of two ways");
        above.iter_mut().zip(&line[1..]).for_each(|(byte, now)| {
            *byte = if by { byte.wrapping_add(*now) } else { *now };
        });
        out.extend_from_slice(&above);
    }
    out
}

/// The number that a text begins with.
pub(crate) fn number_at(text: &str) -> usize {
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().expect("a number")
}

/// All objects of a file, and the dictionary that says which is the first.
pub(crate) fn objects(bytes: &[u8], start: usize) -> (BTreeMap<usize, Object>, String) {
    let id = number_at(&latin(&bytes[start..start + 20]));
    let table = object(&bytes[start..], id);
    let trailer = table.dictionary;
    let rows: Vec<_> = table.stream.chunks(8).collect();
    assert!(
        trailer.contains(&format!("/Size {}/", rows.len())) && trailer.contains("/W[1 5 2]"),
        "{trailer}"
    );
    let mut objects = BTreeMap::new();
    let mut packed: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
    for (number, row) in rows.into_iter().enumerate() {
        let sum = |bytes: &[u8]| bytes.iter().fold(0, |sum, byte| sum << 8 | usize::from(*byte));
        match row[0] {
            1 => drop(objects.insert(number, object(&bytes[sum(&row[1..6])..], number))),
            2 => packed.entry(sum(&row[1..6])).or_default().push((sum(&row[6..8]), number)),
            other => assert_eq!(other, 0, "a kind of object"),
        }
    }
    for (pack, members) in packed {
        let Object { dictionary, stream } = &objects[&pack];
        let first = number_at(between(dictionary, "/First ", "/"));
        let (index, bodies) = stream.split_at(first);
        let index: Vec<usize> = latin(index).split_whitespace().map(number_at).collect();
        assert_eq!(index.len() / 2, number_at(between(dictionary, "/N ", "/")), "{dictionary}");
        let bodies = bodies.to_vec();
        for (place, number) in members {
            assert_eq!(index[2 * place], number, "the pack names the object as the table does");
            let end = index.get(2 * place + 3).copied().unwrap_or(bodies.len());
            let dictionary = latin(&bodies[index[2 * place + 1]..end]).trim().to_owned();
            objects.insert(number, Object { dictionary, stream: Vec::new() });
        }
    }
    (objects, trailer)
}
