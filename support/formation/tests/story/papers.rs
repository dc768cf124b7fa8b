//! Minutes, attendance lists and statutes, as PDF and as a Word file.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use formation::{DRAFT, FormationError, Paper, docx, paper};
use reports::{Document, Part};

use crate::given::*;

fn parts(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = BTreeMap::new();
    for n in 0..archive.len() {
        let mut file = archive.by_index(n).unwrap();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        parts.insert(file.name().unwrap().into_owned(), text);
    }
    parts
}

/// Every tag closes in its order, attributes are quoted, no stray sign stands between.
fn assert_well_formed(name: &str, xml: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut rest =
        xml.strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n").unwrap();
    while let Some(at) = rest.find('<') {
        let (text, tail) = rest.split_at(at);
        for piece in text.split('&').skip(1) {
            let entity = piece.split(';').next().unwrap();
            assert!(["amp", "lt", "gt", "quot"].contains(&entity), "{name}: &{entity}");
        }
        assert!(!text.contains('>'), "{name}: {text}");
        let end = tail.find('>').unwrap();
        let tag = &tail[1..end];
        assert_eq!(tag.matches('"').count() % 2, 0, "{name}: {tag}");
        if let Some(closing) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(closing), "{name}");
        } else if !tag.ends_with('/') {
            open.push(tag.split_whitespace().next().unwrap());
        }
        rest = &tail[end + 1..];
    }
    assert!(open.is_empty(), "{name}: {open:?} stay open");
}

fn documents(test: &store::testing::TestDb) -> Vec<(Paper, Document)> {
    let here = given_founded(test);
    let facts = test.db.read_blocking(move |reader| formation::facts(reader, here)).unwrap();
    Paper::ALL.map(|kind| (kind, paper(&facts, kind))).into()
}

#[test]
fn nothing_is_drafted_before_the_meeting_is_written_down() {
    story(|test| {
        let here = given(test, PINTU_AIR, "Pintu Air");
        let facts = test.db.read_blocking(move |reader| formation::facts(reader, here));
        assert!(matches!(facts.err(), Some(FormationError::NoMeeting)));
    });
}

#[test]
fn every_paper_says_that_it_is_a_draft_and_leaves_no_gap() {
    story(|test| {
        for (kind, document) in documents(test) {
            assert_eq!(document.subtitle[0], DRAFT);
            let text = reports::text(&document);
            assert!(!text.contains(['{', '}']), "{kind:?}: {text}");
            let pdf = reports::pdf(&document, day(TODAY)).unwrap();
            assert!(pdf.starts_with(b"%PDF"), "{kind:?}");
            // Sent round and put beside its step again.
            assert!(documents::Pdf::check("rancangan.pdf", pdf).is_ok(), "{kind:?}");
        }
    });
}

#[test]
fn the_statutes_say_what_was_decided() {
    story(|test| {
        let documents = documents(test);
        let text = |kind: Paper| {
            let (_, document) = documents.iter().find(|(known, _)| *known == kind).unwrap();
            reports::text(document)
        };
        let statutes = text(Paper::Statutes);
        for said in [
            "Pasal 1. Nama dan tempat kedudukan",
            "Koperasi Kelurahan Merah Putih Pintu Air",
            "Jl. Contoh No. 7, Kelurahan Pintu Air, Kecamatan Rangkui, Kota Pangkal Pinang, Provinsi Kepulauan \
             Bangka Belitung",
            "didirikan oleh 9 (sembilan) orang",
            "Rp100.000 (seratus ribu rupiah)",
            "a. 30% untuk cadangan;",
            "b. Simpan pinjam;",
            "Modal awal yang disetor para pendiri sebesar Rp1.580.000",
            "Ketua: Pak Contoh Bakau; Bendahara: Bu Contoh Melati",
            "Bu Contoh Pendiri 9",
        ] {
            assert!(statutes.contains(said), "{said} is not in:\n{statutes}");
        }
        let minutes = text(Paper::WardMinutes);
        assert!(minutes.contains("Senin, 12 Mei 2025 (dua belas Mei dua ribu dua puluh lima)"), "{minutes}");
        assert!(minutes.contains("musyawarah kelurahan khusus"));
        assert!(minutes.contains("42 (empat puluh dua) orang"));
        assert!(minutes.contains("Rp500.000 (lima ratus ribu rupiah)"));
        assert!(text(Paper::WardAttendance).contains("42. ......"));
        assert!(text(Paper::FoundingMinutes).contains("pengurus dan pengawas 10%"));
    });
}

#[test]
fn one_that_is_there_already_is_not_founded_again() {
    story(|test| {
        let here = given(test, PINTU_AIR, "Pintu Air");
        set_meeting(test, here, meeting()).unwrap();
        let text = |kind: Paper| {
            let facts = test.db.read_blocking(move |reader| formation::facts(reader, here)).unwrap();
            reports::text(&paper(&facts, kind))
        };
        assert!(text(Paper::Statutes).contains("BELUM DAPAT DIPAKAI: pendiri baru 0 orang, sedikitnya 9"));
        for (path, meeting) in [
            (formation::Path::Pengembangan, "rapat anggota perubahan anggaran dasar"),
            (formation::Path::Revitalisasi, "rapat anggota luar biasa"),
        ] {
            let choose = move |tx: &mut store::Tx<'_>| formation::set_path(tx, here, path, (BY, AT));
            test.db.write_blocking(choose).unwrap();
            let minutes = text(Paper::FoundingMinutes);
            assert!(minutes.contains(&format!("telah diadakan {meeting}")), "{minutes}");
            assert!(minutes.contains("Menyetujui perubahan anggaran dasar"), "{minutes}");
            for kind in [Paper::FoundingMinutes, Paper::FoundingAttendance, Paper::Statutes] {
                let text = text(kind).to_lowercase();
                assert!(!text.contains("rapat pendirian") && !text.contains("0 orang"), "{kind:?}: {text}");
                assert!(!text.contains("belum dapat dipakai") && !text.contains("daftar pendiri"), "{text}");
            }
            let faults = test.db.read_blocking(|reader| formation::faults_of(reader, here, day(TODAY)));
            assert_eq!(faults.unwrap(), Vec::<String>::new(), "its founders founded it long ago");
        }
    });
}

#[test]
fn a_word_file_is_whole_and_says_the_same() {
    story(|test| {
        for (kind, document) in documents(test) {
            let bytes = docx(&document).unwrap();
            assert_eq!(bytes, docx(&document).unwrap(), "the same document gives the same bytes");
            let parts = parts(&bytes);
            for (name, xml) in &parts {
                assert_well_formed(name, xml);
            }
            let body = &parts["word/document.xml"];
            for part in &document.parts {
                let (Part::Heading(text) | Part::Item(_, text) | Part::Paragraph(text)) = part else {
                    continue;
                };
                let said = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
                assert!(body.contains(&said), "{kind:?}: {said}");
            }
            assert!(parts["word/header1.xml"].contains(DRAFT));
            assert!(parts["word/footer1.xml"].contains("NUMPAGES"));
            // Whatever is named is there.
            for target in
                ["word/styles.xml", "docProps/core.xml", "word/_rels/document.xml.rels", "_rels/.rels"]
            {
                assert!(parts.contains_key(target), "{target}");
            }
            for style in body.split("w:pStyle w:val=\"").skip(1) {
                let style = style.split('"').next().unwrap();
                assert!(parts["word/styles.xml"].contains(&format!("w:styleId=\"{style}\"")), "{style}");
            }
        }
    });
}
