-- global: the portal's public statistics are of the whole nation; one file of one day
create table ministry_snapshot (
    as_of text not null,
    sha256 text not null,
    row_count bigint not null,
    matched bigint not null,
    cooperatives bigint not null,
    transaction_value bigint not null,
    savings_total bigint not null,
    read_by bigint not null,
    read_at bigint not null,
    primary key (as_of)
);

-- A row of such a file, with names as written there. village: 0 where nothing was found; region: the
-- smallest region that was found, 0 where not even the province was. A figure is null where the file has none.
-- global: rows of the nation's file
create table ministry_statistic (
    as_of text not null,
    row_number bigint not null,
    portal_village text not null,
    village bigint not null,
    region bigint not null,
    how text not null,
    reason text not null,
    province text not null,
    city text not null,
    district text not null,
    village_name text not null,
    cooperatives bigint,
    accounts bigint,
    npwp bigint,
    nib bigint,
    rat bigint,
    transaction_volume bigint,
    transaction_value bigint,
    pokok_amount bigint,
    pokok_members bigint,
    pokok_tx bigint,
    wajib_amount bigint,
    wajib_members bigint,
    wajib_tx bigint,
    savings_total bigint,
    primary key (as_of, row_number)
);

create index ministry_statistic_village on ministry_statistic (as_of, village);

create index ministry_statistic_region on ministry_statistic (as_of, region);

create index ministry_statistic_portal on ministry_statistic (portal_village, as_of);

-- Which village the portal means by its own number. village: 0 where it is none of ours.
-- global: decided by a person once for all files of the nation
create table ministry_match (
    portal_village text not null,
    village bigint not null,
    decided_by bigint not null,
    decided_at bigint not null,
    primary key (portal_village)
);

create index ministry_match_village on ministry_match (village);

-- What was written for the ministry about a cooperative. scope: the region of a larger export, or its
-- own village.
create table ministry_export (
    cooperative_id bigint not null,
    export_id bigint not null,
    scope bigint not null,
    exported_by bigint not null,
    exported_at bigint not null,
    primary key (cooperative_id, export_id)
);

-- The rows that were written, each by a hash of what it said; row_ref '' is the table as a whole, with
-- the hash over all its rows.
create table ministry_sent (
    cooperative_id bigint not null,
    export_id bigint not null,
    table_name text not null,
    row_ref text not null,
    row_count bigint not null,
    sha256 text not null,
    primary key (cooperative_id, export_id, table_name, row_ref)
);

-- What the ministry made of it; the latest holds.
create table ministry_outcome (
    cooperative_id bigint not null,
    export_id bigint not null,
    outcome_number bigint not null,
    table_name text not null,
    row_ref text not null,
    state text not null check (state in ('sent', 'accepted', 'differs', 'rejected')),
    note text not null,
    decided_by bigint not null,
    decided_at bigint not null,
    primary key (cooperative_id, export_id, outcome_number)
);
