//! The papers of formation: minutes, attendance lists, statutes and bylaws, as drafts for the notary.

use ::store::Reader;
use kernel::{BookDate, CooperativeId, Rupiah, fold, terbilang};
use registry::Cooperative;
use reports::{Cell, Column, Document, Part, Row, Signer, Signing, Table};

use crate::error::FormationError;
use crate::founder::Founder;
use crate::meeting::{Meeting, meeting_of};
use crate::progress::{known, path_of};
use crate::statutes::{Words, bylaws, statutes};
use crate::step::{Path, figure};
use crate::store;
use crate::village::villages_of;

/// What is written above every draft.
pub const DRAFT: &str = "RANCANGAN, disesuaikan notaris";
/// Empty lines on the attendance list of the ward's meeting, at least.
const LINES_MIN: i64 = 20;
/// And at most: more come on further sheets.
const LINES_MAX: i64 = 200;

/// One of the papers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    /// *Berita acara musyawarah khusus*.
    WardMinutes,
    /// *Daftar hadir musyawarah khusus*.
    WardAttendance,
    /// *Berita acara rapat pendirian*.
    FoundingMinutes,
    /// *Daftar hadir rapat pendirian*.
    FoundingAttendance,
    /// *Anggaran dasar*.
    Statutes,
    /// *Anggaran rumah tangga*.
    Bylaws,
}

impl Paper {
    /// All, as pages list them.
    pub const ALL: [Self; 6] = [
        Self::WardMinutes,
        Self::WardAttendance,
        Self::FoundingMinutes,
        Self::FoundingAttendance,
        Self::Statutes,
        Self::Bylaws,
    ];

    /// Its name in addresses and files.
    pub fn code(self) -> &'static str {
        match self {
            Self::WardMinutes => "berita-acara-musyawarah",
            Self::WardAttendance => "daftar-hadir-musyawarah",
            Self::FoundingMinutes => "berita-acara-rapat-pendirian",
            Self::FoundingAttendance => "daftar-hadir-rapat-pendirian",
            Self::Statutes => "anggaran-dasar",
            Self::Bylaws => "anggaran-rumah-tangga",
        }
    }

    /// The paper of a code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|paper| paper.code() == code)
    }

    /// As screens and the paper itself say it: one that is there already is not founded again, its members
    /// change its statutes.
    pub fn label_for(self, path: Path) -> &'static str {
        match (self, path) {
            (Self::WardMinutes, _) => "Berita acara musyawarah khusus",
            (Self::WardAttendance, _) => "Daftar hadir musyawarah khusus",
            (Self::FoundingMinutes, Path::Baru) => "Berita acara rapat pendirian",
            (Self::FoundingAttendance, Path::Baru) => "Daftar hadir rapat pendirian",
            (Self::FoundingMinutes, Path::Pengembangan) => {
                "Berita acara rapat anggota perubahan anggaran dasar"
            }
            (Self::FoundingAttendance, Path::Pengembangan) => {
                "Daftar hadir rapat anggota perubahan anggaran dasar"
            }
            (Self::FoundingMinutes, Path::Revitalisasi) => "Berita acara rapat anggota luar biasa",
            (Self::FoundingAttendance, Path::Revitalisasi) => "Daftar hadir rapat anggota luar biasa",
            (Self::Statutes, _) => "Anggaran dasar",
            (Self::Bylaws, _) => "Anggaran rumah tangga",
        }
    }
}

/// Everything that the papers of one cooperative say.
pub struct Facts {
    cooperative: Cooperative,
    path: Path,
    meeting: Meeting,
    founders: Vec<Founder>,
    /// The names of the villages that it serves.
    villages: Vec<String>,
    /// Its district, city and province.
    place: Vec<String>,
}

/// Reads what the papers say.
///
/// # Errors
/// [`FormationError::NoMeeting`] where the form has not been filled in; the store cannot answer.
pub fn facts(reader: &mut dyn Reader, cooperative: CooperativeId) -> Result<Facts, FormationError> {
    let meeting = meeting_of(reader, cooperative)?.ok_or(FormationError::NoMeeting)?;
    let found = known(reader, cooperative)?;
    let mut villages = Vec::new();
    for code in villages_of(reader, cooperative)? {
        let word = if code.is_kelurahan() { "Kelurahan" } else { "Desa" };
        let region = territory::region(reader, code)?;
        villages.push(format!("{word} {}", region.map_or_else(|| code.to_string(), |region| region.name)));
    }
    let mut path = territory::path_of(reader, found.region)?;
    path.retain(|region| region.code != found.region);
    path.sort_by_key(|region| std::cmp::Reverse(region.code.level()));
    Ok(Facts {
        path: path_of(reader, cooperative)?,
        founders: store::founders(reader, cooperative)?,
        place: path.into_iter().map(|region| region.name).collect(),
        cooperative: found,
        villages,
        meeting,
    })
}

/// Writes one of the papers.
pub fn paper(facts: &Facts, paper: Paper) -> Document {
    let mut document = Document::new(&facts.meeting.name, &paper.label_for(facts.path).to_uppercase());
    document.letterhead = vec![facts.seat()];
    document.subtitle = vec![DRAFT.to_owned()];
    if matches!(paper, Paper::FoundingMinutes | Paper::FoundingAttendance | Paper::Statutes) {
        document.subtitle.extend(facts.too_few());
    }
    match paper {
        Paper::WardMinutes => facts.ward_minutes(&mut document),
        Paper::WardAttendance => facts.ward_attendance(&mut document),
        Paper::FoundingMinutes => facts.founding_minutes(&mut document),
        Paper::FoundingAttendance => facts.founding_attendance(&mut document),
        Paper::Statutes => facts.statutes(&mut document),
        Paper::Bylaws => {
            document.parts = bylaws(&facts.words());
            document.signing = Some(facts.signed_by_founding());
        }
    }
    document
}

fn paid_in(meeting: &Meeting, founders: usize) -> Rupiah {
    let count = i64::try_from(founders).unwrap_or(i64::MAX);
    let each = meeting.principal.0.saturating_add(meeting.dues.0);
    Rupiah(each.saturating_mul(count).saturating_add(meeting.capital.0))
}

/// What the founders of a new cooperative paid in at its beginning, as its statutes say; nothing where the
/// meeting was not written down, or where it was there before.
///
/// # Errors
/// The store cannot answer.
pub fn first_capital(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
) -> Result<Option<Rupiah>, FormationError> {
    let Some(meeting) = meeting_of(reader, cooperative)? else { return Ok(None) };
    let founders = store::founders(reader, cooperative)?.len();
    let is_new = path_of(reader, cooperative)? == Path::Baru && founders > 0;
    Ok(is_new.then(|| paid_in(&meeting, founders)))
}

fn paragraph(text: String) -> Part {
    Part::Paragraph(text)
}

/// Numbered lines: "1." and on.
fn numbered(lines: impl Iterator<Item = String>) -> Vec<Part> {
    (1..).zip(lines).map(|(number, line): (i64, String)| Part::Item(format!("{number}."), line)).collect()
}

fn on(date: BookDate) -> String {
    format!("{}, {}", date.weekday_name(), date.long())
}

/// "Senin, 12 Mei 2025 (dua belas Mei dua ribu dua puluh lima)": so that no figure can be changed.
fn on_in_words(date: BookDate) -> String {
    let long = date.long();
    let word = |part: &str| part.parse().map_or_else(|_| part.to_owned(), words);
    let spelled: Vec<String> = long.split(' ').map(word).collect();
    format!("{} ({})", on(date), spelled.join(" "))
}

/// A number in words: "empat puluh dua".
fn words(number: i64) -> String {
    let rupiah = terbilang(Rupiah(number));
    rupiah.strip_suffix(" rupiah").unwrap_or(&rupiah).to_owned()
}

/// "42 (empat puluh dua)".
fn counted(number: i64) -> String {
    format!("{number} ({})", words(number))
}

/// "Rp100.000 (seratus ribu rupiah)".
fn amount(amount: Rupiah) -> String {
    format!("{amount} ({})", terbilang(amount))
}

/// A line to sign on, numbered so that none is left out.
fn signature(number: i64) -> Cell {
    Cell::from(format!("{number}. ...................."))
}

fn empty_rows(columns: usize, from: i64, through: i64) -> Vec<Row> {
    let row = |number| {
        let mut cells = vec![Cell::Number(number)];
        cells.resize(columns.saturating_sub(1), Cell::Empty);
        cells.push(signature(number));
        Row::plain(cells)
    };
    (from..=through).map(row).collect()
}

impl Facts {
    /// The address as deeds write it: "Jl. Contoh No. 7, Kelurahan Pintu Air, Kecamatan Rangkui, Kota
    /// Pangkal Pinang, Provinsi Kepulauan Bangka Belitung"; what the form says already is not said again.
    fn seat(&self) -> String {
        let mut seat = self.meeting.seat.clone();
        // The city's name begins with what it is.
        let titles = ["Kecamatan ", "", "Provinsi "];
        let above = titles.iter().zip(&self.place).map(|(title, name)| format!("{title}{name}"));
        for part in self.villages.first().cloned().into_iter().chain(above) {
            if !fold(&seat).contains(&fold(&part)) {
                seat = format!("{seat}, {part}");
            }
        }
        seat
    }

    /// Where it is signed: the first village.
    fn town(&self) -> &str {
        self.villages.first().map_or("", String::as_str)
    }

    fn ward_meeting(&self) -> &'static str {
        if self.cooperative.region.is_kelurahan() {
            "musyawarah kelurahan khusus"
        } else {
            "musyawarah desa khusus"
        }
    }

    fn how(&self) -> &'static str {
        match self.path {
            Path::Baru => "didirikan",
            Path::Pengembangan => "dikembangkan dari koperasi yang ada",
            Path::Revitalisasi => "dihidupkan kembali dari koperasi yang tidak berjalan",
        }
    }

    fn officer_lines(&self) -> impl Iterator<Item = String> {
        self.meeting.officers.iter().map(|officer| format!("{}: {}", officer.office, officer.name))
    }

    fn ward_minutes(&self, document: &mut Document) {
        let meeting = &self.meeting;
        document.subtitle.push(self.villages.join(", "));
        let mut parts = vec![paragraph(format!(
            "Pada hari {}, bertempat di {}, telah diadakan {} {} yang dihadiri {} orang, terdiri atas unsur \
             pemerintah setempat, lembaga musyawarah, tokoh masyarakat, dan warga sebagaimana daftar hadir terlampir.",
            on_in_words(meeting.ward_date),
            meeting.ward_place,
            self.ward_meeting(),
            self.villages.join(", "),
            counted(meeting.ward_present),
        ))];
        parts.push(paragraph(format!("Musyawarah dipimpin oleh {}.", meeting.ward_chairs.join(", "))));
        parts.push(Part::Heading("Yang disepakati".to_owned()));
        let decided = [
            format!("Koperasi {} dengan nama {}.", self.how(), meeting.name),
            format!("Tempat kedudukan: {}.", self.seat()),
            format!("Bidang usaha: {}.", meeting.fields.join("; ")),
            format!(
                "Simpanan pokok {} dan simpanan wajib {} sebulan.",
                amount(meeting.principal),
                amount(meeting.dues)
            ),
            match meeting.capital {
                Rupiah::ZERO => "Modal awal hanya dari simpanan.".to_owned(),
                capital => format!("Modal awal selain simpanan: {}.", amount(capital)),
            },
            "Calon pengurus dan pengawas sebagaimana tercantum di bawah, untuk ditetapkan dalam rapat pendirian."
                .to_owned(),
        ];
        parts.extend(numbered(decided.into_iter()));
        parts.push(Part::Heading("Calon pengurus dan pengawas".to_owned()));
        parts.extend(numbered(self.officer_lines()));
        parts.push(paragraph(
            "Demikian berita acara ini dibuat dengan sebenarnya untuk dipergunakan seperlunya.".to_owned(),
        ));
        document.parts = parts;
        let chair = |name: &String| Signer { office: "Pimpinan musyawarah".to_owned(), name: name.clone() };
        document.signing = Some(Signing {
            place_and_date: format!("{}, {}", self.town(), meeting.ward_date.long()),
            signers: meeting.ward_chairs.iter().take(3).map(chair).collect(),
        });
    }

    fn ward_attendance(&self, document: &mut Document) {
        let meeting = &self.meeting;
        document.subtitle.push(format!("{}, {}", on(meeting.ward_date), meeting.ward_place));
        let columns = ["No", "Nama", "Unsur atau alamat", "Tanda tangan"].map(Column::text).to_vec();
        let rows = empty_rows(columns.len(), 1, meeting.ward_present.clamp(LINES_MIN, LINES_MAX));
        document.parts =
            vec![Part::Table(Table { heading: String::new(), columns, rows, totals: Vec::new() })];
    }

    fn founding_minutes(&self, document: &mut Document) {
        let meeting = &self.meeting;
        let (held, present) = self.founding_meeting();
        let mut parts = vec![paragraph(format!(
            "Pada hari {}, bertempat di {}, telah diadakan {held} {} yang dihadiri {present} sebagaimana daftar \
             hadir terlampir. Rapat dipimpin {} dengan notulis {}.",
            on_in_words(meeting.founding_date),
            meeting.founding_place,
            meeting.name,
            meeting.founding_chair,
            meeting.founding_secretary,
        ))];
        parts.push(Part::Heading("Keputusan rapat".to_owned()));
        let shares = meeting.split.parts().into_iter().filter(|(_, _, percent)| *percent > 0);
        let shares: Vec<String> = shares.map(|(_, name, percent)| format!("{name} {percent}%")).collect();
        let decided = [
            match self.path {
                Path::Baru => {
                    format!("Menyetujui pendirian {} untuk jangka waktu {}.", meeting.name, meeting.duration)
                }
                Path::Pengembangan | Path::Revitalisasi => format!(
                    "Menyetujui perubahan anggaran dasar: koperasi {} dengan nama {} untuk jangka waktu {}.",
                    self.how(),
                    meeting.name,
                    meeting.duration
                ),
            },
            format!("Menetapkan tempat kedudukan di {}.", self.seat()),
            format!("Menetapkan tujuan: {}", meeting.purpose),
            format!("Menetapkan bidang usaha: {}.", meeting.fields.join("; ")),
            format!(
                "Menetapkan simpanan pokok {} dan simpanan wajib {} sebulan.",
                amount(meeting.principal),
                amount(meeting.dues)
            ),
            format!("Menetapkan pembagian sisa hasil usaha: {}.", shares.join(", ")),
            "Menyetujui anggaran dasar dan anggaran rumah tangga.".to_owned(),
            "Memilih pengurus dan pengawas sebagaimana tercantum di bawah.".to_owned(),
            "Memberi kuasa kepada pengurus terpilih untuk menghadap notaris dan mengurus pengesahan."
                .to_owned(),
        ];
        parts.extend(numbered(decided.into_iter()));
        parts.push(Part::Heading("Pengurus dan pengawas terpilih".to_owned()));
        parts.extend(numbered(self.officer_lines()));
        document.parts = parts;
        document.signing = Some(self.signed_by_founding());
    }

    /// What the second meeting is called, and who came.
    fn founding_meeting(&self) -> (&'static str, String) {
        let count = i64::try_from(self.founders.len()).unwrap_or(i64::MAX);
        let present = |who: &str| match count {
            0 => format!("para {who}"),
            count => format!("{} orang {who}", counted(count)),
        };
        match self.path {
            Path::Baru => ("rapat pendirian", present("pendiri")),
            Path::Pengembangan => ("rapat anggota perubahan anggaran dasar", present("anggota")),
            Path::Revitalisasi => ("rapat anggota luar biasa", present("anggota")),
        }
    }

    /// What a paper that founders sign says above itself where the law does not let so few found.
    fn too_few(&self) -> Option<String> {
        let min = figure("founders_min", self.meeting.founding_date);
        let count = i64::try_from(self.founders.len()).unwrap_or(i64::MAX);
        (self.path == Path::Baru && count < min)
            .then(|| format!("BELUM DAPAT DIPAKAI: pendiri baru {count} orang, sedikitnya {min}"))
    }

    fn signed_by_founding(&self) -> Signing {
        let meeting = &self.meeting;
        let signer = |office: &str, name: &str| Signer { office: office.to_owned(), name: name.to_owned() };
        Signing {
            place_and_date: format!("{}, {}", self.town(), meeting.founding_date.long()),
            signers: vec![
                signer("Pimpinan rapat", &meeting.founding_chair),
                signer("Notulis", &meeting.founding_secretary),
            ],
        }
    }

    fn founder_table(&self) -> Table {
        let names = ["No", "Nama", "Lahir", "L/P", "NIK", "Tanda tangan"];
        let columns = names.map(Column::text).to_vec();
        let row = |(number, founder): (i64, &Founder)| {
            Row::plain(vec![
                Cell::Number(number),
                Cell::from(founder.name.as_str()),
                Cell::from(founder.birth.long()),
                Cell::from(founder.sex.letter()),
                Cell::from(founder.nik_masked.as_deref().unwrap_or_default()),
                signature(number),
            ])
        };
        let mut rows: Vec<Row> = (1..).zip(&self.founders).map(row).collect();
        if rows.is_empty() {
            rows = empty_rows(columns.len(), 1, LINES_MIN);
        }
        Table { heading: String::new(), columns, rows, totals: Vec::new() }
    }

    fn founding_attendance(&self, document: &mut Document) {
        let meeting = &self.meeting;
        document.subtitle.push(format!("{}, {}", on(meeting.founding_date), meeting.founding_place));
        document.parts = vec![Part::Table(self.founder_table())];
        document.footer = vec!["NIK disamarkan; notaris mencocokkan dengan KTP.".to_owned()];
    }

    fn statutes(&self, document: &mut Document) {
        let mut parts = statutes(&self.words());
        if self.path == Path::Baru {
            parts.push(Part::Heading("Daftar pendiri".to_owned()));
            parts.push(Part::Table(self.founder_table()));
        }
        document.parts = parts;
        document.signing = Some(self.signed_by_founding());
    }

    fn words(&self) -> Words {
        let meeting = &self.meeting;
        let officers: Vec<String> = self.officer_lines().collect();
        let shares = meeting.split.parts().into_iter().filter(|(_, _, percent)| *percent > 0);
        let shares = shares.map(|(_, name, percent)| format!("{percent}% untuk {name};"));
        Words {
            one: vec![
                ("nama", meeting.name.clone()),
                ("kedudukan", self.seat()),
                ("wilayah", self.villages.join(", ")),
                ("jangka-waktu", meeting.duration.clone()),
                ("pendiri", self.founded()),
                ("tujuan", meeting.purpose.clone()),
                ("simpanan-pokok", meeting.principal.to_string()),
                ("simpanan-pokok-huruf", terbilang(meeting.principal)),
                ("simpanan-wajib", meeting.dues.to_string()),
                ("simpanan-wajib-huruf", terbilang(meeting.dues)),
                ("modal-awal", self.capital()),
                ("pengurus", officers.join("; ")),
                ("cara-berdiri", self.how().to_owned()),
                ("tanggal-musyawarah", meeting.ward_date.long()),
            ],
            many: vec![
                ("bidang-usaha", meeting.fields.iter().map(|field| format!("{field};")).collect()),
                ("pembagian-shu", shares.collect()),
            ],
        }
    }

    /// By whom it was founded, as the statutes say it.
    fn founded(&self) -> String {
        match self.path {
            Path::Baru => format!(
                "Koperasi didirikan oleh {} orang yang namanya tercantum dalam daftar pendiri di akhir anggaran \
                 dasar ini.",
                counted(i64::try_from(self.founders.len()).unwrap_or(i64::MAX))
            ),
            Path::Pengembangan | Path::Revitalisasi => format!(
                "Koperasi {}; para pendirinya tercantum dalam akta pendirian yang lama, dan anggaran dasar ini \
                 menggantikan seluruh anggaran dasar sebelumnya.",
                self.how()
            ),
        }
    }

    /// What is there at the beginning, as the statutes say it.
    fn capital(&self) -> String {
        match self.path {
            Path::Baru => format!(
                "Modal awal yang disetor para pendiri sebesar {}, terdiri atas simpanan pokok, simpanan wajib \
                 pertama, dan setoran lain.",
                amount(self.first_capital())
            ),
            Path::Pengembangan | Path::Revitalisasi => {
                "Modal koperasi pada saat perubahan ini ialah modal menurut neraca terakhir yang disahkan rapat \
                 anggota."
                    .to_owned()
            }
        }
    }

    /// Principal and the first dues of all founders, and what else was paid in.
    fn first_capital(&self) -> Rupiah {
        paid_in(&self.meeting, self.founders.len())
    }
}
