//! What is printed: data to stdout, everything for people to stderr.

use std::io::{IsTerminal as _, Write as _};

use crate::exit::Failure;

/// One line of data.
pub fn line(text: &str) -> Result<(), Failure> {
    let written = writeln!(std::io::stdout().lock(), "{text}");
    written.map_err(|cause| Failure::Failed(format!("cannot write the output: {cause}")))
}

/// Rows under a heading, in columns as wide as needed.
pub fn table(heading: &[&str], rows: &[Vec<String>]) -> Result<(), Failure> {
    let mut widths: Vec<usize> = heading.iter().map(|cell| cell.chars().count()).collect();
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let print = |cells: &mut dyn Iterator<Item = &str>| {
        let padded: Vec<String> =
            cells.zip(&widths).map(|(cell, width)| format!("{cell:width$}")).collect();
        line(padded.join("  ").trim_end())
    };
    print(&mut heading.iter().copied())?;
    for row in rows {
        print(&mut row.iter().map(String::as_str))?;
    }
    Ok(())
}

/// A note for people.
pub fn note(text: &str) {
    // Nobody listens when stderr is closed.
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}

/// The reason of a failure.
pub fn error(text: &str) {
    let label = if has_colours() { "\x1b[31merror:\x1b[0m" } else { "error:" };
    let _ = writeln!(std::io::stderr().lock(), "{label} {text}");
}

/// Whether what is printed for people has colours: on a terminal, unless `NO_COLOR` says otherwise.
pub fn has_colours() -> bool {
    std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|no| no.is_empty())
}
