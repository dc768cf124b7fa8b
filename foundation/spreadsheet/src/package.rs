//! A zipped workbook, unpacked once into nothing to see how much it really holds.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::SpreadsheetError;
use crate::scan::{Findings, Scan};

/// All files of the package together, unpacked.
const MAX_UNPACKED: usize = 250 * 1024 * 1024;
/// A file that a reader holds as a whole: shared strings, formats, the list of sheets.
const MAX_WHOLE: usize = 30 * 1024 * 1024;
/// Beyond this size a file must not be packed more than [`MAX_RATIO`] times.
const RATIO_FROM: usize = 50 * 1024 * 1024;
const MAX_RATIO: usize = 500;
/// Files in the package; a workbook of 60 sheets with pictures has a few hundred.
const MAX_FILES: usize = 5_000;

/// What is in the package, by lower-case path.
#[derive(Debug, Default)]
pub(crate) struct Package {
    files: BTreeMap<String, Findings>,
}

impl Package {
    /// Unpacks every file once, counting what really comes out: what the headers say
    /// about sizes is never believed.
    pub(crate) fn inspect(bytes: &[u8]) -> Result<Self, SpreadsheetError> {
        // Every file has a header in the directory; the library would keep them all.
        if memchr::memmem::find_iter(bytes, b"PK\x01\x02").take(MAX_FILES + 1).count() > MAX_FILES {
            return Err(SpreadsheetError::Expands);
        }
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| SpreadsheetError::Broken)?;
        let mut files = BTreeMap::new();
        let mut left = MAX_UNPACKED;
        for place in 0..archive.len() {
            let is_locked = archive.by_index_raw(place).is_ok_and(|file| file.encrypted());
            if is_locked {
                return Err(SpreadsheetError::Password);
            }
            let mut file = archive.by_index(place).map_err(|_| SpreadsheetError::Broken)?;
            let path = file.name().map_err(|_| SpreadsheetError::Broken)?.replace('\\', "/").to_lowercase();
            let packed = usize::try_from(file.compressed_size()).unwrap_or(usize::MAX).min(bytes.len());
            let findings = inspect_file(&mut file, &path, packed, &mut left)?;
            files.insert(path, findings);
        }
        Ok(Self { files })
    }

    pub(crate) fn has(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    pub(crate) fn any(&self, is_wanted: impl Fn(&str) -> bool) -> bool {
        self.files.keys().any(|path| is_wanted(path))
    }

    /// What was found in the file of the sheet on the tab counted from 0.
    pub(crate) fn sheet(&self, tab: usize) -> Option<&Findings> {
        let (path, workbook) = self.files.iter().find(|(_, found)| !found.sheets.is_empty())?;
        let id = workbook.sheets.get(tab)?;
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let relations = self.files.get(&format!("{folder}/_rels/{name}.rels"))?;
        let (_, target) = relations.targets.iter().find(|(known, _)| known == id)?;
        let target = target.to_lowercase();
        let path = match target.strip_prefix('/') {
            Some(absolute) => absolute.to_owned(),
            None => format!("{folder}/{target}"),
        };
        self.files.get(&path)
    }
}

fn inspect_file(
    file: &mut impl Read,
    path: &str,
    packed: usize,
    left: &mut usize,
) -> Result<Findings, SpreadsheetError> {
    let is_xml = path.ends_with(".xml") || path.ends_with(".rels");
    let is_streamed = path == "content.xml" || (path.contains("/worksheets/") && path.ends_with(".xml"));
    let is_whole = !is_streamed || path.ends_with("/sharedstrings.xml") || path.ends_with("/styles.xml");
    let mut scan = Scan::default();
    let mut size = 0_usize;
    let mut piece = vec![0_u8; 64 * 1024];
    loop {
        let got = file.read(&mut piece).map_err(|_| SpreadsheetError::Broken)?;
        if got == 0 {
            return Ok(scan.findings);
        }
        size += got;
        *left = left.checked_sub(got).ok_or(SpreadsheetError::Expands)?;
        let is_bomb = size > RATIO_FROM && size / MAX_RATIO > packed;
        if is_bomb || (is_xml && is_whole && size > MAX_WHOLE) {
            return Err(SpreadsheetError::Expands);
        }
        if is_xml {
            scan.feed(piece.get(..got).unwrap_or_default())?;
        }
    }
}
