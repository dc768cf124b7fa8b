-- What members pay, from a day on, as the bylaws or a members' meeting say.
create table savings_setting (
    cooperative_id bigint not null,
    valid_from text not null,
    principal_amount bigint not null check (principal_amount > 0),
    monthly_amount bigint not null check (monthly_amount >= 0),
    source text not null,
    set_by bigint not null,
    set_at bigint not null,
    primary key (cooperative_id, valid_from)
);

-- Which months an entry of simpanan wajib covers. Rows are only added: where the entry has been
-- reversed, the month is unpaid again.
create table savings_due (
    cooperative_id bigint not null,
    member bigint not null,
    month bigint not null,
    entry_id bigint not null,
    amount bigint not null,
    primary key (cooperative_id, member, month, entry_id)
);
