//! Takes what the page of the API needs out of the vendored Swagger UI, which has every variant of
//! it, and keeps it compressed, as browsers take it.

use std::error::Error;
use std::fs::File;
use std::io::{self, Cursor};
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;
use utoipa_swagger_ui_vendored::SWAGGER_UI_VENDORED;
use zip::ZipArchive;

const FILES: [&str; 2] = ["swagger-ui-bundle.js", "swagger-ui.css"];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    let folder = std::env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?;
    let mut archive = ZipArchive::new(Cursor::new(SWAGGER_UI_VENDORED))?;
    for name in FILES {
        let end = format!("/dist/{name}");
        let path = archive.file_names().flatten().find(|path| path.ends_with(&end));
        let path = path.ok_or_else(|| format!("the vendored Swagger UI has no `{name}`"))?;
        let path = path.into_owned();
        let kept = File::create(Path::new(&folder).join(format!("{name}.gz")))?;
        let mut encoder = GzEncoder::new(kept, Compression::best());
        io::copy(&mut archive.by_name(&path)?, &mut encoder)?;
        encoder.finish()?;
    }
    Ok(())
}
