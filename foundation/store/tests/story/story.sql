-- The tables of the store's own tests.
create table story_log (
    world bigint not null,
    id bigint not null,
    note text,
    mark blob,
    primary key (world, id)
);

create table story_sum (
    world bigint not null,
    key bigint not null,
    amount bigint not null,
    primary key (world, key)
);

create table story_counter (
    world bigint not null,
    key bigint not null,
    value bigint not null,
    primary key (world, key)
);

create table story_plain (
    world bigint not null,
    key bigint not null,
    value bigint not null,
    primary key (world, key)
);
