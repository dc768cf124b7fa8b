//! The report of a month for the group of members: a text for WhatsApp, and the same on paper.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use kernel::{AccountCode, BookDate, CooperativeId, Month, Rupiah};
use line::Refused;
use reports::{Cell, Column, Document, Part, Row, Table};
use serde::Deserialize;
use statements::Income;
use store::Reader;
use web::{Page, Refusal, Right, Route, Site, Visit};

use crate::above::ABOVE;
use crate::desk::act::refusal;
use crate::desk::papers::pdf_response;

/// What a group message may hold before it is folded away.
const TEXT_MAX: usize = 1_500;

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    vec![Route::get("/k/{cooperative}/laporan/bulanan", Right::ReadFigures, page)]
}

/// What a month's report says. Sums only: no member is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthReport {
    cooperative: String,
    month: Month,
    /// The last day that it covers.
    through: BookDate,
    money: Vec<(String, Rupiah)>,
    came_in: Rupiah,
    went_out: Rupiah,
    revenue: Rupiah,
    expense: Rupiah,
    surplus: Rupiah,
    surplus_of_year: Rupiah,
    assets: Rupiah,
    liabilities: Rupiah,
    equity: Rupiah,
    members: i64,
    savings: savings::Balances,
    in_arrears: usize,
    closed: bool,
}

fn revenue_of(income: &Income) -> Rupiah {
    let other = income.other.max(Rupiah::ZERO);
    [income.member_gross, income.non_member_revenue, other].into_iter().sum()
}

/// Reads the report of a month.
///
/// # Errors
/// Where the database fails.
pub fn month_report(
    reader: &mut dyn Reader,
    id: CooperativeId,
    name: &str,
    month: Month,
    today: BookDate,
) -> Result<MonthReport, Refused> {
    let refused = |error: &dyn std::fmt::Display| Refused::about(None, error);
    let through = month.last_day().min(today);
    let income =
        statements::income(reader, id, month.first_day(), through, None).map_err(|error| refused(&error))?;
    let year_start = BookDate::new(through.year(), 1, 1).unwrap_or(through);
    let year = statements::income(reader, id, year_start, through, None).map_err(|error| refused(&error))?;
    let sheet = statements::balance_sheet(reader, id, through, None).map_err(|error| refused(&error))?;
    let chart = ledger::chart_of(reader, id, through)?;
    let rows = ledger::balances(reader, id, None, through, None)?;
    let mut money = Vec::new();
    for account in chart.money() {
        let balance =
            rows.iter().filter(|row| row.account == account.code).map(|row| row.net()).sum::<Rupiah>();
        if !balance.is_zero() {
            money.push((account.name.clone(), balance));
        }
    }
    let flow = statements::cash_flow(reader, id, month.first_day(), through, None)
        .map_err(|error| refused(&error))?;
    let (came_in, went_out) = flow.lines.iter().fold((Rupiah::ZERO, Rupiah::ZERO), |(came, went), line| {
        let sum = |a: Rupiah, b: Rupiah| a.checked_add(b).unwrap_or(a);
        match line.amount < Rupiah::ZERO {
            true => (came, sum(went, -line.amount)),
            false => (sum(came, line.amount), went),
        }
    });
    let counts = members::active_counts(reader, &[id], through).map_err(|error| refused(&error))?;
    // As they stood at the end of the month, not as they are now.
    let saved = |account: i64| -> Rupiah {
        let held = rows.iter().filter(|row| row.account == AccountCode(account));
        -held.map(|row| row.net()).sum::<Rupiah>()
    };
    let savings =
        savings::Balances { principal: saved(31_100), mandatory: saved(31_200), voluntary: saved(21_200) };
    let in_arrears = savings::arrears(reader, id, through).map_err(|error| refused(&error))?.len();
    // The first closing reaches back to the beginning of time, and nothing was closed before the books began.
    let began = ledger::first_entry_month(reader, id)?.is_some_and(|began| began <= month);
    let closed =
        began && ledger::period_state(reader, id)?.closed_through.is_some_and(|closed| closed >= month);
    let revenue = revenue_of(&income);
    Ok(MonthReport {
        cooperative: name.to_owned(),
        month,
        through,
        money,
        came_in,
        went_out,
        revenue,
        expense: revenue.checked_sub(income.surplus).unwrap_or(Rupiah::ZERO),
        surplus: income.surplus,
        surplus_of_year: year.surplus,
        assets: sheet.assets,
        liabilities: sheet.liabilities,
        equity: sheet.equity,
        members: counts.get(&id).copied().unwrap_or_default(),
        savings,
        in_arrears,
        closed,
    })
}

impl MonthReport {
    /// The figures with their names, in groups.
    fn groups(&self) -> Vec<(&'static str, Vec<(String, Rupiah)>)> {
        let line = |name: &str, amount: Rupiah| (name.to_owned(), amount);
        vec![
            ("Uang koperasi", self.money.clone()),
            ("Bulan ini", vec![line("Uang masuk", self.came_in), line("Uang keluar", self.went_out)]),
            (
                "Hasil usaha",
                vec![
                    line("Pendapatan", self.revenue),
                    line("Biaya", self.expense),
                    line("Sisa hasil usaha bulan ini", self.surplus),
                    line("Sisa hasil usaha sejak Januari", self.surplus_of_year),
                ],
            ),
            (
                "Neraca",
                vec![
                    line("Harta", self.assets),
                    line("Utang", self.liabilities),
                    line("Modal sendiri", self.equity),
                ],
            ),
            (
                "Simpanan anggota",
                vec![
                    line("Pokok", self.savings.principal),
                    line("Wajib", self.savings.mandatory),
                    line("Sukarela", self.savings.voluntary),
                ],
            ),
        ]
    }

    fn state(&self) -> String {
        match self.closed {
            true => format!("Buku {} sudah ditutup dan disegel.", self.month.long()),
            false => format!("Angka sampai {}; bulannya belum ditutup.", self.through.long()),
        }
    }

    fn people(&self) -> String {
        match self.in_arrears {
            0 => format!("Anggota: {} orang. Tidak ada tunggakan simpanan.", self.members),
            owing => format!(
                "Anggota: {} orang; {owing} orang masih menunggak simpanan sampai {}.",
                self.members,
                self.month.long()
            ),
        }
    }

    /// The message, at most 1,500 characters: places of money are summed up where there are too many.
    pub fn message(&self) -> String {
        let whole = self.written(&self.money);
        if whole.chars().count() <= TEXT_MAX {
            return whole;
        }
        let all: Rupiah = self.money.iter().map(|(_, amount)| *amount).sum();
        self.written(&[("Kas dan bank".to_owned(), all)]).chars().take(TEXT_MAX).collect()
    }

    fn written(&self, money: &[(String, Rupiah)]) -> String {
        let mut text = format!("*{}*\nLaporan {}\n", self.cooperative, self.month.long());
        for (group, lines) in self.groups() {
            let lines = if group == "Uang koperasi" { money } else { &lines };
            if lines.is_empty() {
                continue;
            }
            text.push_str(&format!("\n*{group}*\n"));
            for (name, amount) in lines {
                text.push_str(&format!("{name}: {amount}\n"));
            }
        }
        text.push_str(&format!("\n{}\n{}\n", self.people(), self.state()));
        text.push_str("Rinciannya boleh dilihat di kantor koperasi.");
        text
    }

    /// The same on paper.
    pub fn document(&self, surroundings: &statements::Surroundings) -> Document {
        let mut rows = Vec::new();
        for (group, lines) in self.groups().into_iter().filter(|(_, lines)| !lines.is_empty()) {
            rows.push(Row::heading(0, group));
            rows.extend(
                lines.into_iter().map(|(name, amount)| Row::detail(vec![name.into(), Cell::Money(amount)])),
            );
        }
        let table = Table {
            heading: String::new(),
            columns: vec![Column::text("Uraian"), Column::money("Rupiah")],
            rows,
            totals: Vec::new(),
        };
        let letterhead = surroundings.letterhead.clone();
        Document {
            letterhead: letterhead.lines,
            subtitle: vec![self.month.long()],
            parts: vec![Part::Table(table), Part::Paragraph(self.people())],
            footer: vec![self.state()],
            signing: letterhead.signing,
            seal: letterhead.seal,
            ..Document::new(&self.cooperative, "Laporan Bulanan")
        }
    }
}

#[derive(Template)]
#[template(path = "month_report.html")]
struct MonthPage {
    month: String,
    code: String,
    through: String,
    message: String,
    length: usize,
    months: Vec<(String, String)>,
}

#[derive(Debug, Deserialize)]
struct Asked {
    bulan: Option<String>,
    format: Option<String>,
}

async fn page(
    State(site): State<Site>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, Refusal> {
    let (id, name, today) = (visit.cooperative()?.id, visit.cooperative()?.name.clone(), visit.today);
    let last = today.month_of().previous();
    let month = asked.bulan.as_deref().and_then(|text| Month::parse(text).ok()).unwrap_or(last);
    let month = month.min(today.month_of());
    let read = site.db.read(move |reader| {
        let report = month_report(reader, id, &name, month, today)?;
        let surroundings = (ABOVE.surroundings)(reader, id, month.last_day().min(today))?;
        Ok::<_, Refused>((report, surroundings))
    });
    let (report, surroundings) = read.await.map_err(|refused| refusal(&refused))?;
    if asked.format.as_deref() == Some("pdf") {
        let document = report.document(&surroundings);
        return pdf_response(&site, &visit, &document, &format!("laporan-{month}"));
    }
    let message = report.message();
    let body = MonthPage {
        month: month.long(),
        code: month.to_string(),
        through: report.through.long(),
        length: message.chars().count(),
        message,
        months: (0..12)
            .map(|back| today.month_of().plus(-back))
            .map(|month| (month.to_string(), month.long()))
            .collect(),
    };
    let page = Page::new(&visit, "Laporan bulanan").active("laporan").narrow();
    Ok(page.crumb("Laporan", visit.path("laporan")).body(&body))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(places: usize) -> MonthReport {
        let amount = Rupiah(999_999_999_999);
        MonthReport {
            cooperative: "Koperasi Kelurahan Merah Putih Contoh Bahari".to_owned(),
            month: Month::new(2026, 10).unwrap(),
            through: BookDate::new(2026, 10, 31).unwrap(),
            money: (0..places).map(|n| (format!("Rekening bank nomor {n}"), amount)).collect(),
            came_in: amount,
            went_out: amount,
            revenue: amount,
            expense: amount,
            surplus: Rupiah(-5_000),
            surplus_of_year: amount,
            assets: amount,
            liabilities: amount,
            equity: amount,
            members: 83_762,
            savings: savings::Balances { principal: amount, mandatory: amount, voluntary: amount },
            in_arrears: 4_000,
            closed: true,
        }
    }

    #[test]
    fn a_month_tells_the_savings_of_its_end_and_not_of_today() {
        use kernel::{PartyId, Timestamp, UserId};
        use ledger::{Book, Entry, Line};

        let (id, today) = (CooperativeId(1), BookDate::new(2026, 11, 24).unwrap());
        store::testing::on_both_engines(&crate::installation::MIGRATIONS, |test| {
            for (month, amount) in [(10, 20_000), (11, 70_000)] {
                let entry = Entry {
                    cooperative: id,
                    date: BookDate::new(2026, month, 5).unwrap(),
                    book: Book::CashIn,
                    description: "Terima simpanan wajib".to_owned(),
                    note: String::new(),
                    act: "test",
                    rule: String::new(),
                    voucher: None,
                    reverses: None,
                    by: UserId(1),
                    at: Timestamp(1_795_489_200_000_000),
                    lines: vec![
                        Line::debit(AccountCode(11_100), Rupiah(amount)),
                        Line::credit(AccountCode(31_200), Rupiah(amount)).party(Some(PartyId(1))),
                    ],
                };
                test.db.write_blocking(move |tx| ledger::post(tx, &entry)).unwrap();
            }
            let october = Month::new(2026, 10).unwrap();
            let read =
                |reader: &mut store::Snapshot<'_>| month_report(reader, id, "KKMP Contoh", october, today);
            let report = test.db.read_blocking(read).unwrap();
            assert_eq!(report.savings.mandatory, Rupiah(20_000));
            assert!(report.message().contains("Wajib: Rp20.000"), "{}", report.message());

            let close = move |tx: &mut store::Tx<'_>| {
                ledger::close_month(tx, id, october, UserId(1), Timestamp(1_795_489_200_000_000))
            };
            test.db.write_blocking(close).unwrap();
            let is_closed = |month: Month| {
                test.db.read_blocking(|reader| month_report(reader, id, "KKMP", month, today)).unwrap().closed
            };
            assert!(is_closed(october));
            assert!(!is_closed(october.previous()), "before the books began nothing was sealed");
        });
    }

    #[test]
    fn a_message_fits_a_group_however_many_places_hold_money() {
        for places in [0, 1, 3, 40] {
            let message = report(places).message();
            assert!(message.chars().count() <= TEXT_MAX, "{places}: {}", message.chars().count());
            assert!(message.contains("Rinciannya boleh dilihat"), "{message}");
            assert!(message.contains("Sisa hasil usaha bulan ini: -Rp5.000"), "{message}");
        }
        assert!(report(40).message().contains("Kas dan bank: "));
    }
}
