//! What the stories start from, in the words of the field.

use kernel::{BookDate, CooperativeId, Nik, PartyId, RegionCode, Timestamp, UserId};
use ledger::{Book, Entry, Line};
use members::{Activation, Application, Ending, Exit, Member, MembersError, NikKeys, Verification};
use store::testing::{TestDb, on_both_engines};

pub const KEYS: NikKeys = NikKeys { seal: [1; 32], hash: [2; 32] };
pub const BY: UserId = UserId(5);
/// 24 November 2026, 10.00 WIB.
pub const AT: Timestamp = Timestamp(1_795_489_200_000_000);

pub fn day(text: &str) -> BookDate {
    BookDate::parse(text).unwrap()
}

pub fn region(text: &str) -> RegionCode {
    RegionCode::parse(text).unwrap()
}

pub fn nik(text: &str) -> Nik {
    Nik::parse(text, day("2026-11-24")).unwrap()
}

pub fn story(tell: impl Fn(&TestDb)) {
    on_both_engines(&[ledger::MIGRATIONS, registry::MIGRATIONS, members::MIGRATIONS], tell);
}

pub fn given_a_cooperative_in(test: &TestDb, village: &str) -> CooperativeId {
    let region = region(village);
    let new = registry::NewCooperative {
        region,
        name: registry::standard_name("Contoh", region),
        legal: registry::LegalPapers::default(),
        address: None,
        founded_on: None,
        at: AT,
    };
    test.db.write_blocking(move |tx| registry::register(tx, new.clone())).unwrap()
}

/// A Pangkalpinang woman with the four last digits of her NIK; its district is Rangkui.
pub fn application(cooperative: CooperativeId, name: &str, last: &str) -> Application {
    Application {
        cooperative,
        name: name.to_owned(),
        nik: nik(&format!("197104450390{last}")),
        address: "Jl. Contoh No. 7, RT 02".to_owned(),
        phone: String::new(),
        region: None,
        date: day("2026-01-05"),
        by: BY,
        at: AT,
    }
}

pub fn apply(test: &TestDb, application: Application) -> Result<Member, MembersError> {
    test.db.write_blocking(move |tx| members::apply(tx, &KEYS, &application))
}

pub fn verify(
    test: &TestDb,
    cooperative: CooperativeId,
    member: PartyId,
    note: &str,
) -> Result<Member, MembersError> {
    let (domicile_note, date) = (note.to_owned(), day("2026-01-06"));
    let verification = Verification { cooperative, member, domicile_note, date, by: BY, at: AT };
    test.db.write_blocking(move |tx| members::verify(tx, &verification).map(|(member, _)| member))
}

pub fn activate(test: &TestDb, cooperative: CooperativeId, member: PartyId) -> Result<Member, MembersError> {
    activate_as(test, cooperative, member, None)
}

/// With the number of a register kept before.
pub fn activate_as(
    test: &TestDb,
    cooperative: CooperativeId,
    member: PartyId,
    number: Option<i64>,
) -> Result<Member, MembersError> {
    let activation = Activation { cooperative, member, date: day("2026-01-07"), number, by: BY, at: AT };
    test.db.write_blocking(move |tx| members::activate(tx, &activation))
}

pub fn end(test: &TestDb, cooperative: CooperativeId, member: PartyId) -> Result<Member, MembersError> {
    let (ending, reason) = (Ending::Left, "pindah ke luar kota".to_owned());
    let exit = Exit { cooperative, member, ending, reason, date: day("2026-11-20"), by: BY, at: AT };
    test.db.write_blocking(move |tx| members::end_membership(tx, &exit))
}

pub fn given_a_member(test: &TestDb, cooperative: CooperativeId, name: &str, last: &str) -> Member {
    let member = apply(test, application(cooperative, name, last)).unwrap();
    verify(test, cooperative, member.party, "").unwrap();
    activate(test, cooperative, member.party).unwrap()
}

/// Money from the member to the cash box (or back, where negative), on an account of the member.
pub fn given_money(test: &TestDb, cooperative: CooperativeId, member: PartyId, account: i64, amount: i64) {
    let (cash, account) = (kernel::AccountCode(11_100), kernel::AccountCode(account));
    let amount = kernel::Rupiah(amount);
    let entry = Entry {
        cooperative,
        date: day("2026-02-01"),
        book: Book::CashIn,
        description: "Uang anggota".to_owned(),
        note: String::new(),
        act: "test",
        rule: String::new(),
        voucher: None,
        reverses: None,
        by: BY,
        at: AT,
        lines: vec![Line::debit(cash, amount), Line::credit(account, amount).party(Some(member))],
    };
    test.db.write_blocking(move |tx| ledger::post(tx, &entry)).unwrap();
}
