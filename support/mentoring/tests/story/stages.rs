//! Stages computed from what the cooperative has and does.

use mentoring::{Stage, StageName, stages_in};
use store::testing::TestDb;

use crate::given::*;

const CASH: i64 = 11_100;
const BANK: i64 = 11_200;

fn stage(test: &TestDb, village: &str) -> Stage {
    let all = test.db.read_blocking(|reader| stages_in(reader, region(CITY), day(TODAY))).unwrap();
    all.into_iter().find(|one| one.assessed.cooperative.region == region(village)).unwrap().stage
}

#[test]
fn a_cooperative_climbs_by_what_it_does() {
    story(|test| {
        given_a_cooperative(test, OPAS, "Opas Indah");
        assert_eq!(stage(test, OPAS).reached, StageName::Formed);
        let here = given_with_papers(test, PINTU_AIR, "Pintu Air", approved());
        assert_eq!(stage(test, PINTU_AIR).reached, StageName::LegalBody);
        given_a_shop(test, here);
        assert_eq!(stage(test, PINTU_AIR).holds_back, ["Belum ada catatan rekening bank di buku."]);
        given_money(test, here, BANK, 31_200, 200_000, "2026-08-05");
        assert_eq!(stage(test, PINTU_AIR).reached, StageName::Ready);
        for on in ["2026-09-10", "2026-10-10"] {
            given_money(test, here, CASH, 41_100, 300_000, on);
        }
        let now = stage(test, PINTU_AIR);
        assert_eq!(now.reached, StageName::Operating);
        assert_eq!(now.holds_back, ["Ditutup dan dilaporkan baru 0 dari 3 bulan berturut-turut."]);
        for of in ["2026-07", "2026-08", "2026-09"] {
            given_a_closed_month(test, here, of);
        }
        // October may be closed until the end of November: the row is not broken.
        let now = stage(test, PINTU_AIR);
        assert_eq!(now.reached, StageName::Orderly);
        assert_eq!(
            now.holds_back,
            [
                "Simpanan wajib masuk baru 0 dari 3 bulan berturut-turut.",
                "RAT belum dapat dihitung: rapat belum dicatat di sini.",
            ]
        );
        let surplus = now.checks.iter().find(|check| check.evidence == mentoring::Evidence::Surplus).unwrap();
        assert_eq!((surplus.met, surplus.sentence.as_str()), (Some(true), "SHU tahun berjalan Rp600.000."));
        assert_eq!(stage(test, OPAS).reached, StageName::Formed, "another's books change nothing");
    });
}
