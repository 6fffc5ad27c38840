//! The doctor finds what is wrong, and nothing where nothing is.

use serde_json::json;
use variorum_store::{Store, doctor};
use variorum_testkit::TestDb;

use crate::rich::Rich;

async fn findings(store: &Store) -> Vec<String> {
    doctor::examine(store).await.unwrap().findings
}

async fn what_is_wrong_is_found(db: &TestDb, store: &Store) {
    let rich = Rich::new(store, 2).await;
    let fields = json!({"text": "t"});
    let ids = rich.create(store, json!([{"fields": fields}, {"fields": fields}])).await.unwrap();
    let answer = json!({"status": "draft"});
    rich.respond(store, &rich.ann, ids[0].id, answer).await.unwrap();
    assert_eq!(findings(store).await, Vec::<String>::new());

    for (damage, repair, finding) in [
        (
            "UPDATE record_counts SET pending = pending + 1 WHERE part = 1",
            "UPDATE record_counts SET pending = pending - 1 WHERE part = 1",
            "2 counts of records differ from its rows",
        ),
        (
            "UPDATE response_counts SET pending_draft = 0, pending_submitted = 1 WHERE part <> 1",
            "UPDATE response_counts SET pending_draft = 1, pending_submitted = 0 WHERE part <> 1",
            "4 counts of responses differ from its rows",
        ),
        (
            "UPDATE responses SET queue_key = queue_key - 1",
            "UPDATE responses SET queue_key = queue_key + 1",
            "1 responses are filed elsewhere than their records",
        ),
        (
            "UPDATE response_history SET status = 'submitted'",
            "UPDATE response_history SET status = 'draft'",
            "1 responses are not what their history says last",
        ),
    ] {
        db.execute(damage).await;
        let found = findings(store).await;
        assert!(found.len() == 1 && found[0].contains(finding), "{damage}: {found:?}");
        db.execute(repair).await;
        assert_eq!(findings(store).await, Vec::<String>::new());
    }
    db.execute("UPDATE records SET status = 'completed'").await;
    let found = findings(store).await;
    assert!(found[0].contains("2 records have another status"), "{found:?}");
    assert_eq!(found.len(), 3, "{found:?}");
}

/// Expects one finding, with this in it, for as long as there is a damage.
async fn check(db: &TestDb, store: &Store, (damage, repair): (&str, &str), finding: &str) {
    // Statements of tests are few.
    db.execute(damage.to_owned().leak()).await;
    let found = findings(store).await;
    assert!(found.len() == 1 && found[0].contains(finding), "{damage}: {finding}: {found:?}");
    db.execute(repair.to_owned().leak()).await;
    assert_eq!(findings(store).await, Vec::<String>::new(), "{repair}");
}

/// Two datasets with a record of everything each, and one more record.
async fn filled(store: &Store) -> (Rich, String) {
    let rich = Rich::new(store, 2).await;
    let full = json!({
        "fields": {"text": "one two two", "note": "three"},
        "metadata": {"colour": ["red", "blue", "red"], "pages": 3, "weight": 0.1, "more": [1]},
        "suggestions": [
            rich.suggestion("label", json!("a")),
            {"question_id": rich.question("tags"), "value": ["a", "b"], "score": [0.25, 0.25]},
            {"question_id": rich.question("stars"), "value": 5, "score": 0.1},
        ],
        "vectors": {"v": [1, 2, 3], "w": [0.1, 0.2]},
    });
    let empty = json!({"fields": {"text": ""}});
    let made = rich.create(store, json!([full, empty])).await.unwrap();
    let values = json!({"label": {"value": "b"}, "tags": {"value": ["a"]}, "stars": {"value": 1}});
    let answer = json!({"status": "submitted", "values": values});
    rich.respond(store, &rich.ann, made[0].id, answer).await.unwrap();
    (rich, made[0].id.to_string())
}

async fn what_searches_look_up_is_compared(db: &TestDb, store: &Store) {
    let (_, record) = filled(store).await;
    assert_eq!(findings(store).await, Vec::<String>::new());
    let of_record = format!("such as of record {record}");
    let mut tables = vec![
        ("metadata_terms", 2),
        ("metadata_integers", 1),
        ("metadata_floats", 1),
        ("suggestion_values", 4),
        ("suggestion_scores", 2),
        ("response_values", 3),
    ];
    if db.url().starts_with("postgres") {
        tables.push(("record_text", 2));
    }
    for (table, rows) in tables {
        db.execute(format!("CREATE TABLE kept AS SELECT * FROM {table}").leak()).await;
        let damage = format!("DELETE FROM {table}");
        let repair = format!("INSERT INTO {table} SELECT * FROM kept");
        let finding = format!(
            "`{table}` is not what follows from the records: {rows} rows are missing and 0 are \
             there besides, {of_record}"
        );
        check(db, store, (&damage, &repair), &finding).await;
        let damage = format!(
            "UPDATE {table} SET record = \
             (SELECT seq FROM records WHERE seq <> {table}.record)"
        );
        let repair = format!("DELETE FROM {table}; {repair}");
        if table != "record_text" {
            let finding = format!("{rows} rows are missing and {rows} are there besides");
            check(db, store, (&damage, &repair), &finding).await;
        }
        db.execute("DROP TABLE kept").await;
    }
    for (table, column) in [
        ("metadata_integers", "value"),
        ("metadata_floats", "value"),
        ("suggestion_scores", "value"),
        ("response_values", "number"),
    ] {
        let damage = format!("UPDATE {table} SET {column} = {column} * 2");
        let repair = format!("UPDATE {table} SET {column} = {column} / 2");
        let finding = format!("`{table}` is not what follows");
        check(db, store, (&damage, &repair), &finding).await;
    }
}

async fn unreadable_json_is_found(db: &TestDb, store: &Store) {
    let (_, _) = filled(store).await;
    db.execute(
        "INSERT INTO preferences (member, value, updated_at) SELECT seq, '{}', 0 FROM users \
         WHERE username = 'ann'",
    )
    .await;
    assert_eq!(findings(store).await, Vec::<String>::new());
    for (table, column) in [
        ("records", "fields"),
        ("records", "metadata"),
        ("suggestions", "value"),
        ("suggestions", "score"),
        ("responses", "answers"),
        ("response_history", "answers"),
        ("response_history", "suggestions"),
        ("fields", "settings"),
        ("questions", "settings"),
        ("metadata_properties", "settings"),
        ("preferences", "value"),
    ] {
        db.execute(format!("UPDATE {table} SET {column} = {column} || '}}'").leak()).await;
        let found = findings(store).await;
        let finding = format!("in `{table}.{column}` are not readable, such as row ");
        assert!(found.iter().any(|found| found.contains(&finding)), "{finding}: {found:?}");
        let repair =
            format!("UPDATE {table} SET {column} = substr({column}, 1, length({column}) - 1)");
        db.execute(repair.leak()).await;
        assert_eq!(findings(store).await, Vec::<String>::new());
    }
}

async fn vectors_that_cannot_be_are_found(db: &TestDb, store: &Store) {
    filled(store).await;
    let is_sqlite = db.url().starts_with("sqlite");
    let (shorter, restored) = if is_sqlite {
        ("CAST(substr(value, 1, 8) AS BLOB)", "(SELECT value FROM kept)")
    } else {
        ("substr(value, 1, 8)", "(SELECT value FROM kept)")
    };
    db.execute("CREATE TABLE kept AS SELECT value FROM vectors WHERE settings = 1").await;
    let damage = format!("UPDATE vectors SET value = {shorter} WHERE settings = 1");
    let repair = format!("UPDATE vectors SET value = {restored} WHERE settings = 1");
    let finding = "1 vectors have another number of components than their settings say";
    check(db, store, (&damage, &repair), finding).await;
    let damage = "INSERT INTO vectors (settings, record, value) SELECT settings, 12345, value \
                  FROM vectors WHERE settings = 1";
    let repair = "DELETE FROM vectors WHERE record = 12345";
    check(db, store, (damage, repair), "1 vectors belong to no record, such as 12345").await;
}

/// A text that PostgreSQL's index holds in several rows.
async fn words_of_texts_are_compared(db: &TestDb, store: &Store) {
    let (rich, record) = filled(store).await;
    let long = "word ".repeat(300);
    let made = rich.create(store, json!([{"fields": {"text": long}}])).await.unwrap();
    let long = made[0].id;
    assert_eq!(findings(store).await, Vec::<String>::new());
    if db.url().starts_with("sqlite") {
        // As many words as the text has, and another one.
        let damage = "DELETE FROM record_text WHERE rowid = 1; \
                      INSERT INTO record_text (rowid, tokens) VALUES (1, '1.one 1.two 1.two 2.four')";
        let repair = "DELETE FROM record_text WHERE rowid = 1; \
                      INSERT INTO record_text (rowid, tokens) VALUES (1, '1.one 1.two 1.two 2.three')";
        let finding = "`record_text` has other words than the texts of 1 fields, such as of field \
                       `note` of dataset";
        check(db, store, (damage, repair), finding).await;
        for (damage, rows, of) in [
            (
                "DELETE FROM record_text WHERE rowid = 3",
                "1 rows are missing and 0",
                long.to_string(),
            ),
            (
                "INSERT INTO record_text (rowid, tokens) VALUES (12345, '1.word')",
                "1 rows are missing and 1 are",
                long.to_string(),
            ),
            ("DELETE FROM record_text", "3 rows are missing and 0", record),
        ] {
            db.execute(damage).await;
            let found = findings(store).await;
            assert!(found.len() == 1 && found[0].contains("`record_text`"), "{found:?}");
            assert!(found[0].contains(rows) && found[0].contains(&of), "{found:?}");
        }
        return;
    }
    let damage = "UPDATE long_texts SET words = 'word:1'";
    let repair = "UPDATE long_texts SET words = (SELECT words FROM kept)";
    db.execute("CREATE TABLE kept AS SELECT words FROM long_texts").await;
    let finding = "`long_texts` is not what follows from the records: 1 rows are missing and 1";
    check(db, store, (damage, repair), finding).await;
    db.execute("DELETE FROM long_texts; UPDATE record_text SET tokens = ''").await;
    let found = findings(store).await;
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].contains("`long_texts`") && found[0].contains(&long.to_string()), "{found:?}");
    assert!(found[1].contains("`record_text`") && found[1].contains(&record), "{found:?}");
}

/// As [`on_both`](crate::on_both), for tests that damage the database.
macro_rules! damaged_on_both {
    ($($name:ident),* $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                let db = variorum_testkit::TestDb::sqlite();
                let store = crate::harness::open(&db).await;
                super::$name(&db, &store).await;
            })*
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                let Some(db) = variorum_testkit::TestDb::postgres().await else { return };
                let store = crate::harness::open(&db).await;
                super::$name(&db, &store).await;
                store.close().await;
            })*
        }
    };
}

damaged_on_both!(
    what_is_wrong_is_found,
    what_searches_look_up_is_compared,
    unreadable_json_is_found,
    vectors_that_cannot_be_are_found,
    words_of_texts_are_compared,
);
