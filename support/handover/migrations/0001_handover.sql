-- global: a ceremony belongs to a region (0: the nation), not to one cooperative
create table handover_event (
    event bigint not null,
    region bigint not null,
    title text not null,
    place text not null,
    held_on text not null,
    giver_name text not null,
    giver_office text not null,
    origin text not null,
    state text not null check (state in ('planned', 'held')),
    made_by bigint not null,
    made_at bigint not null,
    primary key (event)
);

create index handover_event_region on handover_event (region, event);

-- global: the list of a ceremony spans cooperatives
create table handover_item (
    event bigint not null,
    sequence bigint not null,
    cooperative bigint not null,
    handed_on text,
    checked_at bigint,
    checked_by bigint,
    receiver text not null,
    note text not null,
    primary key (event, sequence)
);

create unique index handover_item_once on handover_item (event, cooperative);

create index handover_item_cooperative on handover_item (cooperative, handed_on);

-- global: what was checked off by mistake, of any cooperative of a ceremony
create table handover_undo (
    event bigint not null,
    sequence bigint not null,
    undone_at bigint not null,
    undone_by bigint not null,
    reason text not null,
    checked_at bigint not null,
    checked_by bigint not null,
    receiver text not null,
    primary key (event, sequence, undone_at)
);

create table handover_profile (
    cooperative_id bigint not null,
    about text not null,
    figures text not null,
    agreed_by bigint not null,
    agreed_at bigint not null,
    primary key (cooperative_id)
);

create table handover_hours (
    cooperative_id bigint not null,
    unit bigint not null,
    hours text not null,
    primary key (cooperative_id, unit)
);
