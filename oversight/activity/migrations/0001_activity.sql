-- What a cooperative has said itself: nothing happened in that month (month as YYYYMM). The first
-- declaration of a month stays.
create table activity_zero_report (
    cooperative_id bigint not null,
    month bigint not null,
    declared_by bigint not null,
    declared_at bigint not null,
    primary key (cooperative_id, month)
);
