//! Whether a database is what it should be: all of it can be read, and all that is kept twice says
//! the same.

mod json;
mod values;

use variorum_schema::Uuid;

use crate::counts;
use crate::db::Store;
use crate::dialect::Dialect;
use crate::error::{Error, Result};
use crate::tx::{Row, Statement, Tx, args};

/// Tables whose rows are all read, and counted.
const TABLES: &[&str] = &[
    "server_settings",
    "users",
    "sessions",
    "preferences",
    "workspaces",
    "workspace_members",
    "datasets",
    "fields",
    "questions",
    "metadata_properties",
    "vectors_settings",
    "records",
    "suggestions",
    "responses",
    "response_history",
    "vectors",
    "events",
    "webhooks",
    "jobs",
];

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
        broken: "suggestions are to questions of another dataset than their records",
        sql: "SELECT CAST(suggestions.seq AS TEXT) FROM suggestions \
              JOIN records ON records.seq = suggestions.record \
              JOIN questions ON questions.seq = suggestions.question \
              WHERE questions.dataset <> records.dataset",
    },
    Rule {
        broken: "vectors have another number of components than their settings say",
        sql: "SELECT CAST(vectors.record AS TEXT) FROM vectors \
              JOIN vectors_settings AS s ON s.seq = vectors.settings \
              WHERE octet_length(vectors.value) NOT IN (s.dimensions * 4, s.dimensions * 8)",
    },
    Rule {
        broken: "vectors have settings of another dataset than their records",
        sql: "SELECT CAST(vectors.record AS TEXT) FROM vectors \
              JOIN records ON records.seq = vectors.record \
              JOIN vectors_settings AS s ON s.seq = vectors.settings \
              WHERE s.dataset <> records.dataset",
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

const SQLITE_RULES: &[Rule] = &[Rule {
    broken: "rows refer to others that are not there",
    sql: "SELECT \"table\" FROM pragma_foreign_key_check",
}];

const POSTGRES_RULES: &[Rule] = &[Rule {
    broken: "long texts are filed under another dataset than their records",
    sql: "SELECT CAST(long_texts.record AS TEXT) FROM long_texts \
          JOIN records ON records.seq = long_texts.record \
          WHERE long_texts.dataset <> records.dataset",
}];

/// Looks at the whole database; takes as long as reading it. What it holds in memory does not grow
/// with the number of records.
///
/// # Errors
/// It cannot be read at all. What cannot be read for damage is a finding instead.
pub async fn examine(store: &Store) -> Result<Report> {
    let mut examination = Examination { store, tx: store.read().await?, report: Report::default() };
    examination.all().await?;
    Ok(examination.report)
}

/// An examination under way.
struct Examination<'s> {
    store: &'s Store,
    /// One view of all, as long as nothing is damaged.
    tx: Tx,
    report: Report,
}

impl Examination<'_> {
    async fn all(&mut self) -> Result<()> {
        if self.tx.dialect() == Dialect::Sqlite {
            self.integrity().await?;
        }
        for table in TABLES {
            self.count(table).await?;
        }
        let of_database = match self.tx.dialect() {
            Dialect::Sqlite => SQLITE_RULES,
            Dialect::Postgres => POSTGRES_RULES,
        };
        for rule in RULES.iter().chain(of_database) {
            self.rule(rule).await?;
        }
        self.counts().await?;
        json::examine(self).await?;
        values::examine(self).await
    }

    async fn count(&mut self, table: &str) -> Result<()> {
        let sql = match self.tx.dialect() {
            // An index would tell how many there are although they cannot be read.
            Dialect::Sqlite => format!("SELECT COUNT(*) FROM {table} NOT INDEXED"),
            // To be written as text, every column of a row is read.
            Dialect::Postgres => format!("SELECT COUNT(CAST(t AS TEXT)) FROM {table} AS t"),
        };
        let statement = Statement::made(sql, args![]);
        if let Some((count,)) = self.ask::<(i64,)>(&format!("{table} are there"), statement).await?
        {
            self.report.checked.push(format!("{count} {table}"));
        }
        Ok(())
    }

    async fn rule(&mut self, Rule { broken, sql }: &Rule) -> Result<()> {
        let sql = format!("WITH broken (place) AS ({sql}) SELECT COUNT(*), MIN(place) FROM broken");
        let statement = Statement::made(sql, args![]);
        let counted = self.ask::<(i64, Option<String>)>(broken, statement).await?;
        if let Some((count, Some(example))) = counted {
            self.report.findings.push(format!("{count} {broken}, such as {example}"));
        }
        Ok(())
    }

    /// Whether the counts that are kept are those of the rows.
    async fn counts(&mut self) -> Result<()> {
        let datasets = "SELECT seq, id FROM datasets ORDER BY seq";
        let datasets = self.tx.all::<(i64, Uuid)>(Statement::new(datasets, args![])).await;
        let datasets = self.read("counts are right", datasets).await?;
        for (seq, id) in datasets.unwrap_or_default() {
            for (kind, sql) in
                [("records", counts::records_differ()), ("responses", counts::responses_differ())]
            {
                let what = format!("counts of {kind} of dataset {id} are right");
                let statement = Statement::made(sql, args![seq]);
                if let Some((count @ 1..,)) = self.ask::<(i64,)>(&what, statement).await? {
                    let text =
                        format!("dataset {id}: {count} counts of {kind} differ from its rows");
                    self.report.findings.push(text);
                }
            }
        }
        Ok(())
    }

    /// The one row of a statement, unless it cannot be read for damage.
    async fn ask<R: Row>(&mut self, what: &str, statement: Statement) -> Result<Option<R>> {
        let outcome = self.tx.one(statement).await;
        self.read(what, outcome).await
    }

    /// What was read, unless it is damaged.
    async fn read<T>(&mut self, what: &str, outcome: Result<T>) -> Result<Option<T>> {
        match outcome {
            Ok(read) => Ok(Some(read)),
            Err(cause) => {
                let cause = self.survive(cause).await?;
                self.report.findings.push(format!("not known whether {what}: {cause}"));
                Ok(None)
            }
        }
    }

    /// Why something could not be read, if the rest may be read nevertheless.
    async fn survive(&mut self, cause: Error) -> Result<String> {
        let text = match &cause {
            Error::Corrupt(text) => text.clone(),
            // PostgreSQL has no code for all that damage leads to.
            Error::Database(cause) => cause.to_string(),
            _ => return Err(cause),
        };
        if self.tx.dialect() == Dialect::Postgres {
            // A statement that failed ends the view.
            self.tx = self.store.read().await?;
        }
        Ok(text)
    }

    /// What SQLite itself says of its file.
    async fn integrity(&mut self) -> Result<()> {
        let sql = "PRAGMA integrity_check(20)";
        let said = match self.tx.all::<(String,)>(Statement::new(sql, args![])).await {
            Ok(said) => said.into_iter().map(|(line,)| line).filter(|line| line != "ok").collect(),
            // So damaged that it cannot say how.
            Err(cause) => vec![self.survive(cause).await?],
        };
        // It says some things in several lines.
        let said = said.iter().flat_map(|said| said.lines());
        self.report.findings.extend(said.map(|line| format!("the file is damaged: {line}")));
        self.report.checked.push("the file".to_owned());
        Ok(())
    }
}
