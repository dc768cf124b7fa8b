-- global: answers are kept by command; tenant 0 stands for acts of no cooperative
create table store_command (
    tenant bigint not null,
    command text not null,
    answer text not null,
    made_at bigint not null,
    primary key (tenant, command)
);

-- global: tenant 0 numbers what belongs to the whole system
create table store_sequence (
    tenant bigint not null,
    name text not null,
    last bigint not null,
    primary key (tenant, name)
);

-- global: facts about this installation, such as the salt of its keys
create table store_fact (
    name text not null,
    value text not null,
    primary key (name)
);
