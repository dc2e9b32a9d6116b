"""The whole house, served over HTTP on a port of its own, for the tests of the doors."""

from __future__ import annotations

import fcntl
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest
import uvicorn
from fastapi import FastAPI
from pydantic import SecretStr

import tests.commands_built_once  # noqa: F401  (done by being there)
from api.access.callers import Scope
from api.graphql.endpoint import Elsewhere
from api.http.app import create_app
from api.http.patience import LIMITS
from api.services import ledger_in
from api.settings import Settings
from domain.frameworks.default_pack import DEFAULT_EDITIONS, DEFAULT_FRAMEWORK
from domain.frameworks.publishing import PublishFramework
from domain.units.citing import unit_of

CLIENTS = Path(__file__).with_name("clients")
PLACING = ("joinPerson", "movePerson", "establishRole", "defineRoleProfile")
KEY = bytes(range(32)).hex()
ADDRESS = "http://credentials.test"
"""Where credentials lead whoever verifies them."""


@dataclass(frozen=True)
class Served:
    """A house that answers, and somebody who asks it."""

    url: str
    client: httpx.Client
    database_url: str
    app: FastAPI
    units: set[str] = field(default_factory=set)
    """The units that tests have called by a word so far."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """What is sent beside the client's own: a token that may do everything."""

    def asked_by(self, person: str | None, *scopes: Scope, name: str | None = None) -> Served:
        """The same house, asked with another token: to read and to write, or for what is said."""
        return replace(self, headers=bearing(self.app, person, scopes or (Scope.READ, Scope.WRITE), name))

    def post(self, query: str, /, **variables: Any) -> dict[str, Any]:
        """The whole answer to a document."""
        answer = self.client.post("/graphql", json={"query": query, "variables": variables}, headers={**self.headers})
        assert answer.status_code == 200, answer.text
        told: dict[str, Any] = answer.json()
        return told

    def ask(self, query: str, /, **variables: Any) -> Any:
        """What a document that runs without errors is answered with."""
        answer = self.post(query, **variables)
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    def record(self, mutation: str, input: dict[str, Any], *, command_id: str | None = None) -> dict[str, Any]:  # noqa: A002
        """What becomes of one command. Where it places somebody in a unit, a word names one that stands.

        Nobody votes for another: a vote is asked for with a token of the voter's.
        """
        if "voter" in input and not self.headers:
            return self.asked_by(input["voter"]).record(mutation, input, command_id=command_id)
        name = mutation[0].upper() + mutation[1:]
        input = self.placed(mutation, input)  # noqa: A001
        asked = f"""
            mutation ($input: {name}Input!, $id: UUID) {{
              {mutation}(input: $input, commandId: $id) {{
                __typename
                ... on Recorded {{ position subject made entries repeated readable recordedAt }}
                ... on Refused {{ rule why field }}
              }}
            }}"""
        told: dict[str, Any] = self.ask(asked, input=input, id=command_id)[mutation]
        return told

    def placed(self, command: str, said: dict[str, Any]) -> dict[str, Any]:
        """The same input, with the ids of the units for which words stand in it."""
        inner = {key: self.placed(key, value) for key, value in said.items() if isinstance(value, dict)}
        placed = {"unit": self.unit(said["unit"])} if command in PLACING and "unit" in said else {}
        return {**said, **inner, **placed}

    def unit(self, word: str) -> str:
        """The id of a unit of that name, which stands from now on if it did not; an id is its own."""
        unit = unit_of(word)
        if unit != word and unit not in self.units:
            self.units.add(unit)
            self.recorded("establishUnit", unit=unit, name=word, effectiveOn="1950-01-01")
        return unit

    def recorded(self, mutation: str, **input: Any) -> dict[str, Any]:  # noqa: A002
        """The same for a command that the rules let pass."""
        told = self.record(mutation, input)
        assert told["__typename"] == "Recorded", told
        return told


@pytest.fixture(scope="session", autouse=True)
def _keys_of_our_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Whatever keys a house makes are made where nobody keeps any."""
    with keys_in_a_folder(tmp_path_factory):
        yield


@pytest.fixture(scope="module", autouse=True)
def _keys_of_a_module(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The keys of a module are its own: whoever erases somebody makes one by which all that begin after it are kept."""
    with keys_in_a_folder(tmp_path_factory):
        yield


@contextmanager
def keys_in_a_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Has settings that are made while this is open keep their keys in a new folder."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setenv("LEADERSHIP_KEY_FILE", str(tmp_path_factory.mktemp("keys") / "ledger.key"))
        yield


@pytest.fixture(scope="session")
def served(make_database: Callable[[], str]) -> Iterator[Served]:
    """One house for all tests of the doors: each makes people of its own."""
    settings = Settings(
        database_url=make_database(), key=SecretStr(KEY), time_zone=ZoneInfo("Europe/Berlin"), address=ADDRESS
    )
    publish_editions_of_before(settings)
    with serving(settings) as told:
        yield told


def publish_editions_of_before(settings: Settings) -> None:
    """The default pack as a ledger of version 0.1.0 holds it: an edition for six years, and then one with panels."""
    with ledger_in(settings, str(settings.database_url)) as ledger:
        for edition, day in zip(DEFAULT_EDITIONS, (date(2019, 1, 1), date(2025, 1, 1)), strict=True):
            publish = PublishFramework(DEFAULT_FRAMEWORK, edition, effective_on=day, imported=True)
            ledger.record(publish, by=ledger.tokens.of_the_machine().id)


@contextmanager
def serving(
    settings: Settings, port: int = 0, elsewhere: Elsewhere | None = None, *, limited: bool = False
) -> Iterator[Served]:
    """A house served by uvicorn in a thread, as long as this is open; `limited` as what is served is."""
    app = create_app(settings, elsewhere)
    limits = LIMITS if limited else {}
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="warning", lifespan="on", **limits))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 30
    while not server.started:
        assert thread.is_alive(), "the house did not open"
        assert time.monotonic() < until, "the house does not open"
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    try:
        headers = bearing(app, None, Scope, "Tests")
        with httpx.Client(base_url=url, timeout=30, headers=headers) as client:
            yield Served(url, client, str(settings.database_url), app)
    finally:
        server.should_exit = True
        thread.join()


def bearing(app: FastAPI, person: str | None, scopes: Iterable[Scope], name: str | None) -> dict[str, str]:
    """The header with a new token."""
    expires_at = datetime.now(UTC) + timedelta(days=1)
    tokens = app.state.services.ledger.tokens
    _, text = tokens.issue([*scopes], expires_at, person=person, name=name)
    return {"authorization": f"Bearer {text}"}


@pytest.fixture(scope="session")
def node() -> Callable[..., str]:
    """Runs one of the JavaScript clients, whose packages are installed on first use."""
    if shutil.which("npm") is None or shutil.which("node") is None:
        pytest.skip("npm and node are not on this machine: the JavaScript clients need them")
    with (Path(tempfile.gettempdir()) / "leadership-ledger-clients.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # several test processes may come at once
        wanted, installed = CLIENTS / "package-lock.json", CLIENTS / "node_modules" / ".package-lock.json"
        if not installed.exists() or installed.stat().st_mtime < wanted.stat().st_mtime:
            install = ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
            subprocess.run(install, cwd=CLIENTS, check=True, capture_output=True)

    def run(script: str, *arguments: str, within: Path = CLIENTS) -> str:
        command = ["node", str(CLIENTS / script), *arguments]
        ran = subprocess.run(command, cwd=within, capture_output=True, text=True, timeout=60)
        assert ran.returncode == 0, ran.stdout + ran.stderr
        return ran.stdout

    return run


@pytest.fixture(scope="session")
def editions() -> str:
    """The framework whose editions are in force in the house that is served; its id."""
    return DEFAULT_FRAMEWORK
