#![forbid(unsafe_code)]
#![allow(missing_docs, clippy::unwrap_used)]
//! Measures on this machine how a national statistics file is read in: `cargo run --release -p ministry
//! --example portal`. It makes the file first, with the spellings of the portal and a seed, reads it into
//! an empty SQLite database, and says how long that took, what was matched, and what was matched wrongly.

use std::time::Instant;

use kernel::{BookDate, Timestamp, UserId};
use ministry::{Atlas, How, import_statistics, place_all, read_statistics};
use store::testing::TestDb;

#[path = "../tests/story/portal_file.rs"]
mod portal_file;

fn main() {
    let test = TestDb::sqlite(&[territory::MIGRATIONS, ministry::MIGRATIONS]);
    territory::load(&test.db, Timestamp(0)).unwrap();
    for seed in [20_260_809, 4_711, 99] {
        let file = test
            .db
            .read_blocking(|reader| {
                let provinces = territory::provinces(reader)?.into_iter().map(|region| region.code);
                let provinces: Vec<_> = provinces.collect();
                Ok::<_, ministry::MinistryError>(portal_file::portal_file(reader, &provinces, 80_553, seed))
            })
            .unwrap();
        let as_of = BookDate::parse("2026-08-09").unwrap().plus_days(i64::try_from(seed % 7).unwrap());
        let at = Timestamp(1_795_489_200_000_000);
        #[expect(clippy::disallowed_methods, reason = "the measure is of the machine")]
        let (began, now) = (Instant::now(), Instant::now);
        let summary = import_statistics(&test.db, file.csv.as_bytes(), as_of, (UserId(0), at)).unwrap();
        let took = now() - began;
        let rows = read_statistics(file.csv.as_bytes()).unwrap();
        let atlas = test.db.read_blocking(|reader| Atlas::read(reader)).unwrap();
        let places = place_all(&rows, &atlas, &Default::default());
        let mut wrong = 0;
        for ((place, truth), row) in places.iter().zip(&file.truth).zip(&rows) {
            if let Ok((village, how)) = place.village
                && village != *truth
            {
                wrong += 1;
                println!("  salah: {:?} menjadi {village}, seharusnya {truth} ({})", row.names, how.label());
            }
        }
        println!(
            "benih {seed}: {} baris, {} cocok ({} per seribu), {} tidak, {wrong} salah, {took:?}",
            summary.rows,
            summary.matched,
            summary.matched * 1_000 / summary.rows,
            summary.unmatched
        );
        for how in How::ALL {
            let count = places.iter().filter(|place| place.village.is_ok_and(|(_, by)| by == how)).count();
            println!("  {}: {count}", how.label());
        }
        for (n, place) in places.iter().enumerate().filter(|(_, place)| place.village.is_err()).step_by(97) {
            println!("  menunggu: {:?} {:?} {}", rows[n].names, place.village, file.truth[n]);
        }
    }
}
