//! Suggestions to records.

pub mod delete_suggestion;
pub mod delete_suggestions;
pub mod list_suggestions;
pub mod upsert_suggestion;
