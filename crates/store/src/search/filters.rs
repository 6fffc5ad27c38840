//! Filters as conditions of SQL, looked up in the tables that index one value per row.

use std::ops::Deref as _;

use sea_query::{Cond, Expr, ExprTrait as _, Query, SelectStatement};
use uuid::Uuid;
use variorum_schema::index::IndexKind;
use variorum_schema::metadata::MetadataProperty;
use variorum_schema::questions::Question;
use variorum_schema::responses::ResponseStatus;
use variorum_schema::search::{
    Bounds, RecordProperty, ResolvedFilter, SuggestionProperty, Target, Test,
};

use super::lists::{self, Column};
use super::{View, Viewer};
use crate::dialect::Dialect;
use crate::records::index::index_key;
use crate::settings::StoredSettings;

/// A column of a table with one row per record and value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Values {
    pub(super) table: &'static str,
    /// The column with the key of the property or question.
    pub(super) owner: &'static str,
    /// The key of the property or question.
    pub(super) seq: i64,
    pub(super) column: &'static str,
}

impl Values {
    /// The values of a metadata property, unless it has none that can be searched.
    pub(super) fn of_property(
        property: &MetadataProperty,
        settings: &StoredSettings,
    ) -> Option<Self> {
        let (seq, _) = settings.metadata_property(&property.name)?;
        let table = match property.settings.index_kind() {
            IndexKind::Nothing => return None,
            IndexKind::Terms => "metadata_terms",
            IndexKind::Integer => "metadata_integers",
            IndexKind::Float => "metadata_floats",
        };
        Some(Self { table, owner: "property", seq, column: "value" })
    }

    /// The answers to a question in `table`, unless they cannot be searched.
    fn of_answers(
        table: &'static str,
        question: &Question,
        settings: &StoredSettings,
    ) -> Option<Self> {
        let column = match question.settings.index_kind() {
            IndexKind::Nothing | IndexKind::Float => return None,
            IndexKind::Terms => "term",
            IndexKind::Integer => "number",
        };
        Self::of_question(table, column, question, settings)
    }

    fn of_question(
        table: &'static str,
        column: &'static str,
        question: &Question,
        settings: &StoredSettings,
    ) -> Option<Self> {
        let (seq, _) = settings.question(&question.name)?;
        Some(Self { table, owner: "question", seq, column })
    }

    /// A part of the suggestions to a question, unless it cannot be searched.
    pub(super) fn of_suggestion(
        question: &Question,
        property: SuggestionProperty,
        settings: &StoredSettings,
    ) -> Option<Self> {
        match property {
            SuggestionProperty::Value => Self::of_answers("suggestion_values", question, settings),
            SuggestionProperty::Score => {
                Self::of_question("suggestion_scores", "value", question, settings)
            }
            SuggestionProperty::Agent => {
                Self::of_question("suggestions", "agent", question, settings)
            }
            SuggestionProperty::Type => {
                Self::of_question("suggestions", "kind", question, settings)
            }
        }
    }

    /// The answers in responses to a question, unless they cannot be searched.
    pub(super) fn of_response(question: &Question, settings: &StoredSettings) -> Option<Self> {
        Self::of_answers("response_values", question, settings)
    }

    /// The rows of this property or question.
    pub(super) fn rows(self) -> SelectStatement {
        let mut rows = Query::select();
        rows.from(self.table).and_where(Expr::col((self.table, self.owner)).eq(self.seq));
        if self.column == "number" {
            // Says what is true anyway, so that the index over (question, term, number) serves.
            rows.and_where(Expr::col((self.table, "term")).eq(""));
        }
        rows
    }

    /// Whether texts are indexed under their [`index_key`] here.
    fn has_keys(self) -> bool {
        self.table == "metadata_terms" || self.column == "term"
    }

    fn condition(self, test: &Test<'_>, view: View<'_>, form: Form) -> Expr {
        let mut rows = self.rows();
        if let (Viewer::Own { user, .. }, "response_values") = (view.viewer, self.table) {
            rows.and_where(Expr::col((self.table, "annotator")).eq(user));
        }
        let column = (self.table, self.column);
        rows.and_where(match test {
            Test::TextIn(texts) if self.has_keys() => {
                let keys: Vec<String> =
                    texts.iter().map(|text| index_key(text).into_owned()).collect();
                compare(column, &Test::TextIn(&keys), view.dialect)
            }
            Test::TextRange(Bounds { ge, le }) if self.has_keys() => {
                let (ge, le) = (ge.as_deref().map(index_key), le.as_deref().map(index_key));
                compare(column, &Test::TextRange(Bounds { ge, le }), view.dialect)
            }
            test => compare(column, test, view.dialect),
        });
        form.condition(rows, self.table)
    }
}

/// How a condition on rows of another table becomes one on records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// The record is one of a set, which may lead the search.
    Set,
    /// Each record in question is looked up.
    Probe,
}

impl Form {
    fn condition(self, mut rows: SelectStatement, table: &'static str) -> Expr {
        match self {
            Self::Set => record_key().in_subquery(rows.column((table, "record")).take()),
            // Compared, it does not become a join: PostgreSQL takes long to plan many of them, and
            // SQLite 3.51 may find a record twice.
            Self::Probe => exists(rows, table).eq(true),
        }
    }
}

/// Whether there are rows of the record.
fn exists(mut rows: SelectStatement, table: &'static str) -> Expr {
    let same = Expr::col((table, "record")).equals(("records", "seq"));
    Expr::exists(rows.expr(Expr::cust("1")).and_where(same).take())
}

/// How many sets of records PostgreSQL is given to choose from, as planning takes the longer the
/// more there are.
const SETS_MAX: usize = 4;

/// The conditions of filters on a row of `records`. `is_narrowed` says that there are others that
/// lead the search.
pub(super) fn conditions(
    filters: &[ResolvedFilter<'_>],
    view: View<'_>,
    is_narrowed: bool,
) -> Vec<Expr> {
    // SQLite would go through every combination of two sets; PostgreSQL finds its way by statistics.
    let leader = if is_narrowed { None } else { leader(filters) };
    let filters = filters.iter().enumerate();
    filters
        .map(|(position, filter)| {
            let is_set = match view.dialect {
                Dialect::Sqlite => leader == Some(position),
                Dialect::Postgres => position < SETS_MAX,
            };
            condition(filter, view, if is_set { Form::Set } else { Form::Probe })
        })
        .collect()
}

/// The position of the filter that probably lets the fewest records through, unless another one
/// names them.
fn leader(filters: &[ResolvedFilter<'_>]) -> Option<usize> {
    let names_records = |filter: &ResolvedFilter<'_>| {
        matches!(
            (filter.target, &filter.test),
            (Target::Record(RecordProperty::Id), Test::IdIn(_))
                | (Target::Record(RecordProperty::ExternalId), Test::TextIn(_))
        )
    };
    if filters.iter().any(names_records) {
        return None;
    }
    let is_set = |filter: &ResolvedFilter<'_>| {
        !matches!(
            (filter.target, &filter.test),
            (Target::Record(_), _) | (_, Test::Never | Test::StatusIn { pending: true, .. })
        )
    };
    let is_range = |filter: &ResolvedFilter<'_>| {
        matches!(filter.test, Test::TextRange(_) | Test::IntegerRange(_) | Test::FloatRange(_))
    };
    let list = filters.iter().position(|filter| is_set(filter) && !is_range(filter));
    list.or_else(|| filters.iter().position(is_set))
}

/// The condition of a filter on a row of `records`.
fn condition(filter: &ResolvedFilter<'_>, view: View<'_>, form: Form) -> Expr {
    let settings = view.settings;
    let values = match filter.target {
        Target::Record(property) => {
            return compare(("records", column(property)), &filter.test, view.dialect);
        }
        Target::ResponseStatus => return response_status(&filter.test, view, form),
        Target::Metadata(property) => Values::of_property(property, settings),
        Target::Suggestion(question, property) => {
            Values::of_suggestion(question, property, settings)
        }
        Target::Response(question) => Values::of_response(question, settings),
    };
    match values {
        Some(values) if filter.test != Test::Never => values.condition(&filter.test, view, form),
        _ => never(),
    }
}

/// The column of `records` that holds a property.
pub(super) fn column(property: RecordProperty) -> &'static str {
    match property {
        RecordProperty::Id => "id",
        RecordProperty::ExternalId => "external_id",
        RecordProperty::InsertedAt => "inserted_at",
        RecordProperty::UpdatedAt => "updated_at",
        RecordProperty::Status => "status",
    }
}

/// The key of the record that a condition is about.
pub(super) fn record_key() -> Expr {
    Expr::col(("records", "seq"))
}

fn never() -> Expr {
    Expr::cust("1 = 0")
}

/// What a value of a column must be. A column without value fulfils nothing.
fn compare(column: Column, test: &Test<'_>, dialect: Dialect) -> Expr {
    match test {
        Test::Never | Test::StatusIn { .. } => never(),
        Test::TextIn(texts) => lists::texts(column, texts, dialect),
        Test::IntegerIn(numbers) => lists::integers(column, numbers.iter().copied(), dialect),
        Test::FloatIn(numbers) => lists::floats(column, numbers, dialect),
        Test::TimeIn(times) => lists::integers(column, times.iter().map(|at| at.0), dialect),
        Test::IdIn(ids) => lists::ids(column, ids, dialect),
        Test::TextRange(bounds) => range(column, bounds, |text| text.deref().to_owned()),
        Test::IntegerRange(bounds) => range(column, bounds, |number| *number),
        Test::FloatRange(bounds) => range(column, bounds, |number| *number),
        Test::TimeRange(bounds) => range(column, bounds, |at| at.0),
        Test::IdRange(bounds) => range(column, bounds, |id: &Uuid| *id),
    }
}

fn range<T, V: Into<Expr>>(column: Column, bounds: &Bounds<T>, value: impl Fn(&T) -> V) -> Expr {
    let ge = bounds.ge.as_ref().map(|bound| Expr::col(column).gte(value(bound)));
    let le = bounds.le.as_ref().map(|bound| Expr::col(column).lte(value(bound)));
    if ge.is_none() && le.is_none() {
        return Expr::col(column).is_not_null();
    }
    Cond::all().add_option(ge).add_option(le).into()
}

/// Pending is who has not responded: nobody at all or, for a user's own view, the user.
fn response_status(test: &Test<'_>, view: View<'_>, form: Form) -> Expr {
    let Test::StatusIn { statuses, pending } = test else {
        return never();
    };
    let mut rows = Query::select();
    rows.from("responses");
    if let Viewer::Own { user, .. } = view.viewer {
        rows.and_where(Expr::col(("responses", "annotator")).eq(user));
    }
    let pending = pending.then(|| exists(rows.clone(), "responses").not());
    let given = (!statuses.is_empty()).then(|| {
        let words = statuses.iter().copied().map(ResponseStatus::as_str);
        rows.and_where(Expr::col(("responses", "status")).is_in(words));
        if form == Form::Set {
            // A probe must not go through all of the dataset's responses.
            rows.and_where(Expr::col(("responses", "dataset")).eq(view.settings.dataset));
        }
        form.condition(rows, "responses")
    });
    match (pending, given) {
        (None, None) => never(),
        (pending, given) => Cond::any().add_option(pending).add_option(given).into(),
    }
}
