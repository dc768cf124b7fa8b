-- An expense that belongs to a month and is paid in a later one. reversed_by 0: its opposite is not posted yet.
create table cashbook_accrual (
    cooperative_id bigint not null,
    accrual_id bigint not null,
    entry_id bigint not null,
    month bigint not null,
    account bigint not null,
    unit bigint not null,
    amount bigint not null,
    note text not null,
    made_by bigint not null,
    made_at bigint not null,
    reversed_by bigint not null,
    primary key (cooperative_id, accrual_id)
);
