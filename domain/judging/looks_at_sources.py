"""Looks at sources: what was shown, seen by whom, from how many distances, how long ago, and what is left off."""

from __future__ import annotations

from collections import Counter

from domain.development.development import Source
from domain.frameworks.criteria import Criterion, Measure
from domain.frameworks.edition import Edition
from domain.judging.admissible import ASSESSED_BY, is_witnessed, shows
from domain.judging.findings import EvidenceKind, File, Verdict
from domain.judging.found import Found, enough, met
from domain.judging.views import at_the_level, counted, independent_views, not_counted, places, shows_leadership
from domain.kernel.dates import months_after

IN_PERCENT = 100


def potential_shown(edition: Edition, criterion: Criterion, file: File) -> Found:
    """Something filed as potential that may be, and shows more than results and craft. Performance is no promise."""
    filed = [e for e in file.evidence if e.evidence_kind is EvidenceKind.POTENTIAL and shows(e.evidence_kind, e.event)]
    supporting = {assessment.at for assessment in counted(file, EvidenceKind.POTENTIAL)}
    showing = [
        e.at
        for e in filed
        if is_witnessed(e.event)
        and (e.assessment is None or (e.at in supporting and shows_leadership(e.assessment, edition)))
    ]
    unseen = (e.at for e in filed if not is_witnessed(e.event))
    unknown = [*not_counted(file, EvidenceKind.POTENTIAL), *unseen]
    if not file.evidence:
        return Found(Verdict.NOT_ENOUGH_EVIDENCE)
    return Found(met(bool(showing)), showing or [e.at for e in file.evidence], unknown)


def shown_at_target_level(edition: Edition, criterion: Criterion, file: File) -> Found:
    """Leadership as the new level asks for it, or a higher one, seen by enough sources."""
    assessed = [a for a in counted(file) if shows_leadership(a, edition)]
    showing = at_the_level(assessed, edition, file.to_level)
    unknown = [*not_counted(file)]
    if independent_views(showing) >= criterion.number(Measure.SOURCES):
        return Found(Verdict.MET, places(showing), unknown)
    if showing or not assessed:
        return Found(Verdict.NOT_ENOUGH_EVIDENCE, places(showing), unknown)
    return Found(Verdict.NOT_MET, places(assessed), unknown)


def independent_sources(edition: Edition, criterion: Criterion, file: File) -> Found:
    """Different people from different distances, all of it recent."""
    since = months_after(file.judged_on, -criterion.number(Measure.MONTHS))
    recent = [a for a in counted(file) if a.on >= since]
    several = independent_views(recent) >= criterion.number(Measure.SOURCES)
    return Found(enough(several), places(recent), not_counted(file))


def source_outside_the_line(edition: Edition, criterion: Criterion, file: File) -> Found:
    """Somebody who is neither the person nor their line manager."""
    outside = [a for a in counted(file) if a.source is not Source.LINE_MANAGER]
    several = independent_views(outside) >= criterion.number(Measure.SOURCES)
    return Found(enough(several), places(outside), not_counted(file))


def none_older(edition: Edition, criterion: Criterion, file: File) -> Found:
    """Nothing on file is older than evidence may be."""
    since = months_after(file.judged_on, -criterion.number(Measure.MONTHS))
    old = [e.at for e in file.evidence if e.event.effective_on < since]
    return Found(met(not old), old)


def no_source_dominates(edition: Edition, criterion: Criterion, file: File) -> Found:
    """No distance has too large a share of the people who speak, and no person of what is said beside the results.

    Yearly evaluations come from the line manager, one after the other: they make one voice, and no more.
    """
    assessments = counted(file)
    if not assessments:
        return Found(Verdict.NOT_JUDGED, (), not_counted(file))
    limit = criterion.number(Measure.PERCENT)
    voices = {(a.source, a.assessor or a.at) for a in assessments}
    distances = Counter(source for source, _ in voices)
    said = Counter(a.assessor or a.at for a in assessments if a.instrument not in ASSESSED_BY[EvidenceKind.PERFORMANCE])
    loud = {source for source, people in distances.items() if IN_PERCENT * people > limit * len(voices)}
    insistent = {who for who, times in said.items() if times > 1 and IN_PERCENT * times > limit * said.total()}
    dominating = [a.at for a in assessments if a.source in loud or (a.assessor or a.at) in insistent]
    return Found(met(not dominating), dominating or places(assessments), not_counted(file))


def file_complete(edition: Edition, criterion: Criterion, file: File) -> Found:
    """What was assessed for decisions lately is on the file; what was left off is told."""
    since = months_after(file.judged_on, -criterion.number(Measure.MONTHS))
    filed = {evidence.at for evidence in file.evidence}
    left_off = [a.at for a in file.on_record if a.on >= since and a.at not in filed]
    return Found(met(not left_off), left_off)
