"""Events reach the SDK's own webhook listener, signed with the webhook's secret."""

import json
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import argilla as rg
import httpx
import pytest
import uvicorn
from argilla._exceptions import NotFoundError, UnprocessableEntityError
from fastapi import FastAPI, Request
from samples import review_settings
from server import eventually, free_port
from standardwebhooks.webhooks import Webhook as Signature
from standardwebhooks.webhooks import WebhookVerificationError

WEBHOOKS_MAX = 10
ALL_EVENTS = [
    f"{resource}.{action}"
    for resource, actions in {
        "dataset": ("created", "updated", "deleted", "published"),
        "record": ("created", "updated", "deleted", "completed"),
        "response": ("created", "updated", "deleted"),
    }.items()
    for action in actions
]


@dataclass
class Receiver:
    """An application that takes webhooks; `raw` holds what came to the path `/raw`."""

    url: str
    app: FastAPI
    raw: list[tuple[dict, bytes]] = field(default_factory=list)

    def events(self) -> list[dict]:
        return [json.loads(body) for _, body in self.raw]

    def types(self) -> list[str]:
        return [event["type"] for event in self.events()]


@pytest.fixture
def receiver(monkeypatch) -> Iterator[Receiver]:
    port = free_port()
    receiver = Receiver(f"http://127.0.0.1:{port}", FastAPI())

    @receiver.app.post("/raw")
    async def raw(request: Request) -> None:
        receiver.raw.append((dict(request.headers), await request.body()))

    # The address that the SDK gives to the server.
    monkeypatch.setenv("WEBHOOK_SERVER_URL", receiver.url)
    config = uvicorn.Config(receiver.app, port=port, log_level="critical")
    web = uvicorn.Server(config)
    thread = threading.Thread(target=web.run, daemon=True)
    thread.start()
    eventually(lambda: web.started)
    yield receiver
    web.should_exit = True
    thread.join()


@pytest.fixture(autouse=True)
def no_webhooks_left(owner) -> Iterator[None]:
    """A server keeps at most ten."""
    yield
    for webhook in owner.webhooks:
        webhook.delete()


def raw_webhook(owner: rg.Argilla, receiver: Receiver, events: list[str]) -> rg.Webhook:
    return rg.Webhook(f"{receiver.url}/raw", events, _client=owner).create()


def test_every_event_arrives(owner, receiver, new_dataset, person):
    raw_webhook(owner, receiver, ALL_EVENTS)
    dataset = new_dataset(review_settings())
    dataset.records.log([{"id": "1", "text": "a"}])
    dataset.records.log([{"id": "1", "text": "b"}])
    [record] = dataset.records
    ada = person()
    response = ada.answer(record, label="good")
    path = f"/api/v1/responses/{response['id']}"
    change = {"status": "submitted", "values": {"label": {"value": "bad"}}}
    assert ada.http.put(path, json=change).status_code == 200
    assert ada.http.delete(path).status_code == 200
    record.delete()
    dataset.delete()

    expected = Counter(
        {
            "dataset.created": 1,
            "dataset.updated": 1,  # creating sends the settings to the new dataset
            "dataset.published": 1,
            "record.created": 1,
            "record.updated": 4,  # logged again, then once by each of the response's changes
            "record.completed": 2,
            "response.created": 1,
            "response.updated": 1,
            "response.deleted": 1,
            "record.deleted": 1,
            "dataset.deleted": 1,
        }
    )
    eventually(lambda: Counter(receiver.types()) >= expected)
    assert Counter(receiver.types()) == expected

    of_type = {event["type"]: event for event in receiver.events()}
    assert of_type["dataset.published"]["data"]["name"] == dataset.name
    assert of_type["record.created"]["data"]["external_id"] == "1"
    created = of_type["response.created"]["data"]
    assert created["values"] == {"label": {"value": "good"}}
    assert created["user"]["username"] == ada.username
    assert "api_key" not in created["user"]
    assert created["record"]["dataset"]["workspace"]["id"] == str(dataset.workspace.id)
    assert {event["version"] for event in receiver.events()} == {1}


def test_messages_are_signed(owner, receiver, new_dataset):
    webhook = raw_webhook(owner, receiver, ["dataset.created"])
    other = rg.Webhook(f"{receiver.url}/other", ["dataset.created"], _client=owner).create()
    assert webhook.secret != other.secret
    new_dataset(review_settings())
    eventually(lambda: receiver.raw)

    [(headers, body)] = receiver.raw
    assert headers["webhook-id"].startswith("msg_")
    assert headers["content-type"] == "application/json"
    assert Signature(webhook.secret).verify(body, headers)["type"] == "dataset.created"
    for secret, changed in [(other.secret, body), (webhook.secret, body + b" ")]:
        with pytest.raises(WebhookVerificationError):
            Signature(secret).verify(changed, headers)


def test_the_listener_of_the_sdk_gets_objects(owner, receiver, new_dataset, person):
    seen = {}

    @rg.webhook_listener(events="dataset.published", client=owner, server=receiver.app)
    async def on_dataset(type, timestamp, dataset):  # noqa: A002
        seen["dataset"] = (type.value, dataset)

    @rg.webhook_listener(events=["record.completed"], client=owner, server=receiver.app)
    async def on_record(type, timestamp, record):  # noqa: A002
        seen["record"] = (type.value, record)

    @rg.webhook_listener(events="response.created", client=owner, server=receiver.app)
    async def on_response(type, timestamp, response):  # noqa: A002
        seen["response"] = (type.value, response)

    dataset = new_dataset(review_settings())
    dataset.records.log([{"id": "1", "text": "Read me", "label": "bad"}])
    ada = person()
    ada.answer(next(iter(dataset.records)), label="good")
    eventually(lambda: len(seen) == 3)

    event, served = seen["dataset"]
    assert (event, served.id, served.name) == ("dataset.published", dataset.id, dataset.name)
    assert [question.name for question in served.questions] == ["label", "comment"]
    event, record = seen["record"]
    assert (event, record.id, record.status) == ("record.completed", "1", "completed")
    assert record.fields["text"] == "Read me"
    assert record.suggestions["label"].value == "bad"
    event, response = seen["response"]
    assert (event, response.user_id) == ("response.created", ada.id)
    assert [(each.question_name, each.value) for each in response] == [("label", "good")]
    assert response.record.id == "1"


def test_the_listener_of_the_sdk_takes_raw_events_and_no_forged_ones(owner, receiver, new_dataset):
    seen = []

    @rg.webhook_listener("dataset.created", client=owner, server=receiver.app, raw_event=True)
    async def on_anything(event):
        seen.append(event)

    [webhook] = owner.webhooks
    assert webhook.url == f"{receiver.url}/on_anything"
    raw_webhook(owner, receiver, ["dataset.created"])
    dataset = new_dataset(review_settings())
    eventually(lambda: seen and receiver.raw)
    assert [event.data["id"] for event in seen] == [str(dataset.id)]

    # What another webhook's secret has signed is not accepted.
    headers, body = receiver.raw[0]
    forged = httpx.post(webhook.url, content=body, headers=headers)
    assert forged.status_code >= 400
    assert len(seen) == 1


def test_a_webhook_is_listed_changed_and_deleted(owner, receiver):
    webhook = rg.Webhook(
        f"{receiver.url}/raw", ["record.created"], description="For the tests", _client=owner
    ).create()
    [found] = owner.webhooks
    assert (found.id, found.url, found.enabled) == (webhook.id, f"{receiver.url}/raw", True)
    assert (found.description, found.secret) == ("For the tests", webhook.secret)
    assert [event.value for event in found.events] == ["record.created"]

    found.events = ["record.deleted", "dataset.created"]
    found.enabled, found.description = False, "Changed"
    found.update()
    [changed] = owner.webhooks
    assert [event.value for event in changed.events] == ["record.deleted", "dataset.created"]
    assert (changed.enabled, changed.description) == (False, "Changed")
    assert changed.secret == webhook.secret

    changed.delete()
    assert list(owner.webhooks) == []
    with pytest.raises(NotFoundError):
        changed.update()


def test_only_what_was_asked_for_is_sent(owner, receiver, new_dataset):
    disabled = raw_webhook(owner, receiver, ["dataset.created", "dataset.published"])
    disabled.enabled = False
    disabled.update()
    raw_webhook(owner, receiver, ["dataset.published"])
    new_dataset(review_settings())
    eventually(lambda: receiver.raw)
    assert receiver.types() == ["dataset.published"]


def test_a_ping(owner, receiver):
    webhook = raw_webhook(owner, receiver, ["record.created"])
    owner.api.webhooks.ping(webhook.id)
    [(headers, body)] = receiver.raw
    assert Signature(webhook.secret).verify(body, headers)["type"] == "ping"


@pytest.mark.parametrize(
    ("url", "events"),
    [
        ("ftp://127.0.0.1/raw", ["record.created"]),
        ("not an address", ["record.created"]),
        ("http://127.0.0.1/raw", []),
        ("http://127.0.0.1/raw", ["record.created", "record.created"]),
    ],
)
def test_a_wrong_webhook_is_refused(owner, url, events):
    with pytest.raises(UnprocessableEntityError):
        rg.Webhook(url, events, _client=owner).create()
    assert list(owner.webhooks) == []


def test_there_are_at_most_ten_webhooks(owner):
    for number in range(WEBHOOKS_MAX):
        rg.Webhook(f"http://127.0.0.1/{number}", ["record.created"], _client=owner).create()
    with pytest.raises(UnprocessableEntityError):
        rg.Webhook("http://127.0.0.1/more", ["record.created"], _client=owner).create()
    assert len(owner.webhooks) == WEBHOOKS_MAX
