-- global: a person signs in once, whichever cooperatives and regions he or she serves
create table access_user (
    user_id bigint not null,
    login text not null,
    name text not null,
    password text not null,
    state text not null check (state in ('active', 'closed')),
    created_at bigint not null,
    primary key (user_id)
);

-- global: a login names one person in the whole installation
create table access_login_claim (
    login text not null,
    user_id bigint not null,
    primary key (login)
);

-- global: roles are held by a person, in cooperatives and regions alike
create table access_grant (
    user_id bigint not null,
    grant_id bigint not null,
    role text not null check (role in ('treasurer', 'cashier', 'supervisor', 'chair', 'secretary', 'mentor', 'city_office', 'admin')),
    cooperative_id bigint,
    region bigint,
    valid_from text not null,
    valid_until text,
    given_by bigint,
    given_at bigint not null,
    taken_by bigint,
    taken_at bigint,
    primary key (user_id, grant_id)
);

create index access_grant_cooperative on access_grant (cooperative_id);

create index access_grant_region on access_grant (region);

-- global: a link is opened by who has no account yet
create table access_link (
    token_hash blob not null,
    kind text not null check (kind in ('setup', 'invitation', 'password', 'demo')),
    user_id bigint,
    role text,
    cooperative_id bigint,
    region bigint,
    name text not null,
    made_by bigint,
    made_at bigint not null,
    expires_at bigint not null,
    used_by bigint,
    used_at bigint,
    primary key (token_hash)
);

create index access_link_cooperative on access_link (cooperative_id);

create index access_link_region on access_link (region);

-- global: a session is a person's, not a cooperative's
create table access_session (
    token_hash blob not null,
    user_id bigint not null,
    started_at bigint not null,
    seen_at bigint not null,
    ended_at bigint,
    primary key (token_hash)
);

create index access_session_user on access_session (user_id);

-- global: a key of the API stands for a person
create table access_api_key (
    token_hash blob not null,
    user_id bigint not null,
    key_id bigint not null,
    name text not null,
    made_at bigint not null,
    ended_at bigint,
    primary key (token_hash)
);

create index access_api_key_user on access_api_key (user_id);

-- global: which secret the sealed data of this installation belongs to
create table access_key_print (
    name text not null,
    print blob not null,
    primary key (name)
);
