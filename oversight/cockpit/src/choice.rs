//! What the address of a page asks for: a day, a part of the rows, an order. It works without scripts.

use std::cmp::Ordering;

use activity::ActivityState;
use kernel::{BookDate, RegionCode, Rupiah, fold};
use serde::Deserialize;

use crate::{CockpitError, Row};

/// The part of an address after the question mark, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Query {
    /// The day, as people or machines write it.
    pub tanggal: Option<String>,
    /// The code of a state.
    pub keadaan: Option<String>,
    /// The code of a district.
    pub kecamatan: Option<String>,
    /// A part of a name.
    pub cari: Option<String>,
    /// The code of an order.
    pub urut: Option<String>,
    /// `turun`: the greatest first.
    pub arah: Option<String>,
}

/// By what the rows are ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    Code,
    Name,
    District,
    State,
    Members,
    Savings,
    Turnover,
    LastAct,
    ClosedThrough,
    DataUntil,
}

impl Order {
    pub const ALL: [Self; 10] = [
        Self::Code,
        Self::Name,
        Self::District,
        Self::State,
        Self::Members,
        Self::Savings,
        Self::Turnover,
        Self::LastAct,
        Self::ClosedThrough,
        Self::DataUntil,
    ];

    /// As the address writes it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Code => "kode",
            Self::Name => "kelurahan",
            Self::District => "kecamatan",
            Self::State => "keadaan",
            Self::Members => "anggota",
            Self::Savings => "simpanan",
            Self::Turnover => "omzet",
            Self::LastAct => "transaksi",
            Self::ClosedThrough => "ditutup",
            Self::DataUntil => "data",
        }
    }

    /// As the form says it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Code => "Kode wilayah",
            Self::Name => "Kelurahan",
            Self::District => "Kecamatan",
            Self::State => "Keadaan",
            Self::Members => "Anggota",
            Self::Savings => "Simpanan",
            Self::Turnover => "Omzet tahun ini",
            Self::LastAct => "Transaksi terakhir",
            Self::ClosedThrough => "Ditutup sampai",
            Self::DataUntil => "Data sampai",
        }
    }

    fn key(self, row: &Row) -> Option<Key> {
        let assessed = &row.assessed;
        let date = |date: BookDate| Key::Text(date.to_string());
        match self {
            Self::Code => Some(Key::Number(row.code().number())),
            Self::Name => Some(Key::Text(fold(row.name()))),
            Self::District => Some(Key::Text(fold(&row.district_name))),
            Self::State => Some(Key::State(assessed.state)),
            Self::Members => row.members.map(Key::Number),
            Self::Savings => row.savings.map(|saved| amount(saved.total())),
            Self::Turnover => row.turnover.map(amount),
            Self::LastAct => assessed.last_act.map(date),
            Self::ClosedThrough => assessed.closed_through.map(|month| Key::Number(month.number())),
            Self::DataUntil => assessed.data_until.map(date),
        }
    }
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Number(i64),
    Text(String),
    State(ActivityState),
}

fn amount(amount: Rupiah) -> Key {
    Key::Number(amount.0)
}

/// What was asked for, as far as it makes sense; what does not is taken as not asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Choice {
    pub as_of: BookDate,
    pub state: Option<ActivityState>,
    pub district: Option<RegionCode>,
    pub text: String,
    pub order: Order,
    pub descending: bool,
}

impl Choice {
    /// Reads an address.
    ///
    /// # Errors
    /// [`CockpitError::Date`] and [`CockpitError::Future`]: a wrong day is said, never silently replaced.
    pub fn read(query: &Query, today: BookDate) -> Result<Self, CockpitError> {
        let given = |text: &Option<String>| text.as_deref().map(str::trim).unwrap_or_default().to_owned();
        let order = given(&query.urut);
        Ok(Self {
            as_of: day(&given(&query.tanggal), today)?,
            state: ActivityState::parse(&given(&query.keadaan)),
            district: RegionCode::parse(&given(&query.kecamatan)).ok(),
            text: given(&query.cari),
            order: Order::ALL.into_iter().find(|known| known.code() == order).unwrap_or(Order::Code),
            descending: given(&query.arah) == "turun",
        })
    }

    /// Whether only a part of the rows is asked for.
    pub fn is_part(&self) -> bool {
        self.state.is_some() || self.district.is_some() || !self.text.is_empty()
    }

    /// The rows that were asked for, in order; what is not known comes last in either direction.
    pub fn rows<'r>(&self, rows: &'r [Row]) -> Vec<&'r Row> {
        let mut chosen: Vec<&Row> = rows.iter().filter(|row| self.has(row)).collect();
        chosen.sort_by(|a, b| match (self.order.key(a), self.order.key(b)) {
            (Some(a), Some(b)) if self.descending => b.cmp(&a),
            (Some(a), Some(b)) => a.cmp(&b),
            (a, b) => match (a.is_some(), b.is_some()) {
                (true, false) => Ordering::Less,
                (false, true) => Ordering::Greater,
                _ => Ordering::Equal,
            },
        });
        chosen
    }

    fn has(&self, row: &Row) -> bool {
        let text = fold(&self.text);
        self.state.is_none_or(|state| row.assessed.state == state)
            && self.district.is_none_or(|district| district.contains(row.code()))
            && (fold(row.name()).contains(&text) || fold(&row.district_name).contains(&text))
    }

    /// The address again, for links to the same rows: "?keadaan=not_reported".
    pub fn address(&self, today: BookDate) -> String {
        let mut parts = Vec::new();
        if self.as_of != today {
            parts.push(format!("tanggal={}", self.as_of));
        }
        parts.extend(self.state.map(|state| format!("keadaan={}", state.code())));
        parts.extend(self.district.map(|district| format!("kecamatan={district}")));
        if !self.text.is_empty() {
            parts.push(format!("cari={}", web::url::encode(&self.text)));
        }
        if self.order != Order::Code {
            parts.push(format!("urut={}", self.order.code()));
        }
        if self.descending {
            parts.push("arah=turun".to_owned());
        }
        if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) }
    }
}

/// The day that was asked for, or today.
pub(crate) fn day(text: &str, today: BookDate) -> Result<BookDate, CockpitError> {
    let day = if text.is_empty() { today } else { BookDate::parse_human(text)? };
    if day > today { Err(CockpitError::Future(day)) } else { Ok(day) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> BookDate {
        BookDate::parse("2026-11-24").unwrap()
    }

    fn query_of(pairs: &[(&str, &str)]) -> Query {
        let pairs = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).into()));
        serde_json::from_value(serde_json::Value::Object(pairs.collect())).unwrap()
    }

    #[test]
    fn an_address_is_read_and_written_again() {
        let asked = query_of(&[
            ("keadaan", "not_reported"),
            ("kecamatan", "19.71.04"),
            ("urut", "simpanan"),
            ("arah", "turun"),
            ("cari", "a & b"),
            ("tanggal", "31/10/2026"),
        ]);
        let choice = Choice::read(&asked, today()).unwrap();
        assert_eq!(choice.state, Some(ActivityState::NotReported));
        assert!(choice.is_part() && choice.descending);
        assert_eq!(
            choice.address(today()),
            "?tanggal=2026-10-31&keadaan=not_reported&kecamatan=19.71.04&cari=a%20%26%20b&urut=simpanan&arah=turun"
        );
        let plain = Choice::read(&Query::default(), today()).unwrap();
        assert!(!plain.is_part());
        assert_eq!((plain.address(today()), plain.order), (String::new(), Order::Code));
    }

    #[test]
    fn nonsense_is_not_asked_but_a_wrong_day_is_said() {
        let asked = query_of(&[("keadaan", "inactive"), ("kecamatan", "x"), ("urut", "y")]);
        let choice = Choice::read(&asked, today()).unwrap();
        assert!(!choice.is_part() && choice.order == Order::Code);
        let future = Choice::read(&query_of(&[("tanggal", "2026-11-25")]), today());
        assert!(matches!(future, Err(CockpitError::Future(_))));
        assert!(matches!(
            Choice::read(&query_of(&[("tanggal", "kemarin")]), today()),
            Err(CockpitError::Date(_))
        ));
    }
}
