"""Looks at ratings: results over the years, the three dials, and the gaps that are left."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from domain.development.development import Assessment, Source
from domain.frameworks.criteria import Criterion, Measure
from domain.frameworks.edition import Dial, Edition, Overall
from domain.judging.admissible import ASSESSED_BY, counts
from domain.judging.findings import EvidenceKind, File, Verdict
from domain.judging.found import Found, enough, met
from domain.judging.views import (
    at_the_level,
    counted,
    independent_views,
    latest_words,
    not_counted,
    places,
    reaches,
    values,
)
from domain.kernel.dates import months_after

MONTHS_BETWEEN_ROUNDS: Final = 4
"""From so many months after one round began, the next is another."""


def performance_sustained(edition: Edition, criterion: Criterion, file: File) -> Found:
    """The latest cycles that there are, filed or not, each on file as a whole and as good as asked for on the average.

    Who files the best of eight years, or the best voice of a year, has not shown that it lasted.
    """
    asked = criterion.number(Measure.CYCLES)
    latest = cycles(file)[-asked:]
    filed = {assessment.at for assessment in file.assessments(EvidenceKind.PERFORMANCE)}
    rests_on = [rated.at for cycle in latest for rated in cycle if rated.at in filed and counts(rated)]
    unknown = [rated.at for cycle in latest for rated in cycle if not counts(rated)]
    known = [[rated for rated in cycle if counts(rated)] for cycle in latest]
    complete = all(rated.at in filed for cycle in latest for rated in cycle)
    if len(latest) < asked or not complete or not all(known):
        return Found(Verdict.NOT_ENOUGH_EVIDENCE, rests_on, unknown)
    least = criterion.number(Measure.RATING)
    held = all(reaches(edition, Overall.PERFORMANCE, average(cycle), least) for cycle in known)
    return Found(met(held), rests_on, unknown)


def cycles(file: File) -> list[list[Assessment]]:
    """The rounds in which results were rated, oldest first; a round without a name is its year.

    Results are for those to rate who answer for them: what peers, colleagues and reports rate is none. Rounds that
    begin within months of each other are one, whatever they are called: nothing lasts by being rated twice on a day.
    """
    by_cycle: dict[str, list[Assessment]] = {}
    for assessment in file.on_record:
        rated = any(True for _ in values(assessment, Overall.PERFORMANCE))
        if rated and assessment.instrument in ASSESSED_BY[EvidenceKind.PERFORMANCE] and rates_results(assessment):
            by_cycle.setdefault(assessment.cycle or str(assessment.on.year), []).append(assessment)
    rounds: list[list[Assessment]] = []
    for cycle in by_cycle.values():
        if rounds and cycle[0].on < months_after(rounds[-1][0].on, MONTHS_BETWEEN_ROUNDS):
            rounds[-1] += cycle
        else:
            rounds.append(cycle)
    return rounds


def rates_results(assessment: Assessment) -> bool:
    """Whether whoever assessed does not stand beside or below."""
    return assessment.source not in (Source.PEER, Source.COLLEAGUE, Source.DIRECT_REPORT)


def average(cycle: Iterable[Assessment]) -> float:
    """The mean of what was rated in one round."""
    rated = [value for assessment in cycle for value in values(assessment, Overall.PERFORMANCE)]
    return sum(rated) / len(rated)


def work_values_held(edition: Edition, criterion: Criterion, file: File) -> Found:
    """Nothing outweighs work values: nobody's latest word is below what is asked, and enough sources spoke."""
    return dials_held(edition, (Dial.WORK_VALUES,), criterion, counted(file), criterion.number(Measure.SOURCES), file)


def every_dial_held(edition: Edition, criterion: Criterion, file: File) -> Found:
    """Skills, time application and work values, as the target level asks for them: each seen, none below."""
    return dials_held(edition, tuple(Dial), criterion, at_the_level(counted(file), edition, file.to_level), 1, file)


def dials_held(
    edition: Edition,
    dials: tuple[Dial, ...],
    criterion: Criterion,
    assessments: tuple[Assessment, ...],
    sources_asked: int,
    file: File,
) -> Found:
    least, unknown = criterion.number(Measure.RATING), [*not_counted(file)]
    latest = {dial: latest_words(assessments, dial) for dial in dials}
    low = [a.at for dial, words in latest.items() for a, value in words if not reaches(edition, dial, value, least)]
    if low:
        return Found(Verdict.NOT_MET, low, unknown)
    seen = all(independent_views(a for a, _ in words) >= sources_asked for words in latest.values())
    return Found(enough(seen), [a.at for words in latest.values() for a, _ in words], unknown)


def gaps_few(edition: Edition, criterion: Criterion, file: File) -> Found:
    """Of dials and leadership competencies at the target level, few are below what is asked."""
    assessments, least = at_the_level(counted(file), edition, file.to_level), criterion.number(Measure.RATING)
    asked = (*Dial, *(competency.name for competency in edition.competencies if competency.leadership))
    latest = {of: words for of in asked if (words := latest_words(assessments, of))}
    if not latest:
        return Found(Verdict.NOT_ENOUGH_EVIDENCE, (), not_counted(file))
    gaps = [of for of, words in latest.items() if any(not reaches(edition, of, value, least) for _, value in words)]
    few = len(gaps) <= criterion.number(Measure.GAPS)
    return Found(met(few), places(a for words in latest.values() for a, _ in words), not_counted(file))
