//! Bytes that were written as differences from the line above or the byte before, as PNG does (ISO 32000-1,
//! 7.4.4.4; PNG, 9.2). Our own papers pack their objects so.

use super::word::Value;

/// The longest line, in bytes.
const MAX_COLUMNS: i64 = 65_536;

/// The bytes as they were before; nothing where they say of themselves what they are not.
pub(super) fn undone(bytes: Vec<u8>, parameters: &Value) -> Option<Vec<u8>> {
    let told = |name: &[u8], otherwise| parameters.get(name).map_or(Some(otherwise), Value::number);
    match told(b"Predictor", 1)? {
        1 => return Some(bytes),
        10..=15 => {}
        _ => return None,
    }
    if told(b"Colors", 1)? != 1 || told(b"BitsPerComponent", 8)? != 8 {
        return None;
    }
    let columns = told(b"Columns", 1).filter(|columns| (1..=MAX_COLUMNS).contains(columns))?;
    let columns = usize::try_from(columns).ok()?;
    let mut out = Vec::with_capacity(bytes.len());
    let mut above = vec![0_u8; columns];
    for line in bytes.chunks(columns + 1) {
        let (how, coded) = line.split_first()?;
        let (mut left, mut corner) = (0_u8, 0_u8);
        for (byte, up) in coded.iter().zip(above.iter_mut()) {
            let near = match how {
                0 => 0,
                1 => left,
                2 => *up,
                3 => left.midpoint(*up),
                4 => nearest(left, *up, corner),
                _ => return None,
            };
            corner = *up;
            left = byte.wrapping_add(near);
            *up = left;
            out.push(left);
        }
    }
    Some(out)
}

/// The neighbour that is nearest to left plus above less the one between them.
fn nearest(left: u8, up: u8, corner: u8) -> u8 {
    let guess = i16::from(left) + i16::from(up) - i16::from(corner);
    let distance = |near: &u8| (guess - i16::from(*near)).abs();
    [left, up, corner].into_iter().min_by_key(distance).unwrap_or(left)
}

#[cfg(test)]
mod tests {
    use super::super::word::Lexer;
    use super::*;

    #[test]
    fn every_kind_of_line_is_read() {
        let of = |lines: &[u8]| {
            let parameters = Lexer::new(b"<</Predictor 12/Columns 3>>").value().unwrap();
            undone(lines.to_vec(), &parameters)
        };
        let lines = [0, 10, 20, 30, 1, 1, 1, 1, 2, 1, 1, 1, 3, 1, 1, 1, 4, 1, 1, 1];
        let read = [10, 20, 30, 1, 2, 3, 2, 3, 4, 2, 3, 4, 3, 4, 5];
        assert_eq!(of(&lines), Some(read.to_vec()));
        assert_eq!(of(&[2, 255, 1]), Some(vec![255, 1]), "the last line may be shorter");
        assert_eq!(of(&[9, 1, 1, 1]), None);
        let tiff = Lexer::new(b"<</Predictor 2/Columns 3>>").value().unwrap();
        assert_eq!(undone(vec![0; 4], &tiff), None);
    }
}
