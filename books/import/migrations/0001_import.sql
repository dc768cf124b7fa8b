-- One file that was brought in: what it was, whose book it is, and what was read in it.
create table import_batch (
    cooperative_id bigint not null,
    import_id bigint not null,
    file_name text not null,
    sha256 blob not null,
    account bigint not null,
    unit bigint not null,
    threshold bigint not null,
    state text not null,
    summary text not null,
    made_by bigint not null,
    made_at bigint not null,
    posted_by bigint not null default 0,
    posted_at bigint not null default 0,
    undone_by bigint not null default 0,
    undone_at bigint not null default 0,
    primary key (cooperative_id, import_id)
);

-- Rows of the file as they were read, with what was proposed. Only added to.
create table import_row (
    cooperative_id bigint not null,
    import_id bigint not null,
    row_no bigint not null,
    group_no bigint not null,
    sheet text not null,
    sheet_row bigint not null,
    book_date text not null,
    description text not null,
    voucher text not null,
    note text not null,
    amount bigint not null,
    rule text not null,
    party bigint not null,
    party_text text not null,
    unit bigint not null,
    first_month bigint not null,
    last_month bigint not null,
    extra_rule text not null,
    extra_amount bigint not null,
    confidence bigint not null,
    reason text not null,
    twin bigint not null,
    phrase text not null,
    fingerprint blob not null,
    primary key (cooperative_id, import_id, row_no)
);

-- What a person decided, about a group of like rows (row_no 0) or about one row.
create table import_decision (
    cooperative_id bigint not null,
    import_id bigint not null,
    group_no bigint not null,
    row_no bigint not null,
    choice text not null,
    rule text not null,
    party bigint not null,
    new_partner text not null,
    unit bigint not null,
    activity bigint not null,
    decided_by bigint not null,
    decided_at bigint not null,
    primary key (cooperative_id, import_id, group_no, row_no)
);

-- Why a row could not be recorded when it was tried last.
create table import_refusal (
    cooperative_id bigint not null,
    import_id bigint not null,
    row_no bigint not null,
    sentence text not null,
    primary key (cooperative_id, import_id, row_no)
);

-- What became of a row: the entry made of it (made 1), or the entry that was there before (made 0).
-- Only added to.
create table import_entry (
    cooperative_id bigint not null,
    import_id bigint not null,
    row_no bigint not null,
    part bigint not null,
    entry_id bigint not null,
    made bigint not null,
    fingerprint blob not null,
    primary key (cooperative_id, import_id, row_no, part)
);

-- What a cooperative's own words mean, learned from each decision.
create table import_phrase (
    cooperative_id bigint not null,
    way bigint not null,
    phrase text not null,
    rule text not null,
    party bigint not null,
    times bigint not null,
    learned_by bigint not null,
    learned_at bigint not null,
    primary key (cooperative_id, way, phrase)
);
