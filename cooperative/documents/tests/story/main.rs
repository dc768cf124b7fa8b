//! What is a picture, and what only says so.
#![forbid(unsafe_code)]
#![cfg(test)]

use std::io::Cursor;

use documents::{DocumentError, Picture};
use image::{ImageFormat, RgbImage};
use kernel::{CooperativeId, Timestamp, UserId};

fn picture(format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    RgbImage::from_pixel(64, 48, image::Rgb([200, 180, 90])).write_to(&mut bytes, format).expect("a picture");
    bytes.into_inner()
}

#[test]
fn a_photo_is_kept_and_read_back_whole() {
    store::testing::on_both_engines(&[documents::MIGRATIONS], |test| {
        let bytes = picture(ImageFormat::Jpeg);
        let photo = Picture::check("kwitansi.jpg", bytes.clone()).expect("a photo");
        assert_eq!((photo.content_type, photo.width, photo.height), ("image/jpeg", 64, 48));
        let kept = test
            .db
            .write_blocking(move |tx| documents::keep(tx, CooperativeId(7), &photo, UserId(1), Timestamp(0)))
            .expect("kept");
        let read = |cooperative: i64| {
            test.db
                .read_blocking(|reader| documents::content(reader, CooperativeId(cooperative), kept))
                .expect("a read")
        };
        assert_eq!(read(7), Some(bytes));
        assert_eq!(read(8), None, "another cooperative does not see it");
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
fn too_many_bytes_or_pixels_are_refused_before_they_are_opened() {
    let large = vec![0; documents::MAX_BYTES + 1];
    assert!(matches!(Picture::check("a.jpg", large), Err(DocumentError::TooLarge)));
    // A PNG head that claims 30,000 by 30,000 pixels.
    let mut bomb = picture(ImageFormat::Png);
    bomb[16..24].copy_from_slice(&[0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30]);
    let refusal = Picture::check("a.png", bomb).expect_err("a bomb");
    assert!(matches!(refusal, DocumentError::TooManyPixels | DocumentError::NotAPicture), "{refusal}");
}
