//! Where the values of records are in the database.

use variorum_schema::index::IndexKind;
use variorum_schema::metadata::MetadataProperty;
use variorum_schema::questions::Question;
use variorum_schema::search::SuggestionProperty;

use crate::settings::StoredSettings;

/// A column of a table with rows that each belong to a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Source {
    pub(crate) table: &'static str,
    /// The column with the key of what the values belong to: a property, a question, a dataset.
    pub(crate) owner: &'static str,
    /// That key.
    pub(crate) seq: i64,
    /// The column with the key of the record.
    pub(crate) record: &'static str,
    /// The column with the value.
    pub(crate) value: &'static str,
    pub(crate) kind: Kind,
}

/// The type of values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    Terms,
    Integers,
    Floats,
    /// Directions of vectors of so many components.
    Vectors {
        dimensions: usize,
    },
}

impl Kind {
    /// About how many bytes a value takes in memory.
    pub(super) fn value_bytes(self) -> usize {
        match self {
            Self::Terms => size_of::<(u16, u32)>(),
            Self::Integers | Self::Floats => size_of::<(u16, u64)>(),
            Self::Vectors { dimensions } => dimensions + size_of::<(u16, f32)>(),
        }
    }

    fn of(index: IndexKind) -> Option<Self> {
        match index {
            IndexKind::Nothing => None,
            IndexKind::Terms => Some(Self::Terms),
            IndexKind::Integer => Some(Self::Integers),
            IndexKind::Float => Some(Self::Floats),
        }
    }
}

impl Source {
    const fn of_records(dataset: i64, value: &'static str) -> Self {
        let (table, kind) = ("records", Kind::Integers);
        Self { table, owner: "dataset", seq: dataset, record: "seq", value, kind }
    }

    /// The place of records in the queue. Every record has one.
    pub(crate) const fn queue_keys(dataset: i64) -> Self {
        Self::of_records(dataset, "queue_key")
    }

    /// The bytes of the fields of records.
    pub(crate) const fn lengths(dataset: i64) -> Self {
        Self::of_records(dataset, "octet_length(fields)")
    }

    /// When records were made.
    pub(crate) const fn inserted_at(dataset: i64) -> Self {
        Self::of_records(dataset, "inserted_at")
    }

    /// The vectors with these settings.
    pub(crate) const fn vectors(settings: i64, dimensions: usize) -> Self {
        let (table, kind) = ("vectors", Kind::Vectors { dimensions });
        Self { table, owner: "settings", seq: settings, record: "record", value: "value", kind }
    }

    /// The values of a metadata property, unless it has none that can be searched.
    pub(crate) fn of_property(
        property: &MetadataProperty,
        settings: &StoredSettings,
    ) -> Option<Self> {
        let (seq, _) = settings.metadata_property(&property.name)?;
        let kind = Kind::of(property.settings.index_kind())?;
        let table = match kind {
            Kind::Terms => "metadata_terms",
            Kind::Integers => "metadata_integers",
            Kind::Floats => "metadata_floats",
            Kind::Vectors { .. } => return None,
        };
        Some(Self { table, owner: "property", seq, record: "record", value: "value", kind })
    }

    fn of_question(
        table: &'static str,
        (value, kind): (&'static str, Kind),
        question: &Question,
        settings: &StoredSettings,
    ) -> Option<Self> {
        let (seq, _) = settings.question(&question.name)?;
        Some(Self { table, owner: "question", seq, record: "record", value, kind })
    }

    /// The answers to a question in `table`, unless they cannot be searched.
    fn of_answers(
        table: &'static str,
        question: &Question,
        settings: &StoredSettings,
    ) -> Option<Self> {
        let column = match Kind::of(question.settings.index_kind())? {
            Kind::Terms => ("term", Kind::Terms),
            Kind::Integers => ("number", Kind::Integers),
            Kind::Floats | Kind::Vectors { .. } => return None,
        };
        Self::of_question(table, column, question, settings)
    }

    /// A part of the suggestions to a question, unless it cannot be searched.
    pub(crate) fn of_suggestion(
        question: &Question,
        property: SuggestionProperty,
        settings: &StoredSettings,
    ) -> Option<Self> {
        let (table, column) = match property {
            SuggestionProperty::Value => {
                return Self::of_answers("suggestion_values", question, settings);
            }
            SuggestionProperty::Score => ("suggestion_scores", ("value", Kind::Floats)),
            SuggestionProperty::Agent => ("suggestions", ("agent", Kind::Terms)),
            SuggestionProperty::Type => ("suggestions", ("kind", Kind::Terms)),
        };
        Self::of_question(table, column, question, settings)
    }

    /// The answers in responses to a question, unless they cannot be searched.
    pub(crate) fn of_response(question: &Question, settings: &StoredSettings) -> Option<Self> {
        Self::of_answers("response_values", question, settings)
    }

    /// Whether texts are there under their [`index_key`](crate::records::index::index_key).
    pub(crate) fn has_keys(&self) -> bool {
        self.table == "metadata_terms" || self.value == "term"
    }
}
