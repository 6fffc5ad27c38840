"""What the generated requests are about: a workspace with one of everything, and spare ones of what
they delete. It goes by the names in the examples of the document."""

import json
import os
from itertools import count
from uuid import uuid4

import httpx

OPTIONS = [{"value": "positive", "text": "Positive"}, {"value": "negative", "text": "Negative"}]
CALLER = {"username": "caller", "password": "a password"}


class Place:
    def __init__(self, url: str, api_key: str, ids: dict[str, str]) -> None:
        headers = {"X-Argilla-Api-Key": api_key}
        self.client = httpx.Client(base_url=f"{url}/api/v1", headers=headers, timeout=60)
        self.ids = ids
        self.numbers = count()
        self.credentials = CALLER
        password = CALLER["password"]
        self.same_password = {"current_password": password, "password": password}

    @classmethod
    def from_environment(cls) -> "Place":
        return cls(**json.loads(os.environ["CONTRACT_PLACE"]))

    @classmethod
    def furnished(cls, url: str, owner_key: str) -> "Place":
        place = cls(url, owner_key, {})
        # Another owner than the first: nothing that is generated can take that one away.
        caller = place.post("/users", CALLER | {"first_name": "C", "role": "owner"})
        place = cls(url, caller["api_key"], {})
        place.furnish()
        return place

    def to_environment(self) -> str:
        key = self.client.headers["X-Argilla-Api-Key"]
        url = str(self.client.base_url).removesuffix("/").removesuffix("/api/v1")
        return json.dumps({"url": url, "api_key": key, "ids": self.ids})

    def furnish(self) -> None:
        ids = self.ids
        ids["user_id"] = self.user()
        ids["workspace_id"] = self.workspace()
        ids["webhook_id"], ids["changed_webhook_id"] = self.webhook(), self.webhook()
        ids["draft_id"] = self.draft()
        dataset = ids["dataset_id"] = self.draft()
        ids["field_id"] = self.items(f"/datasets/{dataset}/fields")[0]["id"]
        ids["question_id"] = self.items(f"/datasets/{dataset}/questions")[0]["id"]
        ids["metadata_property_id"] = self.metadata_property("stars")
        ids["vector_settings_id"] = self.vector_settings("embedding")
        self.client.put(f"/datasets/{dataset}/publish").raise_for_status()
        ids["record_id"] = self.record()
        ids["suggestion_id"] = self.suggestion(ids["record_id"])
        ids["response_id"] = self.response(ids["record_id"])

    def id_in_path(self, method: str, path: str, name: str) -> str | None:
        """What a placeholder stands for: something that is there, a spare one if it is deleted."""
        is_last = path.endswith("{" + name + "}")
        if method == "DELETE" and is_last:
            return self.spare(path, name)
        if path == "/datasets/{dataset_id}/publish":
            return self.draft()
        if method == "POST" and path in {
            "/datasets/{dataset_id}/fields",
            "/datasets/{dataset_id}/questions",
        }:
            return self.ids["draft_id"]
        if name == "webhook_id" and method == "PATCH":
            # A ping may fail where a changed webhook points to.
            return self.ids["changed_webhook_id"]
        if method == "POST" and path == "/records/{record_id}/responses":
            return self.record()
        return self.ids.get(name)

    def id_in_body(self, name: str) -> str | None:
        if name == "user_id":
            # Nobody becomes a member twice.
            self.client.delete(f"/workspaces/{self.ids['workspace_id']}/users/{self.ids[name]}")
        return self.ids.get(name)

    def ids_in_query(self, path: str) -> str:
        if path.endswith("/suggestions"):
            return self.suggestion(self.ids["record_id"])
        return self.record()

    def spare(self, path: str, name: str) -> str | None:
        draft, dataset = self.ids["draft_id"], self.ids["dataset_id"]
        match name:
            case "user_id" if "workspaces" in path:
                return self.member()
            case "user_id":
                return self.user()
            case "workspace_id":
                return self.workspace()
            case "dataset_id":
                return self.draft()
            case "field_id":
                return self.field(draft, f"f{next(self.numbers)}")
            case "question_id":
                return self.question(draft, f"q{next(self.numbers)}")
            case "metadata_property_id":
                return self.metadata_property(f"m{next(self.numbers)}", dataset)
            case "vector_settings_id":
                # A dataset may have only a few.
                return self.vector_settings("spare", self.draft())
            case "record_id":
                return self.record()
            case "suggestion_id":
                return self.suggestion(self.record())
            case "response_id":
                return self.response(self.record())
            case "webhook_id":
                return self.webhook()
            case "session_id":
                return self.session()
        return None

    def user(self) -> str:
        name = f"user-{uuid4()}"
        body = {"username": name, "first_name": "U", "password": "a password"}
        return self.post("/users", body)["id"]

    def member(self) -> str:
        user = self.ids["user_id"]
        self.client.post(f"/workspaces/{self.ids['workspace_id']}/users", json={"user_id": user})
        return user

    def session(self) -> str:
        """One of the caller's that nothing needs."""
        self.browser()
        listed = self.client.get("/me/sessions").raise_for_status().json()
        return listed["items"][-1]["id"]

    def browser(self) -> dict[str, str]:
        """What a browser sends that has just signed in."""
        answer = self.client.post("/session", json=CALLER).raise_for_status()
        cookie = "; ".join(f"{name}={value}" for name, value in answer.cookies.items())
        self.client.cookies.clear()
        return {"Cookie": cookie, "X-CSRF-Token": answer.json()["csrf_token"]}

    def workspace(self) -> str:
        return self.post("/workspaces", {"name": f"workspace-{uuid4()}"})["id"]

    def webhook(self) -> str | None:
        # The server itself answers the pings, so that they succeed.
        url = str(self.client.base_url.join("/livez"))
        body = {"url": url, "events": ["dataset.published"]}
        return self.client.post("/webhooks", json=body).json().get("id")

    def draft(self) -> str:
        """A dataset that could be published."""
        body = {"name": f"dataset-{uuid4()}", "workspace_id": self.ids["workspace_id"]}
        dataset = self.post("/datasets", body)["id"]
        self.field(dataset, "text")
        self.question(dataset, "sentiment")
        return dataset

    def field(self, dataset: str, name: str) -> str:
        body = {"name": name, "title": "T", "settings": {"type": "text"}}
        return self.post(f"/datasets/{dataset}/fields", body)["id"]

    def question(self, dataset: str, name: str) -> str:
        settings = {"type": "label_selection", "options": OPTIONS}
        body = {"name": name, "title": "T", "required": True, "settings": settings}
        return self.post(f"/datasets/{dataset}/questions", body)["id"]

    def metadata_property(self, name: str, dataset: str = "") -> str:
        path = f"/datasets/{dataset or self.ids['dataset_id']}/metadata-properties"
        body = {"name": name, "title": "T", "settings": {"type": "integer"}}
        return self.post(path, body)["id"]

    def vector_settings(self, name: str, dataset: str = "") -> str:
        path = f"/datasets/{dataset or self.ids['dataset_id']}/vectors-settings"
        return self.post(path, {"name": name, "title": "T", "dimensions": 2})["id"]

    def record(self) -> str:
        record = {"fields": {"text": "better words"}, "metadata": {"stars": 4}}
        record |= {"vectors": {"embedding": [1, 2]}}
        path = f"/datasets/{self.ids['dataset_id']}/records/bulk"
        return self.post(path, {"items": [record]})["items"][0]["id"]

    def suggestion(self, record: str) -> str:
        body = {"question_id": self.ids["question_id"], "value": "positive", "score": 0.5}
        answer = self.client.put(f"/records/{record}/suggestions", json=body)
        return answer.raise_for_status().json()["id"]

    def response(self, record: str) -> str:
        body = {"status": "submitted", "values": {"sentiment": {"value": "positive"}}}
        return self.post(f"/records/{record}/responses", body)["id"]

    def items(self, path: str) -> list[dict]:
        return self.client.get(path).raise_for_status().json()["items"]

    def post(self, path: str, body: dict) -> dict:
        return self.client.post(path, json=body).raise_for_status().json()
