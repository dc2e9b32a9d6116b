"""One question, asked in turn of the ledger, of PostGraphile and of the bare SQL."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from typing import Final

import httpx
import psutil
from rich.console import Console

from api.graphql.documents import cost_of
from api.graphql.schema import schema
from api.graphql.sharing import DEAR
from benchmarks.dashboards.comparing import must_be_about_as_long, must_tell_the_same, told
from benchmarks.dashboards.houses import Dashboard
from benchmarks.dashboards.loading import Answered, Target, Variables, load
from benchmarks.dashboards.peer_tables import fill
from benchmarks.dashboards.peers import NotHere, bare_sql, postgraphile
from benchmarks.dashboards.questions import QUESTIONS, Question
from benchmarks.figures import NO_BAR, Bar, Figure, of_pairs
from benchmarks.served import Served, ledger_served
from benchmarks.server import server_processes

CLIENTS: Final = 16
ROUNDS: Final = 5
SECONDS: Final = 3
WARM_FOR: Final = 2
"""Seconds for which each is asked before it is measured."""
THEN_AT_MOST: Final = Bar(1.1, at_most=True)
OURS: Final = "ours"
PAST_THE_GATE: Final = "ours, past gate and log"
"""Told to whoever shows no token, which is somebody at this machine: they see all, and are not written down."""
THEN: Final = "ours, then"
POSTGRAPHILE: Final = "PostGraphile 5"
BARE: Final = "the bare SQL"


@dataclass(frozen=True)
class Servers:
    """What serves an organisation; None for PostGraphile where it cannot be had."""

    dashboard: Dashboard
    ours: Served
    bare: Served
    postgraphile: Served | None
    database: psutil.Process


@contextmanager
def beside_peers(dashboard: Dashboard) -> Iterator[Servers]:
    """All of them at once, over the same rows; each is loaded alone."""
    with ExitStack() as stack:
        ours = stack.enter_context(ledger_served(dashboard.url))
        fill(dashboard.url, ours.address, dashboard.developed)
        bare, theirs = stack.enter_context(bare_sql(dashboard.url)), None
        try:
            theirs = stack.enter_context(postgraphile(dashboard.url))
        except NotHere as why:
            Console(stderr=True).print(f"{POSTGRAPHILE} is left out: {why}", markup=False)
        yield Servers(dashboard, ours, bare, theirs, server_processes(dashboard.url)[0])


def targets(servers: Servers, question: Question, about: Sequence[str]) -> dict[str, Target]:
    """What is asked of each; about one after the other, or all where there is nobody it is about."""
    variables: list[Variables] = [{"id": each} for each in about] or [{}]
    ours = Target(
        graphql(servers.ours), question.ours, variables, working(servers, servers.ours), servers.dashboard.auditors
    )
    then = [{**each, "asOf": servers.dashboard.before} for each in variables]
    found = {
        OURS: ours,
        THEN: replace(ours, variables=then),
        BARE: Target(
            f"{servers.bare.address}/{QUESTIONS.index(question)}", "", variables, working(servers, servers.bare)
        ),
    }
    if not is_dear(question):
        found[PAST_THE_GATE] = replace(ours, shown=())
    if servers.postgraphile:
        found[POSTGRAPHILE] = Target(
            graphql(servers.postgraphile), question.theirs, variables, working(servers, servers.postgraphile)
        )
    return found


def graphql(server: Served) -> str:
    """Where it answers GraphQL."""
    return f"{server.address}/graphql"


def working(servers: Servers, server: Served) -> tuple[psutil.Process, psutil.Process]:
    """What works while one of them answers."""
    return psutil.Process(server.process), servers.database


def is_dear(question: Question) -> bool:
    """Whether only a few of one who asks may wait for it: all who show nothing are one."""
    return cost_of(schema._schema, question.ours) >= DEAR  # noqa: SLF001  strawberry keeps it under no public name


def compare(asked: Mapping[str, Target]) -> None:
    """Ask each about all that it will be asked about. Raises AnsweredWrongly where they tell different things.

    Then is only compared by how much is told: it must be about as much as now.
    """
    with httpx.Client(timeout=60) as client:
        for number in range(len(asked[OURS].variables)):
            answers = {name: told(client, target, number) for name, target in asked.items()}
            then = answers.pop(THEN, answers[OURS])
            must_tell_the_same(answers)
            must_be_about_as_long(then, answers[OURS])


def measured(asked: Mapping[str, Target], clients: int = CLIENTS) -> list[dict[str, Answered]]:
    """How each answers, round by round, one after the other."""
    for target in asked.values():
        load(target, clients=clients, seconds=WARM_FOR)
    return [
        {name: load(target, clients=clients, seconds=SECONDS) for name, target in asked.items()} for _ in range(ROUNDS)
    ]


def figures(
    servers: Servers, question: Question, about: Sequence[str], bar: float, where: str = ""
) -> Iterator[Figure]:
    """Requests a second beside PostGraphile's, and what else is told of them; and the time then beside now."""
    asked = targets(servers, question, about)
    compare(asked)
    rounds = measured(asked)
    name = f"{question.name}{where}"

    def beside(ours: str, other: str, called: str, bar: Bar) -> Figure:
        pairs = [(each[ours].requests_a_second, each[other].requests_a_second) for each in rounds]
        return of_pairs(called, "requests/s", pairs, other, bar)

    if servers.postgraphile:
        yield beside(OURS, POSTGRAPHILE, name, Bar(bar))
        if PAST_THE_GATE in asked:
            yield beside(PAST_THE_GATE, POSTGRAPHILE, f"{name}, past gate and log", NO_BAR)
        worked = [(each[OURS].processor, each[POSTGRAPHILE].processor) for each in rounds]
        yield of_pairs(f"{name}, processor time", "ms", worked, POSTGRAPHILE, NO_BAR)
    yield beside(OURS, BARE, f"{name}, beside the floor", NO_BAR)
    then = [(milliseconds(each[THEN]), milliseconds(each[OURS])) for each in rounds]
    yield of_pairs(f"{name}, as of a past moment", "ms", then, "the same now", THEN_AT_MOST)
    worked = [(each[THEN].processor, each[OURS].processor) for each in rounds]
    yield of_pairs(f"{name}, as of a past moment, processor time", "ms", worked, "the same now", NO_BAR)


def milliseconds(answered: Answered) -> float:
    """What one of as many clients waits for an answer, on average."""
    return 1_000 * CLIENTS / answered.requests_a_second
