//! What the ward's meeting and the founders' meeting decided: the form that the papers are made from.

use ::store::{Reader, Tx};
use kernel::{BookDate, CooperativeId, Rupiah, Timestamp, UserId, clean_name};
use serde::{Deserialize, Serialize};

use crate::error::FormationError;
use crate::progress::known;
use crate::store;

/// The most characters in a line of the form.
const LINE_LENGTH: usize = 200;
/// The most lines in a list of the form.
const LINES: usize = 40;
/// The most rupiah of a due: a month's due of more is a slip of the hand.
const DUE_MAX: i64 = 100_000_000;

/// How the yearly surplus is split, in whole percent; together 100.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Split {
    /// *Cadangan*.
    pub reserve: i64,
    /// *Jasa anggota* by how much they did business.
    pub business: i64,
    /// *Jasa anggota* by how much they saved.
    pub capital: i64,
    /// *Pengurus dan pengawas*.
    pub officers: i64,
    /// *Karyawan*.
    pub staff: i64,
    /// *Pendidikan*.
    pub education: i64,
    /// *Sosial*.
    pub social: i64,
    /// *Pembangunan wilayah kerja*.
    pub region: i64,
}

impl Split {
    /// The parts with their names in forms and in the statutes.
    pub fn parts(&self) -> [(&'static str, &'static str, i64); 8] {
        [
            ("shu_reserve", "cadangan", self.reserve),
            ("shu_business", "jasa usaha anggota", self.business),
            ("shu_capital", "jasa simpanan anggota", self.capital),
            ("shu_officers", "pengurus dan pengawas", self.officers),
            ("shu_staff", "pengelola dan karyawan", self.staff),
            ("shu_education", "pendidikan perkoperasian", self.education),
            ("shu_social", "sosial", self.social),
            ("shu_region", "pembangunan wilayah kerja", self.region),
        ]
    }

    /// What all parts are together, in percent.
    pub fn total(&self) -> i64 {
        self.parts().iter().map(|(_, _, percent)| percent).sum()
    }
}

/// An officer who was proposed and elected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposed {
    /// "Ketua".
    pub office: String,
    /// The name.
    pub name: String,
}

/// Everything that the papers of formation need.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    /// The name of the cooperative.
    pub name: String,
    /// The ward's special meeting: its day.
    pub ward_date: BookDate,
    /// Its place.
    pub ward_place: String,
    /// Who led it, one a line.
    pub ward_chairs: Vec<String>,
    /// How many came.
    pub ward_present: i64,
    /// The founders' meeting: its day.
    pub founding_date: BookDate,
    /// Its place.
    pub founding_place: String,
    /// Who led it.
    pub founding_chair: String,
    /// Who wrote it down.
    pub founding_secretary: String,
    /// The seat: the address.
    pub seat: String,
    /// How long it lasts: "tidak terbatas".
    pub duration: String,
    /// What for.
    pub purpose: String,
    /// What it does, one a line.
    pub fields: Vec<String>,
    /// *Simpanan pokok*, once.
    pub principal: Rupiah,
    /// *Simpanan wajib*, a month.
    pub dues: Rupiah,
    /// The capital at the beginning, beside principal and first dues; may be nothing.
    pub capital: Rupiah,
    /// The officers that were elected.
    pub officers: Vec<Proposed>,
    /// How the surplus is split.
    pub split: Split,
}

fn fault(field: &'static str, sentence: &str) -> FormationError {
    FormationError::Meeting { field, sentence: sentence.to_owned() }
}

fn line(text: &str, field: &'static str, sentence: &str) -> Result<String, FormationError> {
    clean_name(text, LINE_LENGTH).map_err(|_| fault(field, sentence))
}

fn lines(texts: &[String], field: &'static str, sentence: &str) -> Result<Vec<String>, FormationError> {
    let filled = texts.iter().filter(|text| !text.trim().is_empty());
    let kept: Vec<String> = filled.map(|text| line(text, field, sentence)).collect::<Result<_, _>>()?;
    if kept.is_empty() || kept.len() > LINES { Err(fault(field, sentence)) } else { Ok(kept) }
}

fn amount(amount: Rupiah, from: i64, field: &'static str, sentence: &str) -> Result<(), FormationError> {
    if (from..=DUE_MAX * 10).contains(&amount.0) { Ok(()) } else { Err(fault(field, sentence)) }
}

impl Meeting {
    /// The form as it is kept.
    ///
    /// # Errors
    /// [`FormationError::Meeting`] with the first field that is at fault.
    pub fn checked(self, today: BookDate) -> Result<Self, FormationError> {
        let officer = |officer: &Proposed| {
            let sentence = "Tulis tiap pengurus sebagai jabatan: nama, satu orang satu baris.";
            Ok::<_, FormationError>(Proposed {
                office: line(&officer.office, "officers", sentence)?,
                name: line(&officer.name, "officers", sentence)?,
            })
        };
        let kept = Self {
            name: line(&self.name, "name", "Isi nama koperasi dalam satu baris.")?,
            ward_place: line(&self.ward_place, "ward_place", "Isi tempat musyawarah khusus.")?,
            ward_chairs: lines(
                &self.ward_chairs,
                "ward_chairs",
                "Isi pimpinan musyawarah, satu nama satu baris.",
            )?,
            founding_place: line(&self.founding_place, "founding_place", "Isi tempat rapat pendirian.")?,
            founding_chair: line(
                &self.founding_chair,
                "founding_chair",
                "Isi nama pimpinan rapat pendirian.",
            )?,
            founding_secretary: line(
                &self.founding_secretary,
                "founding_secretary",
                "Isi nama notulis rapat pendirian.",
            )?,
            seat: line(&self.seat, "seat", "Isi alamat tempat kedudukan koperasi.")?,
            duration: line(
                &self.duration,
                "duration",
                "Isi jangka waktu berdirinya, misalnya tidak terbatas.",
            )?,
            purpose: line(&self.purpose, "purpose", "Isi tujuan koperasi dalam satu kalimat.")?,
            fields: lines(&self.fields, "fields", "Isi bidang usaha, satu usaha satu baris.")?,
            officers: self.officers.iter().map(officer).collect::<Result<_, _>>()?,
            ..self
        };
        if kept.officers.is_empty() || kept.officers.len() > LINES {
            return Err(fault("officers", "Isi pengurus dan pengawas yang dipilih, satu orang satu baris."));
        }
        if kept.ward_date > today {
            return Err(fault("ward_date", "Tanggal musyawarah belum tiba. Isi sesudah musyawarahnya."));
        }
        if kept.founding_date < kept.ward_date {
            return Err(fault("founding_date", "Rapat pendirian tidak mungkin sebelum musyawarah khusus."));
        }
        if kept.founding_date > today {
            return Err(fault("founding_date", "Tanggal rapat pendirian belum tiba. Isi sesudah rapatnya."));
        }
        if !(1..=100_000).contains(&kept.ward_present) {
            return Err(fault("ward_present", "Isi jumlah yang hadir di musyawarah khusus."));
        }
        amount(kept.principal, 1, "principal", "Isi besar simpanan pokok.")?;
        amount(kept.dues, 1, "dues", "Isi besar simpanan wajib sebulan.")?;
        amount(kept.capital, 0, "capital", "Isi modal awal lain, atau kosongkan.")?;
        if let Some((field, name, _)) =
            kept.split.parts().into_iter().find(|(_, _, p)| !(0..=100).contains(p))
        {
            return Err(fault(field, &format!("Isi bagian {name} dari 0 sampai 100 persen.")));
        }
        match kept.split.total() {
            100 => Ok(kept),
            total => Err(fault(
                "shu_reserve",
                &format!("Bagian SHU berjumlah {total} persen. Ubah sampai jumlahnya 100."),
            )),
        }
    }
}

/// What was decided; nothing where the form has not been filled in.
///
/// # Errors
/// The store cannot answer.
pub fn meeting_of(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
) -> Result<Option<Meeting>, FormationError> {
    let Some(text) = store::meeting(reader, cooperative)? else { return Ok(None) };
    let read = serde_json::from_str(&text);
    let fault = |error| ::store::StoreError::new(::store::StoreErrorKind::Fault, error);
    Ok(Some(read.map_err(fault)?))
}

/// Keeps what was decided, in place of what was there.
///
/// # Errors
/// [`FormationError::Meeting`]; the registry does not know the cooperative.
pub fn set_meeting(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    meeting: &Meeting,
    today: BookDate,
    noted: (UserId, Timestamp),
) -> Result<(), FormationError> {
    known(tx, cooperative)?;
    let kept = meeting.clone().checked(today)?;
    let fault = |error| ::store::StoreError::new(::store::StoreErrorKind::Fault, error);
    let text = serde_json::to_string(&kept).map_err(fault)?;
    Ok(store::set_meeting(tx, cooperative, &text, noted)?)
}
