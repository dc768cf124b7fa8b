//! Proof that a form was opened here: a token that only a page of ours can carry.

use std::fmt;

use crate::{hex, random};

const SIZE: usize = 16;

/// What the tokens of one session prove. A page carries it under a fresh mask each time, so that
/// compressed pages do not give it away.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Csrf([u8; SIZE]);

impl Csrf {
    /// The proof that belongs to a session (or to a visitor without one) by its own secret text.
    pub fn of(key: &[u8; 32], session: &[u8]) -> Self {
        let signed = crate::keys::sign(key, session);
        let mut proof = [0; SIZE];
        proof.iter_mut().zip(signed).for_each(|(to, from)| *to = from);
        Self(proof)
    }

    /// A token for one page.
    pub fn token(self) -> String {
        // Without randomness the token is unmasked but still unforgeable.
        let mask = random::<SIZE>().unwrap_or([0; SIZE]);
        format!("{}{}", hex::encode(&mask), hex::encode(&masked(self.0, mask)))
    }

    /// Whether a token was made here for this session.
    pub fn agrees(self, token: &str) -> bool {
        let Some(bytes) = hex::decode(token) else { return false };
        let (Some(mask), Some(proof)) = (bytes.first_chunk::<SIZE>(), bytes.get(SIZE..)) else {
            return false;
        };
        let expected = masked(self.0, *mask);
        // Every byte is compared, so that the time tells nothing.
        proof.len() == SIZE && expected.iter().zip(proof).fold(0, |differs, (a, b)| differs | (a ^ b)) == 0
    }
}

impl fmt::Debug for Csrf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Csrf(…)")
    }
}

fn masked(mut bytes: [u8; SIZE], mask: [u8; SIZE]) -> [u8; SIZE] {
    bytes.iter_mut().zip(mask).for_each(|(byte, mask)| *byte ^= mask);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_tokens_of_this_session_agree() {
        let mine = Csrf::of(&[1; 32], b"sesi saya");
        let other = Csrf::of(&[1; 32], b"sesi lain");
        let token = mine.token();
        assert!(mine.agrees(&token));
        assert_ne!(token, mine.token(), "each page has its own");
        assert!(!other.agrees(&token));
        for wrong in ["", "00", "bukan heksadesimal", &token[..62], &format!("{token}00")] {
            assert!(!mine.agrees(wrong), "{wrong}");
        }
    }
}
