-- Pages of a PDF; nothing for a picture.
alter table documents_file add column pages bigint;

-- Which file lies beside what: an entry of the books, a step of formation. Rows are only added. The photo
-- that comes with an act is named by its entry and is not here again.
-- kind, number: what it lies beside, "entry" and its number, or a name alone and 0.
create table documents_attachment (
    cooperative_id bigint not null,
    kind text not null,
    number bigint not null,
    document_id bigint not null,
    caption text not null,
    attached_by bigint not null,
    attached_at bigint not null,
    primary key (cooperative_id, kind, number, document_id)
);

-- A file that proved to be the wrong one stays and is marked. Rows are only added.
create table documents_wrong (
    cooperative_id bigint not null,
    kind text not null,
    number bigint not null,
    document_id bigint not null,
    reason text not null,
    replaced_by bigint,
    marked_by bigint not null,
    marked_at bigint not null,
    primary key (cooperative_id, kind, number, document_id)
);

-- Why there is no paper: the newest row counts, an empty reason takes the one before it back.
create table documents_absence (
    cooperative_id bigint not null,
    kind text not null,
    number bigint not null,
    absence_id bigint not null,
    reason text not null,
    noted_by bigint not null,
    noted_at bigint not null,
    primary key (cooperative_id, kind, number, absence_id)
);
