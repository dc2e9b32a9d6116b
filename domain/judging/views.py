"""Views: who sees somebody from where, and how many of these views are independent of each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from domain.development.development import Assessment, Source
from domain.frameworks.edition import Edition, Overall
from domain.judging.admissible import counts
from domain.judging.findings import EvidenceKind, File
from domain.kernel.facts import Reference


def counted(file: File, *kinds: EvidenceKind) -> tuple[Assessment, ...]:
    """The assessments on file that support something, oldest first."""
    return tuple(assessment for assessment in file.assessments(*kinds) if counts(assessment))


def not_counted(file: File, *kinds: EvidenceKind) -> Iterator[Reference]:
    """The assessments on file that support nothing."""
    return places(assessment for assessment in file.assessments(*kinds) if not counts(assessment))


def independent_views(assessments: Iterable[Assessment]) -> int:
    """How many people saw somebody from as many distances: one person under two labels is one, and so are two peers.

    The most pairs of a person and a distance in which neither comes twice. Whoever is not known is nobody.
    """
    sources_of: dict[str, list[Source]] = {}
    for assessment in assessments:
        if assessment.assessor is not None:
            sources_of.setdefault(assessment.assessor, []).append(assessment.source)
    taken: dict[Source, str] = {}

    def finds_a_distance(person: str, tried: set[Source]) -> bool:
        for source in sources_of[person]:
            if source in tried:
                continue
            tried.add(source)
            if source not in taken or finds_a_distance(taken[source], tried):
                taken[source] = person
                return True
        return False

    return sum(finds_a_distance(person, set()) for person in sources_of)


def latest_words(assessments: Iterable[Assessment], of: str) -> tuple[tuple[Assessment, int], ...]:
    """Each assessor's latest rating of one thing: people grow, and so may what is said of them."""
    latest: dict[tuple[Source, object], tuple[Assessment, int]] = {}
    for assessment in assessments:
        for value in values(assessment, of):
            latest[assessment.source, assessment.assessor or assessment.at] = (assessment, value)
    return tuple(latest.values())


def values(assessment: Assessment, of: str) -> Iterator[int]:
    """What was rated of one thing; nothing where it was not observed."""
    return (rating.value for rating in assessment.ratings if rating.of == of and rating.value is not None)


def at_the_level(assessments: Iterable[Assessment], edition: Edition, level: str) -> tuple[Assessment, ...]:
    """Those that show behaviour of a level, or of a higher one."""
    asked = edition.ladder[edition.ladder.index(level) :]
    return tuple(assessment for assessment in assessments if assessment.level in asked)


def shows_leadership(assessment: Assessment, edition: Edition) -> bool:
    """Whether something was seen in it that is neither results nor craft, and better than the lowest there is."""
    technical = {competency.name for competency in edition.competencies if not competency.leadership}
    return any(
        rating.value is not None and better_than_lowest(edition, rating.of, rating.value)
        for rating in assessment.ratings
        if rating.of not in technical | {Overall.PERFORMANCE}
    )


def reaches(edition: Edition, of: str, value: float, asked: int) -> bool:
    """Whether a rating, or the average of several, is at least as good as asked for."""
    return edition.scale_of(of).reaches(value, asked)


def better_than_lowest(edition: Edition, of: str, value: int) -> bool:
    """Whether a rating is better than the worst that can be given."""
    scale = edition.scale_of(of)
    return not scale.reaches(scale.worst, value)


def places(assessments: Iterable[Assessment]) -> Iterator[Reference]:
    return (assessment.at for assessment in assessments)
