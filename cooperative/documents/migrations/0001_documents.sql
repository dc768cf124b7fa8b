-- What is known of a file; its bytes stand apart, so that lists stay small.
create table documents_file (
    cooperative_id bigint not null,
    document_id bigint not null,
    name text not null,
    content_type text not null,
    size_bytes bigint not null,
    width bigint not null,
    height bigint not null,
    sha256 blob not null,
    kept_by bigint not null,
    kept_at bigint not null,
    primary key (cooperative_id, document_id)
);

create table documents_content (
    cooperative_id bigint not null,
    document_id bigint not null,
    content blob not null,
    primary key (cooperative_id, document_id)
);
