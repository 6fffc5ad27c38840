"""Records exported in every format of the SDK equal what went in, and go in again."""

import json

import argilla as rg
import pytest
from argilla._exceptions import ArgillaError
from datasets import ClassLabel
from samples import (
    every_setting,
    full_record,
    full_responses,
    full_suggestions,
    plain_settings,
    review_settings,
    small_picture,
)

RECORDS = 4
RANKED = {"order": ["a", "b"]}  # ranks are sent, names are read


@pytest.fixture
def people(person) -> list:
    return [person().id, person().id]


@pytest.fixture
def dataset(new_dataset, people):
    """Full records, each answered first by one person, then by the other."""
    dataset = new_dataset(every_setting())
    for user_id, status in zip(people, ("submitted", "discarded"), strict=True):
        responses = full_responses(user_id, status)
        dataset.records.log([full_record(n, responses=responses) for n in range(RECORDS)])
    return dataset


def expected(number: int, people: list) -> dict:
    """What `to_dict` should give, but for the server's id and the vectors."""
    record = without_server_id(full_record(number).to_dict()) | {"vectors": {}}
    record["responses"] = {
        each.question_name: [
            {"value": RANKED.get(each.question_name, each.value), "user_id": str(user_id)}
            for user_id in people
        ]
        for each in full_responses(people[0])
    }
    return record


def without_server_id(record: dict) -> dict:
    return {key: value for key, value in record.items() if key != "_server_id"}


def exported(dataset: rg.Dataset) -> list[dict]:
    """All that is in the records, in a form that two datasets share."""
    records = dataset.records(with_vectors=True).to_list(flatten=False)
    for record in records:
        for answers in record["responses"].values():
            answers.sort(key=lambda answer: answer["user_id"])
    return [without_server_id(record) for record in records]


def test_a_list_equals_what_went_in(dataset, people):
    records = dataset.records.to_list(flatten=False)
    assert all(record["_server_id"] for record in records)
    assert [without_server_id(record) for record in records] == [
        expected(n, people) for n in range(RECORDS)
    ]
    with_vectors = dataset.records(with_vectors=True).to_list(flatten=False)
    assert [record["vectors"] for record in with_vectors] == [
        full_record(n).vectors for n in range(RECORDS)
    ]


def test_a_flat_list_equals_what_went_in(dataset, people):
    [record] = dataset.records(with_vectors=True, start_offset=3).to_list(flatten=True)
    sent = full_record(3)
    flat = {"id": "record-3", "status": "pending", "_server_id": record["_server_id"]}
    flat |= sent.fields.to_dict() | sent.metadata | sent.vectors
    for each in full_suggestions(3):
        column = f"{each.question_name}.suggestion"
        flat |= {column: each.value, f"{column}.score": each.score, f"{column}.agent": each.agent}
    for each in full_responses(people[0]):
        column = f"{each.question_name}.responses"
        value = RANKED.get(each.question_name, each.value)
        flat |= {column: [value, value], f"{column}.status": ["submitted", "discarded"]}
        flat |= {f"{column}.users": [str(user_id) for user_id in people]}
    assert record == flat


def test_a_dictionary_by_column_or_by_id(dataset, people):
    by_name = dataset.records.to_dict()
    assert by_name["id"] == [f"record-{n}" for n in range(RECORDS)]
    assert [each["length"] for each in by_name["metadata"]] == list(range(RECORDS))
    by_id = dataset.records.to_dict(orient="index")
    assert list(by_id) == by_name["id"]
    assert without_server_id(by_id["record-2"]) == expected(2, people)


def test_records_survive_a_json_file(dataset, new_dataset, tmp_path):
    path = dataset.records(with_vectors=True).to_json(tmp_path / "records.json")
    assert json.loads(path.read_text()) == dataset.records(with_vectors=True).to_list(False)

    other = new_dataset(every_setting())
    other.records.from_json(path)
    assert exported(other) == exported(dataset)
    # The file has no status of responses, so the SDK sends drafts.
    statuses = {each.status.value for record in other.records for each in record.responses}
    assert statuses == {"draft"}


def test_a_file_loaded_again_adds_no_records(dataset, tmp_path):
    dataset.records.to_json(tmp_path / "records.json")
    before = exported(dataset)
    dataset.records.from_json(tmp_path / "records.json")
    assert exported(dataset) == before


def test_a_hugging_face_dataset_goes_in_again(new_dataset, owner):
    settings = review_settings()
    settings.add(rg.IntegerMetadataProperty("length"))
    settings.add(rg.VectorField("meaning", dimensions=2))
    first = new_dataset(settings)
    first.records.log(
        [
            rg.Record(
                f"id-{n}",
                {"text": f"Text {n} ☕"},
                metadata={"length": n},
                vectors={"meaning": [n / 2, 1.0]},
                suggestions=[
                    rg.Suggestion("label", ["good", "bad"][n % 2], score=n / 8, agent="model"),
                    rg.Suggestion("comment", f"Comment {n}"),
                ],
                responses=[rg.Response("label", "bad", owner.me.id, "submitted")],
            )
            for n in range(5)
        ]
    )

    table = first.records(with_vectors=True).to_datasets()
    assert table.num_rows == 5
    columns = table.to_dict()
    assert columns["text"] == [f"Text {n} ☕" for n in range(5)]
    assert columns["length"] == list(range(5))
    assert columns["label.suggestion.score"] == [n / 8 for n in range(5)]
    assert columns["label.responses"] == [["bad"]] * 5
    assert columns["label.responses.users"] == [[str(owner.me.id)]] * 5
    assert columns["status"] == ["completed"] * 5
    assert table.features["label.suggestion"] == ClassLabel(names=["good", "bad"])

    second = new_dataset(settings)
    parts = [column for column in table.column_names if ".suggestion" in column]
    second.records.log(table, mapping={part: part for part in parts})
    for before, after in zip(exported(first), exported(second), strict=True):
        assert after == before | {"responses": {}, "status": "pending"}


def test_pictures_become_an_image_column(new_dataset):
    dataset = new_dataset(every_setting())
    dataset.records.log([{"id": "1", "prompt": "p", "picture": small_picture(), "tone": "warm"}])
    table = dataset.records.to_datasets()
    assert type(table.features["picture"]).__name__ == "Image"
    assert table[0]["picture"].convert("RGB").getpixel((1, 2)) == (200, 100, 50)


def test_a_dataset_survives_a_folder(dataset, workspace, owner, tmp_path):
    dataset.to_disk(path=str(tmp_path))
    assert (tmp_path / ".argilla/settings.json").is_file()
    other = rg.Dataset.from_disk(
        str(tmp_path), name="from-disk", workspace=workspace.name, client=owner
    )
    assert other.id != dataset.id
    assert other.name == "from-disk"
    assert plain_settings(other.settings) == plain_settings(dataset.settings)
    assert [each | {"vectors": {}} for each in exported(dataset)] == exported(other)


def test_a_folder_without_its_records(dataset, workspace, owner, tmp_path):
    dataset.to_disk(path=str(tmp_path), with_records=False)
    other = rg.Dataset.from_disk(
        str(tmp_path), name="settings-only", workspace=workspace.name, client=owner
    )
    assert list(other.records) == []
    with pytest.raises(ArgillaError):
        rg.Dataset.from_disk(str(tmp_path), workspace="no-such-workspace", client=owner)
