//! What integration tests share: databases of their own, the whole server on a free port, and
//! people who use it through its public API only.

mod actor;
mod db;
mod server;

pub use actor::{Actor, Answer};
pub use db::{POSTGRES_URL, TestDb, not_run};
pub use server::{PASSWORD, TestServer};
