-- The end of a cooperative's chain, and the last month that is closed (0: none).
create table ledger_chain (
    cooperative_id bigint not null,
    last_entry bigint not null,
    tip blob not null,
    closed_through bigint not null,
    primary key (cooperative_id)
);

-- What happened, once. Never changed, never deleted.
create table ledger_entry (
    cooperative_id bigint not null,
    entry_id bigint not null,
    book_date text not null,
    document text not null,
    description text not null,
    note text not null,
    act text not null,
    rule text not null,
    voucher_id bigint,
    reverses bigint,
    posted_by bigint not null,
    posted_at bigint not null,
    hash blob not null,
    primary key (cooperative_id, entry_id)
);

create index ledger_entry_by_date on ledger_entry (cooperative_id, book_date, entry_id);

-- The two sides of an entry: a positive amount is debit, a negative one credit.
-- activity: 0 none, 1 with members, 2 with others. party 0: nobody in particular.
create table ledger_line (
    cooperative_id bigint not null,
    entry_id bigint not null,
    line bigint not null,
    account bigint not null,
    unit bigint not null,
    activity bigint not null,
    party bigint not null,
    book_date text not null,
    amount bigint not null,
    primary key (cooperative_id, entry_id, line)
);

create index ledger_line_by_account on ledger_line (cooperative_id, account, book_date, entry_id);

create index ledger_line_by_party on ledger_line (cooperative_id, party, account) where party <> 0;

-- Kept as entries post: statements cost the number of accounts, not of entries.
create table ledger_balance (
    cooperative_id bigint not null,
    account bigint not null,
    unit bigint not null,
    activity bigint not null,
    month bigint not null,
    debit bigint not null,
    credit bigint not null,
    primary key (cooperative_id, account, unit, activity, month)
);

-- What stands between the cooperative and one member or partner.
create table ledger_party_balance (
    cooperative_id bigint not null,
    party bigint not null,
    account bigint not null,
    unit bigint not null,
    amount bigint not null,
    primary key (cooperative_id, party, account, unit)
);

-- An entry is reversed once.
create table ledger_reversal (
    cooperative_id bigint not null,
    entry_id bigint not null,
    reversed_by bigint not null,
    reason text not null,
    primary key (cooperative_id, entry_id)
);

-- Every closing of a month with its seal; a month that was opened again keeps its old seals.
create table ledger_seal (
    cooperative_id bigint not null,
    month bigint not null,
    closing bigint not null,
    last_entry bigint not null,
    tip blob not null,
    seal text not null,
    closed_by bigint not null,
    closed_at bigint not null,
    reopened_by bigint,
    reopened_at bigint,
    reopen_reason text,
    primary key (cooperative_id, month, closing)
);

-- Accounts that a cooperative has added; each behaves like an account of the common chart.
create table ledger_own_account (
    cooperative_id bigint not null,
    account bigint not null,
    name text not null,
    behaves_like bigint not null,
    valid_from text not null,
    source text not null,
    primary key (cooperative_id, account)
);

-- Business units that a cooperative has added to the common list.
create table ledger_own_unit (
    cooperative_id bigint not null,
    unit bigint not null,
    name text not null,
    valid_from text not null,
    source text not null,
    primary key (cooperative_id, unit)
);
