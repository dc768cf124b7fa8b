-- The file of a draft, so that it can be read again with what somebody answers about it. It goes when the
-- draft is recorded or thrown away, and after the days that parameters/limits.csv allows.
create table import_file (
    cooperative_id bigint not null,
    import_id bigint not null,
    kept_at bigint not null,
    bytes blob not null,
    primary key (cooperative_id, import_id)
);

-- The import that took this one's place when its file was read again; 0 where none did.
alter table import_batch add column replaced_by bigint not null default 0;
