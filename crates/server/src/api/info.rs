//! What anyone may ask: version, status, settings, health.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Serialize;
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

use super::CONTRACT_VERSION;
use crate::error::ApiResult;
use crate::state::App;

/// The version of the contract.
#[derive(Debug, Serialize, ToSchema)]
pub struct Version {
    /// As Argilla numbers it.
    pub version: &'static str,
}

/// The version of the contract that this server speaks.
#[utoipa::path(get, path = "/version", tag = "info", responses((status = 200, body = Version)))]
pub async fn get_version() -> Json<Version> {
    Json(Version { version: CONTRACT_VERSION })
}

/// How the server is.
#[derive(Debug, Serialize, ToSchema)]
pub struct Status {
    /// As Argilla numbers it.
    pub version: &'static str,
    /// What answers searches.
    #[schema(value_type = Object)]
    pub search_engine: Value,
    /// Memory by kind, as text.
    #[schema(value_type = Object)]
    pub memory: Value,
}

/// How the server is; asks the database.
///
/// # Errors
/// The database cannot be reached.
#[utoipa::path(get, path = "/status", tag = "info", responses((status = 200, body = Status)))]
pub async fn get_status(State(app): State<App>) -> ApiResult<Json<Status>> {
    let tx = app.store().read().await?;
    let search_engine = json!({"name": "variorum", "version": env!("CARGO_PKG_VERSION")});
    tx.commit().await?;
    Ok(Json(Status { version: CONTRACT_VERSION, search_engine, memory: memory() }))
}

/// What a client's pages need to know before signing in.
#[derive(Debug, Serialize, ToSchema)]
pub struct Settings {
    /// Switches.
    #[schema(value_type = Object)]
    pub argilla: Value,
    /// Where the server runs, if on a Hugging Face Space.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub huggingface: Option<Value>,
}

/// What a client's pages need to know before signing in.
#[utoipa::path(get, path = "/settings", tag = "info", responses((status = 200, body = Settings)))]
pub async fn get_settings(State(app): State<App>) -> Json<Settings> {
    let config = app.config();
    let mut argilla = Map::new();
    argilla.insert("share_your_progress_enabled".to_owned(), config.share_your_progress.into());
    if config.space.is_some() {
        let is_lost = config.lost_data_warning().is_some();
        let key = "show_huggingface_space_persistent_storage_warning";
        argilla.insert(key.to_owned(), is_lost.into());
    }
    let huggingface = config.space.as_ref().map(|space| {
        let mut out = json!({
            "space_id": space.id,
            "space_title": space.title,
            "space_subdomain": space.subdomain,
            "space_host": space.host,
            "space_repo_name": space.repo_name,
            "space_author_name": space.author_name,
            "space_persistent_storage_enabled": space.has_persistent_storage,
        });
        if let Value::Object(map) = &mut out {
            map.retain(|_, value| !value.is_null());
        }
        out
    });
    Json(Settings { argilla: Value::Object(argilla), huggingface })
}

/// Whether the process is alive.
pub(super) async fn live() -> StatusCode {
    StatusCode::OK
}

/// Whether the database answers.
pub(super) async fn ready(State(app): State<App>) -> ApiResult<StatusCode> {
    app.store().read().await?.commit().await?;
    Ok(StatusCode::OK)
}

/// Resident and virtual memory, where the system tells.
fn memory() -> Value {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mut out = Map::new();
    for (key, name) in [("VmRSS:", "rss"), ("VmSize:", "vms")] {
        let line = status.lines().find_map(|line| line.strip_prefix(key));
        let kib = line.and_then(|rest| rest.trim().trim_end_matches(" kB").parse::<u64>().ok());
        if let Some(kib) = kib {
            out.insert(name.to_owned(), Value::String(format!("{}M", kib.div_ceil(1024))));
        }
    }
    Value::Object(out)
}
