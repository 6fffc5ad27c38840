//! Metadata properties of datasets.

pub mod create_metadata_property;
pub mod delete_metadata_property;
pub mod get_metadata_property_metrics;
pub mod list_metadata_properties;
pub mod update_metadata_property;
