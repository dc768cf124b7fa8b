//! What the stories start from, in the words of the field.

use std::sync::LazyLock;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use kernel::{
    AccountCode, BookDate, Clock, CooperativeId, Nik, PartyId, RegionCode, RegionLevel, Rupiah, Timestamp,
    UserId,
};
use ledger::{Activity, Book, Entry, Line};
use members::{Activation, Application, NikKeys, Verification};
use ministry::{COLUMNS, Summary};
use registry::{LegalPapers, Licence, LicenceState, NewCooperative, NewUnit, Paper};
use store::testing::{TestDb, on_both_engines};
use store::{StoreError, values};
use tower::ServiceExt;
use web::{Csrf, Right, RightSet, Site, Tenant, Visit};

pub const BY: UserId = UserId(5);
/// 2 January 2026, 10.00 WIB.
pub const REGISTERED: Timestamp = Timestamp(1_767_322_800_000_000);
/// 24 November 2026, 10.00 WIB.
pub const NOW: Timestamp = Timestamp(1_795_489_200_000_000);
pub const TODAY: &str = "2026-11-24";
pub const CITY: &str = "19.71";
pub const PINTU_AIR: &str = "19.71.04.1001";
const KEYS: NikKeys = NikKeys { seal: [1; 32], hash: [2; 32] };

/// A database with all regions, loaded once: that takes seconds.
pub fn nation() -> &'static TestDb {
    static NATION: LazyLock<TestDb> = LazyLock::new(|| {
        let test = TestDb::sqlite(&[territory::MIGRATIONS, ministry::MIGRATIONS]);
        territory::load(&test.db, NOW).unwrap();
        test
    });
    &NATION
}

/// The city of the stories, and a district elsewhere.
fn given_the_regions(test: &TestDb) {
    let regions = nation().db.read_blocking(|reader| {
        let mut regions = territory::path_of(reader, region("19.71"))?;
        regions.extend(territory::path_of(reader, region("11.01.01"))?);
        for (code, level) in [
            ("19.71", RegionLevel::District),
            ("19.71", RegionLevel::Village),
            ("11.01.01", RegionLevel::Village),
        ] {
            regions.extend(territory::within(reader, region(code), level)?);
        }
        Ok::<_, territory::TerritoryError>(regions)
    });
    let regions = regions.unwrap();
    test.db
        .write_blocking(move |tx| {
            for region in &regions {
                let level = format!("{:?}", region.code.level()).to_lowercase();
                let (lat, lon) = region.position.unzip();
                tx.execute(
                    "insert into territory_region (code, level, name, name_search, postal_code, lat, lon) \
                     values ($1, $2, $3, $3, $4, $5, $6)",
                    &values![region.code.number(), level, &region.name, region.postal_code.clone(), lat, lon],
                )?;
            }
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

pub fn story(tell: impl Fn(&TestDb)) {
    let migrations = [
        ledger::MIGRATIONS,
        registry::MIGRATIONS,
        members::MIGRATIONS,
        savings::MIGRATIONS,
        formation::MIGRATIONS,
        documents::MIGRATIONS,
        assets::MIGRATIONS,
        access::MIGRATIONS,
        officers::MIGRATIONS,
        territory::MIGRATIONS,
        activity::MIGRATIONS,
        ministry::MIGRATIONS,
    ];
    on_both_engines(&migrations, |test| {
        given_the_regions(test);
        tell(test);
    });
}

pub fn day(text: &str) -> BookDate {
    BookDate::parse(text).unwrap()
}

pub fn region(text: &str) -> RegionCode {
    RegionCode::parse(text).unwrap()
}

pub fn given_a_cooperative(test: &TestDb, village: &str, name: &str) -> CooperativeId {
    let ahu = Some(Paper { number: "AHU-1".to_owned(), date: day("2025-06-20") });
    let region = region(village);
    let name = registry::standard_name(name, region);
    let legal = LegalPapers { ahu, nik_koperasi: Some("1971040001".to_owned()), ..LegalPapers::default() };
    let new = NewCooperative { region, name, legal, address: None, founded_on: None, at: REGISTERED };
    let id = test.db.write_blocking(move |tx| registry::register(tx, new.clone())).unwrap();
    let licence = Licence::of(LicenceState::NotNeeded);
    let unit =
        NewUnit { unit: kernel::UnitCode(10), name: "Gerai sembako".to_owned(), licence, opened_on: None };
    test.db.write_blocking(move |tx| registry::open_unit(tx, id, unit.clone())).unwrap();
    id
}

pub fn given_a_member(test: &TestDb, cooperative: CooperativeId, name: &str, last: &str) -> PartyId {
    let application = Application {
        cooperative,
        name: name.to_owned(),
        nik: Nik::parse(&format!("197104450390{last}"), day(TODAY)).unwrap(),
        address: "Jl. Contoh No. 7, RT 02".to_owned(),
        phone: String::new(),
        region: None,
        date: day("2026-01-05"),
        by: BY,
        at: NOW,
    };
    let member = test.db.write_blocking(move |tx| members::apply(tx, &KEYS, &application)).unwrap().party;
    let (domicile_note, date) = (String::new(), day("2026-01-06"));
    let verification = Verification { cooperative, member, domicile_note, date, by: BY, at: NOW };
    test.db.write_blocking(move |tx| members::verify(tx, &verification)).unwrap();
    let date = day("2026-01-07");
    let activation = Activation { cooperative, member, date, number: None, by: BY, at: NOW };
    test.db.write_blocking(move |tx| members::activate(tx, &activation)).unwrap();
    member
}

/// Money comes into the cash box on an account.
pub fn given_cash(
    test: &TestDb,
    cooperative: CooperativeId,
    (account, party): (i64, Option<PartyId>),
    amount: i64,
    on: &str,
) {
    let credit = Line::credit(AccountCode(account), Rupiah(amount)).party(party);
    let credit = if (41_000..44_000).contains(&account) { credit.activity(Activity::Member) } else { credit };
    let entry = Entry {
        cooperative,
        date: day(on),
        book: Book::CashIn,
        description: "Terima dari Contoh Rahasia Melati".to_owned(),
        note: String::new(),
        act: "test",
        rule: String::new(),
        voucher: None,
        reverses: None,
        by: BY,
        at: NOW,
        lines: vec![Line::debit(AccountCode(11_100), Rupiah(amount)), credit],
    };
    test.db.write_blocking(move |tx| ledger::post(tx, &entry)).unwrap();
}

/// A member pays dues at the counter, for the next months that the amount pays.
pub fn given_dues(
    test: &TestDb,
    cooperative: CooperativeId,
    member: PartyId,
    amount: i64,
    on: &str,
) -> kernel::EntryId {
    let deposit = savings::Deposit {
        cooperative,
        member,
        kind: savings::Kind::Mandatory,
        amount: Rupiah(amount),
        months: None,
        place: AccountCode(11_100),
        unit: kernel::UnitCode(0),
        date: day(on),
        note: String::new(),
        voucher: None,
        by: BY,
        at: NOW,
    };
    test.db.write_blocking(move |tx| savings::deposit(tx, &deposit)).unwrap().entry
}

/// A working cooperative with one member who paid principal, and dues in two months.
pub fn given_pintu_air(test: &TestDb) -> CooperativeId {
    let id = given_a_cooperative(test, PINTU_AIR, "Pintu Air");
    let member = given_a_member(test, id, "Contoh Rahasia Melati", "0007");
    given_cash(test, id, (31_100, Some(member)), 100_000, "2026-01-07");
    given_cash(test, id, (31_200, Some(member)), 10_000, "2026-04-03");
    given_cash(test, id, (31_200, Some(member)), 5_000, "2026-04-20");
    given_cash(test, id, (31_200, Some(member)), 10_000, "2026-05-04");
    given_cash(test, id, (22_100, None), 2_000_000, "2026-05-05");
    given_cash(test, id, (41_100, None), 300_000, "2026-10-20");
    given_cash(test, id, (21_120, None), 900_000, "2026-10-21");
    id
}

/// A line of the portal's file: district, village and its number, transactions in rupiah.
pub fn line(district: &str, village: &str, number: &str, value: &str) -> String {
    format!(
        "9,BANGKA BELITUNG,8,KOTA PANGKALPINANG,{district},{district},{number},{village},1,1,0,0,0,1,{value},0,0,0,0,0,0,50000\n"
    )
}

pub fn import(test: &TestDb, lines: &[String], as_of: &str) -> Result<Summary, ministry::MinistryError> {
    let csv = format!("{}\n{}", COLUMNS.join(","), lines.concat());
    ministry::import_statistics(&test.db, csv.as_bytes(), day(as_of), (BY, NOW))
}

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes).unwrap()
    }

    /// The page must say all of these.
    pub fn says(&self, words: &[&str]) {
        assert_eq!(self.status, StatusCode::OK, "{}", self.text());
        for word in words {
            assert!(self.text().contains(word), "{word} is not in {}", self.text());
        }
    }
}

/// Opens an address past the guard, or sends a form to it.
pub fn visit(test: &TestDb, path: &str, form: Option<&str>) -> Answer {
    let mut visit = Visit::new(NOW, day(TODAY), Csrf::of(&[0; 32], b""));
    visit.rights =
        RightSet::of(&[Right::ReadFigures, Right::ReadRegion, Right::ManageRegion, Right::ManageCooperative]);
    visit.user = Some(BY);
    if path.starts_with("/k/") {
        let code = region(PINTU_AIR);
        let found = test.db.read_blocking(|reader| registry::by_region(reader, code)).unwrap().unwrap();
        visit.cooperative = Some(Tenant { id: found.id, code, name: found.name });
    } else {
        visit.region = Some(region(CITY));
    }
    let site = Site::for_tests(test.db.clone(), Clock::fixed(Timestamp(0)));
    let router = ministry::routes()
        .into_iter()
        .fold(Router::new(), |router, route| router.route(route.path, route.handler))
        .with_state(site);
    let mut request = match form {
        None => Request::get(path).body(Body::empty()).unwrap(),
        Some(form) => Request::post(path)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(format!("_csrf={}&_command={:032x}&{form}", visit.csrf, form.len())))
            .unwrap(),
    };
    request.extensions_mut().insert(visit);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let response = web::edge::render(router.oneshot(request).await.unwrap(), path, None);
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap().to_vec();
        Answer { status: parts.status, headers: parts.headers, bytes }
    })
}
