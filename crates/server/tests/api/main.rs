//! The API over real HTTP, on SQLite and, where `VARIORUM_TEST_POSTGRES_URL` names a server, on
//! PostgreSQL, each test with a server and a database of its own.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test may panic")]

mod auth;
mod datasets;
mod events;
mod fields;
mod harness;
mod hostile;
mod in_process;
mod isolation;
mod jobs;
mod labelled;
mod live;
mod many_writers;
mod me;
mod metadata_properties;
mod openapi;
mod opening;
mod overview;
mod permissions;
mod place;
mod policy;
mod progress;
mod provenance;
mod questions;
mod receiver;
mod records;
mod responses;
mod search;
mod session;
mod share;
mod suggestions;
mod team;
mod transport;
mod ui;
mod users;
mod vectors_settings;
mod web_interface;
mod webhooks;
mod worker;
mod workspaces;
