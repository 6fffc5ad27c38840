"""What each role may do, inside and outside its workspaces, and how the SDK says no."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

import argilla as rg
import pytest
from argilla._exceptions import ForbiddenError
from people import PASSWORD
from samples import every_setting, full_record, plain_settings, review_settings
from server import unique

ROLES = {
    "owner": ("owner", False),
    "admin": ("admin", True),
    "annotator": ("annotator", True),
    "outside admin": ("admin", False),
    "outside annotator": ("annotator", False),
}
OWNER = {"owner"}
ADMINS = {"owner", "admin"}
MEMBERS = {"owner", "admin", "annotator"}


@dataclass
class Place:
    """One person's view of a dataset that somebody else made; each action uses its own record."""

    client: rg.Argilla
    dataset: rg.Dataset
    records: list[rg.Record]
    workspace: rg.Workspace
    colleague: rg.User


def read_dataset(place: Place) -> None:
    place.client.datasets(id=place.dataset.id).get()


def read_workspace(place: Place) -> None:
    assert place.client.workspaces(id=place.workspace.id).name == place.workspace.name


# The calls below `api` are those of the public methods, which take a refusal for an empty answer.
def list_records(place: Place) -> None:
    assert len(place.client.api.records.list(place.dataset.id)) == 3


def search_records(place: Place) -> None:
    query = rg.Query(filter=("id", "==", "record-1")).api_model()
    _, total = place.client.api.records.search(place.dataset.id, query)
    assert total == 1


def read_record(place: Place) -> None:
    server_id = place.records[0]._server_id
    assert place.client.api.records.get(server_id).external_id == "record-0"


def see_progress(place: Place) -> None:
    assert place.dataset.progress(with_users_distribution=True)["total"] == 3


def list_members(place: Place) -> None:
    assert place.colleague.id in [each.id for each in place.client.users.list(place.workspace)]


def list_users(place: Place) -> None:
    assert place.colleague.id in [each.id for each in place.client.users]


def list_webhooks(place: Place) -> None:
    list(place.client.webhooks)


def log_records(place: Place) -> None:
    place.dataset.records.log([full_record(3)])


def change_record(place: Place) -> None:
    place.client.api.records.update(place.records[0].api_model())


def delete_record(place: Place) -> None:
    place.client.api.records.delete(place.records[1]._server_id)


def delete_records(place: Place) -> None:
    place.dataset.records.delete([place.records[2]])


def change_settings(place: Place) -> None:
    place.dataset.settings.guidelines = "Changed"
    place.dataset.update()


def create_dataset(place: Place) -> None:
    settings = review_settings()
    rg.Dataset(unique("new"), place.workspace, settings, client=place.client).create().delete()


def create_workspace(place: Place) -> None:
    rg.Workspace(name=unique("new"), client=place.client).create()


def create_user(place: Place) -> None:
    rg.User(username=unique("new"), password=PASSWORD, client=place.client).create()


def add_member(place: Place) -> None:
    place.client.api.users.add_to_workspace(place.workspace.id, place.client.me.id)


def remove_member(place: Place) -> None:
    place.client.api.users.delete_from_workspace(place.workspace.id, place.colleague.id)


def delete_user(place: Place) -> None:
    place.client.api.users.delete(place.colleague.id)


def delete_dataset(place: Place) -> None:
    place.client.api.datasets.delete(place.dataset.id)


def delete_workspace(place: Place) -> None:
    place.client.api.workspaces.delete(place.workspace.id)


# Run in this order: what an action removes, no later one needs.
ACTIONS: dict[Callable[[Place], None], set[str]] = {
    read_dataset: MEMBERS,
    read_workspace: MEMBERS,
    list_records: ADMINS,
    search_records: ADMINS,
    read_record: MEMBERS,
    see_progress: MEMBERS,
    list_members: ADMINS,
    list_users: OWNER,
    list_webhooks: OWNER,
    log_records: ADMINS,
    change_record: ADMINS,
    delete_record: ADMINS,
    delete_records: ADMINS,
    change_settings: ADMINS,
    create_dataset: ADMINS,
    create_workspace: OWNER,
    create_user: OWNER,
    add_member: OWNER,
    remove_member: ADMINS,
    delete_user: OWNER,
    delete_dataset: ADMINS,
    delete_workspace: OWNER,
}


@pytest.fixture
def place(new_dataset, workspace, owner, person):
    """Makes the dataset and lets a person of a given role look at it."""
    dataset = new_dataset(every_setting())
    dataset.records.log([full_record(n) for n in range(3)])
    records = list(dataset.records)
    colleague = owner.users(id=person().id)

    def of(who: str) -> Place:
        client = person(*ROLES[who]).client
        seen = rg.Dataset.from_model(dataset._model, client=client)
        seen.settings = dataset.settings
        return Place(client, seen, records, workspace, colleague)

    return of


@pytest.mark.parametrize("who", ROLES)
def test_who_may_do_what(place, who):
    view = place(who)
    allowed = set()
    for action in ACTIONS:
        with suppress(ForbiddenError):
            action(view)
            allowed.add(action.__name__)
    assert allowed == {action.__name__ for action, roles in ACTIONS.items() if who in roles}


def test_nothing_changes_by_what_is_refused(place, owner):
    view = place("annotator")
    dataset = owner.datasets(id=view.dataset.id).get()
    settings, records = plain_settings(dataset.settings), dataset.records.to_list()
    for action, roles in ACTIONS.items():
        if "annotator" not in roles:
            with pytest.raises(ForbiddenError):
                action(view)
    dataset = owner.datasets(id=view.dataset.id).get()
    assert plain_settings(dataset.settings) == settings
    assert dataset.records.to_list() == records


def test_an_annotator_lists_the_datasets_of_the_own_workspace(new_dataset, person):
    dataset = new_dataset(review_settings())
    member, outsider = person(), person(member=False)
    assert [each.id for each in member.client.datasets] == [dataset.id]
    assert list(outsider.client.datasets) == []


def test_hidden_metadata_is_for_admins(new_dataset, person):
    dataset = new_dataset(every_setting())
    dataset.records.log([full_record(1)])

    def seen_by(role: str) -> tuple[list[str], dict]:
        someone = person(role)
        settings = someone.client.datasets(id=dataset.id).get().settings
        path = f"/api/v1/me/datasets/{dataset.id}/records/search"
        [item] = someone.http.post(path, json={}).json()["items"]
        return [each.name for each in settings.metadata], item["record"]["metadata"]

    sent = full_record(1).metadata
    assert seen_by("admin") == (["source", "tag", "length", "score"], sent)
    visible = {key: sent[key] for key in ("source", "length", "score")}
    assert seen_by("annotator") == (["source", "length", "score"], visible)


def test_annotators_do_not_see_each_other(new_dataset, person):
    dataset = new_dataset(review_settings())
    dataset.records.log([{"id": "1", "text": "a"}])
    [record] = dataset.records
    ada, grace = person(), person()
    ada.answer(record, label="good")
    grace.answer(record, label="bad")
    path = f"/api/v1/me/datasets/{dataset.id}/records/search?include=responses"
    for someone, value in ((ada, "good"), (grace, "bad")):
        [item] = someone.http.post(path, json={}).json()["items"]
        [response] = item["record"]["responses"]
        assert response["user_id"] == str(someone.id)
        assert response["values"] == {"label": {"value": value}}
        model = someone.client.api.records.get(record._server_id)
        assert [each.user_id for each in model.responses] == [someone.id]
