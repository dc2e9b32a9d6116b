"""In whichever order sources tell of somebody, the ledger ends up with one and the same history, through the rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.imports.changes import changes
from api.imports.histories import KINDS_READ, History, Unreadable, history_of
from api.imports.history_updates import Contradiction, Spell, Today, ended, with_spells, with_today
from api.imports.steps import Steps
from domain.amendments.corrections import CorrectEntry
from domain.kernel.commands import Command
from domain.kernel.facts import ERASED, Reference
from domain.kernel.ids import PersonId
from domain.kernel.standing import Noted
from domain.people.employment import Identity
from domain.people.joining import PersonJoined
from domain.people.leaving import LeavePerson, LeavingReason
from tests.spec import BookInMemory
from tests.units import ASSEMBLY, QUALITY, TOOLING

ADA = PersonId("person-ada")
BEN = PersonId("person-ben")
TODAY = date(2024, 6, 30)
Source = Callable[[History], History]
UNITS = (TOOLING, ASSEMBLY, QUALITY)


class Told:
    """A ledger in memory that sources tell of Ada; everything goes through the rules."""

    def __init__(self, first_day: date | None = None) -> None:
        self.first_day = first_day
        self.book = BookInMemory()
        self.asked: list[Command[Any]] = []

    @property
    def history(self) -> History:
        return history_of(self.book.stream(ADA))

    def tell(self, source: Source, on: date = TODAY) -> None:
        """Ask for what is missing, and find that afterwards nothing is."""
        commands = self.missing(source, on)
        for command in commands:
            self.book = self.book.with_decided(command)
        self.asked += commands
        assert not self.missing(source, on)

    def missing(self, source: Source, on: date) -> list[Command[Any]]:
        """What the ledger does not say yet."""
        return [
            *changes(
                self.history, source(self.history), ADA, on, "told by a file", Steps(lambda: self.book, self.first_day)
            )
        ]

    def spells(self, spells: Sequence[Spell]) -> None:
        self.tell(lambda history: with_spells(history, spells, "17", TODAY).known_as(Identity("hr", "17")))

    def today(self, today: Today) -> None:
        self.tell(lambda history: with_today(history, today), today.on)


def shape(history: History) -> object:
    """A history without the places of its entries."""
    stays = [
        (stay.name, [(stood.on, stood.placement) for stood in stay.stood], stay.left_on, stay.why_left)
        for stay in history.stays
    ]
    return stays, history.names, history.identities


@st.composite
def lives(draw: st.DrawFn) -> tuple[list[Spell], Today]:
    """Spells one after the other, and how an export tells of the last of them."""
    units = draw(st.lists(st.sampled_from(UNITS), min_size=1, max_size=4))
    day, spells = date(2015, 1, 1), []
    for place, unit in enumerate(units):
        until = day + timedelta(days=draw(st.integers(30, 600)))
        spells.append(Spell(day, None if place == len(units) - 1 else until, {"unit": unit, "function": "Production"}))
        day = until + timedelta(days=1)
    said = {"unit": units[-1], "function": "Production", "job_title": "Planner", "manager": BEN}
    joined_on = spells[0].on + timedelta(days=draw(st.integers(-40, 40)))
    return spells, Today(TODAY, "Ada", joined_on, said, identities=(Identity("hr", "17"),), stands_for_a_name="17")


@given(lives())
def test_the_order_of_the_sources_makes_no_difference(life: tuple[list[Spell], Today]) -> None:
    spells, today = life
    people_first, spells_first, at_once = Told(), Told(), Told()
    people_first.today(today)
    people_first.spells(spells)
    spells_first.spells(spells)
    spells_first.today(today)
    at_once.tell(lambda history: with_today(with_spells(history, spells, "17", TODAY), today))
    assert shape(people_first.history) == shape(spells_first.history) == shape(at_once.history)
    stay = people_first.history.stays[0]
    assert stay.joined_on == min(today.joined_on, spells[0].on)
    assert stay.stood[0].placement.unit == spells[0].said["unit"]
    assert stay.stood_on(TODAY).placement.manager == BEN
    assert not any(isinstance(command, CorrectEntry) for command in at_once.asked)


@given(lives())
def test_telling_it_again_changes_nothing(life: tuple[list[Spell], Today]) -> None:
    spells, today = life
    told = Told()
    told.today(today)
    told.spells(spells)
    before = len(told.asked)
    told.today(today)
    told.spells(spells)
    assert len(told.asked) == before


def planner(**more: object) -> Today:
    """Ada as an export has her."""
    said = {"unit": TOOLING, "job_title": "Planner", "manager": BEN}
    return replace(Today(TODAY, "Ada", date(2020, 1, 1), said, stands_for_a_name="17"), **more)  # type: ignore[arg-type]


def told(*todays: Today) -> Told:
    """Exports, one after the other."""
    ledger = Told()
    for today in todays:
        ledger.today(today)
    return ledger


def test_a_newer_export_moves_people_on_its_day() -> None:
    moved = planner(on=date(2024, 7, 31), said={"unit": ASSEMBLY, "job_title": "Lead", "manager": None})
    stood = told(planner(), moved).history.stays[0].stood
    assert [(one.on, one.placement.unit, one.placement.manager) for one in stood] == [
        (date(2020, 1, 1), TOOLING, BEN),
        (date(2024, 7, 31), ASSEMBLY, None),
    ]


def test_a_file_without_a_column_takes_nothing_away() -> None:
    ledger = told(planner(), planner(on=date(2024, 7, 31), said={"unit": TOOLING}))
    assert len(ledger.asked) == 1


def test_another_name_is_taken_on_the_day_of_the_export() -> None:
    history = told(planner(), planner(on=date(2024, 7, 31), name="Ada Lind")).history
    assert (history.name_on(TODAY), history.name_on(date(2024, 7, 31))) == ("Ada", "Ada Lind")


def test_whoever_left_joined_and_left() -> None:
    history = told(planner(left_on=date(2023, 3, 31), why_left=LeavingReason.RETIRED)).history
    assert (history.stays[0].joined_on, history.stays[0].left_on) == (date(2020, 1, 1), date(2023, 3, 31))
    assert history.stays[0].why_left is LeavingReason.RETIRED


def test_another_last_day_corrects_the_one_that_was_told_before() -> None:
    ledger = told(planner(left_on=date(2024, 9, 30)), planner(left_on=date(2024, 10, 31)))
    assert ledger.history.stays[0].left_on == date(2024, 10, 31)
    assert isinstance(ledger.asked[-1], CorrectEntry)
    assert isinstance(ledger.asked[-1].replacement, LeavePerson)


def test_whoever_comes_back_begins_another_stay() -> None:
    back = planner(joined_on=date(2024, 2, 1), name="Ada Lind")
    stays = told(planner(left_on=date(2023, 3, 31)), back).history.stays
    assert [(stay.joined_on, stay.left_on) for stay in stays] == [
        (date(2020, 1, 1), date(2023, 3, 31)),
        (date(2024, 2, 1), None),
    ]


def test_whoever_has_left_is_not_here_without_having_joined_again() -> None:
    with pytest.raises(Contradiction, match="left on 2023-03-31, as is recorded"):
        told(planner(left_on=date(2023, 3, 31)), planner())


def test_an_earlier_first_day_corrects_the_joining_and_a_later_one_does_not() -> None:
    ledger = told(planner(), planner(joined_on=date(2019, 5, 1)), planner(joined_on=date(2021, 1, 1)))
    assert ledger.history.stays[0].joined_on == date(2019, 5, 1)
    assert len(ledger.asked) == 2


def test_an_export_that_knows_another_place_than_the_spells_wins_from_its_day_in_either_order() -> None:
    spells = [
        Spell(date(2020, 1, 1), date(2021, 1, 1), {"unit": QUALITY}),
        Spell(date(2021, 1, 2), None, {"unit": ASSEMBLY}),
    ]
    one, other = Told(), Told()
    one.today(planner(identities=(Identity("hr", "17"),)))
    one.spells(spells)
    other.spells(spells)
    other.today(planner(identities=(Identity("hr", "17"),)))
    assert shape(one.history) == shape(other.history)
    assert [(s.on, s.placement.unit) for s in one.history.stays[0].stood] == [
        (date(2020, 1, 1), QUALITY),
        (date(2021, 1, 2), ASSEMBLY),
        (TODAY, TOOLING),
    ]


def test_a_last_spell_that_has_ended_is_the_last_day_only_where_that_is_said() -> None:
    spells = [Spell(date(2020, 1, 1), date(2021, 1, 1), {"unit": QUALITY})]
    history = with_spells(History(), spells, "17", TODAY)
    assert history.stays[0].left_on is None
    assert ended(history, spells, TODAY).stays[0].left_on == date(2021, 1, 1)


def test_the_histories_know_which_kinds_they_are_read_from() -> None:
    assert PersonJoined.__name__ in KINDS_READ
    erased = PersonJoined(ERASED, TOOLING, effective_on=TODAY)
    with pytest.raises(Unreadable):
        history_of([Noted(erased, Reference(ADA, 1))])
