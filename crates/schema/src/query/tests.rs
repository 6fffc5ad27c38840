use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::fuzzing::check_query;

/// A small stand-in for the tokenizer of `variorum-text`, alike for the words used here.
fn tokenise(text: &str) -> Vec<Vec<String>> {
    let in_word = |c: char| c.is_alphanumeric() || matches!(c, '.' | ':');
    let is_han = |c: char| matches!(c, '\u{4e00}'..='\u{9fff}');
    let mut words = Vec::new();
    for word in text.split(|c| !in_word(c)) {
        let mut tokens: Vec<String> = Vec::new();
        for part in word.split(['.', ':']) {
            let mut after = None;
            for c in part.chars() {
                let joins = after.is_some_and(|last| !is_han(last) && !is_han(c));
                match tokens.last_mut() {
                    Some(token) if joins => token.extend(c.to_lowercase()),
                    _ => tokens.push(c.to_lowercase().collect()),
                }
                after = Some(c);
            }
        }
        if !tokens.is_empty() {
            words.push(tokens);
        }
    }
    words
}

fn read(text: &str) -> Query {
    parse(text, &["title", "text"], &tokenise)
}

/// `expected` is the tree as it is displayed.
#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(read(text).to_string(), expected, "{text:?}");
}

#[test]
fn golden_cases() {
    let cases = include_str!("../../../../cases/query.json");
    let cases: Vec<Value> = serde_json::from_str(cases).unwrap();
    assert!(!cases.is_empty());
    for case in &cases {
        let query = case["query"].as_str().unwrap();
        let fields = case["fields"].as_array().unwrap();
        let fields: Vec<&str> = fields.iter().map(|name| name.as_str().unwrap()).collect();
        let tree = serde_json::to_value(parse(query, &fields, &tokenise)).unwrap();
        assert_eq!(tree, case["tree"], "{query:?} {fields:?}");
    }
}

#[test]
fn display_is_in_the_language() {
    check("", "");
    check("-( red|blue green )+car", "-(red | blue green) car");
    check("(a|b)(c|d)|e", "(a | b) (c | d) | e");
    check("-(a b) -a/b", "-(a b) -(a b)");
    check("title:(a | -\"b c\" d*)", "title:a | -title:\"b c\" title:d*");
    check("“a b”* ＂c d＂", "\"a b\"* \"c d\"");
}

#[test]
fn names_restrict_only_where_they_stand_alone() {
    check("title:text:a", "title:\"text a\"");
    check("atitle:a", "\"atitle a\"");
    check("title:title:", "title:title");
    check("-title:(a | text:b)", "-(title:a | text:b)");
    check("title:()", "");
    let query = parse("a:b:c a:d :e", &["a", "a:b", ""], &tokenise);
    assert_eq!(query.to_string(), "a:b:c a:d e");
}

#[test]
fn deep_nesting_is_read_as_plain_words() {
    let nested = |depth: usize| format!("{}a | b{}", "(".repeat(depth), ")".repeat(depth));
    check(&nested(DEPTH_MAX), "a | b");
    check(&nested(DEPTH_MAX + 1), "a b");
    check(&nested(100_000), "a b");
    // Displayed, the words of `-c/d` need parentheses of their own.
    let alternating =
        |depth: usize| format!("{}-c/d{}", "a (b | ".repeat(depth), ")".repeat(depth));
    check(&alternating(1), "a (b | -(c d))");
    check(&alternating(DEPTH_MAX), &format!("{}c d", "a b ".repeat(DEPTH_MAX)));
    check(&"(".repeat(100_000), "");
    check(&"-(".repeat(100_000), "");
    check(&"() ".repeat(100_000), "");
    check(&"title:(".repeat(1_000), vec!["title"; TOKENS_MAX].join(" ").as_str());
}

#[test]
fn long_queries_are_read_as_plain_words_and_cut() {
    let most = "a ".repeat(TOKENS_MAX - 1);
    check(&format!("{most}-b"), &format!("{most}-b"));
    check(&format!("{most}-b c"), &format!("{most}b"));
    check(&format!("-\"{most}b c\""), &format!("{most}b"));
    let run = "手".repeat(TOKENS_MAX + 1);
    check(&format!("-{run}"), &format!("\"{}\"", vec!["手"; TOKENS_MAX].join(" ")));
    check(&"a|".repeat(100_000), &format!("{most}a"));
}

/// Queries of which many can be read.
fn typed() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-c手]{1,2} ?",
        2 => "[ ()|\"*~:“+-]",
        1 => "\\((a|-b|\"c d\")\\)",
        1 => "(title|text|x):",
        1 => " ?-?\\(-?a( \\| )?(b|\"b c\"~2|d\\*)\\) ?",
        1 => "\\PC",
    ];
    prop::collection::vec(piece, 0..20).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_text_is_a_query(text in prop_oneof![any::<String>(), typed()]) {
        check_query(text.as_bytes(), &variorum_text::tokenise::words);
    }

    #[test]
    fn a_query_without_tokens_matches_nothing(text in "[ ()|\"*~:“+.!-]*") {
        prop_assert_eq!(read(&text), Query::Nothing);
    }
}
