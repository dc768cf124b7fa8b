//! Perhitungan hasil usaha.

use crate::given::{self, *};
use statements::{Income, StatementError, StatementRowKind, compared_income, income};

fn of_year(books: &Books<'_>, year: &str, unit: Option<kernel::UnitCode>) -> Income {
    let (from, to) = (day(&format!("{year}-01-01")), day(&format!("{year}-12-31")));
    books.ask(|reader, coop| income(reader, coop, from, to, unit))
}

#[test]
fn members_and_others_are_kept_apart() {
    given::on_both_engines(|test| {
        let books = Books::of(&test.db);
        given_two_years(&books);

        let first = of_year(&books, "2026", None);
        assert_eq!((first.member_gross, first.member_cost), (rp(200_000), rp(150_000)));
        assert_eq!((first.non_member_revenue, first.operating_expense), (rp(0), rp(20_000)));
        assert_eq!(first.surplus, rp(30_000));

        let second = of_year(&books, "2027", None);
        assert_eq!((second.member_gross, second.non_member_revenue), (rp(0), rp(120_000)));
        assert_eq!((second.non_member_cost, second.cooperative_expense), (rp(90_000), rp(5_000)));
        assert_eq!((second.other, second.tax, second.surplus), (rp(3_000), rp(1_000), rp(27_000)));
        assert_eq!(second.before_tax(), rp(28_000));
    });
}

#[test]
fn the_units_make_the_whole() {
    given::on_both_engines(|test| {
        let books = Books::of(&test.db);
        given_two_years(&books);
        let shop = of_year(&books, "2027", Some(SHOP));
        let office = of_year(&books, "2027", Some(OFFICE));
        assert_eq!((shop.surplus, office.surplus), (rp(30_000), rp(-3_000)));
    });
}

#[test]
fn the_paper_reads_from_participation_to_surplus() {
    given::on_both_engines(|test| {
        let books = Books::of(&test.db);
        given_two_years(&books);
        let compared = books
            .ask(|reader, coop| compared_income(reader, coop, day("2027-01-01"), day("2027-06-30"), None));
        assert_eq!((compared.before.from, compared.before.as_of), (day("2026-01-01"), day("2026-06-30")));
        let sums: Vec<(String, i64, i64)> = compared
            .rows()
            .into_iter()
            .filter(|row| !matches!(row.kind, StatementRowKind::Heading | StatementRowKind::Line))
            .map(|row| (row.name, row.now.0, row.before.0))
            .collect();
        let expected = [
            ("Partisipasi bruto anggota", 0, 200_000),
            ("Hasil bersih dari anggota", 0, 50_000),
            ("Laba kotor dari bukan anggota", 30_000, 0),
            ("Sisa hasil usaha kotor", 30_000, 50_000),
            ("Jumlah beban usaha", 0, -20_000),
            ("Jumlah beban perkoperasian", -5_000, 0),
            ("Jumlah lain-lain", 3_000, 0),
            ("Sisa hasil usaha sebelum pajak", 28_000, 30_000),
            ("Sisa hasil usaha", 27_000, 30_000),
        ];
        assert_eq!(sums, expected.map(|(name, now, before)| (name.to_owned(), now, before)));
    });
}

#[test]
fn a_period_that_ends_before_it_begins_is_refused() {
    given::on_both_engines(|test| {
        let books = Books::of(&test.db);
        let (from, through) = (day("2026-02-01"), day("2026-01-31"));
        let refused = books.try_ask(|reader, coop| income(reader, coop, from, through, None));
        assert_eq!(refused, Err(StatementError::DatesReversed { from, through }));
        let said = StatementError::DatesReversed { from, through }.to_string();
        assert_eq!(said, "Tanggal awal 1 Feb 2026 sesudah tanggal akhir 31 Jan 2026. Tukar keduanya.");
    });
}
