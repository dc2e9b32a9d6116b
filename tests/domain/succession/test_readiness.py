"""Readiness is judged over cited facts by the edition's rule, needs the candidate's own word, and expires."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from domain.development.aspirations import AspirationStated, AspirationWithdrawn, Path, Willingness
from domain.development.assessments import AssessmentRecorded
from domain.development.development import AssessmentId, Instrument, Purpose, Rating, Source
from domain.frameworks.criteria import Criterion, Requirement
from domain.frameworks.default_pack import DEFAULT_EDITION, DEFAULT_FRAMEWORK
from domain.frameworks.edition import Readiness, ReadinessRule
from domain.frameworks.framework import EditionNotInForce, EditionUnknown, LevelUnknown
from domain.frameworks.publishing import FrameworkPublished
from domain.judging.findings import Finding, Verdict
from domain.kernel.book import Line
from domain.kernel.dates import months_after
from domain.kernel.facts import ORGANISATION, EntryRetracted, Erased, Event, Reference
from domain.kernel.history import LedgerBegun
from domain.kernel.ids import PersonId
from domain.kernel.refusals import NothingSaid
from domain.organisation.appointments import RoleEstablished
from domain.organisation.role import AppointmentKind, AppointmentMade, AppointmentSource, RoleUnknown
from domain.people.employment import NobodyKnown, NotHere
from domain.people.joining import PersonJoined
from domain.people.moving import PersonMoved
from domain.succession.readiness import (
    AssessorMissing,
    AssessReadiness,
    EmergencyIsNamed,
    JudgedThemselves,
    ReadinessAssessed,
    ReadinessWithoutFacts,
    WillingIsTheirs,
    is_supported,
)
from domain.succession.retention import (
    AssessImpactOfLoss,
    AssessRetentionRisk,
    Grade,
    ImpactOfLossAssessed,
    NothingDependsOnThem,
    ReasonNotCoded,
    RetentionReason,
    RetentionRiskAssessed,
)
from domain.succession.slates import SlateConfirmed, SuccessorNominated
from tests.examples import ADA, BEN, CAI, DEE, PLANNER, PUBLISHED
from tests.spec import Given, Written, given

DAY = date(2024, 1, 12)
MET, NOT_MET, NOT_ENOUGH = Verdict.MET, Verdict.NOT_MET, Verdict.NOT_ENOUGH_EVIDENCE
ESTABLISHED = RoleEstablished(
    "Planner of the night shift", "Assembly", "Production", "others", critical=True, effective_on=date(2019, 1, 1)
)
JOINED = PersonJoined("Ada", "Tooling", manager=BEN, effective_on=date(2020, 3, 2))
MOVED = PersonMoved("Assembly", manager=BEN, effective_on=date(2023, 1, 9))
WISHED = AspirationStated(Path.LEADERSHIP, mobile=False, effective_on=date(2023, 2, 1))


def seen(by: PersonId | None, source: Source, value: int = 3, level: str = "others", **said: Any) -> AssessmentRecorded:
    """All three dials at the level of the role, seen by somebody from where the entry claims."""
    dials = tuple(Rating(dial, value, ("seen on the shift",)) for dial in ("skills", "time_application", "work_values"))
    more: dict[str, Any] = {"level": level, "effective_on": date(2023, 11, 20), **said}
    return AssessmentRecorded(
        AssessmentId(f"assessment-{by}"),
        Instrument.LEADERSHIP_ASSESSMENT,
        Purpose.DECISION,
        DEFAULT_FRAMEWORK,
        1,
        source,
        by,
        dials,
        **more,
    )


BY_PEER, BY_HEAD = seen(CAI, Source.PEER), seen(DEE, Source.HIGHER_MANAGER)
FACTS = (Reference(ADA, 4), Reference(ADA, 5))
WISH = Reference(ADA, 3)
ASSESS = AssessReadiness(
    PLANNER, ADA, Readiness.NOW, FACTS, DEFAULT_FRAMEWORK, 1, "Holds the shift", BEN, effective_on=DAY
)
FINDINGS = (
    Finding(Requirement.DIALS_AT_LEAST, MET, FACTS),
    Finding(Requirement.INDEPENDENT_SOURCES, MET, FACTS),
    Finding(Requirement.SOURCE_OUTSIDE_THE_LINE, MET, FACTS),
    Finding(Requirement.EVIDENCE_AT_TARGET_LEVEL, MET, FACTS),
    Finding(Requirement.WILLINGNESS, MET, (WISH,)),
)
ASSESSED = ReadinessAssessed(
    ADA,
    Readiness.NOW,
    True,
    FACTS,
    DEFAULT_FRAMEWORK,
    1,
    date(2025, 1, 12),
    "Holds the shift",
    WISH,
    FINDINGS,
    BEN,
    "others",
    effective_on=DAY,
)


def joined(name: str, manager: PersonId | None = None) -> PersonJoined:
    return PersonJoined(name, "Tooling", manager=manager, effective_on=date(2015, 3, 2))


def role_with(*stream: Written, ada: tuple[Written, ...] = (JOINED, MOVED, WISHED, BY_PEER, BY_HEAD)) -> Given:
    """The role and what is said of it; Ada, her peer Cai, her manager Ben and his manager Dee."""
    own = given(ESTABLISHED, *stream).and_on(DEFAULT_FRAMEWORK, PUBLISHED).and_on(DEE, joined("Dee"))
    return own.and_on(BEN, joined("Ben", DEE)).and_on(CAI, joined("Cai", BEN)).and_on(ADA, *ada)


def everything(*more_of_ada: Written) -> Given:
    return role_with(ada=(JOINED, MOVED, WISHED, BY_PEER, BY_HEAD, *more_of_ada))


def judged(*ada: Event[Any], **asked: Any) -> ReadinessAssessed:
    """What comes of judging Ada from her fourth entry on."""
    facts = tuple(Reference(ADA, version) for version in range(4, len(ada) + 1))
    (event,) = role_with(ada=ada).when(replace(ASSESS, **{"facts": facts, **asked})).decided()
    assert isinstance(event, ReadinessAssessed)
    return event


def verdicts(event: ReadinessAssessed) -> dict[Requirement, Verdict]:
    assert not isinstance(event.findings, Erased)
    return {finding.criterion: finding.verdict for finding in event.findings}


def test_the_rule_of_the_edition_is_judged_over_the_cited_facts_and_kept() -> None:
    everything().when(ASSESS).then(ASSESSED)
    assert ASSESSED.supported
    assert ASSESSED.concerns() == (ADA, BEN)


def test_a_joining_as_the_only_fact_is_recorded_and_supports_nothing() -> None:
    unfounded = judged(JOINED, MOVED, WISHED, facts=(Reference(ADA, 1),))
    assert not unfounded.supported
    assert verdicts(unfounded)[Requirement.DIALS_AT_LEAST] is NOT_ENOUGH
    assert unfounded.readiness is Readiness.NOW


@pytest.mark.parametrize(
    ("facts", "criterion"),
    [
        ((BY_PEER,), Requirement.INDEPENDENT_SOURCES),
        ((seen(CAI, Source.PEER), seen(CAI, Source.ASSESSOR)), Requirement.INDEPENDENT_SOURCES),
        ((seen(CAI, Source.PEER), seen(None, Source.EXTERNAL)), Requirement.INDEPENDENT_SOURCES),
        ((BY_PEER, replace(BY_HEAD, effective_on=date(2022, 7, 11))), Requirement.INDEPENDENT_SOURCES),
        ((BY_PEER, replace(BY_HEAD, purpose=Purpose.DEVELOPMENT)), Requirement.INDEPENDENT_SOURCES),
        ((BY_PEER, replace(BY_HEAD, facts_unknown=True)), Requirement.INDEPENDENT_SOURCES),
        ((seen(BEN, Source.PEER), seen(ADA, Source.SELF)), Requirement.SOURCE_OUTSIDE_THE_LINE),
        ((seen(CAI, Source.PEER, level="self"), seen(DEE, Source.PEER, level="self")), Requirement.DIALS_AT_LEAST),
        ((BY_PEER, seen(DEE, Source.HIGHER_MANAGER, value=2)), Requirement.DIALS_AT_LEAST),
    ],
)
def test_what_the_facts_do_not_show_stands_in_the_way(facts: tuple[Event[Any], ...], criterion: Requirement) -> None:
    event = judged(JOINED, MOVED, WISHED, *facts)
    assert verdicts(event)[criterion] in (NOT_MET, NOT_ENOUGH)
    assert not event.supported


def test_what_the_candidate_wrote_of_others_is_no_evidence_of_them() -> None:
    of_cai = replace(BY_PEER, assessor=ADA)
    (event,) = (
        role_with(ada=(JOINED, MOVED, WISHED))
        .and_on(CAI, of_cai)
        .when(replace(ASSESS, readiness=Readiness.THREE_TO_FIVE_YEARS, facts=(Reference(CAI, 2),)))
        .decided()
    )
    assert isinstance(event, ReadinessAssessed)
    assert verdicts(event)[Requirement.POTENTIAL_EVIDENCE] is NOT_ENOUGH


def test_what_nobody_can_judge_neither_supports_nor_stands_in_the_way() -> None:
    potential = judged(JOINED, MOVED, WISHED, BY_PEER, readiness=Readiness.THREE_TO_FIVE_YEARS)
    assert verdicts(potential) == {Requirement.POTENTIAL_EVIDENCE: MET, Requirement.LIVE_PLAN: Verdict.NOT_JUDGED}
    assert potential.supported
    assert not is_supported((Finding(Requirement.LIVE_PLAN, Verdict.NOT_JUDGED, ()),))
    assert not is_supported(())


@pytest.mark.parametrize(
    ("words", "verdict", "wish"),
    [
        ((), NOT_ENOUGH, None),
        ((replace(WISHED, path=Path.UNDECIDED),), NOT_MET, 6),
        ((replace(WISHED, path=Path.SPECIALIST),), NOT_MET, 6),
        ((WISHED, AspirationWithdrawn(effective_on=date(2023, 3, 1))), NOT_ENOUGH, None),
        ((WISHED, replace(WISHED, role=PLANNER, willingness=Willingness.NOT_WILLING)), NOT_MET, 7),
        ((WISHED, replace(WISHED, level="others", willingness=Willingness.UNDECIDED)), NOT_MET, 7),
        ((WISHED, replace(WISHED, level="function", willingness=Willingness.UNDECIDED)), MET, 6),
        ((replace(WISHED, path=Path.SPECIALIST), replace(WISHED, role=PLANNER)), MET, 7),
        ((replace(WISHED, role=PLANNER, willingness=Willingness.NOT_WILLING), WISHED), NOT_MET, 6),
        ((replace(WISHED, role=PLANNER), replace(WISHED, path=Path.SPECIALIST)), NOT_MET, 7),
        ((replace(WISHED, path=Path.SPECIALIST), WISHED), MET, 7),
        ((replace(WISHED, effective_on=date(2024, 1, 13)),), NOT_ENOUGH, None),
    ],
)
def test_willing_is_their_own_word_and_a_no_stands_until_a_yes_meant_as_closely(
    words: tuple[Event[Any], ...], verdict: Verdict, wish: int | None
) -> None:
    event = judged(JOINED, MOVED, replace(MOVED, unit="Paint"), BY_PEER, BY_HEAD, *words, facts=FACTS)
    assert verdicts(event)[Requirement.WILLINGNESS] is verdict
    assert (event.willing, event.wish) == (verdict is MET, Reference(ADA, wish) if wish else None)


def test_readiness_is_judged_under_the_edition_of_the_day_and_expires_as_that_says() -> None:
    windows = replace(DEFAULT_EDITION.windows, readiness_months=1)
    second = FrameworkPublished(replace(DEFAULT_EDITION, number=2, windows=windows), effective_on=DAY)
    later = everything().and_on(DEFAULT_FRAMEWORK, second)
    later.when(replace(ASSESS, edition=2)).then(replace(ASSESSED, edition=2, expires_on=date(2024, 2, 12)))
    later.when(ASSESS).refused(EditionNotInForce, "1", "2024-01-12", "name edition 2")
    early = replace(ASSESS, edition=2, effective_on=date(2024, 1, 11))
    later.when(early).refused(EditionNotInForce, "2", "name edition 1")
    everything().when(replace(ASSESS, edition=3)).refused(EditionUnknown, "3", DEFAULT_FRAMEWORK)


def test_criteria_of_other_levels_are_not_asked() -> None:
    asked = (Criterion(Requirement.WILLINGNESS), Criterion(Requirement.LIVE_ASSIGNMENT, levels=("function",)))
    rule = ReadinessRule(Readiness.NOW, asked)
    second = FrameworkPublished(replace(DEFAULT_EDITION, number=2, readiness=(rule,)), effective_on=DAY)
    (event,) = everything().and_on(DEFAULT_FRAMEWORK, second).when(replace(ASSESS, edition=2)).decided()
    assert isinstance(event, ReadinessAssessed)
    assert verdicts(event) == {Requirement.WILLINGNESS: MET}


def test_a_role_on_a_level_that_nobody_knows_asks_nothing_of_anybody() -> None:
    elsewhere = replace(ESTABLISHED, level="banana")
    role = given(elsewhere).and_on(DEFAULT_FRAMEWORK, PUBLISHED).and_on(BEN, joined("Ben"))
    role.and_on(ADA, JOINED, MOVED, WISHED, BY_PEER, BY_HEAD).when(ASSESS).refused(LevelUnknown, "banana", "others")


def test_somebody_else_judges_who_is_here_and_says_why() -> None:
    everything().when(replace(ASSESS, assessed_by=ADA)).refused(JudgedThemselves, ADA)
    nobody = PersonId("person-nobody")
    by_nobody = everything().and_strangers(nobody).when(replace(ASSESS, assessed_by=nobody))
    by_nobody.refused(NobodyKnown, nobody)
    everything().when(replace(ASSESS, assessed_by=None)).refused(AssessorMissing, "say who judged")
    everything().when(replace(ASSESS, willing=False)).refused(WillingIsTheirs, ADA)
    everything().when(replace(ASSESS, willing=True)).then(ASSESSED)
    for blank in ("", " ", "\u200b"):
        everything().when(replace(ASSESS, rationale=blank)).refused(NothingSaid, "rationale")


def test_who_could_hold_it_for_a_while_is_named_otherwise() -> None:
    everything().when(replace(ASSESS, readiness=Readiness.EMERGENCY)).refused(EmergencyIsNamed, "emergency cover")


def test_without_facts_there_is_no_readiness() -> None:
    everything().when(replace(ASSESS, facts=())).refused(ReadinessWithoutFacts, "cite")


@pytest.mark.parametrize("at", [Reference(ADA, 9), Reference(BEN, 1), Reference("person-nobody", 1)])
def test_readiness_rests_on_entries_about_the_candidate(at: Reference) -> None:
    theirs = replace(ASSESS, facts=(Reference(ADA, 2), at))
    role_with().and_on(CAI, MOVED).when(theirs).refused(ReadinessWithoutFacts, str(at), ADA)


def test_readiness_rests_neither_on_what_was_retracted_nor_on_what_came_later() -> None:
    retracted = Line(EntryRetracted(effective_on=DAY), supersedes=4, reason="another Ada")
    everything(retracted).when(ASSESS).refused(ReadinessWithoutFacts)
    everything().when(replace(ASSESS, effective_on=date(2023, 11, 19))).refused(ReadinessWithoutFacts, "2023-11-19")


def test_readiness_is_of_somebody_who_is_here_and_for_a_role_that_exists() -> None:
    early = replace(ASSESS, effective_on=date(2020, 3, 1))
    everything().when(early).refused(NotHere, ADA, "2020-03-01")
    given().and_on(ADA, JOINED, MOVED).and_on(DEFAULT_FRAMEWORK, PUBLISHED).when(ASSESS).refused(RoleUnknown)


def test_an_earlier_record_may_say_less_and_what_it_does_not_say_supports_nothing() -> None:
    earlier = replace(ASSESS, imported=True, assessed_by=None, willing=False)
    unknown = replace(ASSESSED, assessed_by=None, findings=())
    everything().when(earlier).then(unknown)
    everything().when(replace(ASSESS, imported=True)).then(ASSESSED)
    everything().when(replace(earlier, readiness=Readiness.EMERGENCY)).then(
        replace(unknown, readiness=Readiness.EMERGENCY)
    )
    second = FrameworkPublished(replace(DEFAULT_EDITION, number=2), effective_on=date(2023, 1, 1))
    superseded = replace(ASSESSED, findings=())
    everything().and_on(DEFAULT_FRAMEWORK, second).when(replace(ASSESS, imported=True)).then(superseded)
    elsewhere = given(replace(ESTABLISHED, level="banana")).and_on(DEFAULT_FRAMEWORK, PUBLISHED)
    elsewhere.and_on(ADA, JOINED, MOVED, WISHED, BY_PEER, BY_HEAD).when(replace(ASSESS, imported=True)).then(
        replace(ASSESSED, findings=(), level="banana")
    )
    everything().when(replace(earlier, assessed_by=ADA)).refused(JudgedThemselves)
    cites_nothing = replace(ASSESSED, facts=(), findings=())
    everything().when(replace(ASSESS, imported=True, facts=())).then(cites_nothing)
    everything().when(replace(ASSESS, facts=())).refused(ReadinessWithoutFacts)


AT_RISK = AssessRetentionRisk(ADA, Grade.HIGH, DEFAULT_FRAMEWORK, 1, RetentionReason.GROWTH, effective_on=DAY)
RISK = RetentionRiskAssessed(
    Grade.HIGH, DEFAULT_FRAMEWORK, 1, date(2025, 1, 12), None, RetentionReason.GROWTH, effective_on=DAY
)
APPOINTED = AppointmentMade(ADA, AppointmentKind.SUBSTANTIVE, AppointmentSource.INTERNAL, effective_on=DAY)
CONFIRMED = SlateConfirmed((ADA,), BEN, effective_on=DAY)


def of_ada(*role: Written, critical: bool = True, ada: tuple[Written, ...] = (JOINED, MOVED, WISHED)) -> Given:
    here = given(*ada).and_on(DEFAULT_FRAMEWORK, PUBLISHED)
    return here.and_on(PLANNER, replace(ESTABLISHED, critical=critical), *role)


def test_whether_they_may_leave_is_judged_of_holders_of_critical_roles_and_of_standing_successors() -> None:
    of_ada(APPOINTED).when(AT_RISK).then(RISK)
    of_ada(APPOINTED, critical=False).when(AT_RISK).refused(NothingDependsOnThem, ADA)
    of_ada().when(AT_RISK).refused(NothingDependsOnThem)
    of_ada(CONFIRMED, ASSESSED, critical=False).when(AT_RISK).then(RISK)


@pytest.mark.parametrize(
    "role",
    [
        (CONFIRMED,),
        (ASSESSED,),
        (CONFIRMED, replace(ASSESSED, findings=())),
        (CONFIRMED, replace(ASSESSED, readiness=Readiness.EMERGENCY)),
        (CONFIRMED, replace(ASSESSED, expires_on=DAY)),
        (CONFIRMED, ASSESSED, SlateConfirmed((), BEN, effective_on=DAY)),
        (SuccessorNominated(ADA, BEN, "", effective_on=DAY), ASSESSED),
        (CONFIRMED, ASSESSED, APPOINTED),
    ],
)
def test_nobody_is_a_standing_successor_without_all_of_it(role: tuple[Written, ...]) -> None:
    of_ada(*role, critical=False).when(AT_RISK).refused(NothingDependsOnThem)


def test_why_they_may_leave_is_coded_and_an_earlier_record_may_say_it_in_words() -> None:
    words = "Was asked by a supplier"
    of_ada(APPOINTED).when(replace(AT_RISK, reason=None)).refused(ReasonNotCoded, "growth")
    of_ada(APPOINTED).when(replace(AT_RISK, why=words)).refused(ReasonNotCoded, "why")
    of_ada().when(replace(AT_RISK, why=words, reason=None, imported=True)).then(replace(RISK, why=words, reason=None))


def test_an_undecided_successor_does_not_stand() -> None:
    ada = (JOINED, MOVED, replace(WISHED, path=Path.UNDECIDED))
    of_ada(CONFIRMED, ASSESSED, critical=False, ada=ada).when(AT_RISK).refused(NothingDependsOnThem)


def test_the_risk_of_leaving_and_the_loss_expire_as_the_edition_of_the_day_says() -> None:
    second = FrameworkPublished(replace(DEFAULT_EDITION, number=2), effective_on=date(2023, 1, 1))
    lost = AssessImpactOfLoss(ADA, Grade.LOW, DEFAULT_FRAMEWORK, 1, "Two others can", effective_on=DAY)
    of_ada().when(lost).then(
        ImpactOfLossAssessed(Grade.LOW, DEFAULT_FRAMEWORK, 1, date(2025, 1, 12), "Two others can", effective_on=DAY)
    )
    of_ada().when(replace(lost, edition=7)).refused(EditionUnknown)
    of_ada().when(replace(lost, why=" ")).refused(NothingSaid, "why")
    of_ada(APPOINTED).and_on(DEFAULT_FRAMEWORK, second).when(AT_RISK).refused(EditionNotInForce, "name edition 2")


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 12, 15), 1, date(2025, 1, 15)),
        (date(2024, 1, 15), -1, date(2023, 12, 15)),
        (date(2024, 7, 31), -18, date(2023, 1, 31)),
        (date(2024, 5, 5), 0, date(2024, 5, 5)),
    ],
)
def test_months_end_on_the_same_day_or_the_last_one(day: date, months: int, then: date) -> None:
    assert months_after(day, months) == then


def test_from_the_first_day_on_an_earlier_record_may_say_no_less() -> None:
    before, since = LedgerBegun(effective_on=DAY + timedelta(1)), LedgerBegun(effective_on=DAY)
    earlier = replace(ASSESS, imported=True, assessed_by=None, willing=False)
    everything().and_on(ORGANISATION, before).when(earlier).then(replace(ASSESSED, assessed_by=None, findings=()))
    everything().and_on(ORGANISATION, since).when(earlier).refused(AssessorMissing)
    cites_nothing = replace(ASSESS, imported=True, facts=())
    everything().and_on(ORGANISATION, since).when(cites_nothing).refused(ReadinessWithoutFacts)
    second = FrameworkPublished(replace(DEFAULT_EDITION, number=2), effective_on=date(2023, 1, 1))
    newer = everything().and_on(DEFAULT_FRAMEWORK, second).and_on(ORGANISATION, since)
    newer.when(replace(ASSESS, imported=True)).refused(EditionNotInForce, "name edition 2")
    worded = replace(AT_RISK, why="Was asked by a supplier", reason=None, imported=True)
    of_ada().and_on(ORGANISATION, since).when(worded).refused(ReasonNotCoded)
    of_ada().and_on(ORGANISATION, since).when(replace(AT_RISK, imported=True)).refused(NothingDependsOnThem)
