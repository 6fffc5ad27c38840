"""People of every role, each with a key, an SDK client and a plain HTTP client."""

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

import argilla as rg
import httpx
from server import Server, unique

PASSWORD = "a-long-password"


@dataclass
class Person:
    server: Server
    id: UUID
    username: str
    api_key: str

    @cached_property
    def client(self) -> rg.Argilla:
        return rg.Argilla(api_url=self.server.url, api_key=self.api_key)

    @cached_property
    def http(self) -> httpx.Client:
        return self.server.http(self.api_key)

    def answer(self, record: rg.Record, status: str = "submitted", **values) -> dict:
        """Answers a record as the annotation page does; keyword arguments are question names."""
        body = {"status": status, "values": {name: {"value": v} for name, v in values.items()}}
        answer = self.http.post(f"/api/v1/records/{record._server_id}/responses", json=body)
        assert answer.status_code == 201, answer.text
        return answer.json()


def new_person(server: Server, role: str, workspace: rg.Workspace | None = None) -> Person:
    """The SDK does not give a new user's key, so the user is made by a plain request."""
    username = unique(role)
    body = {"username": username, "first_name": username, "role": role, "password": PASSWORD}
    with server.http() as http:
        answer = http.post("/api/v1/users", json=body)
        assert answer.status_code == 201, answer.text
        user = answer.json()
        if workspace is not None:
            path = f"/api/v1/workspaces/{workspace.id}/users"
            answer = http.post(path, json={"user_id": user["id"]})
            assert answer.status_code == 201, answer.text
    return Person(server, UUID(user["id"]), username, user["api_key"])
