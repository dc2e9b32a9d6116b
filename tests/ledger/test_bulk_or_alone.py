"""Many commands in few commits give the same book, and the same answers, as one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any, cast
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.amendments.corrections import CorrectEntry, RetractEntry
from domain.kernel.commands import Command
from domain.kernel.facts import Reference
from domain.kernel.ids import PersonId, RoleId
from domain.kernel.refusals import Refusal
from domain.organisation.appointments import AppointToRole
from domain.people.leaving import LeavePerson
from domain.people.moving import MovePerson
from domain.succession.slates import ConfirmSlate, NominateSuccessor
from ledger import Ledger, Receipt, Request, new_id
from tests.databases import WRAPPING
from tests.ledger.commands_recorded import BY, DAY, SayWhereWeAre, establishing, joining, renaming

PEOPLE, ROLES, IDS = 3, 2, 4
"""Few of each, so that what is asked for gets in each other's way."""


people, roles = st.integers(0, PEOPLE - 1), st.integers(0, ROLES - 1)
days = st.integers(0, 3).map(lambda days: DAY + timedelta(days=days))
names = st.sampled_from(["Ada", "Ben", "Cai", "Dag", ""])
a_person, a_role = people.map("person-{}".format).map(PersonId), roles.map("role-{}".format).map(RoleId)
references = st.builds(Reference, st.one_of(a_person, a_role), st.integers(1, 6))
why = st.sampled_from(["Misheard", "Misheard", "Mistyped", ""])
renames = st.builds(renaming, a_person, names, on=days)
appoints = st.builds(AppointToRole, a_role, a_person, effective_on=days)
commands: st.SearchStrategy[Command[Any]] = st.one_of(
    st.builds(joining, a_person, names, manager=st.none() | a_person),
    renames,
    st.builds(MovePerson, a_person, st.just("Assembly"), manager=st.none() | a_person, effective_on=days),
    st.builds(LeavePerson, a_person, effective_on=days),
    st.builds(establishing, a_role),
    appoints,
    st.builds(NominateSuccessor, a_role, a_person, names, effective_on=days),
    st.builds(ConfirmSlate, a_role, st.tuples(a_person), a_person, effective_on=days),
    st.builds(CorrectEntry, references, st.one_of(renames, appoints), why),
    st.builds(RetractEntry, references, why, st.none() | renames),
    st.builds(SayWhereWeAre, a_person, effective_on=days),
)
ids = st.integers(1, 3 * IDS).map(lambda number: UUID(int=number) if number <= IDS else None)
"""Most commands have an id of their own; some share one."""
Mix = list[tuple[Command[Any], UUID | None] | int]
mixes = st.lists(st.one_of(st.tuples(commands, ids), st.tuples(commands, st.none()), st.integers(0, 20)), max_size=40)
"""Commands; a number asks the one at that place once more."""
BEGINNINGS = [joining(PersonId(f"person-{n}")) for n in range(PEOPLE)] + [establishing(RoleId("role-0"))]


@pytest.fixture(scope="module")
def both(make_database: Callable[[], str]) -> Iterator[tuple[Ledger, Ledger]]:
    """Two books, which are told the same."""
    books = Ledger.open(make_database(), WRAPPING), Ledger.open(make_database(), WRAPPING)
    yield books
    for book in books:
        book.close()


@given(beginnings=st.sampled_from([True, True, True, False]), mix=mixes, at_once=st.sampled_from([1, 3, 7, 2000]))
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_it_is_the_same_as_one_after_the_other(
    both: tuple[Ledger, Ledger], monkeypatch: pytest.MonkeyPatch, beginnings: bool, mix: Mix, at_once: int
) -> None:
    monkeypatch.setattr("ledger.deciding.bulk.COMMANDS_AT_ONCE", at_once)
    one_by_one, many = both
    requests = in_a_world_of_their_own([*((command, None) for command in BEGINNINGS * beginnings), *mix])
    before = one_by_one.position()
    assert many.position() == before
    expected = [alone(one_by_one, request) for request in requests]
    results = list(many.record_many(iter(requests)))
    assert [told(result) for result in results] == [told(result) for result in expected]
    assert written_after(before, many) == written_after(before, one_by_one)


def in_a_world_of_their_own(mix: Mix) -> list[Request]:
    """The same commands about people, roles and under ids that no example has used before."""
    ids = {number: uuid4() for number in range(1, IDS + 1)}
    streams = {f"person-{n}": str(new_id("person")) for n in range(PEOPLE)}
    streams |= {f"role-{n}": str(new_id("role")) for n in range(ROLES)}
    requests: list[Request] = []
    for asked in mix:
        if isinstance(asked, int):
            requests += requests[asked : asked + 1]
        else:
            command, id_ = asked
            requests.append(Request(renamed(command, streams), BY, ids[id_.int] if id_ else uuid4()))
    return requests


def renamed(value: Any, streams: dict[str, str]) -> Any:
    """A command with its streams replaced, at any depth."""
    if isinstance(value, str):
        return streams.get(value, value)
    if isinstance(value, tuple):
        return tuple(renamed(item, streams) for item in value)
    if not isinstance(value, Command | Reference):
        return value
    fields = {name: renamed(field, streams) for name, field in vars(value).items()}
    return replace(cast("Reference", value), **fields)


def alone(ledger: Ledger, request: Request) -> Receipt | Refusal:
    try:
        return ledger.record(request.command, by=request.by, command_id=request.command_id)
    except Refusal as refusal:
        return refusal


def told(result: Receipt | Refusal) -> object:
    """What somebody is told, but for the time; where nothing was written, the position is only a lower bound."""
    if isinstance(result, Refusal):
        return type(result), str(result)
    return (result.position if result.references else None), result.references, result.repeated


def written_after(position: int, ledger: Ledger) -> list[object]:
    return [
        (e.position, e.stream, e.version, e.event, e.origin, e.supersedes, e.reason, e.recorded_by, e.command_id)
        for e in ledger.entries(after=position)
    ]
