"""Development needs: what somebody has to learn, on which entries, once at a time, until it is met or dropped."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from domain.amendments.corrections import CorrectEntry, RetractEntry
from domain.amendments.resting import OthersRestOnIt
from domain.development.assessments import UnknownCompetency
from domain.frameworks.default_pack import DEFAULT_EDITION, DEFAULT_FRAMEWORK
from domain.frameworks.publishing import FrameworkPublished
from domain.growth.growth import NeedId, PlanId
from domain.growth.needs import (
    DevelopmentNeedIdentified,
    DevelopmentNeedSettled,
    IdentifyDevelopmentNeed,
    NeedGoneOn,
    NeedIdentifiedBefore,
    NeedOutcome,
    NeedRestsOnNothing,
    NeedSettledBefore,
    NeedStillOpen,
    NeedUnknown,
    SettleDevelopmentNeed,
)
from domain.growth.plan_reviews import DevelopmentPlanClosed, WhyPlanClosed
from domain.growth.plans import AgreeDevelopmentPlan, DevelopmentPlanAgreed, NeedNotOpen, Objective
from domain.kernel.facts import ERASED, EntryRetracted, Reference
from domain.kernel.refusals import NothingSaid
from domain.people.employment import NotYetJoined
from domain.people.joining import PersonJoined
from tests.examples import ADA, CAI
from tests.spec import Given, Written, given

JOINED: Final = PersonJoined("Ada", "Tooling", effective_on=date(2020, 3, 2))
MARCH, MAY, SEPTEMBER = date(2024, 3, 4), date(2024, 5, 6), date(2024, 9, 2)
FIGURES, OTHER = NeedId("need-figures"), NeedId("need-other")
WORDS: Final = "Reading figures"
IDENTIFY: Final = IdentifyDevelopmentNeed(
    ADA, FIGURES, WORDS, CAI, "judgement", (Reference(ADA, 1),), effective_on=MARCH
)
IDENTIFIED: Final = DevelopmentNeedIdentified(
    FIGURES, WORDS, "judgement", DEFAULT_FRAMEWORK, 1, CAI, (Reference(ADA, 1),), effective_on=MARCH
)
IN_WORDS: Final = replace(IDENTIFIED, competency=None, framework=None, edition=None, basis=())
SETTLE: Final = SettleDevelopmentNeed(ADA, FIGURES, NeedOutcome.MET, CAI, "Told the costs", effective_on=SEPTEMBER)
SETTLED: Final = DevelopmentNeedSettled(FIGURES, NeedOutcome.MET, CAI, "Told the costs", effective_on=SEPTEMBER)
AGREE: Final = AgreeDevelopmentPlan(
    ADA, PlanId("plan-1"), WORDS, (Objective("Explains the costs", ADA),), SEPTEMBER, effective_on=MAY
)


def house(*stream: Written) -> Given:
    """A framework that holds, and Ada, of whom this is said."""
    edition = FrameworkPublished(DEFAULT_EDITION, effective_on=date(2019, 1, 1))
    return given(JOINED, *stream).and_on(DEFAULT_FRAMEWORK, edition)


def test_a_need_is_of_a_competency_of_the_edition_that_holds_or_of_none() -> None:
    house().when(IDENTIFY).then(IDENTIFIED)
    house().when(replace(IDENTIFY, competency=None, basis=())).then(IN_WORDS)
    house().when(replace(IDENTIFY, competency="judgment")).refused(UnknownCompetency, "did you mean “judgement”")
    house().when(replace(IDENTIFY, competency="zeal")).refused(UnknownCompetency, "name one of", "judgement")
    given(JOINED).when(IDENTIFY).refused(UnknownCompetency, "none holds")
    house().when(replace(IDENTIFY, words=" ")).refused(NothingSaid, "words")
    house().when(replace(IDENTIFY, effective_on=date(2019, 1, 7))).refused(NotYetJoined)


def test_it_rests_on_entries_about_the_person_or_on_none() -> None:
    house().when(replace(IDENTIFY, basis=(Reference(ADA, 9),))).refused(NeedRestsOnNothing, f"{ADA}@9")
    house().when(replace(IDENTIFY, basis=(Reference(CAI, 1),))).refused(NeedRestsOnNothing, f"{CAI}@1")
    house().when(replace(IDENTIFY, basis=())).then(replace(IDENTIFIED, basis=()))


def test_the_same_need_is_open_once_and_the_refusal_names_the_entry() -> None:
    again = replace(IDENTIFY, need=OTHER, effective_on=MAY)
    house(IDENTIFIED).when(again).refused(NeedStillOpen, f"{ADA}@2", str(MARCH))
    house(IN_WORDS).when(replace(again, competency=None, words=" reading FIGURES ")).refused(NeedStillOpen, f"{ADA}@2")
    house(IDENTIFIED).when(replace(IDENTIFY, words="Other")).refused(NeedIdentifiedBefore, FIGURES)
    house(IDENTIFIED).when(replace(again, basis=(Reference(CAI, 1),))).refused(NeedRestsOnNothing, f"{CAI}@1")
    other = replace(IDENTIFIED, need=OTHER, effective_on=MAY)
    house(IN_WORDS).when(again).then(other)
    house(IDENTIFIED, SETTLED).when(replace(again, effective_on=SEPTEMBER)).then(replace(other, effective_on=SEPTEMBER))
    house(replace(IN_WORDS, words=ERASED)).when(replace(again, competency=None, basis=())).then(
        replace(IN_WORDS, need=OTHER, effective_on=MAY)
    )


def test_it_is_settled_once_and_stands_before() -> None:
    house(IDENTIFIED).when(SETTLE).then(SETTLED)
    house(IDENTIFIED).when(replace(SETTLE, how="")).refused(NothingSaid, "how")
    house().when(SETTLE).refused(NeedUnknown, FIGURES)
    house(IDENTIFIED).when(replace(SETTLE, effective_on=MARCH - timedelta(1))).refused(NeedUnknown)
    house(IDENTIFIED, SETTLED).when(SETTLE).refused(NeedSettledBefore, str(SEPTEMBER))


def test_it_is_not_taken_away_once_it_is_settled() -> None:
    house(IDENTIFIED, SETTLED).when(RetractEntry(Reference(ADA, 2), "twice")).refused(NeedGoneOn, FIGURES)
    [line] = house(IDENTIFIED).when(RetractEntry(Reference(ADA, 2), "twice")).decided()
    assert isinstance(line.event if hasattr(line, "event") else line, EntryRetracted)


def test_it_is_not_taken_away_from_under_a_plan_that_stands() -> None:
    objectives = (Objective("Explains the costs", CAI),)
    plan = replace(AGREE, objectives=objectives, identified_needs=(Reference(ADA, 2),))
    [agreed] = house(IDENTIFIED).when(plan).decided()
    assert isinstance(agreed, DevelopmentPlanAgreed)
    closed = DevelopmentPlanClosed(agreed.plan, WhyPlanClosed.OBJECTIVES_MET, effective_on=SEPTEMBER)
    retract = RetractEntry(Reference(ADA, 2), "twice")
    house(IDENTIFIED, agreed).when(retract).refused(OthersRestOnIt, f"{ADA}@3")
    anew = replace(retract, instead=replace(IDENTIFY, words="Reading books"))
    house(IDENTIFIED, agreed).when(anew).refused(OthersRestOnIt, f"{ADA}@3")
    said_better, later = replace(IDENTIFY, words="Reading our figures"), replace(IDENTIFY, effective_on=SEPTEMBER)
    assert house(IDENTIFIED, agreed).when(CorrectEntry(Reference(ADA, 2), said_better, "clearer")).decided()
    house(IDENTIFIED, agreed).when(CorrectEntry(Reference(ADA, 2), later, "later")).refused(OthersRestOnIt)
    assert house(IDENTIFIED, agreed, closed).when(retract).decided(), "of what is over, it stays history"
    assert house(IDENTIFIED, replace(agreed, identified_needs=())).when(retract).decided()


def test_a_plan_cites_needs_that_are_open() -> None:
    cites = replace(AGREE, identified_needs=(Reference(ADA, 2),))
    [agreed] = house(IDENTIFIED).when(cites).decided()
    assert isinstance(agreed, DevelopmentPlanAgreed)
    assert agreed.identified_needs == (Reference(ADA, 2),)
    house(IDENTIFIED).when(replace(cites, identified_needs=(Reference(ADA, 1),))).refused(NeedNotOpen, f"{ADA}@1")
    later = {"effective_on": SEPTEMBER, "review_on": date(2025, 3, 3)}
    house(IDENTIFIED, SETTLED).when(replace(cites, **later)).refused(NeedNotOpen)  # type: ignore[arg-type]
    house(IDENTIFIED).when(replace(cites, effective_on=MARCH - timedelta(1))).refused(NeedNotOpen)
