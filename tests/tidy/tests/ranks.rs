//! Which crate may use which: arrows point down only.

use cargo_metadata::{DependencyKind, MetadataCommand};

/// A crate uses lower ranks only, never its own.
const RANKS: &[(&str, u8)] = &[
    ("variorum-schema", 1),
    ("variorum-text", 1),
    ("variorum-store", 2),
    ("variorum-quality", 2),
    ("variorum-hub", 2),
    ("variorum-server", 3),
    ("variorum", 4),
    ("variorum-corpus", 4),
];
/// Dev-dependencies only; ranked by nobody.
const TEST_CRATES: &[&str] = &["variorum-bench", "variorum-testkit", "replay", "tidy"];
/// Where the batch engine may be used.
const BATCH_ENGINE: (&str, &str) = ("datafusion", "variorum-corpus");

fn rank(name: &str) -> Option<u8> {
    RANKS.iter().find(|(known, _)| *known == name).map(|(_, rank)| *rank)
}

#[test]
fn crates_depend_downwards_only() {
    let metadata = MetadataCommand::new().no_deps().exec().expect("cargo metadata");
    for package in metadata.workspace_packages() {
        let name = package.name.as_str();
        if TEST_CRATES.contains(&name) {
            continue;
        }
        let own = rank(name).unwrap_or_else(|| panic!("crate `{name}` has no rank"));
        for dependency in &package.dependencies {
            let other = dependency.name.as_str();
            assert!(
                !other.starts_with(BATCH_ENGINE.0) || name == BATCH_ENGINE.1,
                "`{name}` uses the batch engine, which belongs in `{}` alone",
                BATCH_ENGINE.1
            );
            if dependency.kind == DependencyKind::Development {
                continue;
            }
            assert!(!TEST_CRATES.contains(&other), "`{name}` uses the test crate `{other}`");
            if let Some(other_rank) = rank(other) {
                assert!(
                    other_rank < own,
                    "`{name}` (rank {own}) uses `{other}` (rank {other_rank})"
                );
            }
        }
    }
}
