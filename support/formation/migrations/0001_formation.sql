-- By which route a cooperative is formed. region: its village, so that a whole region is one range.
create table formation_cooperative (
    cooperative_id bigint not null,
    region bigint not null,
    route text not null check (route in ('baru', 'pengembangan', 'revitalisasi')),
    set_by bigint not null,
    set_at bigint not null,
    primary key (cooperative_id)
);

create index formation_cooperative_region on formation_cooperative (region);

-- Where a step of the checklist stands now.
create table formation_step (
    cooperative_id bigint not null,
    step text not null,
    region bigint not null,
    state text not null check (state in ('belum', 'proses', 'terbit', 'ditolak')),
    number text not null,
    dated text,
    issuer text not null,
    document_id bigint,
    note text not null,
    changed_by bigint not null,
    changed_at bigint not null,
    verified_by bigint,
    verified_at bigint,
    primary key (cooperative_id, step)
);

create index formation_step_region on formation_step (region);

-- What every step was before. Rows are only added.
create table formation_step_log (
    cooperative_id bigint not null,
    log_id bigint not null,
    step text not null,
    state text not null,
    number text not null,
    dated text,
    issuer text not null,
    document_id bigint,
    note text not null,
    changed_by bigint not null,
    changed_at bigint not null,
    primary key (cooperative_id, log_id)
);

-- global: a paper has one number in the whole country, so the number is the key
create table formation_paper_claim (
    step text not null,
    paper_key text not null,
    cooperative_id bigint not null,
    primary key (step, paper_key)
);

-- Who founds. nik_hash: a keyed hash; the number itself is nowhere.
create table formation_founder (
    cooperative_id bigint not null,
    founder_id bigint not null,
    name text not null,
    name_search text not null,
    sex text not null check (sex in ('m', 'f')),
    birth_date text not null,
    is_married bigint not null check (is_married in (0, 1)),
    region bigint not null,
    nik_hash blob,
    nik_masked text,
    added_by bigint not null,
    added_at bigint not null,
    primary key (cooperative_id, founder_id)
);

create unique index formation_founder_once on formation_founder (cooperative_id, name_search, birth_date);

-- global: one founder in one cooperative, so the person is the key
create table formation_founder_claim (
    nik_hash blob not null,
    cooperative_id bigint not null,
    founder_id bigint not null,
    primary key (nik_hash)
);

-- What the meetings decided, as the form has it (JSON).
create table formation_meeting (
    cooperative_id bigint not null,
    content text not null,
    changed_by bigint not null,
    changed_at bigint not null,
    primary key (cooperative_id)
);

-- global: a village is served by one cooperative, so the village is the key
create table formation_village (
    region bigint not null,
    cooperative_id bigint not null,
    note text not null,
    added_by bigint not null,
    added_at bigint not null,
    primary key (region)
);

create index formation_village_cooperative on formation_village (cooperative_id);

-- global: which village became which, as the city writes it down
create table formation_split (
    old_region bigint not null,
    new_region bigint not null,
    split_on text not null,
    decree text not null,
    noted_by bigint not null,
    noted_at bigint not null,
    primary key (old_region, new_region)
);
