//! What a transaction notes of what it does, and how that is written.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;
use variorum_schema::Timestamp;

use super::{Kind, RECORDS_NAMED};
use crate::dialect::Dialect;
use crate::rows::{Column, Rows};
use crate::tx::{Statement, args};

/// What a transaction has done and not yet told.
#[derive(Debug, Default)]
pub(crate) struct Noted(BTreeMap<(i64, Kind, Option<i64>), Things>);

#[derive(Debug, Default)]
struct Things {
    /// Keys of records that are still there.
    records: BTreeSet<i64>,
    /// Identities of records that are not.
    deleted: BTreeSet<Uuid>,
    /// The dataset and its workspace, where it is no longer there.
    place: Option<(Uuid, i64)>,
}

impl Noted {
    /// Something happened to a dataset.
    pub(crate) fn dataset(&mut self, dataset: i64, kind: Kind) {
        self.0.entry((dataset, kind, None)).or_default();
    }

    /// A dataset is deleted; whatever else happened to it is of no interest.
    pub(crate) fn dataset_deleted(&mut self, dataset: i64, id: Uuid, workspace: i64) {
        self.0.retain(|(of, ..), _| *of != dataset);
        let things = self.0.entry((dataset, Kind::DatasetDeleted, None)).or_default();
        things.place = Some((id, workspace));
    }

    /// Something happened to records that are there.
    pub(crate) fn records(
        &mut self,
        dataset: i64,
        kind: Kind,
        seqs: impl IntoIterator<Item = i64>,
    ) {
        let mut seqs = seqs.into_iter().peekable();
        if seqs.peek().is_some() {
            self.0.entry((dataset, kind, None)).or_default().records.extend(seqs);
        }
    }

    /// Records are deleted.
    pub(crate) fn records_deleted(&mut self, dataset: i64, ids: impl IntoIterator<Item = Uuid>) {
        self.0.entry((dataset, Kind::RecordsDeleted, None)).or_default().deleted.extend(ids);
    }

    /// The response of an annotator to a record was written or deleted.
    pub(crate) fn response(&mut self, dataset: i64, annotator: i64, record: i64) {
        let key = (dataset, Kind::Responses, Some(annotator));
        self.0.entry(key).or_default().records.insert(record);
    }

    /// What tells it, if there is anything.
    pub(crate) fn statement(self, now: Timestamp, dialect: Dialect) -> Option<Statement> {
        if self.0.is_empty() {
            return None;
        }
        let ids = format!(
            "(SELECT {} FROM records WHERE {})",
            dialect.json_list_of(&dialect.id_text("records.id")),
            dialect.is_one_of("records.seq", "r.records", "bigint")
        );
        let sql = format!(
            "INSERT INTO events \
             (kind, dataset, dataset_id, workspace, annotator, things, ids, written_at) \
             SELECT r.kind, r.dataset, COALESCE(r.dataset_id, d.id), \
             COALESCE(r.workspace, d.workspace), r.annotator, r.things, \
             COALESCE(r.ids, {ids}), $1 \
             FROM {{rows}} LEFT JOIN datasets AS d ON d.seq = r.dataset \
             WHERE COALESCE(r.workspace, d.workspace) IS NOT NULL ORDER BY r.place"
        );
        Some(Statement::made(sql, args![now.0]).rows(self.rows(dialect)))
    }

    fn rows(&self, dialect: Dialect) -> Rows {
        let records = |(key, things): (&(i64, Kind, Option<i64>), &Things)| {
            let is_named = key.1 != Kind::RecordsCreated && !things.records.is_empty();
            let first = things.records.iter().take(RECORDS_NAMED).map(ToString::to_string);
            is_named.then(|| dialect.list(first))
        };
        let ids = |things: &Things| {
            let ids = things.deleted.iter().take(RECORDS_NAMED).map(|id| format!("\"{id}\""));
            let ids = ids.collect::<Vec<_>>().join(",");
            (!ids.is_empty()).then(|| format!("[{ids}]"))
        };
        let count = |things: &Things| (things.records.len() + things.deleted.len()) as i64;
        let (keys, all) = (self.0.keys(), self.0.values());
        Rows::default()
            .with("place", (0_i64..).take(self.0.len()).collect())
            .with("kind", keys.clone().map(|key| key.1.as_str().to_owned()).collect())
            .with("dataset", keys.clone().map(|key| key.0).collect())
            .with("annotator", keys.map(|key| key.2).collect())
            .with("dataset_id", all.clone().map(|things| things.place.map(|at| at.0)).collect())
            .with("workspace", all.clone().map(|things| things.place.map(|at| at.1)).collect())
            .with("things", all.clone().map(count).collect())
            .with("records", Column::Text(self.0.iter().map(records).collect()))
            .with("ids", Column::Text(all.map(ids).collect()))
    }
}
