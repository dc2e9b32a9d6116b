"""Whoever subtracts: pairs of feedback cycles as chance would have them, and all that can be told from what came out.

The attacker knows more than anybody: who was asked, in which group, who answered what they were asked, and reads all
that was ever released, at every moment. They look for raters in what was written, and for sums and differences of told
ratings in which fewer of a hidden group remain than it was promised. Who rates in two cycles that are near each other
is taken to say the same in both: then the two can be subtracted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import product
from random import Random
from typing import Final
from unittest.mock import patch
from zlib import crc32

from domain.cycles.answering import CompetencyRated, RatersAnswer
from domain.cycles.closing import CloseFeedbackCycle, FeedbackCycleClosed, closing_with
from domain.cycles.cycle import APART, CycleId, FeedbackCycle
from domain.cycles.nominating import Rater, counted
from domain.cycles.opening import GroupTooSmall, NobodyToAsk, OpenFeedbackCycle
from domain.cycles.planning import FeedbackCyclePlanned
from domain.cycles.rater_groups import IN_THEIR_OWN_NAME, RaterGroup
from domain.cycles.releasing import GroupsAnswer, RatingsReleased
from domain.development.development import Purpose
from domain.frameworks.default_pack import DEFAULT_EDITION, DEFAULT_FRAMEWORK
from domain.frameworks.publishing import FrameworkPublished
from domain.kernel.facts import Erased
from domain.kernel.ids import PersonId
from domain.people.joining import PersonJoined
from tests.spec import BookInMemory
from tests.units import TOOLING

ADA, BEN = PersonId("person-ada"), PersonId("person-ben")
COMPETENCIES: Final = ("direction", "courage")
BEGIN: Final = date(2024, 1, 8)
MOST: Final[Mapping[RaterGroup, int]] = {RaterGroup.PEERS: 7, RaterGroup.REPORTS: 7, RaterGroup.OTHERS: 5}
HOUSE: Final = (
    BookInMemory(today=date(2026, 1, 1))
    .with_lines(DEFAULT_FRAMEWORK, [FrameworkPublished(DEFAULT_EDITION, effective_on=date(2020, 1, 6))])
    .with_lines(BEN, [PersonJoined("Ben", TOOLING, effective_on=date(2020, 1, 6))])
    .with_lines(ADA, [PersonJoined("Ada", TOOLING, manager=BEN, effective_on=date(2020, 1, 6))])
)


@dataclass(frozen=True)
class Cycle:
    """A cycle with what everybody said in it, and what came out."""

    id: CycleId
    on: date
    known: FeedbackCycle
    answers: Mapping[Rater, RatersAnswer]
    released: FeedbackCycleClosed
    told: str
    """Everything that was written of it."""


@dataclass
class Found:
    """What the attacker found in some cycles."""

    cycles: int = 0
    released: int = 0
    """How many ratings of hidden groups were told at all: with none, nothing could be found."""
    near: int = 0
    """How many pairs were near each other and shared raters."""
    faults: list[str] = field(default_factory=list)


def attack(number: int, pairs: int) -> Found:
    """Looks at so many pairs of cycles; the same number looks at the same ones."""
    chance, found = Random(number), Found()
    while pairs:
        cycles = pair(chance)
        if cycles:
            look(cycles, found)
            pairs -= 1
    return found


def pair(chance: Random) -> tuple[Cycle, ...]:
    """Two cycles about Ada that share raters, some days apart; fewer where one could not open."""
    everybody = [Rater(PersonId(f"person-{group}-{n}"), group) for group, most in MOST.items() for n in range(most)]
    said: dict[tuple[PersonId, str], int | None] = {}
    book, on, cycles = HOUSE, BEGIN, list[Cycle]()
    asked = some(chance, everybody)
    for number in range(2):
        cycle = run(CycleId(f"cycle-{number}"), asked, said, chance, on, book)
        if cycle is not None:
            book, done = cycle
            cycles.append(done)
        asked = changed(chance, asked, everybody)
        days = chance.choice((0, 1, 30, APART.days - 1, APART.days, APART.days + 40))
        if days >= APART.days:
            said = {}
        on += timedelta(days=days)
    return tuple(cycles)


def some(chance: Random, everybody: Sequence[Rater]) -> list[Rater]:
    """Some of everybody: of each group any number, small ones more often."""
    numbers = {group: min(chance.randrange(most + 1), chance.randrange(most + 2)) for group, most in MOST.items()}
    of = {group: [rater for rater in everybody if rater.group is group] for group in MOST}
    return [rater for group, number in numbers.items() for rater in chance.sample(of[group], number)]


def changed(chance: Random, asked: Sequence[Rater], everybody: Sequence[Rater]) -> list[Rater]:
    """Nearly the same people: one more, one less, or one for another."""
    left = [rater for rater in everybody if rater not in asked]
    out = chance.sample(asked, min(len(asked), chance.randrange(2)))
    more = chance.sample(left, min(len(left), chance.randrange(2)))
    return [rater for rater in (*asked, *more) if rater not in out]


def run(
    id_: CycleId,
    asked: Sequence[Rater],
    said: dict[tuple[PersonId, str], int | None],
    chance: Random,
    on: date,
    book: BookInMemory,
) -> tuple[BookInMemory, Cycle] | None:
    """One cycle from plan to close by the rules themselves; None where they do not let it open."""
    planned = FeedbackCyclePlanned(
        ADA, Purpose.DEVELOPMENT, DEFAULT_FRAMEWORK, 1, COMPETENCIES, on + timedelta(days=1), ADA, effective_on=on
    )
    book = book.with_lines(id_, [planned])
    raters = (Rater(ADA, RaterGroup.SELF), Rater(BEN, RaterGroup.MANAGER), *asked)
    try:
        book = book.with_decided(OpenFeedbackCycle(id_, BEN, counted(raters), True, effective_on=on))
    except (GroupTooSmall, NobodyToAsk):
        return None
    answers = {rater: answer(chance, rater, said) for rater in raters if chance.random() < 0.85}
    known = book.recall(FeedbackCycle, id_)
    given = [GroupsAnswer(known.told_as[rater.group], each) for rater, each in answers.items()]
    closing = closing_with(id_, known, given, on, book)
    book = book.with_decided(closing)
    written = [entry.event for entry in book.entries if entry.stream == id_]
    released = written[-1]
    assert isinstance(released, FeedbackCycleClosed)
    return book, Cycle(id_, on, known, answers, released, repr(written))


def answer(chance: Random, rater: Rater, said: dict[tuple[PersonId, str], int | None]) -> RatersAnswer:
    """What somebody says: what they said before, where they did; and a sentence that is theirs alone."""
    for of in COMPETENCIES:
        said.setdefault((rater.person, of), None if chance.random() < 0.15 else chance.randint(1, 5))
    ratings = tuple(CompetencyRated(of, said[rater.person, of]) for of in COMPETENCIES)
    too_little = all(rating.value is None for rating in ratings)
    words = "" if too_little or rater.group is RaterGroup.SELF else f"Seen by {tag(rater)}."
    return RatersAnswer(() if too_little else ratings, words, too_little)


def tag(rater: Rater) -> str:
    """By which a sentence shows whose it is, in no id."""
    return f"number {crc32(rater.person.encode())}"


def look(cycles: Sequence[Cycle], found: Found) -> None:
    """All that can be told from some cycles about one person."""
    for cycle in cycles:
        found.cycles += 1
        hidden = [each for each in ratings_of(cycle) if each.group not in IN_THEIR_OWN_NAME]
        found.released += len(hidden)
        found.faults += named_in(cycle)
        found.faults += words_told_of_too_few(cycle)
    near = len(cycles) > 1 and cycles[1].on - cycles[0].on < APART
    found.near += near and bool(cycles[0].answers.keys() & cycles[1].answers.keys() - {*own(cycles[0])})
    together = [cycles] if near else [[cycle] for cycle in cycles]
    for several in together:
        for of in COMPETENCIES:
            found.faults += remainders(of, several)


def own(cycle: Cycle) -> Iterator[Rater]:
    return (rater for rater in cycle.answers if rater.group in IN_THEIR_OWN_NAME)


def ratings_of(cycle: Cycle) -> tuple[RatingsReleased, ...]:
    assert not isinstance(cycle.released.ratings, Erased)
    return cycle.released.ratings


def named_in(cycle: Cycle) -> Iterator[str]:
    """Raters who stand in anything that was written of the cycle."""
    for rater in cycle.answers:
        if rater.group not in IN_THEIR_OWN_NAME and rater.person in cycle.told:
            yield f"{rater.person} stands in what was written of {cycle.id}"


def words_told_of_too_few(cycle: Cycle) -> Iterator[str]:
    """Words of hidden raters, where fewer answered than it takes for any of them to be told."""
    pieces = " ".join(cycle.released.pieces) if not isinstance(cycle.released.pieces, Erased) else ""
    hidden = [rater for rater, said in cycle.answers.items() if rater.group in MOST and not said.knows_too_little]
    told = [rater for rater in hidden if f"{tag(rater)}." in pieces]
    if told and (len(hidden) < promised(cycle, hidden) or cycle.released.too_near):
        yield f"words of {len(told)} among {len(hidden)} in {cycle.id}"


def promised(cycle: Cycle, raters: Sequence[Rater]) -> int:
    """How many it takes, by the least that any of these raters was promised."""
    at_least = {one.group: one.at_least for one in cycle.known.groups}
    return min((at_least[cycle.known.told_as[rater.group]] for rater in raters), default=1)


def remainders(of: str, cycles: Sequence[Cycle]) -> Iterator[str]:
    """Sums and differences of what was told of one competency in which too few of the hidden remain."""
    told = [(cycle, each) for cycle in cycles for each in ratings_of(cycle) if each.of == of]
    hidden = [counted_in(cycle, each) for cycle, each in told if each.group not in IN_THEIR_OWN_NAME]
    for signs in product((-1, 0, 1), repeat=len(hidden)):
        weights: dict[Rater, int] = {}
        for sign, raters in zip(signs, hidden, strict=True):
            for rater in raters if sign else ():
                weights[rater] = weights.get(rater, 0) + sign
        remaining = [rater for rater, weight in weights.items() if weight]
        if remaining and len(remaining) < min(promised(cycle, remaining_in(cycle, remaining)) for cycle in cycles):
            yield f"“{of}”: {', '.join(rater.person for rater in remaining)} can be told by {signs}"


def remaining_in(cycle: Cycle, remaining: Sequence[Rater]) -> list[Rater]:
    return [rater for rater in remaining if rater.group in cycle.known.told_as]


def counted_in(cycle: Cycle, told: RatingsReleased) -> list[Rater]:
    """Whose ratings a part holds, which the attacker knows: what is told is just what these have said."""
    raters = raters_in(cycle, told)
    said = [rating.value for one in raters for rating in cycle.answers[one].ratings if rating.of == told.of]
    assert sorted(value for value in said if value is not None) == list(told.values)
    return raters


def raters_in(cycle: Cycle, told: RatingsReleased) -> list[Rater]:
    """Those of its group who rated; and where it is of others, all who rated and are told in no group of their own."""
    rated = [rater for rater, said in cycle.answers.items() if rates(said, told.of)]
    apart = {each.group for each in ratings_of(cycle) if each.of == told.of} - {RaterGroup.OTHERS}
    if told.group is not RaterGroup.OTHERS:
        return [rater for rater in rated if cycle.known.told_as[rater.group] is told.group]
    return [rater for rater in rated if rater.group in MOST and cycle.known.told_as[rater.group] not in apart]


def rates(said: RatersAnswer, of: str) -> bool:
    return any(rating.of == of and rating.value is not None for rating in said.ratings)


@contextmanager
def no_remainder_rule() -> Iterator[None]:
    """Small groups are told together, however few they are; and nobody looks again at the close."""
    with patch("domain.cycles.rater_groups.enough", lambda _: True), nobody_looks_again():
        yield


@contextmanager
def no_waiting() -> Iterator[None]:
    """Results are released however near each other they are."""
    with patch("domain.cycles.closing.APART", timedelta(0)):
        yield


@contextmanager
def words_of_everybody() -> Iterator[None]:
    """What was written is told also where nothing else of its group is."""
    with patch("domain.cycles.releasing.pieces_of", lambda _, answers: tuple(one.answer.words for one in answers)):
        yield


@contextmanager
def nobody_looks_again() -> Iterator[None]:
    with patch.object(CloseFeedbackCycle, "must_be_told_of_enough", lambda *_, **__: None):
        yield


BROKEN: Final[Mapping[str, Callable[[], AbstractContextManager[None]]]] = {
    "small groups go with the next smallest": no_remainder_rule,
    "no two results within 90 days": no_waiting,
    "words of too few are not told": words_of_everybody,
}
"""By what rule is broken, a context in which it is. The attack must find each."""
