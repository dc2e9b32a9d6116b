"""How long small questions wait while eight clients ask for the most that is permitted."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import httpx

from benchmarks.figures import Figure
from benchmarks.histories import FIRST_DAY, asked, feedback, joining, people
from benchmarks.querying import record_all
from benchmarks.served import served
from benchmarks.server import database, open_ledger
from ledger.storage.migrations import migrate
from projections import registry

PEOPLE = 300
CLIENTS = 8
SECONDS = 15.0
MOST_MS = 50.0
"""Milliseconds that 99 of 100 small questions may take."""
DEAR = (
    "{ people(first: 100) { nodes { id name reports { id name manager { name } } managers { id name unit } } } }",
    "{ people(first: 100) { nodes { name developmentHistory(first: 40) { nodes { kind entry { id event } } } } } }",
    "{" + " ".join(f'a{i}: entries(first: 1, kinds: ["PersonJoined"]) {{ totalCount }}' for i in range(15)) + "}",
)
SMALL = {"health": "/healthz", "a small question": "/graphql?query={people(first:1){nodes{name}}}"}
REFUSED = b'{"errors"'
SPAWN = multiprocessing.get_context("spawn")


def wearing(server_url: str) -> Iterator[Figure]:
    """Of a small organisation with a history."""
    with database(server_url) as url:
        migrate(url, registry.migrate)
        with open_ledger(url) as ledger:
            everybody = people(PEOPLE)
            record_all(ledger, joining(everybody), "people")
            pairs = zip(everybody * 20, [*everybody[1:], everybody[0]] * 20, strict=True)
            record_all(ledger, (asked(feedback(one, other, FIRST_DAY)) for one, other in pairs), "feedback")
        with served(url) as address:
            alone = {name: ninety_ninth(address, path, 0) for name, path in SMALL.items()}
            for name, path in SMALL.items():
                p99 = ninety_ninth(address, path, CLIENTS)
                yield Figure(
                    f"{name}, p99 beside {CLIENTS} clients that ask for the most",
                    p99,
                    alone[name],
                    p99,
                    f"≤ {MOST_MS:g} ms",
                    p99 <= MOST_MS,
                    "ms",
                    "alone",
                )


@contextmanager
def asking_for_the_most(address: str, clients: int) -> Iterator[None]:
    """So many clients, in a process of their own: whoever measures must not wait for them in its own interpreter."""
    asking = SPAWN.Process(target=ask_for_the_most, args=(address, clients), daemon=True)
    asking.start()
    try:
        yield
    finally:
        asking.kill()
        asking.join()


def ask_for_the_most(address: str, clients: int) -> None:
    """What these clients do until they are killed; whoever is refused waits a little."""

    def ask_on(number: int) -> None:
        with httpx.Client(base_url=address, timeout=60) as client:
            while True:
                answer = client.post("/graphql", json={"query": DEAR[number % len(DEAR)]})
                if answer.status_code != 200 or answer.content.startswith(REFUSED):
                    time.sleep(0.2)

    with ThreadPoolExecutor(max(clients, 1)) as threads:
        list(threads.map(ask_on, range(clients)))


def ninety_ninth(address: str, path: str, clients: int) -> float:
    """Milliseconds within which 99 of 100 are answered."""
    seconds: list[float] = []
    with asking_for_the_most(address, clients), httpx.Client(base_url=address, timeout=60) as client:
        until = time.monotonic() + SECONDS
        while time.monotonic() < until:
            began = time.perf_counter()
            client.get(path).raise_for_status()
            seconds.append(time.perf_counter() - began)
            time.sleep(0.02)
    return 1_000 * sorted(seconds)[int(len(seconds) * 0.99)]
