//! Runs what a fuzz target checks over the inputs that are kept for it: its seeds, whatever made it
//! fail once, and some that are too large to keep.

#![expect(clippy::expect_used, reason = "a test may end where its ground is missing")]

use std::path::Path;

/// How deep the deep inputs are nested.
const DEPTH: usize = 100_000;

/// Calls `check` with every kept input of a target, `fuzz/seeds/<target>/*` and
/// `fuzz/regressions/<target>/*`, then with inputs made here.
///
/// # Panics
/// `check` does, or the target has no seeds.
pub fn replay(target: &str, check: impl Fn(&[u8])) {
    let fuzz = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz");
    assert!(run(&fuzz.join("seeds").join(target), &check) > 0, "`{target}` has no seeds");
    run(&fuzz.join("regressions").join(target), &check);
    for (name, input) in large() {
        announce(name);
        check(&input);
    }
}

/// The number of files in a folder, which may be absent.
fn run(folder: &Path, check: &impl Fn(&[u8])) -> usize {
    let Ok(entries) = folder.read_dir() else { return 0 };
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    for path in &paths {
        announce(&path.display().to_string());
        check(&std::fs::read(path).expect("an input"));
    }
    paths.len()
}

/// Says which input is next: one that exhausts the stack ends the process without another word.
#[expect(clippy::print_stderr, reason = "shown when a test fails")]
fn announce(name: &str) {
    eprintln!("input: {name}");
}

fn large() -> Vec<(&'static str, Vec<u8>)> {
    let deep = |open: &str, inner: &str, close: &str| {
        format!("{}{inner}{}", open.repeat(DEPTH), close.repeat(DEPTH)).into_bytes()
    };
    vec![
        ("lists in lists", deep("[", "1", "]")),
        ("lists that never end", deep("[", "", "")),
        ("objects in objects", deep("{\"a\":", "1", "}")),
        ("groups in groups", deep("(", "a", ")")),
        ("groups that never end", deep("-(", "", "")),
        ("choices in groups", deep("(a|-(b ", "c", "))")),
        ("fields before groups", deep("text:(", "a", ")")),
        ("quotation marks", deep("\"", "", "")),
        ("choices", deep("a|", "a", "")),
        ("ends only", deep("", "", ")]}")),
        ("escaped halves of characters", deep("\"\\ud800", "", "\"")),
        ("full stops", deep(".", "", ".")),
        ("NUL", vec![0; DEPTH]),
        ("no text", vec![0xff; DEPTH]),
    ]
}
