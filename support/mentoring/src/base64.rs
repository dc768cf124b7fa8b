//! A photo inside JSON: base64 with padding (RFC 4648 section 4), as browsers write it.

/// The bytes that letters stand for; nothing where they are no base64.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    let letters = text.as_bytes();
    if !letters.len().is_multiple_of(4) {
        return None;
    }
    let padding = letters.iter().rev().take_while(|letter| **letter == b'=').count();
    if padding > 2 {
        return None;
    }
    let mut bytes = Vec::with_capacity(letters.len() / 4 * 3);
    for four in letters.chunks_exact(4) {
        let mut word: u32 = 0;
        for letter in four {
            word = word << 6 | u32::from(if *letter == b'=' { 0 } else { value(*letter)? });
        }
        let [_, first, second, third] = word.to_be_bytes();
        bytes.extend([first, second, third]);
    }
    let inner = letters.get(..letters.len() - padding)?;
    if inner.contains(&b'=') {
        return None;
    }
    bytes.truncate(bytes.len() - padding);
    Some(bytes)
}

fn value(letter: u8) -> Option<u8> {
    match letter {
        b'A'..=b'Z' => Some(letter - b'A'),
        b'a'..=b'z' => Some(letter - b'a' + 26),
        b'0'..=b'9' => Some(letter - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::decode;

    /// The test vectors of RFC 4648 section 10, and what they must refuse.
    #[test]
    fn the_vectors_of_the_standard_hold() {
        for (text, bytes) in [
            ("", ""),
            ("Zg==", "f"),
            ("Zm8=", "fo"),
            ("Zm9v", "foo"),
            ("Zm9vYg==", "foob"),
            ("Zm9vYmE=", "fooba"),
            ("Zm9vYmFy", "foobar"),
        ] {
            assert_eq!(decode(text).as_deref(), Some(bytes.as_bytes()), "{text}");
        }
        assert_eq!(decode("/+8=").as_deref(), Some(&[0xff, 0xef][..]));
        for wrong in ["Zg", "Zg=", "Z===", "Zm=v", "====", "Zm9v\n", "Zm-_", "Zg==Zg=="] {
            assert_eq!(decode(wrong), None, "{wrong}");
        }
    }
}
