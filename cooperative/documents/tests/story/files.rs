//! Pictures: what is one, and what only says so.

use documents::{DocumentError, File, Picture};
use image::ImageFormat;
use kernel::CooperativeId;

use crate::given::*;

#[test]
fn a_photo_is_kept_and_read_back_whole() {
    store::testing::on_both_engines(&[documents::MIGRATIONS], |test| {
        let bytes = picture(ImageFormat::Jpeg);
        let photo = Picture::check("kwitansi.jpg", bytes.clone()).unwrap();
        assert_eq!((photo.content_type, photo.width, photo.height), ("image/jpeg", 64, 48));
        let act = move |tx: &mut store::Tx<'_>| documents::keep(tx, HERE, &photo, MARNI, minute(0));
        let kept = test.db.write_blocking(act).unwrap();
        let read =
            |cooperative| test.db.read_blocking(|reader| documents::content(reader, cooperative, kept));
        assert_eq!(read(HERE).unwrap(), Some(bytes));
        assert_eq!(read(CooperativeId(8)).unwrap(), None, "another cooperative does not see it");
    });
}

#[test]
fn a_pdf_is_kept_with_its_pages_and_size() {
    store::testing::on_both_engines(&[documents::MIGRATIONS], |test| {
        let file = File::check("SK AHU.pdf", Paper::letter(3, "").with_table()).unwrap();
        let act = move |tx: &mut store::Tx<'_>| documents::keep_file(tx, HERE, &file, MARNI, minute(0));
        let kept = test.db.write_blocking(act).unwrap();
        let read = test.db.read_blocking(|reader| documents::document(reader, HERE, kept));
        let known = read.unwrap().unwrap();
        assert_eq!((known.name.as_str(), known.pages, known.is_pdf()), ("SK AHU.pdf", Some(3), true));
        assert_eq!(known.label(), "PDF, 3 halaman, 1 KB");
        assert_eq!((known.kept_by, known.kept_at), (MARNI, minute(0)));
    });
}

#[test]
fn what_is_not_a_picture_is_refused() {
    let half = picture(ImageFormat::Png);
    let half = half[..half.len() / 2].to_vec();
    let cases =
        [b"#!/bin/sh\necho halo".to_vec(), b"%PDF-1.7".to_vec(), Vec::new(), half, b"GIF89a".to_vec()];
    for bytes in cases {
        let refusal = Picture::check("foto.jpg", bytes).expect_err("not a picture");
        assert!(matches!(refusal, DocumentError::NotAPicture), "{refusal}");
    }
}

#[test]
fn a_program_under_another_name_is_neither_picture_nor_pdf() {
    let program = [b"MZ\x90\0\x03\0\0\0".as_slice(), &[0; 600], b"%PDF-1.7 startxref 0 %%EOF"].concat();
    for name in ["nota.jpg", "akta.pdf", "akta.pdf.exe"] {
        assert!(matches!(refused(name, program.clone()), DocumentError::NotAFile), "{name}");
    }
    assert!(matches!(refused("kosong.pdf", []), DocumentError::Empty));
    let half = picture(ImageFormat::Jpeg);
    assert!(matches!(refused("a.jpg", &half[..half.len() / 3]), DocumentError::NotAFile));
    let page = b"<!doctype html><script>alert(1)</script>";
    assert!(matches!(refused("nota.png", page.as_slice()), DocumentError::NotAFile));
}

#[test]
fn too_many_bytes_or_pixels_are_refused_before_they_are_opened() {
    let large = vec![0; documents::MAX_BYTES + 1];
    assert!(matches!(Picture::check("a.jpg", large.clone()), Err(DocumentError::TooLarge)));
    assert!(matches!(refused("a.jpg", large), DocumentError::TooLarge));
    let mut scan = b"%PDF-1.7\n".to_vec();
    scan.resize(13 * 1024 * 1024, b' ');
    assert!(matches!(refused("pindaian.pdf", scan), DocumentError::TooLarge));
    // A PNG head that claims 30,000 by 30,000 pixels.
    let mut bomb = picture(ImageFormat::Png);
    bomb[16..24].copy_from_slice(&[0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30]);
    let refusal = Picture::check("a.png", bomb).expect_err("a bomb");
    assert!(matches!(refusal, DocumentError::TooManyPixels | DocumentError::NotAPicture), "{refusal}");
}
