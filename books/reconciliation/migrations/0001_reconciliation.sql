-- A bank statement: one file of one account. through: the day to which the bank says there is no more.
create table reconciliation_statement (
    cooperative_id bigint not null,
    statement_id bigint not null,
    account bigint not null,
    name text not null,
    sha256 blob not null,
    layout text not null,
    first_date text not null,
    last_date text not null,
    through text not null,
    opening bigint not null,
    closing bigint not null,
    added bigint not null,
    uploaded_by bigint not null,
    uploaded_at bigint not null,
    primary key (cooperative_id, statement_id)
);

create unique index reconciliation_statement_once
    on reconciliation_statement (cooperative_id, account, sha256);

-- What the bank says happened: a positive amount came in, a negative one went out.
create table reconciliation_line (
    cooperative_id bigint not null,
    line_id bigint not null,
    account bigint not null,
    statement_id bigint not null,
    row_number bigint not null,
    line_date text not null,
    text text not null,
    amount bigint not null,
    balance bigint,
    primary key (cooperative_id, line_id)
);

create index reconciliation_line_by_date
    on reconciliation_line (cooperative_id, account, line_date, line_id);

-- Which entries of the books a line of the bank is. An entry stands for one line of an account; where it
-- has been reversed, the match counts no more.
create table reconciliation_match (
    cooperative_id bigint not null,
    account bigint not null,
    entry_id bigint not null,
    line_id bigint not null,
    matched_by bigint not null,
    matched_at bigint not null,
    primary key (cooperative_id, account, entry_id)
);

-- Which column is what in the files of an account's bank, as somebody has shown once.
create table reconciliation_layout (
    cooperative_id bigint not null,
    account bigint not null,
    headings text not null,
    columns text not null,
    set_by bigint not null,
    set_at bigint not null,
    primary key (cooperative_id, account)
);

-- A file that waits until somebody has shown its columns; the next one takes its place.
create table reconciliation_pending (
    cooperative_id bigint not null,
    account bigint not null,
    name text not null,
    bytes blob not null,
    through text not null,
    closing bigint,
    uploaded_by bigint not null,
    uploaded_at bigint not null,
    primary key (cooperative_id, account)
);

-- Cash that was counted, beside what the books said then. unit -1: all units together.
create table reconciliation_count (
    cooperative_id bigint not null,
    count_id bigint not null,
    account bigint not null,
    unit bigint not null,
    counted_on text not null,
    total bigint not null check (total >= 0),
    books bigint not null,
    pieces text not null,
    note text not null,
    counted_by bigint not null,
    counted_at bigint not null,
    primary key (cooperative_id, count_id)
);

create index reconciliation_count_by_date
    on reconciliation_count (cooperative_id, account, counted_on, count_id);
