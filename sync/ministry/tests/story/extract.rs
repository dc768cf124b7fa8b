//! The ministry's extract: the files, and what is kept of them.

use std::fs;

use ministry::{
    MinistryError, Outcome, OutcomeState, TABLES, changes, decide_outcome, export_extract, exports, rows_of,
};

use crate::given::*;

fn cells(folder: &std::path::Path, table: &str) -> Vec<Vec<String>> {
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).from_path(folder.join(format!("{table}.csv"))).unwrap();
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[test]
fn every_table_is_there_with_its_columns() {
    story(|test| {
        given_pintu_air(test);
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("ekstrak");
        let written = export_extract(&test.db, region(PINTU_AIR), &folder, day(TODAY), (BY, NOW)).unwrap();
        assert_eq!((written.cooperatives, written.rows.len()), (1, 27));
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 27);
        for table in TABLES {
            let rows = cells(&folder, table.name);
            assert_eq!(rows[0], table.header().collect::<Vec<_>>(), "{}", table.name);
            assert!(rows.iter().all(|row| row.len() == rows[0].len()), "{}", table.name);
        }
        let profile = &cells(&folder, "profil_koperasi")[1];
        assert!(profile[0].starts_with("KOP-") && profile[0].len() == 16, "{}", profile[0]);
        assert!(profile[1].ends_with("Pintu Air") && profile[2] == "Approved");
        assert_eq!(profile[8], "-2.13,106.10");
        assert_eq!(
            cells(&folder, "referensi_wilayah")[1][..5],
            ["Kepulauan Bangka Belitung", "Kota Pangkal Pinang", "Rangkui", "Pintu Air", PINTU_AIR]
        );
        let member = &cells(&folder, "anggota_koperasi")[1];
        assert_eq!(member[3], "1971**********07");
        assert_eq!((member[5].as_str(), member[6].as_str()), ("PEREMPUAN", "Approved"));
        let mut paid: Vec<_> = cells(&folder, "simpanan_anggota")[1..]
            .iter()
            .map(|row| (row[3].clone(), row[4].clone()))
            .collect();
        paid.sort();
        let expected = [
            ("Simpanan Pokok", "100000"),
            ("Simpanan Wajib - April 2026", "15000"),
            ("Simpanan Wajib - Mei 2026", "10000"),
        ];
        assert_eq!(paid, expected.map(|(period, amount)| (period.to_owned(), amount.to_owned())));
        let capital = &cells(&folder, "modal_koperasi")[1];
        assert_eq!(
            (capital[3].as_str(), capital[5].as_str(), capital[6].as_str()),
            ("BANK", "PINJAMAN", "2000000")
        );
        assert_eq!(cells(&folder, "gerai_koperasi")[1][3], "Aktif");
        for file in fs::read_dir(&folder).unwrap() {
            let text = fs::read_to_string(file.unwrap().path()).unwrap();
            assert!(!text.contains("1971044503900007"), "a NIK leaves only masked");
        }
    });
}

#[test]
fn dues_stand_under_the_months_they_were_paid_for() {
    story(|test| {
        let id = given_a_cooperative(test, PINTU_AIR, "Pintu Air");
        let member = given_a_member(test, id, "Contoh Rahasia Melati", "0007");
        given_cash(test, id, (31_100, Some(member)), 50_000, "2026-01-07");
        // Three months at once, and a payment that was a mistake and was taken back a month later.
        given_dues(test, id, member, 60_000, "2026-04-03");
        let mistaken = given_dues(test, id, member, 20_000, "2026-05-04");
        // Somebody whom the extract does not list: there is nothing that a row could refer to.
        given_cash(test, id, (31_200, Some(kernel::PartyId(99))), 20_000, "2026-05-05");
        let take_back = move |tx: &mut store::Tx<'_>| {
            ledger::reverse(tx, id, mistaken, day("2026-06-02"), "Salah orang", BY, NOW)
        };
        test.db.write_blocking(take_back).unwrap();
        let rows = test.db.read_blocking(|reader| {
            let found = registry::cooperative(reader, id)?.unwrap();
            rows_of(reader, &found, day(TODAY))
        });
        let rows = rows.unwrap();
        let paid: Vec<_> = rows["simpanan_anggota"].iter().map(|row| row.cells[3..7].join(" ")).collect();
        assert_eq!(
            paid,
            [
                "Simpanan Pokok 50000 PAID 2026-01-07",
                "Simpanan Wajib - Januari 2026 20000 PAID 2026-04-03",
                "Simpanan Wajib - Februari 2026 20000 PAID 2026-04-03",
                "Simpanan Wajib - Maret 2026 20000 PAID 2026-04-03",
            ]
        );
    });
}

#[test]
fn what_formation_and_officers_know_is_not_asked_again() {
    story(|test| {
        let id = given_a_cooperative(test, PINTU_AIR, "Pintu Air");
        let by = (BY, NOW);
        let appointment = officers::Appointment {
            cooperative: id,
            who: officers::Who::New(officers::NewPerson {
                name: "Bu Contoh Marni".to_owned(),
                sex: officers::Sex::Female,
                birth: kernel::BirthDate::parse("1984-05-06").ok(),
                phone: "081200000001".to_owned(),
                village_leader: false,
            }),
            office: officers::Office::Treasurer,
            since: day("2025-06-01"),
            until: day("2030-06-01"),
            ex_officio: false,
            by: BY,
            at: NOW,
        };
        let account = formation::StepChange {
            cooperative: id,
            step: "rekening".to_owned(),
            state: formation::StepState::Terbit,
            number: "0012345".to_owned(),
            dated: Some(day("2025-07-01")),
            issuer: "Bank Contoh".to_owned(),
            file: None,
            caption: String::new(),
            note: String::new(),
            by: BY,
            at: NOW,
        };
        let act = move |tx: &mut store::Tx<'_>| {
            officers::appoint(tx, &appointment)?;
            formation::set_step(tx, &account)?;
            formation::add_village(tx, id, region("19.71.04.1002"), "", by)
        };
        test.db.write_blocking(act).unwrap();
        let rows = test.db.read_blocking(|reader| {
            let found = registry::cooperative(reader, id)?.unwrap();
            rows_of(reader, &found, day(TODAY))
        });
        let rows = rows.unwrap();
        let treasurer = &rows["pengurus_koperasi"][0].cells;
        assert_eq!(treasurer[2..6], ["Bu Contoh Marni", "Bendahara", "PENGURUS", "081200000001"]);
        assert_eq!((treasurer[7].as_str(), treasurer[12].as_str()), ("PEREMPUAN", "1984-05-06"));
        let account = &rows["akun_bank_koperasi"][0].cells;
        assert_eq!(account[2..4], ["Koperasi Kelurahan Merah Putih Pintu Air", "Bank Contoh"]);
        let villages: Vec<_> =
            rows["referensi_koperasi_wilayah"].iter().map(|row| row.cells[1].as_str()).collect();
        assert_eq!(villages, [PINTU_AIR, "19.71.04.1002"]);
        assert_eq!(rows["referensi_wilayah"][1].cells[3], "Bintang");
    });
}

#[test]
fn a_full_folder_is_left_alone_and_nothing_half_is_left_behind() {
    story(|test| {
        given_pintu_air(test);
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("penuh");
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join("surat.txt"), "jangan hilang").unwrap();
        let again = |folder| export_extract(&test.db, region(CITY), folder, day(TODAY), (BY, NOW));
        assert!(matches!(again(&folder), Err(MinistryError::NotEmpty(_))));
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
        let nobody =
            export_extract(&test.db, region("11.01"), &place.path().join("x"), day(TODAY), (BY, NOW));
        assert!(matches!(nobody, Err(MinistryError::NobodyHere)));
        let empty = place.path().join("kosong");
        fs::create_dir(&empty).unwrap();
        again(&empty).unwrap();
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 2);
    });
}

#[test]
fn what_was_sent_is_known_and_what_has_changed_since() {
    story(|test| {
        let id = given_pintu_air(test);
        let place = tempfile::tempdir().unwrap();
        let send = |name: &str| {
            export_extract(&test.db, region(CITY), &place.path().join(name), day(TODAY), (BY, NOW)).unwrap();
        };
        let changed = |export| {
            test.db
                .read_blocking(|reader| {
                    let found = registry::cooperative(reader, id)?.unwrap();
                    let rows = rows_of(reader, &found, day(TODAY))?;
                    Ok::<_, MinistryError>(changes(reader, id, export, &rows)?)
                })
                .unwrap()
        };
        send("satu");
        assert!(changed(1).is_empty());
        given_a_member(test, id, "Contoh Rahasia Kenanga", "0008");
        let member = kernel::PartyId(1);
        given_cash(test, id, (31_200, Some(member)), 1_000, "2026-05-30");
        let since = changed(1);
        assert_eq!(since["anggota_koperasi"].added, 1);
        assert_eq!((since["simpanan_anggota"].changed, since["simpanan_anggota"].added), (1, 0));
        assert_eq!(since.len(), 2);
        send("dua");
        assert!(changed(2).is_empty());
        let outcome = |table: &str, state, note: &str| {
            let (table, row, note) = (table.to_owned(), String::new(), note.to_owned());
            let outcome = Outcome { table, row, state, note, by: BY, at: NOW };
            test.db.write_blocking(move |tx| decide_outcome(tx, id, 2, &outcome))
        };
        outcome("anggota_koperasi", OutcomeState::Accepted, "").unwrap();
        assert!(matches!(outcome("profil_koperasi", OutcomeState::Differs, " "), Err(MinistryError::NoNote)));
        assert!(matches!(outcome("entah", OutcomeState::Sent, ""), Err(MinistryError::NoSuchTable)));
        outcome("profil_koperasi", OutcomeState::Differs, "alamat lama").unwrap();
        outcome("profil_koperasi", OutcomeState::Accepted, "").unwrap();
        let all = test.db.read_blocking(|reader| exports(reader, id)).unwrap();
        assert_eq!(all.iter().map(|one| one.id).collect::<Vec<_>>(), [2, 1]);
        assert_eq!(all[0].in_state(&OutcomeState::Accepted), 2, "the latest holds");
        assert_eq!(all[0].in_state(&OutcomeState::Differs), 0);
    });
}
