"""From where somebody sees a person follows from where both stood."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from domain.development.development import Assessment, AssessmentId, Instrument, Purpose, Source
from domain.development.viewpoints import as_it_was_seen, source_of
from domain.kernel.facts import Reference
from domain.kernel.ids import PersonId
from domain.offices.accrediting import AssessorAccredited
from domain.people.introducing import PersonIntroduced
from domain.people.joining import PersonJoined
from domain.people.leaving import LeavingReason, PersonLeft
from domain.people.moving import PersonMoved
from domain.people.seats import Seat, SeatTaken
from tests.spec import BookInMemory

DAY = date(2024, 5, 6)
TOP, HEAD, LEAD, PEER, ADA, REPORT, BELOW, FAR, ALONE, GONE, NEW = map(
    PersonId,
    (
        f"person-{name}"
        for name in ("top", "head", "lead", "peer", "ada", "report", "below", "far", "alone", "gone", "new")
    ),
)
MANAGERS = {
    TOP: None,
    HEAD: TOP,
    LEAD: HEAD,
    PEER: LEAD,
    ADA: LEAD,
    REPORT: ADA,
    BELOW: REPORT,
    FAR: TOP,
    ALONE: None,
    GONE: LEAD,
}


def joined(manager: PersonId | None, on: date = date(2020, 1, 1)) -> PersonJoined:
    return PersonJoined("Somebody", "Tooling", manager=manager, effective_on=on)


def organisation() -> BookInMemory:
    book = BookInMemory()
    for person, manager in MANAGERS.items():
        book = book.with_lines(person, (joined(manager),))
    book = book.with_lines(GONE, (PersonLeft(LeavingReason.RESIGNED, effective_on=date(2023, 1, 1)),))
    return book.with_lines(NEW, (joined(LEAD, date(2024, 6, 1)),))


@pytest.mark.parametrize(
    ("speaker", "source"),
    [
        (ADA, Source.SELF),
        (LEAD, Source.LINE_MANAGER),
        (HEAD, Source.HIGHER_MANAGER),
        (TOP, Source.HIGHER_MANAGER),
        (PEER, Source.PEER),
        (REPORT, Source.DIRECT_REPORT),
        (BELOW, Source.COLLEAGUE),
        (FAR, Source.COLLEAGUE),
        (ALONE, Source.UNKNOWN),
        (GONE, Source.EXTERNAL),
        (NEW, Source.UNKNOWN),
        (PersonId("person-nobody"), Source.UNKNOWN),
        (None, Source.UNKNOWN),
    ],
)
def test_the_source_follows_from_where_both_stood(speaker: PersonId | None, source: Source) -> None:
    assert source_of(speaker, ADA, DAY, organisation()) is source


def test_it_is_that_of_the_day_in_whichever_order_it_was_written() -> None:
    book = organisation().with_lines(ADA, (PersonMoved("Paint", manager=FAR, effective_on=DAY),))
    before = date(2024, 5, 5)
    assert [source_of(LEAD, ADA, on, book) for on in (before, DAY)] == [Source.LINE_MANAGER, Source.COLLEAGUE]
    assert [source_of(FAR, ADA, on, book) for on in (before, DAY)] == [Source.COLLEAGUE, Source.LINE_MANAGER]
    assert source_of(LEAD, ADA, date(2019, 12, 31), book) is Source.UNKNOWN


def test_at_the_top_only_those_below_are_known_to_be_colleagues() -> None:
    book = organisation()
    assert source_of(BELOW, TOP, DAY, book) is Source.COLLEAGUE
    assert source_of(HEAD, TOP, DAY, book) is Source.DIRECT_REPORT
    assert source_of(ALONE, TOP, DAY, book) is Source.UNKNOWN


def test_a_circle_of_managers_is_walked_once() -> None:
    book = organisation().with_lines(TOP, (PersonMoved("Tooling", manager=HEAD, effective_on=DAY),))
    assert source_of(FAR, ADA, DAY, book) is Source.COLLEAGUE


SEEN = Assessment(
    Reference(ADA, 2), DAY, AssessmentId("a"), Instrument.LEADERSHIP_ASSESSMENT, Purpose.DECISION, Source.ASSESSOR,
    PEER, "framework-x", 1, "others", None, (), False,
)  # fmt: skip


def test_what_an_entry_of_before_claims_counts_for_nothing() -> None:
    assert as_it_was_seen(SEEN, ADA, organisation()).source is Source.PEER
    assert as_it_was_seen(replace(SEEN, assessor=None), ADA, organisation()).source is Source.UNKNOWN


def test_an_assessor_is_accredited_for_the_instrument_or_sits_in_that_seat() -> None:
    centre, outside = Instrument.ASSESSMENT_CENTRE, PersonId("person-outside")
    accredited = AssessorAccredited(centre, date(2024, 12, 31), TOP, effective_on=DAY)
    book = organisation().with_lines(FAR, (accredited,)).with_lines(PEER, (accredited,))
    seated = SeatTaken(Seat.EXTERNAL_ASSESSOR, effective_on=DAY)
    book = book.with_lines(outside, (PersonIntroduced("Somebody", effective_on=DAY), seated))
    assert source_of(FAR, ADA, DAY, book, centre) is Source.ASSESSOR
    assert source_of(FAR, ADA, DAY, book, Instrument.THREE_SIXTY) is Source.COLLEAGUE
    assert source_of(FAR, ADA, DAY, book) is Source.COLLEAGUE, "feedback is no assessment"
    assert source_of(FAR, ADA, date(2024, 5, 5), book, centre) is Source.COLLEAGUE
    assert source_of(PEER, ADA, DAY, book, centre) is Source.PEER, "the nearest counts"
    assert source_of(outside, ADA, DAY, book, centre) is Source.ASSESSOR
    assert source_of(outside, ADA, DAY, book) is Source.EXTERNAL
