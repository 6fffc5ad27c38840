//! Sizes, places and words of the files that git tracks.

#![expect(clippy::expect_used, reason = "a test may end where its ground is missing")]

use std::path::{Path, PathBuf};
use std::process::Command;

/// A file has one idea; one that needs more lines has several.
const LINES_MAX: usize = 800;
/// The same for Rust that is no test, without the tests at its end.
const SOURCE_LINES_MAX: usize = 500;
/// Made by programs and read by programs.
const GENERATED: &[&str] = &["web/src/lib/api/schema.d.ts"];
/// Folders of the repository, each with what belongs there in `docs/architecture.md`.
const FOLDERS: &[&str] = &[
    ".cargo", ".ci", ".config", "bench", "cases", "crates", "deploy", "docs", "examples", "fuzz",
    "python", "recipes", "scripts", "tests", "web",
];
/// Names that say nothing about what a module holds.
const BANNED_MODULES: &[&str] = &["common", "core", "helper", "helpers", "models", "util", "utils"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the repository")
}

fn tracked() -> Vec<String> {
    let out = Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard"])
        .current_dir(root())
        .output()
        .expect("git");
    assert!(out.status.success(), "git ls-files: {}", String::from_utf8_lossy(&out.stderr));
    let list = String::from_utf8(out.stdout).expect("names in UTF-8");
    list.lines().filter(|name| root().join(name).is_file()).map(str::to_owned).collect()
}

fn text(name: &str) -> Option<String> {
    let bytes = std::fs::read(root().join(name)).expect("a tracked file");
    String::from_utf8(bytes).ok()
}

#[test]
fn files_are_of_a_size_to_read() {
    let code = |name: &&String| {
        [".rs", ".py", ".ts", ".svelte", ".css", ".sql"].iter().any(|end| name.ends_with(end))
    };
    for name in tracked().iter().filter(code) {
        if GENERATED.contains(&name.as_str()) {
            continue;
        }
        let text = text(name).unwrap_or_default();
        let lines = text.lines().count();
        assert!(lines <= LINES_MAX, "{name}: {lines} lines; split it by idea");
        if name.contains("/src/") && name.ends_with(".rs") {
            let source = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
            let lines = source.lines().count();
            assert!(
                lines <= SOURCE_LINES_MAX,
                "{name}: {lines} lines without its tests; split it by idea"
            );
        }
    }
}

#[test]
fn folders_and_modules_are_named_for_what_they_hold() {
    for name in tracked() {
        if let Some((folder, _)) = name.split_once('/') {
            assert!(FOLDERS.contains(&folder), "{name}: unknown folder");
        }
        let parts = Path::new(&name).with_extension("");
        for part in parts.components().filter_map(|part| part.as_os_str().to_str()) {
            assert!(!BANNED_MODULES.contains(&part), "{name}: `{part}` says nothing");
        }
    }
}

#[test]
fn no_line_names_a_machine_or_a_registry() {
    // Put together here, so that this file passes its own test.
    let banned = [
        concat!("/wo", "rk/"),
        concat!("/ro", "ot/"),
        concat!("files.python", "hosted.org"),
        concat!("index.crates", ".io"),
        concat!("registry.npm", "js.org"),
    ];
    for name in tracked() {
        if name.ends_with(".lock") || name.ends_with("package-lock.json") {
            continue;
        }
        let Some(text) = text(&name) else { continue };
        for (index, line) in text.lines().enumerate() {
            for word in banned {
                assert!(!line.contains(word), "{name}:{}: `{word}`", index + 1);
            }
        }
    }
}

#[test]
fn every_migration_exists_for_both_databases() {
    let names = |dialect: &str| -> Vec<String> {
        let folder = format!("crates/store/migrations/{dialect}/");
        let files = tracked();
        let mut names: Vec<String> =
            files.iter().filter_map(|name| name.strip_prefix(&folder)).map(str::to_owned).collect();
        names.sort();
        names
    };
    assert_eq!(names("sqlite"), names("postgres"));
    for (index, name) in names("sqlite").iter().enumerate() {
        assert!(name.starts_with(&format!("{:04}_", index + 1)), "{name}: out of order");
    }
}
