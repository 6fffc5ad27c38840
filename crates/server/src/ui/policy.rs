//! What pages may load and do: the headers that browsers hold them to.

use axum::http::{HeaderName, HeaderValue, header};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

/// What no page needs.
const FEATURES: &str = "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), \
                        magnetometer=(), microphone=(), midi=(), payment=(), usb=()";
const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");
const OPENER_POLICY: HeaderName = HeaderName::from_static("cross-origin-opener-policy");
const DNS_PREFETCH: HeaderName = HeaderName::from_static("x-dns-prefetch-control");

/// A header and its value.
type Header = (HeaderName, HeaderValue);

/// The headers of the application's pages, with the sources of the scripts that stand in them.
pub(super) fn of_pages(scripts: &[String], image_hosts: &[String]) -> Vec<Header> {
    let (scripts, images) = (sources(scripts), sources(image_hosts));
    of_page(&format!(
        "default-src 'none'; script-src 'self'{scripts}; style-src 'self'; \
         style-src-attr 'unsafe-inline'; img-src 'self' data: blob:{images}; connect-src 'self'; \
         font-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; \
         frame-ancestors 'none'; manifest-src 'self'; worker-src 'self' blob:"
    ))
}

/// The headers of any page with this content security policy.
pub(crate) fn of_page(policy: &str) -> Vec<Header> {
    let opener = HeaderValue::from_static("same-origin");
    let mut headers = of_any(policy);
    headers.push((OPENER_POLICY, opener));
    headers
}

/// The headers of the frame of templates: an origin of its own, and nothing that could be loaded or
/// sent but what is allowed.
pub(super) fn of_frame(template_hosts: &[String]) -> Vec<Header> {
    let hosts = sources(template_hosts);
    let connect = match template_hosts {
        [] => String::new(),
        _ => format!("connect-src{hosts}; media-src{hosts}; "),
    };
    let mut headers = of_any(&format!(
        "sandbox allow-scripts; default-src 'none'; \
         script-src 'unsafe-inline' 'unsafe-eval'{hosts}; style-src 'unsafe-inline'{hosts}; \
         img-src data: blob:{hosts}; font-src data:{hosts}; {connect}form-action 'none'; \
         base-uri 'none'; frame-ancestors 'self'"
    ));
    headers.push((DNS_PREFETCH, HeaderValue::from_static("off")));
    headers
}

fn of_any(policy: &str) -> Vec<Header> {
    let fixed = [
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
        (PERMISSIONS_POLICY, HeaderValue::from_static(FEATURES)),
    ];
    let mut headers = Vec::from(fixed);
    // Made of checked settings and hashes. Without it the page would be held to nothing.
    let policy = HeaderValue::try_from(policy)
        .unwrap_or_else(|_| HeaderValue::from_static("default-src 'none'"));
    headers.push((header::CONTENT_SECURITY_POLICY, policy));
    headers
}

fn sources(list: &[String]) -> String {
    list.iter().map(|source| format!(" {source}")).collect()
}

/// The sources of the scripts that stand in a page, by their hashes. The page is our own.
pub(super) fn inline_scripts(page: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = page;
    while let Some((_, after)) = rest.split_once("<script") {
        let Some((attributes, after)) = after.split_once('>') else { break };
        let Some((text, after)) = after.split_once("</script>") else { break };
        rest = after;
        let mut names = attributes.split_whitespace();
        if !names.any(|attribute| attribute.starts_with("src=")) {
            found.push(format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text))));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_of_a_page_are_allowed_by_their_hashes() {
        let page = "<script src=\"/a.js\"></script><script>alert(1)</script>\
                    <script type=\"module\">\n</script><p>";
        let hash = |text: &str| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)));
        assert_eq!(inline_scripts(page), [hash("alert(1)"), hash("\n")]);
        assert!(inline_scripts("<p>no script").is_empty());
        assert!(inline_scripts("<script>unfinished").is_empty());
    }
}
