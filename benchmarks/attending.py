"""What attention takes: of a whole organisation, and of one leader's people, over HTTP, each beside its limit."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from statistics import median
from typing import Final

import httpx
import psycopg

from api.access.callers import Scope
from benchmarks.figures import Bar, Figure
from benchmarks.histories import FIRST_DAY, UNITS, asked
from benchmarks.querying import BENCH_PEOPLE, organisation, record_all
from benchmarks.served import served
from benchmarks.server import WRAPPING, database, open_ledger
from domain.development.assignments import GiveAssignment
from domain.development.development import AssignmentId, AssignmentKind
from domain.growth.growth import PlanId
from domain.growth.plans import AgreeDevelopmentPlan, Objective
from domain.kernel.ids import PersonId
from domain.people.moving import MovePerson
from ledger import Ledger, Request, new_id
from projections.registry import rebuild

TIMES: Final = 9
REPORTS: Final = 10
ORGANISATION_MS: Final = 1_000.0
LEADER_MS: Final = 50.0
WITHIN: Final = Bar(1.0, at_most=True)
GIVEN_ON: Final = FIRST_DAY + timedelta(days=30)
DUE_ON: Final = FIRST_DAY + timedelta(days=200)
DOCUMENT: Final = """query {
  attention(first: 100, orderBy: DUE) {
    totalCount
    nodes { kind rule clears about since due words whom { name } role { title } }
  }
}"""


def attention(server_url: str) -> Iterator[Figure]:
    """Everybody's, asked by a system; and a leader's, asked by them."""
    with database(server_url) as url:
        with open_ledger(url) as ledger:
            _, everybody, _ = organisation(ledger)
            record_all(ledger, waiting(everybody), "assignments and plans")
            bearers = [bearing(ledger, person) for person in (None, everybody[0])]
        rebuild(url, WRAPPING)
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("ANALYZE")
        with served(url) as address:
            whole, led = (milliseconds(address, headers) for headers in bearers)
    yield beside_limit(f"attention of {BENCH_PEOPLE:,} people", whole, ORGANISATION_MS)
    yield beside_limit(f"attention of a leader of {REPORTS} of them", led, LEADER_MS)


def beside_limit(what: str, took: float, limit: float) -> Figure:
    """A time beside the most that it may be."""
    return Figure(what, took, limit, took / limit, str(WITHIN), WITHIN.holds(took / limit), "ms", "its limit")


def waiting(everybody: Sequence[PersonId]) -> Iterator[Request]:
    """Ten people report to the first; everybody is given an assignment, and each fourth has a plan."""
    leader = everybody[0]
    for person in everybody[1 : 1 + REPORTS]:
        yield asked(MovePerson(person, unit=UNITS[0].unit, manager=leader, effective_on=GIVEN_ON))
    for number, person in enumerate(everybody):
        task = AssignmentId(new_id("assignment"))
        lead = AssignmentKind.PROJECT_LEAD
        yield asked(GiveAssignment(person, task, f"Task {number}", lead, GIVEN_ON, DUE_ON, effective_on=GIVEN_ON))
        if number % 4 == 0:
            yield asked(plan_of(person, everybody[number - 1], DUE_ON))


def plan_of(person: PersonId, other: PersonId, review_on: date) -> AgreeDevelopmentPlan:
    """A development plan that two own."""
    objectives = (Objective("Explains the costs", person, None),)
    return AgreeDevelopmentPlan(
        person, PlanId(new_id("plan")), "Figures", objectives, review_on, (other,), effective_on=GIVEN_ON
    )


def bearing(ledger: Ledger, person: PersonId | None) -> dict[str, str]:
    """The headers of a token of somebody, or of a system."""
    name = None if person else "Benchmarks"
    _, token = ledger.tokens.issue((Scope.READ,), ledger.now() + timedelta(days=1), person=person, name=name)
    return {"authorization": f"Bearer {token}"}


def milliseconds(address: str, headers: dict[str, str]) -> float:
    """How long an answer takes, at the median, once it was asked for."""
    took = []
    with httpx.Client(base_url=address, headers=headers, timeout=60) as client:
        for _ in range(TIMES + 1):
            began = time.perf_counter()
            told = client.post("/graphql", json={"query": DOCUMENT}).json()
            took.append(1_000 * (time.perf_counter() - began))
            assert told["data"]["attention"]["totalCount"] > 0, told
    return median(took[1:])
