-- global: a mentor serves a region, not one cooperative
create table mentoring_mentor (
    user_id bigint not null,
    region bigint not null,
    name text not null,
    since text not null,
    until text,
    added_by bigint not null,
    added_at bigint not null,
    primary key (user_id, region)
);

-- Who looks after a cooperative; at most one assignment is open.
create table mentoring_assignment (
    cooperative_id bigint not null,
    assignment_id bigint not null,
    user_id bigint not null,
    since text not null,
    until text,
    assigned_by bigint not null,
    assigned_at bigint not null,
    primary key (cooperative_id, assignment_id)
);

create table mentoring_plan (
    cooperative_id bigint not null,
    month bigint not null,
    user_id bigint not null,
    week bigint not null,
    reasons text not null,
    kept_by bigint not null,
    kept_at bigint not null,
    primary key (cooperative_id, month)
);

-- A visit by the key that the phone made; `head` is the revision that counts.
create table mentoring_visit (
    cooperative_id bigint not null,
    visit_id bigint not null,
    visit_key text not null,
    head bigint not null,
    created_by bigint not null,
    created_at bigint not null,
    primary key (cooperative_id, visit_id)
);

create unique index mentoring_visit_by_key on mentoring_visit (cooperative_id, visit_key);

-- What was written of a visit, each time it was sent; nothing is overwritten.
create table mentoring_revision (
    cooperative_id bigint not null,
    visit_id bigint not null,
    revision bigint not null,
    base bigint not null,
    standing text not null,
    mentor bigint not null,
    visit_date text not null,
    latitude bigint,
    longitude bigint,
    stage text not null,
    answers text not null,
    topics text not null,
    findings text not null,
    started_at bigint,
    ended_at bigint,
    written_at bigint not null,
    received_at bigint not null,
    primary key (cooperative_id, visit_id, revision)
);

create table mentoring_photo (
    cooperative_id bigint not null,
    photo_key text not null,
    visit_id bigint not null,
    document_id bigint not null,
    received_at bigint not null,
    primary key (cooperative_id, photo_key)
);

create table mentoring_action (
    cooperative_id bigint not null,
    action_id bigint not null,
    action_key text not null,
    visit_id bigint not null,
    what text not null,
    owner text not null,
    due text not null,
    state text not null,
    agreed_on text not null,
    document_id bigint,
    closed_on text,
    closed_by bigint,
    note text not null,
    escalated_on text,
    primary key (cooperative_id, action_id)
);

create unique index mentoring_action_by_key on mentoring_action (cooperative_id, action_key);

-- What the cooperative says to a visit, or to an action of it.
create table mentoring_answer (
    cooperative_id bigint not null,
    answer_id bigint not null,
    visit_id bigint not null,
    action_id bigint,
    words text not null,
    document_id bigint,
    answered_by bigint not null,
    answered_at bigint not null,
    primary key (cooperative_id, answer_id)
);

create table mentoring_help (
    cooperative_id bigint not null,
    help_id bigint not null,
    topic text not null,
    question text not null,
    asked_by bigint not null,
    asked_at bigint not null,
    answer text,
    answered_by bigint,
    answered_at bigint,
    primary key (cooperative_id, help_id)
);

-- global: a training is held for a region
create table mentoring_training (
    training_id bigint not null,
    region bigint not null,
    title text not null,
    competence text not null,
    held_on text not null,
    place text not null,
    created_by bigint not null,
    created_at bigint not null,
    primary key (training_id)
);

create table mentoring_attendance (
    cooperative_id bigint not null,
    training_id bigint not null,
    person text not null,
    office text not null,
    noted_by bigint not null,
    noted_at bigint not null,
    primary key (cooperative_id, training_id, person)
);
