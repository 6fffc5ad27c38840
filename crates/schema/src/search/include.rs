//! The `include` parameter: which parts of records are wanted.

use crate::refusal::{Refusal, refuse};

/// Which parts of records are wanted beside the record itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Include {
    /// Responses.
    pub responses: bool,
    /// Suggestions.
    pub suggestions: bool,
    /// Vectors.
    pub vectors: IncludeVectors,
}

/// Which vectors of records are wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum IncludeVectors {
    /// None.
    #[default]
    None,
    /// All that there are.
    All,
    /// Those of these names; unknown ones are ignored.
    Named(Vec<String>),
}

impl Include {
    /// Everything.
    #[must_use]
    pub fn all() -> Self {
        Self { responses: true, suggestions: true, vectors: IncludeVectors::All }
    }

    /// Reads the values of the repeated query parameter. Each is a comma list of `responses`,
    /// `suggestions` and `vectors`, or `vectors:` with a comma list of names.
    ///
    /// # Errors
    /// An empty part, an unknown word, a second colon, or `vectors` both with and without names.
    pub fn parse(values: &[String]) -> Result<Self, Refusal> {
        let mut out = Self::default();
        let mut all_vectors = false;
        let mut named = Vec::new();
        for value in values {
            let parts: Vec<&str> = value.split(':').collect();
            match parts.as_slice() {
                [plain] => {
                    for word in items(plain)? {
                        match word {
                            "responses" => out.responses = true,
                            "suggestions" => out.suggestions = true,
                            "vectors" => all_vectors = true,
                            _ => return refuse!("`include` has the unknown part `{word}`"),
                        }
                    }
                }
                [key, names] => {
                    let names = items(names)?;
                    if key.is_empty() || key.contains(',') {
                        return refuse!("`include` needs one word before the colon in `{value}`");
                    }
                    // Other words with a colon are left for versions to come.
                    if *key == "vectors" {
                        named.extend(names.into_iter().map(str::to_owned));
                    }
                }
                _ => return refuse!("`include` has more than one colon in `{value}`"),
            }
        }
        out.vectors = match (all_vectors, named.is_empty()) {
            (true, false) => {
                return refuse!("`include` asks for all vectors and for some by name");
            }
            (true, true) => IncludeVectors::All,
            (false, true) => IncludeVectors::None,
            (false, false) => IncludeVectors::Named(named),
        };
        Ok(out)
    }
}

/// The items of a comma list, none of them empty.
fn items(list: &str) -> Result<Vec<&str>, Refusal> {
    let items: Vec<&str> = list.split(',').collect();
    if items.iter().any(|item| item.is_empty()) {
        return refuse!("`include` has an empty part in `{list}`");
    }
    Ok(items)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_and_keyed_forms() {
        let check = |values: &[&str], expected: Option<(bool, bool, IncludeVectors)>| {
            let owned: Vec<_> = values.iter().map(|value| (*value).to_owned()).collect();
            let found = Include::parse(&owned).ok();
            let found = found.map(|found| (found.responses, found.suggestions, found.vectors));
            assert_eq!(found, expected, "{values:?}");
        };
        let named = |names: &[&str]| {
            IncludeVectors::Named(names.iter().map(|name| (*name).to_owned()).collect())
        };
        check(&[], Some((false, false, IncludeVectors::None)));
        check(&["responses"], Some((true, false, IncludeVectors::None)));
        check(&["responses,suggestions"], Some((true, true, IncludeVectors::None)));
        check(&["responses", "vectors"], Some((true, false, IncludeVectors::All)));
        check(&["vectors", "vectors"], Some((false, false, IncludeVectors::All)));
        check(&["vectors:a,b"], Some((false, false, named(&["a", "b"]))));
        check(&["vectors:a", "suggestions", "vectors:b"], Some((false, true, named(&["a", "b"]))));
        check(&["zz:a"], Some((false, false, IncludeVectors::None)));
        check(&["vectors", "vectors:a"], None);
        check(&["zz"], None);
        check(&[""], None);
        check(&["responses,"], None);
        check(&["vectors:"], None);
        check(&["vectors:a,"], None);
        check(&[":a"], None);
        check(&["vectors:a:b"], None);
        check(&["responses,vectors:a"], None);
        check(&["Responses"], None);
    }
}
