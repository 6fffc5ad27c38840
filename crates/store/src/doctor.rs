//! Whether a database is what it should be: all that is kept twice says the same.

use variorum_schema::Uuid;

use crate::counts;
use crate::dialect::Dialect;
use crate::error::{Error, Result};
use crate::tx::{Statement, Tx, args};

/// What a look at the database found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// What was looked at, with how much there is of it.
    pub checked: Vec<String>,
    /// What is wrong, a sentence each.
    pub findings: Vec<String>,
}

/// A rule that no row may break: `sql` selects those that do.
struct Rule {
    broken: &'static str,
    sql: &'static str,
}

/// Rules of both databases. Each selects one text that tells the row.
const RULES: &[Rule] = &[
    Rule {
        broken: "records have another status than their submitted responses make",
        sql: "SELECT CAST(records.seq AS TEXT) FROM records \
              JOIN datasets ON datasets.seq = records.dataset \
              WHERE records.status <> CASE WHEN (SELECT COUNT(*) FROM responses \
                WHERE responses.record = records.seq AND responses.status = 'submitted') \
                >= datasets.min_submitted THEN 'completed' ELSE 'pending' END",
    },
    Rule {
        broken: "responses are filed elsewhere than their records",
        sql: "SELECT CAST(responses.seq AS TEXT) FROM responses \
              JOIN records ON records.seq = responses.record \
              WHERE responses.queue_key <> records.queue_key \
              OR responses.dataset <> records.dataset",
    },
    Rule {
        broken: "responses are not what their history says last",
        sql: "SELECT CAST(responses.seq AS TEXT) FROM responses LEFT JOIN response_history AS h \
              ON h.record = responses.record AND h.annotator = responses.annotator \
              AND h.written_at = responses.updated_at AND h.status = responses.status \
              AND COALESCE(h.answers, '') = COALESCE(responses.answers, '') \
              WHERE h.seq IS NULL",
    },
    Rule {
        broken: "vectors belong to no record",
        sql: "SELECT CAST(vectors.record AS TEXT) FROM vectors \
              LEFT JOIN records ON records.seq = vectors.record WHERE records.seq IS NULL",
    },
    Rule {
        broken: "records are in blocks whose changes are not counted",
        sql: "SELECT CAST(MIN(records.seq) AS TEXT) FROM records LEFT JOIN record_blocks AS b \
              ON b.dataset = records.dataset AND b.block = (records.seq >> 9) \
              WHERE b.block IS NULL GROUP BY records.dataset, records.seq >> 9",
    },
    Rule {
        broken: "annotators answered without being counted",
        sql: "SELECT CAST(responses.seq AS TEXT) FROM responses LEFT JOIN response_counts AS c \
              ON c.annotator = responses.annotator AND c.dataset = responses.dataset \
              AND c.part = 1 WHERE c.part IS NULL",
    },
    Rule {
        broken: "counts are of datasets that are not there",
        sql: "SELECT CAST(c.dataset AS TEXT) FROM response_counts AS c \
              LEFT JOIN datasets ON datasets.seq = c.dataset WHERE datasets.seq IS NULL",
    },
];

const SQLITE_RULES: &[Rule] = &[
    Rule {
        broken: "records are not in the index of texts, or the index has texts of no record",
        sql: "SELECT CAST(seq AS TEXT) FROM records \
              WHERE seq NOT IN (SELECT id FROM record_text_docsize) \
              UNION ALL SELECT CAST(id AS TEXT) FROM record_text_docsize \
              WHERE id NOT IN (SELECT seq FROM records)",
    },
    Rule {
        broken: "rows refer to others that are not there",
        sql: "SELECT \"table\" FROM pragma_foreign_key_check",
    },
];

/// Looks at the whole database; takes as long as reading it.
///
/// # Errors
/// It cannot be read at all. What cannot be read for damage is a finding instead.
pub async fn examine(tx: &mut Tx) -> Result<Report> {
    let mut report = Report::default();
    if tx.dialect() == Dialect::Sqlite {
        integrity(tx, &mut report).await?;
    }
    for table in ["users", "workspaces", "datasets", "records", "suggestions", "responses"] {
        let sql = format!("SELECT COUNT(*) FROM {table}");
        let counted = tx.one::<(i64,)>(Statement::made(sql, args![])).await;
        if let Some((count,)) = report.read(&format!("{table} are there"), counted)? {
            report.checked.push(format!("{count} {table}"));
        }
    }
    let of_database = match tx.dialect() {
        Dialect::Sqlite => SQLITE_RULES,
        Dialect::Postgres => &[],
    };
    for Rule { broken, sql } in RULES.iter().chain(of_database) {
        let sql = format!("WITH broken (place) AS ({sql}) SELECT COUNT(*), MIN(place) FROM broken");
        let counted = tx.one::<(i64, Option<String>)>(Statement::made(sql, args![])).await;
        if let Some((count, Some(example))) = report.read(broken, counted)? {
            report.findings.push(format!("{count} {broken}, such as {example}"));
        }
    }
    counts_differ(tx, &mut report).await?;
    Ok(report)
}

impl Report {
    /// What was read, unless it is damaged.
    fn read<T>(&mut self, what: &str, outcome: Result<T>) -> Result<Option<T>> {
        match outcome {
            Ok(read) => Ok(Some(read)),
            Err(Error::Corrupt(cause)) => {
                self.findings.push(format!("not known whether {what}: {cause}"));
                Ok(None)
            }
            Err(cause) => Err(cause),
        }
    }
}

/// Whether the counts that are kept are those of the rows.
async fn counts_differ(tx: &mut Tx, report: &mut Report) -> Result<()> {
    let datasets = "SELECT seq, id FROM datasets ORDER BY seq";
    let datasets = tx.all::<(i64, Uuid)>(Statement::new(datasets, args![])).await;
    for (seq, id) in report.read("counts are right", datasets)?.unwrap_or_default() {
        for (kind, sql) in
            [("records", counts::records_differ()), ("responses", counts::responses_differ())]
        {
            let counted = tx.one::<(i64,)>(Statement::made(sql, args![seq])).await;
            let what = format!("counts of {kind} of dataset {id} are right");
            if let Some((count @ 1..,)) = report.read(&what, counted)? {
                let text = format!("dataset {id}: {count} counts of {kind} differ from its rows");
                report.findings.push(text);
            }
        }
    }
    Ok(())
}

/// What SQLite itself says of its file.
async fn integrity(tx: &mut Tx, report: &mut Report) -> Result<()> {
    let sql = "PRAGMA integrity_check(20)";
    match tx.all::<(String,)>(Statement::new(sql, args![])).await {
        Ok(said) => {
            let wrong = said.into_iter().map(|(line,)| line).filter(|line| line != "ok");
            report.findings.extend(wrong.map(|line| format!("the file is damaged: {line}")));
        }
        // So damaged that it cannot say how.
        Err(Error::Corrupt(cause)) => {
            report.findings.push(format!("the file is damaged: {cause}"));
        }
        Err(cause) => return Err(cause),
    }
    report.checked.push("the file".to_owned());
    Ok(())
}
