//! Puts what browsers are sent into the program, compressed as they take it: what the page of the API
//! needs out of the vendored Swagger UI, which has every variant of it; the frame of templates; and
//! the web application, where it has been built.

use std::error::Error;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, Cursor};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;
use utoipa_swagger_ui_vendored::SWAGGER_UI_VENDORED;
use zip::ZipArchive;

const FILES: [&str; 2] = ["swagger-ui-bundle.js", "swagger-ui.css"];
/// Names where the built application is; set it to have a first build noticed, since an absent folder
/// cannot be watched.
const WEB_BUILD: &str = "VARIORUM_WEB_BUILD";
/// What is text, and smaller when compressed.
const TEXTS: [&str; 9] = ["css", "html", "js", "json", "map", "mjs", "svg", "txt", "webmanifest"];

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

fn main() -> Outcome {
    println!("cargo::rerun-if-changed=build.rs");
    let folder = std::env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?;
    let folder = Path::new(&folder);
    swagger(folder)?;
    frame(folder)?;
    web(folder)
}

fn swagger(folder: &Path) -> Outcome {
    let mut archive = ZipArchive::new(Cursor::new(SWAGGER_UI_VENDORED))?;
    for name in FILES {
        let end = format!("/dist/{name}");
        let path = archive.file_names().flatten().find(|path| path.ends_with(&end));
        let path = path.ok_or_else(|| format!("the vendored Swagger UI has no `{name}`"))?;
        let path = path.into_owned();
        compress(&mut archive.by_name(&path)?, &folder.join(format!("{name}.gz")))?;
    }
    Ok(())
}

/// One page with everything in it: it may load nothing.
fn frame(folder: &Path) -> Outcome {
    let source = Path::new("src/ui/sandbox");
    println!("cargo::rerun-if-changed={}", source.display());
    let read = |name: &str| fs::read_to_string(source.join(name));
    let page = read("frame.html")?
        .replace("{frame}", &read("frame.js")?)
        .replace("{handlebars}", &read("handlebars.min.js")?);
    let path = folder.join("frame.html");
    compress(&mut page.as_bytes(), &folder.join("frame.html.gz"))?;
    Ok(fs::write(path, page)?)
}

/// Lists the files of the application, with the compressed forms beside them. Where it makes none,
/// gzip is made here.
fn web(folder: &Path) -> Outcome {
    println!("cargo::rerun-if-env-changed={WEB_BUILD}");
    let manifest = std::env::var_os("CARGO_MANIFEST_DIR").ok_or("cargo sets CARGO_MANIFEST_DIR")?;
    let build = std::env::var_os(WEB_BUILD).filter(|path| !path.is_empty());
    let build = Path::new(&manifest).join("../..").join(build.unwrap_or("web/build".into()));
    let mut paths = Vec::new();
    if build.is_dir() {
        println!("cargo::rerun-if-changed={}", build.display());
        list(&build.canonicalize()?, &mut paths)?;
    }
    paths.sort();
    let build = build.canonicalize().unwrap_or(build);
    let mut code = String::from("const EMBEDDED: &[Embedded] = &[\n");
    for (number, path) in paths.iter().enumerate() {
        let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
        if matches!(extension, "br" | "gz") {
            continue;
        }
        // Copied, since the application may be built anew while this program is compiled.
        let copy = |from: &Path, ending: &str| -> Outcome<PathBuf> {
            let to = folder.join(format!("web-{number}{ending}"));
            fs::copy(from, &to)?;
            Ok(to)
        };
        let plain = copy(path, "")?;
        let compressed = |ending: &str| -> Outcome<Option<PathBuf>> {
            let made = beside(path, ending);
            if made.is_file() { copy(&made, ending).map(Some) } else { Ok(None) }
        };
        let (brotli, mut gzip) = (compressed(".br")?, compressed(".gz")?);
        if gzip.is_none() && TEXTS.contains(&extension) {
            let made = folder.join(format!("web-{number}.gz"));
            compress(&mut File::open(&plain)?, &made)?;
            gzip = Some(made);
        }
        let name = path.strip_prefix(&build)?.to_str().ok_or("a name that is no UTF-8")?;
        let form = |path: Option<PathBuf>| match path {
            Some(path) => format!("Some(include_bytes!({path:?}))"),
            None => "None".to_owned(),
        };
        writeln!(
            code,
            "    Embedded {{ path: {name:?}, plain: include_bytes!({plain:?}), gzip: {}, brotli: {} }},",
            form(gzip),
            form(brotli)
        )?;
    }
    code.push_str("];\n");
    Ok(fs::write(folder.join("web.rs"), code)?)
}

fn list(folder: &Path, paths: &mut Vec<PathBuf>) -> Outcome {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            list(&path, paths)?;
        } else {
            paths.push(path);
        }
    }
    Ok(())
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

fn compress(source: &mut dyn io::Read, path: &Path) -> Outcome {
    let mut encoder = GzEncoder::new(File::create(path)?, Compression::best());
    io::copy(source, &mut encoder)?;
    encoder.finish()?;
    Ok(())
}
