"""Datasets from the Hub: what the SDK does with one that is already in a local folder."""

import argilla as rg
from samples import every_setting, full_record, full_responses, plain_settings
from server import unique


def test_a_downloaded_dataset_is_created_with_its_responses(new_dataset, person, tmp_path):
    """`from_hub` reads a local folder as it reads a repository."""
    settings = every_setting()
    for name in ("picture", "card"):  # a table's column holds values of one type
        settings.fields.remove(name)
    first = new_dataset(settings)
    # Ranks do not come back from the server, and a submitted ranking needs them.
    responses = [each for each in full_responses(person().id) if each.question_name != "order"]
    records = [full_record(n, responses=responses) for n in range(6)]
    for record in records:
        del record.fields["card"], record.fields["picture"], record.metadata["extra"]
    first.records.log(records)
    table = first.records(with_vectors=True).to_datasets()
    (tmp_path / "repository").mkdir()
    table.to_parquet(tmp_path / "repository" / "train.parquet")

    second = rg.Dataset.from_hub(
        str(tmp_path / "repository"),
        name=unique("from-hub"),
        settings=first.settings,
        cache_dir=str(tmp_path / "cache"),
    )
    assert plain_settings(second.settings) == plain_settings(first.settings)
    assert parts(second) == parts(first)
    assert len(parts(second)) == 6


def parts(dataset: rg.Dataset) -> list[dict]:
    """Everything in the records, with the status of each response."""
    rows = dataset.records(with_vectors=True).to_list(flatten=True)
    return [{name: value for name, value in row.items() if name != "_server_id"} for row in rows]
