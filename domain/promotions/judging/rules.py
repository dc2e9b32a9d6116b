"""What the rules find in a file of evidence: one pure function, and one row for each kind of criterion."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from domain.development.development import Assessment, Source
from domain.frameworks.criteria import Criterion, Measure, Requirement, Severity
from domain.frameworks.edition import Dial, Edition, Overall
from domain.judging.findings import EvidenceKind, File, Finding, Verdict
from domain.kernel.dates import months_after
from domain.kernel.facts import Reference

Found = tuple[Verdict, Iterable[Reference]]
Look = Callable[[Edition, Criterion, File], Found]


def judge(edition: Edition, file: File) -> tuple[Finding, ...]:
    """One finding for every criterion that the edition sets for the step. They inform a decision; they are none."""
    return tuple(find(edition, criterion, file) for criterion in edition.criteria_for(file.to_level))


def find(edition: Edition, criterion: Criterion, file: File) -> Finding:
    look = LOOKS.get(criterion.requirement)
    verdict, rests_on = look(edition, criterion, file) if look else (Verdict.WARNING, ())
    if criterion.severity is Severity.WARNS and verdict is not Verdict.MET:
        verdict = Verdict.WARNING
    return Finding(criterion.requirement, verdict, tuple(dict.fromkeys(rests_on)))


def performance_sustained(edition: Edition, criterion: Criterion, file: File) -> Found:
    """The latest cycles, as many as are asked for, each at least as good as asked for on the average."""
    by_cycle: dict[str, list[tuple[int, Reference]]] = {}
    for assessment in file.assessments(EvidenceKind.PERFORMANCE):
        for value in values(assessment, Overall.PERFORMANCE):
            by_cycle.setdefault(assessment.cycle or str(assessment.on.year), []).append((value, assessment.at))
    latest = list(by_cycle.values())[-criterion.number(Measure.CYCLES) :]
    rests_on = [at for cycle in latest for _, at in cycle]
    if len(latest) < criterion.number(Measure.CYCLES):
        return Verdict.NOT_ENOUGH_EVIDENCE, rests_on
    least = criterion.number(Measure.RATING)
    return met(all(sum(value for value, _ in cycle) >= least * len(cycle) for cycle in latest)), rests_on


def potential_shown(edition: Edition, criterion: Criterion, file: File) -> Found:
    """Anything filed as potential that shows more than results and craft. Performance alone is no promise."""
    filed = [e for e in file.evidence if e.evidence_kind is EvidenceKind.POTENTIAL]
    showing = [e.at for e in filed if e.assessment is None or shows_leadership(e.assessment, edition)]
    if not file.evidence:
        return Verdict.NOT_ENOUGH_EVIDENCE, ()
    return met(bool(showing)), showing or (e.at for e in file.evidence)


def shown_at_target_level(edition: Edition, criterion: Criterion, file: File) -> Found:
    """Leadership as the new level asks for it, or a higher one, seen by enough sources."""
    assessed = [a for a in file.assessments() if shows_leadership(a, edition)]
    target = edition.ladder.index(file.to_level)
    showing = [a for a in assessed if a.level in edition.ladder and edition.ladder.index(a.level) >= target]
    if len(sources(showing)) >= criterion.number(Measure.SOURCES):
        return Verdict.MET, places(showing)
    if showing or not assessed:
        return Verdict.NOT_ENOUGH_EVIDENCE, places(showing)
    return Verdict.NOT_MET, places(assessed)


def work_values_held(edition: Edition, criterion: Criterion, file: File) -> Found:
    """Nothing outweighs work values: nobody's latest word is below what is asked, and enough sources spoke."""
    return dials_held((Dial.WORK_VALUES,), criterion.number(Measure.SOURCES), criterion, file)


def every_dial_held(edition: Edition, criterion: Criterion, file: File) -> Found:
    """Skills, time application and work values: each seen, and none below what is asked."""
    return dials_held(tuple(Dial), 1, criterion, file)


def dials_held(dials: tuple[Dial, ...], sources_asked: int, criterion: Criterion, file: File) -> Found:
    latest = {dial: latest_words(file, dial) for dial in dials}
    rests_on = [a.at for words in latest.values() for a, _ in words]
    low = [a.at for words in latest.values() for a, value in words if value < criterion.number(Measure.RATING)]
    if low:
        return Verdict.NOT_MET, low
    if any(len(sources(a for a, _ in words)) < sources_asked for words in latest.values()):
        return Verdict.NOT_ENOUGH_EVIDENCE, rests_on
    return Verdict.MET, rests_on


def no_integrity_concern(edition: Edition, criterion: Criterion, file: File) -> Found:
    """The lowest rating of integrity: one voice is a warning, a second source confirms it."""
    words = latest_words(file, "integrity")
    concerned = [a for a, value in words if value <= edition.scale.lowest]
    if not concerned:
        return Verdict.MET, (a.at for a, _ in words)
    return Verdict.NOT_MET if len(sources(concerned)) > 1 else Verdict.WARNING, places(concerned)


def vacancy(edition: Edition, criterion: Criterion, file: File) -> Found:
    """A role without a holder of its own. Where no role is named, the need is in the grounds, for people to read."""
    return Verdict.WARNING if file.vacant is None else met(file.vacant), ()


def independent_sources(edition: Edition, criterion: Criterion, file: File) -> Found:
    since = months_after(file.judged_on, -criterion.number(Measure.MONTHS))
    recent = [a for a in file.assessments() if a.on >= since]
    enough = len(sources(recent)) >= criterion.number(Measure.SOURCES)
    return Verdict.MET if enough else Verdict.NOT_ENOUGH_EVIDENCE, places(recent)


def source_outside_the_line(edition: Edition, criterion: Criterion, file: File) -> Found:
    outside = [a for a in file.assessments() if a.source is not Source.LINE_MANAGER]
    enough = len(sources(outside)) >= criterion.number(Measure.SOURCES)
    return Verdict.MET if enough else Verdict.NOT_ENOUGH_EVIDENCE, places(outside)


def none_older(edition: Edition, criterion: Criterion, file: File) -> Found:
    since = months_after(file.judged_on, -criterion.number(Measure.MONTHS))
    old = [e.at for e in file.evidence if e.event.effective_on < since]
    return met(not old), old


def no_source_dominates(edition: Edition, criterion: Criterion, file: File) -> Found:
    assessments = file.assessments()
    counted = Counter(a.source for a in assessments).most_common(1)
    for source, times in counted:
        if 100 * times > criterion.number(Measure.PERCENT) * len(assessments):
            return Verdict.NOT_MET, places(a for a in assessments if a.source is source)
    return Verdict.MET, places(assessments)


LOOKS: Final[Mapping[Requirement, Look]] = {
    Requirement.PERFORMANCE_SUSTAINED: performance_sustained,
    Requirement.POTENTIAL_EVIDENCE: potential_shown,
    Requirement.EVIDENCE_AT_TARGET_LEVEL: shown_at_target_level,
    Requirement.WORK_VALUES: work_values_held,
    Requirement.DIALS_AT_LEAST: every_dial_held,
    Requirement.NO_CONFIRMED_INTEGRITY_CONCERN: no_integrity_concern,
    Requirement.VACANCY_OR_NEED: vacancy,
    Requirement.INDEPENDENT_SOURCES: independent_sources,
    Requirement.SOURCE_OUTSIDE_THE_LINE: source_outside_the_line,
    Requirement.EVIDENCE_OLDER_THAN: none_older,
    Requirement.ONE_SOURCE_DOMINATES: no_source_dominates,
}
"""How each requirement is looked for. One without a row here is nothing that the rules can see, and warns."""


def met(holds: bool) -> Verdict:
    return Verdict.MET if holds else Verdict.NOT_MET


def values(assessment: Assessment, of: str) -> Iterator[int]:
    """What was rated of one thing; nothing where it was not observed."""
    return (rating.value for rating in assessment.ratings if rating.of == of and rating.value is not None)


def latest_words(file: File, of: str) -> tuple[tuple[Assessment, int], ...]:
    """Each assessor's latest rating of one thing: people grow, and so may what is said of them."""
    latest: dict[tuple[Source, object], tuple[Assessment, int]] = {}
    for assessment in file.assessments():
        for value in values(assessment, of):
            latest[assessment.source, assessment.assessor or assessment.at] = (assessment, value)
    return tuple(latest.values())


def shows_leadership(assessment: Assessment, edition: Edition) -> bool:
    """Whether somebody else observed more than results and technical skill."""
    technical = {competency.name for competency in edition.competencies if not competency.leadership}
    beside = technical | {Overall.PERFORMANCE}
    observed = {rating.of for rating in assessment.ratings if rating.value is not None}
    return assessment.source is not Source.SELF and bool(observed - beside)


def sources(assessments: Iterable[Assessment]) -> set[Source]:
    """From how many distances somebody was seen: two peers are one."""
    return {assessment.source for assessment in assessments}


def places(assessments: Iterable[Assessment]) -> Iterator[Reference]:
    return (assessment.at for assessment in assessments)
