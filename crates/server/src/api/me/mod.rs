//! What the caller may ask about themselves.

pub mod get_me;
pub mod get_my_dataset_metrics;
pub mod list_my_datasets;
pub mod list_my_workspaces;
