"""Starts and stops the server under test."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import httpx
import psycopg

REPOSITORY = Path(__file__).resolve().parents[2]
OWNER_KEY = "owner.apikey"
OWNER_PASSWORD = "owner-password"
START_SECONDS = 30
STOP_SECONDS = 20
POLL_SECONDS = 0.02


@dataclass
class Server:
    """A running server; `log` is the file that takes its output."""

    url: str
    database: str
    log: Path

    def http(self, api_key: str = OWNER_KEY) -> httpx.Client:
        """A plain HTTP client, for what the SDK has no call for."""
        headers = {"X-Argilla-Api-Key": api_key}
        return httpx.Client(base_url=self.url, headers=headers, timeout=60)


@contextmanager
def running(database: str, folder: Path) -> Iterator[Server]:
    """Serves "sqlite" or "postgres" from `folder`; that it ends cleanly is part of the test."""
    server = Server(f"http://127.0.0.1:{free_port()}", database, folder / "server.log")
    command = [binary(), "serve", "--listen", server.url.removeprefix("http://")]
    command += ["--data-dir", folder / "data"]
    if database == "postgres":
        command += ["--database-url", new_postgres_database()]
    environment = os.environ | {
        "VARIORUM_OWNER_USERNAME": "owner",
        "VARIORUM_OWNER_PASSWORD": OWNER_PASSWORD,
        "VARIORUM_OWNER_API_KEY": OWNER_KEY,
    }
    with server.log.open("wb") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        wait_until_ready(server, process)
        yield server
        process.send_signal(signal.SIGTERM)
        code = process.wait(STOP_SECONDS)
        assert code == 0, f"the server exited with {code} on SIGTERM\n{server.log.read_text()}"
    finally:
        process.kill()
        process.wait()


def binary() -> Path:
    path = Path(os.environ.get("VARIORUM_BINARY", REPOSITORY / "target/debug/variorum"))
    assert path.is_file(), f"{path} is missing: run `cargo build --package variorum`"
    return path


def wait_until_ready(server: Server, process: subprocess.Popen) -> None:
    def ready() -> bool:
        assert process.poll() is None, f"the server did not start\n{server.log.read_text()}"
        try:
            return httpx.get(f"{server.url}/api/v1/status").status_code == 200
        except httpx.TransportError:
            return False

    try:
        eventually(ready, within_seconds=START_SECONDS)
    except AssertionError as error:
        raise AssertionError(f"not ready\n{server.log.read_text()}") from error


def new_postgres_database() -> str:
    url = os.environ["VARIORUM_TEST_POSTGRES_URL"]
    name = f"sdk_{uuid4().hex}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return url.rpartition("/")[0] + f"/{name}"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def eventually(holds: Callable[[], object], within_seconds: float = 20) -> None:
    """Asks until `holds` answers something true; fails after the deadline."""
    deadline = time.monotonic() + within_seconds
    while not holds():
        assert time.monotonic() < deadline, f"still not true after {within_seconds} s"
        time.sleep(POLL_SECONDS)


def unique(name: str) -> str:
    """A name that no other test uses: all tests of a database share one server."""
    return f"{name}-{uuid4().hex[:12]}"
