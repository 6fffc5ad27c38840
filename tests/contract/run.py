"""Sends requests made from the OpenAPI document to the built server, on both databases.

Every answer must be one that the document describes, and none a failure of the server; and every
operation must succeed at least once:

    scripts/python-env .venv-contract tests/contract/requirements.txt
    cargo build --package variorum
    scripts/postgres run .venv-contract/bin/python tests/contract/run.py
"""

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "sdk"))

from place import Place  # noqa: E402
from server import OWNER_KEY, Server, running  # noqa: E402  (the SDK tests' own helper)

LOG_TAIL_BYTES = 8_000

# There is no provider to sign in with, the stream of events does not end, and the key of all
# requests would be gone.
NEVER = {
    "GET /api/v1/me/events",
    "POST /api/v1/me/api-key",
    "GET /api/v1/oauth2/providers/{provider}/authentication",
    "GET /api/v1/oauth2/providers/{provider}/access-token",
}


def main() -> int:
    databases = sys.argv[1:] or ["sqlite", "postgres"]
    return max(checked(database) for database in databases)


def checked(database: str) -> int:
    print(f"the OpenAPI document against the server on {database}", flush=True)
    with tempfile.TemporaryDirectory() as folder, running(database, Path(folder)) as server:
        place = Place.furnished(server.url, OWNER_KEY)
        tally = Path(folder) / "tally.json"
        code = run_schemathesis(server, place, tally)
        me = place.client.get("/me").raise_for_status().json()
        assert me["role"] == "owner", "the caller lost its role: most answers were refusals"
        code = max(code, every_operation_succeeds(json.loads(tally.read_text())))
        if code != 0:
            print(server.log.read_bytes()[-LOG_TAIL_BYTES:].decode(errors="replace"))
    return code


def run_schemathesis(server: Server, place: Place, tally: Path) -> int:
    command = [Path(sys.executable).with_name("st"), "--config-file", HERE / "schemathesis.toml"]
    command += ["run", f"{server.url}/api/v1/openapi.json"]
    command += ["--exclude-path", "/api/v1/me/events", "--exclude-path", "/api/v1/me/api-key"]
    command += ["--header", f"X-Argilla-Api-Key: {place.client.headers['X-Argilla-Api-Key']}"]
    command += os.environ.get("CONTRACT_ARGUMENTS", "").split()
    environment = os.environ | {
        "CONTRACT_PLACE": place.to_environment(),
        "CONTRACT_TALLY": str(tally),
        "PYTHONPATH": str(HERE),
    }
    return subprocess.run(command, cwd=HERE, env=environment).returncode


def every_operation_succeeds(tally: dict[str, dict[str, int]]) -> int:
    """Prints how many requests succeeded, and answers 1 if an operation never did."""
    whole, never = Counter(), []
    print("succeeded of well-formed requests, and of all")
    for operation, answers in sorted(tally.items()):
        print(f"{share(answers)}  {operation}")
        whole.update(answers)
        if succeeded(answers) == 0 and operation not in NEVER:
            never.append(operation)
    print(f"{share(whole)}  altogether")
    if never:
        print("operations that never succeeded:", *never, sep="\n  ")
    return 1 if never else 0


def succeeded(answers: dict[str, int]) -> int:
    return answers.get("well_formed_succeeded", 0) + answers.get("malformed_succeeded", 0)


def share(answers: dict[str, int]) -> str:
    good = answers.get("well_formed_succeeded", 0)
    well_formed = good + answers.get("well_formed_refused", 0)
    return f"{good:5} of {well_formed:5} {succeeded(answers):5} of {sum(answers.values()):5}"


if __name__ == "__main__":
    sys.exit(main())
