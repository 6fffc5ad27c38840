//! Searches, looked up in a dataset with one of everything.

use std::sync::LazyLock;

use super::query::assert_bounded;
use super::{read, read_again, read_body};
use crate::datasets::Settings;
use crate::example;
use crate::query::{Tokenise, parse};
use crate::search::{ResolvedSearch, SearchQuery, Similar, Target, Test};

static SETTINGS: LazyLock<Settings> = LazyLock::new(example::settings);

/// A search is refused, or is the same again after it was written, and what it is looked up as is
/// of the dataset, visible to the caller and of finite values.
pub fn check_search(bytes: &[u8], tokenise: &Tokenise<'_>) {
    let Some(value) = read_body(bytes) else { return };
    let Some(query) = read::<SearchQuery>(&value, bytes.len()) else { return };
    let written = serde_json::to_value(&query).unwrap_or_default();
    assert_eq!(read_again::<SearchQuery>(&written), query);
    let as_manager = query.resolve(&SETTINGS, true);
    let as_annotator = query.resolve(&SETTINGS, false);
    assert!(as_manager.is_ok() || as_annotator.is_err());
    for (found, sees_hidden) in [(as_manager, true), (as_annotator, false)] {
        if let Ok(search) = found {
            assert_eq!(search.filters.len(), query.filters.and.len());
            assert_eq!(search.text.is_some(), query.query.text.is_some());
            assert_eq!(search.vector.is_some(), query.query.vector.is_some());
            let sorts = if search.vector.is_some() { 0 } else { query.sort.len() };
            assert_eq!(search.sort.len(), sorts);
            assert_typed(&search, sees_hidden, tokenise);
        }
    }
}

fn assert_typed(search: &ResolvedSearch<'_>, sees_hidden: bool, tokenise: &Tokenise<'_>) {
    let targets = (search.filters.iter().map(|filter| &filter.target))
        .chain(search.sort.iter().map(|sort| &sort.target));
    for target in targets {
        if let Target::Metadata(property) = target {
            assert!(property.visible_for_annotators || sees_hidden, "{}", property.name);
        }
    }
    let finite = |number: &f64| assert!(number.is_finite(), "{number}");
    for filter in &search.filters {
        match &filter.test {
            Test::FloatIn(numbers) => numbers.iter().for_each(finite),
            Test::FloatRange(bounds) => bounds.ge.iter().chain(&bounds.le).for_each(finite),
            _ => {}
        }
    }
    if let Some(vector) = &search.vector
        && let Similar::Vector(components) = vector.similar
    {
        assert_eq!(i64::try_from(components.len()), Ok(vector.settings.dimensions));
        components.iter().for_each(finite);
    }
    if let Some(text) = &search.text {
        let names: Vec<&str> = SETTINGS.fields.iter().map(|field| field.name.as_str()).collect();
        assert_bounded(&parse(text.q, &names, tokenise));
    }
}
