//! The tables that `post` writes, as the store writes them in bulk.

use store::{Column, Conflict, Table};

/// Entries.
pub(crate) static ENTRY: Table = Table {
    name: "ledger_entry",
    columns: &[
        ("cooperative_id", Column::Int),
        ("entry_id", Column::Int),
        ("book_date", Column::Text),
        ("document", Column::Text),
        ("description", Column::Text),
        ("note", Column::Text),
        ("act", Column::Text),
        ("rule", Column::Text),
        ("voucher_id", Column::Int),
        ("reverses", Column::Int),
        ("posted_by", Column::Int),
        ("posted_at", Column::Int),
        ("hash", Column::Blob),
    ],
    conflict: Conflict::Refuse,
};

/// Lines.
pub(crate) static LINE: Table = Table {
    name: "ledger_line",
    columns: &[
        ("cooperative_id", Column::Int),
        ("entry_id", Column::Int),
        ("line", Column::Int),
        ("account", Column::Int),
        ("unit", Column::Int),
        ("activity", Column::Int),
        ("party", Column::Int),
        ("book_date", Column::Text),
        ("amount", Column::Int),
    ],
    conflict: Conflict::Refuse,
};

/// Balances a month.
pub(crate) static BALANCE: Table = Table {
    name: "ledger_balance",
    columns: &[
        ("cooperative_id", Column::Int),
        ("account", Column::Int),
        ("unit", Column::Int),
        ("activity", Column::Int),
        ("month", Column::Int),
        ("debit", Column::Int),
        ("credit", Column::Int),
    ],
    conflict: Conflict::Add { key: 5 },
};

/// Balances a member or partner.
pub(crate) static PARTY_BALANCE: Table = Table {
    name: "ledger_party_balance",
    columns: &[
        ("cooperative_id", Column::Int),
        ("party", Column::Int),
        ("account", Column::Int),
        ("unit", Column::Int),
        ("amount", Column::Int),
    ],
    conflict: Conflict::Add { key: 4 },
};
