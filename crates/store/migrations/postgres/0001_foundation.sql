-- The same tables as for SQLite, table by table; see there for what they hold. Unique constraints
-- carry the names that SQLite reports ("table.column, table.column"), so that both map to one
-- error, and text that is compared or sorted is collated by code point, as SQLite does.

CREATE TABLE server_settings (
    name TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    value TEXT COLLATE "C" NOT NULL
);

CREATE TABLE users (
    seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id UUID NOT NULL CONSTRAINT "users.id" UNIQUE,
    username TEXT COLLATE "C" NOT NULL CONSTRAINT "users.username" UNIQUE,
    first_name TEXT NOT NULL,
    last_name TEXT,
    role TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    password_changed_at BIGINT NOT NULL,
    api_key_hash BYTEA NOT NULL CONSTRAINT "users.api_key_hash" UNIQUE,
    api_key_sealed BYTEA NOT NULL,
    inserted_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

-- Browsers that are signed in. `password_changed_at` is that of the user when they signed in: a
-- session of an earlier password is none.
CREATE TABLE sessions (
    seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id UUID NOT NULL CONSTRAINT "sessions.id" UNIQUE,
    holder BIGINT NOT NULL REFERENCES users (seq) ON DELETE CASCADE,
    token_hash BYTEA NOT NULL CONSTRAINT "sessions.token_hash" UNIQUE,
    password_changed_at BIGINT NOT NULL,
    stays BOOLEAN NOT NULL,
    user_agent TEXT,
    last_seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    inserted_at BIGINT NOT NULL
);
CREATE INDEX sessions_by_holder ON sessions (holder);
CREATE INDEX sessions_by_expires_at ON sessions (expires_at);

-- What a user has set for himself: one JSON object, whose keys are the application's.
CREATE TABLE preferences (
    member BIGINT NOT NULL PRIMARY KEY REFERENCES users (seq) ON DELETE CASCADE,
    value TEXT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE TABLE workspaces (
    seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id UUID NOT NULL CONSTRAINT "workspaces.id" UNIQUE,
    name TEXT COLLATE "C" NOT NULL CONSTRAINT "workspaces.name" UNIQUE,
    inserted_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE TABLE workspace_members (
    seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    workspace BIGINT NOT NULL REFERENCES workspaces (seq) ON DELETE CASCADE,
    member BIGINT NOT NULL REFERENCES users (seq) ON DELETE CASCADE,
    inserted_at BIGINT NOT NULL,
    CONSTRAINT "workspace_members.workspace, workspace_members.member" UNIQUE (workspace, member)
);
CREATE INDEX workspace_members_by_member ON workspace_members (member);

CREATE TABLE datasets (
    seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id UUID NOT NULL CONSTRAINT "datasets.id" UNIQUE,
    workspace BIGINT NOT NULL REFERENCES workspaces (seq),
    name TEXT COLLATE "C" NOT NULL,
    guidelines TEXT,
    allow_extra_metadata BOOLEAN NOT NULL,
    status TEXT COLLATE "C" NOT NULL,
    min_submitted BIGINT NOT NULL,
    metadata TEXT,
    -- Another random number with every change of fields, questions and the like.
    settings_version BIGINT NOT NULL,
    -- Another one with every change of the guidelines.
    guidelines_version BIGINT NOT NULL,
    last_activity_at BIGINT NOT NULL,
    inserted_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    CONSTRAINT "datasets.workspace, datasets.name" UNIQUE (workspace, name)
);

CREATE TABLE fields (
    seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id UUID NOT NULL CONSTRAINT "fields.id" UNIQUE,
    dataset BIGINT NOT NULL REFERENCES datasets (seq) ON DELETE CASCADE,
    name TEXT COLLATE "C" NOT NULL,
    title TEXT NOT NULL,
    required BOOLEAN NOT NULL,
    settings TEXT NOT NULL,
    inserted_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    CONSTRAINT "fields.dataset, fields.name" UNIQUE (dataset, name)
);

CREATE TABLE questions (
    seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id UUID NOT NULL CONSTRAINT "questions.id" UNIQUE,
    dataset BIGINT NOT NULL REFERENCES datasets (seq) ON DELETE CASCADE,
    name TEXT COLLATE "C" NOT NULL,
    title TEXT NOT NULL,
    description TEXT,
    required BOOLEAN NOT NULL,
    settings TEXT NOT NULL,
    inserted_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    CONSTRAINT "questions.dataset, questions.name" UNIQUE (dataset, name)
);

CREATE TABLE metadata_properties (
    seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id UUID NOT NULL CONSTRAINT "metadata_properties.id" UNIQUE,
    dataset BIGINT NOT NULL REFERENCES datasets (seq) ON DELETE CASCADE,
    name TEXT COLLATE "C" NOT NULL,
    title TEXT NOT NULL,
    settings TEXT NOT NULL,
    visible_for_annotators BOOLEAN NOT NULL,
    inserted_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    CONSTRAINT "metadata_properties.dataset, metadata_properties.name" UNIQUE (dataset, name)
);

CREATE TABLE vectors_settings (
    seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id UUID NOT NULL CONSTRAINT "vectors_settings.id" UNIQUE,
    dataset BIGINT NOT NULL REFERENCES datasets (seq) ON DELETE CASCADE,
    name TEXT COLLATE "C" NOT NULL,
    title TEXT NOT NULL,
    dimensions BIGINT NOT NULL,
    inserted_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    CONSTRAINT "vectors_settings.dataset, vectors_settings.name" UNIQUE (dataset, name)
);

-- `queue_key` is random: an annotator's default order begins at his own point of it and wraps.
CREATE TABLE records (
    seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id UUID NOT NULL CONSTRAINT "records.id" UNIQUE,
    dataset BIGINT NOT NULL REFERENCES datasets (seq) ON DELETE CASCADE,
    external_id TEXT COLLATE "C",
    status TEXT COLLATE "C" NOT NULL,
    queue_key BIGINT NOT NULL,
    fields TEXT NOT NULL,
    metadata TEXT,
    inserted_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    CONSTRAINT "records.dataset, records.external_id" UNIQUE (dataset, external_id)
);
CREATE INDEX records_in_order ON records (dataset, seq);
CREATE INDEX records_by_status ON records (dataset, status, queue_key);
CREATE INDEX records_by_queue ON records (dataset, queue_key);
CREATE INDEX records_by_inserted_at ON records (dataset, inserted_at);
CREATE INDEX records_by_updated_at ON records (dataset, updated_at);

-- The tokens of a record's searchable fields, each written `<fields.seq>.<word>`.
CREATE TABLE record_text (
    record BIGINT NOT NULL PRIMARY KEY REFERENCES records (seq) ON DELETE CASCADE,
    tokens TSVECTOR NOT NULL
);
CREATE INDEX record_text_by_token ON record_text USING GIN (tokens);

-- The same of records whose tokens do not fit into one `tsvector`. `words` has each token in one of
-- a record's rows, with as many places as it has in all; `tokens` has them in order, between spaces,
-- and reaches into the next part as far as a phrase can.
CREATE TABLE long_texts (
    dataset BIGINT NOT NULL,
    record BIGINT NOT NULL REFERENCES records (seq) ON DELETE CASCADE,
    part BIGINT NOT NULL,
    words TSVECTOR NOT NULL,
    tokens TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (record, part)
);
CREATE INDEX long_texts_by_dataset ON long_texts (dataset);
CREATE INDEX long_texts_by_word ON long_texts USING GIN (words);

CREATE TABLE suggestions (
    seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id UUID NOT NULL CONSTRAINT "suggestions.id" UNIQUE,
    record BIGINT NOT NULL REFERENCES records (seq) ON DELETE CASCADE,
    question BIGINT NOT NULL REFERENCES questions (seq) ON DELETE CASCADE,
    value TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C",
    agent TEXT COLLATE "C",
    score TEXT,
    inserted_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    CONSTRAINT "suggestions.record, suggestions.question" UNIQUE (record, question)
);
CREATE INDEX suggestions_by_agent ON suggestions (question, agent, record);
CREATE INDEX suggestions_by_kind ON suggestions (question, kind, record);

CREATE TABLE responses (
    seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id UUID NOT NULL CONSTRAINT "responses.id" UNIQUE,
    dataset BIGINT NOT NULL REFERENCES datasets (seq) ON DELETE CASCADE,
    record BIGINT NOT NULL REFERENCES records (seq) ON DELETE CASCADE,
    annotator BIGINT NOT NULL REFERENCES users (seq) ON DELETE CASCADE,
    status TEXT COLLATE "C" NOT NULL,
    -- That of the record.
    queue_key BIGINT NOT NULL,
    answers TEXT,
    inserted_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    CONSTRAINT "responses.record, responses.annotator" UNIQUE (record, annotator)
);
CREATE INDEX responses_by_queue ON responses (annotator, dataset, queue_key, record, status);
CREATE INDEX responses_by_status ON responses (dataset, status, record);

-- What became of responses: a row for each time that one was written or deleted, as it was then, but
-- of several drafts one after the other the last. `suggestions` are those that a submitted response
-- met; what the client told of itself may be missing. Whoever wrote it may be gone.
CREATE TABLE response_history (
    seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    record BIGINT NOT NULL REFERENCES records (seq) ON DELETE CASCADE,
    annotator BIGINT NOT NULL REFERENCES users (seq) ON DELETE CASCADE,
    writer BIGINT,
    status TEXT COLLATE "C" NOT NULL,
    answers TEXT,
    active_ms BIGINT,
    client TEXT,
    view TEXT,
    shown TEXT,
    suggestions TEXT,
    settings_version BIGINT NOT NULL,
    guidelines_version BIGINT NOT NULL,
    written_at BIGINT NOT NULL
);
CREATE INDEX response_history_by_record ON response_history (record, annotator);
CREATE INDEX response_history_by_annotator ON response_history (annotator);
-- A draft takes the place of the draft before it.
CREATE UNIQUE INDEX response_history_drafts ON response_history (record, annotator, writer)
    WHERE status = 'draft';

-- Counts that are kept, of each whole dataset (part 1) and of the parts of its queue; see
-- `counts.rs`.
CREATE TABLE record_counts (
    dataset BIGINT NOT NULL REFERENCES datasets (seq) ON DELETE CASCADE,
    part BIGINT NOT NULL,
    pending BIGINT NOT NULL,
    completed BIGINT NOT NULL,
    PRIMARY KEY (dataset, part)
);

-- Whoever ever answered in a dataset has a row of part 1, made at the time `since`.
CREATE TABLE response_counts (
    annotator BIGINT NOT NULL REFERENCES users (seq) ON DELETE CASCADE,
    dataset BIGINT NOT NULL,
    part BIGINT NOT NULL,
    since BIGINT NOT NULL,
    pending_submitted BIGINT NOT NULL,
    pending_discarded BIGINT NOT NULL,
    pending_draft BIGINT NOT NULL,
    completed_submitted BIGINT NOT NULL,
    completed_discarded BIGINT NOT NULL,
    completed_draft BIGINT NOT NULL,
    PRIMARY KEY (annotator, dataset, part)
);
CREATE INDEX response_counts_of_wholes ON response_counts (dataset, annotator) WHERE part = 1;

-- How often values of the records in a block of 512 keys have changed; of all where the block is -1.
-- What is remembered of them holds as long as this does, see `columns`.
CREATE TABLE record_blocks (
    dataset BIGINT NOT NULL REFERENCES datasets (seq) ON DELETE CASCADE,
    block BIGINT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (dataset, block)
);

-- No foreign key to records: a vector goes with its record by an explicit delete, which spares a
-- second index on the widest table.
CREATE TABLE vectors (
    settings BIGINT NOT NULL REFERENCES vectors_settings (seq) ON DELETE CASCADE,
    record BIGINT NOT NULL,
    value BYTEA NOT NULL,
    CONSTRAINT "vectors.settings, vectors.record" UNIQUE (settings, record)
);

-- What filters and sorts look up: one row per value, both ways round.
CREATE TABLE metadata_terms (
    record BIGINT NOT NULL REFERENCES records (seq) ON DELETE CASCADE,
    property BIGINT NOT NULL REFERENCES metadata_properties (seq) ON DELETE CASCADE,
    value TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (record, property, value)
);
CREATE INDEX metadata_terms_by_value ON metadata_terms (property, value, record);

CREATE TABLE metadata_integers (
    record BIGINT NOT NULL REFERENCES records (seq) ON DELETE CASCADE,
    property BIGINT NOT NULL REFERENCES metadata_properties (seq) ON DELETE CASCADE,
    value BIGINT NOT NULL,
    PRIMARY KEY (record, property)
);
CREATE INDEX metadata_integers_by_value ON metadata_integers (property, value, record);

CREATE TABLE metadata_floats (
    record BIGINT NOT NULL REFERENCES records (seq) ON DELETE CASCADE,
    property BIGINT NOT NULL REFERENCES metadata_properties (seq) ON DELETE CASCADE,
    value DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (record, property)
);
CREATE INDEX metadata_floats_by_value ON metadata_floats (property, value, record);

-- Labels by `term`, ratings by `number`; the other one is '' or 0.
CREATE TABLE suggestion_values (
    record BIGINT NOT NULL REFERENCES records (seq) ON DELETE CASCADE,
    question BIGINT NOT NULL REFERENCES questions (seq) ON DELETE CASCADE,
    term TEXT COLLATE "C" NOT NULL,
    number BIGINT NOT NULL,
    PRIMARY KEY (record, question, term, number)
);
CREATE INDEX suggestion_values_by_value ON suggestion_values (question, term, number, record);

CREATE TABLE suggestion_scores (
    record BIGINT NOT NULL REFERENCES records (seq) ON DELETE CASCADE,
    question BIGINT NOT NULL REFERENCES questions (seq) ON DELETE CASCADE,
    value DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (record, question, value)
);
CREATE INDEX suggestion_scores_by_value ON suggestion_scores (question, value, record);

CREATE TABLE response_values (
    record BIGINT NOT NULL REFERENCES records (seq) ON DELETE CASCADE,
    annotator BIGINT NOT NULL REFERENCES users (seq) ON DELETE CASCADE,
    question BIGINT NOT NULL REFERENCES questions (seq) ON DELETE CASCADE,
    term TEXT COLLATE "C" NOT NULL,
    number BIGINT NOT NULL,
    PRIMARY KEY (record, annotator, question, term, number)
);
CREATE INDEX response_values_by_value
    ON response_values (question, term, number, annotator, record);
CREATE INDEX response_values_by_annotator ON response_values (annotator);

-- What happened, for those who watch: a row for each transaction, dataset and kind (and annotator),
-- deleted after a day. What it is about may be gone.
CREATE TABLE events (
    seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- Of the transaction: what a snapshot tells visible from not.
    number BIGINT NOT NULL DEFAULT CAST(CAST(pg_current_xact_id() AS TEXT) AS BIGINT),
    kind TEXT COLLATE "C" NOT NULL,
    dataset BIGINT NOT NULL,
    dataset_id UUID NOT NULL,
    workspace BIGINT NOT NULL,
    annotator BIGINT,
    things BIGINT NOT NULL,
    ids TEXT,
    written_at BIGINT NOT NULL
);
CREATE INDEX events_by_number ON events (number);

CREATE TABLE webhooks (
    seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id UUID NOT NULL CONSTRAINT "webhooks.id" UNIQUE,
    url TEXT NOT NULL,
    secret_sealed BYTEA NOT NULL,
    events TEXT NOT NULL,
    enabled BOOLEAN NOT NULL,
    description TEXT,
    inserted_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

-- Durable work: written in the transaction of its cause, claimed by `run_at`, kept when it fails.
-- Those of one kind and lane wait for the same thing outside, such as one receiver of webhooks.
CREATE TABLE jobs (
    seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id UUID NOT NULL CONSTRAINT "jobs.id" UNIQUE,
    kind TEXT COLLATE "C" NOT NULL,
    lane TEXT COLLATE "C" NOT NULL DEFAULT '',
    payload TEXT NOT NULL,
    status TEXT COLLATE "C" NOT NULL,
    attempts BIGINT NOT NULL,
    run_at BIGINT NOT NULL,
    error TEXT,
    inserted_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX jobs_by_run_at ON jobs (status, run_at);
-- What may be claimed; jobs that have ended do not weigh on it. They are found for deletion by
-- `jobs_by_run_at`: the `run_at` of an ended job is the time when it ended.
CREATE INDEX jobs_waiting ON jobs (kind, run_at, lane, status)
    WHERE status IN ('queued', 'started');
CREATE INDEX jobs_by_lane ON jobs (kind, lane, run_at) WHERE status IN ('queued', 'started');
