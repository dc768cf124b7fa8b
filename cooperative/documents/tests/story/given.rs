//! Pictures and PDFs as they come from telephones, banks and notaries, and as they should not come.

use std::io::{Cursor, Write};

use documents::{DocumentError, File};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use image::{ImageFormat, RgbImage};
use kernel::{CooperativeId, Timestamp, UserId};

pub const HERE: CooperativeId = CooperativeId(7);
pub const MARNI: UserId = UserId(1);
pub const JATI: UserId = UserId(2);

/// So many minutes after 24 November 2026, 10.00 WIB.
pub fn minute(minutes: i64) -> Timestamp {
    Timestamp(1_795_489_200_000_000 + minutes * 60_000_000)
}

pub fn picture(format: ImageFormat) -> Vec<u8> {
    coloured(format, 90)
}

/// Another picture for another shade.
pub fn coloured(format: ImageFormat, blue: u8) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    RgbImage::from_pixel(64, 48, image::Rgb([200, 180, blue])).write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

pub fn photo(blue: u8) -> File {
    File::check("nota.png", coloured(ImageFormat::Png, blue)).unwrap()
}

pub fn refused(name: &str, bytes: impl Into<Vec<u8>>) -> DocumentError {
    File::check(name, bytes.into()).expect_err("a refusal")
}

pub fn zipped(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A PDF as it is put together: objects one after another, then the index and the end.
pub struct Paper {
    bytes: Vec<u8>,
    places: Vec<(usize, usize)>,
    /// What the trailer says besides the catalogue.
    pub trailer: String,
}

impl Paper {
    pub fn new() -> Self {
        let bytes = b"%PDF-1.5\n%\xE2\xE3\xCF\xD3\n".to_vec();
        Self { bytes, places: Vec::new(), trailer: String::new() }
    }

    /// A letter of so many pages, with these entries in its catalogue.
    pub fn letter(pages: usize, catalogue: &str) -> Self {
        let kids: Vec<String> = (0..pages).map(|n| format!("{} 0 R", n + 3)).collect();
        let tree = format!("<</Type/Pages/Count {pages}/Kids[{}]>>", kids.join(" "));
        let mut paper = Self::new();
        paper.object(1, &format!("<</Type/Catalog /Pages 2 0 R {catalogue}>>"));
        paper.object(2, &tree);
        for n in 0..pages {
            paper.object(n + 3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>");
        }
        paper
    }

    pub fn object(&mut self, number: usize, value: &str) {
        self.places.push((number, self.bytes.len()));
        self.bytes.extend_from_slice(format!("{number} 0 obj\n{value}\nendobj\n").as_bytes());
    }

    pub fn stream(&mut self, number: usize, head: &str, content: &[u8]) {
        self.places.push((number, self.bytes.len()));
        let length = content.len();
        let head = format!("{number} 0 obj\n<<{head}/Length {length}>>\nstream\r\n");
        self.bytes.extend_from_slice(head.as_bytes());
        self.bytes.extend_from_slice(content);
        self.bytes.extend_from_slice(b"\nendstream\nendobj\n");
    }

    /// Objects packed into a stream.
    pub fn packed(&mut self, number: usize, objects: &[(usize, String)], filter: &str) {
        let (mut heads, mut values) = (String::new(), String::new());
        for (object, value) in objects {
            heads.push_str(&format!("{object} {} ", values.len()));
            values.push_str(value);
            values.push('\n');
        }
        let head = format!("/Type/ObjStm/N {}/First {}{filter}", objects.len(), heads.len());
        let plain = format!("{heads}{values}");
        let content = if filter.is_empty() { plain.into_bytes() } else { zipped(plain.as_bytes()) };
        self.stream(number, &head, &content);
    }

    /// With a table of places and a trailer, as older programs write it.
    pub fn with_table(mut self) -> Vec<u8> {
        let start = self.bytes.len();
        let mut end = "xref\n0 1\n0000000000 65535 f \n".to_owned();
        for (number, place) in &self.places {
            end.push_str(&format!("{number} 1\n{place:010} 00000 n \n"));
        }
        end.push_str(&format!(
            "trailer\n<</Size 99/Root 1 0 R{}>>\nstartxref\n{start}\n%%EOF\n",
            self.trailer
        ));
        self.bytes.extend_from_slice(end.as_bytes());
        self.bytes
    }

    /// With its places in a stream, as newer programs write it.
    pub fn with_stream(mut self) -> Vec<u8> {
        let start = self.bytes.len();
        let head = format!("/Type/XRef/Size 99/W[1 2 1]/Root 1 0 R/Filter/FlateDecode{}", self.trailer);
        self.stream(98, &head, &zipped(&[0; 40]));
        self.bytes.extend_from_slice(format!("startxref\n{start}\n%%EOF\n").as_bytes());
        self.bytes
    }
}
