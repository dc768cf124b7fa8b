create table registry_cooperative (
    cooperative_id bigint not null,
    region bigint not null,
    name text not null,
    name_search text not null,
    kind text not null check (kind in ('kelurahan', 'desa')),
    legal_state text not null check (legal_state in ('forming', 'deed', 'approved')),
    deed_number text,
    deed_date text,
    ahu_number text,
    ahu_date text,
    nib text,
    npwp text,
    nik_koperasi text,
    address text,
    founded_on text,
    created_at bigint not null,
    primary key (cooperative_id)
);

create index registry_cooperative_region on registry_cooperative (region);

create index registry_cooperative_name on registry_cooperative (name_search);

-- global: a village has one cooperative, whichever claims it first
create table registry_village_claim (
    region bigint not null,
    cooperative_id bigint not null,
    primary key (region)
);

create table registry_unit (
    cooperative_id bigint not null,
    unit bigint not null,
    name text not null,
    licence_state text not null check (licence_state in ('licensed', 'not_yet', 'suspended', 'not_needed')),
    licence_number text,
    licence_until text,
    opened_on text,
    primary key (cooperative_id, unit)
);
