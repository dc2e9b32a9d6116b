"""Many commands in few commits give the same book, and the same answers, as one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, cast
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.appointments import AppointToRole
from domain.corrections import CorrectEntry, RetractEntry
from domain.facts import Book, Command, Decision, Reference, Refusal
from domain.people import LeavePerson, MovePerson, PersonRenamed
from domain.person import Person, PersonCommand, PersonId
from domain.role import RoleId
from domain.succession import ConfirmSlate, NominateSuccessor
from ledger import CommandIdReused, Ledger, Receipt, Request, TooMuchMoved, new_id
from ledger.bulk import OVERTAKEN_AT_MOST
from tests.conftest import WRAPPING
from tests.ledger.asked import BY, DAY, asking, establishing, joining, person_id, renaming, some_role, somebody
from tests.ledger.watched import WatchedLedger

PEOPLE, ROLES, IDS = 3, 2, 4
"""Few of each, so that what is asked for gets in each other's way."""


@dataclass(frozen=True)
class SayWhereWeAre(PersonCommand):
    """A decision that stores the position it was made at."""

    def decide(self, person: Person, book: Book) -> Decision:
        self.must_be_known(person)
        return (PersonRenamed(f"Known at {book.basis}", effective_on=self.effective_on),)


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
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_it_is_the_same_as_one_after_the_other(
    both: tuple[Ledger, Ledger], monkeypatch: pytest.MonkeyPatch, beginnings: bool, mix: Mix, at_once: int
) -> None:
    monkeypatch.setattr("ledger.bulk.COMMANDS_AT_ONCE", at_once)
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


def test_a_batch_is_one_append(watched: WatchedLedger) -> None:
    """Commands build on those before them in the same batch, and a refusal stops nobody."""
    ada = person_id()
    commands = [joining(ada), joining(ada), *(renaming(ada, f"Ada {n}") for n in range(50)), joining(person_id())]
    progress: list[int] = []
    results = list(watched.record_many(map(asking, commands), progress=progress.append))
    assert [isinstance(result, Refusal) for result in results] == [False, True] + [False] * 51
    assert [len(proposals) for proposals, _ in watched.recorder.appended] == [52]
    assert progress == [len(commands)]


def test_what_needs_the_position_waits_for_what_comes_before_it(watched: WatchedLedger) -> None:
    ada = person_id()
    commands: list[Command[Any]] = [joining(ada), renaming(ada, "Ada Lind"), SayWhereWeAre(ada, effective_on=DAY)]
    *_, last = watched.record_many(map(asking, commands))
    assert isinstance(last, Receipt)
    assert [len(proposals) for proposals, _ in watched.recorder.appended] == [2, 1]
    assert watched.page(ada)[-1].event.name == f"Known at {last.position - 1}"


def test_what_looks_up_the_index_waits_for_what_is_to_be_found_there(watched: WatchedLedger) -> None:
    """Who leaves vacates the role that they were given a line before; another's leaving waits for nothing."""
    ada, ben, planner = person_id(), person_id(), some_role(watched)
    commands: list[Command[Any]] = [
        joining(ada),
        joining(ben),
        AppointToRole(planner, ada, effective_on=DAY),
        LeavePerson(ben, effective_on=DAY),
        LeavePerson(ada, effective_on=DAY),
    ]
    watched.recorder.appended.clear()
    list(watched.record_many(map(asking, commands)))
    assert [len(proposals) for proposals, _ in watched.recorder.appended] == [4, 1]
    assert [entry.kind for entry in watched.page(planner)] == ["RoleEstablished", "AppointmentMade", "RoleVacated"]


def test_overtaken_between_deciding_and_appending(ledger: Ledger, watched: WatchedLedger) -> None:
    """All of the batch is decided again: here the second name is what it is called already."""
    ada, ben = somebody(ledger), person_id()
    watched.meanwhile(lambda: ledger.record(renaming(ada, "Ada Lind"), by=BY))
    renamed_ada, joined = watched.record_many(map(asking, [renaming(ada, "Ada Lind"), joining(ben)]))
    assert set(watched.outcomes()[:2]) == {"moved"}
    assert isinstance(renamed_ada, Receipt)
    assert renamed_ada.references == ()
    assert isinstance(joined, Receipt)
    assert renamed_ada.position == joined.position
    assert [entry.version for entry in ledger.page(ada)] == [1, 2]


def test_a_refusal_from_memory_is_looked_at_again(ledger: Ledger, watched: WatchedLedger) -> None:
    """What this process remembers may be behind, and a refusal is not checked by any append."""
    ada = person_id()
    assert isinstance(next(watched.record_many([asking(renaming(ada, "Ada Lind"))])), Refusal)
    ledger.record(joining(ada), by=BY)
    assert isinstance(next(watched.record_many([asking(renaming(ada, "Ada Lind"))])), Receipt)


def test_always_overtaken(ledger: Ledger, watched: WatchedLedger) -> None:
    ada, ben = somebody(ledger), person_id()
    names = iter(range(OVERTAKEN_AT_MOST))
    watched.meanwhile(*[lambda: ledger.record(renaming(ada, f"Ada {next(names)}"), by=BY)] * OVERTAKEN_AT_MOST)
    with pytest.raises(TooMuchMoved, match="2 commands"):
        list(watched.record_many(map(asking, [joining(ben), renaming(ada, "Ada Lind")])))
    assert ledger.page(ben) == ()


@pytest.mark.parametrize("how", ["nobody wants the rest", "the source breaks off", "the database is gone"])
def test_interrupted_half_way_and_asked_again(
    ledger: Ledger, watched: WatchedLedger, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    """What was yielded is recorded; asked again, all of it is there once."""
    monkeypatch.setattr("ledger.bulk.COMMANDS_AT_ONCE", 10)
    ada = somebody(ledger)
    requests = [asking(renaming(ada, f"Ada {n}")) for n in range(45)]
    yielded = until_interrupted(watched, requests, how)
    recorded = [entry.command_id for entry in ledger.page(ada)[1:]]
    assert recorded[: len(yielded)] == [request.command_id for request in requests[: len(yielded)]]
    assert 10 <= len(yielded) <= len(recorded) < 45

    results = list(watched.record_many(requests))
    assert [entry.command_id for entry in ledger.page(ada)[1:]] == [request.command_id for request in requests]
    receipts = [result for result in results if isinstance(result, Receipt)]
    assert [receipt.repeated for receipt in receipts] == [n < len(recorded) for n in range(45)]
    assert [receipt.position for receipt in receipts] == [entry.position for entry in ledger.page(ada)[1:]]


def until_interrupted(watched: WatchedLedger, requests: list[Request], how: str) -> list[Receipt | Refusal]:
    """Record as far as it goes; what was yielded."""

    def gone() -> None:
        raise ConnectionResetError(how)

    def breaking_off() -> Iterator[Request]:
        yield from requests[:25]
        raise ConnectionResetError(how)

    yielded: list[Receipt | Refusal] = []
    if how == "the database is gone":
        watched.meanwhile(lambda: None, lambda: None, gone)
    try:
        for result in watched.record_many(breaking_off() if how == "the source breaks off" else requests):
            yielded.append(result)
            if how == "nobody wants the rest" and len(yielded) == 15:
                break
    except ConnectionResetError:
        pass
    return yielded


def test_no_more_is_taken_from_the_source_than_a_batch(watched: WatchedLedger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ledger.bulk.COMMANDS_AT_ONCE", 10)
    taken: list[Request] = []

    def endless() -> Iterator[Request]:
        while True:
            taken.append(asking(joining(person_id())))
            yield taken[-1]

    results = watched.record_many(endless())
    for _ in range(11):
        next(results)
    assert len(taken) == 20


def test_two_who_import_the_same_at_once(ledger: Ledger, another_ledger: Callable[[], Ledger]) -> None:
    """Each command is recorded once, and both are told where."""
    people = [person_id() for _ in range(40)]
    requests = [asking(joining(person)) for person in people]
    requests += [asking(renaming(person, "Ada Lind")) for person in people]
    with ThreadPoolExecutor(2) as pool, pytest.MonkeyPatch.context() as small:
        small.setattr("ledger.bulk.COMMANDS_AT_ONCE", 10)
        both = pool.map(lambda book: list(book.record_many(requests)), (ledger, another_ledger()))
    one, other = ([result.position for result in results if isinstance(result, Receipt)] for results in both)
    assert one == other == [ledger.page(person)[line].position for line in (0, 1) for person in people]
    assert all(len(ledger.page(person)) == 2 for person in people)


def test_an_id_that_is_used_again_for_something_else(ledger: Ledger) -> None:
    request = asking(joining(person_id()))
    ledger.record(request.command, by=request.by, command_id=request.command_id)
    [refusal] = ledger.record_many([replace(request, command=joining(person_id()))])
    assert isinstance(refusal, CommandIdReused)
