"""What is told of an edition that cannot be kept: each rule, where it says so, and what would be right."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.frameworks.calendars import SiteCalendar, holidays_at
from domain.frameworks.competencies import Competency, Facet, LevelAnchors
from domain.frameworks.criteria import Bound, Criterion, Measure, Requirement
from domain.frameworks.curriculum_rules import ModuleWithoutCompetency
from domain.frameworks.default_pack import DEFAULT_EDITION
from domain.frameworks.edition import CapabilityTag, NineBox, Overall, Prompt
from domain.frameworks.faults import Where
from domain.frameworks.modules import CurriculumModule
from domain.frameworks.number_rules import (
    CalendarBroken,
    CriterionImpossible,
    CriterionIncomplete,
    NineBoxBroken,
    ProcedureImpossible,
    ScaleBroken,
)
from domain.frameworks.packs.shipped import SMALL_FIRM, present_edition, shipped
from domain.frameworks.procedure import SeatLevel
from domain.frameworks.publishing import faults
from domain.frameworks.scales import Measured, MeasureScale, ScalePoint, Up
from domain.frameworks.wording_rules import DialTooLong, LevelStrange, NameGivenTwice, TooManyCompetencies
from domain.kernel.dates import working_days_after
from domain.kernel.money import AmountNotExact, CurrencyNotKnown
from domain.kernel.refusals import HoursOutOfRange, NothingSaid, Refusal

EDITION = present_edition()
MARKS = tuple(ScalePoint(value, f"mark {value}") for value in (1, 2, 3, 4, 5, 6))


def refused(refusal: type[Refusal], where: Where, *saying: str, **changed: Any) -> None:
    """Exactly one thing is wrong with an edition of which this is changed, and it is told so."""
    [fault] = faults(replace(EDITION, **changed))
    assert (fault.refusal, fault.where) == (refusal, where)
    assert [text for text in saying if text not in fault.why] == [], fault.why


def with_competency(**changed: Any) -> tuple[Competency, ...]:
    first, *others = EDITION.competencies
    return (replace(first, **changed), *others)


def with_results(**changed: Any) -> tuple[MeasureScale, ...]:
    return tuple(replace(scale, **changed) if scale.of is Measured.RESULTS else scale for scale in EDITION.scales)


@pytest.mark.parametrize("edition", [EDITION, shipped(SMALL_FIRM).edition, DEFAULT_EDITION])
def test_nothing_is_wrong_with_what_ships(edition: Any) -> None:
    assert [*faults(edition)] == []


def test_results_leadership_and_potential_are_on_scales_of_their_own() -> None:
    assert EDITION.scale_of(Overall.PERFORMANCE).values == (1, 2, 3)
    assert EDITION.scale_of(Overall.LEADERSHIP).values == EDITION.scale_of("skills").values == (1, 2, 3, 4, 5)
    assert EDITION.scale_of("aspiration").values == EDITION.scale_of(Overall.POTENTIAL).values == (1, 2, 3)
    assert EDITION.scale_of("work_values").values == EDITION.scale_of("courage").values == (1, 2, 3, 4, 5)
    assert {scale.of for scale in EDITION.scales} == set(Measured)


def test_an_edition_of_before_has_one_scale_for_all() -> None:
    assert {DEFAULT_EDITION.scale_of(rated) for rated in DEFAULT_EDITION.ratable} == {DEFAULT_EDITION.scale}


def test_a_scale_says_which_way_is_up() -> None:
    school = MeasureScale(MARKS, "no mark", Measured.RESULTS, Up.LOWER)
    assert (school.reaches(1, 2), school.reaches(2, 2), school.reaches(3, 2)) == (True, True, False)
    higher = replace(school, up=Up.HIGHER)
    assert (school.worst, higher.worst, school.reaches(2.5, 2), higher.reaches(2.5, 2)) == (6, 1, False, True)
    assert (higher.reaches(1, 2), higher.reaches(2, 2), higher.reaches(3, 2)) == (False, True, True)


def test_what_is_missing_before_is_there() -> None:
    names = {competency.name for competency in EDITION.competencies}
    assert {"communication", "growth_mindset", "care_for_people", "resilience"} <= names
    assert {aspect.name for aspect in EDITION.potential_model} == {"ability", "aspiration", "learning_agility"}


def test_anchors_fit_the_level() -> None:
    for level in EDITION.ladder:
        counting = [one for one in EDITION.competencies if one.leadership and one.counts_on(level)]
        assert 0 < len(counting) <= 7
        for competency in counting:
            assert [anchors.level for anchors in competency.anchors].count(level) == 1, (competency.name, level)
    said = [anchors.highest for competency in EDITION.competencies for anchors in competency.anchors]
    assert len(said) == len(set(said))


def test_a_level_asks_for_seven_leadership_competencies_at_most() -> None:
    eighth = Competency("wit", Facet.SKILL, "jokes at others", "lightens what is heavy", levels=("others",))
    refused(TooManyCompetencies, ("competencies",), "others", "8", "wit", competencies=(*EDITION.competencies, eighth))
    technical = replace(eighth, facet=Facet.TECHNICAL)
    assert [*faults(replace(EDITION, competencies=(*EDITION.competencies, technical)))] == []


def test_a_dial_has_four_lines_at_most() -> None:
    lower, *others = EDITION.levels
    longer = replace(lower, skills=("plan", "learn", "ask", "listen", "write"))
    refused(DialTooLong, ("levels", "self", "skills"), "5", "at most 4", levels=(longer, *others))


def test_a_competency_counts_on_levels_that_exist_and_is_described_where_it_counts() -> None:
    where, on = ("competencies", "self_awareness"), LevelAnchors("self", "shrugs", "asks")
    emperor = with_competency(levels=("self", "emperor"), anchors=(on,))
    refused(LevelStrange, (*where, "levels"), "emperor", "enterprise", competencies=emperor)
    elsewhere = with_competency(levels=("others",), anchors=(on,))
    refused(LevelStrange, (*where, "on", "self"), "does not count", competencies=elsewhere)
    twice = with_competency(levels=("self",), anchors=(on, on))
    refused(LevelStrange, (*where, "on", "self"), "2 times", competencies=twice)


@pytest.mark.parametrize(
    ("results", "saying"),
    [((2, 4), "[2, 3]"), ((3, 2), "in this order"), ((1, 2), "[2, 3]"), ((2,), "give two"), ((2, 2), "[2, 2]")],
)
def test_the_grid_is_cut_where_a_rating_can_be(results: tuple[int, ...], saying: str) -> None:
    box = NineBox(results, (2, 3))
    refused(NineBoxBroken, ("nine_box", "results"), saying, nine_box=box)


def test_the_grid_is_cut_downwards_where_lower_is_better() -> None:
    scales = with_results(points=MARKS, up=Up.LOWER)
    assert [*faults(replace(EDITION, scales=scales, nine_box=NineBox((3, 1), (2, 3))))] == []
    refused(NineBoxBroken, ("nine_box", "results"), scales=scales, nine_box=NineBox((1, 3), (2, 3)))


def test_each_judgement_has_one_scale_that_climbs() -> None:
    results = next(scale for scale in EDITION.scales if scale.of is Measured.RESULTS)
    refused(ScaleBroken, ("scales", "results"), "2 scales of results", scales=(*EDITION.scales[1:], results, results))


def test_the_scale_of_leadership_is_that_of_the_edition() -> None:
    other = replace(EDITION.scale, not_observed="unseen")
    refused(ScaleBroken, ("scales", "leadership"), "give the same", scale=other)


def test_a_rating_that_is_asked_for_can_be_given() -> None:
    criterion = Criterion(Requirement.PERFORMANCE_SUSTAINED, (Bound(Measure.RATING, 4), Bound(Measure.CYCLES, 2)))
    refused(CriterionImpossible, ("promotion", 0), "rating 4", "“1”, “2”, “3”", promotion=(criterion,))
    leading = Criterion(Requirement.WORK_VALUES, (Bound(Measure.RATING, 4), Bound(Measure.SOURCES, 2)))
    assert [*faults(replace(EDITION, promotion=(leading,)))] == []


@pytest.mark.parametrize(("value", "right"), [(101, "0 to 100"), (-1, "0 to 100")])
def test_a_share_is_one_of_a_hundred(value: int, right: str) -> None:
    criterion = Criterion(Requirement.ONE_SOURCE_DOMINATES, (Bound(Measure.PERCENT, value),))
    refused(CriterionImpossible, ("promotion", 0), str(value), right, promotion=(criterion,))


def test_a_criterion_names_competencies_that_exist() -> None:
    criterion = Criterion(Requirement.NO_CONFIRMED_INTEGRITY_CONCERN, competencies=("integrety",))
    refused(CriterionIncomplete, ("promotion", 0), "integrety", "integrity", promotion=(criterion,))


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("appeal_answer_working_days", 0),
        ("decide_within_days", 0),
        ("deferrals_at_most", -1),
        ("comment_working_days", 0),
        ("at_target_level_percent", 0),
        ("at_target_level_percent", 101),
        ("outside_function", -1),
        ("appeal_deciders", 0),
    ],
)
def test_numbers_of_the_procedure_can_be_kept(name: str, number: int) -> None:
    procedure = replace(EDITION.procedure, **{name: number})  # type: ignore[arg-type]
    refused(ProcedureImpossible, ("procedure", name), name, str(number), "give", procedure=procedure)


def test_a_seat_counts_at_one_level_of_the_edition() -> None:
    where = ("procedure", "seats_count_as", "board")
    emperor = replace(EDITION.procedure, seats_count_as=(SeatLevel("board", "emperor"),))
    refused(ProcedureImpossible, where, "emperor", "enterprise", procedure=emperor)


def test_no_text_is_blank() -> None:
    where = ("competencies", "self_awareness", "anchor_of_highest")
    refused(NothingSaid, where, competencies=with_competency(anchor_of_highest=" \N{ZERO WIDTH SPACE}"))


def test_a_site_has_one_calendar() -> None:
    calendar = SiteCalendar("Gdańsk", (date(2026, 5, 1),))
    refused(CalendarBroken, ("holidays",), "Gdańsk", "2", calendars=(calendar, calendar))


def test_working_days_leave_out_the_holidays_of_the_site() -> None:
    everywhere, poland = SiteCalendar(None, (date(2026, 5, 1),)), SiteCalendar("Gdańsk", (date(2026, 5, 5),))
    thursday = date(2026, 4, 30)
    at = {site: holidays_at(site, (everywhere, poland)) for site in ("Gdańsk", "Bremen", None)}
    assert working_days_after(thursday, 2, at["Gdańsk"]) == date(2026, 5, 6)
    assert working_days_after(thursday, 2, at["Bremen"]) == working_days_after(thursday, 2, at[None])
    assert working_days_after(thursday, 2, at[None]) == date(2026, 5, 5)
    assert working_days_after(thursday, 2) == date(2026, 5, 4)


def module(**changed: Any) -> CurriculumModule:
    return replace(CurriculumModule("figures-1", "Reading figures", ("judgement", "delivery"), 16.0), **changed)


def test_a_module_serves_competencies_of_its_edition_and_says_what_it_takes() -> None:
    assert [*faults(replace(EDITION, modules=(module(), module(name="figures-2", levels=("others",)))))] == []
    at = ("modules", "figures-1")
    refused(ModuleWithoutCompetency, (*at, "competencies"), "“figures-1”", modules=(module(competencies=()),))
    strange = (module(competencies=("judgement", "jugdement")),)
    refused(
        ModuleWithoutCompetency, (*at, "competencies"), "“figures-1”", "“jugdement”", "“judgement”?", modules=strange
    )
    refused(NameGivenTwice, at, "2 modules", modules=(module(), module(title="More figures")))
    refused(LevelStrange, (*at, "levels"), "“figures-1”", "“leader”", modules=(module(levels=("leader",)),))
    refused(HoursOutOfRange, (*at, "hours"), "0 hours", modules=(module(hours=0.0),))
    refused(HoursOutOfRange, (*at, "hours"), "inf", modules=(module(hours=float("inf")),))
    refused(HoursOutOfRange, (*at, "hours"), "at most 10,000", modules=(module(hours=1e5),))
    refused(AmountNotExact, (*at, "cost"), "“figures-1”", "“4,50”", modules=(module(cost="4,50", currency="EUR"),))
    refused(CurrencyNotKnown, (*at, "currency"), "“euro”", modules=(module(cost="4.50", currency="euro"),))
    refused(NothingSaid, (*at, "title"), modules=(module(title=" "),))


def test_questions_to_reflect_on_are_told_apart() -> None:
    asked = (Prompt("mistake", "What went wrong?"), Prompt("thanks", "Whom did you thank?"))
    assert [*faults(replace(EDITION, prompts=asked))] == []
    refused(NameGivenTwice, ("prompts", "mistake"), "mistake", prompts=(*asked, Prompt("mistake", "And today?")))
    refused(NothingSaid, ("prompts", "mistake", "asks"), prompts=(Prompt("mistake", " "),))


def test_tags_for_evidence_are_told_apart() -> None:
    growth = CapabilityTag("growth", "Growth", "They can what they could not")
    assert [*faults(replace(EDITION, tags=(growth, replace(growth, name="humour"))))] == []
    refused(NameGivenTwice, ("tags", "growth"), "growth", tags=(growth, growth))
    refused(NothingSaid, ("tags", "growth", "meaning"), tags=(replace(growth, meaning=" "),))
