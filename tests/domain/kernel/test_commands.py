"""What a command requires is checked before its rules; what it comes to takes over what has the same name."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Annotated, Any

import pytest

from domain.kernel.book import Book, Decision
from domain.kernel.commands import OR_NOTHING, Command, FieldCheck, Said, decide, precondition, preconditions_of
from domain.kernel.facts import Event, Reference
from domain.kernel.memories import changed
from domain.kernel.refusals import NameMissing, NothingSaid, NotYet, Refusal
from tests.spec import BookInMemory

TODAY = date(2024, 5, 6)


class TooWet(Refusal):
    """It rains."""


class TooLate(Refusal):
    """The season is over."""


class GrowsAlready(Refusal):
    """One of a kind."""


@dataclass(frozen=True)
class Garden:
    """What grows."""

    plants: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Planted(Event[Garden]):
    """Something was put into the ground."""

    plant: str
    depth: int
    label: str | None = None

    def evolve(self, garden: Garden, at: Reference) -> Garden:
        return changed(garden, plants=garden.plants | {self.plant})


@dataclass(frozen=True)
class Helper:
    """Somebody with a spade."""

    name: str


@dataclass(frozen=True)
class Dry(FieldCheck):
    """A bed that is not under water."""

    def ask(self, field: str, value: Any, command: Command[Any], book: Book) -> None:
        if value > 2:
            raise TooWet(f"{field} {value} is under water", field=field)


@dataclass(frozen=True)
class GardenCommand(Command[Garden], abstract=True):
    """Something asked for in a garden."""

    subject = "garden"

    garden: str
    wet: bool = field(default=False, kw_only=True)
    effective_on: date = field(default=TODAY, kw_only=True)

    @precondition
    def must_be_dry(self, book: Book) -> None:
        if self.wet:
            raise TooWet("wait for the sun", field="wet")


@dataclass(frozen=True)
class SeasonCommand(GardenCommand, abstract=True):
    """Something asked for in season."""

    @precondition
    def must_be_in_season(self, book: Book) -> None:
        if self.effective_on.month > 6:
            raise TooLate("wait for spring", field="effective_on")


@dataclass(frozen=True)
class Plant(SeasonCommand):
    """Put something into the ground."""

    records = (Planted,)

    plant: Annotated[str, Said("name the plant", NameMissing)]
    depth: int = 2
    note: Annotated[str | None, Said("say it, or leave it out")] = None
    tool: Annotated[str, OR_NOTHING] = ""
    helpers: tuple[Helper, ...] = ()
    beds: tuple[Annotated[int, Dry()], ...] = ()

    def decide(self, garden: Garden, book: Book) -> Decision:
        if self.plant in garden.plants:
            raise GrowsAlready(f"“{self.plant}” grows", field="plant")
        return (self.becomes(Planted),)


@dataclass(frozen=True)
class PlanBed(Plant):
    """Say what is to be put into the ground."""

    records = (Planted,)
    may_lie_ahead = True


@dataclass(frozen=True)
class PlantUnderGlass(Plant):
    """Put something into the ground where neither rain nor season matter."""

    records = (Planted,)

    def must_be_dry(self, book: Book) -> None:
        """Under glass nothing is asked of the weather; the mark is inherited with the name."""

    @precondition
    def must_be_in_season(self, book: Book) -> None:
        if self.effective_on.month == 12:
            raise TooLate("not even here")


PEAS = Plant("garden-1", "peas")
NO_BOOK = BookInMemory()


def test_what_has_the_same_name_is_the_same_and_nothing_else_is_taken_over() -> None:
    assert replace(PEAS, depth=3, note="by the wall").becomes(Planted) == Planted("peas", 3, effective_on=TODAY)


def test_what_is_given_besides_wins() -> None:
    event = PEAS.becomes(Planted, depth=5, label="first row")
    assert event == Planted("peas", 5, "first row", effective_on=TODAY)


def test_an_event_is_not_made_up() -> None:
    @dataclass(frozen=True)
    class Watered(Event[Garden]):
        litres: int

    with pytest.raises(TypeError, match="litres"):
        PEAS.becomes(Watered)


def required(command: type[Command[Any]]) -> list[str]:
    return [check.__name__ for check in preconditions_of(command)]


def test_the_general_goes_before_the_narrow_and_that_before_the_command() -> None:
    assert required(Plant) == ["fields_must_hold", "must_not_lie_ahead", "must_be_dry", "must_be_in_season"]
    wrong = replace(PEAS, plant=" ", wet=True, effective_on=date(2024, 7, 1))
    for mended, refusal in (
        ({}, NameMissing),
        ({"plant": "peas"}, TooWet),
        ({"plant": "peas", "wet": False}, TooLate),
    ):
        with pytest.raises(refusal):
            decide(replace(wrong, **mended), NO_BOOK)


def test_what_is_required_goes_before_the_rules_of_the_command() -> None:
    grown = NO_BOOK.with_decided(PEAS)
    with pytest.raises(GrowsAlready):
        decide(PEAS, grown)
    with pytest.raises(TooWet):
        decide(replace(PEAS, wet=True), grown)
    assert decide(replace(PEAS, plant="beans"), grown) == (Planted("beans", 2, effective_on=TODAY),)


def test_a_narrower_kind_may_say_it_otherwise_in_the_same_place() -> None:
    assert required(PlantUnderGlass) == required(Plant)
    under_glass = PlantUnderGlass("garden-1", "peas", wet=True, effective_on=date(2024, 7, 1))
    assert decide(under_glass, NO_BOOK) == (Planted("peas", 2, effective_on=date(2024, 7, 1)),)
    with pytest.raises(TooLate, match="not even here"):
        decide(replace(under_glass, effective_on=date(2024, 12, 1)), NO_BOOK)


@pytest.mark.parametrize("blank", ["", " ", "\t\n", "\N{NO-BREAK SPACE}", "\N{ZERO WIDTH SPACE}", "\N{HANGUL FILLER}"])
def test_spaces_alone_say_nothing(blank: str) -> None:
    with pytest.raises(NameMissing, match=f"plant is “{blank}”: name the plant") as caught:
        decide(replace(PEAS, plant=blank), NO_BOOK)
    assert caught.value.field == "plant"
    with pytest.raises(NothingSaid, match="note"):
        decide(replace(PEAS, note=blank), NO_BOOK)


def test_what_may_be_left_out_or_empty_may_be_and_yet_not_blank() -> None:
    assert decide(replace(PEAS, note=None, tool=""), NO_BOOK)
    assert decide(replace(PEAS, note="by the wall", tool="a spade"), NO_BOOK)
    with pytest.raises(NothingSaid, match="tool is “ ”: write something that can be seen, or nothing at all"):
        decide(replace(PEAS, tool=" "), NO_BOOK)


def test_no_text_is_blank_in_whatever_it_stands() -> None:
    assert decide(replace(PEAS, helpers=(Helper("Bea"),)), NO_BOOK)
    with pytest.raises(NothingSaid, match=r"helpers\.name is “ ”: write something that can be seen$") as caught:
        decide(replace(PEAS, helpers=(Helper("Bea"), Helper(" "))), NO_BOOK)
    assert caught.value.field == "helpers"


def test_fields_are_held_to_their_marks_each_of_several() -> None:
    assert decide(replace(PEAS, beds=(1, 2)), NO_BOOK)
    with pytest.raises(TooWet, match="beds 3"):
        decide(replace(PEAS, beds=(1, 3)), NO_BOOK)


def test_nothing_has_happened_on_a_day_that_has_not_come_but_what_is_planned_may_lie_ahead() -> None:
    book = replace(NO_BOOK, today=TODAY)
    assert decide(PEAS, book)
    tomorrow = replace(PEAS, effective_on=TODAY + timedelta(days=1))
    with pytest.raises(NotYet, match="effective_on “2024-05-07” is after today: give a day up to 2024-05-06"):
        decide(tomorrow, book)
    planned = PlanBed("garden-1", "peas", effective_on=TODAY + timedelta(days=1))
    assert decide(planned, book)
