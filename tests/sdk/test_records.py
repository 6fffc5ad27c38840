"""Records logged in every way the SDK offers, read back, changed and deleted."""

import argilla as rg
import pytest
from argilla._exceptions import NotFoundError, UnprocessableEntityError
from datasets import ClassLabel, Features, Value
from datasets import Dataset as HFDataset
from PIL import ImageChops
from samples import (
    every_setting,
    full_record,
    full_responses,
    full_suggestions,
    review_settings,
    small_picture,
)

UNICODE = {
    "emoji of several code points": "👩‍👩‍👧‍👦 and 🏳️‍🌈",
    "combining accents": "e\u0301 is not \u00e9",
    "right to left": "שלום \u202eabc\u202c مرحبا",
    "no spaces": "今日はいい天気ですね。ไทยไม่มีช่องว่าง",
    "line ends": "a\r\nb\n\tc\u2028d",
    "quotes and slashes": "\"'`\\/%_$1;--\x7f\x01",
    "outside the basic plane": "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 𐍈",
    "empty": "",
}


def suggested(record: rg.Record) -> dict:
    return {each.question_name: each.value for each in record.suggestions}


def suggestion_parts(suggestions) -> dict:
    return {
        each.question_name: (each.value, each.score, each.agent, each.type) for each in suggestions
    }


def ids(records) -> list[str]:
    return [record.id for record in records]


# Logging


def test_rows_with_the_names_of_the_settings(new_dataset):
    dataset = new_dataset(every_setting())
    rows = [
        {"id": "a", "prompt": "One", "tone": "warm", "length": 3, "meaning": [0.5, 1, -2]},
        {"id": "b", "prompt": "Two", "quality": 5, "source": "web"},
    ]
    dataset.records.log(rows)

    first, second = dataset.records(with_vectors=True)
    assert (first.id, first.fields.to_dict(), first.status) == ("a", {"prompt": "One"}, "pending")
    assert (suggested(first), first.metadata) == ({"tone": "warm"}, {"length": 3})
    assert first.vectors == {"meaning": [0.5, 1.0, -2.0]}
    assert (second.id, second.fields.to_dict()) == ("b", {"prompt": "Two"})
    assert (suggested(second), second.metadata) == ({"quality": 5}, {"source": "web"})
    assert second.vectors == {}


def test_a_record_with_everything(new_dataset, person):
    dataset = new_dataset(every_setting())
    ada, grace = person(), person()
    responses = full_responses(ada.id) + full_responses(grace.id, "draft")
    dataset.records.log([full_record(3, responses=responses)])

    [record] = dataset.records(with_vectors=True)
    sent = full_record(3)
    assert record.id == "record-3"
    assert record.fields.to_dict() == sent.fields.to_dict()
    assert record.metadata == sent.metadata
    assert record.vectors == sent.vectors
    assert suggestion_parts(record.suggestions) == suggestion_parts(full_suggestions(3))
    for name, value in {
        "tone": "cold",
        "topics": ["food", "sport"],
        "quality": 4,
        "rewrite": "Plainer text",
        "order": ["a", "b"],
        "names": [{"label": "person", "start": 8, "end": 13}],
    }.items():
        answers = {each.user_id: (each.value, each.status.value) for each in record.responses[name]}
        assert answers == {ada.id: (value, "submitted"), grace.id: (value, "draft")}


def test_responses_complete_a_record(new_dataset, person):
    dataset = new_dataset(review_settings(min_submitted=2))
    people = [person(), person()]

    def answered_by(count: int, status: str) -> rg.Record:
        responses = [rg.Response("label", "good", each.id, status) for each in people[:count]]
        return rg.Record(f"{count} {status}", {"text": "a text"}, responses=responses)

    dataset.records.log(
        [answered_by(count, status) for count in (1, 2) for status in ("submitted", "draft")]
    )
    assert {record.id: record.status for record in dataset.records} == {
        "1 submitted": "pending",
        "1 draft": "pending",
        "2 submitted": "completed",
        "2 draft": "pending",
    }


def test_a_mapping_names_columns_and_their_parts(new_dataset, owner):
    dataset = new_dataset(every_setting())
    row = {
        "key": "row-1",
        "body": "A text",
        "predicted": "flat",
        "probability": 0.625,
        "model": "baseline",
        "checked": "cold",
        "origin": "book",
        "embedding": [1, 2, 3],
    }
    mapping = {
        "key": "id",
        "body": ("prompt", "rewrite"),
        "predicted": "tone",
        "probability": "tone.suggestion.score",
        "model": "tone.suggestion.agent",
        "checked": "tone.response",
        "origin": "source",
        "embedding": "meaning",
    }
    dataset.records.log([row], mapping=mapping)

    [record] = dataset.records(with_vectors=True)
    assert record.id == "row-1"
    assert record.fields.to_dict() == {"prompt": "A text"}
    tone = record.suggestions["tone"]
    assert (tone.value, tone.score, tone.agent) == ("flat", 0.625, "baseline")
    assert record.suggestions["rewrite"].value == "A text"
    [checked] = record.responses["tone"]
    assert (checked.value, checked.user_id, checked.status.value) == ("cold", owner.me.id, "draft")
    assert record.metadata == {"source": "book"}
    assert record.vectors == {"meaning": [1.0, 2.0, 3.0]}


def test_responses_are_logged_for_another_user(new_dataset, person):
    dataset = new_dataset(review_settings())
    ada = person()
    rows = [{"id": "1", "text": "a", "answer": "bad"}]
    dataset.records.log(rows, mapping={"answer": "label.response"}, user_id=ada.id)
    [record] = dataset.records
    assert [(each.value, each.user_id) for each in record.responses["label"]] == [("bad", ada.id)]


def test_a_hugging_face_dataset(new_dataset):
    features = Features(
        {"text": Value("string"), "label": ClassLabel(names=["good", "bad"]), "no": Value("int64")}
    )
    rows = {"text": ["First", "Second", "Third"], "label": [1, 0, 1], "no": [7, 8, 9]}
    dataset = new_dataset(review_settings())
    dataset.records.log(HFDataset.from_dict(rows, features=features), mapping={"no": "id"})

    records = list(dataset.records)
    assert ids(records) == ["7", "8", "9"]
    assert [record.fields["text"] for record in records] == rows["text"]
    assert [suggested(record) for record in records] == [
        {"label": "bad"},
        {"label": "good"},
        {"label": "bad"},
    ]


@pytest.mark.parametrize("batch_size", [1_000, 256, 97])
def test_records_keep_their_order_over_many_batches(new_dataset, batch_size):
    dataset = new_dataset(review_settings())
    rows = [{"id": f"id-{n}", "text": f"Text {n}"} for n in range(600)]
    dataset.records.log(rows, batch_size=batch_size)
    records = list(dataset.records(batch_size=batch_size))
    assert [{"id": record.id, "text": record.fields["text"]} for record in records] == rows


def test_records_without_an_id_get_one_each(new_dataset):
    dataset = new_dataset(review_settings())
    dataset.records.log([{"text": "Same"}, {"text": "Same"}])
    first, second = dataset.records
    assert first.id
    assert second.id
    assert first.id != second.id
    assert first._server_id != second._server_id


def test_a_number_can_be_an_id(new_dataset):
    dataset = new_dataset(review_settings())
    dataset.records.log([{"id": 7, "text": "a"}])
    dataset.records.log([{"id": "7", "text": "b"}])
    [record] = dataset.records
    assert (record.id, record.fields["text"]) == ("7", "b")


@pytest.mark.parametrize("name", UNICODE)
def test_text_is_kept_as_it_is(new_dataset, name):
    text = UNICODE[name]
    dataset = new_dataset(every_setting())
    record = rg.Record(
        id=f"id {text}",
        fields={"prompt": text, "card": {text: [text]}, "talk": [{"role": "user", "content": "x"}]},
        metadata={"tag": text, "extra": text},
        suggestions=[rg.Suggestion("rewrite", text)],
    )
    dataset.records.log([record])
    [served] = dataset.records
    assert served.id == f"id {text}"
    assert served.fields.to_dict() == record.fields.to_dict()
    assert served.metadata == {"tag": text, "extra": text}
    assert suggested(served) == {"rewrite": text}


def test_span_positions_count_code_points(new_dataset, person):
    dataset = new_dataset(every_setting())
    text = "👩‍👩‍👧 met 𝔸da"
    span = {"label": "person", "start": text.index("𝔸"), "end": len(text)}
    row = rg.Record("1", {"prompt": text}, suggestions=[rg.Suggestion("names", [span])])
    dataset.records.log([row])
    [record] = dataset.records
    assert suggested(record) == {"names": [span]}

    beyond = rg.Suggestion("names", [span | {"end": len(text) + 1}])
    with pytest.raises(UnprocessableEntityError):
        dataset.records.log([rg.Record("1", {"prompt": text}, suggestions=[beyond])])


def test_pictures_as_objects_files_and_addresses(new_dataset, tmp_path):
    dataset = new_dataset(every_setting())
    small_picture((0, 0, 255)).save(tmp_path / "blue.png")
    pictures = {
        "object": small_picture(),
        "file": str(tmp_path / "blue.png"),
        "address": "https://example.com/a%20picture.png?size=1",
    }
    dataset.records.log(
        [{"id": key, "prompt": key, "picture": picture} for key, picture in pictures.items()]
    )

    by_id = {record.id: record.fields["picture"] for record in dataset.records}
    assert by_id["address"] == pictures["address"]
    for key, expected in {"object": small_picture(), "file": small_picture((0, 0, 255))}.items():
        assert by_id[key].size == (4, 3)
        assert ImageChops.difference(by_id[key].convert("RGB"), expected).getbbox() is None


# Refusals


WRONG_ROWS = {
    "a required field is missing": {"card": {"a": 1}},
    "an unknown label": {"prompt": "p", "tone": "loud"},
    "a rating out of range": {"prompt": "p", "quality": 6},
    "metadata out of range": {"prompt": "p", "length": 10_001},
    "an unknown term": {"prompt": "p", "source": "radio"},
    "a short vector": {"prompt": "p", "meaning": [1.0, 2.0]},
    "a span outside the text": {
        "prompt": "p",
        "names": [{"label": "person", "start": 0, "end": 9}],
    },
    "a picture that is none": {"prompt": "p", "picture": "data:text/plain;base64,AAAA"},
}


@pytest.mark.parametrize("name", WRONG_ROWS)
def test_one_wrong_row_stores_nothing(new_dataset, name):
    dataset = new_dataset(every_setting())
    rows = [{"id": "right", "prompt": "p"}, {"id": "wrong"} | WRONG_ROWS[name]]
    with pytest.raises(UnprocessableEntityError) as refusal:
        dataset.records.log(rows)
    assert refusal.value.status_code == 422
    assert list(dataset.records) == []


def test_extra_metadata_only_where_allowed(new_dataset):
    dataset = new_dataset(review_settings())
    record = rg.Record("1", {"text": "a"}, metadata={"more": 1})
    with pytest.raises(UnprocessableEntityError):
        dataset.records.log([record])
    dataset.settings.allow_extra_metadata = True
    dataset.update()
    dataset.records.log([record])
    assert [each.metadata for each in dataset.records] == [{"more": 1}]


# Changing


def test_logging_again_updates_by_id(new_dataset, person):
    dataset = new_dataset(every_setting())
    ada, grace = person(), person()
    dataset.records.log([full_record(n, responses=full_responses(ada.id)) for n in range(3)])
    before = {record.id: record for record in dataset.records}

    change = rg.Record(
        "record-1",
        {"prompt": "A new prompt that is long enough for Ada"},
        metadata={"source": "book"},
        vectors={"sound": [9.0, 8.0]},
        suggestions=[rg.Suggestion("tone", "odd", agent="human")],
        responses=full_responses(grace.id),
    )
    dataset.records.log([change, {"id": "record-9", "prompt": "New"}])

    records = {record.id: record for record in dataset.records(with_vectors=True)}
    assert list(records) == ["record-0", "record-1", "record-2", "record-9"]
    after = records["record-1"]
    assert after._server_id == before["record-1"]._server_id
    # Fields and metadata are replaced; suggestions, responses and vectors are merged.
    assert after.fields.to_dict() == {"prompt": "A new prompt that is long enough for Ada"}
    assert after.metadata == {"source": "book"}
    assert after.vectors == full_record(1).vectors | {"sound": [9.0, 8.0]}
    expected = suggested(full_record(1)) | {"tone": "odd"}
    assert suggested(after) == expected
    tone = after.suggestions["tone"]
    assert (tone.score, tone.agent, tone.type) == (None, "human", None)
    assert {each.user_id for each in after.responses["tone"]} == {ada.id, grace.id}
    assert after.status == "completed"
    for untouched in ("record-0", "record-2"):
        assert records[untouched].to_dict() | {"vectors": {}} == before[untouched].to_dict()


def test_one_record_is_changed_in_place(new_dataset):
    dataset = new_dataset(every_setting())
    dataset.records.log([full_record(1), full_record(2)])
    record = next(iter(dataset.records))
    record.fields["prompt"] = "Ada met nobody in Paris at all, this time"
    record.metadata["length"] = 41
    record.vectors["sound"] = [0.25, 0.75]
    record.suggestions.add(rg.Suggestion("tone", "flat", score=0.125, agent="second-model"))
    record.update()

    for after in (record.get(), next(iter(dataset.records(with_vectors=True)))):
        assert after.fields["prompt"] == "Ada met nobody in Paris at all, this time"
        assert after.fields["card"] == full_record(1).fields["card"]
        assert after.metadata == full_record(1).metadata | {"length": 41}
        assert after.vectors == full_record(1).vectors | {"sound": [0.25, 0.75]}
        tone = after.suggestions["tone"]
        assert (tone.value, tone.score, tone.agent) == ("flat", 0.125, "second-model")
        assert after.suggestions["names"].value == full_suggestions(1)[-1].value
    [_, other] = dataset.records
    assert other.fields.to_dict() == full_record(2).fields.to_dict()


def test_records_are_deleted_alone_and_in_batches(new_dataset):
    dataset = new_dataset(review_settings())
    dataset.records.log([{"id": str(n), "text": "a"} for n in range(150)])
    records = list(dataset.records)
    dataset.records.delete(records[:130])
    assert ids(dataset.records) == [str(n) for n in range(130, 150)]
    records[140].delete()
    assert ids(dataset.records) == [str(n) for n in range(130, 150) if n != 140]
    with pytest.raises(NotFoundError):
        records[140].get()
    dataset.records.log([{"id": "3", "text": "again"}])
    assert ids(dataset.records)[-1] == "3"


# Reading


def test_parts_are_read_on_demand(new_dataset, person):
    dataset = new_dataset(every_setting())
    dataset.records.log([full_record(1, responses=full_responses(person().id))])
    both = full_record(1).vectors

    def read(**options) -> rg.Record:
        [record] = dataset.records(**options)
        return record

    assert (len(read().suggestions), len(read().responses), read().vectors) == (6, 6, {})
    assert len(read(with_suggestions=False).suggestions) == 0
    assert len(read(with_suggestions=False).responses) == 6
    assert len(read(with_responses=False).responses) == 0
    assert read(with_vectors=True).vectors == both
    assert read(with_vectors="sound").vectors == {"sound": both["sound"]}
    assert read(with_vectors=["sound", "meaning"]).vectors == both


def test_reading_from_an_offset_with_a_limit(new_dataset):
    dataset = new_dataset(review_settings())
    dataset.records.log([{"id": str(n), "text": "a"} for n in range(25)])

    def read(**options) -> list[int]:
        return [int(record.id) for record in dataset.records(**options)]

    assert read() == list(range(25))
    assert read(limit=3) == [0, 1, 2]
    assert read(limit=12, batch_size=5) == list(range(12))
    assert read(start_offset=20) == [20, 21, 22, 23, 24]
    assert read(start_offset=10, limit=7, batch_size=4) == list(range(10, 17))
    assert read(start_offset=25) == []


@pytest.mark.parametrize("batch_size", [1, 2, 3])
def test_named_vectors_over_pages(new_dataset, batch_size):
    dataset = new_dataset(every_setting())
    dataset.records.log([full_record(n) for n in range(5)])
    read = dataset.records(with_vectors=["meaning", "sound"], batch_size=batch_size)
    assert [(record.id, record.vectors) for record in read] == [
        (f"record-{n}", full_record(n).vectors) for n in range(5)
    ]


def test_a_record_discarded_without_an_answer_can_be_read(new_dataset, person):
    dataset = new_dataset(review_settings())
    dataset.records.log([{"id": "1", "text": "a"}])
    [record] = dataset.records
    path = f"/api/v1/records/{record._server_id}/responses"
    assert person().http.post(path, json={"status": "discarded"}).status_code == 201
    [record] = dataset.records
    assert (len(record.responses), record.get().id) == (0, "1")
