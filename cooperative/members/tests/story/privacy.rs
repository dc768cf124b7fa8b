//! A NIK is nowhere in plain text, and whoever looks at it is on record.

use members::{MemberEdit, MembersError, NikKeys, NikView};
use store::{Reader, Value};

use crate::given::*;

const TABLES: [&str; 5] = [
    "select * from members_member",
    "select * from members_nik_claim",
    "select * from members_nik_access",
    "select * from members_change",
    "select * from store_command",
];

#[test]
fn no_table_holds_a_nik_in_plain_text() {
    story(|test| {
        let here = given_a_cooperative_in(test, "19.71.04.1001");
        let member = given_a_member(test, here, "Contoh Melati", "0001");
        assert_eq!(member.nik_masked, "1971**********01");
        let digits = b"1971044503900001";
        test.db
            .read_blocking(|reader| {
                let mut seen = 0;
                for table in TABLES {
                    for row in reader.query(table, &[])? {
                        for value in row.values() {
                            let bytes = match value {
                                Value::Text(text) => text.as_bytes(),
                                Value::Blob(bytes) => bytes.as_slice(),
                                Value::Int(_) | Value::Null => continue,
                            };
                            seen += 1;
                            assert!(!bytes.windows(16).any(|part| part == digits), "{table} shows a NIK");
                            // The middle, which the mask hides, is not there either.
                            assert!(
                                !bytes.windows(8).any(|part| part == &digits[4..12]),
                                "{table} shows a part"
                            );
                        }
                    }
                }
                assert!(seen > 10);
                Ok::<_, MembersError>(())
            })
            .unwrap();
        if let Some(file) = test.db.path() {
            for name in [file.clone(), file.with_extension("db-wal")] {
                let bytes = std::fs::read(name).unwrap();
                assert!(!bytes.windows(16).any(|part| part == digits));
            }
        }
    });
}

#[test]
fn a_nik_is_shown_for_a_purpose_that_stays_on_record() {
    story(|test| {
        let here = given_a_cooperative_in(test, "19.71.04.1001");
        let member = given_a_member(test, here, "Contoh Melati", "0001").party;
        let look = |purpose: &str, keys: NikKeys| {
            let purpose = purpose.to_owned();
            let view = NikView { cooperative: here, member, purpose, by: BY, at: AT };
            test.db.write_blocking(move |tx| members::reveal_nik(tx, &keys, &view))
        };
        assert!(matches!(look("ya", KEYS), Err(MembersError::Purpose)));
        let lost = NikKeys { seal: [3; 32], ..KEYS };
        assert!(matches!(look("laporan Simkopdes", lost), Err(MembersError::NikLocked)));
        assert_eq!(look("laporan Simkopdes", KEYS).unwrap().expose(), "1971044503900001");
        let seen = test.db.read_blocking(|reader| members::nik_accesses(reader, here)).unwrap();
        assert_eq!(seen.len(), 1, "only who saw it is on record");
        assert_eq!((seen[0].member, seen[0].purpose.as_str(), seen[0].by), (member, "laporan Simkopdes", BY));
    });
}

#[test]
fn what_is_changed_about_a_person_is_kept() {
    story(|test| {
        let here = given_a_cooperative_in(test, "19.71.04.1001");
        let member = given_a_member(test, here, "Contoh Melati", "0001").party;
        let edit = MemberEdit {
            cooperative: here,
            member,
            name: "Contoh Melati Sari".to_owned(),
            address: "Jl. Contoh No. 7, RT 02".to_owned(),
            phone: "+62 812 3456 789".to_owned(),
            by: BY,
            at: AT,
        };
        let edited = test.db.write_blocking(move |tx| members::edit(tx, &edit)).unwrap();
        assert_eq!(edited.phone.as_deref(), Some("08123456789"));
        let changes = test.db.read_blocking(|reader| members::changes(reader, here, member)).unwrap();
        let fields: Vec<(&str, &str)> =
            changes.iter().map(|change| (change.field.as_str(), change.old.as_str())).collect();
        assert_eq!(
            fields,
            [("phone", ""), ("name", "Contoh Melati"), ("state", "terverifikasi"), ("state", "calon")]
        );
    });
}
