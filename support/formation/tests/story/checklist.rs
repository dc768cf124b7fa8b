//! The steps, their papers, and what a region sees of them.

use formation::{FormationError, Path, StepState};
use registry::{LegalPapers, LegalState, Paper};

use crate::given::*;

#[test]
fn a_deed_goes_into_the_settings_and_back_out() {
    story(|test| {
        let here = given(test, PINTU_AIR, "Pintu Air");
        assert!(progress(test, here).iter().all(|step| step.state == StepState::Belum));
        set(test, issued(here, "akta", "12", "2025-06-10", "Contoh Notaris, S.H., M.Kn.")).unwrap();
        set(test, issued(here, "ahu", "AHU-0001234.AH.01.29.TAHUN 2025", "2025-06-20", "")).unwrap();
        set(test, issued(here, "nib", "1234 5678 90123", "2025-07-01", "OSS")).unwrap();
        let papers = legal(test, here);
        assert_eq!(papers.state(), LegalState::Approved);
        assert_eq!(papers.deed.unwrap().number, "12");
        assert_eq!(papers.nib.as_deref(), Some("1234567890123"));
        set(test, change(here, "ahu", StepState::Ditolak)).unwrap();
        assert_eq!(legal(test, here).state(), LegalState::Deed);
        let log = test.db.read_blocking(|reader| {
            use store::Reader;
            reader.query("select state from formation_step_log where step = 'ahu' order by log_id", &[])
        });
        let states: Vec<String> = log.unwrap().iter().map(|row| row.text(0).unwrap()).collect();
        assert_eq!(states, ["terbit", "ditolak"], "every change is kept");
    });
}

#[test]
fn what_the_settings_know_counts() {
    story(|test| {
        let here = given(test, PINTU_AIR, "Pintu Air");
        let deed = Some(Paper { number: "12".to_owned(), date: day("2025-06-10") });
        let papers = LegalPapers { deed, ..LegalPapers::default() };
        test.db.write_blocking(move |tx| registry::set_papers(tx, here, papers.clone())).unwrap();
        let deed = progress(test, here).into_iter().find(|view| view.step.code == "akta").unwrap();
        assert_eq!((deed.state, deed.number.as_str(), deed.row), (StepState::Terbit, "12", None));
        set(test, issued(here, "npwp", "12.345.678.9-012.000", "2025-07-01", "")).unwrap();
        let other = LegalPapers { npwp: Some("9999999999999999".to_owned()), ..legal(test, here) };
        test.db.write_blocking(move |tx| registry::set_papers(tx, here, other.clone())).unwrap();
        let npwp = progress(test, here).into_iter().find(|view| view.step.code == "npwp").unwrap();
        assert_eq!(npwp.otherwise.as_deref(), Some("9999999999999999"));
    });
}

#[test]
fn a_deed_number_is_used_once() {
    story(|test| {
        let here = given(test, PINTU_AIR, "Pintu Air");
        let there = given(test, BINTANG, "Bintang");
        set(test, issued(here, "akta", "12", "2025-06-10", "Contoh Notaris, S.H., M.Kn.")).unwrap();
        let twice = issued(there, "akta", "012", "2025-06-28", "CONTOH NOTARIS");
        assert_eq!(
            set(test, twice.clone()).unwrap_err().to_string(),
            "Akta pendirian nomor 012 sudah dipakai Koperasi Kelurahan Merah Putih Pintu Air. Periksa nomornya \
             di surat; bila benar, minta dinas memeriksa keduanya."
        );
        assert_eq!(state(test, there, "akta"), StepState::Belum, "nothing was written");
        set(test, issued(there, "akta", "12", "2025-07-01", "Contoh Notaris")).unwrap();
        set(test, issued(there, "akta", "12", "2025-06-01", "Notaris Contoh Lain")).unwrap();
        set(test, issued(here, "akta", "13", "2025-06-10", "Contoh Notaris")).unwrap();
        set(test, twice).unwrap();
        set(test, issued(here, "ahu", "AHU-0001.AH.01.29.TAHUN 2025", "2025-06-20", "")).unwrap();
        let taken = set(test, issued(there, "ahu", "ahu-0001 AH.01.29 Tahun 2025", "2025-06-29", ""));
        assert!(matches!(taken, Err(FormationError::PaperTaken { .. })));
    });
}

#[test]
fn other_spellings_of_a_number_and_a_notary_are_the_same_deed() {
    story(|test| {
        let here = given(test, PINTU_AIR, "Pintu Air");
        let there = given(test, BINTANG, "Bintang");
        set(test, issued(here, "akta", "12", "2025-06-10", "Contoh Rahayu, S.H., M.Kn.")).unwrap();
        set(test, issued(here, "ahu", "AHU-0001.AH.01.29.TAHUN 2025", "2025-06-20", "")).unwrap();
        for (number, notary) in [
            ("No. 12", "CONTOH RAHAYU SH MKn"),
            ("Nomor: 012", "Notaris Contoh  Rahayu S.H. M.Kn."),
            (" nomor 12 ", "Ibu Contoh Rahayu"),
        ] {
            let twice = set(test, issued(there, "akta", number, "2025-06-12", notary));
            assert!(matches!(twice, Err(FormationError::PaperTaken { .. })), "{number} {notary}");
        }
        let twice = set(test, issued(there, "ahu", "Nomor 0001.AH.01.29.Tahun 2025", "2025-06-20", ""));
        assert!(matches!(twice, Err(FormationError::PaperTaken { .. })));
        set(test, issued(there, "akta", "No. 12", "2025-06-12", "Contoh Rahayuni, S.H.")).unwrap();
    });
}

#[test]
fn no_paper_is_older_than_the_one_it_needs() {
    story(|test| {
        let here = given(test, PINTU_AIR, "Pintu Air");
        set(test, issued(here, "rapat", "", "2025-05-20", "Balai")).unwrap();
        let said = |change| set(test, change).unwrap_err().to_string();
        assert_eq!(
            said(issued(here, "akta", "12", "2025-05-19", "Contoh Notaris")),
            "Akta pendirian tidak mungkin sebelum Rapat pendirian: Rapat pendirian bertanggal 20 Mei 2025. \
             Periksa kedua suratnya."
        );
        // Also where the paper between them is not there yet, and from the other side.
        let early = set(test, issued(here, "nib", "1234567890123", "2025-05-01", "OSS")).unwrap_err();
        assert_eq!(early.field(), Some("dated"));
        set(test, issued(here, "ahu", "AHU-1", "2025-06-20", "")).unwrap();
        assert!(said(issued(here, "akta", "12", "2025-06-21", "Contoh Notaris")).contains("SK AHU"));
        assert!(said(issued(here, "musyawarah", "", "2025-05-21", "Balai")).contains("Rapat pendirian"));
        set(test, issued(here, "akta", "12", "2025-06-10", "Contoh Notaris")).unwrap();
        // One that was there before keeps the tax number it has had for years.
        let developing =
            move |tx: &mut store::Tx<'_>| formation::set_path(tx, here, Path::Pengembangan, (BY, AT));
        test.db.write_blocking(developing).unwrap();
        set(test, issued(here, "npwp", "12.345.678.9-012.000", "2009-07-01", "")).unwrap();
    });
}

#[test]
fn what_is_missing_is_said_beside_its_field() {
    story(|test| {
        let here = given(test, PINTU_AIR, "Pintu Air");
        let refused = |change| set(test, change).unwrap_err().field();
        assert_eq!(refused(issued(here, "akta", "", "2025-06-10", "Contoh Notaris")), Some("number"));
        assert_eq!(refused(issued(here, "akta", "12", "2025-06-10", " ")), Some("issuer"));
        assert_eq!(refused(issued(here, "akta", "12", "2026-12-10", "Contoh Notaris")), Some("dated"));
        let undated = formation::StepChange { dated: None, ..issued(here, "rapat", "", "2025-06-10", "") };
        assert_eq!(refused(undated), Some("dated"));
        assert_eq!(refused(issued(here, "nib", "123", "2025-06-10", "OSS")), Some("number"));
        set(test, issued(here, "akta", "12", "2025-06-10", "Contoh Notaris")).unwrap();
        assert_eq!(refused(issued(here, "ahu", "AHU-1", "2025-06-09", "")), Some("dated"));
        let unknown = set(test, change(here, "pemeriksaan", StepState::Proses));
        assert!(matches!(unknown, Err(FormationError::NoSuchStep)));
        let reviving =
            move |tx: &mut store::Tx<'_>| formation::set_path(tx, here, Path::Revitalisasi, (BY, AT));
        test.db.write_blocking(reviving).unwrap();
        set(test, change(here, "pemeriksaan", StepState::Proses)).unwrap();
        assert_eq!(progress(test, here).len(), 9);
    });
}

#[test]
fn a_change_takes_a_verification_back() {
    story(|test| {
        let here = given(test, PINTU_AIR, "Pintu Air");
        let verify = || test.db.write_blocking(move |tx| formation::verify_step(tx, here, "nib", (BY, AT)));
        assert!(matches!(verify(), Err(FormationError::NothingToVerify)));
        set(test, issued(here, "nib", "1234567890123", "2025-07-01", "OSS")).unwrap();
        verify().unwrap();
        let verified = || {
            let nib = progress(test, here).into_iter().find(|view| view.step.code == "nib").unwrap();
            nib.row.unwrap().verified
        };
        assert_eq!(verified(), Some((BY, AT)));
        set(test, issued(here, "nib", "1234567890124", "2025-07-01", "OSS")).unwrap();
        assert_eq!(verified(), None);
    });
}

#[test]
fn a_region_sees_all_its_cooperatives_at_once() {
    story(|test| {
        let here = given(test, PINTU_AIR, "Pintu Air");
        given(test, BINTANG, "Bintang");
        given(test, "19.01.01.1001", "Pintu Air");
        set(test, issued(here, "musyawarah", "", "2025-05-12", "Kantor")).unwrap();
        set(test, issued(here, "akta", "12", "2025-06-10", "Contoh Notaris")).unwrap();
        set(test, change(here, "ahu", StepState::Proses)).unwrap();
        let city = test.db.read_blocking(|reader| formation::progress_in(reader, code("19.71"), day(TODAY)));
        let city = city.unwrap();
        assert_eq!(city.len(), 2);
        assert_eq!(city[0].missing(), 6);
        assert_eq!(city[0].state_of("akta"), Some(StepState::Terbit));
        assert_eq!(city[0].state_of("ahu"), Some(StepState::Proses));
        assert_eq!(city[1].missing(), 8);
        let one: Vec<StepState> = progress(test, here).iter().map(|view| view.state).collect();
        let same: Vec<StepState> = city[0].states.iter().flatten().copied().collect();
        assert_eq!(one, same, "the table says what the checklist says");
    });
}

/// A picture of one point, as a PNG file.
const PNG: [u8; 67] = [
    137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0, 58,
    126, 155, 85, 0, 0, 0, 10, 73, 68, 65, 84, 120, 156, 99, 96, 0, 0, 0, 2, 0, 1, 72, 175, 164, 113, 0, 0,
    0, 0, 73, 69, 78, 68, 174, 66, 96, 130,
];

#[test]
fn a_step_keeps_several_files_and_marks_a_wrong_one() {
    story(|test| {
        let here = given(test, PINTU_AIR, "Pintu Air");
        let photo = || documents::File::check("akta.png", PNG.to_vec()).unwrap();
        let with = |file| formation::StepChange {
            file,
            caption: "Halaman depan".to_owned(),
            ..issued(here, "akta", "12", "2025-06-10", "Contoh Notaris")
        };
        let files = || {
            let read = test.db.read_blocking(|reader| formation::files(reader, here));
            read.unwrap().remove("akta").unwrap_or_default()
        };
        set(test, with(Some(photo()))).unwrap();
        set(test, with(None)).unwrap();
        assert_eq!(files().len(), 1, "saving without a file keeps the one that is there");
        assert_eq!((files()[0].caption.as_str(), files()[0].by, files()[0].at), ("Halaman depan", BY, AT));
        assert!(matches!(set(test, with(Some(photo()))), Err(FormationError::Document(_))), "the same again");
        let mut other = PNG.to_vec();
        other.push(0);
        let other = documents::File::check("halaman 2.png", other).unwrap();
        let add = move |tx: &mut store::Tx<'_>| {
            formation::add_file(tx, here, "akta", (&other, "Halaman dua"), (BY, AT))
        };
        let second = test.db.write_blocking(add).unwrap();
        let wrong = move |tx: &mut store::Tx<'_>| {
            formation::mark_wrong(tx, here, "akta", (second, "Milik koperasi lain"), (BY, AT))
        };
        test.db.write_blocking(wrong).unwrap();
        assert_eq!(files().len(), 2);
        assert_eq!(files()[1].wrong.as_ref().unwrap().reason, "Milik koperasi lain");
        let nowhere = move |tx: &mut store::Tx<'_>| {
            formation::add_file(
                tx,
                here,
                "sulap",
                (&documents::File::check("a", PNG.to_vec()).unwrap(), ""),
                (BY, AT),
            )
        };
        assert!(matches!(test.db.write_blocking(nowhere), Err(FormationError::NoSuchStep)));
    });
}

#[test]
fn the_photo_of_an_older_row_is_one_of_its_files() {
    story(|test| {
        let here = given(test, PINTU_AIR, "Pintu Air");
        set(test, issued(here, "akta", "12", "2025-06-10", "Contoh Notaris")).unwrap();
        let old = documents::Picture::check("akta.png", PNG.to_vec()).unwrap();
        let act = move |tx: &mut store::Tx<'_>| {
            let kept = documents::keep(tx, here, &old, BY, AT)?;
            let sql =
                "update formation_step set document_id = $2 where cooperative_id = $1 and step = 'akta'";
            tx.execute(sql, &store::values![here, kept])?;
            Ok::<_, documents::DocumentError>(())
        };
        test.db.write_blocking(act).unwrap();
        set(test, issued(here, "akta", "13", "2025-06-10", "Contoh Notaris")).unwrap();
        let files = test.db.read_blocking(|reader| formation::files(reader, here)).unwrap();
        assert!(files["akta"][0].with_act, "{files:?}");
    });
}

#[test]
fn who_writes_refused_says_why() {
    story(|test| {
        let here = given(test, PINTU_AIR, "Pintu Air");
        let refused =
            formation::StepChange { note: " ".to_owned(), ..change(here, "ahu", StepState::Ditolak) };
        let refusal = set(test, refused).unwrap_err();
        assert!(matches!(refusal, FormationError::Why) && refusal.field() == Some("note"), "{refusal}");
        set(test, change(here, "ahu", StepState::Ditolak)).unwrap();
        for step in progress(test, here) {
            assert!(!step.step.bring.is_empty() && !step.step.refused.is_empty(), "{}", step.step.code);
        }
    });
}
