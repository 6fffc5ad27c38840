//! The OpenAPI document: what the operations declare, and what holds for all of them.

use serde_json::Value;
use utoipa::openapi::content::Content;
use utoipa::openapi::path::Operation as Described;
use utoipa::openapi::response::Response;
use utoipa::openapi::security::{
    ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme,
};
use utoipa::openapi::{PathItem, Ref, RefOr, Server};
use utoipa::{OpenApi, ToSchema};
use variorum_schema::policy::{Operation, Rule};

use super::PREFIX;
use crate::auth::sessions::COOKIE;

/// Name of the security scheme of API keys.
const API_KEY: &str = "api_key";
/// The header of API keys as people write it; case does not matter.
const API_KEY_NAME: &str = "X-Argilla-Api-Key";
/// Name of the security scheme of bearer tokens.
const BEARER: &str = "bearer";

/// Name of the security scheme of browsers' sessions.
const SESSION: &str = "session";

/// What is known before the operations are listed.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Variorum",
        description = "Curating training data: the contract of Argilla 2.8 and what goes beyond it.",
        license(name = "Apache-2.0", identifier = "Apache-2.0")
    ),
    components(schemas(ErrorText, ErrorCode, ErrorCodeDetail, ErrorMessage, Unprocessable))
)]
pub(super) struct Document;

/// An error told in words.
#[derive(ToSchema)]
pub struct ErrorText {
    /// What is wrong.
    pub detail: String,
}

/// An error with a code.
#[derive(ToSchema)]
pub struct ErrorCode {
    /// The error.
    pub detail: ErrorCodeDetail,
}

/// A code and what belongs to it.
#[derive(ToSchema)]
pub struct ErrorCodeDetail {
    /// `argilla.api.errors::` and a name.
    pub code: String,
    /// Depends on the code; `errors` is a list of `type`, `loc` and `msg` for a wrong form.
    #[schema(value_type = Object)]
    pub params: Value,
}

/// An error that has no envelope.
#[derive(ToSchema)]
pub struct ErrorMessage {
    /// `missing_vector`.
    pub code: String,
    /// What is wrong.
    pub message: String,
}

/// Every form of a 422.
#[derive(ToSchema)]
#[serde(untagged)]
pub enum Unprocessable {
    /// The request has not the right form.
    Invalid(ErrorCode),
    /// A rule refuses it.
    Refused(ErrorText),
    /// The record for a similarity search has no such vector.
    MissingVector(ErrorMessage),
}

/// Adds what no operation declares by itself: who may call it, what `Call` and the database can
/// answer, and the form of every error.
pub(super) fn complete(document: &mut utoipa::openapi::OpenApi, base_path: &str) {
    if !base_path.is_empty() {
        document.servers = Some(vec![Server::new(base_path)]);
    }
    let components = document.components.get_or_insert_default();
    let key = ApiKey::Header(ApiKeyValue::new(API_KEY_NAME));
    components.add_security_scheme(API_KEY, SecurityScheme::ApiKey(key));
    let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT").build();
    components.add_security_scheme(BEARER, SecurityScheme::Http(bearer));
    let description = "Set by `POST /session` for pages of the server's own origin. All but GET needs the \
                       header `X-CSRF-Token` with the token of that answer as well.";
    let cookie = ApiKey::Cookie(ApiKeyValue::with_description(COOKIE, description));
    components.add_security_scheme(SESSION, SecurityScheme::ApiKey(cookie));
    for operation in Operation::ALL {
        let path = format!("{PREFIX}{}", operation.path());
        let item = document.paths.paths.get_mut(&path);
        let described = item.and_then(|item| slot(item, operation.method()).as_mut());
        if let Some(described) = described {
            complete_operation(described, *operation);
        }
    }
}

fn slot<'a>(item: &'a mut PathItem, method: &str) -> &'a mut Option<Described> {
    match method {
        "POST" => &mut item.post,
        "PUT" => &mut item.put,
        "PATCH" => &mut item.patch,
        "DELETE" => &mut item.delete,
        _ => &mut item.get,
    }
}

fn complete_operation(described: &mut Described, operation: Operation) {
    if operation.rule() != Rule::Public {
        let either = [API_KEY, BEARER, SESSION];
        let either = either.map(|name| SecurityRequirement::new(name, [""; 0]));
        described.security = Some(either.into());
    }
    let who = format!("For {}.", operation.rule().who());
    let description = described.description.take();
    described.description =
        Some(description.map_or_else(|| who.clone(), |d| format!("{d}\n\n{who}")));
    let mut statuses = vec!["500", "503"];
    if described.request_body.is_some() {
        statuses.extend(["400", "408", "413", "415"]);
    }
    if operation.method() != "GET" {
        statuses.push("507");
        if operation.rule() != Rule::Public {
            statuses.push("403");
        }
    }
    let answers = &mut described.responses.responses;
    for status in statuses {
        answers.entry(status.to_owned()).or_insert_with(|| RefOr::T(Response::default()));
    }
    for (status, answer) in answers {
        if let RefOr::T(answer) = answer {
            complete_answer(status, answer);
        }
    }
}

fn complete_answer(status: &str, answer: &mut Response) {
    let (description, schema) = match status {
        "200" => ("Done.", None),
        "201" => ("Made.", None),
        "202" => ("A job was started.", None),
        "204" => ("Done; there is nothing to show.", None),
        "303" => ("Look there.", None),
        "400" => ("The body is not UTF-8.", Some("ErrorText")),
        "401" => ("There are no usable credentials.", Some("ErrorCode")),
        "403" => ("The caller may not do this.", Some("ErrorCode")),
        "404" => ("There is no such object.", Some("ErrorText")),
        "408" => ("The body did not arrive in time.", Some("ErrorText")),
        "409" => ("The name, identity or state stands against it.", Some("ErrorText")),
        "413" => ("The body is too large.", Some("ErrorText")),
        "415" => ("The body is compressed.", Some("ErrorText")),
        "422" => ("The form is wrong, or a rule refuses it.", Some("Unprocessable")),
        "429" => ("Too many tries; wait.", Some("ErrorText")),
        "500" => ("The server failed.", Some("ErrorCode")),
        "503" => ("Try again later.", Some("ErrorText")),
        "507" => ("No space is left.", Some("ErrorText")),
        _ => return,
    };
    if answer.description.is_empty() {
        description.clone_into(&mut answer.description);
    }
    if let Some(schema) = schema.filter(|_| answer.content.is_empty()) {
        let content = Content::new(Some(Ref::from_schema_name(schema)));
        answer.content.insert("application/json".to_owned(), RefOr::T(content));
    }
}
