//! A grey picture as a small JPEG file: baseline, one component, whole numbers only, so that every
//! machine writes the same bytes.

use std::sync::LazyLock;

/// A grey picture whose sides are multiples of 8.
#[derive(Debug, Clone)]
pub(super) struct Grey {
    pub width: usize,
    pub height: usize,
    /// From left to right, from top to bottom.
    pub pixels: Vec<u8>,
}

/// Steps of the coefficients, in zigzag order: coarse, for small files.
const STEPS: [u8; 64] = [
    27, 19, 20, 24, 20, 17, 27, 24, 22, 24, 31, 29, 27, 32, 41, 68, 44, 41, 37, 37, 41, 83, 60, 63, 49, 68,
    99, 87, 104, 102, 97, 87, 95, 94, 109, 122, 156, 133, 109, 116, 148, 117, 94, 95, 136, 185, 138, 148,
    162, 167, 175, 177, 175, 105, 131, 192, 206, 190, 170, 204, 156, 172, 175, 168,
];

/// Where each coefficient of the zigzag stands in a block.
const ZIGZAG: [usize; 64] = [
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7,
    14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39,
    46, 53, 60, 61, 54, 47, 55, 62, 63,
];

/// Huffman tables of the standard (ITU T.81, annex K.3): how many codes of each length, then their values.
const DC_COUNTS: [u8; 16] = [0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0];
const DC_VALUES: [u8; 12] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
const AC_COUNTS: [u8; 16] = [0, 2, 1, 3, 3, 2, 4, 3, 5, 5, 4, 4, 0, 0, 1, 0x7d];
const AC_VALUES: [u8; 162] = [
    0x01, 0x02, 0x03, 0x00, 0x04, 0x11, 0x05, 0x12, 0x21, 0x31, 0x41, 0x06, 0x13, 0x51, 0x61, 0x07, 0x22,
    0x71, 0x14, 0x32, 0x81, 0x91, 0xa1, 0x08, 0x23, 0x42, 0xb1, 0xc1, 0x15, 0x52, 0xd1, 0xf0, 0x24, 0x33,
    0x62, 0x72, 0x82, 0x09, 0x0a, 0x16, 0x17, 0x18, 0x19, 0x1a, 0x25, 0x26, 0x27, 0x28, 0x29, 0x2a, 0x34,
    0x35, 0x36, 0x37, 0x38, 0x39, 0x3a, 0x43, 0x44, 0x45, 0x46, 0x47, 0x48, 0x49, 0x4a, 0x53, 0x54, 0x55,
    0x56, 0x57, 0x58, 0x59, 0x5a, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x73, 0x74, 0x75, 0x76,
    0x77, 0x78, 0x79, 0x7a, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8a, 0x92, 0x93, 0x94, 0x95, 0x96,
    0x97, 0x98, 0x99, 0x9a, 0xa2, 0xa3, 0xa4, 0xa5, 0xa6, 0xa7, 0xa8, 0xa9, 0xaa, 0xb2, 0xb3, 0xb4, 0xb5,
    0xb6, 0xb7, 0xb8, 0xb9, 0xba, 0xc2, 0xc3, 0xc4, 0xc5, 0xc6, 0xc7, 0xc8, 0xc9, 0xca, 0xd2, 0xd3, 0xd4,
    0xd5, 0xd6, 0xd7, 0xd8, 0xd9, 0xda, 0xe1, 0xe2, 0xe3, 0xe4, 0xe5, 0xe6, 0xe7, 0xe8, 0xe9, 0xea, 0xf1,
    0xf2, 0xf3, 0xf4, 0xf5, 0xf6, 0xf7, 0xf8, 0xf9, 0xfa,
];

/// Cosines of 0, 1, … 8 sixteenths of a half turn, in 4096ths.
const COSINES: [i64; 9] = [4_096, 4_017, 3_784, 3_406, 2_896, 2_276, 1_567, 799, 0];

/// The code and its length of each value.
type Codes = [(u32, u32); 256];

fn codes(counts: [u8; 16], values: &[u8]) -> Codes {
    let mut codes = [(0, 0); 256];
    let (mut code, mut values) = (0, values.iter());
    for (length, count) in (1..).zip(counts) {
        for value in values.by_ref().take(usize::from(count)) {
            codes[usize::from(*value)] = (code, length);
            code += 1;
        }
        code <<= 1;
    }
    codes
}

/// Bits on their way into bytes.
struct Bits {
    bytes: Vec<u8>,
    waiting: u32,
    count: u32,
}

impl Bits {
    fn put(&mut self, (code, length): (u32, u32)) {
        self.waiting = self.waiting << length | code;
        self.count += length;
        while self.count >= 8 {
            self.count -= 8;
            let [.., byte] = (self.waiting >> self.count).to_be_bytes();
            self.bytes.push(byte);
            // A byte of ones would be a marker.
            if byte == 0xff {
                self.bytes.push(0);
            }
        }
    }
}

/// A number as the format writes it: how many bits, and the bits.
fn magnitude(value: i64) -> (u8, u32) {
    let size = i64::BITS - value.abs().leading_zeros();
    let bits = if value < 0 { value + (1 << size) - 1 } else { value };
    (u8::try_from(size).unwrap_or(0), u32::try_from(bits).unwrap_or(0))
}

fn cosine(k: usize) -> i64 {
    match k % 32 {
        k @ 0..=8 => COSINES[k],
        k @ 9..=16 => -COSINES[16 - k],
        k @ 17..=24 => -COSINES[k - 16],
        k => COSINES[32 - k],
    }
}

/// The cosine transform along one row of eight, times 8. Written out: a test makes hundreds of pictures
/// without the optimiser.
fn transform([a, b, c, d, e, f, g, h]: [i64; 8], table: &[[i64; 8]; 8]) -> [i64; 8] {
    let mut waves = [0; 8];
    for (to, w) in waves.iter_mut().zip(table) {
        let first = a * w[0] + b * w[1] + c * w[2] + d * w[3];
        *to = (first + e * w[4] + f * w[5] + g * w[6] + h * w[7]) >> 9;
    }
    waves
}

/// What each wave weighs at each place; the first is weaker by a half of the root of two.
fn waves() -> [[i64; 8]; 8] {
    let mut table = [[0; 8]; 8];
    for (u, row) in table.iter_mut().enumerate() {
        for (x, weight) in row.iter_mut().enumerate() {
            *weight = if u == 0 { 1_448 } else { cosine((2 * x + 1) * u) / 2 };
        }
    }
    table
}

/// What every picture needs: the codes, the waves.
struct Tables {
    dc: Codes,
    ac: Codes,
    waves: [[i64; 8]; 8],
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| Tables {
    dc: codes(DC_COUNTS, &DC_VALUES),
    ac: codes(AC_COUNTS, &AC_VALUES),
    waves: waves(),
});

/// The steps of one block, in zigzag order.
fn steps(grey: &Grey, left: usize, top: usize) -> [i64; 64] {
    let mut rows = [[0; 8]; 8];
    for (y, row) in rows.iter_mut().enumerate() {
        let start = (top + y) * grey.width + left;
        for (value, pixel) in row.iter_mut().zip(&grey.pixels[start..start + 8]) {
            *value = i64::from(*pixel) - 128;
        }
    }
    let mut steps = [0; 64];
    let first = rows[0][0];
    if rows.iter().all(|row| *row == [first; 8]) {
        // One grey: nothing but the first wave.
        steps[0] = rounded(first * 8, i64::from(STEPS[0]));
        return steps;
    }
    for row in &mut rows {
        *row = transform(*row, &TABLES.waves);
    }
    let mut square = [[0; 8]; 8];
    for (x, column) in square.iter_mut().enumerate() {
        let [a, b, c, d, e, f, g, h] = &rows;
        *column = transform([a[x], b[x], c[x], d[x], e[x], f[x], g[x], h[x]], &TABLES.waves);
    }
    for ((place, step), to) in ZIGZAG.iter().zip(STEPS).zip(&mut steps) {
        // Both transforms are times 8.
        *to = rounded(square[place % 8][place / 8], i64::from(step) * 64);
    }
    steps
}

fn rounded(value: i64, step: i64) -> i64 {
    (value + value.signum() * step / 2) / step
}

fn put_block(bits: &mut Bits, steps: &[i64; 64], before: i64) {
    let Tables { dc, ac, .. } = &*TABLES;
    let put = |bits: &mut Bits, table: &Codes, run: u8, value: i64| {
        let (size, own) = magnitude(value);
        bits.put(table[usize::from(run << 4 | size)]);
        bits.put((own, u32::from(size)));
    };
    put(bits, dc, 0, steps[0] - before);
    let mut run = 0;
    for step in &steps[1..] {
        if *step == 0 {
            run += 1;
            continue;
        }
        while run > 15 {
            bits.put(ac[0xf0]);
            run -= 16;
        }
        put(bits, ac, run, *step);
        run = 0;
    }
    if run > 0 {
        bits.put(ac[0]);
    }
}

/// The tables in front of the picture, as [`encode`] uses them.
fn head(grey: &Grey) -> Vec<u8> {
    let side = |length: usize| u16::try_from(length).unwrap_or(0).to_be_bytes();
    let ([h1, h2], [w1, w2]) = (side(grey.height), side(grey.width));
    let mut file = vec![0xff, 0xd8, 0xff, 0xe0, 0, 16, b'J', b'F', b'I', b'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0];
    file.extend([0xff, 0xdb, 0, 67, 0]);
    file.extend(STEPS);
    file.extend([0xff, 0xc0, 0, 11, 8, h1, h2, w1, w2, 1, 1, 0x11, 0]);
    file.extend([0xff, 0xc4, 0, 31, 0x00]);
    file.extend(DC_COUNTS);
    file.extend(DC_VALUES);
    file.extend([0xff, 0xc4, 0, 181, 0x10]);
    file.extend(AC_COUNTS);
    file.extend(AC_VALUES);
    file.extend([0xff, 0xda, 0, 8, 1, 1, 0x00, 0, 63, 0]);
    file
}

/// The picture as a file.
pub(super) fn encode(grey: &Grey) -> Vec<u8> {
    let mut bits = Bits { bytes: head(grey), waiting: 0, count: 0 };
    let mut before = 0;
    for top in (0..grey.height).step_by(8) {
        for left in (0..grey.width).step_by(8) {
            let steps = steps(grey, left, top);
            put_block(&mut bits, &steps, before);
            before = steps[0];
        }
    }
    // Ones fill the last byte.
    bits.put((0x7f, 7));
    bits.bytes.extend([0xff, 0xd9]);
    bits.bytes
}
