"""Every number of an edition can be kept: on its scale, in its calendar, by people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from domain.frameworks.criteria import MEASURES, Criterion, Measure, Requirement
from domain.frameworks.edition import Edition
from domain.frameworks.faults import Fault, Faults, Where
from domain.frameworks.scales import Measured, Scale
from domain.kernel.refusals import Refusal
from domain.kernel.words import listed, says_something


class Range(NamedTuple):
    """From which to which number something is possible."""

    least: int
    most: int | None = None

    def has(self, number: int) -> bool:
        return self.least <= number and (self.most is None or number <= self.most)

    def __str__(self) -> str:
        return f"{self.least} or more" if self.most is None else f"{self.least} to {self.most}"


POSSIBLE: Final[Mapping[str, Range]] = {
    "quorum": Range(1),
    "mentorship_months": Range(0),
    "appeal_working_days": Range(1),
    "appeal_answer_days": Range(1),
    "appeal_answer_working_days": Range(1),
    "decide_within_days": Range(1),
    "deferrals_at_most": Range(0),
    "comment_working_days": Range(1),
    "at_target_level_percent": Range(1, 100),
    "outside_function": Range(0),
    "same_panel_months": Range(1),
    "appeal_deciders": Range(1),
}
"""The numbers of a procedure; one that may be left out asks for nothing where it is."""

RATED: Final[Mapping[Requirement, Measured]] = {
    Requirement.PERFORMANCE_SUSTAINED: Measured.RESULTS,
    Requirement.DIALS_AT_LEAST: Measured.LEADERSHIP,
    Requirement.GAPS_AT_MOST: Measured.LEADERSHIP,
    Requirement.WORK_VALUES: Measured.LEADERSHIP,
}
"""What the rating in a criterion is a rating of."""


def scales_climb(edition: Edition) -> Faults:
    """Every scale climbs and has a word for “not observed”, and each is the only one of what it measures."""
    yield from climbs(edition.scale, ("scales",), "the scale")
    for measured, times in Counter(scale.of for scale in edition.scales).items():
        if times > 1:
            yield Fault(("scales", measured), ScaleBroken, f"there are {times} scales of {measured}: give one")
    for scale in edition.scales:
        where = ("scales", scale.of)
        yield from climbs(scale, where, f"the scale of {scale.of}")
        if scale.of is Measured.LEADERSHIP and scale.words != edition.scale.words:
            yield Fault(where, ScaleBroken, "the scale of leadership is not the scale of the edition: give the same")


def climbs(scale: Scale, where: Where, what: str) -> Faults:
    values = [*scale.values]
    if len(values) < 2 or values != sorted(set(values)):
        why = f"the points of {what} are {listed(values)}: give at least two, each higher than the one before"
        yield Fault(where, ScaleBroken, why)
    if not says_something(scale.not_observed):
        why = f"{what} has no word for “not observed”: give one, for it is an answer"
        yield Fault(where, ScaleBroken, why)


def nine_box_is_on_the_scales(edition: Edition) -> Faults:
    """Its cells begin at ratings that can be given, the middle before the upper third."""
    if edition.nine_box is None:
        return
    cuts = {Measured.RESULTS: edition.nine_box.results, Measured.POTENTIAL: edition.nine_box.potential}
    for measured, cut in cuts.items():
        scale = edition.scale_for(measured)
        better = sorted(scale.values, key=scale.worth)[1:]
        if len(cut) != 2 or [*cut] != [value for value in better if value in cut]:
            why = f"nine_box: {measured} is cut at {[*cut]}: give two of {better}, in this order"
            yield Fault(("nine_box", measured), NineBoxBroken, why)


def criteria_of(edition: Edition) -> Iterator[tuple[Where, Criterion]]:
    """Every criterion of an edition, and where it stands."""
    for number, criterion in enumerate(edition.promotion):
        yield ("promotion", number), criterion
    for rule in edition.readiness:
        for number, criterion in enumerate(rule.criteria):
            yield ("readiness", rule.readiness, number), criterion


def criteria_are_complete(edition: Edition) -> Faults:
    """A criterion brings the numbers that it is judged by, and names levels and competencies that exist."""
    competencies = [competency.name for competency in edition.competencies]
    for where, criterion in criteria_of(edition):
        what = f"criterion “{criterion.requirement}”"
        given = sorted(bound.of for bound in criterion.bounds)
        asked = sorted(MEASURES[criterion.requirement])
        if given != asked:
            why = f"{what} has numbers for {listed(given)}: give one each for {listed(asked)}"
            yield Fault(where, CriterionIncomplete, why)
        for level in criterion.levels:
            if level not in edition.ladder:
                why = f"{what} applies to “{level}”: name one of {listed(edition.ladder)}"
                yield Fault(where, CriterionIncomplete, why)
        for name in criterion.competencies:
            if name not in competencies:
                yield Fault(where, CriterionIncomplete, f"{what} looks at “{name}”: name one of {listed(competencies)}")


def numbers_are_possible(edition: Edition) -> Faults:
    """A rating that is asked for can be given, a share is one of a hundred, and nothing is less than nothing."""
    for where, criterion in criteria_of(edition):
        for bound in criterion.bounds:
            what = f"criterion “{criterion.requirement}” asks for {bound.of} {bound.value}"
            scale = edition.scale_for(RATED.get(criterion.requirement, Measured.LEADERSHIP))
            if bound.of is Measure.RATING and not scale.has(bound.value):
                yield Fault(where, CriterionImpossible, f"{what}: give one of {listed(scale.values)}")
            possible = Range(0, 100) if bound.of is Measure.PERCENT else Range(0)
            if bound.of is not Measure.RATING and not possible.has(bound.value):
                yield Fault(where, CriterionImpossible, f"{what}: give {possible}")


def procedure_is_possible(edition: Edition) -> Faults:
    """A panel has members, whoever appeals has time to do so and is answered, and seats count at levels that exist."""
    for name, possible in POSSIBLE.items():
        number = getattr(edition.procedure, name)
        if number is not None and not possible.has(number):
            why = f"procedure: {name} is {number}: give {possible}"
            yield Fault(("procedure", name), ProcedureImpossible, why)
    seats = Counter(counts.seat for counts in edition.procedure.seats_count_as)
    for seat, level in ((counts.seat, counts.level) for counts in edition.procedure.seats_count_as):
        what, where = f"procedure: seat “{seat}” counts as “{level}”", ("procedure", "seats_count_as", seat)
        if level not in edition.ladder:
            yield Fault(where, ProcedureImpossible, f"{what}: name one of {listed(edition.ladder)}")
        if seats[seat] > 1 or not says_something(seat):
            yield Fault(where, ProcedureImpossible, f"{what}, and another level: give each seat one, by its name")
    for name in ("second_decider_from_seat", "appeal_to_seat"):
        if getattr(edition.procedure, name) and edition.ladder and not highest_seats(edition):
            what = f"procedure: {name}, and no seat counts as “{edition.ladder[-1]}”: name one in seats_count_as"
            yield Fault(("procedure", name), ProcedureImpossible, what)


def highest_seats(edition: Edition) -> list[str]:
    """The seats that count at the highest level, from which any step can be decided."""
    return [counts.seat for counts in edition.procedure.seats_count_as if counts.level == edition.ladder[-1]]


def sites_are_told_apart(edition: Edition) -> Faults:
    """A site has one calendar."""
    for site, times in Counter(calendar.site for calendar in edition.calendars).items():
        if times > 1 or (site is not None and not says_something(site)):
            why = f"holidays: “{site or 'everywhere'}” has {times} calendars: give each site one, by its name"
            yield Fault(("holidays",), CalendarBroken, why)


NUMBER_RULES: Final = (
    scales_climb,
    nine_box_is_on_the_scales,
    criteria_are_complete,
    numbers_are_possible,
    procedure_is_possible,
    sites_are_told_apart,
)


class ScaleBroken(Refusal):
    """A scale climbs, can say “not observed”, and is the only one of what it measures."""

    instead = "Give at least two points, each higher than the one before, and a word for “not observed”."
    field = "edition"


class NineBoxBroken(Refusal):
    """The grid is cut where a rating can be."""

    instead = "Give for results and for potential two ratings of their scales, the middle before the upper third."
    field = "edition"


class CriterionIncomplete(Refusal):
    """A criterion can be judged as it stands."""

    instead = "Give the criterion each number that it is judged by, and levels that the edition has."
    field = "edition"


class CriterionImpossible(Refusal):
    """What a criterion asks for can be."""

    instead = "Give a rating that is on the scale of what is rated, and numbers that can be counted."
    field = "edition"


class ProcedureImpossible(Refusal):
    """A procedure can be kept."""

    instead = "Give numbers that can be kept, and levels that the edition has."
    field = "edition"


class CalendarBroken(Refusal):
    """A site has one calendar of public holidays."""

    instead = "Give each site one calendar, under the name that placements give the site."
    field = "edition"
