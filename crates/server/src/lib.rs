//! The HTTP server: the v1 contract over the store.
//!
//! One operation is one file in [`api`]; it reads its request through [`call::Call`], asks
//! [`call::Caller`] whether it may, and answers a domain type or an [`error::ApiError`].

pub mod accounts;
pub mod api;
pub mod auth;
mod body;
pub mod call;
pub mod config;
mod connections;
pub mod error;
pub mod events;
#[cfg(any(test, feature = "fuzzing"))]
pub mod fuzzing;
pub mod jobs;
pub mod layers;
pub mod live;
pub mod params;
pub mod serve;
pub mod state;
mod ui;

pub use config::Config;
pub use serve::serve;
pub use state::App;
