"""One server per database for the whole run, and a fresh workspace for each test.

To run one test on both databases:

    scripts/python-env && cargo build --package variorum
    scripts/postgres run .venv/bin/pytest tests/sdk -k a_record_with_everything
"""

import os
from collections.abc import Callable, Iterator

os.environ["HF_HUB_OFFLINE"] = "1"  # read when the SDK imports huggingface_hub

import argilla as rg
import pytest
from people import Person, new_person
from server import OWNER_KEY, Server, running, unique

LOG_TAIL_BYTES = 8_000

servers: list[Server] = []
summary_lines: list[str] = []


@pytest.fixture(scope="session", params=["sqlite", "postgres"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory):
    database = request.param
    if database == "postgres" and "VARIORUM_TEST_POSTGRES_URL" not in os.environ:
        pytest.skip("VARIORUM_TEST_POSTGRES_URL is not set: use `scripts/postgres run pytest`")
    with running(database, tmp_path_factory.mktemp(database)) as started:
        servers.append(started)
        yield started
        servers.remove(started)


@pytest.fixture
def owner(server: Server) -> Iterator[rg.Argilla]:
    """The owner's client. Made anew for each test, so that it is the SDK's default client."""
    client = rg.Argilla(api_url=server.url, api_key=OWNER_KEY)
    yield client
    client.http_client.close()


@pytest.fixture
def workspace(owner: rg.Argilla) -> rg.Workspace:
    return rg.Workspace(name=unique("workspace"), client=owner).create()


@pytest.fixture
def person(server: Server, workspace: rg.Workspace, owner: rg.Argilla) -> Callable[..., Person]:
    """Makes a member of the test's workspace, or with `member=False` an outsider."""

    def make(role: str = "annotator", member: bool = True) -> Person:
        return new_person(server, role, workspace if member else None)

    return make


@pytest.fixture
def new_dataset(owner: rg.Argilla, workspace: rg.Workspace) -> Callable[..., rg.Dataset]:
    def make(settings: rg.Settings, name: str = "dataset") -> rg.Dataset:
        return rg.Dataset(
            name=unique(name), workspace=workspace, settings=settings, client=owner
        ).create()

    return make


@pytest.fixture
def report() -> Callable[[str], None]:
    """Adds a line to the end of the run's output."""
    return summary_lines.append


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item):
    report = yield
    if report.failed:
        for server in servers:
            tail = server.log.read_bytes()[-LOG_TAIL_BYTES:].decode(errors="replace")
            report.sections.append((f"server log ({server.database})", tail))
    return report


def pytest_terminal_summary(terminalreporter) -> None:
    if summary_lines:
        terminalreporter.section("measured")
        for line in summary_lines:
            terminalreporter.line(line)
