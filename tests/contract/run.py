"""Sends requests made from the OpenAPI document to the built server, on both databases.

Every answer must be one that the document describes, and none a failure of the server:

    scripts/python-env .venv-contract tests/contract/requirements.txt
    cargo build --package variorum
    scripts/postgres run .venv-contract/bin/python tests/contract/run.py
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import httpx

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "sdk"))

from server import Server, running  # noqa: E402  (the SDK tests' own helper)

LOG_TAIL_BYTES = 8_000


def main() -> int:
    databases = sys.argv[1:] or ["sqlite", "postgres"]
    return max(checked(database) for database in databases)


def checked(database: str) -> int:
    print(f"the OpenAPI document against the server on {database}", flush=True)
    with tempfile.TemporaryDirectory() as folder, running(database, Path(folder)) as server:
        with server.http() as owner:
            caller = new_caller(owner)
            place = furnish(owner)
        code = run_schemathesis(server, caller, place)
        with server.http(caller["api_key"]) as client:
            me = client.get("/api/v1/me").raise_for_status().json()
            assert me["role"] == "owner", "the caller lost its role: most answers were refusals"
        if code != 0:
            print(server.log.read_bytes()[-LOG_TAIL_BYTES:].decode(errors="replace"))
    return code


def run_schemathesis(server: Server, caller: dict, place: dict) -> int:
    command = [Path(sys.executable).with_name("st"), "--config-file", HERE / "schemathesis.toml"]
    command += ["run", f"{server.url}/api/v1/openapi.json"]
    command += ["--header", f"X-Argilla-Api-Key: {caller['api_key']}"]
    command += os.environ.get("CONTRACT_ARGUMENTS", "").split()
    environment = os.environ | {
        "CONTRACT_CALLER_ID": caller["id"],
        "CONTRACT_PLACE": json.dumps(place),
    }
    return subprocess.run(command, cwd=HERE, env=environment).returncode


def new_caller(owner: httpx.Client) -> dict:
    """An owner besides the first one."""
    body = {"username": "caller", "first_name": "C", "role": "owner", "password": "a password"}
    return post(owner, "/users", body)


def furnish(owner: httpx.Client) -> dict:
    """A published dataset with one of everything; answers the ids by the names of the paths."""
    workspace = post(owner, "/workspaces", {"name": "contract"})
    # The server itself answers the pings, so that they succeed.
    webhook = {"url": str(owner.base_url.join("/livez")), "events": ["record.created"]}
    webhooks = [post(owner, "/webhooks", webhook) for _ in range(2)]
    dataset = post(owner, "/datasets", {"name": "contract", "workspace_id": workspace["id"]})
    path = f"/datasets/{dataset['id']}"

    def made(part: str, settings: dict) -> dict:
        return post(owner, f"{path}/{part}", {"name": "a", "title": "A"} | settings)

    field = made("fields", {"settings": {"type": "text"}})
    options = [{"value": 1}, {"value": 2}]
    rating = {"type": "rating", "options": options}
    question = made("questions", {"required": True, "settings": rating})
    prop = made("metadata-properties", {"settings": {"type": "integer"}})
    vectors = made("vectors-settings", {"dimensions": 2})
    owner.put(f"/api/v1{path}/publish").raise_for_status()
    suggestion = {"question_id": question["id"], "value": 1, "score": 0.5, "agent": "model"}
    record = {"fields": {"a": "words"}, "metadata": {"a": 1}, "vectors": {"a": [1, 2]}}
    record |= {"suggestions": [suggestion]}
    records = post(owner, f"{path}/records/bulk", {"items": [record] * 5})["items"]
    response = {"status": "submitted", "values": {"a": {"value": 1}}}
    response = post(owner, f"/records/{records[0]['id']}/responses", response)
    return {
        "workspace_id": workspace["id"],
        "dataset_id": dataset["id"],
        "field_id": field["id"],
        "question_id": question["id"],
        "metadata_property_id": prop["id"],
        "vector_settings_id": vectors["id"],
        "record_id": records[0]["id"],
        "response_id": response["id"],
        "webhook_id": webhooks[0]["id"],
        "changed_webhook_id": webhooks[1]["id"],
    }


def post(client: httpx.Client, path: str, body: dict) -> dict:
    return client.post(f"/api/v1{path}", json=body).raise_for_status().json()


if __name__ == "__main__":
    sys.exit(main())
