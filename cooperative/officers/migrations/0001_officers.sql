-- Somebody who holds or held an office. What only the cooperative sees: birth date, phone.
create table officers_person (
    cooperative_id bigint not null,
    person_id bigint not null,
    name text not null,
    name_search text not null,
    sex text not null check (sex in ('m', 'f')),
    birth_date text,
    phone text,
    village_leader bigint not null check (village_leader in (0, 1)),
    created_by bigint not null,
    created_at bigint not null,
    primary key (cooperative_id, person_id)
);

-- One person in one office. since: the first day; ended_on: the day from which the person is out of it.
create table officers_term (
    cooperative_id bigint not null,
    term_id bigint not null,
    person_id bigint not null,
    office text not null,
    since text not null,
    until text not null,
    ex_officio bigint not null check (ex_officio in (0, 1)),
    recorded_by bigint not null,
    recorded_at bigint not null,
    ended_on text,
    end_reason text,
    ended_by bigint,
    ended_at bigint,
    primary key (cooperative_id, term_id)
);

-- person_id is the relation of relative_id: 3 is the parent of 7.
create table officers_kinship (
    cooperative_id bigint not null,
    person_id bigint not null,
    relative_id bigint not null,
    relation text not null,
    recorded_by bigint not null,
    recorded_at bigint not null,
    primary key (cooperative_id, person_id, relative_id)
);

-- A break of a rule that was accepted with its reason until a day. Rows are only added.
create table officers_acceptance (
    cooperative_id bigint not null,
    acceptance_id bigint not null,
    code text not null,
    subject text not null,
    reason text not null,
    until text not null,
    accepted_by bigint not null,
    accepted_at bigint not null,
    primary key (cooperative_id, acceptance_id)
);

-- The change of a day was reported to one place.
create table officers_report (
    cooperative_id bigint not null,
    changed_on text not null,
    report text not null,
    done_on text not null,
    number text not null,
    marked_by bigint not null,
    marked_at bigint not null,
    primary key (cooperative_id, changed_on, report)
);
