//! Records: operations 50 to 53 and 57 to 59.

use serde_json::{Value, json};
use variorum_testkit::TestServer;

use crate::labelled::{Labelled, receiver, submitted, told};
use crate::on_both;
use crate::team::{NOBODY, REFUSED_BELOW_ADMIN, column, dataset, id};

on_both!(
    records_are_used_by_role,
    errors_win_in_order,
    records_are_made_complete_and_in_order,
    records_are_listed_with_what_is_asked_for,
    what_is_wrong_with_records_is_named,
    nothing_is_stored_of_a_request_with_a_bad_record,
    a_draft_takes_records_by_upsert_only,
    records_are_upserted_by_id_and_external_id,
    an_annotator_sees_no_more_of_a_record_than_is_meant,
    a_record_is_changed_in_parts,
    what_is_wrong_with_changes_is_named,
    several_records_are_deleted,
    webhooks_are_told_of_records,
);

async fn records_are_used_by_role(server: TestServer) {
    let labelled = Labelled::of(&server).await;
    let (team, path, bulk) = (&labelled.team, &labelled.path, &labelled.bulk);
    let records = format!("{path}/records");
    let items = json!({"items": [{"fields": {"text": "t"}}]});
    let null = json!(null);
    assert_eq!(team.below_admin("POST", bulk, items.clone()).await, REFUSED_BELOW_ADMIN);
    assert_eq!(team.below_admin("PUT", bulk, items.clone()).await, REFUSED_BELOW_ADMIN);
    let made = team.owner.post(bulk, items.clone()).await.json(201);
    team.owner.put(bulk, items.clone()).await.expect_status(200);
    let record = format!("/records/{}", id(&made["items"][0]));
    let found = team.statuses("GET", &records, null.clone()).await;
    assert_eq!(found, [401, 403, 403, 403, 200, 200]);
    let found = team.statuses("GET", &record, null.clone()).await;
    assert_eq!(found, [401, 403, 403, 200, 200, 200]);
    let found = team.statuses("PATCH", &record, json!({})).await;
    assert_eq!(found, [401, 403, 403, 403, 200, 200]);
    let some = format!("{records}?ids={NOBODY}");
    let found = team.statuses("DELETE", &some, null.clone()).await;
    assert_eq!(found, [401, 403, 403, 403, 204, 204]);
    assert_eq!(team.below_admin("DELETE", &record, null.clone()).await, REFUSED_BELOW_ADMIN);
    team.admin.delete(&record).await.expect_status(200);

    let nowhere = format!("/datasets/{NOBODY}/records");
    for (method, path, body) in [
        ("GET", nowhere.clone(), null.clone()),
        ("DELETE", format!("{nowhere}?ids=x"), null.clone()),
        ("POST", format!("{nowhere}/bulk"), items.clone()),
        ("PUT", format!("{nowhere}/bulk"), items),
        ("GET", record.clone(), null.clone()),
        ("PATCH", record.clone(), json!({})),
        ("DELETE", record.clone(), null),
    ] {
        let found = team.statuses(method, &path, body).await;
        assert_eq!(found, [401, 404, 404, 404, 404, 404], "{method} {path}");
    }
    let text = team.annotator.get(&record).await.detail(404);
    assert_eq!(text, format!("Record with id `{}` not found", &record["/records/".len()..]));
}

async fn errors_win_in_order(server: TestServer) {
    let labelled = Labelled::of(&server).await;
    let team = &labelled.team;
    let everyone = [401, 422, 422, 422, 422, 422];
    // The form of a request comes before the role, its content after it.
    assert_eq!(team.statuses("POST", &labelled.bulk, json!({"items": []})).await, everyone);
    let records = format!("{}/records", labelled.path);
    assert_eq!(team.statuses("DELETE", &records, json!(null)).await, everyone);
    let found = team.outsider.delete(&records).await.problems();
    assert_eq!(found, [("missing".to_owned(), r#"["query","ids"]"#.to_owned())]);
    let path = format!("{records}?limit=0&offset=x");
    assert_eq!(team.outsider.get(&path).await.problems().len(), 2);
    let unknown = format!("/datasets/{NOBODY}/records?include=zz");
    assert!(team.outsider.get(&unknown).await.detail(422).contains("zz"));
    let bad = json!({"items": [{"fields": {"unknown": "x"}}]});
    assert_eq!(team.below_admin("POST", &labelled.bulk, bad).await, REFUSED_BELOW_ADMIN);
}

async fn records_are_made_complete_and_in_order(server: TestServer) {
    let labelled = Labelled::of(&server).await;
    let admin = &labelled.team.admin;
    let ann = &labelled.team.annotator.id;
    let items = json!([
        {"fields": {"text": "four", "note": null}, "metadata": {"pages": 3, "b": [1.5, {"x": null}]},
         "external_id": 7, "id": NOBODY, "status": "completed", "inserted_at": null,
         "vectors": {"v": [1, "0.5"]},
         "suggestions": [{"question_id": labelled.suggestion("label", json!("a"))["question_id"],
             "value": "a", "score": 1, "agent": "m/1", "type": "model", "id": NOBODY,
             "question_name": "label"}],
         "responses": [{"user_id": ann, "status": "submitted",
             "values": {"label": {"value": "b", "x": 1}, "tags": {"value": ["a"]}}}]},
        {"fields": {"text": ""}, "metadata": null, "responses": null, "suggestions": null,
         "vectors": null, "external_id": null},
    ]);
    let answer = admin.post(&labelled.bulk, json!({"items": items})).await;
    assert!(answer.text.contains(r#"{"pages":3,"b":[1.5,{"x":null}]}"#), "{}", answer.text);
    let made = answer.json(201);
    let (first, second) = (&made["items"][0], &made["items"][1]);
    let now = &first["inserted_at"];
    assert_ne!(first["id"], NOBODY);
    let (suggestion, response) = (&first["suggestions"][0], &first["responses"][0]);
    assert_eq!(
        *first,
        json!({
            "id": first["id"], "status": "completed", "fields": {"text": "four", "note": null},
            "metadata": {"pages": 3, "b": [1.5, {"x": null}]}, "external_id": "7",
            "responses": [{
                "id": response["id"], "values": {"label": {"value": "b"}, "tags": {"value": ["a"]}},
                "status": "submitted", "record_id": first["id"], "user_id": ann,
                "inserted_at": response["inserted_at"], "updated_at": response["updated_at"],
            }],
            "suggestions": [{
                "question_id": suggestion["question_id"], "type": "model", "value": "a",
                "agent": "m/1", "score": 1.0, "id": suggestion["id"],
                "inserted_at": suggestion["inserted_at"], "updated_at": suggestion["updated_at"],
            }],
            "vectors": {"v": [1.0, 0.5]}, "dataset_id": labelled.path["/datasets/".len()..],
            "inserted_at": now, "updated_at": now,
        })
    );
    assert_eq!(second["status"], "pending");
    assert_eq!([&second["metadata"], &second["external_id"]], [&json!(null); 2]);
    assert_eq!([&second["responses"], &second["suggestions"]], [&json!([]); 2]);
    assert_eq!(second["vectors"], json!({}));
    assert!(first["inserted_at"].as_str() < second["inserted_at"].as_str());
    assert_eq!(admin.get(&format!("/records/{}", id(first))).await.json(200), *first);
    // What is made already is refused by name.
    let again = json!({"items": [{"fields": {"text": "x"}, "external_id": "7"}]});
    assert!(admin.post(&labelled.bulk, again).await.detail(422).contains("`7`"));
}

async fn records_are_listed_with_what_is_asked_for(server: TestServer) {
    let labelled = Labelled::of(&server).await;
    let admin = &labelled.team.admin;
    let item = |n: i64| {
        json!({
            "fields": {"text": format!("{n}")}, "metadata": {"secret": "s"}, "external_id": n,
            "vectors": {"v": [n, 0], "w": [n]},
            "suggestions": [labelled.suggestion("label", json!("a"))],
        })
    };
    let made = labelled.records((0..5).map(item).collect()).await;
    let record = format!("/records/{}/responses", id(&made[1]));
    labelled.team.annotator.post(&record, json!({"status": "discarded"})).await.expect_status(201);
    let list = async |query: &str| {
        admin.get(&format!("{}/records?{query}", labelled.path)).await.json(200)
    };
    for (query, expected) in [
        ("", vec!["0", "1", "2", "3", "4"]),
        ("limit=2", vec!["0", "1"]),
        ("limit=2&offset=3", vec!["3", "4"]),
        ("limit=1000&offset=5", vec![]),
        ("sort_by=external_id:desc&metadata=pages:1&response_status=draft&limit=1", vec!["0"]),
    ] {
        let found = list(query).await;
        assert_eq!(found["total"], 5, "{query}");
        assert_eq!(column(&found, "external_id"), expected, "{query}");
    }
    let keys = |found: &Value, key: &str| found["items"][1].get(key).cloned();
    for (query, key, expected) in [
        ("", "responses", None),
        ("", "suggestions", None),
        ("", "vectors", None),
        ("include=vectors", "vectors", Some(json!({"v": [1.0, 0.0], "w": [1.0]}))),
        ("include=vectors:w", "vectors", Some(json!({"w": [1.0]}))),
        ("include=vectors:w,v&limit=2", "vectors", Some(json!({"v": [1.0, 0.0], "w": [1.0]}))),
        ("include=vectors:zz", "vectors", Some(json!({}))),
        ("include=zz:a", "vectors", None),
        ("include=suggestions,vectors:w", "never", None),
    ] {
        if key == "never" {
            let path = format!("{}/records?{query}", labelled.path);
            admin.get(&path).await.expect_status(422);
        } else {
            assert_eq!(keys(&list(query).await, key), expected, "{query} {key}");
        }
    }
    let all = list("include=responses&include=suggestions&include=vectors").await;
    // The SDK cannot read a response without values.
    assert_eq!(all["items"][1]["responses"][0]["values"], json!({}));
    assert_eq!(all["items"][0]["responses"], json!([]));
    assert_eq!(all["items"][0]["suggestions"][0]["value"], "a");
    assert_eq!(all["items"][0]["metadata"], json!({"secret": "s"}));
    for query in ["offset=-1", "offset=99999999999999999999", "limit=0", "limit=1001"] {
        let path = format!("{}/records?{query}", labelled.path);
        assert_eq!(admin.get(&path).await.problems().len(), 1, "{query}");
    }
}

async fn what_is_wrong_with_records_is_named(server: TestServer) {
    let labelled = Labelled::of(&server).await;
    let admin = &labelled.team.admin;
    let good = json!({"fields": {"text": "x"}});
    let twice = |key: &str, value: Value| {
        let mut item = good.clone();
        item[key] = json!([value, value]);
        json!({"items": [item]})
    };
    let response = json!({"user_id": labelled.team.annotator.id, "status": "discarded"});
    for (body, kind, loc) in [
        (json!(null), "missing", r#"["body"]"#),
        (json!({}), "missing", r#"["body","items"]"#),
        (json!({"items": []}), "too_short", r#"["body","items"]"#),
        (json!({"items": vec![good.clone(); 501]}), "too_long", r#"["body","items"]"#),
        (json!({"items": [{}]}), "missing", r#"["body","items",0,"fields"]"#),
        (
            json!({"items": [{"fields": {"text": "x"}, "external_id": true}]}),
            "string_type",
            r#"["body","items",0,"external_id"]"#,
        ),
        (
            json!({"items": [
                {"fields": {"text": "x"}, "external_id": 1},
                {"fields": {"text": "x"}, "external_id": "1"},
            ]}),
            "value_error",
            r#"["body","items"]"#,
        ),
        (twice("responses", response), "value_error", r#"["body","items",0,"responses"]"#),
    ] {
        let found = admin.post(&labelled.bulk, body.clone()).await.problems();
        assert_eq!(found, [(kind.to_owned(), loc.to_owned())], "{body}");
    }
    let suggested = twice("suggestions", labelled.suggestion("label", json!("a")));
    let refused = admin.post(&labelled.bulk, suggested).await.detail(422);
    assert!(refused.contains("more than one suggestion"), "{refused}");
}

async fn nothing_is_stored_of_a_request_with_a_bad_record(server: TestServer) {
    let labelled = Labelled::of(&server).await;
    let admin = &labelled.team.admin;
    let bad = [
        json!({"fields": {}}),
        json!({"fields": {"note": "x"}}),
        json!({"fields": {"text": null}}),
        json!({"fields": {"text": "x", "zz": "x"}}),
        json!({"fields": {"text": {"an": "object"}}}),
        json!({"fields": {"text": "x"}, "metadata": {"pages": "3"}}),
        json!({"fields": {"text": "x"}, "vectors": {"v": [1]}}),
        json!({"fields": {"text": "x"}, "vectors": {"zz": [1]}}),
        json!({"fields": {"text": "x"}, "suggestions": [labelled.suggestion("label", json!(["a"]))]}),
        json!({"fields": {"text": "x"}, "suggestions": [{"question_id": NOBODY, "value": "a"}]}),
        json!({"fields": {"text": "x"}, "responses": [
            {"user_id": NOBODY, "status": "discarded"}
        ]}),
        json!({"fields": {"text": "x"}, "responses": [
            {"user_id": labelled.team.annotator.id, "status": "submitted",
             "values": {"tags": {"value": ["a"]}}}
        ]}),
    ];
    for bad in bad {
        let items = json!({"items": [{"fields": {"text": "good"}}, bad]});
        for text in [
            admin.post(&labelled.bulk, items.clone()).await.detail(422),
            admin.put(&labelled.bulk, items.clone()).await.detail(422),
        ] {
            assert!(text.contains("position 1"), "{text}");
        }
    }
    let list = admin.get(&format!("{}/records", labelled.path)).await.json(200);
    assert_eq!(list, json!({"items": [], "total": 0}));
}

async fn a_draft_takes_records_by_upsert_only(server: TestServer) {
    let labelled = Labelled::of(&server).await;
    let (admin, workspace) = (&labelled.team.admin, &labelled.team.workspace);
    let draft = format!("/datasets/{}", id(&dataset(&server, workspace, "draft").await));
    let field = json!({"name": "text", "title": "T", "settings": {"type": "text"}});
    admin.post(&format!("{draft}/fields"), field).await.expect_status(201);
    let items = json!({"items": [{"fields": {"text": "x"}}]});
    let bulk = format!("{draft}/records/bulk");
    assert_ne!(admin.post(&bulk, items.clone()).await.detail(422), "");
    admin.put(&bulk, items).await.expect_status(200);
    assert_eq!(admin.get(&format!("{draft}/records")).await.json(200)["total"], 1);
}

async fn records_are_upserted_by_id_and_external_id(server: TestServer) {
    let labelled = Labelled::of(&server).await;
    let admin = &labelled.team.admin;
    let upsert =
        async |items: Value| admin.put(&labelled.bulk, json!({"items": items})).await.json(200);
    let made = upsert(json!([
        {"id": NOBODY, "external_id": "a", "fields": {"text": "1"}, "metadata": {"pages": 1}},
        {"fields": {"text": "2"}},
    ]))
    .await;
    assert_eq!(made["updated_item_ids"], json!([]));
    let (a, b) = (&made["items"][0], &made["items"][1]);
    assert_ne!(a["id"], NOBODY);
    let out = upsert(json!([
        {"external_id": "new", "fields": {"text": "3"}},
        {"id": b["id"], "external_id": "ignored", "fields": {"text": "22"}, "metadata": {},
         "suggestions": [labelled.suggestion("label", json!("a"))]},
        {"id": null, "external_id": "a", "vectors": {"w": [1]}},
    ]))
    .await;
    assert_eq!(out["updated_item_ids"], json!([b["id"], a["id"]]));
    assert_eq!(column(&out, "external_id"), [json!("new"), json!(null), json!("a")]);
    assert_eq!(out["items"][1]["fields"], json!({"text": "22"}));
    assert_ne!(out["items"][1]["updated_at"], b["updated_at"]);
    assert_eq!(out["items"][2]["metadata"], json!({"pages": 1}));
    assert_eq!(out["items"][2]["vectors"], json!({"w": [1.0]}));
    assert_eq!(out["items"][2]["updated_at"], a["updated_at"]);
    let text =
        admin.put(&labelled.bulk, json!({"items": [{"external_id": "zz"}]})).await.detail(422);
    assert!(text.contains("`fields`"), "{text}");
    assert_eq!(admin.get(&format!("{}/records", labelled.path)).await.json(200)["total"], 3);
}

async fn an_annotator_sees_no_more_of_a_record_than_is_meant(server: TestServer) {
    let labelled = Labelled::of(&server).await;
    let team = &labelled.team;
    let item = json!({
        "fields": {"text": "t"}, "metadata": {"pages": 1, "secret": "s", "extra": 2},
        "vectors": {"v": [1, 2]}, "suggestions": [labelled.suggestion("label", json!("a"))],
        "responses": [{"user_id": team.admin.id, "status": "draft", "values": {}}],
    });
    let made = labelled.records(json!([item])).await;
    let path = format!("/records/{}", id(&made[0]));
    let responses = format!("{path}/responses");
    let own = team.annotator.post(&responses, submitted("a")).await.json(201);
    let seen = team.annotator.get(&path).await.json(200);
    assert_eq!(seen["metadata"], json!({"pages": 1}));
    assert_eq!(seen["responses"], json!([own]));
    assert_eq!(seen["vectors"], json!({"v": [1.0, 2.0]}));
    assert_eq!(seen["suggestions"], made[0]["suggestions"]);
    for all in [team.admin.get(&path).await.json(200), team.owner.get(&path).await.json(200)] {
        assert_eq!(all["metadata"], json!({"pages": 1, "secret": "s", "extra": 2}));
        assert_eq!(all["responses"].as_array().unwrap().len(), 2);
    }
}

async fn a_record_is_changed_in_parts(server: TestServer) {
    let labelled = Labelled::of(&server).await;
    let admin = &labelled.team.admin;
    let item = json!({
        "external_id": "a", "fields": {"text": "t", "note": "n"}, "metadata": {"pages": 1},
        "vectors": {"v": [1, 2]}, "suggestions": [labelled.suggestion("label", json!("a"))],
    });
    let mut before = labelled.records(json!([item])).await.remove(0);
    let path = format!("/records/{}", id(&before));
    for (changes, key, expected, is_moved) in [
        (json!({}), "fields", json!({"text": "t", "note": "n"}), false),
        (json!({"external_id": "b", "status": "x"}), "external_id", json!("a"), false),
        (json!({"fields": {"text": "T"}}), "fields", json!({"text": "T"}), true),
        (json!({"fields": {"text": "T"}}), "fields", json!({"text": "T"}), true),
        (json!({"metadata": {"x": 1}}), "metadata", json!({"x": 1}), true),
        (json!({"metadata": null}), "metadata", json!(null), true),
        (json!({"vectors": {"w": [3]}}), "vectors", json!({"v": [1.0, 2.0], "w": [3.0]}), true),
        (json!({"vectors": null}), "vectors", json!({"v": [1.0, 2.0], "w": [3.0]}), true),
        (json!({"suggestions": []}), "suggestions", json!([]), true),
    ] {
        let after = admin.patch(&path, changes.clone()).await.json(200);
        assert_eq!(after[key], expected, "{changes}");
        assert_eq!(after["updated_at"] != before["updated_at"], is_moved, "{changes}");
        assert_eq!(admin.get(&path).await.json(200), after, "{changes}");
        before = after;
    }
    let deleted = admin.delete(&path).await.json(200);
    for key in ["responses", "suggestions", "vectors"] {
        assert_eq!(deleted.get(key), None, "{key}");
    }
    assert_eq!([&deleted["id"], &deleted["fields"]], [&before["id"], &before["fields"]]);
    admin.delete(&path).await.expect_status(404);
}

async fn what_is_wrong_with_changes_is_named(server: TestServer) {
    let labelled = Labelled::of(&server).await;
    let admin = &labelled.team.admin;
    let path = labelled.record("four").await;
    for changes in [
        json!({"fields": null}),
        json!({"fields": {}}),
        json!({"fields": {"note": "x"}}),
        json!({"metadata": {"pages": true, "secret": 1, "pages2": 1, "pages": 1.5}}),
        json!({"vectors": {"zz": [1]}}),
        json!({"suggestions": [labelled.suggestion("label", json!("zz"))]}),
        json!({"suggestions": [labelled.suggestion("label", json!([{"value": "a", "rank": 1}]))]}),
        json!({"suggestions": [labelled.suggestion(
            "parts", json!([{"label": "a", "start": 0, "end": 5}])
        )]}),
    ] {
        assert_ne!(admin.patch(&path, changes).await.detail(422), "");
    }
    for (changes, kind, loc) in [
        (json!({"suggestions": null}), "value_error", r#"["body"]"#),
        (json!({"fields": {"text": 1}}), "string_type", r#"["body","fields","text"]"#),
        (json!({"metadata": []}), "dict_type", r#"["body","metadata"]"#),
    ] {
        let found = admin.patch(&path, changes.clone()).await.problems();
        assert_eq!(found, [(kind.to_owned(), loc.to_owned())], "{changes}");
    }
}

async fn several_records_are_deleted(server: TestServer) {
    let labelled = Labelled::of(&server).await;
    let admin = &labelled.team.admin;
    let made = labelled.records(json!(vec![json!({"fields": {"text": "t"}}); 3])).await;
    let records = format!("{}/records", labelled.path);
    let (first, last) = (id(&made[0]), id(&made[2]));
    for ids in ["", "x", &format!("{first},"), &vec![first; 101].join(",")] {
        assert_ne!(admin.delete(&format!("{records}?ids={ids}")).await.detail(422), "");
    }
    let ids = format!("{last},{NOBODY},{}", first.to_uppercase());
    let answer = admin.delete(&format!("{records}?ids={ids}")).await;
    assert_eq!((answer.status, answer.text.as_str()), (204, ""));
    admin.delete(&format!("{records}?ids={ids}")).await.expect_status(204);
    let left = admin.get(&records).await.json(200);
    assert_eq!(column(&left, "id"), [made[1]["id"].clone()]);
    // Records of another dataset are not touched.
    let other = dataset(&server, &labelled.team.workspace, "other").await;
    let elsewhere = format!("/datasets/{}/records?ids={}", id(&other), id(&made[1]));
    admin.delete(&elsewhere).await.expect_status(204);
    assert_eq!(admin.get(&records).await.json(200)["total"], 1);
}

async fn webhooks_are_told_of_records(server: TestServer) {
    let labelled = Labelled::of(&server).await;
    let admin = &labelled.team.admin;
    let events = [
        "record.created",
        "record.updated",
        "record.deleted",
        "record.completed",
        "response.created",
        "response.updated",
    ];
    let mut receiver = receiver(&server, &events).await;
    let response = json!({"user_id": labelled.team.annotator.id, "status": "submitted",
        "values": {"label": {"value": "a"}}});
    // A new record that is complete is told as made, and its responses are not told.
    let items = json!([
        {"fields": {"text": "1"}, "external_id": "1", "responses": [response]},
        {"fields": {"text": "2"}, "external_id": "2", "vectors": {"v": [1, 2]}},
    ]);
    let made = labelled.records(items).await;
    let found = told(&mut receiver, 2).await;
    assert!(found.iter().all(|(event, _)| event == "record.created"));
    let mut texts: Vec<_> = found.iter().map(|(_, data)| data["fields"]["text"].clone()).collect();
    texts.sort_by_key(Value::to_string);
    assert_eq!(texts, ["1", "2"]);
    assert_eq!(found[0].1.get("vectors"), None);
    assert_eq!(found[0].1["dataset"]["workspace"]["name"], "team");

    let items = json!({"items": [
        {"external_id": "1", "fields": {"text": "11"}},
        {"external_id": "2", "vectors": {"w": [1]}},
        {"external_id": "3", "fields": {"text": "3"}},
    ]});
    admin.put(&labelled.bulk, items).await.expect_status(200);
    let found = told(&mut receiver, 3).await;
    let found: Vec<_> =
        found.iter().map(|(event, data)| (event.as_str(), &data["external_id"])).collect();
    // The second was never changed since it was made.
    assert!(found[..2].iter().all(|(event, _)| *event == "record.created"), "{found:?}");
    assert_eq!(found[2], ("record.updated", &json!("1")));

    let path = format!("/records/{}", id(&made[0]));
    admin.patch(&path, json!({})).await.expect_status(200);
    admin.patch(&path, json!({"suggestions": []})).await.expect_status(200);
    assert_eq!(told(&mut receiver, 1).await[0].0, "record.updated");
    admin.delete(&path).await.expect_status(200);
    let found = told(&mut receiver, 1).await;
    assert_eq!(
        (found[0].0.as_str(), &found[0].1["fields"]["text"]),
        ("record.deleted", &json!("11"))
    );
    let ids = format!("{}/records?ids={},{NOBODY}", labelled.path, id(&made[1]));
    admin.delete(&ids).await.expect_status(204);
    let found = told(&mut receiver, 1).await;
    assert_eq!((found[0].0.as_str(), &found[0].1["id"]), ("record.deleted", &made[1]["id"]));
    // What is refused is not told.
    admin.post(&labelled.bulk, json!({"items": [{"fields": {}}]})).await.expect_status(422);
    receiver.expect_silence().await;
}
