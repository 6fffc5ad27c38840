//! Text queries that are large or deep, and texts that are long.

use serde_json::{Value, json};
use variorum_schema::search::{SearchQuery, TextQuery};
use variorum_store::Store;
use variorum_store::records::{delete, upsert};
use variorum_store::search::{Page, Viewer};

use super::Searched;
use crate::{on_both, seed};

on_both!(
    large_and_deep_queries_are_answered,
    all_of_a_record_of_any_length_is_found,
    a_long_record_is_found_by_what_it_has_now,
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
    let often = "often ".repeat(300);
    let texts = [long.as_str(), "word7", "nothing", "", &often];
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
    check(&words.iter().map(|word| format!("-{word} ")).collect::<String>(), &[2, 3, 4]).await;
    check(&words.join(" | -"), &[0, 1, 2, 3, 4]).await;
    check(&words.iter().map(|word| format!("{word}* ")).collect::<String>(), &[0]).await;
    let pairs = words.chunks(2).map(|pair| format!("({} | -{}) ", pair[0], pair[1]));
    check(&pairs.collect::<String>(), &[0, 2, 3, 4]).await;
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
    check(&format!("-({longest})"), &[0, 1, 2, 3, 4]).await;
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
    // Occurrences beyond the 255th do not count.
    weights.extend([weights[254], weights[2], 100.0]);
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

    // The beginning of a word counts once, also in a record that fits no `tsvector`.
    let page = find(store, &searched, "blu*", 0).await;
    let bytes = json!({"f0": format!("{} red red red", "blue ".repeat(16_382))}).to_string().len();
    assert_eq!(searched.positions(&page), [256]);
    assert_eq!(page.items[0].1, Some(100.0 * 4096.0 / (4096.0 + bytes as f64) / 100.0));
}

/// 60,000 different words, of which the last stand behind a thousand of one; a number of distinct
/// words that makes more than a megabyte; one that is short and one that is empty.
fn long_texts() -> [String; 4] {
    let words = |prefix: &str, count: usize, length: usize| {
        (0..count).map(|n| format!("{prefix}{n:0>length$} ")).collect::<String>()
    };
    [
        format!("{}{}the very end", words("a", 60_000, 1), "and ".repeat(1000)),
        format!("{}the other end", words("b", 60_000, 40)),
        "the very short end, and a0".to_owned(),
        String::new(),
    ]
}

async fn all_of_a_record_of_any_length_is_found(store: &Store) {
    let texts = long_texts();
    let mut records: Vec<Value> =
        texts.iter().map(|text| json!({"fields": {"f0": text, "f1": "title"}})).collect();
    // The last words of one field and the first of the next are no phrase.
    records[3] =
        json!({"fields": {"f0": "the very", "f1": format!("end {}", "x ".repeat(20_000))}});
    let mut file = file(2, &[]);
    file["records"] = Value::Array(records);
    let searched = Searched::new(store, "long", &file).await;
    let check = async |q: &str, expected: &[usize]| {
        let page = find(store, &searched, q, 0).await;
        assert_eq!(searched.positions(&page), expected, "{:.80}", q);
        assert_eq!(page.total, expected.len() as i64, "{:.80}", q);
    };
    let last = format!("b{:0>40}", 59_999);
    check("a59999", &[0]).await;
    check(&last, &[1]).await;
    check("\"the very end\"", &[0]).await;
    check("\"and the very end\"", &[0]).await;
    check("\"a59999 and and and\"", &[0]).await;
    check("\"a59999 and the\"", &[]).await;
    check(&format!("\"{last} the other e\"*"), &[1]).await;
    check("\"the other\" -\"the very\"", &[1]).await;
    check("\"the very\" -a0", &[3]).await;
    check("\"the very\" -(a5999 a0)", &[2, 3]).await;
    check("-\"the very\"", &[1]).await;
    check("-the", &[]).await;
    check("-a0 -b*", &[3]).await;
    check("end -f1:end", &[2, 0, 1]).await;
    check("f1:\"end x x x\"", &[3]).await;
    check("\"the very end x\"", &[]).await;
    check("(very other) | (very -end) | \"very short\"", &[2]).await;
    check("\"nothing like this\" | -(end | nothing)", &[]).await;
    check("x", &[3]).await;
    check("b* a* the end", &[]).await;
    check("b* | a*", &[2, 0, 1]).await;
    // Phrases of all lengths across every place at which a long text may be cut.
    for first in [16_380, 15_384, 49_000, 49_001, 49_998, 49_999, 50_000, 50_001, 50_998] {
        for length in [2, 900, 999, 1000] {
            let words: Vec<String> = (first..first + length).map(|n| format!("a{n}")).collect();
            check(&format!("\"{}\"", words.join(" ")), &[0]).await;
            check(&format!("\"{} and\"", words[1..].join(" ")), &[]).await;
        }
    }
}

async fn a_long_record_is_found_by_what_it_has_now(store: &Store) {
    let [long, ..] = long_texts();
    let searched = Searched::new(store, "changed", &file(1, &[&long, "short"])).await;
    let found = async |q: &str| searched.positions(&find(store, &searched, q, 0).await);
    let change = async |record: usize, text: &str| {
        let item = json!({"id": searched.records[record].1, "fields": {"f0": text}});
        let items = vec![seed::decoded(item)];
        let prepared = upsert::prepare(searched.settings.clone(), items).unwrap();
        let mut tx = store.write().await.unwrap();
        upsert::store(&mut tx, prepared).await.unwrap();
        tx.commit().await.unwrap();
    };
    assert_eq!(found("\"very end\"").await, [0]);
    change(0, "now short").await;
    assert_eq!(found("\"very end\" | a7").await, [0; 0]);
    assert_eq!(found("short").await, [1, 0]);
    change(1, &long).await;
    assert_eq!(found("\"very end\" a7").await, [1]);
    assert_eq!(found("short").await, [0]);
    let mut tx = store.write().await.unwrap();
    let ids = [searched.records[1].1];
    let records = delete::find(&mut tx, searched.settings.dataset, &ids).await.unwrap();
    delete::delete(&mut tx, searched.settings.dataset, &records).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(found("end").await, [0; 0]);
}

async fn words_beyond_those_that_are_ranked_still_match(store: &Store) {
    let words: Vec<String> = (0..80).map(|n| format!("word{n}")).collect();
    let searched = Searched::new(store, "ranked", &file(1, &["word79", "word3", "word3 x"])).await;
    let page = find(store, &searched, &words.join(" | "), 0).await;
    assert_eq!(searched.positions(&page), [1, 2, 0]);
    assert_eq!(page.items[2].1, Some(0.0));
}
