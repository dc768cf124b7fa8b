//! Letters in an address.

/// A text as a part of an address: `Bu Marni` becomes `Bu%20Marni`.
pub fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"/._-~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

/// The text of a form's field: `+` is a space, `%41` is `A`. Nothing where it cannot be read.
pub fn decode(text: &[u8]) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let [first, others @ ..] = rest {
        rest = others;
        bytes.push(match (first, others) {
            (b'+', _) => b' ',
            (b'%', [high, low, after @ ..]) => {
                rest = after;
                u8::try_from(hex_digit(*high)? * 16 + hex_digit(*low)?).ok()?
            }
            (b'%', _) => return None,
            _ => *first,
        });
    }
    String::from_utf8(bytes).ok()
}

/// A field of the part after `?`.
pub fn query_value(query: &str, name: &str) -> Option<String> {
    let pairs = query.split('&').map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    pairs.into_iter().find(|(key, _)| *key == name).and_then(|(_, value)| decode(value.as_bytes()))
}

fn hex_digit(letter: u8) -> Option<u32> {
    char::from(letter).to_digit(16)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_field_is_found() {
        assert_eq!(query_value("bulan=2026-11&lanjut=%2Fk%2F1", "lanjut").as_deref(), Some("/k/1"));
        assert_eq!(query_value("bulan=2026-11", "lanjut"), None);
    }

    proptest! {
        #[test]
        fn every_text_survives(text in "\\PC{0,40}") {
            prop_assert_eq!(decode(encode(&text).as_bytes()), Some(text));
        }
    }
}
