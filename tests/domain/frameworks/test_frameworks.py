"""An edition of a framework is complete and consistent, or it does not come out."""

from dataclasses import replace
from datetime import date

import pytest

from domain.frameworks.competencies import Competency, Facet
from domain.frameworks.criteria import MEASURES, Bound, Criterion, Measure, Requirement, Severity
from domain.frameworks.default_pack import DEFAULT_EDITION, DEFAULT_FRAMEWORK
from domain.frameworks.edition import Dial, Edition, Level, Readiness
from domain.frameworks.framework import Framework
from domain.frameworks.number_rules import CriterionIncomplete, ScaleBroken
from domain.frameworks.publishing import EditionIsOut, EditionOutOfTurn, FrameworkPublished, PublishFramework
from domain.frameworks.scales import ScalePoint
from domain.frameworks.wording_rules import DialMissing, DialShared, NameGivenTwice
from tests.spec import When, given

JANUARY = date(2024, 1, 1)
FIRST = FrameworkPublished(DEFAULT_EDITION, effective_on=JANUARY)
SECOND = replace(DEFAULT_EDITION, number=2, title="Leadership pipeline, reworded")


def publish(edition: Edition) -> PublishFramework:
    return PublishFramework(DEFAULT_FRAMEWORK, edition, effective_on=JANUARY, imported=True)


def when_published(**changed: object) -> When:
    return given().when(publish(replace(DEFAULT_EDITION, **changed)))  # type: ignore[arg-type]


def with_level(number: int, **dials: tuple[str, ...]) -> tuple[Level, ...]:
    levels = list(DEFAULT_EDITION.levels)
    levels[number] = replace(levels[number], **dials)  # type: ignore[arg-type]
    return tuple(levels)


def test_the_default_pack_can_be_published_as_it_is() -> None:
    given().when(publish(DEFAULT_EDITION)).then(FIRST)


def test_publishing_the_same_again_changes_nothing() -> None:
    given(FIRST).when(publish(DEFAULT_EDITION)).nothing_happens()


def test_what_is_published_stays_as_it_is() -> None:
    given(FIRST).when(publish(replace(SECOND, number=1))).refused(EditionIsOut, "publish 2")
    assert FIRST.act, "a publication is an act: it cannot be corrected"


def test_editions_follow_each_other() -> None:
    given(FIRST).when(publish(SECOND)).then(FrameworkPublished(SECOND, effective_on=JANUARY))
    third = replace(SECOND, number=3)
    given(FIRST).when(publish(third)).refused(EditionOutOfTurn, "publish 2")


def test_an_organisation_begins_with_whichever_edition_is_out() -> None:
    given().when(publish(SECOND)).then(FrameworkPublished(SECOND, effective_on=JANUARY))
    begun = FrameworkPublished(SECOND, effective_on=JANUARY)
    given(begun).when(publish(DEFAULT_EDITION)).refused(EditionIsOut, "publish 3")


def test_every_edition_stays_readable() -> None:
    framework = Framework({1: DEFAULT_EDITION, 2: SECOND})
    assert framework.edition(1) is DEFAULT_EDITION
    assert framework.edition(3) is None
    assert framework.newest == 2


@pytest.mark.parametrize("dial", Dial)
@pytest.mark.parametrize("silence", [(), ("",), (" ", "")])
def test_a_level_that_lacks_a_dial_is_refused(dial: Dial, silence: tuple[str, ...]) -> None:
    when_published(levels=with_level(2, **{dial: silence})).refused(DialMissing, "leaders", dial)


def test_an_edition_without_levels_is_refused() -> None:
    when_published(levels=()).refused(DialMissing)


@pytest.mark.parametrize("dial", Dial)
def test_neighbours_that_share_a_dial_are_refused(dial: Dial) -> None:
    below = DEFAULT_EDITION.levels[1].dial(dial)
    reworded = tuple(f" {text.upper()} " for text in reversed(below))
    when_published(levels=with_level(2, **{dial: reworded})).refused(DialShared, "others", "leaders", dial)


def test_levels_further_apart_may_say_the_same() -> None:
    levels = with_level(3, skills=DEFAULT_EDITION.levels[1].skills)
    when_published(levels=levels).then(
        FrameworkPublished(replace(DEFAULT_EDITION, levels=levels), effective_on=JANUARY)
    )


@pytest.mark.parametrize("name", ["courage", "work_values", "potential"])
def test_nobody_has_to_ask_what_a_rating_was_of(name: str) -> None:
    twin = Competency(name, Facet.SKILL, "rarely", "always")
    when_published(competencies=(*DEFAULT_EDITION.competencies, twin)).refused(NameGivenTwice, name)


def test_levels_are_told_apart() -> None:
    when_published(levels=with_level(4, name="self")).refused(NameGivenTwice, "self")  # type: ignore[arg-type]


@pytest.mark.parametrize("values", [(), (1,), (1, 1), (2, 1), (1, 3, 2)])
def test_a_scale_climbs(values: tuple[int, ...]) -> None:
    points = tuple(ScalePoint(value, "somehow") for value in values)
    when_published(scale=replace(DEFAULT_EDITION.scale, points=points)).refused(ScaleBroken)


def test_two_points_are_a_scale() -> None:
    scale = replace(DEFAULT_EDITION.scale, points=DEFAULT_EDITION.scale.points[:2])
    plain = replace(DEFAULT_EDITION, scale=scale, readiness=(), promotion=())
    given().when(publish(plain)).then(FrameworkPublished(plain, effective_on=JANUARY))


def test_a_scale_can_say_not_observed() -> None:
    when_published(scale=replace(DEFAULT_EDITION.scale, not_observed=" ")).refused(ScaleBroken, "not observed")


@pytest.mark.parametrize(
    "bounds",
    [
        (),
        (Bound(Measure.RATING, 3),),
        (Bound(Measure.RATING, 3), Bound(Measure.CYCLES, 2), Bound(Measure.DAYS, 9)),
        (Bound(Measure.RATING, 3), Bound(Measure.CYCLES, 2), Bound(Measure.CYCLES, 3)),
    ],
)
def test_a_criterion_brings_the_numbers_that_it_is_judged_by(bounds: tuple[Bound, ...]) -> None:
    criterion = Criterion(Requirement.PERFORMANCE_SUSTAINED, bounds)
    when_published(promotion=(criterion,)).refused(CriterionIncomplete, "performance_sustained", "cycles")


def test_a_criterion_applies_to_levels_that_exist() -> None:
    when_published(promotion=(Criterion(Requirement.TRANSITION_PLAN, levels=("emperor",)),)).refused(
        CriterionIncomplete, "emperor", "enterprise"
    )


def test_criteria_of_readiness_are_held_to_the_same() -> None:
    readiness = (replace(DEFAULT_EDITION.readiness[0], criteria=(Criterion(Requirement.DIALS_AT_LEAST),)),)
    when_published(readiness=readiness).refused(CriterionIncomplete, "dials_at_least")


def test_every_requirement_says_which_numbers_it_needs() -> None:
    assert set(MEASURES) == set(Requirement)


def test_criteria_are_found_by_level_and_readiness() -> None:
    to_others = {criterion.requirement for criterion in DEFAULT_EDITION.criteria_for("others")}
    to_leaders = {criterion.requirement for criterion in DEFAULT_EDITION.criteria_for("leaders")}
    assert to_leaders - to_others == {Requirement.LEADER_GROWN}
    assert DEFAULT_EDITION.rule_for(Readiness.NOW)[0].number(Measure.RATING) == 3
    assert replace(DEFAULT_EDITION, readiness=()).rule_for(Readiness.NOW) == ()


def test_the_default_pack_promotes_on_performance_and_potential_both() -> None:
    fails = {c.requirement for c in DEFAULT_EDITION.criteria_for("others") if c.severity is Severity.FAILS}
    assert {Requirement.PERFORMANCE_SUSTAINED, Requirement.POTENTIAL_EVIDENCE, Requirement.WORK_VALUES} <= fails


def test_technical_competencies_are_no_leadership() -> None:
    technical = [competency.name for competency in DEFAULT_EDITION.competencies if not competency.leadership]
    assert technical == ["expertise"]


def test_the_four_skills_are_found_under_their_own_words() -> None:
    aliases = {alias for competency in DEFAULT_EDITION.competencies for alias in competency.aliases}
    assert aliases == {
        "setting the example",
        "a shared vision",
        "questioning how things are done",
        "enabling others",
    }
