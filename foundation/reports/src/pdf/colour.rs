//! What black and white mean on our papers: the colour profile that an archive asks for.
//!
//! The papers are black on white; the profile is that of sRGB (IEC 61966-2-1), built from its published
//! figures in the form of ICC.1:2010 (version 4.3): the three colours seen in the light of D50, and the curve.

/// A number of a profile: so many 65536ths.
type Fixed = i32;

/// The white of D50.
const WHITE: [Fixed; 3] = [63_190, 65_536, 54_061];
const RED: [Fixed; 3] = [28_579, 14_582, 913];
const GREEN: [Fixed; 3] = [25_236, 46_981, 6_364];
const BLUE: [Fixed; 3] = [9_377, 3_973, 46_804];

/// From the light of D65 to that of D50, after Bradford.
const ADAPTATION: [Fixed; 9] = [68_669, 1_500, -3_285, 1_936, 64_912, -1_117, -605, 986, 49_292];

/// `((x + 0.055) / 1.055) ^ 2.4` above 0.04045, below it `x / 12.92`.
const CURVE: [Fixed; 5] = [157_286, 62_119, 3_417, 5_072, 2_651];

/// The bytes of the profile.
pub(super) fn profile() -> Vec<u8> {
    let name = words("sRGB IEC61966-2-1");
    let free = words("Public domain");
    let curve = numbers(b"para", &[0, 3, 0, 0], &CURVE);
    let point = |colour: &[Fixed]| numbers(b"XYZ ", &[], colour);
    let datas = [
        name,
        free,
        point(&WHITE),
        numbers(b"sf32", &[], &ADAPTATION),
        point(&RED),
        point(&GREEN),
        point(&BLUE),
        curve,
    ];
    // The three curves are one.
    let tags: [(&[u8; 4], usize); 10] = [
        (b"desc", 0),
        (b"cprt", 1),
        (b"wtpt", 2),
        (b"chad", 3),
        (b"rXYZ", 4),
        (b"gXYZ", 5),
        (b"bXYZ", 6),
        (b"rTRC", 7),
        (b"gTRC", 7),
        (b"bTRC", 7),
    ];
    let start = HEADER + 4 + 12 * tags.len();
    let place = |data: usize| start + datas.iter().take(data).map(Vec::len).sum::<usize>();
    let mut bytes = header(place(datas.len()));
    bytes.extend(number(tags.len()));
    for (tag, data) in tags {
        bytes.extend(tag);
        bytes.extend(number(place(data)));
        bytes.extend(number(datas.get(data).map_or(0, Vec::len)));
    }
    bytes.extend(datas.into_iter().flatten());
    bytes
}

const HEADER: usize = 128;

/// What kind of profile it is: of a screen, from RGB to XYZ, made on the day of the norm.
fn header(size: usize) -> Vec<u8> {
    let mut bytes = number(size).to_vec();
    bytes.extend([0; 4]);
    bytes.extend([4, 0x30, 0, 0]);
    bytes.extend(b"mntrRGB XYZ ");
    for part in [1999_u16, 10, 18, 0, 0, 0] {
        bytes.extend(part.to_be_bytes());
    }
    bytes.extend(b"acsp");
    // No platform, no flags, no maker, no model, no attributes; perceptual.
    bytes.extend([0; 28]);
    bytes.extend(WHITE.iter().flat_map(|part| part.to_be_bytes()));
    bytes.resize(HEADER, 0);
    bytes
}

fn number(number: usize) -> [u8; 4] {
    u32::try_from(number).unwrap_or(u32::MAX).to_be_bytes()
}

/// Numbers of a kind, behind what their kind needs to say first.
fn numbers(kind: &[u8; 4], before: &[u8], numbers: &[Fixed]) -> Vec<u8> {
    let mut bytes = kind.to_vec();
    bytes.extend([0; 4]);
    bytes.extend(before);
    bytes.extend(numbers.iter().flat_map(|number| number.to_be_bytes()));
    bytes
}

/// Words in English, filled up to whole numbers.
fn words(text: &str) -> Vec<u8> {
    let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let mut bytes = b"mluc\0\0\0\0".to_vec();
    bytes.extend([number(1), number(12)].concat());
    bytes.extend(b"enUS");
    bytes.extend([number(units.len()), number(28)].concat());
    bytes.extend(units);
    bytes.resize(bytes.len().next_multiple_of(4), 0);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_profile_says_how_long_it_is_and_where_its_parts_are() {
        let bytes = profile();
        let read = |at: usize| {
            usize::try_from(u32::from_be_bytes(bytes[at..at + 4].try_into().expect("four bytes")))
                .expect("a length")
        };
        assert_eq!(read(0), bytes.len());
        assert_eq!((&bytes[36..40], read(HEADER)), (b"acsp".as_slice(), 10));
        for tag in 0..10 {
            let at = HEADER + 4 + 12 * tag;
            let (start, length) = (read(at + 4), read(at + 8));
            assert!(start % 4 == 0 && start + length <= bytes.len(), "part {tag}");
            assert!(
                [b"mluc", b"XYZ ", b"sf32", b"para"].iter().any(|kind| bytes[start..].starts_with(*kind))
            );
        }
    }

    #[test]
    fn red_green_and_blue_together_are_white() {
        for part in 0..3 {
            let sum = RED[part] + GREEN[part] + BLUE[part];
            assert!((sum - WHITE[part]).abs() <= 24, "{sum}");
        }
    }
}
