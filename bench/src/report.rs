//! What was measured, as a table for people and as JSON.

use std::fmt::Write as _;

use serde::Serialize;
use serde_json::Value;

use crate::timings::{Timings, short};

/// What a figure should be.
#[derive(Debug, Clone, Copy, Serialize)]
pub enum Target {
    AtLeast(f64),
    AtMost(f64),
}

impl Target {
    fn is_met(self, value: f64) -> bool {
        match self {
            Self::AtLeast(least) => value >= least,
            Self::AtMost(most) => value <= most,
        }
    }

    fn text(self) -> String {
        match self {
            Self::AtLeast(least) => format!("≥ {}", whole(least)),
            Self::AtMost(most) => format!("≤ {}", whole(most)),
        }
    }
}

fn whole(number: f64) -> String {
    if number.fract() == 0.0 && number < 100.0 { format!("{number:.0}") } else { short(number) }
}

/// One measured figure.
#[derive(Debug, Clone, Serialize)]
pub struct Figure {
    pub name: String,
    /// What is compared with the target.
    pub value: f64,
    /// What the table shows.
    pub cell: String,
    pub target: Option<Target>,
    /// What else was asked for instead of the target is met.
    pub is_excused: bool,
    pub raw: Value,
}

impl Figure {
    pub fn new(name: impl Into<String>, value: f64, raw: Value) -> Self {
        Self { name: name.into(), value, cell: short(value), target: None, is_excused: false, raw }
    }

    /// The 95th percentile of these times; the table shows three of them and the server's
    /// processor time for one request.
    pub fn latency(what: &str, timings: &Timings, cpu_ms: f64, mut raw: Value) -> Self {
        raw["server_cpu_ms"] = Value::from(cpu_ms);
        let name = format!("{what}, ms");
        Self::new(name, timings.p95(), raw).shown(format!("{} ({})", timings.cell(), short(cpu_ms)))
    }

    /// Shows something else than the value.
    pub fn shown(mut self, cell: String) -> Self {
        self.cell = cell;
        self
    }

    fn is_missed(&self) -> bool {
        !self.is_excused && self.target.is_some_and(|target| !target.is_met(self.value))
    }

    pub fn target(mut self, target: Target) -> Self {
        self.target = Some(target);
        self
    }
}

/// All figures of one database at one size.
#[derive(Debug, Clone, Serialize)]
pub struct Column {
    pub title: String,
    pub figures: Vec<Figure>,
}

/// A Markdown table with a line for each figure. What misses its target is marked.
pub fn table(columns: &[Column]) -> String {
    let mut names: Vec<&str> = Vec::new();
    for figure in columns.iter().flat_map(|column| &column.figures) {
        if !names.contains(&figure.name.as_str()) {
            names.push(&figure.name);
        }
    }
    let titles: Vec<&str> = columns.iter().map(|column| column.title.as_str()).collect();
    let mut out = format!("| | target | {} |\n|---|---|", titles.join(" | "));
    out.push_str(&"---:|".repeat(columns.len()));
    out.push('\n');
    for name in names {
        let find =
            |column: &Column| column.figures.iter().find(|figure| figure.name == name).cloned();
        let found: Vec<Option<Figure>> = columns.iter().map(find).collect();
        let target = found.iter().flatten().filter_map(|figure| figure.target).next_back();
        let cells: Vec<String> = found.iter().map(|figure| cell(figure.as_ref())).collect();
        let target = target.map(Target::text).unwrap_or_default();
        // Writing to a text cannot fail.
        let _ = writeln!(out, "| {name} | {target} | {} |", cells.join(" | "));
    }
    out
}

fn cell(figure: Option<&Figure>) -> String {
    match figure {
        None => "–".to_owned(),
        Some(figure) if figure.is_missed() => format!("✗ {}", figure.cell),
        Some(figure) => figure.cell.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_a_line_for_each_figure_and_marks_what_is_missed() {
        let column = |title: &str, figures| Column { title: title.to_owned(), figures };
        let rate = |value| Figure::new("rate", value, Value::Null).target(Target::AtLeast(1000.0));
        let size = Figure::new("size", 12.0, Value::Null).shown("12 MB".to_owned());
        let mut excused = rate(998.0);
        excused.is_excused = true;
        let columns = [
            column("A", vec![rate(2000.0)]),
            column("B", vec![rate(999.0), size]),
            column("C", vec![excused]),
        ];
        let expected = "\
| | target | A | B | C |
|---|---|---:|---:|---:|
| rate | ≥ 1,000 | 2,000 | ✗ 999 | 998 |
| size |  | – | 12 MB | – |
";
        assert_eq!(table(&columns), expected);
    }
}
