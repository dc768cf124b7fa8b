-- A year that was closed for good after the annual meeting: none of its months opens again.
create table ledger_year_close (
    cooperative_id bigint not null,
    year bigint not null,
    adopted_on text not null,
    closed_by bigint not null,
    closed_at bigint not null,
    seal text not null,
    primary key (cooperative_id, year)
);

-- What the closer knew to be missing when the month was closed; empty where nothing was.
alter table ledger_seal add column remarks text not null default '';
