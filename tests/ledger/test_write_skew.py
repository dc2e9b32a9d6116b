"""Two decisions that read what the other writes cannot both go through on stale knowledge."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from threading import Barrier

import pytest

from domain.kernel.book import Book, Decision
from domain.kernel.commands import Command
from domain.kernel.ids import PersonId, RoleId
from domain.kernel.refusals import Refusal
from domain.organisation.role import AppointmentKind, AppointmentMade, AppointmentSource, Role, RoleCommand
from domain.people.managers import CircleOfManagers
from domain.people.moving import MovePerson
from domain.succession.slates import NominateSuccessor
from ledger import Ledger, Receipt, TooManyConflicts
from ledger.ledger import DECIDE_AT_MOST
from tests.ledger.commands_recorded import BY, DAY, asking, renaming, some_role, somebody
from tests.ledger.reads_and_conflicts import WatchedLedger
from tests.units import ASSEMBLY, TOOLING


@dataclass(frozen=True)
class ActUpUnlessOther(RoleCommand[Role]):
    """Only one of two roles may have somebody acting up: looked up on the other role's stream."""

    other: RoleId
    person: PersonId

    def decide(self, role: Role, book: Book) -> Decision:
        if book.recall(Role, self.other).steps:
            raise OneIsEnough
        return (acting_up(self.person),)


@dataclass(frozen=True)
class ActUpOnce(RoleCommand[Role]):
    """Nobody acts up in two roles: looked up in the index, on whichever stream."""

    person: PersonId

    def decide(self, role: Role, book: Book) -> Decision:
        if book.concerning(self.person, AppointmentMade):
            raise OneIsEnough
        return (acting_up(self.person),)


def acting_up(person: PersonId) -> AppointmentMade:
    return AppointmentMade(person, AppointmentKind.ACTING_UP, AppointmentSource.INTERNAL, effective_on=DAY)


class OneIsEnough(Refusal):
    """There is one already."""


def rivals_by_recall(ledger: Ledger) -> tuple[Command[Role], Command[Role]]:
    ada, one, other = somebody(ledger), some_role(ledger), some_role(ledger)
    return ActUpUnlessOther(one, other, ada, effective_on=DAY), ActUpUnlessOther(other, one, ada, effective_on=DAY)


def rivals_by_concerning(ledger: Ledger) -> tuple[Command[Role], Command[Role]]:
    ada, one, other = somebody(ledger), some_role(ledger), some_role(ledger)
    return ActUpOnce(one, ada, effective_on=DAY), ActUpOnce(other, ada, effective_on=DAY)


each_way_of_looking_up = pytest.mark.parametrize(
    "rivals", [rivals_by_recall, rivals_by_concerning], ids=["recall", "concerning"]
)
Rivals = Callable[[Ledger], tuple[Command[Role], Command[Role]]]


def appointments(ledger: Ledger, rivals: tuple[Command[Role], Command[Role]]) -> list[str]:
    """The roles in which somebody acts up."""
    return [
        entry.stream for command in rivals for entry in ledger.stream(command.stream) if entry.kind != "RoleEstablished"
    ]


@each_way_of_looking_up
def test_whoever_comes_second_decides_again(ledger: Ledger, watched: WatchedLedger, rivals: Rivals) -> None:
    mine, theirs = both = rivals(ledger)
    watched.meanwhile(lambda: ledger.record(theirs, by=BY))
    with pytest.raises(OneIsEnough):
        watched.record(mine, by=BY)
    assert watched.outcomes() == ["conflict"]
    assert appointments(ledger, both) == [theirs.stream]


@each_way_of_looking_up
def test_whoever_comes_second_in_bulk_decides_again(ledger: Ledger, watched: WatchedLedger, rivals: Rivals) -> None:
    mine, theirs = both = rivals(ledger)
    watched.meanwhile(lambda: ledger.record(theirs, by=BY))
    [result] = watched.record_many([asking(mine)])
    assert isinstance(result, OneIsEnough)
    assert watched.outcomes() == ["conflict"]
    assert appointments(ledger, both) == [theirs.stream]


@each_way_of_looking_up
def test_of_two_at_the_same_moment_one_goes_through(
    ledger: Ledger, another_ledger: Callable[[], Ledger], rivals: Rivals
) -> None:
    start, ledgers = Barrier(2), (ledger, another_ledger())

    def race(book: Ledger, command: Command[Role]) -> Receipt | None:
        start.wait()
        try:
            return book.record(command, by=BY)
        except OneIsEnough:
            return None

    with ThreadPoolExecutor(2) as pool:
        for _ in range(12):
            both = rivals(ledger)
            receipts = list(pool.map(race, ledgers, both))
            assert len(appointments(ledger, both)) == 1
            assert sum(receipt is not None for receipt in receipts) == 1


@each_way_of_looking_up
def test_of_two_that_wait_for_the_same_commit_one_goes_through(watched: WatchedLedger, rivals: Rivals) -> None:
    both, ben = rivals(watched), somebody(watched, "Ben")
    watched.hold_up_until(waiting=2)

    def race(command: Command[Role]) -> bool:
        try:
            watched.record(command, by=BY)
        except OneIsEnough:
            return False
        return True

    with ThreadPoolExecutor(3) as pool:
        pool.submit(watched.record, renaming(ben, "Ben Lind"), by=BY)
        assert sorted(pool.map(race, both)) == [False, True]
    assert len(appointments(watched, both)) == 1


def test_a_decision_that_was_overtaken_says_what_is_true_now(ledger: Ledger, watched: WatchedLedger) -> None:
    """The rules are asked again, with what has come in between."""
    ada, ben, planner = somebody(ledger), somebody(ledger, "Ben"), some_role(ledger)
    nominated = partial(NominateSuccessor, planner, why="Plans already", effective_on=DAY)
    watched.meanwhile(lambda: ledger.record(nominated(ben), by=BY))
    receipt = watched.record(nominated(ada), by=BY)
    assert watched.outcomes() == ["conflict", "recorded"]
    assert [entry.version for entry in ledger.stream(planner)] == [1, 2, 3]
    assert receipt.position == ledger.stream(planner)[-1].position


def test_a_page_that_was_only_read_is_guarded_too(ledger: Ledger, watched: WatchedLedger) -> None:
    """A nomination reads the candidate's stream, and writes on the role's."""
    ada, planner = somebody(ledger), some_role(ledger)
    watched.meanwhile(lambda: ledger.record(renaming(ada, "Ada Lind"), by=BY))
    watched.record(NominateSuccessor(planner, ada, "Plans already", effective_on=DAY), by=BY)
    assert watched.outcomes() == ["conflict", "recorded"]


def test_what_was_not_read_is_in_nobodys_way(ledger: Ledger, watched: WatchedLedger) -> None:
    ada, planner = somebody(ledger), some_role(ledger)
    watched.meanwhile(lambda: ledger.record(renaming(somebody(ledger, "Cai"), "Cai Lind"), by=BY))
    watched.record(NominateSuccessor(planner, ada, "Plans already", effective_on=DAY), by=BY)
    assert watched.outcomes() == ["recorded"]


def test_an_index_key_is_watched_by_its_kind(ledger: Ledger, watched: WatchedLedger) -> None:
    """Somebody new in Ada's team touches Ada, but is no appointment of hers."""
    ada, planner = somebody(ledger), some_role(ledger)
    ben = somebody(ledger, "Ben")
    watched.meanwhile(lambda: ledger.record(MovePerson(ben, TOOLING, manager=ada, effective_on=DAY), by=BY))
    watched.record(ActUpOnce(planner, ada, effective_on=DAY), by=BY)
    assert watched.outcomes() == ["recorded"]


def test_deciding_again_has_an_end(ledger: Ledger, watched: WatchedLedger) -> None:
    """Somebody who is always overtaken is told so, and nothing of theirs is written."""
    ada, ben, planner = somebody(ledger), somebody(ledger, "Ben"), some_role(ledger)
    overtake = [partial(ledger.record, renaming(ada, f"Ada {n}"), by=BY) for n in range(DECIDE_AT_MOST)]
    watched.meanwhile(*overtake)
    with pytest.raises(TooManyConflicts, match="NominateSuccessor"):
        watched.record(NominateSuccessor(planner, ada, "Plans already", effective_on=DAY), by=BY)
    assert watched.outcomes() == ["conflict"] * DECIDE_AT_MOST
    assert len(ledger.stream(planner)) == 1
    watched.record(NominateSuccessor(planner, ben, "Plans too", effective_on=DAY), by=BY)
    assert len(ledger.stream(planner)) == 2


def circle_of(ledger: Ledger) -> tuple[MovePerson, MovePerson]:
    ada, ben = somebody(ledger), somebody(ledger, "Ben")
    return (
        MovePerson(ada, ASSEMBLY, manager=ben, effective_on=DAY),
        MovePerson(ben, ASSEMBLY, manager=ada, effective_on=DAY),
    )


def test_two_do_not_close_a_circle_of_managers_at_the_same_moment(
    ledger: Ledger, another_ledger: Callable[[], Ledger]
) -> None:
    """Each sees no circle; whoever is written second decides again, and sees one."""
    start, ledgers = Barrier(2), (ledger, another_ledger())

    def race(book: Ledger, command: MovePerson) -> bool:
        start.wait()
        try:
            book.record(command, by=BY)
        except CircleOfManagers:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        for _ in range(12):
            assert sorted(pool.map(race, ledgers, circle_of(ledger))) == [False, True]


def test_a_circle_that_somebody_else_closed_meanwhile_is_refused(ledger: Ledger, watched: WatchedLedger) -> None:
    mine, theirs = circle_of(ledger)
    watched.meanwhile(lambda: ledger.record(theirs, by=BY))
    with pytest.raises(CircleOfManagers):
        watched.record(mine, by=BY)
    assert watched.outcomes() == ["conflict"]
