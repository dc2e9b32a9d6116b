"""Every number of an edition can be kept: on its scale, in its calendar, by people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from domain.frameworks.criteria import MEASURES, Criterion, Measure, Requirement
from domain.frameworks.edition import Edition
from domain.frameworks.scales import Measured, Scale
from domain.kernel.refusals import Refusal
from domain.kernel.words import says_something


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


def scales_must_climb(edition: Edition) -> None:
    """A scale has at least two points, lowest first, and a word for “not observed”; each measures its own."""
    scale_must_climb(edition.scale, "the scale")
    measured = [scale.of for scale in edition.scales]
    for scale in edition.scales:
        scale_must_climb(scale, f"the scale of {scale.of}")
        if measured.count(scale.of) > 1:
            raise ScaleBroken(f"there are {measured.count(scale.of)} scales of {scale.of}: give one")
        if scale.of is Measured.LEADERSHIP and scale.words != edition.scale.words:
            raise ScaleBroken("the scale of leadership differs from the scale of the edition: give the same")


def scale_must_climb(scale: Scale, what: str) -> None:
    values = [*scale.values]
    if len(values) < 2 or values != sorted(set(values)):
        raise ScaleBroken(f"the points of {what} are {values}: give at least two, each higher than the one before")
    if not says_something(scale.not_observed):
        raise ScaleBroken(f"{what} has no word for “not observed”: give one, for it is an answer")


def nine_box_must_be_on_the_scales(edition: Edition) -> None:
    """Its cells begin at ratings that can be given, the middle before the upper third."""
    if edition.nine_box is None:
        return
    cuts = {Measured.RESULTS: edition.nine_box.results, Measured.POTENTIAL: edition.nine_box.potential}
    for measured, (*given,) in cuts.items():
        scale = edition.scale_for(measured)
        _, *better = sorted(scale.values, key=scale.worth)
        if len(given) != 2 or given != [value for value in better if value in given]:
            raise NineBoxBroken(f"nine_box: {measured} is cut at {given}: give two of {better}, in this order")


def criteria_must_be_complete(edition: Edition) -> None:
    """A criterion brings the numbers that it is judged by, and names levels and competencies that exist."""
    for criterion in (*edition.promotion, *(c for rule in edition.readiness for c in rule.criteria)):
        given = sorted(bound.of for bound in criterion.bounds)
        asked = sorted(MEASURES[criterion.requirement])
        if given != asked:
            raise CriterionIncomplete(
                f"criterion “{criterion.requirement}” has numbers for {given}: give one each for {asked}"
            )
        strangers = [level for level in criterion.levels if level not in edition.ladder]
        if strangers:
            raise CriterionIncomplete(
                f"criterion “{criterion.requirement}” applies to “{strangers[0]}”: name one of {list(edition.ladder)}"
            )
        names = [competency.name for competency in edition.competencies]
        strangers = [name for name in criterion.competencies if name not in names]
        if strangers:
            raise CriterionIncomplete(
                f"criterion “{criterion.requirement}” looks at competency “{strangers[0]}”: name one of {names}"
            )
        numbers_must_be_possible(criterion, edition)


def numbers_must_be_possible(criterion: Criterion, edition: Edition) -> None:
    """A rating that is asked for can be given, a share is one of a hundred, and nothing is less than nothing."""
    for bound in criterion.bounds:
        where = f"criterion “{criterion.requirement}” asks for {bound.of} {bound.value}"
        if bound.of is Measure.RATING:
            scale = edition.scale_for(RATED[criterion.requirement])
            if not scale.has(bound.value):
                raise CriterionImpossible(f"{where}: give one of {list(scale.values)}")
        else:
            possible = Range(0, 100) if bound.of is Measure.PERCENT else Range(0)
            if not possible.has(bound.value):
                raise CriterionImpossible(f"{where}: give {possible}")


def procedure_must_be_possible(edition: Edition) -> None:
    """A panel has members, whoever appeals has time to do so and is answered, and seats count at levels that exist."""
    for name, possible in POSSIBLE.items():
        number = getattr(edition.procedure, name)
        if number is not None and not possible.has(number):
            raise ProcedureImpossible(f"procedure: {name} is {number}: give {possible}")
    seats = [counted.seat for counted in edition.procedure.seats_count_as]
    for counted in edition.procedure.seats_count_as:
        if not says_something(counted.seat):
            raise ProcedureImpossible(f"procedure: a seat that counts as “{counted.level}” has no name: give it one")
        if counted.level not in edition.ladder:
            raise ProcedureImpossible(
                f"procedure: seat “{counted.seat}” counts as “{counted.level}”: name one of {list(edition.ladder)}"
            )
        if seats.count(counted.seat) > 1:
            raise ProcedureImpossible(f"procedure: seat “{counted.seat}” counts at two levels: give it one")


def calendars_must_be_told_apart(edition: Edition) -> None:
    """A site has one calendar."""
    sites = [calendar.site for calendar in edition.calendars]
    for site in sites:
        if sites.count(site) > 1 or (site is not None and not says_something(site)):
            raise CalendarBroken(f"calendars: “{site or ''}” has {sites.count(site)}: give each site one, by its name")


NUMBER_RULES: Final = (
    scales_must_climb,
    nine_box_must_be_on_the_scales,
    criteria_must_be_complete,
    procedure_must_be_possible,
    calendars_must_be_told_apart,
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
