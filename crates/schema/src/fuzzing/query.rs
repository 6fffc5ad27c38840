//! The search language.

use crate::query::{DEPTH_MAX, Query, TOKENS_MAX, Tokenise, parse};

/// Names that may restrict a term, one the beginning of another.
const FIELDS: &[&str] = &["text", "a", "a:b", "two words", "é"];

/// Any text is read as a query: normalised, bounded in size and depth, and the same again after it
/// was displayed.
pub fn check_query(bytes: &[u8], tokenise: &Tokenise<'_>) {
    let text = String::from_utf8_lossy(bytes);
    let query = parse(&text, FIELDS, tokenise);
    assert_bounded(&query);
    let shown = query.to_string();
    assert_eq!(parse(&shown, FIELDS, tokenise), query, "{text:?} is shown as {shown:?}");
}

/// Checks what the documentation of [`Query`] promises.
pub(crate) fn assert_bounded(query: &Query) {
    let mut size = Size::default();
    if *query != Query::Nothing {
        assert_normal(query, 1, &mut size);
    }
    assert!(size.tokens <= TOKENS_MAX, "{} tokens", size.tokens);
    // A join has two members or more, and a negation is not negated again.
    assert!(size.nodes <= 4 * TOKENS_MAX, "{} nodes", size.nodes);
    // A choice of negated conjunctions at each level.
    assert!(size.depth <= 3 * (DEPTH_MAX + 1) + 1, "depth {}", size.depth);
}

#[derive(Default)]
struct Size {
    tokens: usize,
    nodes: usize,
    depth: usize,
}

fn assert_normal(query: &Query, depth: usize, size: &mut Size) {
    size.nodes += 1;
    size.depth = size.depth.max(depth);
    match query {
        Query::Nothing => panic!("nothing stands at the top only"),
        Query::And(members) | Query::Or(members) => {
            assert!(members.len() > 1, "{query:?}");
            let same =
                |member: &Query| std::mem::discriminant(member) == std::mem::discriminant(query);
            assert!(!members.iter().any(same), "{query:?}");
            members.iter().for_each(|member| assert_normal(member, depth + 1, size));
        }
        Query::Not(member) => {
            assert!(!matches!(**member, Query::Not(_)), "{query:?}");
            assert_normal(member, depth + 1, size);
        }
        Query::Word { token, .. } => assert_tokens(std::slice::from_ref(token), size),
        Query::Prefix { tokens, .. } => assert_tokens(tokens, size),
        Query::Phrase { tokens, .. } => {
            assert!(tokens.len() > 1, "{query:?}");
            assert_tokens(tokens, size);
        }
    }
}

fn assert_tokens(tokens: &[String], size: &mut Size) {
    assert!(!tokens.is_empty() && tokens.iter().all(|token| !token.is_empty()), "{tokens:?}");
    size.tokens += tokens.len();
}
