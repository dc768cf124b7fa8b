-- The village from which a mentor sets out; where none is named, the middle of the cooperatives.
alter table mentoring_mentor add column base bigint;

-- On which journey of the month a visit is made (0: on none), and as which stop of it.
alter table mentoring_plan add column journey bigint not null default 0;

alter table mentoring_plan add column stop bigint not null default 0;

-- Which officer came, by the number within the cooperative; 0 for others, who are named as they said.
alter table mentoring_attendance add column person_id bigint not null default 0;
