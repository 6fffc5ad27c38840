//! `docs/configuration.md` is made from the program's own help.

use std::fmt::Write as _;
use std::path::Path;

use crate::program::run;

/// Set to write the page instead of comparing it.
const UPDATE: &str = "UPDATE_DOCS";

#[test]
fn the_configuration_page_is_up_to_date() {
    let help = run(&["serve", "--help"]).stdout;
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/configuration.md");
    let made = page(&help);
    if std::env::var_os(UPDATE).is_some() {
        std::fs::write(&path, &made).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == made, "run this test with {UPDATE}=1 to write docs/configuration.md anew");
}

fn page(help: &str) -> String {
    let mut out = String::from(
        "# Configuration\n\n\
         Every setting of `variorum serve` is a flag, an environment variable, and a key of the TOML \
         file that\n`--config` names (the flag's name with `_` for `-`). A flag wins over a variable, \
         a variable over the file.\nThe commands `user` and `workspace` take `--data-dir`, \
         `--database-url`, `--secret-key` and `--config`.\n\n\
         The first start makes an owner. `VARIORUM_OWNER_USERNAME`, `VARIORUM_OWNER_PASSWORD` (8 to \
         100 characters)\nand `VARIORUM_OWNER_API_KEY` (at least 8 printable characters) choose what \
         is otherwise generated and\nprinted once; with an owner in the database they are ignored.\n\n\
         This page is made from `variorum serve --help`.\n\n\
         | flag | variable | meaning |\n|---|---|---|\n",
    );
    for option in options(help) {
        let _ = writeln!(out, "| `{}` | `{}` | {} |", option.flag, option.variable, option.meaning);
    }
    out
}

struct Described {
    flag: String,
    variable: String,
    meaning: String,
}

/// The options of a help text: a line with the flag, then its description over some lines, which
/// ends with `[env: NAME=]`.
fn options(help: &str) -> Vec<Described> {
    let mut found: Vec<Described> = Vec::new();
    for line in help.lines().map(str::trim) {
        if line.starts_with("--") {
            found.push(Described {
                flag: line.to_owned(),
                variable: String::new(),
                meaning: String::new(),
            });
        } else if let Some(last) = found.last_mut()
            && !line.is_empty()
        {
            let space = if last.meaning.is_empty() { "" } else { " " };
            last.meaning = format!("{}{space}{line}", last.meaning);
        }
    }
    for option in &mut found {
        if let Some((meaning, variable)) = option.meaning.split_once(" [env: ") {
            let variable = variable.split(['=', ']']).next().unwrap_or_default().to_owned();
            (option.meaning, option.variable) = (meaning.to_owned(), variable);
        }
    }
    found.retain(|option| !option.variable.is_empty());
    assert!(found.len() > 10, "the help is written in another way:\n{help}");
    found
}
