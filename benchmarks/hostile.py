"""Ten thousand requests that nobody who means well would send, and how many are not answered as they should be."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Final

import httpx
from hypothesis import HealthCheck, Phase, given, settings

from api.access.callers import Scope
from benchmarks.figures import Figure
from benchmarks.histories import joining, people
from benchmarks.querying import record_all
from benchmarks.served import served
from benchmarks.server import database, open_ledger
from ledger.storage.migrations import migrate
from projections import registry
from tests.api.hostile import Sent, hostile, objection

REQUESTS: Final = 10_000
WHO: Final = ("nobody", "a system", "a person")


def hostility(server_url: str, requests: int = REQUESTS) -> Iterator[Figure]:
    """Of a house with a few people, asked by nobody, by a system that may do all, and by one of its people."""
    with database(server_url) as url:
        migrate(url, registry.migrate)
        with open_ledger(url) as ledger:
            somebody = people(5)
            record_all(ledger, joining(somebody), "people")
            tomorrow = datetime.now(UTC) + timedelta(days=1)
            _, system = ledger.tokens.issue(list(Scope), tomorrow, name="A system", person=None)
            _, person = ledger.tokens.issue((Scope.READ, Scope.WRITE), tomorrow, person=somebody[0], name=None)
        shown = dict(zip(WHO, ({}, bearing(system), bearing(person)), strict=True))
        with served(url) as address, closing(httpx.Client(base_url=address)) as client:
            found = {who: wrong(client, headers, [*somebody], requests // len(WHO)) for who, headers in shown.items()}
    for who, told in found.items():
        for one in dict.fromkeys(told):
            print(f"  {who}: {one}"[:400])
    many = sum(map(len, found.values()))
    yield Figure(
        "hostile requests answered with a fault of ours, or not at all", many, requests, many, "≤ 0", many == 0, "",
        "requests",
    )  # fmt: skip


def bearing(token: str) -> dict[str, str]:
    """The header with a token."""
    return {"authorization": f"Bearer {token}"}


def wrong(client: httpx.Client, shown: dict[str, str], known: list[str], requests: int) -> list[str]:
    """What is wrong with the answers to so many requests."""
    told: list[str] = []

    @settings(max_examples=requests, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(sent=hostile(known))
    def ask(sent: Sent) -> None:
        if what := objection(client, sent, shown):
            told.append(f"{sent.method} {sent.path[:80]} {sent.body[:200]!r} {what}")

    ask()
    return told
