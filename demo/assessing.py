"""How people of the demo are seen: assessments by every instrument, each rating with what it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from demo.organisation import Organisation
from demo.phrasing import phrase
from demo.somebody import LEADERSHIP, Somebody
from domain.development.assessments import RecordAssessment
from domain.development.development import AssessmentId, Instrument, Purpose, Rating
from domain.frameworks.default_pack import DEFAULT_FRAMEWORK
from domain.frameworks.edition import Dial, Overall
from domain.kernel.facts import Reference
from domain.kernel.ids import PersonId

YEARLY_GROWTH: Final = 0.05
"""How much more, or less, of their leading is seen in a year, at the most eager and the least."""

FAIR: Final = 3
TOP: Final = 5
TOP_AT_MOST: Final = 0.1


def level_of(organisation: Organisation, somebody: Somebody, of: str) -> int:
    """How somebody is seen in one thing today: their nature, what they have learned, and the day.

    Results and potential are calibrated: what is asked for grows with what people can do, so they stay as they are.
    """
    nature = somebody.nature
    if of == Overall.POTENTIAL:
        return min(5, max(1, round(organisation.dice.gauss(nature.potential, 0.6))))
    results = of in (Overall.PERFORMANCE, "expertise")
    about = nature.results if results else nature.leading
    about += 0.8 * (of in nature.strong) - 0.9 * (of in nature.weak)
    years = 0.0 if results else max(0, (organisation.on - organisation.chronicle.opens_on).days) / 365
    seen = organisation.dice.gauss(about + YEARLY_GROWTH * (nature.drive - 0.5) * 2 * years, 0.4)
    return min(5, max(1, round(seen)))


def calibrated(organisation: Organisation, value: int, cycle: str) -> int:
    """A year's result as the managers settle on it together: of a hundred people, so many are at the top at most."""
    if value < TOP:
        return value
    organisation.at_the_top[cycle] += 1
    room = TOP_AT_MOST * len(organisation.here())
    return TOP if organisation.at_the_top[cycle] <= room else TOP - 1


def band(value: int) -> str:
    return "low" if value < 3 else "fair" if value == 3 else "high"


def rated(organisation: Organisation, somebody: Somebody, of: str, value: int | None = None) -> Rating:
    """A rating, and the fact that it rests on."""
    value = value or level_of(organisation, somebody, of)
    where = ("facts", of, band(value))
    if of == Overall.PERFORMANCE:
        where = ("performance", somebody.seat.function, band(value))
    return Rating(of, value, (organisation.words.say(somebody, *where),))


def some_of(organisation: Organisation, somebody: Somebody, how_many: int) -> list[str]:
    """What was to be seen: most often what stands out."""
    nature = somebody.nature
    weights = [3 if of in (*nature.strong, *nature.weak) else 1 for of in LEADERSHIP]
    drawn: dict[str, None] = {}
    while len(drawn) < how_many:
        drawn[organisation.dice.choices(LEADERSHIP, weights)[0]] = None
    return list(drawn)


def record(
    organisation: Organisation,
    somebody: Somebody,
    instrument: Instrument,
    purpose: Purpose,
    assessor: Somebody | None,
    ratings: Iterable[Rating],
    *,
    level: str | None = None,
    cycle: str | None = None,
    summary: str | None = None,
    by: str | None = None,
    seen_by: PersonId | None = None,
    builds_on: tuple[Reference, ...] = (),
) -> Reference:
    """Write an assessment down; the assessor does, or a talent partner where none is known."""
    command = RecordAssessment(
        somebody.person,
        AssessmentId(organisation.chronicle.new_id("assessment")),
        instrument,
        purpose,
        DEFAULT_FRAMEWORK,
        organisation.edition,
        assessor.person if assessor else seen_by,
        tuple(ratings),
        level,
        cycle,
        summary,
        builds_on=builds_on,
        effective_on=organisation.on,
    )
    by = by or (assessor.person if assessor else organisation.partner)
    return organisation.chronicle.write(command, by)


def evaluate(organisation: Organisation, somebody: Somebody, cycle: str) -> Reference | None:
    """The yearly evaluation by the line manager: results, and two or three things that were seen."""
    manager = somebody.manager
    if manager is None:
        return None
    value = calibrated(organisation, level_of(organisation, somebody, Overall.PERFORMANCE), cycle)
    value = max(FAIR, value) if somebody.reserved else value  # no story tells of a bad year
    results = rated(organisation, somebody, Overall.PERFORMANCE, value)
    others = [*some_of(organisation, somebody, organisation.dice.choice((1, 2, 2, 3)))]
    if not somebody.leads and organisation.dice.random() < 0.5:
        others[0] = "expertise"
    at = record(
        organisation,
        somebody,
        Instrument.PERFORMANCE_EVALUATION,
        Purpose.DECISION,
        manager,
        [results, *(rated(organisation, somebody, of) for of in others)],
        level=somebody.level,
        cycle=cycle,
        summary=phrase(organisation, somebody, f"summaries_{band(results.value or 3)}"),
        builds_on=tuple(somebody.heard[-2:]),
    )
    somebody.evaluations[cycle] = at
    somebody.results.append(results.value or 0)
    somebody.latest = at
    somebody.heard.clear()
    return at


def look_back(organisation: Organisation, somebody: Somebody) -> Reference:
    """What somebody thinks of their own year. For themselves: it decides nothing."""
    return record(
        organisation,
        somebody,
        Instrument.SELF_ASSESSMENT,
        Purpose.DEVELOPMENT,
        somebody,
        [rated(organisation, somebody, of) for of in some_of(organisation, somebody, 2)],
        level=somebody.level,
        summary=phrase(organisation, somebody, "self_summaries", aloud=True),
    )


def at_level(
    organisation: Organisation,
    somebody: Somebody,
    level: str,
    assessor: Somebody | None,
    dials: tuple[int, int, int] | None = None,
) -> Reference:
    """Leadership as a level asks for it, seen by somebody outside daily work: the three dials and potential."""
    centre = assessor is None
    seen = dials or tuple(max(2, level_of(organisation, somebody, "dials")) for _ in Dial)
    ratings = [rated(organisation, somebody, dial, value) for dial, value in zip(Dial, seen, strict=True)]
    beside = (Overall.POTENTIAL, *some_of(organisation, somebody, 1))
    ratings += [rated(organisation, somebody, of) for of in beside]
    return record(
        organisation,
        somebody,
        Instrument.ASSESSMENT_CENTRE if centre else Instrument.LEADERSHIP_ASSESSMENT,
        Purpose.DECISION,
        assessor,
        ratings,
        level=level,
        seen_by=organisation.assessor if centre else None,
        summary=phrase(organisation, somebody, "centre_summaries" if centre else "leadership_summaries"),
    )
