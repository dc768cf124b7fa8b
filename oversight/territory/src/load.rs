//! Brings the file of regions into the store.

use ::store::Db;
use kernel::Timestamp;

use crate::{TerritoryError, file, store};

/// Regions held in memory before they are sent to the engine.
const BATCH: usize = 10_000;

/// Loads all regions in one transaction, unless this file has been loaded before. Says how many
/// regions were written: 0 where there was nothing to do.
///
/// A changed file writes over what is there. A region that a new decree leaves out stays, because
/// cooperatives and old papers may name it. Blocks; not for asynchronous code.
///
/// # Errors
/// [`TerritoryError`] where the file is damaged or the store cannot write.
pub fn load(db: &Db, at: Timestamp) -> Result<usize, TerritoryError> {
    load_file(db, file::REGIONS, at)
}

fn load_file(db: &Db, content: &'static [u8], at: Timestamp) -> Result<usize, TerritoryError> {
    let hash = file::hash(content);
    if db.read_blocking(|snapshot| store::loaded_hash(snapshot))?.as_ref() == Some(&hash) {
        return Ok(0);
    }
    db.write_blocking(move |tx| {
        let mut count = 0;
        for region in file::regions(content) {
            store::append(tx, &region?);
            count += 1;
            if count % BATCH == 0 {
                // A question sends what was appended before it is answered.
                store::loaded_hash(tx)?;
            }
        }
        store::set_loaded(tx, &hash, count, at)?;
        Ok(count)
    })
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use ::store::testing::on_both_engines;
    use flate2::{Compression, write::GzEncoder};
    use kernel::RegionCode;

    use super::*;
    use crate::{MIGRATIONS, region};

    const NOW: Timestamp = Timestamp(1_795_500_000_000_000);

    fn gzip(lines: &str) -> &'static [u8] {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(b"code,name,postal_code,lat,lon\n").unwrap();
        encoder.write_all(lines.as_bytes()).unwrap();
        encoder.finish().unwrap().leak()
    }

    #[test]
    fn a_changed_file_writes_over_what_is_there() {
        let old = gzip("19,Bangka,,-2.5,106.5\n19.71,Kota Lama,,,\n");
        let new = gzip("19,Bangka Belitung,,-2.5,106.5\n");
        on_both_engines(&[MIGRATIONS], |test| {
            assert_eq!(load_file(&test.db, old, NOW).unwrap(), 2);
            assert_eq!(load_file(&test.db, old, NOW).unwrap(), 0);
            assert_eq!(load_file(&test.db, new, NOW).unwrap(), 1);
            assert_eq!(load_file(&test.db, new, NOW).unwrap(), 0);
            let name = |code: &str| {
                let code = RegionCode::parse(code).unwrap();
                let found = test.db.read_blocking(move |snapshot| region(snapshot, code));
                found.unwrap().unwrap().name
            };
            assert_eq!(name("19"), "Bangka Belitung");
            assert_eq!(name("19.71"), "Kota Lama");
        });
    }

    #[test]
    fn a_damaged_file_says_where() {
        let wrong = gzip("19,Bangka,,-2.5,106.5\n1x,Salah,,,\n");
        on_both_engines(&[MIGRATIONS], |test| {
            let refused = load_file(&test.db, wrong, NOW);
            assert!(matches!(refused, Err(TerritoryError::File { line: 3 })), "{refused:?}");
        });
    }
}
