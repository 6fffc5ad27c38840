"""Settings and records that several test files use, and what makes two of them comparable."""

import argilla as rg
from PIL import Image

# Given by the server, so never equal in two datasets.
SERVER_KEYS = {"id", "inserted_at", "updated_at", "dataset_id"}
TEMPLATE = "<h1>{{record.fields.card.title}}</h1>"


def every_setting() -> rg.Settings:
    """One of each field, question, metadata property and vector type."""
    return rg.Settings(
        guidelines="Judge **every** answer.\n\n- be fair",
        allow_extra_metadata=True,
        distribution=rg.TaskDistribution(min_submitted=2),
        fields=[
            rg.TextField("prompt", title="Prompt", use_markdown=True),
            rg.ChatField("talk", title="Conversation", required=False),
            rg.ImageField("picture", title="Picture", required=False),
            rg.CustomField("card", template=TEMPLATE, advanced_mode=True, required=False),
        ],
        questions=[
            rg.LabelQuestion(
                "tone",
                labels={"warm": "Warm", "cold": "Cold", "flat": "Flat", "odd": "Odd"},
                title="Tone",
                description="How does it sound?",
                visible_labels=3,
            ),
            rg.MultiLabelQuestion(
                "topics",
                labels=["law", "art", "sport", "food"],
                visible_labels=4,
                labels_order="suggestion",
                required=False,
            ),
            rg.RatingQuestion("quality", values=[0, 1, 2, 3, 4, 5], title="Quality"),
            rg.TextQuestion("rewrite", use_markdown=True, required=False),
            rg.RankingQuestion("order", values={"a": "Answer A", "b": "Answer B"}, required=False),
            rg.SpanQuestion(
                "names",
                field="prompt",
                labels={"person": "Person", "place": "Place"},
                allow_overlapping=True,
                required=False,
            ),
        ],
        metadata=[
            rg.TermsMetadataProperty("source", options=["web", "book"], title="Source"),
            rg.TermsMetadataProperty("tag", visible_for_annotators=False),
            rg.IntegerMetadataProperty("length", min=0, max=10_000),
            rg.FloatMetadataProperty("score", min=0.0, max=1.0),
        ],
        vectors=[
            rg.VectorField("meaning", dimensions=3, title="Meaning"),
            rg.VectorField("sound", dimensions=2),
        ],
    )


def review_settings(min_submitted: int = 1) -> rg.Settings:
    """A small task: one text to label and to comment."""
    return rg.Settings(
        distribution=rg.TaskDistribution(min_submitted=min_submitted),
        fields=[rg.TextField("text")],
        questions=[
            rg.LabelQuestion("label", labels=["good", "bad"]),
            rg.TextQuestion("comment", required=False),
        ],
    )


def full_record(number: int, **parts) -> rg.Record:
    """A record for `every_setting` with a value in every place, the same one for equal numbers."""
    return rg.Record(
        id=f"record-{number}",
        fields={
            "prompt": f"Ada met Grace in Paris, for the {number}th time",
            "talk": [
                {"role": "user", "content": f"Question {number}?"},
                {"role": "assistant", "content": "An *answer*."},
            ],
            "picture": f"https://example.com/{number}.png",
            "card": {"title": f"Card {number}", "rows": [[1, 2.5], ["x", None]], "open": True},
        },
        metadata={
            "source": "web" if number % 2 else "book",
            "tag": ["new", f"n{number}"],
            "length": number,
            "score": number / 16,
            "extra": {"nested": [number, "free form"]},
        },
        vectors={"meaning": [number / 4, 0.5, -0.25], "sound": [1.0, number / 8]},
        suggestions=full_suggestions(number),
        **parts,
    )


def full_suggestions(number: int) -> list[rg.Suggestion]:
    spans = [
        {"label": "person", "start": 0, "end": 3},
        {"label": "place", "start": 17, "end": 22},
    ]
    return [
        rg.Suggestion("tone", "warm", score=0.75, agent="tone-model", type="model"),
        rg.Suggestion("topics", ["art", "law"], score=[0.5, 0.25], agent="topics-model"),
        rg.Suggestion("quality", number % 6, score=0.5, agent="rater"),
        rg.Suggestion("rewrite", f"Better text {number}", agent="writer:v1.0"),
        rg.Suggestion("order", ["b", "a"], agent="ranker"),
        rg.Suggestion("names", spans, score=[0.875, 1.0], agent="tagger", type="human"),
    ]


def full_responses(user_id, status: str = "submitted") -> list[rg.Response]:
    """An answer to every question of `every_setting`."""
    values = {
        "tone": "cold",
        "topics": ["food", "sport"],
        "quality": 4,
        "rewrite": "Plainer text",
        "order": [{"value": "a", "rank": 1}, {"value": "b", "rank": 1}],
        "names": [{"label": "person", "start": 8, "end": 13}],
    }
    return [rg.Response(name, value, user_id, status) for name, value in values.items()]


def small_picture(color: tuple[int, int, int] = (10, 20, 30)) -> Image.Image:
    picture = Image.new("RGB", (4, 3), color)
    picture.putpixel((1, 2), (200, 100, 50))
    return picture


def plain_settings(settings: rg.Settings) -> dict:
    """The settings without what the server adds, to compare those of two datasets."""
    return _without_server_keys(settings.serialize() | {"mapping": None})


def _without_server_keys(value):
    if isinstance(value, list):
        return [_without_server_keys(item) for item in value]
    if isinstance(value, dict):
        # An option that was sent without a description comes back with an empty one.
        return {
            key: _without_server_keys(item)
            for key, item in value.items()
            if key not in SERVER_KEYS and not (key == "description" and item is None)
        }
    return value
