-- What the cooperative owns and uses for longer than a year. A life of 0 months: it does not lose value.
-- opening_through 0: nothing was depreciated before the books began.
create table assets_asset (
    cooperative_id bigint not null,
    asset_id bigint not null,
    name text not null,
    account bigint not null,
    unit bigint not null,
    acquired_on text not null,
    cost bigint not null check (cost > 0),
    residual bigint not null check (residual >= 0),
    life_months bigint not null check (life_months >= 0),
    opening_through bigint not null,
    opening_amount bigint not null check (opening_amount >= 0),
    origin text not null check (origin in ('paid', 'recorded', 'grant')),
    note text not null,
    voucher_id bigint,
    entry_id bigint,
    registered_by bigint not null,
    registered_at bigint not null,
    struck_at bigint,
    struck_by bigint,
    struck_reason text,
    primary key (cooperative_id, asset_id)
);

-- Which month of which asset an entry depreciates. Rows are only added: where the entry has been
-- reversed, the month is to be done again.
create table assets_depreciation (
    cooperative_id bigint not null,
    asset_id bigint not null,
    month bigint not null,
    entry_id bigint not null,
    book_date text not null,
    amount bigint not null,
    primary key (cooperative_id, asset_id, month, entry_id)
);

-- How an asset left. Rows are only added: where the entry has been reversed, it is there again.
create table assets_disposal (
    cooperative_id bigint not null,
    asset_id bigint not null,
    entry_id bigint not null,
    disposed_on text not null,
    proceeds bigint not null check (proceeds >= 0),
    reason text not null,
    primary key (cooperative_id, asset_id, entry_id)
);

-- What is in use and belongs to somebody else: never in the books, told_value is a memo.
create table assets_borrowed (
    cooperative_id bigint not null,
    borrowed_id bigint not null,
    name text not null,
    owner text not null,
    document text not null,
    document_date text,
    since text not null,
    until text,
    place text not null,
    told_value bigint,
    note text not null,
    returned_on text,
    recorded_by bigint not null,
    recorded_at bigint not null,
    primary key (cooperative_id, borrowed_id)
);
