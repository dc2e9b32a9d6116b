"""What a second worker adds: requests a second of two beside one, over one ledger, where there are cores for it."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from typing import Final
from urllib.parse import urlsplit

import httpx
import psutil
from rich.console import Console

from benchmarks.dashboards.beside import CLIENTS, ROUNDS, SECONDS, WARM_FOR, graphql
from benchmarks.dashboards.comparing import must_tell_the_same, told
from benchmarks.dashboards.houses import Dashboard, house, of_lives
from benchmarks.dashboards.loading import Target, load
from benchmarks.dashboards.parts import with_wrk
from benchmarks.dashboards.questions import NAME, TIMELINE, Question
from benchmarks.figures import Bar, Figure, in_pairs
from benchmarks.served import BEGUN_WITHIN, Served, ledger_served
from benchmarks.server import server_processes

AT_LEAST: Final = Bar(1.7)
CORES: Final = 6
"""For two workers, as much again for PostgreSQL, and for whoever asks: with fewer they take turns."""
TRIED: Final = 32
"""Connections that are opened at a time, to see who takes them."""


@with_wrk
def workers(server_url: str) -> Iterator[Figure]:
    """One person: their name, and fifty milestones."""
    cores = len(os.sched_getaffinity(0))
    if cores < CORES:
        why = f"it takes {CORES} cores, and here are {cores}. What is printed below says nothing of it."
        Console(stderr=True).print(f"Two workers beside one are not measured: {why}", markup=False)
    with house(server_url, of_lives) as dashboard, ExitStack() as stack:
        one, two = (stack.enter_context(served_by(many, dashboard.url)) for many in (1, 2))
        for question in (NAME, TIMELINE):
            figure = beside(question, dashboard, one, two)
            yield figure if cores >= CORES else replace(figure, bar=f"not measured on {cores} cores", holds=True)


def beside(question: Question, dashboard: Dashboard, one: Served, two: Served) -> Figure:
    """How often a question is answered by two, and by one."""
    alone, together = (asked_of(server, question, dashboard) for server in (one, two))
    with httpx.Client() as client:
        must_tell_the_same({"one": told(client, alone, 0), "two": told(client, together, 0)})
    for target in (alone, together):
        load(target, clients=CLIENTS, seconds=WARM_FOR)
    name = f"{question.name}, two workers, {CLIENTS} clients"
    return in_pairs(name, "requests/s", partial(rate, together), "one worker", partial(rate, alone), AT_LEAST, ROUNDS)


def asked_of(server: Served, question: Question, dashboard: Dashboard) -> Target:
    """What is asked of a server."""
    processes = (psutil.Process(server.process), server_processes(dashboard.url)[0])
    variables = [{"id": each} for each in dashboard.developed]
    return Target(graphql(server), question.ours, variables, processes, dashboard.auditors)


def rate(target: Target) -> float:
    """Requests that are answered in a second."""
    return load(target, clients=CLIENTS, seconds=SECONDS).requests_a_second


@contextmanager
def served_by(many: int, url: str) -> Iterator[Served]:
    """The ledger of a database, served by so many workers, as soon as each of them takes connections."""
    with ledger_served(url, "--workers", str(many)) as server:
        until = time.monotonic() + BEGUN_WITHIN
        while many > 1 and who_takes_connections(server, psutil.Process(server.process).children()) < many:
            if time.monotonic() > until:
                raise RuntimeError(f"there are not {many} workers within {BEGUN_WITHIN:g} seconds")
        yield server


def who_takes_connections(server: Served, processes: Sequence[psutil.Process]) -> int:
    """How many of some processes do, of a few that are opened."""
    host, port = urlsplit(server.address).hostname, urlsplit(server.address).port
    with ExitStack() as opened:
        for _ in range(TRIED):
            opened.enter_context(socket.create_connection((host, port)))
        time.sleep(0.2)
        taken = [one.net_connections("tcp") for one in processes]
    return sum(
        any(each.status == psutil.CONN_ESTABLISHED for each in those if each.laddr.port == port) for those in taken
    )
