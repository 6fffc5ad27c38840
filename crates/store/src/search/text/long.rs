//! Records that a `tsvector` of PostgreSQL cannot hold, which are in `long_texts`.
//!
//! Their words are spread over rows there: it is first found which leaves of a query a record has,
//! then whether the outline of the query holds for these.

use serde_json::{Value, json};

use super::native::lexeme;
use super::node::Leaf;
use crate::tx::{Statement, args};

/// Finds `$1` in texts of usual length, and leaves `$2` joined as in `$3` in long ones.
const SQL: &str = "SELECT array_agg(found.record) FROM (\
    SELECT record FROM record_text WHERE tokens @@ CAST($1 AS tsquery) \
    UNION ALL \
    SELECT long.record FROM (\
        SELECT long_texts.record, array_agg(leaf.number) AS leaves \
        FROM json_to_recordset(CAST($2 AS json)) \
            AS leaf(number text, word text, phrase text) \
        CROSS JOIN long_texts \
        WHERE long_texts.words @@ CAST(leaf.word AS tsquery) \
        AND (leaf.phrase IS NULL OR EXISTS (\
            SELECT 1 FROM long_texts AS part \
            WHERE part.record = long_texts.record \
            AND strpos(part.tokens, leaf.phrase) > 0)) \
        GROUP BY long_texts.record\
    ) AS long \
    WHERE array_to_tsvector(long.leaves) @@ CAST($3 AS tsquery)\
) AS found";

/// What finds a query in texts of any length.
pub(super) fn statement(text: String, leaves: &[&Leaf], outline: String) -> Statement {
    let leaves = Value::from_iter(leaves.iter().map(|leaf| leaf.in_long_texts()));
    Statement::new(SQL, args![text, leaves.to_string(), outline])
}

impl Leaf {
    /// How it is found in `long_texts`: by a word, the longest since it is likely to be rare, and
    /// then, if there are more, by all of them in a row.
    fn in_long_texts(&self) -> Value {
        let last = self.tokens.len().saturating_sub(1);
        let longest = self.indexed().enumerate().max_by_key(|(_, token)| token.len());
        let (at, word) = longest.unwrap_or_default();
        let is_prefix = self.is_prefix && at == last;
        let phrase = (last > 0).then(|| {
            let end = if self.is_prefix { "" } else { " " };
            format!(" {}{end}", self.indexed().collect::<Vec<_>>().join(" "))
        });
        json!({
            "number": self.number.to_string(),
            "word": format!("{}{}", lexeme(&word), if is_prefix { ":*" } else { "" }),
            "phrase": phrase,
        })
    }
}
