//! Bad snippets that the self-tests feed to the checks, with what the check must say.
//! The checks skip this file, and only this one.

pub(crate) const UNFINISHED: [(&str, &str); 4] = [
    ("fn f() {\n    todo!()\n}", "a.rs:2 says todo!("),
    ("fn f() { unimplemented!(\"later\") }", "says unimplemented!("),
    ("// TODO: round", "says TODO"),
    ("// FIXME", "says FIXME"),
];

pub(crate) const FINISHED: &str = "<h1>METODOLOGI</h1> <p>todo</p>";

pub(crate) const CARELESS_SQL: [(&str, &str); 8] = [
    (r#"const A: &str = "select sum(amount) from line";"#, "a.rs:1 a bare sum"),
    (r#"const A: &str = "select cast(a as bigint), sum (b) from line";"#, "a bare sum"),
    ("const A: &str = \"select a,\\\n    coalesce(sum(b), 0) from c\";", "a.rs:2 a bare sum"),
    (r#"let part = "having sum(amount) > 0";"#, "a bare sum"),
    (r#"const A: &str = "SELECT id from line";"#, "lower case here: SELECT"),
    (r#"const A: &str = "select id FROM line";"#, "lower case here: FROM"),
    (r##"const A: &str = r#"update line Set id = 1"#;"##, "lower case here: Set"),
    (r#"tx.run("PRAGMA journal_mode = wal")"#, "lower case here: PRAGMA"),
];

pub(crate) const CARELESS_SQL_FILE: &str = "create table a (\n  b BIGINT,\n  c text default 'NULL'\n);\n";

pub(crate) const CAREFUL_SQL: [&str; 7] = [
    r#"const A: &str = "select cast(sum(amount) as bigint) from line where kind = 'SUM(NULL)'";"#,
    r#"const A: &str = "select cast(coalesce(sum(a), 0) as bigint) from line";"#,
    r#"const A: &str = "select cast(sum(a) over (order by b) as bigint) from line";"#,
    r#"const A: &str = "select checksum(a) from line";"#,
    r#"let sentence = "Select a month FROM the list";"#,
    r#"let formula = "=SUM(A1:A3)"; // sum(a)"#,
    r#"let sentence = "with NULL values";"#,
];

pub(crate) const MACHINE_PATHS: [&str; 5] =
    ["see /work/shared/design", "HOME=/root", "[x](/home/budi/sokoguru)", "\"/root/.cargo\"", "/work"];

pub(crate) const PORTABLE_PATHS: &str =
    "https://example.org/home foundation/work /homepage /rooted $HOME/work ../root ~/work";

/// One wrong thing each, in a migration of `toy`.
pub(crate) const BAD_MIGRATIONS: [(&str, &str); 19] = [
    (
        "create table toy_box (\n  cooperative_id bigint not null,\n  id integer,\n  \
         primary key (cooperative_id, id)\n);",
        "0001_toy.sql:3 integer has 32 bits",
    ),
    ("alter table toy_box add column n int not null;", "int has 32 bits"),
    ("alter table toy_box add column n INT4;", "int4 has 32 bits"),
    ("alter table toy_box add column n serial;", "serial"),
    ("alter table toy_box add column n bigserial;", "bigserial"),
    ("create trigger toy_watch after insert on toy_box begin select 1; end;", "trigger"),
    ("create table box (cooperative_id bigint primary key);", "table box must start with toy_"),
    ("create table if not exists toybox (cooperative_id bigint primary key);", "toybox must start"),
    ("CREATE TABLE shop_box (cooperative_id bigint primary key);", "shop_box must start"),
    ("create table toy_box (\n  cooperative_id bigint\n);", "toy_box has no primary key"),
    ("create table toy_box (id bigint primary key);", "starts with id, not with cooperative_id"),
    (
        "create table toy_box (id bigint, cooperative_id bigint, primary key (id, cooperative_id));",
        "starts with id",
    ),
    ("create table toy_box (id bigint, constraint toy_key primary key (id));", "starts with id"),
    ("create table toy_box ( -- global:\n  id bigint primary key\n);", "-- global: without a reason"),
    (
        "-- global: the same for all\ncreate table toy_a (id bigint primary key);\n\
         create table toy_b (id bigint primary key);",
        "0001_toy.sql:3 the primary key of toy_b",
    ),
    ("create table toy_copy as select * from toy_box;", "toy_copy has no list of columns"),
    ("create temporary table toy_box (id bigint primary key);", "starts with id"),
    ("create table public.toy_box (cooperative_id bigint primary key);", "public.toy_box"),
    ("create table \"toy_box\" (id bigint primary key);", "\"toy_box\" must start"),
];

pub(crate) const GOOD_MIGRATION: &str = "
-- An integer, a serial number, a trigger: words in a comment do no harm.
create table toy_box (
    cooperative_id bigint not null references registry_cooperative (cooperative_id),
    id bigint not null,
    name text not null default 'integer',
    kind text not null check (kind in ('a', 'serial')),
    primary key (cooperative_id, id), -- the tenant leads
    unique (cooperative_id, name)
);
create table if not exists toy_setting (cooperative_id bigint not null primary key, seal blob);
create table toy_region ( -- global: regions are the same for every cooperative
    region bigint primary key
);
-- global: one toy a person in the whole country, so the person is the key
create table toy_person (nik text not null, constraint one primary key (nik));
create index toy_box_name on toy_box (cooperative_id, name);
insert into toy_region (region) values (1971041001);
";
