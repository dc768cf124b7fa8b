-- global: the regions of Indonesia are the same for everyone
create table territory_region (
    code bigint not null,
    level text not null check (level in ('province', 'city', 'district', 'village')),
    name text not null,
    name_search text not null,
    postal_code text,
    lat bigint,
    lon bigint,
    primary key (code)
);

create index territory_region_level on territory_region (level, code);

create index territory_region_name on territory_region (name_search);

create index territory_region_postal on territory_region (postal_code);

-- global: which file the regions were loaded from
create table territory_version (
    name text not null,
    hash text not null,
    regions bigint not null,
    loaded_at bigint not null,
    primary key (name)
);
