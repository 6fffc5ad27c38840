//! An image by web URL or data URL.
//!
//! A web URL has the scheme `http` or `https`, a host and a path, in at most
//! [`WEB_URL_MAX`] characters. A data URL names one of [`MIME_TYPES`] and has at most
//! [`DATA_URL_MAX`] characters. Whether there is an image behind it is not looked at, and nothing
//! of it is searchable.

use serde_json::Value;

use super::FieldSettings;
use crate::decode::Object;
use crate::refusal::{Refusal, refuse};

/// Most characters of a web URL.
pub const WEB_URL_MAX: usize = 2038;

/// Most characters of a data URL.
pub const DATA_URL_MAX: usize = 5_000_000;

/// What a data URL may hold; compared exactly.
pub const MIME_TYPES: [&str; 8] = [
    "image/avif",
    "image/gif",
    "image/ico",
    "image/jpeg",
    "image/jpg",
    "image/png",
    "image/svg",
    "image/webp",
];

/// Settings of a new field or of an update: there are none.
pub(super) fn decode(_: Object<'_>) -> Option<FieldSettings> {
    Some(FieldSettings::Image)
}

pub(super) fn check(value: &Value) -> Result<(), Refusal> {
    let Value::String(url) = value else {
        return refuse!("must be a string holding a web URL or a data URL");
    };
    // Clients and browsers alike overlook white space in front.
    let url = url.trim_start_matches(|c: char| c <= ' ');
    let Some((scheme, rest)) = url.split_once(':') else {
        return refuse!("must be a web URL or a data URL");
    };
    match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" => check_web_url(url, rest),
        "data" => check_data_url(url, rest),
        _ => refuse!("must be a URL with the scheme `http`, `https` or `data`"),
    }
}

fn check_web_url(url: &str, rest: &str) -> Result<(), Refusal> {
    let Some(rest) = rest.strip_prefix("//") else {
        return refuse!("must be a web URL with a host");
    };
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    let host_and_port = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    if host_and_port.is_empty() || host_and_port.starts_with(':') {
        return refuse!("must be a web URL with a host");
    }
    if !path.starts_with('/') {
        return refuse!("must be a web URL with a path");
    }
    check_length(url, WEB_URL_MAX, "a web URL")
}

fn check_data_url(url: &str, rest: &str) -> Result<(), Refusal> {
    let Some((media, _)) = rest.split_once(',') else {
        return refuse!("must be a data URL with a media type, a comma and the data");
    };
    let mime_type = media.split_once(';').map_or(media, |(mime_type, _)| mime_type);
    if !MIME_TYPES.contains(&mime_type) {
        return refuse!("must be a data URL of one of {}", MIME_TYPES.join(", "));
    }
    check_length(url, DATA_URL_MAX, "a data URL")
}

fn check_length(url: &str, max: usize, what: &str) -> Result<(), Refusal> {
    // Counting is skipped where bytes already decide.
    if url.len() > max && url.chars().count() > max {
        return refuse!("must be {what} of at most {max} characters");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn web_urls_need_a_host_and_a_path() {
        let check = |value: Value, expected: bool| {
            assert_eq!(check(&value).is_ok(), expected, "{value}");
        };
        check(json!("http://a.com/"), true);
        check(json!("https://a.com/x.png?y#z"), true);
        check(json!("HTTPS://a.com/x"), true);
        check(json!(" https://a.com/x"), true);
        check(json!("http://user:pass@a.com:80/x"), true);
        check(json!("http://[::1]/x"), true);
        check(json!("http://a.com"), false);
        check(json!("http://a.com?x=/"), false);
        check(json!("http:///x"), false);
        check(json!("http://:80/x"), false);
        check(json!("http://user@/x"), false);
        check(json!("http:a.com/x"), false);
        check(json!("ftp://a.com/x"), false);
        check(json!("a.com/x"), false);
        check(json!(""), false);
        check(json!({"url": "http://a.com/"}), false);
        check(json!([]), false);
    }

    #[test]
    fn data_urls_need_an_image_type() {
        let check = |text: &str, expected: bool| {
            assert_eq!(check(&json!(text)).is_ok(), expected, "{text}");
        };
        for mime_type in MIME_TYPES {
            check(&format!("data:{mime_type};base64,AA=="), true);
            check(&format!("DATA:{mime_type},x"), true);
        }
        check("data:image/png,", true);
        check("data:image/svg+xml;base64,AA==", false);
        check("data:image/x-icon;base64,AA==", false);
        check("data:text/html,x", false);
        check("data:image/png", false);
        check("data:,x", false);
        check("data:", false);
    }

    #[test]
    fn lengths_count_characters() {
        let check = |prefix: &str, filler: &str, length: usize, expected: bool| {
            let url = format!("{prefix}{}", filler.repeat(length - prefix.chars().count()));
            assert_eq!(check(&json!(url)).is_ok(), expected, "{prefix} {length}");
        };
        for filler in ["x", "ä"] {
            check("http://a.com/", filler, WEB_URL_MAX, true);
            check("http://a.com/", filler, WEB_URL_MAX + 1, false);
            check("data:image/png,", filler, DATA_URL_MAX, true);
            check("data:image/png,", filler, DATA_URL_MAX + 1, false);
        }
    }
}
