//! A receipt, as wide as the paper of a cashier's printer (58 mm), and as a message.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use kernel::EntryId;
use web::{Page, Refusal, Right, Site, Visit};

use super::Named;
use crate::{Kind, Receipt, SavingsError, receipt_of};

#[derive(Template)]
#[template(path = "receipt.html")]
struct ReceiptPage<'p> {
    visit: &'p Visit,
    receipt: &'p Receipt,
    /// The entry that took it back.
    reversed_by: Option<EntryId>,
    may_record: bool,
    may_read_books: bool,
}

impl ReceiptPage<'_> {
    /// The rule of the vocabulary with which the same kind of payment is recorded again.
    fn rule(&self) -> &'static str {
        match (self.receipt.withdrawn, self.receipt.kind) {
            (true, _) => "ambil-simpanan-sukarela",
            (_, Kind::Principal) => "terima-simpanan-pokok",
            (_, Kind::Mandatory) => "terima-simpanan-wajib",
            (_, Kind::Voluntary) => "terima-simpanan-sukarela",
        }
    }
}

/// `GET /k/{cooperative}/kwitansi/{entry}`
pub(super) async fn show(State(site): State<Site>, visit: Visit, named: Named) -> Result<Response, Refusal> {
    let (cooperative, entry) = (visit.cooperative()?.id, named.entry());
    let (receipt, reversed_by) = site
        .db
        .read(move |reader| {
            let receipt = receipt_of(reader, cooperative, entry)?;
            Ok::<_, SavingsError>((receipt, ledger::reversal_of(reader, cooperative, entry)?))
        })
        .await?;
    let receipt = receipt.ok_or_else(|| {
        let sentence = "Transaksi ini bukan setoran atau pengambilan simpanan. Buka transaksinya dari Buku.";
        Refusal::new(StatusCode::NOT_FOUND, sentence)
    })?;
    let body = ReceiptPage {
        visit: &visit,
        receipt: &receipt,
        reversed_by,
        may_record: visit.may(Right::Record),
        may_read_books: visit.may(Right::ReadBooks),
    };
    Ok(Page::new(&visit, format!("Kuitansi {}", receipt.document))
        .active("anggota")
        .crumb("Anggota", visit.path("anggota"))
        .crumb(receipt.member_name.as_str(), visit.path(&format!("anggota/{}", receipt.member)))
        .body(&body))
}
