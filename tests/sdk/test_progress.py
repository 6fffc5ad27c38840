"""Several people share a dataset: who did what, and which records are done."""

import argilla as rg
import pytest
from samples import review_settings
from server import eventually

RECORDS = 5


@pytest.fixture
def dataset(new_dataset) -> rg.Dataset:
    """Every record is done with two submitted answers."""
    dataset = new_dataset(review_settings(min_submitted=2))
    dataset.records.log([{"id": str(n), "text": f"Text {n}"} for n in range(RECORDS)])
    return dataset


def counts(submitted: int = 0, draft: int = 0, discarded: int = 0) -> dict:
    return {"submitted": submitted, "draft": draft, "discarded": discarded}


def completed(dataset: rg.Dataset) -> list[str]:
    return [record.id for record in dataset.records if record.status == "completed"]


def metrics(someone, dataset: rg.Dataset) -> dict:
    answer = someone.http.get(f"/api/v1/me/datasets/{dataset.id}/metrics")
    assert answer.status_code == 200
    return answer.json()["responses"]


def test_nothing_is_done_at_first(dataset, person):
    nothing = {"total": RECORDS, "completed": 0, "pending": RECORDS}
    assert dataset.progress() == nothing
    assert dataset.progress(with_users_distribution=True) == nothing | {"users": {}}
    assert metrics(person(), dataset) == {
        "total": RECORDS,
        "submitted": 0,
        "discarded": 0,
        "draft": 0,
        "pending": RECORDS,
    }


def test_an_empty_dataset_has_no_progress(new_dataset):
    dataset = new_dataset(review_settings())
    nothing = {"total": 0, "completed": 0, "pending": 0}
    assert dataset.progress(with_users_distribution=True) == nothing | {"users": {}}


def test_progress_counts_records_and_people(dataset, person):
    records = list(dataset.records)
    ada, grace, third = person(), person(), person()
    for record in records[:3]:
        ada.answer(record, label="good")
    ada.answer(records[3], status="draft", comment="later")
    grace.answer(records[0], label="bad", comment="no")
    grace.answer(records[1], label="good")
    grace.answer(records[2], status="discarded")
    third.answer(records[0], status="discarded", label="good")

    assert completed(dataset) == ["0", "1"]
    totals = {"total": RECORDS, "completed": 2, "pending": 3}
    assert dataset.progress() == totals
    users = {
        ada.username: {"completed": counts(2), "pending": counts(1, draft=1)},
        grace.username: {"completed": counts(2), "pending": counts(discarded=1)},
        third.username: {"completed": counts(discarded=1), "pending": counts()},
    }
    assert dataset.progress(with_users_distribution=True) == totals | {"users": users}
    seen = ada.client.datasets(id=dataset.id).progress(with_users_distribution=True)
    assert seen == totals | {"users": users}
    for someone, expected in [
        (ada, {"submitted": 3, "draft": 1, "discarded": 0, "pending": 1}),
        (grace, {"submitted": 2, "draft": 0, "discarded": 1, "pending": 2}),
        (third, {"submitted": 0, "draft": 0, "discarded": 1, "pending": 4}),
    ]:
        assert metrics(someone, dataset) == {"total": RECORDS} | expected


def test_a_withdrawn_answer_reopens_the_record(dataset, person):
    [record, *_] = dataset.records
    ada, grace = person(), person()
    ada.answer(record, label="good")
    response = grace.answer(record, label="good")
    assert completed(dataset) == ["0"]

    path = f"/api/v1/responses/{response['id']}"
    draft = {"status": "draft", "values": {"label": {"value": "bad"}}}
    assert grace.http.put(path, json=draft).status_code == 200
    assert completed(dataset) == []
    assert dataset.progress()["completed"] == 0

    submitted = {"status": "submitted", "values": {"label": {"value": "bad"}}}
    assert grace.http.put(path, json=submitted).status_code == 200
    assert completed(dataset) == ["0"]

    assert grace.http.delete(path).status_code == 200
    assert completed(dataset) == []
    [record, *_] = dataset.records
    assert [(each.user_id, each.value) for each in record.responses["label"]] == [(ada.id, "good")]


def test_the_number_of_answers_asked_for_can_change(dataset, person):
    records = list(dataset.records)
    ada, grace = person(), person()
    for record in records[:3]:
        ada.answer(record, label="good")
    grace.answer(records[2], label="good")
    assert completed(dataset) == ["2"]

    dataset.distribution = rg.TaskDistribution(min_submitted=1)
    dataset.update()
    eventually(lambda: completed(dataset) == ["0", "1", "2"])
    assert dataset.progress() == {"total": RECORDS, "completed": 3, "pending": 2}

    dataset.distribution = rg.TaskDistribution(min_submitted=3)
    dataset.update()
    eventually(lambda: completed(dataset) == [])
    assert dataset.progress() == {"total": RECORDS, "completed": 0, "pending": RECORDS}


def test_deleted_records_leave_the_progress(dataset, person):
    records = list(dataset.records)
    ada, grace = person(), person()
    for someone in (ada, grace):
        someone.answer(records[0], label="good")
        someone.answer(records[1], label="good")
    dataset.records.delete(records[1:3])
    assert dataset.progress(with_users_distribution=True) == {
        "total": 3,
        "completed": 1,
        "pending": 2,
        "users": {
            someone.username: {"completed": counts(1), "pending": counts()}
            for someone in (ada, grace)
        },
    }


def test_each_person_has_an_own_queue(dataset, person):
    ada, grace = person(), person()
    path = f"/api/v1/me/datasets/{dataset.id}/records/search"
    scope = {"entity": "response", "property": "status"}
    pending = {"filters": {"and": [{"type": "terms", "scope": scope, "values": ["pending"]}]}}

    def queue(someone) -> set[str]:
        answer = someone.http.post(path, json=pending, params={"limit": 100}).json()
        assert answer["total"] == len(answer["items"])
        return {item["record"]["external_id"] for item in answer["items"]}

    records = list(dataset.records)
    ada.answer(records[0], label="good")
    ada.answer(records[1], status="draft")
    everything = {str(n) for n in range(RECORDS)}
    assert queue(ada) == everything - {"0", "1"}
    assert queue(grace) == everything
