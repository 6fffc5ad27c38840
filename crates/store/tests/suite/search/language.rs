//! The cases of `cases/query.json`, read with the tokenizer that searches use.

use serde_json::Value;
use variorum_schema::query;
use variorum_text::tokenise;

#[test]
fn the_search_language_is_read_as_written_in_the_cases() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../cases/query.json");
    let cases: Vec<Value> = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    assert!(!cases.is_empty());
    for case in &cases {
        let text = case["query"].as_str().unwrap();
        let fields = case["fields"].as_array().unwrap();
        let fields: Vec<&str> = fields.iter().map(|name| name.as_str().unwrap()).collect();
        let tree = query::parse(text, &fields, &tokenise::words);
        assert_eq!(serde_json::to_value(tree).unwrap(), case["tree"], "{text:?} {fields:?}");
    }
}
