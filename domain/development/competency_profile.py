"""The competency profile: how somebody was rated in time, by whom from where, whatever frameworks call it.

Each line has one name, that of the edition which is asked for: ratings under others stand in it where the two share a
name. What they share with nothing of it is a line of its own, under its own name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain.development.challenge import ReadinessForChallenge, readiness_for_challenge
from domain.development.development import Instrument
from domain.development.rating_series import ApartBy, RatingSeries, RatingTold, Scaled, series_of
from domain.frameworks.adopting import Active
from domain.frameworks.edition import Dial, Edition
from domain.frameworks.shared_names import name_in
from domain.kernel.ids import FrameworkId
from domain.people.leave import Leave

Editions = Mapping[tuple[str, int], Edition]
"""Editions by framework and number."""


@dataclass(frozen=True)
class InstrumentUsed:
    """How often somebody was assessed by one instrument."""

    instrument: Instrument
    """The instrument."""
    n: int
    """How many assessments came about by it."""


@dataclass(frozen=True)
class CompetencyLine:
    """How somebody was rated in one competency, or on one dial of a level."""

    name: str
    """What it is called: by the edition that the profile is told in, or else by the one under which it was rated."""
    framework: FrameworkId
    """Whose name that is."""
    dial: Dial | None
    """The dial that it is; null for a competency."""
    dial_of: str | None
    """Of which level the dial is; null for a competency."""
    aliases: tuple[str, ...]
    """What else it is called, by that edition and by those under which it was rated."""
    series: tuple[RatingSeries, ...]
    """The ratings, side by side and told apart; no number stands for several sides."""


@dataclass(frozen=True)
class CompetencyProfile:
    """How somebody was rated in time: each competency and dial by itself, each side by itself."""

    person: str
    """Whose it is."""
    framework: FrameworkId
    """The framework whose names the lines have."""
    edition: int
    """The number of its edition."""
    lines: tuple[CompetencyLine, ...]
    """Dials first, then competencies, each as far as it was rated."""
    instruments: tuple[InstrumentUsed, ...]
    """By what they were assessed, the most frequent first."""
    readiness_for_challenge: ReadinessForChallenge
    """Whether they lead well where it is new or presses, as far as others have seen it."""


@dataclass(frozen=True)
class LineOf:
    """As which line something is told."""

    framework: str
    name: str
    dial_of: str | None = None


def profile_of(
    person: str,
    ratings: Sequence[RatingTold],
    editions: Editions,
    told_in: Active,
    apart: Collection[ApartBy],
    on: date,
    leaves: Collection[Leave] = (),
) -> CompetencyProfile:
    """The profile of somebody by the ratings that stand on a day, told in the names of an edition; less their leave."""
    lines: dict[LineOf, list[Scaled]] = {}
    for told in ratings:
        edition = editions[told.framework, told.edition]
        if (line := line_of(told, edition, told_in)) is not None:
            lines.setdefault(line, []).append((told, edition.scale_of(told.of)))
    in_place = sorted(lines, key=lambda line: place_of(line, told_in))
    told_of = {line.name: each for line, each in lines.items() if line.framework == told_in.framework}
    return CompetencyProfile(
        person,
        told_in.framework,
        told_in.edition.number,
        tuple(one_line(line, lines[line], editions, told_in, apart, leaves) for line in in_place),
        instruments_used(ratings),
        readiness_for_challenge(told_of, told_in.edition, on),
    )


def line_of(told: RatingTold, edition: Edition, told_in: Active) -> LineOf | None:
    """As which line a rating is told; None of what is neither a dial nor a competency: results and potential are other
    judgements.

    The dials of a level are those of its framework: nothing says that a level of the same name elsewhere is the same.
    """
    if told.of in set(Dial):
        return LineOf(told.framework, told.of, told.level)
    if all(one.name != told.of for one in edition.competencies):
        return None
    name = name_in(told_in.edition, edition, told.of)
    return LineOf(told.framework, told.of) if name is None else LineOf(told_in.framework, name)


def one_line(
    line: LineOf,
    ratings: Collection[Scaled],
    editions: Editions,
    told_in: Active,
    apart: Collection[ApartBy],
    leaves: Collection[Leave],
) -> CompetencyLine:
    """One line of a profile."""
    dial = Dial(line.name) if line.name in set(Dial) else None
    called = {(told.framework, told.edition, told.of) for told, _ in ratings}
    competencies = [
        *(one for one in told_in.edition.competencies if one.name == line.name and line.framework == told_in.framework),
        *(one for fw, no, of in sorted(called) for one in editions[fw, no].competencies if one.name == of),
    ]
    names = dict.fromkeys(name for one in competencies for name in (one.name, *one.aliases))
    return CompetencyLine(
        line.name,
        FrameworkId(line.framework),
        dial,
        line.dial_of if dial else None,
        tuple(name for name in names if name != line.name),
        series_of(ratings, apart, leaves),
    )


def place_of(line: LineOf, told_in: Active) -> tuple[object, ...]:
    """Where a line stands: dials by level, then competencies, both in the order of the edition; then all others."""
    edition = told_in.edition
    levels, dials, names = edition.ladder, [*Dial], [one.name for one in edition.competencies]
    of_this = line.framework == told_in.framework
    level = levels.index(line.dial_of) if of_this and line.dial_of in levels else len(levels)
    dial = dials.index(Dial(line.name)) if line.name in set(Dial) else len(dials)
    name = names.index(line.name) if of_this and line.name in names else len(names)
    return level, dial, name, line.framework, line.name, line.dial_of or ""


def instruments_used(ratings: Iterable[RatingTold]) -> tuple[InstrumentUsed, ...]:
    """By what somebody was assessed, each assessment once."""
    times = Counter({told.position: told.instrument for told in ratings}.values())
    return tuple(InstrumentUsed(one, times[one]) for one in sorted(times, key=lambda one: (-times[one], one)))
