-- Whoever has applied, in the order of applications. nik_sealed is the number encrypted, nik_hash a
-- keyed hash of it; it is nowhere in plain text. number is given when membership begins.
create table members_member (
    cooperative_id bigint not null,
    party_id bigint not null,
    number bigint,
    name text not null,
    name_search text not null,
    nik_sealed blob not null,
    nik_hash blob not null,
    nik_masked text not null,
    sex text not null check (sex in ('m', 'f')),
    birth_date text not null,
    address text not null,
    phone text,
    region bigint not null,
    nik_region bigint not null,
    domicile_note text,
    state text not null check (state in ('calon', 'terverifikasi', 'aktif', 'keluar', 'meninggal', 'diberhentikan')),
    applied_on text not null,
    verified_on text,
    active_from text,
    ended_on text,
    end_reason text,
    created_at bigint not null,
    primary key (cooperative_id, party_id)
);

create unique index members_member_number on members_member (cooperative_id, number);

-- global: one membership a person in the whole country, so the person is the key
create table members_nik_claim (
    nik_hash blob not null,
    cooperative_id bigint not null,
    party_id bigint not null,
    primary key (nik_hash)
);

-- Who has seen a NIK in full, when and for what.
create table members_nik_access (
    cooperative_id bigint not null,
    access_id bigint not null,
    party_id bigint not null,
    purpose text not null,
    seen_by bigint not null,
    seen_at bigint not null,
    primary key (cooperative_id, access_id)
);

-- What was changed in a member's row, field by field. Rows are only added.
create table members_change (
    cooperative_id bigint not null,
    party_id bigint not null,
    change_id bigint not null,
    field text not null,
    old_value text not null,
    new_value text not null,
    changed_by bigint not null,
    changed_at bigint not null,
    primary key (cooperative_id, party_id, change_id)
);

-- Suppliers, third parties and others outside the membership; numbered together with members.
create table members_partner (
    cooperative_id bigint not null,
    party_id bigint not null,
    name text not null,
    name_search text not null,
    kind text not null check (kind in ('pemasok', 'pembeli', 'mitra', 'bank', 'pemerintah', 'pihak-ketiga')),
    phone text,
    created_by bigint not null,
    created_at bigint not null,
    primary key (cooperative_id, party_id)
);

create unique index members_partner_name on members_partner (cooperative_id, name_search);
