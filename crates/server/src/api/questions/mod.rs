//! Questions of datasets.

pub mod create_question;
pub mod delete_question;
pub mod list_questions;
pub mod update_question;
