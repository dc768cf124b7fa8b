//! Photos of receipts that never were: grey paper on a table, letters of three by five dots, the word
//! CONTOH across all of them.

use documents::Picture;
use kernel::{BookDate, Rupiah};

use super::jpeg::{Grey, encode};
use super::random::Random;

const WIDTH: usize = 168;
const HEIGHT: usize = 224;
/// Dots of a letter are so many pixels wide and high.
const DOT: usize = 2;
/// From the start of a letter to that of the next.
const ADVANCE: usize = 4 * DOT;
/// The margins of the paper.
const LEFT: usize = 16;
const TOP: usize = 14;
/// What is seen of the table around the paper.
const EDGE: usize = 8;
const INK: u8 = 60;

/// Five rows of three dots, an octal digit a row.
const LETTERS: [(char, u16); 42] = [
    ('A', 0o25755),
    ('B', 0o65656),
    ('C', 0o34443),
    ('D', 0o65556),
    ('E', 0o74647),
    ('F', 0o74644),
    ('G', 0o34553),
    ('H', 0o55755),
    ('I', 0o72227),
    ('J', 0o11152),
    ('K', 0o55655),
    ('L', 0o44447),
    ('M', 0o57755),
    ('N', 0o57775),
    ('O', 0o25552),
    ('P', 0o65644),
    ('Q', 0o25573),
    ('R', 0o65655),
    ('S', 0o34216),
    ('T', 0o72222),
    ('U', 0o55557),
    ('V', 0o55552),
    ('W', 0o55775),
    ('X', 0o55255),
    ('Y', 0o55222),
    ('Z', 0o71247),
    ('0', 0o75557),
    ('1', 0o26227),
    ('2', 0o71747),
    ('3', 0o71717),
    ('4', 0o55711),
    ('5', 0o74717),
    ('6', 0o74757),
    ('7', 0o71122),
    ('8', 0o75757),
    ('9', 0o75717),
    ('.', 0o00002),
    (',', 0o00024),
    (':', 0o02020),
    ('/', 0o11244),
    ('-', 0o00700),
    ('=', 0o07070),
];

/// A receipt under construction.
struct Paper {
    grey: Grey,
    line: usize,
}

impl Paper {
    /// White paper on a dark table, a little brighter on one side.
    fn new(random: &mut Random) -> Self {
        let table = u8::try_from(random.between(70, 130)).unwrap_or(100);
        let shade = usize::try_from(random.between(6, 14)).unwrap_or(9);
        let bottom = HEIGHT - usize::try_from(random.between(10, 40)).unwrap_or(20);
        let mut pixels = vec![table; WIDTH * HEIGHT];
        for x in EDGE..WIDTH - EDGE {
            let white = u8::try_from(246 - x / 8 * 8 / shade).unwrap_or(230);
            // The lower edge is torn off in teeth.
            let tooth = (x % 8).min(8 - x % 8);
            for y in EDGE..bottom - tooth {
                pixels[y * WIDTH + x] = white;
            }
        }
        Self { grey: Grey { width: WIDTH, height: HEIGHT, pixels }, line: TOP }
    }

    fn dot(&mut self, x: usize, y: usize, size: usize, ink: u8) {
        for row in y..(y + size).min(HEIGHT) {
            for column in x..(x + size).min(WIDTH) {
                self.grey.pixels[row * WIDTH + column] = ink;
            }
        }
    }

    fn letters(&mut self, text: &str, mut x: usize, y: usize, size: usize, ink: u8) {
        for letter in text.to_uppercase().chars() {
            let dots = LETTERS.iter().find(|(of, _)| *of == letter).map_or(0, |(_, dots)| *dots);
            for n in (0..15).filter(|n| dots >> (14 - n) & 1 == 1) {
                self.dot(x + n % 3 * size, y + n / 3 * size, size, ink);
            }
            x += 4 * size;
        }
    }

    /// A line of text, cut where the paper ends.
    fn write(&mut self, text: &str) {
        let fits: String = text.chars().take((WIDTH - 2 * LEFT) / ADVANCE).collect();
        self.letters(&fits, LEFT, self.line, DOT, INK);
        self.line += 7 * DOT;
    }

    /// A line that ends at the right margin.
    fn write_right(&mut self, text: &str) {
        let width = text.chars().count() * ADVANCE;
        self.letters(text, (WIDTH - LEFT).saturating_sub(width), self.line, DOT, INK);
        self.line += 7 * DOT;
    }
}

/// Words in lines of a receipt's width, at most `most` of them.
fn wrapped(text: &str, most: usize) -> Vec<String> {
    let width = (WIDTH - 2 * LEFT) / ADVANCE;
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + word.chars().count() < width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines.truncate(most);
    lines
}

/// The photo of a receipt for an amount.
pub(super) fn receipt(what: &str, date: BookDate, amount: Rupiah, random: &mut Random) -> Picture {
    let mut paper = Paper::new(random);
    paper.write("NOTA CONTOH");
    paper.write(&format!("TGL {}", date.short()));
    paper.write("=================");
    for line in wrapped(what, 4) {
        paper.write(&line);
    }
    paper.write("-----------------");
    paper.write("JUMLAH RP");
    paper.write_right(&amount.plain());
    let (x, y) = (random.between(20, 44), random.between(136, 160));
    let place = |number: i64| usize::try_from(number).unwrap_or(20);
    paper.letters("CONTOH", place(x), place(y), 4, 188);
    Picture {
        name: format!("nota-{date}.jpg"),
        content_type: "image/jpeg",
        width: u32::try_from(WIDTH).unwrap_or(0),
        height: u32::try_from(HEIGHT).unwrap_or(0),
        bytes: encode(&paper.grey),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_receipt_opens_as_a_small_picture_and_is_always_the_same() {
        let date = BookDate::parse("2026-08-15").unwrap();
        let mut random = Random::of(1, 1);
        for n in 0..20 {
            let amount = Rupiah(1_234_567 * (n + 1));
            let picture =
                receipt("Bayar listrik dan air kantor bulan Agustus", date, amount, &mut random.clone());
            assert_eq!(
                picture,
                receipt("Bayar listrik dan air kantor bulan Agustus", date, amount, &mut random)
            );
            assert!(picture.bytes.len() <= 6 * 1024, "{} bytes", picture.bytes.len());
            let opened = Picture::check(&picture.name, picture.bytes.clone()).unwrap();
            assert_eq!(opened, picture);
        }
    }
}
