"""What takes long is answered by a process of its own, for whoever asks, as it would be here; or here, without one."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest
from pydantic import SecretStr
from starlette.requests import Request
from starlette.responses import Response

from api.access.callers import Scope
from api.cli.serving import answer_long
from api.http import long_answers
from api.http.long_answers import LongAnswers
from api.settings import Settings
from tests.api.conftest import KEY, Served, serving

LONG = "{ people(first: 100) { nodes { id name joinedOn } } }"
SHORT = "{ people(first: 10) { nodes { id } } }"
BEGUN_WITHIN = 60.0


class Watched(LongAnswers):
    """Remembers what came of each request."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings, answer_long)
        self.answered: list[bool] = []

    async def ask(self, request: Request, body: bytes) -> Response | None:
        told = await super().ask(request, body)
        self.answered.append(told is not None)
        return told

    def has_answered(self) -> bool:
        """Whether the last one was answered there."""
        return self.answered[-1]

    def killed(self) -> None:
        """The process, gone in the middle of everything."""
        assert self._process is not None
        self._process.kill()
        self._process.join()


@contextmanager
def watched(database_url: str) -> Iterator[tuple[Served, Watched]]:
    """A house with such a process beside it."""
    settings = Settings(database_url=database_url, key=SecretStr(KEY))
    with Watched(settings) as elsewhere, serving(settings, elsewhere=elsewhere.ask) as house:
        yield house, elsewhere


def until_elsewhere(ask: Callable[[], Any], elsewhere: Watched) -> Any:
    """The first answer of the other process."""
    until = time.monotonic() + BEGUN_WITHIN
    while True:
        told = ask()
        if elsewhere.has_answered():
            return told
        assert time.monotonic() < until, "no process answers"
        time.sleep(0.2)


def test_long_answers_are_made_elsewhere(make_database: Callable[[], str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_answers, "STARTED_AGAIN_AFTER", 0.0)
    monkeypatch.setattr(long_answers, "BEGUN_WITHIN", BEGUN_WITHIN)
    with watched(make_database()) as (house, elsewhere):
        ada = house.recorded("joinPerson", name="Ada Okafor", unit="Mill", effectiveOn="2020-01-01")["subject"]
        ben = house.recorded("joinPerson", name="Ben Ash", unit="Mill", effectiveOn="2021-01-01")["subject"]

        # Whatever may be short, or changes something, never leaves.
        house.ask(SHORT)
        assert elsewhere.answered == []

        # The first is answered here; whoever comes while the other process begins waits for it, and is told the same.
        here = house.post(LONG)
        assert elsewhere.answered == [False]
        assert house.post(LONG) == here
        assert elsewhere.has_answered()
        own = house.asked_by(ada, Scope.READ).post(LONG)
        assert elsewhere.has_answered()
        assert {one["id"]: one["joinedOn"] for one in own["data"]["people"]["nodes"]} == {ada: "2020-01-01", ben: None}
        assert own["extensions"]["withheld"] == ["Person.joinedOn"]
        by_get = house.client.get("/graphql", params={"query": LONG}, headers={**house.headers})
        assert elsewhere.has_answered()
        assert by_get.json() == here
        assert by_get.headers["x-content-type-options"] == "nosniff"

        # So are the questions behind pages, which are shown here, where it is known who may be chosen.
        house.app.state.questions = [("Who is here?", SHORT)]
        front = house.client.get("/", headers={**house.headers})
        assert elsewhere.has_answered()
        assert "Who is here?" in front.text
        timeline = house.client.get(f"/people/{ada}", headers={**house.headers})
        assert (timeline.status_code, "Ada Okafor" in timeline.text) == (200, True)
        assert house.client.get("/people/person-%00%2f%C3%BC", headers={**house.headers}).status_code == 404
        assert elsewhere.has_answered()
        nobody = house.client.post("/graphql", json={"query": LONG}, headers={"authorization": "Bearer made-up"})
        assert nobody.status_code == 401

        # Where the process is killed, it is answered here, until there is another.
        elsewhere.killed()
        assert house.post(LONG) == here
        assert not elsewhere.has_answered()
        assert until_elsewhere(lambda: house.post(LONG), elsewhere) == here
        folder = elsewhere._folder
        assert folder.stat().st_mode & 0o077 == 0
    assert not folder.exists()


def test_long_answers_by_hash_are_made_elsewhere_and_kept_here(
    make_database: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(long_answers, "STARTED_AGAIN_AFTER", 0.0)
    digest = hashlib.sha256(LONG.encode()).hexdigest()
    persisted = {"persistedQuery": {"version": 1, "sha256Hash": digest}}
    with watched(make_database()) as (house, elsewhere):
        ada = house.recorded("joinPerson", name="Ada Okafor", unit="Mill", effectiveOn="2020-01-01")["subject"]
        asks, at = house.asked_by(ada, Scope.READ), house.ask("{ position }")["position"]

        def by_hash(**sent: str) -> httpx.Response:
            return asks.client.get(f"/q/{digest}", params={"at": at}, headers={**asks.headers, **sent})

        def registered() -> Any:
            sent = {"query": LONG, "extensions": persisted}
            return house.client.post("/graphql", json=sent, headers={**house.headers}).json()

        here = until_elsewhere(registered, elsewhere)
        for answer in (
            house.client.post("/graphql", json={"extensions": persisted}),
            house.client.get("/graphql", params={"extensions": json.dumps(persisted)}),
        ):
            assert elsewhere.has_answered()
            assert answer.json() == here
        asked = len(elsewhere.answered)
        first = by_hash()
        assert elsewhere.answered[asked:] == [True]
        assert [one["joinedOn"] for one in first.json()["data"]["people"]["nodes"]] == ["2020-01-01"]
        assert first.headers["content-type"] == "application/json; charset=utf-8"
        assert (by_hash().content, by_hash(**{"if-none-match": first.headers["etag"]}).status_code) == (
            first.content,
            304,
        )
        assert len(elsewhere.answered) == asked + 1, "and told again from here"
        ben = house.recorded("joinPerson", name="Ben Ash", unit="Mill", effectiveOn="2021-01-01")["subject"]
        at = house.ask("{ position }")["position"]
        assert [one["id"] for one in by_hash().json()["data"]["people"]["nodes"]] == [ada, ben]
        before = looks_at(house, ada)
        for _ in range(3):
            house.client.get(f"/q/{digest}", params={"at": at})
        assert looks_at(house, ada) == before + 3, "by a system, the first one there"
        elsewhere.killed()
        at = 1
        assert by_hash().status_code == 200
        assert not elsewhere.has_answered()


def looks_at(house: Served, person: str) -> int:
    """How often anybody looked at somebody."""
    return int(house.app.state.services.ledger.readings.counted([person]))


def test_it_ends_with_whoever_started_it(tmp_path: Path) -> None:
    """Killed, a server can stop nothing; what it has started sees that it is gone."""
    script = tmp_path / "starts.py"
    script.write_text(
        "import time\n"
        "from api.http.long_answers import LongAnswers\n"
        "from api.settings import Settings\n"
        "def sleeps(settings, place, begins):\n"
        "    time.sleep(600)\n"
        "if __name__ == '__main__':\n"
        "    started = LongAnswers(Settings(), sleeps)\n"
        "    started._start()\n"
        "    print(started._process.pid, flush=True)\n"
        "    time.sleep(600)\n"
    )
    root = str(Path(__file__).parents[2])
    with subprocess.Popen(
        [sys.executable, str(script)], stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": root}
    ) as parent:
        assert parent.stdout is not None
        started = psutil.Process(int(parent.stdout.readline()))
        time.sleep(0.1)
        parent.send_signal(signal.SIGKILL)
    assert psutil.wait_procs([started], timeout=BEGUN_WITHIN)[1] == []
