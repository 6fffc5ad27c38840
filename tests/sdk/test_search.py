"""Text queries, filters of every scope and operator, and similarity."""

from datetime import UTC, datetime, timedelta
from math import cos, sin

import argilla as rg
import pytest
from argilla._exceptions import UnprocessableEntityError
from samples import every_setting, review_settings

TEXTS = {
    "1": "First record about quick brown foxes",
    "2": "Second record about a lazy dog",
    "3": "Third: the quick dog naps",
    "4": "Nothing in common, café au lait",
    "5": "Quick quick quick",
}
SIMILAR_MAX = 1_000


def found(dataset: rg.Dataset, query=None, **options) -> list[str]:
    """The ids of what a query finds."""
    if not isinstance(query, str | None):
        query = rg.Query(filter=query) if isinstance(query, tuple | list) else query
    return [record.id for record in dataset.records(query, **options)]


# Text


@pytest.fixture
def texts(new_dataset) -> rg.Dataset:
    dataset = new_dataset(review_settings())
    dataset.records.log([{"id": key, "text": text} for key, text in TEXTS.items()])
    return dataset


TEXT_QUERIES = {
    "first": {"1"},
    "FIRST": {"1"},
    "record": {"1", "2"},
    "quick dog": {"3"},
    '"quick dog"': {"3"},
    '"dog quick"': set(),
    "quick | lazy": {"1", "2", "3", "5"},
    "quick -dog": {"1", "5"},
    "fox*": {"1"},
    "unknown": set(),
    "quick + (foxes | naps)": {"1", "3"},
}


@pytest.mark.parametrize("text", TEXT_QUERIES)
def test_words_phrases_and_operators(texts, text):
    result = found(texts, text)
    assert len(result) == len(set(result))
    assert set(result) == TEXT_QUERIES[text]


def test_the_best_match_comes_first(texts):
    assert found(texts, "quick")[0] == "5"


def test_a_query_is_paged_like_a_list(texts):
    whole = found(texts, "quick")
    assert sorted(whole) == ["1", "3", "5"]
    assert found(texts, "quick", batch_size=1) == whole
    assert found(texts, "quick", limit=2) == whole[:2]
    assert found(texts, "quick", start_offset=1) == whole[1:]


def test_words_and_filters_together(texts):
    query = rg.Query(query="record", filter=rg.Filter(("id", "in", ["2", "3"])))
    assert found(texts, query) == ["2"]


def test_chats_and_custom_fields_are_searched(new_dataset):
    dataset = new_dataset(every_setting())
    talk = [{"role": "user", "content": "Where is the walrus?"}]
    card = {"title": "platypus", "rows": ["echidna"]}
    dataset.records.log(
        [{"id": "talk", "prompt": "a", "talk": talk}, {"id": "card", "prompt": "a", "card": card}]
    )
    assert found(dataset, "walrus") == ["talk"]
    assert found(dataset, "platypus") == ["card"]
    assert found(dataset, "echidna") == ["card"]


def test_a_search_sees_every_write_before_it(new_dataset):
    dataset = new_dataset(review_settings())
    for number in range(10):
        dataset.records.log([{"id": "same", "text": f"word{number}"}])
        assert found(dataset, f"word{number}") == ["same"]
        assert number == 0 or found(dataset, f"word{number - 1}") == []
    for record in dataset.records(f"word{number}"):
        record.delete()
    assert found(dataset, f"word{number}") == []


# Filters


@pytest.fixture
def varied(new_dataset, person) -> rg.Dataset:
    """Four records that differ in everything one can filter by."""
    dataset = new_dataset(every_setting())
    ada, grace = person(), person()

    def response(question, value, user, status="submitted") -> rg.Response:
        return rg.Response(question, value, user.id, status)

    required = [("quality", 3)]
    dataset.records.log(
        [
            rg.Record(
                "a",
                {"prompt": "a"},
                metadata={"source": "web", "tag": ["x", "y"], "length": 1, "score": 0.25},
                suggestions=[
                    rg.Suggestion("tone", "warm", score=0.9, agent="model-1", type="model"),
                    rg.Suggestion("topics", ["art", "law"], score=[0.1, 0.2]),
                    rg.Suggestion("quality", 1),
                ],
                responses=[
                    *(response(name, value, ada) for name, value in required),
                    response("tone", "warm", ada),
                    *(response(name, value, grace) for name, value in required),
                    response("tone", "cold", grace),
                ],
            ),
            rg.Record(
                "b",
                {"prompt": "b"},
                metadata={"source": "book", "tag": "y", "length": 20, "score": 0.5},
                suggestions=[
                    rg.Suggestion("tone", "cold", score=0.5, agent="model-2", type="model"),
                    rg.Suggestion("topics", ["food"]),
                    rg.Suggestion("quality", 3),
                ],
                responses=[response("tone", "flat", ada, "draft")],
            ),
            rg.Record(
                "c",
                {"prompt": "c"},
                metadata={"source": "web", "length": 300, "score": 1.0},
                suggestions=[
                    rg.Suggestion("tone", "warm", score=0.1, agent="person", type="human"),
                    rg.Suggestion("quality", 5),
                ],
                responses=[
                    response("topics", ["law", "sport"], grace, "discarded"),
                    response("quality", 5, grace, "discarded"),
                ],
            ),
            rg.Record("d", {"prompt": "d"}),
        ]
    )
    return dataset


FILTERS = [
    (("status", "==", "completed"), "a"),
    (("status", "in", ["pending", "completed"]), "abcd"),
    (("id", "==", "b"), "b"),
    (("id", "in", ["d", "a", "nobody"]), "ad"),
    (("response.status", "==", "submitted"), "a"),
    (("response.status", "==", "draft"), "b"),
    (("response.status", "==", "discarded"), "c"),
    (("response.status", "==", "pending"), "d"),
    (("response.status", "in", ["draft", "pending"]), "bd"),
    (("metadata.source", "==", "web"), "ac"),
    (("metadata.source", "in", ["web", "book"]), "abc"),
    (("metadata.tag", "==", "y"), "ab"),
    (("metadata.tag", "==", "x"), "a"),
    (("metadata.length", ">=", 20), "bc"),
    (("metadata.length", "<=", 20), "ab"),
    (("metadata.length", "==", 300), "c"),
    (("metadata.score", ">=", 0.5), "bc"),
    (("metadata.score", "<=", 0.4999), "a"),
    (("tone", "==", "warm"), "ac"),
    (("tone.suggestion", "==", "cold"), "b"),
    (("tone.suggestion", "in", ["warm", "cold"]), "abc"),
    (("topics.suggestion", "==", "law"), "a"),
    (("topics.suggestion", "in", ["food", "art"]), "ab"),
    (("quality.suggestion", ">=", 3), "bc"),
    (("quality.suggestion", "<=", 3), "ab"),
    (("quality.suggestion", "in", [1, 5]), "ac"),
    (("tone.score", ">=", 0.5), "ab"),
    (("tone.score", "<=", 0.5), "bc"),
    (("tone.agent", "==", "model-1"), "a"),
    (("tone.agent", "in", ["model-2", "person"]), "bc"),
    (("tone.type", "==", "model"), "ab"),
    (("tone.type", "==", "human"), "c"),
    (("tone.response", "==", "cold"), "a"),
    (("tone.response", "in", ["flat", "warm"]), "ab"),
    (("topics.response", "==", "law"), "c"),
    (("quality.response", ">=", 4), "c"),
    (("quality.response", "<=", 3), "a"),
    (("inserted_at", "<=", "2001-01-01"), ""),
    (("inserted_at", ">=", "2001-01-01T00:00:00"), "abcd"),
    ([("metadata.source", "==", "web"), ("tone.score", ">=", 0.5)], "a"),
    ([("status", "==", "pending"), ("metadata.length", ">=", 2), ("tone", "==", "warm")], "c"),
    ([("metadata.length", ">=", 2), ("metadata.length", "<=", 250)], "b"),
]


def test_filters_of_every_scope_and_operator(varied):
    wrong = {}
    for conditions, expected in FILTERS:
        result = found(varied, conditions)
        if result != list(expected):  # without a text, records come in the order of insertion
            wrong[str(conditions)] = f"{''.join(result)} instead of {expected}"
    assert wrong == {}


def test_filters_by_server_id_and_time(varied):
    records = list(varied.records)
    assert found(varied, ("_server_id", "==", records[1]._server_id)) == ["b"]
    assert found(varied, ("_server_id", "in", [each._server_id for each in records[2:]])) == [
        "c",
        "d",
    ]
    now = datetime.now(UTC).replace(tzinfo=None)
    assert found(varied, ("inserted_at", "<=", now)) == ["a", "b", "c", "d"]
    assert found(varied, ("updated_at", "<=", now)) == ["a", "b", "c", "d"]
    assert found(varied, ("updated_at", ">=", now + timedelta(minutes=1))) == []
    third = records[2]._model.inserted_at
    assert found(varied, ("inserted_at", ">=", third)) == ["c", "d"]


def test_a_filter_by_something_unknown_is_refused(varied):
    for condition in [("metadata.no_such", "==", "x"), ("no_such.suggestion", "==", "x")]:
        with pytest.raises(UnprocessableEntityError):
            found(varied, condition)


def test_a_found_record_has_its_parts(varied):
    [record] = varied.records(rg.Query(filter=("id", "==", "a")))
    assert record.suggestions["tone"].value == "warm"
    assert sorted(each.value for each in record.responses["tone"]) == ["cold", "warm"]
    assert record.metadata["tag"] == ["x", "y"]
    bare = varied.records(
        rg.Query(filter=("id", "==", "a")), with_suggestions=False, with_responses=False
    )
    assert [(len(each.suggestions), len(each.responses)) for each in bare] == [(0, 0)]


def test_filters_follow_changes(varied, owner):
    [record] = varied.records(rg.Query(filter=("id", "==", "d")))
    record.metadata["length"] = 7
    record.suggestions.add(rg.Suggestion("tone", "odd", score=0.3))
    record.update()
    assert found(varied, ("metadata.length", "==", 7)) == ["d"]
    assert found(varied, ("tone", "==", "odd")) == ["d"]
    del record.metadata["length"]
    record.update()
    assert found(varied, ("metadata.length", "==", 7)) == []


# Similarity


@pytest.fixture
def vectors(new_dataset) -> rg.Dataset:
    """Five directions a fixed angle apart, and one record without a vector."""
    dataset = new_dataset(every_setting())
    directions = {"east": [1, 0], "north-east": [1, 1], "north": [0, 1], "west": [-1, 0]}
    rows = [
        {"id": key, "prompt": "p", "length": number, "sound": [float(x) for x in direction]}
        for number, (key, direction) in enumerate(directions.items())
    ]
    dataset.records.log([*rows, {"id": "none", "prompt": "p"}])
    return dataset


def similar(value, most_similar: bool = True, **query) -> rg.Query:
    return rg.Query(similar=rg.Similar("sound", value, most_similar=most_similar), **query)


def test_the_most_and_the_least_similar_to_a_vector(vectors):
    results = list(vectors.records(similar([2.0, 0.0])))
    assert [record.id for record, _ in results] == ["east", "north-east", "north", "west"]
    scores = [score for _, score in results]
    assert scores == pytest.approx([1.0, (1 + 0.5**0.5) / 2, 0.5, 0.0], abs=1e-5)

    results = list(vectors.records(similar([2.0, 0.0], most_similar=False)))
    assert [record.id for record, _ in results] == ["west", "north", "north-east", "east"]
    scores = [score for _, score in results]
    assert scores == pytest.approx([1.0, 0.5, (1 - 0.5**0.5) / 2, 0.0], abs=1e-5)


def test_the_most_and_the_least_similar_to_a_record(vectors):
    east = next(iter(vectors.records))
    for most_similar, expected in [
        (True, ["north-east", "north", "west"]),
        (False, ["west", "north", "north-east"]),
    ]:
        results = vectors.records(similar(east, most_similar))
        assert [record.id for record, _ in results] == expected


def test_similarity_within_a_filter(vectors):
    query = similar([1.0, 0.0], filter=("metadata.length", ">=", 2))
    assert [record.id for record, _ in vectors.records(query)] == ["north", "west"]
    assert [record.id for record, _ in vectors.records(similar([1.0, 0.0]), limit=1)] == ["east"]


def test_similar_records_are_exported_with_their_score(vectors):
    rows = vectors.records(similar([1.0, 0.0]), with_vectors=True).to_list(flatten=False)
    assert [row["id"] for row in rows] == ["east", "north-east", "north", "west"]
    assert rows[0]["vectors"] == {"sound": [1.0, 0.0]}
    assert rows[0]["score"] == pytest.approx(1.0)


def test_a_wrong_vector_is_refused(vectors):
    without_vector = list(vectors.records)[-1]
    for wrong in [
        similar(without_vector),
        rg.Query(similar=rg.Similar("no_such_vector", [1.0, 0.0])),
    ]:
        with pytest.raises(UnprocessableEntityError):
            list(vectors.records(wrong))


def test_similarity_ends_after_a_thousand(new_dataset):
    dataset = new_dataset(every_setting())
    total = SIMILAR_MAX + 500
    # Directions from 0.5 to 2.5 radians, so that the cosine falls with the number.
    angles = [0.5 + 2 * number / total for number in range(total)]
    rows = [
        {"id": str(number), "prompt": "p", "sound": [cos(angle), sin(angle)]}
        for number, angle in enumerate(angles)
    ]
    dataset.records.log(rows, batch_size=500)
    first = next(iter(dataset.records))
    for query, expected in [
        (similar([1.0, 0.0]), range(SIMILAR_MAX)),
        (similar(first), range(1, SIMILAR_MAX + 1)),
        (similar([1.0, 0.0], most_similar=False), range(total - 1, 499, -1)),
    ]:
        results = list(dataset.records(query, batch_size=256))
        assert [int(record.id) for record, _ in results] == list(expected)
        scores = [score for _, score in results]
        assert scores == sorted(scores, reverse=True)
