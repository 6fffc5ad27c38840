//! The page behind a shared progress, for those who let the application offer it.
//!
//! Its address is what somebody posts elsewhere: the title and the words are there for the preview
//! that such places show, and a browser goes on to the dataset. Whatever comes in the address was
//! written by anyone, so it is text here and never markup, and nothing is loaded from elsewhere.

use axum::extract::RawQuery;
use axum::http::HeaderMap;
use axum::response::{Html, IntoResponse, Response};
use uuid::Uuid;
use variorum_schema::decode::{self, Problems};

use crate::error::ApiResult;
use crate::params::QueryValues;
use crate::ui::policy;

/// The page's own styles and scripts: none.
const POLICY: &str =
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Who did how much of which dataset.
struct Shared {
    dataset_name: String,
    dataset_id: Uuid,
    user_name: String,
    team_progress: f64,
    records_submitted: i64,
}

/// Tells of somebody's progress and leads to the dataset.
///
/// # Errors
/// The query lacks a part or has one of another form.
pub(super) async fn page(RawQuery(query): RawQuery) -> ApiResult<Response> {
    let mut problems = Problems::default();
    let values = QueryValues::new(query.as_deref());
    let shared = problems.at("query", |p| read(&values, p));
    let page = html(&problems.finish(shared)?);
    Ok((HeaderMap::from_iter(policy::of_page(POLICY)), Html(page)).into_response())
}

fn read(values: &QueryValues, p: &mut Problems) -> Option<Shared> {
    let dataset_name = text(values, "dataset_name", p);
    let dataset_id = text(values, "dataset_id", p).and_then(|_| values.uuid("dataset_id", p));
    let user_name = text(values, "user_name", p);
    let team_progress = match values.get("team_progress") {
        Some(text) => p.at("team_progress", |p| decode::float(text.into(), p)),
        None => Some(0.0),
    };
    let records_submitted = match values.get("records_submitted") {
        Some(_) => values.integer("records_submitted", 0..=i64::MAX, p),
        None => Some(0),
    };
    Some(Shared {
        dataset_name: dataset_name?,
        dataset_id: dataset_id?,
        user_name: user_name?,
        team_progress: team_progress?,
        records_submitted: records_submitted?,
    })
}

fn text(values: &QueryValues, name: &'static str, p: &mut Problems) -> Option<String> {
    match values.get(name) {
        Some(text) => Some(text.to_owned()),
        None => p.at(name, |p| p.report("missing", "Field required")),
    }
}

fn html(shared: &Shared) -> String {
    let name = escaped(&shared.dataset_name);
    let words = format!(
        "@{} has contributed {} examples to {name}. The team has done {}%.",
        escaped(&shared.user_name),
        shared.records_submitted,
        shared.team_progress,
    );
    // Relative, so that it holds under any base path.
    let dataset = format!("dataset/{}/annotation-mode", shared.dataset_id);
    format!(
        r#"<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{name}</title>
<meta name="description" content="{words}">
<meta property="og:type" content="website">
<meta property="og:title" content="{name}">
<meta property="og:description" content="{words}">
<meta name="twitter:card" content="summary">
<meta http-equiv="refresh" content="0; url={dataset}">
</head>
<body><p>{words} <a href="{dataset}">Go to the dataset</a></p></body>
</html>
"#
    )
}

/// Text as it may stand between tags and in quoted attributes.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}
