//! Every test of the store runs on SQLite and, where `VARIORUM_TEST_POSTGRES_URL` names a server,
//! on PostgreSQL, each in a database of its own.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test may panic")]

mod datasets;
mod deletion;
mod doctor;
mod events;
mod faults;
mod harness;
mod jobs;
mod metadata_values;
mod migrations;
mod overview;
mod preferences;
mod progress;
mod records;
mod responses;
mod rich;
mod search;
mod seed;
mod server_settings;
mod sessions;
mod settings;
mod suggestions;
mod users;
mod webhooks;
mod workspaces;
