"""The competency profile: one line for what several names mean, and who is ready for harder work."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.development.challenge import THE_FOUR, is_above_the_middle
from domain.development.competency_profile import CompetencyProfile, Editions, profile_of
from domain.development.development import Instrument, LeadershipContext, Source
from domain.development.rating_series import RatingTold
from domain.frameworks.adopting import Active
from domain.frameworks.competencies import Competency, Facet
from domain.frameworks.default_pack import DEFAULT_EDITION
from domain.frameworks.scales import Scale
from domain.kernel.ids import FrameworkId
from tests.domain.development.test_rating_series import RATED

OURS, THEIRS = FrameworkId("framework-1"), FrameworkId("framework-2")
FOUR = tuple(
    Competency(name, Facet.SKILL, "low", "high", aliases)
    for name, aliases in (("growth_mindset", ()), ("care", ("empathy",)), ("communication", ()), ("judgement", ()))
)
EDITION = replace(DEFAULT_EDITION, competencies=(*DEFAULT_EDITION.competencies[:4], *FOUR))
WITH_ALL = replace(EDITION, competencies=(*EDITION.competencies[:-1], replace(FOUR[3], aliases=("problem solving",))))
SHORT = replace(
    DEFAULT_EDITION,
    competencies=(
        Competency("a_shared_vision", Facet.SKILL, "low", "high"),
        Competency("thrift", Facet.HABIT, "l", "h"),
    ),
    scale=Scale(DEFAULT_EDITION.scale.points[:3], "not observed"),
)
EDITIONS: Editions = {(OURS, 1): EDITION, (THEIRS, 1): SHORT}
IN_OURS = Active(OURS, EDITION)
DAY = date(2024, 6, 15)


def profile(*ratings: RatingTold, told_in: Active = IN_OURS) -> CompetencyProfile:
    return profile_of("person-ada", ratings, EDITIONS, told_in, (), DAY)


def rated(of: str, value: int = 4, **more: Any) -> RatingTold:
    return replace(RATED, of=of, value=value, **{"rated_on": date(2024, 5, 1), **more})


def test_ratings_under_several_names_are_one_line_and_scales_stay_apart() -> None:
    told = profile(rated("direction"), rated("a_shared_vision", 2, framework=THEIRS))
    [line] = told.lines
    assert (line.name, line.framework, line.aliases) == ("direction", OURS, ("a shared vision", "a_shared_vision"))
    assert [(each.best, each.latest) for each in line.series] == [(3, (2,)), (5, (4,))]
    [other] = profile(rated("direction"), told_in=Active(THEIRS, SHORT)).lines
    assert (other.name, other.framework) == ("a_shared_vision", THEIRS)


def test_what_shares_no_name_is_a_line_of_its_own_after_all_others() -> None:
    told = profile(
        rated("thrift", 2, framework=THEIRS), rated("courage"), rated("work_values"),
        rated("work_values", framework=THEIRS, value=2), rated("skills", level="leaders"), rated("integrity"),
    )  # fmt: skip
    assert [(line.name, line.dial_of, line.framework) for line in told.lines] == [
        ("work_values", "others", OURS), ("skills", "leaders", OURS), ("work_values", "others", THEIRS),
        ("integrity", None, OURS), ("courage", None, OURS), ("thrift", None, THEIRS),
    ]  # fmt: skip


def test_results_and_potential_are_other_judgements_and_count_as_assessments() -> None:
    told = profile(
        rated("performance", instrument=Instrument.PERFORMANCE_EVALUATION, position=1),
        rated("direction", position=2), rated("courage", position=2), rated("courage", position=3),
    )  # fmt: skip
    assert {line.name for line in told.lines} == {"direction", "courage"}
    assert [(one.instrument, one.n) for one in told.instruments] == [
        (Instrument.LEADERSHIP_ASSESSMENT, 2), (Instrument.PERFORMANCE_EVALUATION, 1)
    ]  # fmt: skip


def challenged(*raters: str, but: str = "", value: int = 4, **more: Any) -> CompetencyProfile:
    """A profile in which each of these rated the four under pressure, `but` for one."""
    names = [each.name for each in FOUR if each.name != but]
    seen = {"context": LeadershipContext.UNDER_PRESSURE, **more}
    ratings = [rated(name, value, assessor=rater, **seen) for rater in raters for name in names]
    return profile(*ratings, told_in=Active(OURS, WITH_ALL))


def test_two_others_who_saw_all_four_where_it_pressed_are_enough() -> None:
    told = challenged("person-ben", "person-cai").readiness_for_challenge
    assert [(one.skill, one.competency, one.raters, one.holding) for one in told.skills] == [
        (skill, each.name, 2, 2) for skill, each in zip(THE_FOUR, FOUR, strict=True)
    ]
    assert told.ready is True
    assert (told.since, told.until) == (date(2022, 12, 15), DAY)
    assert challenged("person-ben", "person-cai", value=3).readiness_for_challenge.ready is False


def test_fewer_or_what_was_seen_elsewhere_says_nothing() -> None:
    both = ("person-ben", "person-cai")
    for told in (
        challenged("person-ben"),
        challenged(*both, but="care"),
        challenged(*both, context=LeadershipContext.FAMILIAR),
        challenged(*both, context=None),
        challenged(*both, source=Source.SELF),
        challenged(*both, rated_on=date(2022, 12, 15)),
        profile(),
    ):
        assert told.readiness_for_challenge.ready is None
    unnamed = profile().readiness_for_challenge.skills[3]
    assert (unnamed.skill, unnamed.competency, unnamed.raters) == ("problem solving", None, 0)


def test_of_each_rater_the_latest_counts() -> None:
    early = [rated(each.name, 1, assessor="person-ben", context=LeadershipContext.NEW) for each in FOUR]
    late = [replace(each, rated_on=date(2024, 6, 1), value=5) for each in early]
    other = [replace(each, assessor="person-cai", value=5) for each in early]
    told = profile(*late, *early, *other, told_in=Active(OURS, WITH_ALL)).readiness_for_challenge
    assert {(one.raters, one.holding) for one in told.skills} == {(2, 2)}


@pytest.mark.parametrize(("steps", "lowest_above"), [(5, 4), (4, 3), (3, 3)])
def test_above_the_middle_is_nearer_to_the_best_than_to_the_worst(steps: int, lowest_above: int) -> None:
    scale = Scale(DEFAULT_EDITION.scale.points[:steps], "not observed")
    above = [value for value in scale.values if is_above_the_middle(rated("direction", value), scale)]
    assert min(above) == lowest_above
