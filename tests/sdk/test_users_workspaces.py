"""Accounts and workspaces, as an owner keeps them."""

from uuid import uuid4

import argilla as rg
import httpx
import pytest
from argilla._exceptions import (
    ArgillaCredentialsError,
    ConflictError,
    NotFoundError,
    UnprocessableEntityError,
)
from people import PASSWORD
from samples import review_settings
from server import OWNER_KEY, OWNER_PASSWORD, unique


def new_user(owner: rg.Argilla, **options) -> rg.User:
    options = {"username": unique("user"), "password": PASSWORD} | options
    return rg.User(client=owner, **options).create()


def log_in(server, username: str, password: str) -> httpx.Response:
    form = {"username": username, "password": password}
    return httpx.post(f"{server.url}/api/v1/token", data=form)


# Who am I


def test_the_owner_made_at_the_first_start(owner, server):
    assert (owner.me.username, owner.me.role.value) == ("owner", "owner")
    assert log_in(server, "owner", OWNER_PASSWORD).status_code == 201


def test_a_wrong_key_is_named_as_such(server):
    with pytest.raises(ArgillaCredentialsError):
        rg.Argilla(api_url=server.url, api_key=OWNER_KEY + "x")


@pytest.mark.parametrize("role", ["owner", "admin", "annotator"])
def test_a_new_person_gets_in_with_a_key_and_a_password(person, server, role):
    someone = person(role)
    me = someone.client.me
    assert (me.id, me.username, me.role.value) == (someone.id, someone.username, role)

    answer = log_in(server, someone.username, PASSWORD)
    assert answer.status_code == 201
    token = answer.json()
    assert token["token_type"] == "bearer"
    bearer = {"Authorization": f"Bearer {token['access_token']}"}
    assert httpx.get(f"{server.url}/api/v1/me", headers=bearer).json()["id"] == str(someone.id)
    assert log_in(server, someone.username, PASSWORD + "x").status_code == 401


# Users


def test_a_user_is_created_and_found(owner):
    user = new_user(owner, first_name="Ada", last_name="Lovelace", role="admin")
    for found in (owner.users(user.username), owner.users(id=user.id)):
        assert found.id == user.id
        assert (found.first_name, found.last_name) == ("Ada", "Lovelace")
        assert found.role.value == "admin"
    assert user.id in [each.id for each in owner.users]
    assert len(owner.users) == len(list(owner.users))


def test_a_user_by_default(owner):
    user = new_user(owner)
    found = owner.users(id=user.id)
    assert (found.role.value, found.first_name, found.last_name) == (
        "annotator",
        user.username,
        None,
    )


def test_a_chosen_id_is_kept(owner):
    user_id, workspace_id = uuid4(), uuid4()
    assert new_user(owner, id=user_id).id == user_id
    workspace = rg.Workspace(name=unique("chosen"), id=workspace_id, client=owner).create()
    assert workspace.id == workspace_id
    assert owner.workspaces(id=str(workspace_id)).name == workspace.name


def test_a_user_is_changed(owner, server):
    user = new_user(owner)
    user.username = unique("renamed")
    user.first_name, user.last_name, user.role = "Grace", "Hopper", "admin"
    user.password = "another-password"
    user.update()

    found = owner.users(id=user.id)
    assert (found.username, found.first_name, found.last_name, found.role.value) == (
        user.username,
        "Grace",
        "Hopper",
        "admin",
    )
    assert log_in(server, user.username, "another-password").status_code == 201
    assert log_in(server, user.username, PASSWORD).status_code == 401


def test_names_of_users_are_taken_once(owner):
    first, second = new_user(owner), new_user(owner)
    with pytest.raises(ConflictError):
        new_user(owner, username=first.username)
    second.username = first.username
    with pytest.raises(UnprocessableEntityError):
        second.update()


@pytest.mark.parametrize("password", [None, "short", "x" * 101])
def test_a_user_needs_a_proper_password(owner, password):
    username = unique("user")
    with pytest.raises(UnprocessableEntityError):
        new_user(owner, username=username, password=password)
    with pytest.warns(UserWarning, match="not found"):
        assert owner.users(username) is None


def test_a_deleted_user_is_gone(owner, person):
    someone = person()
    someone_client = someone.client
    user = owner.users(id=someone.id)
    user.delete()
    with pytest.warns(UserWarning, match="not found"):
        assert owner.users(id=someone.id) is None
    with pytest.raises(ArgillaCredentialsError):
        rg.Argilla(api_url=someone.server.url, api_key=someone.api_key)
    assert someone_client.http_client.get("/api/v1/me").status_code == 401


def test_a_deleted_user_takes_the_responses_along(owner, new_dataset, person):
    dataset = new_dataset(review_settings())
    dataset.records.log([{"id": "1", "text": "a"}])
    [record] = dataset.records
    leaving, staying = person(), person()
    leaving.answer(record, label="good")
    staying.answer(record, label="bad")
    owner.users(id=leaving.id).delete()
    [record] = dataset.records
    assert [(each.value, each.user_id) for each in record.responses["label"]] == [
        ("bad", staying.id)
    ]


# Workspaces


def test_a_workspace_is_created_and_found(owner):
    workspace = rg.Workspace(name=unique("workspace"), client=owner).create()
    assert owner.workspaces(workspace.name).id == workspace.id
    assert owner.workspaces(id=workspace.id).name == workspace.name
    assert workspace.name in [each.name for each in owner.workspaces]
    assert owner.workspaces.default.id == owner.workspaces[0].id
    with pytest.raises(ConflictError):
        rg.Workspace(name=workspace.name, client=owner).create()


def test_members_come_and_go(owner, workspace):
    ada, grace = new_user(owner), new_user(owner)
    workspace.add_user(ada)
    workspace.add_user(grace.username)
    assert [each.username for each in workspace.users] == [ada.username, grace.username]
    with pytest.raises(ConflictError):
        workspace.add_user(ada)

    assert workspace.remove_user(ada.username).id == ada.id
    assert [each.id for each in workspace.users] == [grace.id]
    with pytest.raises(NotFoundError):
        workspace.remove_user(ada)


def test_members_see_their_workspaces_only(owner, workspace, person):
    other = rg.Workspace(name=unique("other"), client=owner).create()
    member, outsider = person("annotator"), person("admin", member=False)
    assert [each.id for each in member.client.workspaces] == [workspace.id]
    assert [each.id for each in outsider.client.workspaces] == []
    assert {workspace.id, other.id} <= {each.id for each in owner.workspaces}
    assert member.client.workspaces(workspace.name).id == workspace.id


def test_a_workspace_goes_only_when_it_is_empty(owner, workspace, new_dataset):
    dataset = new_dataset(review_settings())
    assert [each.name for each in workspace.datasets] == [dataset.name]
    with pytest.raises(ConflictError):
        workspace.delete()
    dataset.delete()
    workspace.delete()
    with pytest.warns(UserWarning, match="not found"):
        assert owner.workspaces(id=workspace.id) is None


def test_deleted_things_are_not_found(owner, new_dataset):
    dataset = new_dataset(review_settings())
    dataset.records.log([{"id": "1", "text": "a"}])
    dataset.delete()
    with pytest.raises(NotFoundError):
        dataset.get()
    with pytest.raises(NotFoundError):
        dataset.progress()
    with pytest.warns(UserWarning, match="not found"):
        assert owner.datasets(id=dataset.id) is None
