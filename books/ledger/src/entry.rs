//! What is posted: an entry with its lines.

use kernel::{
    AccountCode, BookDate, CooperativeId, DocumentId, EntryId, PartyId, Rupiah, Timestamp, UnitCode, UserId,
};

/// With whom business was done: the income statement keeps members and others apart
/// (UU 25/1992; SAK EP for cooperatives).
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Activity {
    /// Does not matter for this account.
    #[default]
    None,
    /// With members.
    Member,
    /// With others.
    NonMember,
}

impl Activity {
    /// As tables keep it.
    pub fn number(self) -> i64 {
        match self {
            Self::None => 0,
            Self::Member => 1,
            Self::NonMember => 2,
        }
    }

    /// What a table kept.
    pub fn from_number(number: i64) -> Self {
        match number {
            1 => Self::Member,
            2 => Self::NonMember,
            _ => Self::None,
        }
    }
}

/// The book that numbers a document; numbers run without gaps per cooperative, book and year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum Book {
    /// Bukti kas masuk: cash received.
    #[serde(rename = "BKM")]
    CashIn,
    /// Bukti kas keluar: cash paid.
    #[serde(rename = "BKK")]
    CashOut,
    /// Bukti bank masuk: received at the bank.
    #[serde(rename = "BBM")]
    BankIn,
    /// Bukti bank keluar: paid from the bank.
    #[serde(rename = "BBK")]
    BankOut,
    /// Bukti pindah: from one place of money to another.
    #[serde(rename = "BP")]
    Transfer,
    /// Bukti memorial: no money moves.
    #[serde(rename = "BM")]
    Memorial,
}

impl Book {
    /// The letters before the number.
    pub fn code(self) -> &'static str {
        match self {
            Self::CashIn => "BKM",
            Self::CashOut => "BKK",
            Self::BankIn => "BBM",
            Self::BankOut => "BBK",
            Self::Transfer => "BP",
            Self::Memorial => "BM",
        }
    }
}

/// One side of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// Account of the chart.
    pub account: AccountCode,
    /// Business unit.
    pub unit: UnitCode,
    /// Whole rupiah: positive is debit, negative credit.
    pub amount: Rupiah,
    /// The member or partner whom the balance concerns.
    pub party: Option<PartyId>,
    /// With members or others.
    pub activity: Activity,
}

impl Line {
    /// A debit of the office unit; refine with [`Line::unit`], [`Line::party`], [`Line::activity`].
    pub fn debit(account: AccountCode, amount: Rupiah) -> Self {
        Self { account, unit: UnitCode::OFFICE, amount, party: None, activity: Activity::None }
    }

    /// A credit of the office unit.
    pub fn credit(account: AccountCode, amount: Rupiah) -> Self {
        Self::debit(account, -amount)
    }

    /// The same in a business unit.
    #[must_use]
    pub fn unit(self, unit: UnitCode) -> Self {
        Self { unit, ..self }
    }

    /// The same for a member or partner.
    #[must_use]
    pub fn party(self, party: Option<PartyId>) -> Self {
        Self { party, ..self }
    }

    /// The same with members or others.
    #[must_use]
    pub fn activity(self, activity: Activity) -> Self {
        Self { activity, ..self }
    }
}

/// An entry to be posted.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Whose books.
    pub cooperative: CooperativeId,
    /// The date that counts for the books.
    pub date: BookDate,
    /// The book that numbers its document.
    pub book: Book,
    /// What happened, in the officers' words; 1 to 200 characters.
    pub description: String,
    /// A remark, or empty.
    pub note: String,
    /// The act that posts, such as `savings.deposit`.
    pub act: &'static str,
    /// The posting rule that was picked, or empty.
    pub rule: String,
    /// Photo or file that proves it.
    pub voucher: Option<DocumentId>,
    /// The entry that this one takes back.
    pub reverses: Option<EntryId>,
    /// Who posts.
    pub by: UserId,
    /// When it is posted.
    pub at: Timestamp,
    /// The sides; they sum to zero in every unit.
    pub lines: Vec<Line>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_side_is_refined_word_by_word() {
        let line = Line::credit(AccountCode(41_100), Rupiah(900))
            .unit(UnitCode(10))
            .party(Some(PartyId(5)))
            .activity(Activity::Member);
        let expected = Line {
            account: AccountCode(41_100),
            unit: UnitCode(10),
            amount: Rupiah(-900),
            party: Some(PartyId(5)),
            activity: Activity::Member,
        };
        assert_eq!(line, expected);
        let plain = Line::debit(AccountCode(11_100), Rupiah(900));
        assert_eq!((plain.unit, plain.party, plain.activity), (UnitCode::OFFICE, None, Activity::None));
        assert_eq!(plain.amount, Rupiah(900));
    }

    #[test]
    fn a_kind_of_activity_comes_back_from_its_number() {
        for activity in [Activity::None, Activity::Member, Activity::NonMember] {
            assert_eq!(Activity::from_number(activity.number()), activity);
        }
        assert_eq!(Activity::from_number(9), Activity::None);
    }

    #[test]
    fn a_book_travels_under_the_letters_that_it_prints() {
        let books =
            [Book::CashIn, Book::CashOut, Book::BankIn, Book::BankOut, Book::Transfer, Book::Memorial];
        for book in books {
            assert_eq!(serde_json::to_string(&book).unwrap(), format!("\"{}\"", book.code()));
        }
    }
}
