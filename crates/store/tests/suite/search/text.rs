//! Text queries that are large or deep, and texts that are long.

use serde_json::{Value, json};
use variorum_schema::search::{SearchQuery, TextQuery};
use variorum_store::Store;
use variorum_store::search::{Page, Viewer};

use super::Searched;
use crate::on_both;

on_both!(
    large_and_deep_queries_are_answered,
    relevance_is_the_same_number_everywhere,
    words_beyond_those_that_are_ranked_still_match,
);

fn file(fields: usize, texts: &[&str]) -> Value {
    let fields: Vec<Value> = (0..fields)
        .map(|n| json!({"name": format!("f{n}"), "title": "F", "settings": {"type": "text"}}))
        .collect();
    let records = texts.iter().map(|text| json!({"fields": {"f0": text}}));
    json!({
        "fields": fields,
        "questions": [{"name": "note", "title": "Note", "required": true,
                       "settings": {"type": "text"}}],
        "records": records.collect::<Vec<_>>(),
    })
}

async fn find(store: &Store, searched: &Searched, q: &str, offset: i64) -> Page {
    let mut query = SearchQuery::default();
    query.query.text = Some(TextQuery { q: q.to_owned(), field: None });
    searched.search(store, &query, Viewer::All, offset, 10).await.unwrap()
}

async fn large_and_deep_queries_are_answered(store: &Store) {
    let words: Vec<String> = (0..1000).map(|n| format!("word{n}")).collect();
    let long = words.join(" ");
    let texts = [long.as_str(), "word7", "nothing", ""];
    let searched = Searched::new(store, "large", &file(40, &texts)).await;
    let check = async |q: &str, expected: &[usize]| {
        let page = find(store, &searched, q, 0).await;
        let mut found = searched.positions(&page);
        found.sort_unstable();
        assert_eq!(found, expected, "{:.60}", q);
        assert_eq!(page.total, expected.len() as i64, "{:.60}", q);
    };
    check(&long, &[0]).await;
    check(&words.join(" | "), &[0, 1]).await;
    check(&format!("\"{long}\""), &[0]).await;
    check(&format!("\"{long}\"*"), &[0]).await;
    check(&words.iter().map(|word| format!("-{word} ")).collect::<String>(), &[2, 3]).await;
    check(&words.join(" | -"), &[0, 1, 2, 3]).await;
    check(&words.iter().map(|word| format!("{word}* ")).collect::<String>(), &[0]).await;
    let pairs = words.chunks(2).map(|pair| format!("({} | -{}) ", pair[0], pair[1]));
    check(&pairs.collect::<String>(), &[0, 2, 3]).await;
    let pairs = words.chunks(2).map(|pair| format!("({} -{})", pair[0], pair[1]));
    check(&pairs.collect::<Vec<_>>().join(" | "), &[]).await;
    // As deep as parentheses may be, each level with something that is no part of the next.
    for negation in ["", "-"] {
        let mut deep = "word7".to_owned();
        for level in 0..32 {
            deep = match level % 2 {
                0 => format!("word999 | {negation}({deep})"),
                _ => format!("-word998 {negation}({deep})"),
            };
        }
        let page = find(store, &searched, &deep, 0).await;
        assert!(page.total >= 1, "{deep}");
    }
    let longest = format!("{} ", "x".repeat(255)).repeat(1000);
    check(&longest, &[]).await;
    check(&format!("-({longest})"), &[0, 1, 2, 3]).await;
    check(&"(".repeat(5000), &[]).await;
    check("\u{0}'\"\\:*~&|!<->", &[]).await;
    check("f0:word7 -f1:word7", &[0, 1]).await;
}

async fn relevance_is_the_same_number_everywhere(store: &Store) {
    let often = (1..=256).map(|n| "red ".repeat(n));
    let far = format!("{} red red red", "blue ".repeat(16_382));
    let texts: Vec<String> = often.chain([far, "green red".to_owned()]).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let searched = Searched::new(store, "relevance", &file(2, &texts)).await;
    let mut sum = 0.0;
    let mut weights = Vec::new();
    for n in 1..=255 {
        sum += 100.0 / f64::from(n * n);
        weights.push(f64::round(sum));
    }
    // Occurrences beyond the 255th do not count; three words beyond the last place count as one.
    weights.extend([weights[254], 100.0, 100.0]);
    let mut expected: Vec<(usize, f64)> = Vec::new();
    for (at, (weight, text)) in weights.iter().zip(texts).enumerate() {
        let bytes = json!({"f0": text}).to_string().len() as f64;
        expected.push((at, weight * 4096.0 / (4096.0 + bytes) / 100.0));
    }
    expected.sort_by(|a, b| b.1.total_cmp(&a.1));
    let mut found = Vec::new();
    for offset in (0..260).step_by(10) {
        let page = find(store, &searched, "red", offset).await;
        found.extend(searched.positions(&page).into_iter().zip(page.items));
    }
    let found: Vec<_> = found.into_iter().map(|(at, item)| (at, item.1.unwrap())).collect();
    assert_eq!(found, expected);
}

async fn words_beyond_those_that_are_ranked_still_match(store: &Store) {
    let words: Vec<String> = (0..80).map(|n| format!("word{n}")).collect();
    let searched = Searched::new(store, "ranked", &file(1, &["word79", "word3", "word3 x"])).await;
    let page = find(store, &searched, &words.join(" | "), 0).await;
    assert_eq!(searched.positions(&page), [1, 2, 0]);
    assert_eq!(page.items[2].1, Some(0.0));
}
