"""What stands on a stream, and in which order it is recalled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.kernel.facts import EntryRetracted, Event, Reference
from domain.kernel.standing import recall, standing
from tests.spec import BookInMemory, EntryInMemory

PAGE = "person-1"


@dataclass(frozen=True)
class Told:
    """All that was said, in the order in which it was recalled."""

    all: tuple[tuple[str, Reference], ...] = ()


@dataclass(frozen=True)
class Said(Event[Told]):
    """Remembers everything, so that it shows what was recalled and in which order."""

    words: str

    def evolve(self, told: Told, at: Reference) -> Told:
        return Told((*told.all, (self.words, at)))


def said(words: str, day: int) -> Said:
    return Said(words, effective_on=date(2024, 1, 1) + timedelta(days=day))


def words(told: Told) -> list[str]:
    return [each for each, _at in told.all]


def recalled(stream: list[EntryInMemory], *, on: date | None = None) -> Told:
    return recall(Told, standing(stream), on=on)


def stream_of(*entries: tuple[Event[Told], int | None]) -> list[EntryInMemory]:
    return [EntryInMemory(event, PAGE, version, over) for version, (event, over) in enumerate(entries, 1)]


@pytest.mark.parametrize("text", ["person-1@7", "a@b@1"])
def test_a_reference_is_read_as_it_is_written(text: str) -> None:
    assert str(Reference.parse(text)) == text


@pytest.mark.parametrize(
    "text", ["", "person-1", "@1", "person-1@", "person-1@0", "person-1@-1", "person-1@²", "x@1.5"]
)
def test_what_is_no_reference_is_told_what_one_looks_like(text: str) -> None:
    with pytest.raises(ValueError, match="stream@version"):
        Reference.parse(text)


def test_a_correction_stands_in_the_place_of_its_origin() -> None:
    stream = stream_of((said("first", 1), None), (said("second", 1), None), (said("first, mended", 1), 1))
    assert recalled(stream).all == (("first, mended", Reference(PAGE, 1)), ("second", Reference(PAGE, 2)))


def test_the_latest_correction_counts_and_a_retraction_ends_the_chain() -> None:
    stream = stream_of((said("first", 1), None), (said("mended", 1), 1), (said("mended again", 5), 1))
    assert words(recalled(stream)) == ["mended again"]
    retraction = EntryInMemory(EntryRetracted(effective_on=date(2024, 1, 1)), PAGE, 4, 1)
    assert recalled([*stream, retraction]).all == ()


def test_what_takes_effect_later_is_left_out_of_an_earlier_day() -> None:
    stream = stream_of((said("planned", 9), None), (said("done", 2), None))
    assert words(recalled(stream)) == ["done", "planned"]
    assert words(recalled(stream, on=date(2024, 1, 3))) == ["done"]
    assert words(recalled(stream, on=date(2024, 1, 2))) == []


days = st.lists(st.integers(0, 400), min_size=1, max_size=12, unique=True)


@given(days, st.randoms(use_true_random=False))
def test_facts_of_different_days_are_recalled_alike_in_whichever_order_they_arrive(days, random) -> None:  # type: ignore[no-untyped-def]
    facts = [said(str(day), day) for day in days]
    shuffled = random.sample(facts, len(facts))
    in_order = words(recalled(stream_of(*((fact, None) for fact in sorted(facts, key=lambda f: f.effective_on)))))
    assert words(recalled(stream_of(*((fact, None) for fact in shuffled)))) == in_order


writings = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 11), st.sampled_from("wcr")), max_size=24)
"""Days, which earlier origin (modulo how many there are), and whether it is written, corrected or retracted."""


@settings(max_examples=150)
@given(writings)
def test_what_is_superseded_never_counts(writings: list[tuple[int, int, str]]) -> None:
    stream: list[EntryInMemory] = []
    expected: dict[int, Said] = {}
    origins: list[int] = []
    for version, (day, which, what) in enumerate(writings, 1):
        event = said(f"v{version}", day)
        if what == "w" or not origins:
            origins.append(version)
            stream.append(EntryInMemory(event, PAGE, version))
            expected[version] = event
            continue
        origin = origins[which % len(origins)]
        if what == "r":
            stream.append(EntryInMemory(EntryRetracted(effective_on=event.effective_on), PAGE, version, origin))
            expected.pop(origin, None)
        else:
            stream.append(EntryInMemory(event, PAGE, version, origin))
            expected[origin] = event
    in_order = sorted(expected.items(), key=lambda item: (item[1].effective_on, item[0]))
    assert recalled(stream).all == tuple((event.words, Reference(PAGE, origin)) for origin, event in in_order)


def test_a_book_without_an_entry_is_as_if_it_had_never_been_written() -> None:
    book = BookInMemory().with_lines(PAGE, (said("first", 1), said("second", 2)))
    without = book.without(Reference(PAGE, 1))
    assert words(without.recall(Told, PAGE)) == ["second"]
    assert without.noted(Reference(PAGE, 1)) is None
    assert words(book.recall(Told, PAGE)) == ["first", "second"]
