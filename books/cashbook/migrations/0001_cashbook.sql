-- Posting rules that a cooperative has added in its own words; each posts like a common rule.
create table cashbook_own_rule (
    cooperative_id bigint not null,
    code text not null,
    label text not null,
    posts_like text not null,
    phrases text not null,
    valid_from text not null,
    primary key (cooperative_id, code)
);

-- A reversal that one person asks for and another decides.
create table cashbook_reversal (
    cooperative_id bigint not null,
    request_id bigint not null,
    entry_id bigint not null,
    reason text not null,
    requested_by bigint not null,
    requested_at bigint not null,
    state text not null check (state in ('waiting', 'approved', 'refused')),
    decided_by bigint,
    decided_at bigint,
    decision_note text not null,
    reversal_entry bigint,
    primary key (cooperative_id, request_id)
);

create index cashbook_reversal_by_entry on cashbook_reversal (cooperative_id, entry_id);
