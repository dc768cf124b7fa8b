//! All certificates of a ceremony as one file that nobody holds as a whole.

use std::io::Read;

use axum::body::to_bytes;
use handover::{EventId, HandoverError, Reach};

use crate::given::*;

const STREAM: &[u8] = b"stream\n";

fn count(bytes: &[u8]) -> usize {
    let needle = b"/Type/Page";
    let is_page =
        |at: &usize| bytes[*at..].starts_with(needle) && bytes.get(at + needle.len()) != Some(&b's');
    (0..bytes.len()).filter(is_page).count()
}

/// How often the dictionary of a page stands in a PDF, in the open or in a compressed stream of objects.
fn pages(bytes: &[u8]) -> usize {
    let mut found = 0;
    for at in (0..bytes.len()).filter(|at| bytes[*at..].starts_with(STREAM)) {
        let head = &bytes[at.saturating_sub(160)..at];
        if head.windows(6).any(|window| window == b"ObjStm") {
            let mut plain = Vec::new();
            let read = flate2::read::ZlibDecoder::new(&bytes[at + STREAM.len()..]).read_to_end(&mut plain);
            if read.is_ok() {
                found += count(&plain);
            }
        }
    }
    found + count(bytes)
}

fn streamed(test: &store::testing::TestDb, id: EventId) -> Result<Vec<u8>, String> {
    let (db, runtime) = (test.db.clone(), tokio::runtime::Runtime::new().unwrap());
    runtime.block_on(async move {
        let body = handover::certificates_body(db, id, day(TODAY));
        to_bytes(body, usize::MAX).await.map(|bytes| bytes.to_vec()).map_err(|error| error.to_string())
    })
}

#[test]
fn two_thousand_certificates_come_as_two_thousand_pages() {
    story(|test| {
        let villages: Vec<_> = (0..2_000)
            .map(|n| {
                newcomer(
                    &format!("19.01.{:02}.{}", 1 + n / 900, 2001 + n % 900),
                    &format!("Contoh {n}"),
                    true,
                )
            })
            .collect();
        test.db.write_blocking(move |tx| registry::register_all(tx, villages.clone())).unwrap();
        let launched = launch(test, Reach::Nation, TODAY).unwrap();
        assert_eq!(launched.cooperatives, 2_000);
        assert_eq!(sequences(test, launched.event)[..3], [1, 2, 3]);
        let bytes = streamed(test, launched.event).unwrap();
        assert!(bytes.starts_with(b"%PDF-") && bytes.trim_ascii_end().ends_with(b"%%EOF"));
        assert_eq!(pages(&bytes), 2_000);
        let mut written = Vec::new();
        handover::write_certificates(&test.db, launched.event, day(TODAY), &mut written).unwrap();
        assert_eq!(written, bytes, "a file on the disk and an answer are the same bytes");
    });
}

#[test]
fn an_empty_list_breaks_the_answer_off_instead_of_looking_whole() {
    story(|test| {
        let id = given_an_event(test);
        assert!(streamed(test, id).is_err());
        let nowhere = handover::write_certificates(&test.db, EventId(99), day(TODAY), &mut Vec::new());
        assert!(matches!(nowhere, Err(HandoverError::NoSuchEvent)));
    });
}

#[test]
fn a_certificate_stays_on_one_page_with_the_longest_names() {
    story(|test| {
        given_a_city(test);
        let id = given_an_event(test);
        choose(test, id, handover::Selection::LegalBodies).unwrap();
        let (event, mut item) = (event(test, id), items(test, id).remove(0));
        item.name = format!("Koperasi Desa Merah Putih {}", "Contoh Panjang ".repeat(4).trim_end());
        let area = "Kecamatan Siau Timur Selatan, Kabupaten Kepulauan Siau Tagulandang Biaro";
        let paper = handover::certificate(&event, &item, area);
        assert_eq!(paper.seal.as_ref().unwrap().code, "https://koperasi.contoh.go.id/koperasi/19.71.04.1001");
        assert_eq!(pages(&reports::pdf(&paper, day(TODAY)).unwrap()), 1);
    });
}
