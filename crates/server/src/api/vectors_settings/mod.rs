//! Vectors settings of datasets.

pub mod create_vector_settings;
pub mod delete_vector_settings;
pub mod list_vectors_settings;
pub mod update_vector_settings;
