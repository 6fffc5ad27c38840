"""Settings defined in code, read back by name, changed, copied and kept in files."""

import argilla as rg
import pytest
from argilla._exceptions import ConflictError, SettingsError
from samples import TEMPLATE, every_setting, plain_settings, review_settings
from server import unique


def reloaded(dataset: rg.Dataset) -> rg.Dataset:
    """The dataset as another program would find it: by its name."""
    client = dataset._client
    return client.datasets(name=dataset.name, workspace=dataset.workspace.name)


def test_everything_that_was_defined_comes_back(new_dataset):
    dataset = reloaded(new_dataset(every_setting()))

    assert plain_settings(dataset.settings) == plain_settings(every_setting())
    assert dataset.guidelines == "Judge **every** answer.\n\n- be fair"
    assert dataset.allow_extra_metadata is True
    assert dataset.distribution.min_submitted == 2
    assert [field.name for field in dataset.fields] == ["prompt", "talk", "picture", "card"]
    assert [field.required for field in dataset.fields] == [True, False, False, False]
    assert dataset.fields["card"].template == TEMPLATE
    assert dataset.fields["card"].advanced_mode is True
    tone = dataset.questions["tone"]
    assert (tone.title, tone.description) == ("Tone", "How does it sound?")
    assert (tone.labels, tone.visible_labels) == (["warm", "cold", "flat", "odd"], 3)
    assert dataset.questions["quality"].values == [0, 1, 2, 3, 4, 5]
    assert dataset.questions["order"].values == ["a", "b"]
    assert dataset.questions["names"].field == "prompt"
    assert dataset.questions["names"].allow_overlapping is True
    assert dataset.settings.metadata["source"].options == ["web", "book"]
    assert dataset.settings.metadata["tag"].options is None
    assert dataset.settings.metadata["tag"].visible_for_annotators is False
    assert dataset.settings.metadata["length"].max == 10_000
    assert dataset.settings.vectors["meaning"].dimensions == 3


def test_a_new_dataset_is_ready_and_found_by_its_id(new_dataset, owner, workspace):
    dataset = new_dataset(review_settings())
    found = owner.datasets(id=dataset.id).get()
    assert found.name == dataset.name
    assert found._model.status == "ready"
    assert found.workspace.id == workspace.id
    assert plain_settings(found.settings) == plain_settings(review_settings())
    assert dataset.id in [each.id for each in owner.datasets]


def test_defaults_of_a_dataset_without_options(new_dataset):
    dataset = reloaded(new_dataset(review_settings()))
    assert dataset.guidelines is None
    assert dataset.allow_extra_metadata is False
    assert dataset.distribution.min_submitted == 1
    assert dataset.fields["text"].title == "text"
    assert len(dataset.settings.vectors) == len(dataset.settings.metadata) == 0


def test_changes_after_publishing_are_kept(new_dataset):
    dataset = new_dataset(every_setting())
    settings = dataset.settings
    settings.guidelines = "Shorter."
    settings.allow_extra_metadata = False
    settings.distribution = rg.TaskDistribution(min_submitted=3)
    settings.fields["prompt"].title = "The prompt"
    settings.fields["prompt"].use_markdown = False
    settings.fields["card"].template = "<p></p>"
    settings.questions["tone"].title = "Sound"
    settings.questions["tone"].description = None
    settings.questions["tone"].labels = {"odd": "Strange", "cold": "C", "flat": "F", "warm": "W"}
    settings.questions["rewrite"].use_markdown = False
    settings.metadata["source"].title = "Where from"
    settings.metadata["source"].visible_for_annotators = False
    settings.vectors["meaning"].title = "Sense"
    dataset.update()

    after = reloaded(dataset).settings
    assert after.guidelines == "Shorter."
    assert after.allow_extra_metadata is False
    assert after.distribution.min_submitted == 3
    assert after.fields["prompt"].title == "The prompt"
    assert after.fields["prompt"].use_markdown is False
    assert after.fields["card"].template == "<p></p>"
    assert (after.questions["tone"].title, after.questions["tone"].description) == ("Sound", None)
    assert after.questions["tone"].labels == ["odd", "cold", "flat", "warm"]
    texts = [option["text"] for option in after.questions["tone"]._model.settings.options]
    assert texts == ["Strange", "C", "F", "W"]
    assert after.questions["rewrite"].use_markdown is False
    assert after.metadata["source"].title == "Where from"
    assert after.metadata["source"].visible_for_annotators is False
    assert after.vectors["meaning"].title == "Sense"
    assert plain_settings(after) == plain_settings(settings)


def test_metadata_and_vectors_can_come_and_go_after_publishing(new_dataset):
    dataset = new_dataset(every_setting())
    dataset.settings.add(rg.IntegerMetadataProperty("words", min=1, title="Words"))
    dataset.settings.add(rg.VectorField("picture_vector", dimensions=4))
    dataset.settings.metadata.remove("score")
    dataset.settings.vectors.remove("sound")
    dataset.update()

    after = reloaded(dataset).settings
    assert [each.name for each in after.metadata] == ["source", "tag", "length", "words"]
    assert after.metadata["words"].min == 1
    assert [(each.name, each.dimensions) for each in after.vectors] == [
        ("meaning", 3),
        ("picture_vector", 4),
    ]


def test_a_dataset_can_be_renamed(new_dataset, owner, workspace):
    dataset = new_dataset(review_settings())
    before, dataset.name = dataset.name, unique("renamed")
    dataset.update()
    assert reloaded(dataset).id == dataset.id
    with pytest.warns(UserWarning, match="not found"):
        assert owner.datasets(name=before, workspace=workspace) is None


@pytest.mark.parametrize(("kind", "name"), [("fields", "talk"), ("questions", "rewrite")])
def test_fields_and_questions_of_a_published_dataset_stay(new_dataset, kind, name):
    dataset = new_dataset(every_setting())
    getattr(dataset.settings, kind).remove(name)
    with pytest.raises(SettingsError, match=f"Failed to delete '{name}'"):
        dataset.update()
    assert plain_settings(reloaded(dataset).settings) == plain_settings(every_setting())


def test_labels_of_a_published_question_are_fixed(new_dataset):
    dataset = new_dataset(review_settings())
    dataset.settings.questions["label"].labels = ["good", "worse"]
    with pytest.raises(SettingsError):
        dataset.update()
    assert reloaded(dataset).questions["label"].labels == ["good", "bad"]


def test_a_name_is_taken_once_per_workspace(new_dataset, owner, workspace):
    dataset = new_dataset(review_settings())
    twin = rg.Dataset(dataset.name, workspace, review_settings(), client=owner)
    with pytest.raises(ConflictError):
        twin.create()
    elsewhere = rg.Workspace(unique("elsewhere"), client=owner).create()
    other = rg.Dataset(dataset.name, elsewhere, review_settings(), client=owner).create()
    assert other.id != dataset.id


def test_a_dataset_with_wrong_settings_leaves_nothing_behind(owner, workspace):
    settings = review_settings()
    settings.add(rg.SpanQuestion("spans", field="no_such_field", labels=["a", "b"]))
    dataset = rg.Dataset(unique("wrong"), workspace, settings, client=owner)
    with pytest.raises(SettingsError):
        dataset.create()
    assert workspace.datasets == []


def test_settings_survive_a_file(new_dataset, tmp_path):
    dataset = new_dataset(every_setting())
    dataset.settings.to_json(tmp_path / "settings.json")
    loaded = rg.Settings.from_json(tmp_path / "settings.json")
    assert loaded == dataset.settings

    second = new_dataset(loaded)
    assert second.id != dataset.id
    assert plain_settings(reloaded(second).settings) == plain_settings(every_setting())


def test_a_copy_is_independent_of_its_source(new_dataset):
    source = new_dataset(every_setting())
    copy = new_dataset(source.settings, name="copy")
    assert plain_settings(copy.settings) == plain_settings(source.settings)

    copy.questions["tone"].title = "Only in the copy"
    copy.update()
    assert reloaded(copy).questions["tone"].title == "Only in the copy"
    assert reloaded(source).questions["tone"].title == "Tone"
    copy.delete()
    assert plain_settings(reloaded(source).settings) == plain_settings(every_setting())


TEMPLATES = {
    "classification": (
        rg.Settings.for_classification,
        {"labels": ["yes", "no"]},
        {"document": "A text", "output": "yes"},
        {"text": "A text"},
        {"label": "yes"},
    ),
    "ranking": (
        rg.Settings.for_ranking,
        {},
        {"prompt": "Say it", "chosen": "One", "rejected": "Two"},
        {"instruction": "Say it", "response1": "One", "response2": "Two"},
        {},
    ),
    "rating": (
        rg.Settings.for_rating,
        {},
        {"prompt": "Say it", "output": "Said", "score": 4},
        {"instruction": "Say it", "response": "Said"},
        {"rating": 4},
    ),
}


@pytest.mark.parametrize("task", TEMPLATES)
def test_a_task_template_takes_the_rows_it_is_made_for(new_dataset, task):
    template, arguments, row, fields, suggested = TEMPLATES[task]
    dataset = new_dataset(template(**arguments))
    dataset.records.log([row])
    [record] = dataset.records
    assert record.fields == fields
    assert {each.question_name: each.value for each in record.suggestions} == suggested
    assert plain_settings(reloaded(dataset).settings) == plain_settings(template(**arguments))


@pytest.mark.parametrize("template", ["for_classification", "for_ranking", "for_rating"])
def test_a_task_template_for_images(new_dataset, template):
    arguments = {"labels": ["yes", "no"]} if template == "for_classification" else {}
    settings = getattr(rg.Settings, template)(field_type="image", **arguments)
    dataset = reloaded(new_dataset(settings))
    assert {field.type for field in dataset.fields} == {"image"}
