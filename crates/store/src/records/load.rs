//! Reading records with what belongs to them: one statement per part, for any number of records.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use sqlx::FromRow;
use variorum_schema::json::{self, Raw};
use variorum_schema::records::Record;
use variorum_schema::responses::Response;
use variorum_schema::search::{Include, IncludeVectors};
use variorum_schema::suggestions::Suggestion;
use variorum_schema::vectors::from_bytes;

use super::{COLUMNS, Located, RecordRow};
use crate::error::{Error, Result};
use crate::json::from_json;
use crate::responses::{RESPONSE_COLUMNS, ResponseRow};
use crate::rows::Rows;
use crate::stored::{Stored, items};
use crate::suggestions::{SUGGESTION_COLUMNS, SuggestionRow};
use crate::tx::{Found, Statement, Tx, args};

/// What to load of records besides themselves.
#[derive(Debug, Clone, Default)]
pub struct Parts {
    /// Whose responses.
    pub responses: PartsOfResponses,
    /// Whether with suggestions.
    pub suggestions: bool,
    /// Which vectors.
    pub vectors: IncludeVectors,
    /// Which keys of the metadata.
    pub metadata: PartsOfMetadata,
}

/// Whose responses to load.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum PartsOfResponses {
    /// Nobody's: the key is left out.
    #[default]
    None,
    /// Everybody's.
    All,
    /// Those of the user with this key.
    Of(i64),
}

/// Which metadata to show.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum PartsOfMetadata {
    /// All of it.
    #[default]
    All,
    /// Only these keys.
    Only(HashSet<String>),
}

impl Parts {
    /// What a client asked for; `responses` says whose, if it asked for them.
    #[must_use]
    pub fn asked(include: Include, responses: PartsOfResponses) -> Self {
        Self {
            responses: if include.responses { responses } else { PartsOfResponses::None },
            suggestions: include.suggestions,
            vectors: include.vectors,
            metadata: PartsOfMetadata::All,
        }
    }

    /// Everything there is.
    #[must_use]
    pub fn all() -> Self {
        Self {
            responses: PartsOfResponses::All,
            suggestions: true,
            vectors: IncludeVectors::All,
            metadata: PartsOfMetadata::All,
        }
    }
}

/// The records with these keys, in the order of the keys. A key that is there twice gives its
/// record twice, one that is not there none.
///
/// # Errors
/// The database fails.
pub async fn load(tx: &mut Tx, seqs: &[i64], parts: &Parts) -> Result<Vec<Record>> {
    Ok(items(load_stored(tx, seqs, parts).await?))
}

/// As [`load`], each with its key.
pub(crate) async fn load_stored(
    tx: &mut Tx,
    seqs: &[i64],
    parts: &Parts,
) -> Result<Vec<Stored<Record>>> {
    if seqs.is_empty() {
        return Ok(Vec::new());
    }
    let rows = distinct(seqs);
    let statements = [
        Some(heads()),
        responses(parts.responses),
        parts.suggestions.then(suggestions),
        vectors(&parts.vectors),
    ];
    let statements = statements.map(|part| part.map(|part| part.rows(rows.clone())));
    let found = tx.batch(statements).await?;
    let (seqs, parts) = (seqs.to_vec(), parts.clone());
    tx.apart(seqs.len(), move || put_together(&seqs, &parts, found)).await?
}

fn put_together(
    seqs: &[i64],
    parts: &Parts,
    [heads, responses, suggestions, vectors]: [Found; 4],
) -> Result<Vec<Stored<Record>>> {
    let mut records = Records::new(heads.all()?, &parts.metadata)?;
    if parts.responses != PartsOfResponses::None {
        records.add_responses(responses.all()?)?;
    }
    if parts.suggestions {
        records.add_suggestions(suggestions.all()?)?;
    }
    if parts.vectors != IncludeVectors::None {
        records.add_vectors(vectors.all()?)?;
    }
    Ok(records.in_order(seqs))
}

// SQLite takes the order of the tables from a CROSS JOIN.

fn heads() -> Statement {
    let sql = format!(
        "SELECT {COLUMNS} FROM {{rows}} CROSS JOIN records \
         JOIN datasets ON datasets.seq = records.dataset WHERE records.seq = r.seq"
    );
    Statement::made(sql, args![])
}

fn responses(whose: PartsOfResponses) -> Option<Statement> {
    let (condition, args) = match whose {
        PartsOfResponses::None => return None,
        PartsOfResponses::Of(user) => ("AND responses.annotator = $1", args![user]),
        PartsOfResponses::All => ("", args![]),
    };
    let sql = format!(
        "SELECT {RESPONSE_COLUMNS} FROM {{rows}} CROSS JOIN responses \
         JOIN users ON users.seq = responses.annotator \
         WHERE responses.record = r.seq {condition} ORDER BY responses.seq"
    );
    Some(Statement::made(sql, args))
}

fn suggestions() -> Statement {
    let sql = format!(
        "SELECT {SUGGESTION_COLUMNS} FROM {{rows}} CROSS JOIN suggestions \
         JOIN questions ON questions.seq = suggestions.question \
         WHERE suggestions.record = r.seq ORDER BY suggestions.seq"
    );
    Statement::made(sql, args![])
}

fn vectors(which: &IncludeVectors) -> Option<Statement> {
    let (condition, args) = match which {
        IncludeVectors::None => return None,
        IncludeVectors::All => (String::new(), args![]),
        IncludeVectors::Named(names) => {
            let names: BTreeSet<&str> = names.iter().map(String::as_str).collect();
            if names.is_empty() {
                return None;
            }
            let list: Vec<String> = (1..=names.len()).map(|n| format!("${n}")).collect();
            let condition = format!("AND vectors_settings.name IN ({})", list.join(", "));
            (condition, names.into_iter().map(sea_query::Value::from).collect())
        }
    };
    let sql = format!(
        "SELECT vectors.record, vectors_settings.name, vectors_settings.dimensions, \
         vectors.value FROM {{rows}} CROSS JOIN records CROSS JOIN vectors_settings \
         CROSS JOIN vectors WHERE records.seq = r.seq \
         AND vectors_settings.dataset = records.dataset {condition} \
         AND vectors.settings = vectors_settings.seq AND vectors.record = r.seq"
    );
    Some(Statement::made(sql, args))
}

fn distinct(seqs: &[i64]) -> Rows {
    let mut seen = HashSet::with_capacity(seqs.len());
    Rows::seqs(seqs.iter().copied().filter(|seq| seen.insert(*seq)))
}

fn only(names: &HashSet<String>, seq: i64, metadata: &Raw) -> Result<Raw> {
    let mut metadata: json::Object = from_json("records", seq, metadata.get())?;
    metadata.retain(|name, _| names.contains(name));
    serde_json::value::to_raw_value(&metadata).map_err(|cause| Error::corrupt("records", cause))
}

/// Records being put together.
struct Records {
    heads: Vec<Located>,
    at: HashMap<i64, usize>,
}

#[derive(FromRow)]
struct VectorRow {
    record: i64,
    name: String,
    dimensions: i64,
    value: Vec<u8>,
}

impl Records {
    fn new(rows: Vec<RecordRow>, shown: &PartsOfMetadata) -> Result<Self> {
        let mut heads = rows.into_iter().map(Located::try_from).collect::<Result<Vec<_>>>()?;
        if let PartsOfMetadata::Only(names) = shown {
            for head in &mut heads {
                if let Some(metadata) = &head.record.item.metadata {
                    head.record.item.metadata = Some(only(names, head.record.seq, metadata)?);
                }
            }
        }
        let at = heads.iter().enumerate().map(|(at, head)| (head.record.seq, at)).collect();
        Ok(Self { heads, at })
    }

    fn record(&mut self, seq: i64) -> Option<&mut Record> {
        Some(&mut self.heads[*self.at.get(&seq)?].record.item)
    }

    fn records(&mut self) -> impl Iterator<Item = &mut Record> {
        self.heads.iter_mut().map(|head| &mut head.record.item)
    }

    fn add_responses(&mut self, rows: Vec<ResponseRow>) -> Result<()> {
        self.records().for_each(|record| record.responses = Some(Vec::new()));
        for row in rows {
            if let Some(record) = self.record(row.record) {
                let mut response: Response = row.of_record(record.id)?;
                // The SDK cannot read a record with a response without values.
                response.values.get_or_insert_with(empty_object);
                record.responses.get_or_insert_default().push(response);
            }
        }
        Ok(())
    }

    fn add_suggestions(&mut self, rows: Vec<SuggestionRow>) -> Result<()> {
        self.records().for_each(|record| record.suggestions = Some(Vec::new()));
        for row in rows {
            if let Some(record) = self.record(row.record) {
                record.suggestions.get_or_insert_default().push(Suggestion::try_from(row)?);
            }
        }
        Ok(())
    }

    fn add_vectors(&mut self, rows: Vec<VectorRow>) -> Result<()> {
        self.records().for_each(|record| record.vectors = Some(BTreeMap::new()));
        for row in rows {
            let dimensions = usize::try_from(row.dimensions).unwrap_or_default();
            let vector = from_bytes(&row.value, dimensions).ok_or_else(|| {
                Error::corrupt("vectors", format!("`{}` of record {}", row.name, row.record))
            })?;
            if let Some(record) = self.record(row.record) {
                record.vectors.get_or_insert_default().insert(row.name, vector);
            }
        }
        Ok(())
    }

    fn in_order(self, seqs: &[i64]) -> Vec<Stored<Record>> {
        let mut left: HashMap<i64, usize> = HashMap::with_capacity(seqs.len());
        seqs.iter().for_each(|seq| *left.entry(*seq).or_default() += 1);
        let mut heads: Vec<_> = self.heads.into_iter().map(|head| Some(head.record)).collect();
        let take = |seq: &i64| {
            let slot = &mut heads[*self.at.get(seq)?];
            let left = left.entry(*seq).or_default();
            *left = left.saturating_sub(1);
            if *left == 0 { slot.take() } else { slot.clone() }
        };
        seqs.iter().filter_map(take).collect()
    }
}

/// `{}`
pub(super) fn empty_object() -> Raw {
    json::raw(&serde_json::Value::Object(json::Object::new()))
}
