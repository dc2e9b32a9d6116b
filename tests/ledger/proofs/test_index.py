"""The index says what the entries say, or it is told where it does not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

import pytest

from domain.amendments.corrections import CorrectEntry, RetractEntry
from domain.kernel.ids import PersonId
from domain.mentoring.informal import HoldInformalMentoring
from domain.people.joining import JoinPerson
from domain.people.leaving import LeavePerson, LeavingReason
from ledger import new_id
from ledger.proofs.disagreement import Disagreement
from ledger.proofs.verifying import verify
from tests.ledger.commands_recorded import BY
from tests.ledger.proofs.conftest import Book, opened
from tests.ledger.proofs.test_verifying import rebuild
from tests.units import HOUSE, TOOLING, establish_units_in

DAY = date(2024, 5, 6)
UNITS = len(HOUSE)
"""The entries before all others: the units of the house."""
PAIR = UNITS + 6
"""Where the pair was corrected."""


@pytest.fixture(scope="module")
def made(make_database: Callable[[], str]) -> Iterator[tuple[Book, list[PersonId]]]:
    """Four people; two who met, corrected to another mentor, and retracted; an entry that touches nobody."""
    with opened(establish_units_in(make_database())) as book:
        people = [PersonId(new_id("person")) for _ in range(4)]
        for person in people:
            book.ledger.record(JoinPerson(person, "Ada", TOOLING, effective_on=date(2020, 3, 2)), by=BY)
        mentee, mentor, other, leaver = people
        held = HoldInformalMentoring(mentee, mentor, mentee, 1.0, effective_on=DAY)
        [at] = book.ledger.record(held, by=BY).references
        book.ledger.record(CorrectEntry(at, replace(held, mentor=other), "The wrong mentor"), by=BY)
        book.ledger.record(RetractEntry(at, "They never met"), by=BY)
        book.ledger.record(LeavePerson(leaver, LeavingReason.RETIRED, effective_on=DAY), by=BY)
        book.publish()
        yield book, people


@contextmanager
def changed(book: Book, statement: str, *parameters: object) -> Iterator[Disagreement | None]:
    """What is told after the owner of the index has done this to it; it is undone in the end."""
    with book.owner.transaction(force_rollback=True):
        book.forge("ledger.concerns", statement, *parameters)
        yield verify(book.owner, index=True).disagreement


def test_an_index_as_it_was_written(made: tuple[Book, list[PersonId]]) -> None:
    book, _ = made
    assert verify(book.signer, index=True).disagreement is None
    assert verify(book.owner, index=True).entries == UNITS + 8


def test_every_line_that_is_taken_out_is_told(made: tuple[Book, list[PersonId]]) -> None:
    book, _ = made
    lines = book.owner.execute("SELECT subject, kind, position FROM ledger.concerns ORDER BY position").fetchall()
    assert {position for *_, position in lines} == set(range(1, UNITS + 8)), "all but the leaving"
    pairs = [line for line in lines if line[2] >= PAIR - 1]
    assert len(pairs) == 8, "two for the pair, and three each for what corrects and what retracts it"
    assert len(lines) == UNITS + 4 + 8, "one for each unit, and one for each joining"
    for subject, kind, position in lines:
        statement = "DELETE FROM ledger.concerns WHERE (subject, kind, position) = (%s, %s, %s)"
        with changed(book, statement, subject, kind, position) as told:
            assert told is not None
            assert (told.position, told.until) == (position, position)
            assert told.what == f"the index differs from entry {position}: the line “{subject} {kind}” is missing"


@pytest.mark.parametrize("position", [-4097, 0, 1, PAIR - 1, PAIR, UNITS + 8, UNITS + 9, 4097, 10_000])
@pytest.mark.parametrize("subject", ["a", "z"], ids=["first", "last"])
def test_every_line_that_is_put_in_is_told(made: tuple[Book, list[PersonId]], position: int, subject: str) -> None:
    book, _ = made
    with changed(book, "INSERT INTO ledger.concerns VALUES (%s, 'MentorshipAgreed', %s)", subject, position) as told:
        assert told is not None
        assert told.position == position
        assert told.what.endswith(f"the line “{subject} MentorshipAgreed” should not be there")


def test_a_line_under_another_kind_or_somebody_else_is_told(made: tuple[Book, list[PersonId]]) -> None:
    book, (mentee, *_) = made
    for statement in (
        "UPDATE ledger.concerns SET kind = 'MentorshipEnded' WHERE position = %s AND subject = %s",
        "UPDATE ledger.concerns SET subject = 'person-x' WHERE position = %s AND subject = %s",
        "UPDATE ledger.concerns SET position = position + 2 WHERE position = %s AND subject = %s",
    ):
        with changed(book, statement, PAIR, mentee) as told:
            assert told is not None
            assert told.position == PAIR


def test_a_kind_that_a_later_version_has_written_is_no_alarm(made: tuple[Book, list[PersonId]]) -> None:
    """Whom it touches is not known here."""
    book, _ = made
    with book.owner.transaction(force_rollback=True):
        book.forge("ledger.entries", "UPDATE ledger.entries SET kind = 'MentorshipRenewed' WHERE position = %s", PAIR)
        rebuild(replace(book, signer=book.owner))
        assert verify(book.owner, index=True).disagreement is None


def test_what_the_tree_tells_comes_first(made: tuple[Book, list[PersonId]]) -> None:
    """An entry that cannot be read any more says nothing of the index; the tree tells that it was altered."""
    book, _ = made
    with book.owner.transaction(force_rollback=True):
        book.forge("ledger.entries", "UPDATE ledger.entries SET stored = '{' WHERE position = %s", PAIR)
        told = verify(book.owner, index=True).disagreement
        assert told is not None
        assert told.what == f"the stored tree differs from the rows at entry {PAIR}"
