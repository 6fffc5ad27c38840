//! Fields of datasets.

pub mod create_field;
pub mod delete_field;
pub mod list_fields;
pub mod update_field;
