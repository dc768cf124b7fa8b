//! What the books and registers of one cooperative say, as rows of the ministry's extract.

use std::collections::{BTreeMap, BTreeSet};

use ::store::Reader;
use kernel::{AccountCode, BookDate, Month, PartyId, Rupiah, Sex};
use members::{MemberFilter, MemberState, PAGE_LENGTH, PartnerKind};
use officers::Body;
use registry::{Cooperative, LicenceState};
use sha2::{Digest, Sha256};

use super::dues::dues_paid;
use super::schema::{ExtractTable, TABLES};
use crate::MinistryError;

/// Simpanan pokok.
const PRINCIPAL: AccountCode = AccountCode(31_100);
/// Simpanan wajib.
pub(super) const DUES: AccountCode = AccountCode(31_200);
/// What is owed for long, what was invested and what was given: the portal's *modal*.
const CAPITAL: [(i64, &str, &str); 6] = [
    (22_100, "BANK", "PINJAMAN"),
    (22_110, "BANK", "PINJAMAN"),
    (31_300, "INVESTOR", "PINJAMAN"),
    (31_400, "DONOR", "HIBAH"),
    (31_410, "DONOR", "HIBAH"),
    (22_400, "DONOR", "HIBAH"),
];

/// A row: its reference and its cells, in the order of the table's header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// What tells it from the others of its table; the same in every export.
    pub reference: String,
    /// A cell for every column.
    pub cells: Vec<String>,
}

impl Record {
    /// What tells whether it has changed: SHA-256 over its cells, in hexadecimal.
    pub fn hash(&self) -> String {
        hash(self.cells.iter().map(String::as_str))
    }
}

pub(crate) fn hash<'t>(parts: impl Iterator<Item = &'t str>) -> String {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update(part.len().to_be_bytes());
        digest.update(part.as_bytes());
    }
    digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The rows of each table, by its name; a table without rows is there and empty.
pub type Rows = BTreeMap<&'static str, Vec<Record>>;

/// A reference like `KOP-539EF09CDAAD`: from what it stands for, so it is the same in every export and
/// on every machine.
pub fn reference(prefix: &str, parts: &[&str]) -> String {
    let hash = hash(["sokoguru", prefix].into_iter().chain(parts.iter().copied()));
    format!("{prefix}-{}", hash.get(..12).unwrap_or_default().to_uppercase())
}

/// The portal's reference of a cooperative, from its village.
pub fn cooperative_reference(cooperative: &Cooperative) -> String {
    reference("KOP", &[&cooperative.region.to_string()])
}

/// Puts cells into the columns of a table; a name that is no column of it is ignored in use and found
/// by the tests, which compare every filled table.
struct Filling {
    rows: Rows,
    known: BTreeSet<(&'static str, String)>,
    stamp: String,
}

impl Filling {
    fn add(&mut self, table: &str, reference: String, cells: &[(&str, String)]) {
        let Some(table) = TABLES.iter().find(|known| known.name == table) else { return };
        // A kind of paper or shop is listed once; what is there twice gets a letter more.
        let mut reference = reference;
        while !self.known.insert((table.name, reference.clone())) {
            if table.name.starts_with("referensi_") {
                return;
            }
            reference.push('B');
        }
        let mut cells = self.cells(table, cells);
        // The first column holds the reference itself where it is called so.
        let is_own = |column: &&str| column.ends_with("_ref") && *column != "koperasi_ref";
        if let Some(first) = cells.first_mut().filter(|_| table.columns.first().is_some_and(is_own)) {
            first.clone_from(&reference);
        }
        let record = Record { cells, reference };
        self.rows.entry(table.name).or_default().push(record);
    }

    fn cells(&self, table: &ExtractTable, given: &[(&str, String)]) -> Vec<String> {
        debug_assert!(given.iter().all(|(name, _)| table.columns.contains(name)), "{}", table.name);
        let of = |column: &str| match given.iter().find(|(name, _)| *name == column) {
            Some((_, text)) => text.clone(),
            None if column == "dibuat_pada" => self.stamp.clone(),
            None => String::new(),
        };
        table.header().map(of).collect()
    }
}

/// All rows about a cooperative on a day.
///
/// # Errors
/// One of the registers cannot answer.
pub fn rows_of(
    reader: &mut dyn Reader,
    cooperative: &Cooperative,
    on: BookDate,
) -> Result<Rows, MinistryError> {
    // When the cooperative was registered here: the rows were made since then at the earliest.
    let stamp = cooperative.created_at.date_in(cooperative.zone());
    let rows = TABLES.iter().map(|table| (table.name, Vec::new())).collect();
    let mut filling = Filling { rows, known: BTreeSet::new(), stamp: format!("{stamp} 00:00:00") };
    profile(reader, &mut filling, cooperative)?;
    bank_account(reader, &mut filling, cooperative, on)?;
    people(reader, &mut filling, cooperative, on)?;
    savings(reader, &mut filling, cooperative, on)?;
    places(reader, &mut filling, cooperative, on)?;
    capital(reader, &mut filling, cooperative, on)?;
    Ok(filling.rows)
}

fn profile(reader: &mut dyn Reader, out: &mut Filling, of: &Cooperative) -> Result<(), MinistryError> {
    let koperasi = cooperative_reference(of);
    let path = territory::path_of(reader, of.region)?;
    let village = path.get(3);
    // Two digits of a degree: about a kilometre, as the portal rounds.
    let hundredth = |micro: i64| {
        let rounded = (micro + 5_000 * micro.signum()) / 10_000;
        format!("{}{}.{:02}", if rounded < 0 { "-" } else { "" }, rounded.abs() / 100, rounded.abs() % 100)
    };
    let position = village.and_then(|region| region.position);
    let is_approved = of.legal.ahu.is_some();
    out.add(
        "profil_koperasi",
        koperasi.clone(),
        &[
            ("koperasi_ref", koperasi.clone()),
            ("nama_koperasi", of.name.clone()),
            ("status_registrasi", if is_approved { "Approved".to_owned() } else { String::new() }),
            ("bentuk_koperasi", "Primer".to_owned()),
            ("nik_koperasi", of.legal.nik_koperasi.clone().unwrap_or_default()),
            ("alamat_lengkap", of.address.clone().unwrap_or_default()),
            ("kode_pos", village.and_then(|region| region.postal_code.clone()).unwrap_or_default()),
            (
                "koordinat_dibulatkan",
                position
                    .map(|(lat, lon)| format!("{},{}", hundredth(lat), hundredth(lon)))
                    .unwrap_or_default(),
            ),
            ("modal_awal", formation::first_capital(reader, of.id)?.map(rupiah).unwrap_or_default()),
            ("sumber_persetujuan", if is_approved { "AHU".to_owned() } else { String::new() }),
        ],
    );
    served(reader, out, of)
}

/// The villages that it serves: its own, and those that share it.
fn served(reader: &mut dyn Reader, out: &mut Filling, of: &Cooperative) -> Result<(), MinistryError> {
    let koperasi = cooperative_reference(of);
    for village in formation::villages_of(reader, of.id)? {
        let code = village.to_string();
        let path = territory::path_of(reader, village)?;
        let name = |level: usize| path.get(level).map(|region| region.name.clone()).unwrap_or_default();
        let reference = if village == of.region { koperasi.clone() } else { format!("{koperasi}-{code}") };
        let cells = [("koperasi_ref", koperasi.clone()), ("kode_wilayah", code.clone())];
        out.add("referensi_koperasi_wilayah", reference, &cells);
        let cells = [
            ("provinsi", name(0)),
            ("kab_kota", name(1)),
            ("kecamatan", name(2)),
            ("desa_kelurahan", name(3)),
            ("kode_wilayah", code.clone()),
        ];
        out.add("referensi_wilayah", code, &cells);
    }
    Ok(())
}

/// The account in the cooperative's own name, as its formation says.
fn bank_account(
    reader: &mut dyn Reader,
    out: &mut Filling,
    of: &Cooperative,
    on: BookDate,
) -> Result<(), MinistryError> {
    let steps = formation::progress(reader, of.id, on)?;
    let account = steps.into_iter().find(|view| view.step.code == "rekening").and_then(|view| view.row);
    let is_there = |row: &formation::StepRow| {
        row.state == formation::StepState::Terbit && row.dated.is_none_or(|dated| dated <= on)
    };
    if let Some(account) = account.filter(is_there) {
        let akun = reference("AKB", &[&of.region.to_string(), &account.issuer, &account.number]);
        let cells = [
            ("akun_bank_ref", akun.clone()),
            ("koperasi_ref", cooperative_reference(of)),
            ("nama_rekening", of.name.clone()),
            ("nama_bank", account.issuer),
        ];
        out.add("akun_bank_koperasi", akun, &cells);
    }
    Ok(())
}

fn rupiah(amount: Rupiah) -> String {
    amount.0.to_string()
}

fn member_reference(code: &str, party: PartyId) -> String {
    reference("AGT", &[code, &party.0.to_string()])
}

fn people(
    reader: &mut dyn Reader,
    out: &mut Filling,
    of: &Cooperative,
    on: BookDate,
) -> Result<(), MinistryError> {
    let (koperasi, code) = (cooperative_reference(of), of.region.to_string());
    for page in 1.. {
        let found = members::list(reader, of.id, &MemberFilter { page, ..MemberFilter::default() })?;
        for member in &found.members {
            let state = match member.state {
                MemberState::Active => "Approved",
                state if state.has_ended() => continue,
                _ => "Requested",
            };
            let anggota = member_reference(&code, member.party);
            out.add(
                "anggota_koperasi",
                anggota.clone(),
                &[
                    ("anggota_ref", anggota),
                    ("koperasi_ref", koperasi.clone()),
                    ("nama", member.name.clone()),
                    ("nik", member.nik_masked.clone()),
                    ("kode_wilayah", member.region.to_string()),
                    ("jenis_kelamin", sex(member.sex).to_owned()),
                    ("status_keanggotaan", state.to_owned()),
                    ("tanggal_terdaftar", member.active_from.unwrap_or(member.applied_on).to_string()),
                ],
            );
        }
        if page * PAGE_LENGTH >= found.total || found.members.is_empty() {
            break;
        }
    }
    let roster = officers::roster(reader, of.id)?;
    for seat in roster.held_on(on) {
        let (name, office) = (seat.person.name.clone(), seat.office.label().to_owned());
        let parts = [code.as_str(), seat.office.code(), name.as_str(), &seat.since.to_string()];
        let gender = match seat.person.sex {
            officers::Sex::Female => sex(Sex::Female),
            officers::Sex::Male => sex(Sex::Male),
        };
        if seat.office.body() == Body::Pengelola {
            let karyawan = reference("KRY", &parts);
            let cells = [
                ("karyawan_ref", karyawan.clone()),
                ("koperasi_ref", koperasi.clone()),
                ("nama", name),
                ("jabatan", "Manager".to_owned()),
                ("nomor_hp_karyawan", seat.person.phone.clone().unwrap_or_default()),
                ("jenis_kelamin", gender.to_owned()),
            ];
            out.add("karyawan_koperasi", karyawan, &cells);
            continue;
        }
        let pengurus = reference("PGR", &parts);
        out.add(
            "pengurus_koperasi",
            pengurus.clone(),
            &[
                ("pengurus_ref", pengurus),
                ("koperasi_ref", koperasi.clone()),
                ("nama", name.clone()),
                ("jabatan", office),
                ("status", seat.office.body().label().to_uppercase()),
                ("no_hp", seat.person.phone.clone().unwrap_or_default()),
                ("jenis_kelamin", gender.to_owned()),
                ("tanggal_lahir", seat.person.birth.map(|birth| birth.to_string()).unwrap_or_default()),
                ("periode_mulai", seat.since.to_string()),
                ("periode_selesai", seat.until.to_string()),
            ],
        );
    }
    Ok(())
}

fn sex(sex: Sex) -> &'static str {
    match sex {
        Sex::Female => "PEREMPUAN",
        Sex::Male => "LAKI-LAKI",
    }
}

/// What members paid, from the ledger: principal as one row, dues a row for each month that they were paid
/// for. Where no line of business says for which (an opening balance), the month of payment is written.
fn savings(
    reader: &mut dyn Reader,
    out: &mut Filling,
    of: &Cooperative,
    on: BookDate,
) -> Result<(), MinistryError> {
    let (koperasi, code) = (cooperative_reference(of), of.region.to_string());
    let mut paid: BTreeMap<(PartyId, AccountCode, Option<Month>), (Rupiah, BookDate)> = BTreeMap::new();
    let mut add = |key, amount: Rupiah, date: BookDate| {
        let sum = paid.entry(key).or_insert((Rupiah::ZERO, date));
        *sum = ([sum.0, amount].into_iter().sum(), sum.1.max(date));
    };
    for line in ledger::account_lines(reader, of.id, PRINCIPAL, None, BookDate::MIN, on)? {
        if let Some(party) = line.party {
            add((party, PRINCIPAL, None), -line.amount, line.date);
        }
    }
    for dues in dues_paid(reader, of.id, on)? {
        add((dues.member, DUES, Some(dues.month)), dues.amount, dues.paid_on);
    }
    for ((party, account, month), (amount, last)) in paid {
        let anggota = member_reference(&code, party);
        // What was taken back was not paid; who has left is in no table that this one could refer to.
        if amount <= Rupiah::ZERO || !out.known.contains(&("anggota_koperasi", anggota.clone())) {
            continue;
        }
        let period = match month {
            Some(month) => format!("Simpanan Wajib - {}", month.long()),
            None => "Simpanan Pokok".to_owned(),
        };
        let simpanan = reference("SMP", &[&code, &party.0.to_string(), &account.to_string(), &period]);
        out.add(
            "simpanan_anggota",
            simpanan.clone(),
            &[
                ("simpanan_ref", simpanan),
                ("koperasi_ref", koperasi.clone()),
                ("anggota_ref", anggota),
                ("periode_pembayaran", period),
                ("jumlah_simpanan", amount.0.to_string()),
                ("status", "PAID".to_owned()),
                ("dibayar_pada", last.to_string()),
            ],
        );
    }
    Ok(())
}

/// Units, papers and things.
fn places(
    reader: &mut dyn Reader,
    out: &mut Filling,
    of: &Cooperative,
    on: BookDate,
) -> Result<(), MinistryError> {
    let (koperasi, code) = (cooperative_reference(of), of.region.to_string());
    let units = registry::units(reader, of.id)?;
    let mut papers: Vec<(&str, String, String, String)> = Vec::new();
    for (kind, paper) in [("Akta pendirian", &of.legal.deed), ("SK pengesahan AHU", &of.legal.ahu)] {
        if let Some(paper) = paper {
            papers.push((kind, paper.number.clone(), paper.date.to_string(), String::new()));
        }
    }
    for (kind, number) in
        [("NIB", &of.legal.nib), ("NPWP", &of.legal.npwp), ("NIK koperasi", &of.legal.nik_koperasi)]
    {
        if let Some(number) = number {
            papers.push((kind, number.clone(), String::new(), String::new()));
        }
    }
    for unit in &units {
        let kind = reference("JGR", &[&unit.name]);
        let gerai = reference("GRI", &[&code, &unit.unit.0.to_string()]);
        let is_open = unit.opened_on.is_none_or(|opened| opened <= on)
            && (unit.licence.state == LicenceState::NotNeeded || unit.licence.holds_on(on));
        out.add(
            "gerai_koperasi",
            gerai.clone(),
            &[
                ("gerai_ref", gerai),
                ("koperasi_ref", koperasi.clone()),
                ("jenis_gerai_ref", kind.clone()),
                ("status_gerai", if is_open { "Aktif" } else { "Belum Aktif" }.to_owned()),
            ],
        );
        let cells = [("jenis_gerai_ref", kind.clone()), ("nama_jenis_gerai", unit.name.clone())];
        out.add("referensi_gerai_koperasi", kind, &cells);
        if let Some(number) = &unit.licence.number {
            let until = unit.licence.until.map(|until| until.to_string()).unwrap_or_default();
            papers.push(("Izin unit usaha", number.clone(), String::new(), until));
        }
    }
    for (kind, number, from, until) in papers {
        let jenis = reference("JDK", &[kind]);
        let dokumen = reference("DOK", &[&code, kind, &number]);
        let cells = [("jenis_dokumen_ref", jenis.clone()), ("nama_dokumen", kind.to_owned())];
        out.add("referensi_dokumen_koperasi", jenis.clone(), &cells);
        out.add(
            "dokumen_koperasi",
            dokumen.clone(),
            &[
                ("dokumen_ref", dokumen),
                ("koperasi_ref", koperasi.clone()),
                ("jenis_dokumen_ref", jenis),
                ("nomor", number),
                ("tanggal_berlaku", from),
                ("tanggal_kadaluarsa", until),
            ],
        );
    }
    let own = assets::list(reader, of.id, on)?;
    let own = own.iter().map(|line| {
        let kind = if line.asset.origin == assets::Origin::Grant { "Hibah" } else { "" };
        (format!("own-{}", line.asset.id.0), line.asset.name.clone(), kind, "Milik sendiri")
    });
    let lent = assets::borrowed(reader, of.id, on)?;
    let lent = lent.iter().map(|thing| (format!("lent-{}", thing.id), thing.name.clone(), "", "Dipinjam"));
    for (id, name, kind, status) in own.chain(lent) {
        let aset = reference("AST", &[&code, &id]);
        out.add(
            "aset_koperasi",
            aset.clone(),
            &[
                ("aset_ref", aset),
                ("koperasi_ref", koperasi.clone()),
                ("nama_aset", name),
                ("tipe_aset", kind.to_owned()),
                ("status", status.to_owned()),
            ],
        );
    }
    Ok(())
}

/// What others have put in, a row for each time money came.
fn capital(
    reader: &mut dyn Reader,
    out: &mut Filling,
    of: &Cooperative,
    on: BookDate,
) -> Result<(), MinistryError> {
    let (koperasi, code) = (cooperative_reference(of), of.region.to_string());
    let partners: BTreeMap<PartyId, (String, PartnerKind)> = members::partners(reader, of.id)?
        .into_iter()
        .map(|partner| (partner.party, (partner.name, partner.kind)))
        .collect();
    for (account, source, kind) in CAPITAL {
        for line in ledger::account_lines(reader, of.id, AccountCode(account), None, BookDate::MIN, on)? {
            // Credits are what came in; what was paid back is no capital.
            if line.amount >= Rupiah::ZERO {
                continue;
            }
            let partner = line.party.and_then(|party| partners.get(&party));
            let source = match partner {
                Some((_, PartnerKind::Bank)) => "BANK",
                Some((_, PartnerKind::Venture)) => "MITRA",
                _ => source,
            };
            let modal = reference(
                "MDL",
                &[&code, &account.to_string(), &line.entry.0.to_string(), &line.amount.0.to_string()],
            );
            out.add(
                "modal_koperasi",
                modal.clone(),
                &[
                    ("modal_ref", modal),
                    ("koperasi_ref", koperasi.clone()),
                    ("tipe_sumber", source.to_owned()),
                    ("nama_sumber", partner.map(|(name, _)| name.clone()).unwrap_or_default()),
                    ("tipe_modal", kind.to_owned()),
                    ("jumlah", (-line.amount).0.to_string()),
                    ("tanggal_diterima", line.date.to_string()),
                ],
            );
        }
    }
    Ok(())
}
