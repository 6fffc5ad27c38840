//! Filters as sets of records: those over values that stay with a record by its columns in memory,
//! those over what changes with each response by the tables of the database.

use std::ops::Deref as _;

use sea_query::{Cond, Expr, ExprTrait as _, Query, SelectStatement};
use uuid::Uuid;
use variorum_schema::records::RecordStatus;
use variorum_schema::responses::ResponseStatus;
use variorum_schema::search::{Bounds, RecordProperty, ResolvedFilter, Target, Test};

use super::records::{Records, blocks};
use super::{View, Viewer};
use crate::apart::in_place;
use crate::columns::{Block, Column, Numbers, Set, Source, Terms};
use crate::counts;
use crate::dialect::Dialect;
use crate::dialect::one_of::{self, Column as Name};
use crate::error::Result;
use crate::records::index::index_key;
use crate::settings::StoredSettings;
use crate::tx::Tx;

/// The column in memory with the values of a target; `None` where it has none there.
pub(super) fn column_of(target: Target<'_>, settings: &StoredSettings) -> Option<Source> {
    match target {
        Target::Record(RecordProperty::InsertedAt) => Some(Source::inserted_at(settings.dataset)),
        Target::Metadata(property) => Source::of_property(property, settings),
        Target::Suggestion(question, property) => {
            Source::of_suggestion(question, property, settings)
        }
        Target::Record(_) | Target::Response(_) | Target::ResponseStatus => None,
    }
}

/// The records that a filter lets through.
pub(super) async fn set(
    tx: &mut Tx,
    records: &Records,
    filter: &ResolvedFilter<'_>,
    view: View<'_>,
) -> Result<Set> {
    let test = &filter.test;
    if *test == Test::Never {
        return Ok(records.none());
    }
    if let Some(source) = column_of(filter.target, view.settings) {
        let column = records.column(tx, source).await?;
        let bytes = records.all().bytes();
        return Ok(in_place(bytes, || of_column(&column, source, test, records.none())));
    }
    match filter.target {
        Target::Record(RecordProperty::Status) => status(tx, records, test, view).await,
        Target::Record(property) => {
            let mut select = Query::select();
            select
                .from("records")
                .and_where(Expr::col(("records", "dataset")).eq(view.settings.dataset))
                .and_where(compare(("records", column(property)), test, view.dialect));
            records.selected(tx, select, "records.seq").await
        }
        Target::ResponseStatus => response_status(tx, records, test, view).await,
        Target::Response(question) => {
            let Some(source) = Source::of_response(question, view.settings) else {
                return Ok(records.none());
            };
            let mut select = rows(source);
            if let Viewer::Own { user, .. } = view.viewer {
                select.and_where(Expr::col((source.table, "annotator")).eq(user));
            }
            let name = (source.table, source.value);
            select.and_where(match keys(source, test) {
                Some(test) => compare(name, &test.borrowed(), view.dialect),
                None => compare(name, test, view.dialect),
            });
            records.selected(tx, select, "response_values.record").await
        }
        // Values that cannot be searched.
        Target::Metadata(_) | Target::Suggestion(..) => Ok(records.none()),
    }
}

/// The rows of a source.
pub(super) fn rows(source: Source) -> SelectStatement {
    let mut rows = Query::select();
    rows.from(source.table).and_where(Expr::col((source.table, source.owner)).eq(source.seq));
    if source.value == "number" {
        // Says what is true anyway, so that the index over (question, term, number) serves.
        rows.and_where(Expr::col((source.table, "term")).eq(""));
    }
    rows
}

/// A test of texts brought to what they are indexed under.
enum KeyTest {
    In(Vec<String>),
    Range(Bounds<String>),
}

impl KeyTest {
    fn borrowed(&self) -> Test<'_> {
        match self {
            Self::In(texts) => Test::TextIn(texts),
            Self::Range(Bounds { ge, le }) => Test::TextRange(Bounds {
                ge: ge.as_deref().map(Into::into),
                le: le.as_deref().map(Into::into),
            }),
        }
    }
}

fn keys(source: Source, test: &Test<'_>) -> Option<KeyTest> {
    let key = |text: &str| match source.has_keys() {
        true => index_key(text).into_owned(),
        false => text.to_owned(),
    };
    match test {
        Test::TextIn(texts) => Some(KeyTest::In(texts.iter().map(|text| key(text)).collect())),
        Test::TextRange(Bounds { ge, le }) => {
            Some(KeyTest::Range(Bounds { ge: ge.as_deref().map(key), le: le.as_deref().map(key) }))
        }
        _ => None,
    }
}

/// The records with a value in a column that passes a test, added to a set.
fn of_column(column: &Column, source: Source, test: &Test<'_>, mut set: Set) -> Set {
    match test {
        Test::Never | Test::StatusIn { .. } | Test::IdIn(_) | Test::IdRange(_) => {}
        Test::TextIn(_) | Test::TextRange(_) => {
            if let Some(test) = keys(source, test) {
                terms(column, test, &mut set);
            }
        }
        Test::IntegerIn(numbers) => one_of(column, integers, numbers, &mut set),
        Test::FloatIn(numbers) => one_of(column, floats, numbers, &mut set),
        Test::TimeIn(times) => {
            let times: Vec<i64> = times.iter().map(|at| at.0).collect();
            one_of(column, integers, &times, &mut set);
        }
        Test::IntegerRange(bounds) => between(column, integers, bounds, &mut set),
        Test::FloatRange(bounds) => between(column, floats, bounds, &mut set),
        Test::TimeRange(Bounds { ge, le }) => {
            let bounds = Bounds { ge: ge.map(|at| at.0), le: le.map(|at| at.0) };
            between(column, integers, &bounds, &mut set);
        }
    }
    set
}

fn integers(block: &Block) -> Option<&Numbers<i64>> {
    if let Block::Integers(numbers) = block { Some(numbers) } else { None }
}

fn floats(block: &Block) -> Option<&Numbers<f64>> {
    if let Block::Floats(numbers) = block { Some(numbers) } else { None }
}

fn one_of<T: Copy + PartialOrd>(
    column: &Column,
    numbers: impl Fn(&Block) -> Option<&Numbers<T>>,
    wanted: &[T],
    set: &mut Set,
) {
    let compare = |a: &T, b: &T| a.partial_cmp(b).unwrap_or(std::cmp::Ordering::Less);
    let mut wanted = wanted.to_vec();
    wanted.sort_by(compare);
    let passes = |value: T| wanted.binary_search_by(|other| compare(other, &value)).is_ok();
    passing(column, numbers, passes, set);
}

fn between<T: Copy + PartialOrd>(
    column: &Column,
    numbers: impl Fn(&Block) -> Option<&Numbers<T>>,
    &Bounds { ge, le }: &Bounds<T>,
    set: &mut Set,
) {
    let passes = |value: T| ge.is_none_or(|ge| value >= ge) && le.is_none_or(|le| value <= le);
    passing(column, numbers, passes, set);
}

fn passing<T: Copy>(
    column: &Column,
    numbers: impl Fn(&Block) -> Option<&Numbers<T>>,
    passes: impl Fn(T) -> bool,
    set: &mut Set,
) {
    for (slots, block) in blocks(column) {
        let pairs = numbers(block).into_iter().flat_map(Numbers::iter);
        let passing = pairs.filter(|(_, value)| passes(*value));
        passing.for_each(|(position, _)| set.insert(slots.start + position));
    }
}

fn terms(column: &Column, mut test: KeyTest, set: &mut Set) {
    if let KeyTest::In(wanted) = &mut test {
        wanted.sort_unstable();
        wanted.dedup();
    }
    for (slots, block) in blocks(column) {
        let Block::Terms(terms) = block else { continue };
        let mut add = |index: usize| {
            terms.positions(index).for_each(|position| set.insert(slots.start + position));
        };
        match &test {
            KeyTest::In(wanted) if wanted.len() <= terms.len() => {
                let found = wanted.iter().filter_map(|text| index_of(terms, text));
                found.for_each(&mut add);
            }
            KeyTest::In(wanted) => {
                let is_wanted = |index: &usize| {
                    wanted.binary_search_by(|text| text.as_str().cmp(terms.term(*index))).is_ok()
                };
                (0..terms.len()).filter(is_wanted).for_each(&mut add);
            }
            KeyTest::Range(Bounds { ge, le }) => {
                let first = ge.as_deref().map_or(0, |ge| terms.partition_point(|term| term < ge));
                let end = le
                    .as_deref()
                    .map_or(terms.len(), |le| terms.partition_point(|term| term <= le));
                (first..end).for_each(&mut add);
            }
        }
    }
}

fn index_of(terms: &Terms, text: &str) -> Option<usize> {
    let index = terms.partition_point(|term| term < text);
    (index < terms.len() && terms.term(index) == text).then_some(index)
}

/// By whichever status fewer records have.
async fn status(tx: &mut Tx, records: &Records, test: &Test<'_>, view: View<'_>) -> Result<Set> {
    let passes = |status: RecordStatus| match test {
        Test::TextIn(words) => words.iter().any(|word| word == status.as_str()),
        Test::TextRange(Bounds { ge, le }) => {
            ge.as_deref().is_none_or(|ge| status.as_str() >= ge)
                && le.as_deref().is_none_or(|le| status.as_str() <= le)
        }
        _ => false,
    };
    let wanted = (passes(RecordStatus::Pending), passes(RecordStatus::Completed));
    match wanted {
        (true, true) => return Ok(records.all().clone()),
        (false, false) => return Ok(records.none()),
        _ => {}
    }
    let dataset = view.settings.dataset;
    let (completed, pending) = counts::of_records(tx, dataset).await?;
    let rarer = if completed < pending { RecordStatus::Completed } else { RecordStatus::Pending };
    let mut select = Query::select();
    select
        .from("records")
        .and_where(Expr::col(("records", "dataset")).eq(dataset))
        .and_where(Expr::col(("records", "status")).eq(rarer.as_str()));
    let found = records.selected(tx, select, "records.seq").await?;
    Ok(if passes(rarer) { found } else { records.others(&found) })
}

/// Pending is who has not responded: nobody at all or, for a user's own view, the user.
async fn response_status(
    tx: &mut Tx,
    records: &Records,
    test: &Test<'_>,
    view: View<'_>,
) -> Result<Set> {
    let Test::StatusIn { statuses, pending } = test else {
        return Ok(records.none());
    };
    let mut rows = Query::select();
    rows.from("responses").and_where(Expr::col(("responses", "dataset")).eq(view.settings.dataset));
    if let Viewer::Own { user, .. } = view.viewer {
        rows.and_where(Expr::col(("responses", "annotator")).eq(user));
    }
    let mut set = records.none();
    if *pending {
        let responded = records.selected(tx, rows.clone(), "responses.record").await?;
        set = records.others(&responded);
    }
    if !statuses.is_empty() {
        let words = statuses.iter().copied().map(ResponseStatus::as_str);
        rows.and_where(Expr::col(("responses", "status")).is_in(words));
        set.unite(&records.selected(tx, rows, "responses.record").await?);
    }
    Ok(set)
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

/// What a value of a column must be. A column without value fulfils nothing.
fn compare(name: Name, test: &Test<'_>, dialect: Dialect) -> Expr {
    match test {
        Test::Never | Test::StatusIn { .. } => Expr::cust("1 = 0"),
        Test::TextIn(texts) => one_of::texts(name, texts, dialect),
        Test::IntegerIn(numbers) => one_of::integers(name, numbers.iter().copied(), dialect),
        Test::FloatIn(numbers) => one_of::floats(name, numbers, dialect),
        Test::TimeIn(times) => one_of::integers(name, times.iter().map(|at| at.0), dialect),
        Test::IdIn(ids) => one_of::ids(name, ids, dialect),
        Test::TextRange(bounds) => range(name, bounds, |text| text.deref().to_owned()),
        Test::IntegerRange(bounds) => range(name, bounds, |number| *number),
        Test::FloatRange(bounds) => range(name, bounds, |number| *number),
        Test::TimeRange(bounds) => range(name, bounds, |at| at.0),
        Test::IdRange(bounds) => range(name, bounds, |id: &Uuid| *id),
    }
}

fn range<T, V: Into<Expr>>(name: Name, bounds: &Bounds<T>, value: impl Fn(&T) -> V) -> Expr {
    let ge = bounds.ge.as_ref().map(|bound| Expr::col(name).gte(value(bound)));
    let le = bounds.le.as_ref().map(|bound| Expr::col(name).lte(value(bound)));
    if ge.is_none() && le.is_none() {
        return Expr::col(name).is_not_null();
    }
    Cond::all().add_option(ge).add_option(le).into()
}
