//! Filters by many values, and by values that look like something else.

use serde_json::{Value, json};
use variorum_schema::search::SearchQuery;
use variorum_store::Store;
use variorum_store::search::Viewer;

use super::{Searched, model};
use crate::{on_both, seed};

on_both!(
    all_filters_and_values_fit,
    texts_of_any_form_are_found,
    long_labels_are_told_apart,
    long_terms_are_told_apart,
);

fn terms(scope: Value, values: Value) -> SearchQuery {
    let filter = json!({"type": "terms", "scope": scope, "values": values});
    seed::decoded(json!({"filters": {"and": [filter]}}))
}

async fn all_filters_and_values_fit(store: &Store) {
    let mut file = model::file();
    file["records"] = json!([
        {"fields": {"text": "x"}, "metadata": {"kind": "a7"}},
        {"fields": {"text": "x"}, "metadata": {"kind": "b"}},
    ]);
    let searched = Searched::new(store, "filters", &file).await;
    let values: Vec<String> = (0..250).map(|n| format!("a{n}")).collect();
    let filter = json!({
        "type": "terms",
        "scope": {"entity": "metadata", "metadata_property": "kind"},
        "values": values,
    });
    let filters = Value::Array(vec![filter; 50]);
    let query = seed::decoded::<SearchQuery>(json!({"filters": {"and": filters}}));
    for user in [None, Some("ann")] {
        let page = searched.search(store, &query, searched.viewer(user), 0, 10).await.unwrap();
        assert_eq!((searched.positions(&page), page.total), (vec![0], 1));
    }
}

async fn texts_of_any_form_are_found(store: &Store) {
    let texts = [
        "", " ", "a\"b", "a\\b", "\\", "{a,b}", "NULL", "null", "ä'", "?1 $1", "[1]", "a,b", "%",
        "\n",
    ];
    let mut file = model::file();
    file["records"] = texts
        .iter()
        .map(|text| {
            json!({"fields": {"text": "x"}, "external_id": text, "metadata": {"kind": text}})
        })
        .collect();
    let searched = Searched::new(store, "texts", &file).await;
    for scope in [
        json!({"entity": "metadata", "metadata_property": "kind"}),
        json!({"entity": "record", "property": "external_id"}),
    ] {
        for (position, text) in texts.iter().enumerate() {
            let query = terms(scope.clone(), json!([text, "other"]));
            let page = searched.search(store, &query, Viewer::All, 0, 10).await.unwrap();
            assert_eq!(searched.positions(&page), [position], "{text:?} {scope}");
        }
    }
}

async fn long_labels_are_told_apart(store: &Store) {
    // 200 characters of four bytes each; they differ in the last one only.
    let label = |last: char| format!("{}{last}", "\u{10400}".repeat(199));
    let labels = ['a', 'b', 'c'].map(label);
    let options: Vec<Value> =
        labels.iter().map(|label| json!({"value": label, "text": "L"})).collect();
    let mut file = model::file();
    file["questions"] = json!([{
        "name": "label", "title": "Label", "required": true,
        "settings": {"type": "label_selection", "options": options},
    }]);
    file["records"] = labels
        .iter()
        .map(|label| {
            let response = json!({
                "user": "ann", "status": "submitted", "values": {"label": {"value": label}},
            });
            let suggestion = json!({"question": "label", "value": label});
            json!({
                "fields": {"text": "x"}, "responses": [response], "suggestions": [suggestion],
            })
        })
        .collect();
    let searched = Searched::new(store, "labels", &file).await;
    for entity in ["response", "suggestion"] {
        let scope = json!({"entity": entity, "question": "label"});
        for (position, label) in labels.iter().enumerate() {
            let query = terms(scope.clone(), json!([label]));
            let page = searched.search(store, &query, Viewer::All, 0, 10).await.unwrap();
            assert_eq!(searched.positions(&page), [position], "{entity}");
            let range = json!({"type": "range", "scope": scope, "ge": label, "le": label});
            let query = seed::decoded(json!({"filters": {"and": [range]}}));
            let page = searched.search(store, &query, Viewer::All, 0, 10).await.unwrap();
            assert_eq!(searched.positions(&page), [position], "{entity}");
        }
    }
}

async fn long_terms_are_told_apart(store: &Store) {
    let terms_sent: Vec<String> = [1, 300, 2000, 2001, 5000, 5001]
        .iter()
        .flat_map(|length| ['a', 'b'].map(|last| format!("{}{last}", "ä".repeat(length - 1))))
        .collect();
    let mut file = model::file();
    file["records"] = terms_sent
        .iter()
        .map(|term| json!({"fields": {"text": "x"}, "metadata": {"kind": [term]}}))
        .collect();
    let searched = Searched::new(store, "terms", &file).await;
    let scope = json!({"entity": "metadata", "metadata_property": "kind"});
    for (position, term) in terms_sent.iter().enumerate() {
        let query = terms(scope.clone(), json!([term]));
        let page = searched.search(store, &query, Viewer::All, 0, 10).await.unwrap();
        assert_eq!(searched.positions(&page), [position], "{} bytes", term.len());
    }
}
