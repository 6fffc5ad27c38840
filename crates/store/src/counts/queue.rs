//! What an annotator's queue shows of each part, from the kept counts.

use std::collections::BTreeMap;

use variorum_schema::records::RecordStatus;
use variorum_schema::responses::ResponseStatus;

use super::part::{FANOUT_BITS, Part};
use super::{RECORD_COLUMNS, RESPONSE_COLUMNS, record_column, response_column};
use crate::error::Result;
use crate::rows::{Column, Rows};
use crate::tx::{Statement, Tx, args};

/// What of a dataset's records an annotator's queue shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Shown {
    /// Only records of this status, if one is given.
    pub(crate) status: Option<RecordStatus>,
    pub(crate) answered: Answered,
}

/// Whether and how the annotator has answered the records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Answered {
    /// In whatever way.
    Any,
    /// Not at all.
    Not,
    /// With a response of one of these statuses.
    With(Vec<ResponseStatus>),
}

impl Shown {
    fn statuses(&self) -> impl Iterator<Item = RecordStatus> + Clone {
        let all = [RecordStatus::Pending, RecordStatus::Completed];
        let wanted = self.status;
        all.into_iter().filter(move |status| wanted.is_none_or(|wanted| wanted == *status))
    }

    /// What counts of records and of responses are added to and subtracted from each other.
    fn sums(&self) -> (Option<String>, Option<String>) {
        let records = self.statuses().map(|status| RECORD_COLUMNS[record_column(status)]);
        let records = records.collect::<Vec<_>>().join(" + ");
        let responses = |statuses: &[ResponseStatus]| {
            let columns = self.statuses().flat_map(|record| {
                let column = move |status: &ResponseStatus| response_column(record, *status);
                statuses.iter().map(column)
            });
            columns.map(|at| RESPONSE_COLUMNS[at]).collect::<Vec<_>>().join(" + ")
        };
        let all: Vec<_> = ResponseStatus::WORDS.iter().map(|(_, status)| *status).collect();
        match &self.answered {
            Answered::Any => (Some(records), None),
            Answered::Not => (Some(records), Some(format!("-({})", responses(&all)))),
            Answered::With(statuses) => (None, Some(responses(statuses))),
        }
    }
}

/// How many records are shown of each part of these, where there are any.
pub(crate) async fn of_parts(
    tx: &mut Tx,
    (dataset, annotator): (i64, i64),
    shown: &Shown,
    of: impl Iterator<Item = Part>,
) -> Result<BTreeMap<Part, i64>> {
    let (mut first, mut last) = (Vec::new(), Vec::new());
    for part in of {
        let mut parts = part.parts();
        first.push(parts.next().map(|part| part.0));
        last.push(parts.next_back().map(|part| part.0));
    }
    let rows =
        Rows::default().with("first", Column::Integer(first)).with("last", Column::Integer(last));
    let statement = Statement::made(counted(shown, "{rows}"), args![dataset, annotator]);
    Ok(parts_of(tx.all(statement.rows(rows)).await?))
}

/// As [`of_parts`], of the whole, of `section`, and of the one that comes next after it and, at the
/// end, after the first, of those that show anything.
pub(crate) async fn around(
    tx: &mut Tx,
    (dataset, annotator): (i64, i64),
    shown: &Shown,
    section: Part,
) -> Result<BTreeMap<Part, i64>> {
    let fanout = 1 << FANOUT_BITS;
    // PostgreSQL asks for the type.
    let section_key = "CAST($3 AS BIGINT)";
    let parts =
        |of: &str| format!("SELECT {of} * {fanout} AS first, ({of} + 1) * {fanout} - 1 AS last");
    let (whole, opened) = (parts("1"), parts(section_key));
    let sql = format!(
        "WITH sections (part, shown) AS ({}), next (part) AS (SELECT part FROM sections \
         WHERE part <> {section_key} \
         ORDER BY CASE WHEN part > {section_key} THEN 0 ELSE 1 END, part LIMIT 1) \
         SELECT part, shown FROM sections UNION ALL {}",
        counted(shown, &format!("({whole}) AS r")),
        counted(shown, &format!("({opened} UNION ALL {} FROM next) AS r", parts("part"))),
    );
    let statement = Statement::made(sql, args![dataset, annotator, section.0]);
    Ok(parts_of(tx.all(statement).await?))
}

/// The parts of dataset `$1` in ranges `r`, with what is shown of each to annotator `$2`.
fn counted(shown: &Shown, ranges: &str) -> String {
    let (records, responses) = shown.sums();
    let select = |sum: Option<String>, table: &str, condition: &str| {
        sum.map(|sum| {
            format!(
                "SELECT c.part, {sum} AS shown FROM {ranges} CROSS JOIN {table} AS c \
                 WHERE {condition}c.dataset = $1 AND c.part BETWEEN r.first AND r.last"
            )
        })
    };
    let selects: Vec<String> = [
        select(records, "record_counts", ""),
        select(responses, "response_counts", "c.annotator = $2 AND "),
    ]
    .into_iter()
    .flatten()
    .collect();
    // `$2` must be somewhere, also where no responses count: PostgreSQL asks for its type.
    format!(
        "SELECT counted.part, CAST(SUM(counted.shown) AS BIGINT) FROM ({}) AS counted \
         WHERE $2 = $2 GROUP BY counted.part HAVING SUM(counted.shown) <> 0",
        selects.join(" UNION ALL ")
    )
}

fn parts_of(rows: Vec<(i64, i64)>) -> BTreeMap<Part, i64> {
    rows.into_iter().map(|(part, shown)| (Part(part), shown)).collect()
}
