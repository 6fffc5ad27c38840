-- Times are microseconds since the epoch, UTC. `seq` is the order of insertion and the key that
-- other tables refer to; `id` is what clients see.

CREATE TABLE server_settings (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE users (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    username TEXT NOT NULL UNIQUE,
    first_name TEXT NOT NULL,
    last_name TEXT,
    role TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    password_changed_at INTEGER NOT NULL,
    api_key_hash BLOB NOT NULL UNIQUE,
    api_key_sealed BLOB NOT NULL,
    inserted_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
);

-- Browsers that are signed in. `password_changed_at` is that of the user when they signed in: a
-- session of an earlier password is none.
CREATE TABLE sessions (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    holder INTEGER NOT NULL REFERENCES users (seq) ON DELETE CASCADE,
    token_hash BLOB NOT NULL UNIQUE,
    password_changed_at INTEGER NOT NULL,
    stays BOOLEAN NOT NULL,
    user_agent TEXT,
    last_seen_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    inserted_at INTEGER NOT NULL
);
CREATE INDEX sessions_by_holder ON sessions (holder);
CREATE INDEX sessions_by_expires_at ON sessions (expires_at);

-- What a user has set for himself: one JSON object, whose keys are the application's.
CREATE TABLE preferences (
    member INTEGER PRIMARY KEY REFERENCES users (seq) ON DELETE CASCADE,
    value TEXT NOT NULL,
    updated_at INTEGER NOT NULL
);

CREATE TABLE workspaces (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    name TEXT NOT NULL UNIQUE,
    inserted_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
);

CREATE TABLE workspace_members (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    workspace INTEGER NOT NULL REFERENCES workspaces (seq) ON DELETE CASCADE,
    member INTEGER NOT NULL REFERENCES users (seq) ON DELETE CASCADE,
    inserted_at INTEGER NOT NULL,
    UNIQUE (workspace, member)
);
CREATE INDEX workspace_members_by_member ON workspace_members (member);

CREATE TABLE datasets (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    workspace INTEGER NOT NULL REFERENCES workspaces (seq),
    name TEXT NOT NULL,
    guidelines TEXT,
    allow_extra_metadata BOOLEAN NOT NULL,
    status TEXT NOT NULL,
    min_submitted INTEGER NOT NULL,
    metadata TEXT,
    -- Another random number with every change of fields, questions and the like.
    settings_version INTEGER NOT NULL,
    -- Another one with every change of the guidelines.
    guidelines_version INTEGER NOT NULL,
    last_activity_at INTEGER NOT NULL,
    inserted_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    UNIQUE (workspace, name)
);

CREATE TABLE fields (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    dataset INTEGER NOT NULL REFERENCES datasets (seq) ON DELETE CASCADE,
    name TEXT NOT NULL,
    title TEXT NOT NULL,
    required BOOLEAN NOT NULL,
    settings TEXT NOT NULL,
    inserted_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    UNIQUE (dataset, name)
);

CREATE TABLE questions (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    dataset INTEGER NOT NULL REFERENCES datasets (seq) ON DELETE CASCADE,
    name TEXT NOT NULL,
    title TEXT NOT NULL,
    description TEXT,
    required BOOLEAN NOT NULL,
    settings TEXT NOT NULL,
    inserted_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    UNIQUE (dataset, name)
);

CREATE TABLE metadata_properties (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    dataset INTEGER NOT NULL REFERENCES datasets (seq) ON DELETE CASCADE,
    name TEXT NOT NULL,
    title TEXT NOT NULL,
    settings TEXT NOT NULL,
    visible_for_annotators BOOLEAN NOT NULL,
    inserted_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    UNIQUE (dataset, name)
);

CREATE TABLE vectors_settings (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    dataset INTEGER NOT NULL REFERENCES datasets (seq) ON DELETE CASCADE,
    name TEXT NOT NULL,
    title TEXT NOT NULL,
    dimensions INTEGER NOT NULL,
    inserted_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    UNIQUE (dataset, name)
);

-- `queue_key` is random: an annotator's default order begins at his own point of it and wraps.
CREATE TABLE records (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    dataset INTEGER NOT NULL REFERENCES datasets (seq) ON DELETE CASCADE,
    external_id TEXT,
    status TEXT NOT NULL,
    queue_key INTEGER NOT NULL,
    fields TEXT NOT NULL,
    metadata TEXT,
    inserted_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    UNIQUE (dataset, external_id)
);
CREATE INDEX records_in_order ON records (dataset, seq);
CREATE INDEX records_by_status ON records (dataset, status, queue_key);
CREATE INDEX records_by_queue ON records (dataset, queue_key);
CREATE INDEX records_by_inserted_at ON records (dataset, inserted_at);
CREATE INDEX records_by_updated_at ON records (dataset, updated_at);

-- The tokens of a record's searchable fields, each written `<fields.seq>.<word>`.
CREATE VIRTUAL TABLE record_text USING fts5 (
    tokens, content = '', contentless_delete = 1, tokenize = "ascii tokenchars '._,:'"
);

-- Every place of every token of `record_text`, for counting how often a word occurs in a record.
CREATE VIRTUAL TABLE record_tokens USING fts5vocab (record_text, 'instance');

CREATE TABLE suggestions (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    record INTEGER NOT NULL REFERENCES records (seq) ON DELETE CASCADE,
    question INTEGER NOT NULL REFERENCES questions (seq) ON DELETE CASCADE,
    value TEXT NOT NULL,
    kind TEXT,
    agent TEXT,
    score TEXT,
    inserted_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    UNIQUE (record, question)
);
CREATE INDEX suggestions_by_agent ON suggestions (question, agent, record);
CREATE INDEX suggestions_by_kind ON suggestions (question, kind, record);

CREATE TABLE responses (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    dataset INTEGER NOT NULL REFERENCES datasets (seq) ON DELETE CASCADE,
    record INTEGER NOT NULL REFERENCES records (seq) ON DELETE CASCADE,
    annotator INTEGER NOT NULL REFERENCES users (seq) ON DELETE CASCADE,
    status TEXT NOT NULL,
    -- That of the record.
    queue_key INTEGER NOT NULL,
    answers TEXT,
    inserted_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    UNIQUE (record, annotator)
);
CREATE INDEX responses_by_queue ON responses (annotator, dataset, queue_key, record, status);
CREATE INDEX responses_by_status ON responses (dataset, status, record);

-- What became of responses: a row for each time that one was written or deleted, as it was then, but
-- of several drafts one after the other the last. `suggestions` are those that a submitted response
-- met; what the client told of itself may be missing. Whoever wrote it may be gone.
CREATE TABLE response_history (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    record INTEGER NOT NULL REFERENCES records (seq) ON DELETE CASCADE,
    annotator INTEGER NOT NULL REFERENCES users (seq) ON DELETE CASCADE,
    writer INTEGER,
    status TEXT NOT NULL,
    answers TEXT,
    active_ms INTEGER,
    client TEXT,
    view TEXT,
    shown TEXT,
    suggestions TEXT,
    settings_version INTEGER NOT NULL,
    guidelines_version INTEGER NOT NULL,
    written_at INTEGER NOT NULL
);
CREATE INDEX response_history_by_record ON response_history (record, annotator);
CREATE INDEX response_history_by_annotator ON response_history (annotator);
-- A draft takes the place of the draft before it.
CREATE UNIQUE INDEX response_history_drafts ON response_history (record, annotator, writer)
    WHERE status = 'draft';

-- Counts that are kept, of each whole dataset (part 1) and of the parts of its queue; see
-- `counts.rs`.
CREATE TABLE record_counts (
    dataset INTEGER NOT NULL REFERENCES datasets (seq) ON DELETE CASCADE,
    part INTEGER NOT NULL,
    pending INTEGER NOT NULL,
    completed INTEGER NOT NULL,
    PRIMARY KEY (dataset, part)
) WITHOUT ROWID;

-- Whoever ever answered in a dataset has a row of part 1, made at the time `since`.
CREATE TABLE response_counts (
    annotator INTEGER NOT NULL REFERENCES users (seq) ON DELETE CASCADE,
    dataset INTEGER NOT NULL,
    part INTEGER NOT NULL,
    since INTEGER NOT NULL,
    pending_submitted INTEGER NOT NULL,
    pending_discarded INTEGER NOT NULL,
    pending_draft INTEGER NOT NULL,
    completed_submitted INTEGER NOT NULL,
    completed_discarded INTEGER NOT NULL,
    completed_draft INTEGER NOT NULL,
    PRIMARY KEY (annotator, dataset, part)
) WITHOUT ROWID;
CREATE INDEX response_counts_of_wholes ON response_counts (dataset, annotator) WHERE part = 1;

-- How often values of the records in a block of 512 keys have changed; of all where the block is -1.
-- What is remembered of them holds as long as this does, see `columns`.
CREATE TABLE record_blocks (
    dataset INTEGER NOT NULL REFERENCES datasets (seq) ON DELETE CASCADE,
    block INTEGER NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (dataset, block)
) WITHOUT ROWID;

-- No foreign key to records: a vector goes with its record by an explicit delete, which spares a
-- second index on the widest table.
CREATE TABLE vectors (
    settings INTEGER NOT NULL REFERENCES vectors_settings (seq) ON DELETE CASCADE,
    record INTEGER NOT NULL,
    value BLOB NOT NULL,
    UNIQUE (settings, record)
);

-- What filters and sorts look up: one row per value, both ways round.
CREATE TABLE metadata_terms (
    record INTEGER NOT NULL REFERENCES records (seq) ON DELETE CASCADE,
    property INTEGER NOT NULL REFERENCES metadata_properties (seq) ON DELETE CASCADE,
    value TEXT NOT NULL,
    PRIMARY KEY (record, property, value)
) WITHOUT ROWID;
CREATE INDEX metadata_terms_by_value ON metadata_terms (property, value, record);

CREATE TABLE metadata_integers (
    record INTEGER NOT NULL REFERENCES records (seq) ON DELETE CASCADE,
    property INTEGER NOT NULL REFERENCES metadata_properties (seq) ON DELETE CASCADE,
    value INTEGER NOT NULL,
    PRIMARY KEY (record, property)
) WITHOUT ROWID;
CREATE INDEX metadata_integers_by_value ON metadata_integers (property, value, record);

CREATE TABLE metadata_floats (
    record INTEGER NOT NULL REFERENCES records (seq) ON DELETE CASCADE,
    property INTEGER NOT NULL REFERENCES metadata_properties (seq) ON DELETE CASCADE,
    value REAL NOT NULL,
    PRIMARY KEY (record, property)
) WITHOUT ROWID;
CREATE INDEX metadata_floats_by_value ON metadata_floats (property, value, record);

-- Labels by `term`, ratings by `number`; the other one is '' or 0.
CREATE TABLE suggestion_values (
    record INTEGER NOT NULL REFERENCES records (seq) ON DELETE CASCADE,
    question INTEGER NOT NULL REFERENCES questions (seq) ON DELETE CASCADE,
    term TEXT NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (record, question, term, number)
) WITHOUT ROWID;
CREATE INDEX suggestion_values_by_value ON suggestion_values (question, term, number, record);

CREATE TABLE suggestion_scores (
    record INTEGER NOT NULL REFERENCES records (seq) ON DELETE CASCADE,
    question INTEGER NOT NULL REFERENCES questions (seq) ON DELETE CASCADE,
    value REAL NOT NULL,
    PRIMARY KEY (record, question, value)
) WITHOUT ROWID;
CREATE INDEX suggestion_scores_by_value ON suggestion_scores (question, value, record);

CREATE TABLE response_values (
    record INTEGER NOT NULL REFERENCES records (seq) ON DELETE CASCADE,
    annotator INTEGER NOT NULL REFERENCES users (seq) ON DELETE CASCADE,
    question INTEGER NOT NULL REFERENCES questions (seq) ON DELETE CASCADE,
    term TEXT NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (record, annotator, question, term, number)
) WITHOUT ROWID;
CREATE INDEX response_values_by_value
    ON response_values (question, term, number, annotator, record);
CREATE INDEX response_values_by_annotator ON response_values (annotator);

-- What happened, for those who watch: a row for each transaction, dataset and kind (and annotator),
-- deleted after a day. What it is about may be gone.
CREATE TABLE events (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    dataset INTEGER NOT NULL,
    dataset_id BLOB NOT NULL,
    workspace INTEGER NOT NULL,
    annotator INTEGER,
    things INTEGER NOT NULL,
    ids TEXT,
    written_at INTEGER NOT NULL
);

CREATE TABLE webhooks (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    url TEXT NOT NULL,
    secret_sealed BLOB NOT NULL,
    events TEXT NOT NULL,
    enabled BOOLEAN NOT NULL,
    description TEXT,
    inserted_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
);

-- Durable work: written in the transaction of its cause, claimed by `run_at`, kept when it fails.
-- Those of one kind and lane wait for the same thing outside, such as one receiver of webhooks.
CREATE TABLE jobs (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    lane TEXT NOT NULL DEFAULT '',
    payload TEXT NOT NULL,
    status TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    run_at INTEGER NOT NULL,
    error TEXT,
    inserted_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
);
CREATE INDEX jobs_by_run_at ON jobs (status, run_at);
-- What may be claimed; jobs that have ended do not weigh on it. They are found for deletion by
-- `jobs_by_run_at`: the `run_at` of an ended job is the time when it ended.
CREATE INDEX jobs_waiting ON jobs (kind, run_at, lane, status)
    WHERE status IN ('queued', 'started');
CREATE INDEX jobs_by_lane ON jobs (kind, lane, run_at) WHERE status IN ('queued', 'started');
