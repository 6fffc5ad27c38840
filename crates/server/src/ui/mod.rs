//! The web application: its files out of the program, its page for every path that is none of the
//! API, and the frame in which templates of records run.

mod file;
mod folder;
pub(crate) mod policy;

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse as _, Response};

use self::file::{File, Form};
use crate::config::Config;

/// Stands in the files for the base path, which is known at start only.
const BASE: &str = "/__variorum_base__";
/// What the build may call the page that answers every path of the application.
const PAGES: [&str; 2] = ["200.html", "index.html"];
/// Where the frame of templates is.
pub(crate) const FRAME: &str = "/sandbox/frame";

/// A file that was there when the program was built.
struct Embedded {
    path: &'static str,
    plain: &'static [u8],
    gzip: Option<&'static [u8]>,
    brotli: Option<&'static [u8]>,
}

include!(concat!(env!("OUT_DIR"), "/web.rs"));

const FRAME_PAGE: Form = Form {
    plain: include_bytes!(concat!(env!("OUT_DIR"), "/frame.html")),
    gzip: Some(include_bytes!(concat!(env!("OUT_DIR"), "/frame.html.gz"))),
    brotli: None,
};
const MISSING: &[u8] = include_bytes!("missing.html");

/// The application, as this server serves it.
pub(crate) struct Ui {
    base_path: String,
    image_hosts: Vec<String>,
    source: Source,
    frame: File,
}

enum Source {
    /// Made ready at start.
    Program { files: HashMap<&'static str, File>, page: Box<File> },
    /// Read anew for every request.
    Folder(PathBuf),
}

impl Ui {
    /// Makes everything ready.
    pub(crate) fn new(config: &Config) -> Arc<Self> {
        let (base_path, web) = (config.base_path.clone(), &config.web);
        let frame_policy = policy::of_frame(&web.template_hosts);
        let frame = File::new(FRAME, FRAME_PAGE, HeaderMap::from_iter(frame_policy));
        let image_hosts = web.image_hosts.clone();
        let source = match &web.ui_dir {
            Some(folder) => Source::Folder(folder.clone()),
            None => from_program(EMBEDDED, &base_path, &image_hosts),
        };
        Arc::new(Self { base_path, image_hosts, source, frame })
    }

    /// Answers a path that is none of the API.
    pub(crate) async fn answer(&self, request: &Parts) -> Response {
        let path = request.uri.path();
        if path == "/api" || path.starts_with("/api/") {
            return crate::api::no_such_path().await;
        }
        let headers = &request.headers;
        if !matches!(request.method, Method::GET | Method::HEAD) {
            let mut refused = crate::api::no_such_method().await;
            refused.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET,HEAD"));
            return refused;
        }
        let path = path.trim_start_matches('/');
        if let Some(found) = self.file(path, headers).await {
            return found;
        }
        let last = path.rsplit('/').next().unwrap_or_default();
        if last.contains('.') || path.starts_with("_app/") {
            return crate::api::no_such_path().await;
        }
        self.page(headers).await
    }

    /// Answers with the frame of templates.
    pub(crate) fn frame(&self, headers: &HeaderMap) -> Response {
        self.frame.answer(headers)
    }

    async fn file(&self, path: &str, headers: &HeaderMap) -> Option<Response> {
        if PAGES.contains(&path) {
            return Some(self.page(headers).await);
        }
        match &self.source {
            Source::Program { files, .. } => files.get(path).map(|file| file.answer(headers)),
            Source::Folder(folder) => {
                let bytes = folder::read(folder, path).await?;
                Some(made(path, &bytes, &self.base_path, &self.image_hosts).answer(headers))
            }
        }
    }

    async fn page(&self, headers: &HeaderMap) -> Response {
        let folder = match &self.source {
            Source::Program { page, .. } => return page.answer(headers),
            Source::Folder(folder) => folder,
        };
        for name in PAGES {
            if let Some(bytes) = folder::read(folder, name).await {
                return made(name, &bytes, &self.base_path, &self.image_hosts).answer(headers);
            }
        }
        let text = format!("there is no index.html in {}", folder.display());
        (StatusCode::NOT_FOUND, text).into_response()
    }
}

fn from_program(embedded: &'static [Embedded], base_path: &str, image_hosts: &[String]) -> Source {
    let page = PAGES.iter().find_map(|name| embedded.iter().find(|file| file.path == *name));
    let page = page.map_or(MISSING, |page| page.plain);
    let page = made(PAGES[0], page, base_path, image_hosts);
    let ready = |file: &'static Embedded| {
        if contains_base(file.plain) {
            return made(file.path, file.plain, base_path, image_hosts);
        }
        let form = Form { plain: file.plain, gzip: file.gzip, brotli: file.brotli };
        File::new(file.path, form, policy_of(file.path, file.plain, image_hosts))
    };
    let files = embedded.iter().map(|file| (file.path, ready(file))).collect();
    Source::Program { files, page: Box::new(page) }
}

/// A file with the base path in it.
fn made(path: &str, bytes: &[u8], base_path: &str, image_hosts: &[String]) -> File {
    let bytes = match std::str::from_utf8(bytes) {
        Ok(text) => text.replace(BASE, base_path).into_bytes(),
        Err(_) => bytes.to_vec(),
    };
    let policy = policy_of(path, &bytes, image_hosts);
    File::compressed(path, bytes, policy)
}

fn policy_of(path: &str, bytes: &[u8], image_hosts: &[String]) -> HeaderMap {
    let page = if path.ends_with(".html") { bytes } else { &[] };
    let scripts = policy::inline_scripts(&String::from_utf8_lossy(page));
    HeaderMap::from_iter(policy::of_pages(&scripts, image_hosts))
}

fn contains_base(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_ok_and(|text| text.contains(BASE))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &[u8] = b"<script>base = \"/__variorum_base__\"</script>";
    const BUILT: &[Embedded] = &[
        Embedded { path: "index.html", plain: PAGE, gzip: Some(b"old"), brotli: Some(b"old") },
        Embedded {
            path: "_app/immutable/a.js",
            plain: b"a",
            gzip: Some(b"a in gzip"),
            brotli: Some(b"a in brotli"),
        },
    ];

    async fn body(response: Response) -> String {
        let bytes = axum::body::to_bytes(response.into_body(), 10_000).await;
        String::from_utf8(bytes.unwrap().to_vec()).unwrap()
    }

    #[tokio::test]
    async fn a_program_without_the_application_says_so() {
        let Source::Program { page, .. } = from_program(&[], "/x", &[]) else {
            panic!("not from the program")
        };
        let text = body(page.answer(&HeaderMap::new())).await;
        assert!(text.contains("make build") && text.contains("\"/x/api/v1/docs\""), "{text}");
    }

    #[tokio::test]
    async fn what_was_built_is_served_under_the_base_path() {
        let plainly = HeaderMap::new();
        let Source::Program { files, page } = from_program(BUILT, "/x", &[]) else {
            panic!("not from the program")
        };
        let shown = page.answer(&plainly);
        let policy = shown.headers()["content-security-policy"].to_str().unwrap().to_owned();
        let text = body(shown).await;
        assert_eq!(text, "<script>base = \"/x\"</script>");
        assert!(policy.contains(&policy::inline_scripts(&text)[0]), "{policy}");

        let mut asked = HeaderMap::new();
        asked.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("br, gzip"));
        // What was compressed before has another base path in it.
        let compressed = page.answer(&asked);
        assert_eq!(compressed.headers()[header::CONTENT_ENCODING], "gzip");
        assert_eq!(body(files["_app/immutable/a.js"].answer(&asked)).await, "a in brotli");
    }
}
