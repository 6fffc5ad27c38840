"""A real job: 5,000 instructions loaded, answered by three people at once, and exported."""

import json
import os
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

import argilla as rg
import pytest
from people import Person
from server import REPOSITORY

DATA = Path(os.environ.get("VARIORUM_TEST_DATA", REPOSITORY / "../shared/data"))
FILE = DATA / "alpaca" / "alpaca_dev_5000.jsonl"
ANSWERS_EACH = 300
ANSWERS_SHARED = 150  # with the next person
ANSWERS_PER_REQUEST = 100
MIN_SUBMITTED = 2


@pytest.fixture(scope="module")
def rows() -> list[dict]:
    """The file's rows as one would log them, each value under the name of its setting."""
    if not FILE.is_file():
        pytest.skip(f"{FILE.name} is not in VARIORUM_TEST_DATA: it is not part of the repository")
    with FILE.open() as lines:
        return [row_of(json.loads(line)) for line in lines]


def row_of(source: dict) -> dict:
    words = len(source["output"].split())
    return {
        "id": source["id"],
        "instruction": source["instruction"],
        "input": source["input"],
        "output": source["output"],
        "raw_index": source["raw_index"],
        "words": words,
        "with_input": "yes" if source["input"] else "no",
        "share_of_output": len(source["output"]) / len(str(source)),
        "kind": "short" if words < 5 else "long",
    }


FIELDS = ("instruction", "input", "output")
METADATA = ("raw_index", "words", "with_input", "share_of_output")


def settings() -> rg.Settings:
    return rg.Settings(
        guidelines="Is the answer right, and is it good?",
        distribution=rg.TaskDistribution(min_submitted=MIN_SUBMITTED),
        fields=[rg.TextField(name) for name in FIELDS],
        questions=[
            rg.LabelQuestion("kind", labels=["short", "long", "code", "wrong"]),
            rg.RatingQuestion("quality", values=[1, 2, 3, 4, 5]),
            rg.TextQuestion("comment", required=False),
        ],
        metadata=[
            rg.IntegerMetadataProperty("raw_index", min=0),
            rg.IntegerMetadataProperty("words"),
            rg.TermsMetadataProperty("with_input", options=["yes", "no"]),
            rg.FloatMetadataProperty("share_of_output", min=0.0, max=1.0),
        ],
    )


def answer_of(number: int, position: int) -> tuple[str, dict]:
    """What the person with this number says to the record at this position."""
    turn = (position + 3 * number) % 10
    if turn == 9:
        return "discarded", {}
    if turn == 8:
        return "draft", {"comment": f"to be continued by {number}"}
    kind = ("short", "long", "code", "wrong")[(position + number) % 4]
    return "submitted", {"kind": kind, "quality": 1 + turn % 5, "comment": f"№ {position} ✓"}


def positions_of(number: int) -> range:
    start = number * (ANSWERS_EACH - ANSWERS_SHARED)
    return range(start, start + ANSWERS_EACH)


def requests_of(items: list) -> list[list]:
    """The items in as many parts as there have to be requests."""
    starts = range(0, len(items), ANSWERS_PER_REQUEST)
    return [items[start : start + ANSWERS_PER_REQUEST] for start in starts]


def find_records(person: Person, dataset: rg.Dataset, external_ids: list[str]) -> dict[str, str]:
    """The server's ids of some records, found as the annotation page finds them."""
    found = {}
    scope = {"entity": "record", "property": "external_id"}
    for wanted in requests_of(external_ids):
        answer = person.http.post(
            f"/api/v1/me/datasets/{dataset.id}/records/search",
            params={"limit": ANSWERS_PER_REQUEST},
            json={"filters": {"and": [{"type": "terms", "scope": scope, "values": wanted}]}},
        )
        assert answer.status_code == 200, answer.text
        assert answer.json()["total"] == len(wanted)
        records = [item["record"] for item in answer.json()["items"]]
        found |= {record["external_id"]: record["id"] for record in records}
    return found


def answer_all(number: int, person: Person, dataset: rg.Dataset, rows: list[dict]) -> None:
    """Everybody answers in bulk, but for the second person, who answers one record at a time."""
    positions = positions_of(number)
    server_ids = find_records(person, dataset, [rows[position]["id"] for position in positions])
    bodies = []
    for position in positions:
        status, values = answer_of(number, position)
        wrapped = {name: {"value": value} for name, value in values.items()}
        record_id = server_ids[rows[position]["id"]]
        bodies.append({"record_id": record_id, "status": status, "values": wrapped})
    if number == 1:
        for body in bodies:
            path = f"/api/v1/records/{body['record_id']}/responses"
            answer = person.http.post(path, json=body)
            assert answer.status_code == 201, answer.text
    else:
        for items in requests_of(bodies):
            answer = person.http.post("/api/v1/me/responses/bulk", json={"items": items})
            assert answer.status_code == 200, answer.text
            assert [item["error"] for item in answer.json()["items"]] == [None] * len(items)


def planned_answers(position: int) -> list[tuple[int, str, dict]]:
    return [
        (number, *answer_of(number, position))
        for number in range(3)
        if position in positions_of(number)
    ]


def planned_status(position: int) -> str:
    submitted = [status for _, status, _ in planned_answers(position) if status == "submitted"]
    return "completed" if len(submitted) >= MIN_SUBMITTED else "pending"


def planned_record(position: int, row: dict, people: list[Person]) -> dict:
    """The record as its export should be, but for the server's id."""
    responses = {}
    for number, _, values in planned_answers(position):
        for question, value in values.items():
            answer = {"value": value, "user_id": str(people[number].id)}
            responses.setdefault(question, []).append(answer)
    return {
        "id": row["id"],
        "fields": {name: row[name] for name in FIELDS},
        "metadata": {name: row[name] for name in METADATA},
        "suggestions": {"kind": {"value": row["kind"], "score": None, "agent": None}},
        "responses": {name: in_order(answers) for name, answers in responses.items()},
        "vectors": {},
        "status": planned_status(position),
    }


def in_order(answers: list[dict]) -> list[dict]:
    """The three people answer at the same time, so their order is not known."""
    return sorted(answers, key=lambda answer: answer["user_id"])


def exported_record(record: dict) -> dict:
    responses = {name: in_order(answers) for name, answers in record["responses"].items()}
    return {name: value for name, value in record.items() if name != "_server_id"} | {
        "responses": responses
    }


def planned_user_progress(number: int) -> dict:
    progress = {
        status: {"submitted": 0, "draft": 0, "discarded": 0} for status in ("completed", "pending")
    }
    for position in positions_of(number):
        status, _ = answer_of(number, position)
        progress[planned_status(position)][status] += 1
    return progress


@contextmanager
def measured(report: Callable[[str], None], database: str, what: str, count: int):
    start = monotonic()
    yield
    seconds = monotonic() - start
    report(f"{database:<9} {what:<28} {count:>6} {seconds:>7.1f} s {count / seconds:>7.0f} /s")


def test_instructions_are_loaded_answered_and_exported(rows, new_dataset, person, server, report):
    dataset = new_dataset(settings(), name="alpaca")
    people = [person(), person(), person()]

    with measured(report, server.database, "records logged", len(rows)):
        dataset.records.log(rows, batch_size=500)
    assert dataset.progress() == {"total": len(rows), "completed": 0, "pending": len(rows)}

    with (
        measured(report, server.database, "answers by three people", 3 * ANSWERS_EACH),
        ThreadPoolExecutor(max_workers=3) as pool,
    ):
        work = [
            pool.submit(answer_all, number, someone, dataset, rows)
            for number, someone in enumerate(people)
        ]
        for each in work:
            each.result()

    # Progress and metrics, as the owner and as each person sees them.
    completed = sum(planned_status(position) == "completed" for position in range(len(rows)))
    assert completed > ANSWERS_SHARED  # else this would not test much
    progress = {
        "total": len(rows),
        "completed": completed,
        "pending": len(rows) - completed,
        "users": {
            someone.username: planned_user_progress(number) for number, someone in enumerate(people)
        },
    }
    assert dataset.progress(with_users_distribution=True) == progress
    for number, someone in enumerate(people):
        seen = someone.client.datasets(dataset.name, workspace=dataset.workspace.name)
        assert seen.progress(with_users_distribution=True) == progress
        counts = Counter(answer_of(number, position)[0] for position in positions_of(number))
        answer = someone.http.get(f"/api/v1/me/datasets/{dataset.id}/metrics")
        assert answer.json()["responses"] == {
            "total": len(rows),
            "submitted": counts["submitted"],
            "draft": counts["draft"],
            "discarded": counts["discarded"],
            "pending": len(rows) - ANSWERS_EACH,
        }

    with measured(report, server.database, "records exported", len(rows)):
        exported = dataset.records.to_list(flatten=False)
    assert len(exported) == len(rows)
    wrong = {}  # parts by id, for the texts are not for logs
    for position, record in enumerate(exported):
        actual, planned = exported_record(record), planned_record(position, rows[position], people)
        if actual != planned:
            wrong[record["id"]] = [name for name in planned if actual.get(name) != planned[name]]
    assert wrong == {}

    # Each person reads the own answers through the SDK.
    for number, someone in enumerate(people):
        position = positions_of(number)[0]
        model = someone.client.api.records.get(exported[position]["_server_id"])
        [response] = model.responses
        status, values = answer_of(number, position)
        assert (response.user_id, response.status.value) == (someone.id, status)
        assert {name: each["value"] for name, each in response.values.items()} == values

    long = rg.Query(filter=[("metadata.words", ">=", 100), ("metadata.with_input", "==", "yes")])
    with measured(report, server.database, "records found by metadata", len(rows)):
        found = [record.id for record in dataset.records(long)]
    assert found == [
        row["id"] for row in rows if row["words"] >= 100 and row["with_input"] == "yes"
    ]
