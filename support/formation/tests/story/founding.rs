//! Founders, and what the meetings decided.

use formation::{FormationError, Meeting, NewFounder, Sex, SurplusSplit};
use kernel::Rupiah;

use crate::given::*;

fn faults(test: &store::testing::TestDb, cooperative: kernel::CooperativeId) -> Vec<String> {
    test.db.read_blocking(move |reader| formation::faults_of(reader, cooperative, day(TODAY))).unwrap()
}

#[test]
fn nine_of_age_found_a_cooperative() {
    story(|test| {
        let here = given_founded(test);
        assert_eq!(faults(test, here), Vec::<String>::new());
        let ninth = test.db.read_blocking(move |reader| formation::founders(reader, here)).unwrap()[8].id;
        test.db.write_blocking(move |tx| formation::remove_founder(tx, here, ninth)).unwrap();
        assert_eq!(faults(test, here), ["Pendiri baru 8 orang. Tambah sampai sedikitnya 9."]);
        let far = NewFounder { village: code(BINTANG), ..founder(here, "Bu Contoh Jauh", "1980-01-01") };
        add(test, far).unwrap();
        assert!(faults(test, here)[0].contains("di luar wilayah koperasi"));
    });
}

#[test]
fn age_counts_on_the_day_of_the_meeting() {
    story(|test| {
        let here = given_founded(test);
        // Seventeen on 21 May 2025, one day after the founders' meeting.
        let young = founder(here, "Bu Contoh Muda", "2008-05-21");
        let refused = add(test, young.clone()).unwrap_err();
        assert_eq!(refused.field(), Some("birth"));
        assert!(refused.to_string().contains("belum 17 tahun pada 20 Mei 2025"), "{refused}");
        add(test, founder(here, "Bu Contoh Pas", "2008-05-20")).unwrap();
        add(test, NewFounder { is_married: true, ..young }).unwrap();
        let earlier = Meeting { founding_date: day("2025-05-13"), ..meeting() };
        set_meeting(test, here, earlier).unwrap();
        assert_eq!(faults(test, here), ["Bu Contoh Pas belum 17 tahun pada 13 Mei 2025. Ganti pendirinya."]);
    });
}

#[test]
fn age_counts_on_the_day_of_the_meeting_also_where_only_the_step_says_it() {
    story(|test| {
        let here = given(test, PINTU_AIR, "Pintu Air");
        set(test, issued(here, "rapat", "", "2025-05-20", "Balai")).unwrap();
        let refused = add(test, founder(here, "Bu Contoh Muda", "2008-05-21")).unwrap_err();
        assert!(refused.to_string().contains("belum 17 tahun pada 20 Mei 2025"), "{refused}");
        add(test, founder(here, "Bu Contoh Pas", "2008-05-20")).unwrap();
    });
}

#[test]
fn one_person_founds_one_cooperative() {
    story(|test| {
        let here = given(test, PINTU_AIR, "Pintu Air");
        let there = given(test, BINTANG, "Bintang");
        let known = NewFounder {
            nik: "1971044503900002".to_owned(),
            ..founder(here, "Bu Contoh Melati", "1990-03-05")
        };
        let id = add(test, known.clone()).unwrap();
        let again = add(test, NewFounder { nik: String::new(), ..known.clone() });
        assert!(matches!(again, Err(FormationError::FounderThere)));
        let other = NewFounder { cooperative: there, name: "Bu C. Melati".to_owned(), ..known.clone() };
        assert_eq!(
            add(test, other.clone()).unwrap_err().to_string(),
            "NIK ini sudah tercatat sebagai pendiri Koperasi Kelurahan Merah Putih Pintu Air. Satu orang \
             mendirikan satu koperasi; pilih pendiri lain."
        );
        let kept = test.db.read_blocking(move |reader| formation::founders(reader, here)).unwrap();
        assert_eq!(kept[0].nik_masked.as_deref(), Some("1971**********02"));
        test.db.write_blocking(move |tx| formation::remove_founder(tx, here, id)).unwrap();
        add(test, other).unwrap();
        let wrong = NewFounder { sex: Sex::Male, ..known };
        assert_eq!(add(test, wrong).unwrap_err().field(), Some("nik"));
    });
}

#[test]
fn a_nik_is_nowhere_in_the_database() {
    story(|test| {
        let here = given(test, PINTU_AIR, "Pintu Air");
        let nik = "1971044503900002";
        add(test, NewFounder { nik: nik.to_owned(), ..founder(here, "Bu Contoh Melati", "1990-03-05") })
            .unwrap();
        let rows = test.db.read_blocking(|reader| {
            use store::Reader;
            reader.query("select nik_hash, nik_masked, name from formation_founder", &[])
        });
        let text = format!("{:?}", rows.unwrap());
        assert!(!text.contains(nik) && text.contains("1971**********02"));
        assert_eq!(format!("{KEY:?}"), "FounderKey(..)");
    });
}

#[test]
fn what_the_meetings_decided_is_checked() {
    let field = |meeting: Meeting| meeting.checked(day(TODAY)).unwrap_err().field();
    assert!(meeting().checked(day(TODAY)).is_ok());
    let split = SurplusSplit { social: 4, ..meeting().split };
    let refused = Meeting { split, ..meeting() }.checked(day(TODAY)).unwrap_err();
    assert_eq!(refused.to_string(), "Bagian SHU berjumlah 101 persen. Ubah sampai jumlahnya 100.");
    let minus = SurplusSplit { reserve: 130, business: -70, ..meeting().split };
    assert_eq!(field(Meeting { split: minus, ..meeting() }), Some("shu_reserve"));
    assert_eq!(field(Meeting { principal: Rupiah(0), ..meeting() }), Some("principal"));
    assert_eq!(field(Meeting { dues: Rupiah(-1), ..meeting() }), Some("dues"));
    assert_eq!(field(Meeting { founding_date: day("2025-05-11"), ..meeting() }), Some("founding_date"));
    assert_eq!(field(Meeting { ward_date: day("2027-01-01"), ..meeting() }), Some("ward_date"));
    assert_eq!(field(Meeting { fields: vec![" ".to_owned()], ..meeting() }), Some("fields"));
    assert_eq!(field(Meeting { officers: Vec::new(), ..meeting() }), Some("officers"));
    assert_eq!(field(Meeting { ward_present: 0, ..meeting() }), Some("ward_present"));
}
