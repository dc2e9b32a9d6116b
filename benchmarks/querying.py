"""What a question costs: a person's history and the whole bench, then beside now, and beside the bare SQL."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, timedelta
from statistics import median

import psycopg
from rich.progress import track

from benchmarks.figures import Bar, Figure, in_pairs
from benchmarks.histories import FIRST_DAY, UNITS, asked, feedback, joining, people
from benchmarks.recording import written
from benchmarks.server import WRAPPING, database, open_ledger
from domain.frameworks.default_pack import DEFAULT_EDITION, DEFAULT_FRAMEWORK
from domain.frameworks.edition import Readiness
from domain.frameworks.publishing import PublishFramework
from domain.kernel.facts import Reference
from domain.kernel.ids import PersonId, RoleId
from domain.kernel.refusals import Refusal
from domain.organisation.appointments import AppointToRole, EstablishRole
from domain.people.steps_up import Exemption
from domain.succession.readiness import AssessReadiness
from domain.succession.slates import ConfirmSlate, NominateSuccessor
from ledger import AsOf, Ledger, Request, new_id
from ledger.storage.connections import in_role, roles_of
from projections.development_history import development_history
from projections.engine.reading import Reading, ReadModels
from projections.engine.seeing import EVERYTHING
from projections.registry import rebuild
from projections.succession_bench import succession_bench
from projections.succession_bench.bench_statements import OF_ALL, holders_asked, roles_asked, successors_asked

HISTORY_PEOPLE = 2_000
HISTORIES = 200
BENCH_PEOPLE = 20_000
ROLES = 1_000
SUCCESSORS = 4

Question = Callable[[Reading], Awaitable[object]]


def histories(server_url: str) -> Iterator[Figure]:
    """A person's history as of a past position and date, beside now."""
    with database(server_url) as url, open_ledger(url) as ledger:
        everybody = people(HISTORY_PEOPLE)
        last = written(ledger, everybody)[-1].position
        rebuild(url, WRAPPING)
        half = AsOf(position=last // 2, effective_on=FIRST_DAY + timedelta(days=20 * 40))
        chosen = everybody[:: HISTORY_PEOPLE // HISTORIES]

        async def all_chosen(reading: Reading) -> None:
            for person in chosen:
                await development_history(reading, person, first=15)

        yield in_pairs(
            "history of one person, as of then",
            "ms",
            lambda: asyncio.run(milliseconds(url, ledger, half, all_chosen)) / HISTORIES,
            "now",
            lambda: asyncio.run(milliseconds(url, ledger, AsOf(), all_chosen)) / HISTORIES,
            Bar(1.2, at_most=True),
        )


async def milliseconds(url: str, ledger: Ledger, as_of: AsOf, question: Question, times: int = 5) -> float:
    """Median of a question's time, asked on a warm connection."""
    seconds = []
    async with ReadModels(url, ledger.form, UTC) as read_models:
        for _ in range(times + 1):
            async with read_models.reading(as_of, seeing=EVERYTHING) as reading:
                start = time.perf_counter()
                await question(reading)
                seconds.append(time.perf_counter() - start)
    return 1000 * median(seconds[1:])


def benches(server_url: str) -> Iterator[Figure]:
    """The bench of a whole organisation then, beside now; and now, beside the bare SQL."""
    with database(server_url) as url, open_ledger(url) as ledger:
        middle, *_ = organisation(ledger)
        rebuild(url, WRAPPING)
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("ANALYZE")
        then = AsOf(position=middle)
        yield in_pairs(
            f"bench of {BENCH_PEOPLE:,} people and {ROLES:,} roles, as of then",
            "ms",
            lambda: asyncio.run(milliseconds(url, ledger, then, succession_bench)),
            "now",
            lambda: asyncio.run(milliseconds(url, ledger, AsOf(), succession_bench)),
            Bar(1.5, at_most=True),
        )
        yield in_pairs(
            f"bench of {BENCH_PEOPLE:,} people and {ROLES:,} roles, now",
            "ms",
            lambda: asyncio.run(milliseconds(url, ledger, AsOf(), succession_bench)),
            "the bare SQL",
            lambda: bare(url),
            Bar(3, at_most=True),
        )


def bare(url: str, times: int = 5) -> float:
    """Milliseconds of the same three statements without anything around them."""
    seconds = []
    with psycopg.connect(in_role(url, roles_of(url).reader), autocommit=True) as connection:
        [(position, today)] = connection.execute("SELECT position, current_date FROM read_models.bookmark").fetchall()
        given = {"position": position, "on": today, "roles": None, "units": None, "critical": None}
        for _ in range(times + 1):
            start = time.perf_counter()
            for statement in (roles_asked(OF_ALL), holders_asked(OF_ALL), successors_asked(OF_ALL)):
                connection.cursor(binary=True).execute(statement, given).fetchall()
            seconds.append(time.perf_counter() - start)
    return 1000 * median(seconds[1:])


def organisation(
    ledger: Ledger, people_here: int = BENCH_PEOPLE, how_many_roles: int = ROLES
) -> tuple[int, list[PersonId], list[RoleId]]:
    """People, roles with incumbents, slates and readiness, assessed twice.

    The position between the two rounds, and who and what there is.
    """
    everybody = people(people_here)
    roles = [RoleId(new_id("role")) for _ in range(how_many_roles)]
    rounds = (first_round, second_round)
    record_all(ledger, joining(everybody), "people")
    middle = 0
    for number, requests in enumerate(rounds):
        record_all(ledger, requests(everybody, roles), f"round {number + 1}")
        middle = middle or ledger.position()
    return middle, everybody, roles


def first_round(everybody: list[PersonId], roles: list[RoleId]) -> Iterator[Request]:
    """Every role gets an incumbent and successors with a slate; everybody nominated gets feedback to cite."""
    yield asked(PublishFramework(DEFAULT_FRAMEWORK, DEFAULT_EDITION, effective_on=FIRST_DAY, imported=True))
    for number, role in enumerate(roles):
        title, critical = f"Role {number}", number % 4 == 0
        unit = UNITS[number % 40].unit
        yield asked(EstablishRole(role, title, unit, "Function", "leaders", critical, effective_on=FIRST_DAY))
        yield asked(AppointToRole(role, everybody[number], exempt=Exemption.BEFORE_LEDGER, effective_on=FIRST_DAY))
        for successor in successors(everybody, len(roles), number):
            yield asked(feedback(successor, everybody[number], FIRST_DAY + timedelta(days=number % 900)))
            yield asked(NominateSuccessor(role, successor, "Leads through others already.", effective_on=FIRST_DAY))
        ranked = tuple(successors(everybody, len(roles), number))
        yield asked(ConfirmSlate(role, ranked, everybody[0], effective_on=FIRST_DAY + timedelta(days=1)))
    yield from readiness(everybody, roles, Readiness.THREE_TO_FIVE_YEARS, days=1_000)


def second_round(everybody: list[PersonId], roles: list[RoleId]) -> Iterator[Request]:
    """A year on, all are judged again."""
    yield from readiness(everybody, roles, Readiness.ONE_TO_TWO_YEARS, days=2_300)


def readiness(
    everybody: list[PersonId], roles: list[RoleId], judged: Readiness, *, days: int, apart: int = 0
) -> Iterator[Request]:
    """Every successor's readiness; of twelve roles each so many days after the one before."""
    for number, role in enumerate(roles):
        for successor in successors(everybody, len(roles), number):
            yield asked(
                AssessReadiness(
                    role,
                    successor,
                    judged,
                    (Reference(successor, 2),),
                    DEFAULT_FRAMEWORK,
                    DEFAULT_EDITION.number,
                    "Seen in the last project.",
                    everybody[number],
                    effective_on=FIRST_DAY + timedelta(days=days + number % 12 * apart),
                )
            )


def successors(everybody: list[PersonId], roles: int, role: int) -> list[PersonId]:
    """Who might come after the holder of one of so many roles."""
    return [everybody[roles + role * SUCCESSORS + number] for number in range(SUCCESSORS)]


def record_all(ledger: Ledger, requests: Iterator[Request], what: str) -> None:
    """Record them; a refusal would be a mistake of the benchmark's."""
    for result in track(ledger.record_many(requests), f"writing {what}", transient=True):
        if isinstance(result, Refusal):
            raise result
