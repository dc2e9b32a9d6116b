"""However many are asked about, the database is asked as often as for one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from contextvars import ContextVar
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from api.graphql.context import Context
from domain.frameworks.packs.shipped import present_edition
from domain.kernel.commands import Command
from domain.kernel.ids import PersonId, RoleId
from domain.kernel.refusals import Refusal
from domain.organisation.appointments import EstablishRole
from domain.people.joining import JoinPerson
from domain.succession.slates import ConfirmSlate, NominateSuccessor
from domain.units.citing import unit_of
from ledger import Ledger, Request, Wrapping, new_id
from ledger.storage.erasures import ON_RECORD as WHO_WAS_ERASED
from projections.engine.asking import HAND_DOWN
from tests.api.conftest import KEY, Served
from tests.api.graphql.conftest import Join
from tests.api.inputs import as_input
from tests.units import RECORDER, establish

BENCH = """
    query ($units: [String!]) {
      successionBench(units: $units) {
        roles {
          title incumbents { person { name } retentionRisk { grade } }
          successors { person { name unit } nominatedBy { name } rank readiness standing }
        }
        figures { coverage { ratio } peopleFailingAlone { person { name } } }
      }
    }"""
THE_EAR = "SELECT position FROM read_models.bookmark"
"""Asked every second, whoever asks what."""

ANSWERING = ContextVar("answering", default=False)
"""Whether what runs here was begun for a request since statements are noted."""

DAY = date(2022, 1, 1)


def commands(unit: str, roles: int, candidates: int) -> Iterator[Command[Any]]:
    """A unit with so many roles, each with so many successors of their own."""
    yield establish(unit)
    for number in range(roles):
        role, people = RoleId(new_id("role")), [PersonId(new_id("person")) for _ in range(candidates)]
        yield EstablishRole(
            role, f"Role {number}", unit_of(unit), "Engineering", "others", critical=True, effective_on=DAY
        )
        for rank, person in enumerate(people):
            yield JoinPerson(person, f"Person {number}.{rank}", unit_of(unit), effective_on=DAY)
            yield NominateSuccessor(role, person, "Builds leaders", people[0], effective_on=DAY)
        confirms = PersonId(new_id("person"))
        yield JoinPerson(confirms, "Head", unit_of(unit), effective_on=DAY)
        yield ConfirmSlate(role, tuple(people), confirms, effective_on=DAY)


def recorded(served: Served, unit: str, roles: int, candidates: int) -> None:
    """Records it in bulk, and waits until it can be read."""
    with closing(Ledger.open(served.database_url, Wrapping(bytes.fromhex(KEY)))) as ledger:
        asked = (Request(command, RECORDER, uuid4()) for command in commands(unit, roles, candidates))
        receipts = list(ledger.record_many(asked))
        assert not [receipt for receipt in receipts if isinstance(receipt, Refusal)]
        last = ledger.position()
    served.ask(
        "query ($asOf: AsOf) { successionBench(roles: [], asOf: $asOf) { roles { id } } }", asOf={"position": last}
    )


@contextmanager
def statements(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What is asked of the database for answering what is asked while this is open, and not for who listens besides."""
    seen: list[str] = []
    execute, enter = psycopg.AsyncCursor.execute, Context.__aenter__

    async def entered(self: Context) -> Context:
        ANSWERING.set(True)
        return await enter(self)

    async def noted(self: Any, query: Any, *arguments: Any, **how: Any) -> Any:
        if ANSWERING.get() and str(query) not in (THE_EAR, HAND_DOWN):  # which is sent together with what it is for
            seen.append(str(query))
        return await execute(self, query, *arguments, **how)

    with monkeypatch.context() as patch:
        patch.setattr(Context, "__aenter__", entered)
        patch.setattr(psycopg.AsyncCursor, "execute", noted)
        yield seen


@contextmanager
def looks_into_the_ledger(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Which streams and keys are asked of the ledger for answering, while this is open.

    What follows the ledger asks others; what sees to erasures asks who was erased, at times of its own.
    """
    seen: list[str] = []
    execute = psycopg.Cursor.execute

    def noted(self: Any, query: Any, *arguments: Any, **how: Any) -> Any:
        if any(asked in str(query) for asked in ("stream = ", "ledger.concerns")) and query != WHO_WAS_ERASED:
            seen.append(str(query))
        return execute(self, query, *arguments, **how)

    with monkeypatch.context() as patch:
        patch.setattr(psycopg.Cursor, "execute", noted)
        yield seen


def test_a_wide_bench_takes_as_many_statements_as_a_narrow_one(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    for unit, roles, candidates in (("Narrow", 2, 2), ("Wide", 50, 8)):
        recorded(served, unit, roles, candidates)
        served.ask(BENCH, units=[unit])  # names are kept open from then on
        with statements(monkeypatch) as seen:
            bench = served.ask(BENCH, units=[unit])["successionBench"]["roles"]
        assert [len(role["successors"]) for role in bench] == [candidates] * roles
        assert all(each["person"]["name"] for role in bench for each in role["successors"])
        asked.append(seen)
    assert asked[0] == asked[1]
    # the moment; the units asked for and their names; roles, holders, successors, when these were away, covers;
    # people, whose names are kept open, with the texts of the roles; the units they are in and their names, once it is
    # known which; and that somebody looked
    assert len(asked[1]) == 12, asked[1]


def test_many_people_take_as_many_statements_as_a_few(
    served: Served, join: Join, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = """
        query ($units: [String!]) {
          people(first: 100, units: $units) {
            nodes {
              name manager { name } managers { name } reports { name } identities { identifier } benches { title }
              developmentHistory(first: 5) { nodes { kind entry { event } } totalCount }
            }
          }
        }"""
    asked = []
    for unit, leads in (("A few", 2), ("Many", 12)):
        head = join("Head", unit)
        for number in range(leads):
            join(f"Member {number}", unit, manager=join(f"Lead {number}", unit, manager=head))
        served.ask(document, units=[unit])  # names are kept open from then on
        with statements(monkeypatch) as seen:
            nodes = served.ask(document, units=[unit])["people"]["nodes"]
        assert len(nodes) == 1 + 2 * leads
        asked.append(sorted(seen))
    assert asked[0] == asked[1] != []


def test_figures_of_growth_take_as_many_statements_of_many_people_as_of_a_few(
    served: Served, join: Join, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = """
        query ($units: [String!]) {
          growthPlans(units: $units) { all { people withPlan { count } planned { n } } byLevel { withheld } }
          learningMix(units: $units) { people mix { hours } takenFurther { count } }
        }"""
    asked = []
    for unit, people in (("Few learn", 5), ("Many learn", 40)):
        for number in range(people):
            person = join(f"Somebody {number}", unit)
            told = {"person": person, "mode": "PEERS", "topic": "Asking", "hours": 1.0}
            served.recorded("completeLearning", **told)
        served.ask(document, units=[unit])
        with statements(monkeypatch) as seen:
            told = served.ask(document, units=[unit])
        assert (told["growthPlans"]["all"]["planned"]["n"], told["learningMix"]["mix"]["hours"]) == (people, people)
        asked.append(sorted(seen))
    assert asked[0] == asked[1]


def test_mentoring_of_many_takes_as_many_statements_as_that_of_a_few(
    served: Served, join: Join, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of each person, and as figures."""
    of_each = """
        query ($units: [String!]) { people(first: 100, units: $units) { nodes { mentoring {
          agreements { kind objectives { inWords metOn } kept { hours stalled } }
          chain { generation mentor { name } } descendants { generation } inCircle informal { hours } recognised
        } mentoringOffer { free } } } }"""
    figures = """
        query ($units: [String!]) {
          mentoringNetwork(units: $units) { pairs stalled { count } reciprocity { value } }
          mentoringSuccess(units: $units) { mentorships }
          mentors { free person { id } }
        }"""
    asked: dict[str, list[list[str]]] = {of_each: [], figures: []}
    for unit, pairs in (("Mentored few", 2), ("Mentored many", 8)):
        for number in range(pairs):
            mentor, mentee = join(f"Mentor {number}", unit), join(f"Mentee {number}", unit)
            offer = {"person": mentor, "strengths": ["Asking"], "capacity": 2, "effectiveOn": "2024-01-01"}
            served.asked_by(mentor).recorded("offerMentoring", **offer)
            said = {"goals": "Lead", "hoursPromised": 12, "cadenceDays": 30, "objectives": ["Let go"]}
            pair = served.recorded("agreeMentorship", mentor=mentor, mentee=mentee, effectiveOn="2024-01-08", **said)
            held = {"mentorship": pair["subject"], "hours": 1.0, "effectiveOn": str(served.app.state.services.today())}
            served.recorded("holdMentoringSession", **held)
        for document, seen_so_far in asked.items():
            served.ask(document, units=[unit])
            with statements(monkeypatch) as seen:
                told = served.ask(document, units=[unit])
            if document is figures:
                assert told["mentoringNetwork"]["pairs"] == pairs
            seen_so_far.append(sorted(seen))
    for few, many in asked.values():
        assert few == many


def test_many_units_take_as_many_looks_for_their_levels_as_a_few(
    served: Served, join: Join, unit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = """
        query ($units: [String!]) {
          people(first: 9, units: $units, orderBy: LEVEL) { totalCount }
          roles(first: 9, units: $units, orderBy: LEVEL) { totalCount }
          appointmentsWithoutCase(since: "2199-12-31") { level }
        }"""
    join("Somebody", unit)
    asked = []
    for more in (0, 12):
        for number in range(more):
            made = served.recorded("establishUnit", name=f"{unit} {number}", effectiveOn="1960-01-01")
            theirs = {"framework": f"framework-{uuid4().hex[:8]}", "effectiveOn": "1960-01-01", "imported": True}
            served.recorded("publishFramework", edition=as_input(replace(present_edition(), number=1)), **theirs)
            served.recorded("adoptFramework", unit=made["subject"], **theirs)
        with looks_into_the_ledger(monkeypatch) as seen:
            assert served.ask(document, units=[unit])["people"]["totalCount"] == 1
        asked.append(sorted(seen))
    assert asked[0] == asked[1]
    # streams and keys, once for people and roles and once for appointments, of which none is looked up by its case: how
    # many there are in the house is for other tests to say
    assert len(asked[1]) <= 9, asked[1]


def test_attention_of_many_takes_as_many_statements_as_that_of_a_few(
    served: Served, join: Join, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a leader's people, and of a unit's."""
    document = """
        query ($for: ID, $units: [String!]) { attention(first: 100, for: $for, units: $units) {
          totalCount nodes { kind words whom { name } role { title } }
        } }"""
    asked: dict[str, list[list[str]]] = {"for": [], "units": []}
    for unit, people in (("A few wait", 2), ("Many wait", 12)):
        boss = join("Boss", unit)
        for number in range(people):
            person = join(f"Somebody {number}", unit, manager=boss)
            task = {"assignmentKind": "PROJECT_LEAD", "title": f"Task {number}", "startsOn": "2023-01-09"}
            given = {"person": person, "endsOn": "2023-06-30", "effectiveOn": "2023-01-02"}
            served.recorded("giveAssignment", **task, **given)
            objectives = [{"words": "Explains the costs", "owner": person}]
            plan = {"person": person, "needs": "Figures", "objectives": objectives, "reviewOn": "2023-09-04"}
            served.recorded("agreeDevelopmentPlan", **plan, coOwners=[boss], effectiveOn="2023-03-06")
        for whose, value in (("for", boss), ("units", [unit])):
            served.ask(document, **{whose: value})
            with statements(monkeypatch) as seen:
                told = served.ask(document, **{whose: value})["attention"]
            assert told["totalCount"] == 2 * people
            assert {one["words"] for one in told["nodes"]} == {None, *(f"Task {number}" for number in range(people))}
            asked[whose].append(sorted(seen))
    for few, many in asked.values():
        assert few == many
