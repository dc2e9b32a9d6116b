"""Whoever noted a lesson may let a panel read it: unasked, until the file closes, without a trace where they do not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from domain.development.practice import LessonNoted
from domain.frameworks.default_pack import DEFAULT_FRAMEWORK
from domain.kernel.book import Line
from domain.kernel.facts import EntryRetracted, Reference
from domain.kernel.ids import CaseId
from domain.promotions.lessons import (
    LessonReleased,
    LessonReleaseRevoked,
    LessonsAreFiled,
    NotTheirCase,
    NotTheirLesson,
    ReleaseLesson,
    RevokeLessonRelease,
)
from domain.promotions.promotion_file import CloseFile
from tests.domain.promotions.test_promotions import (
    CLOSED,
    DEFERRED,
    JOINED,
    JUNE,
    MAY,
    PROPOSED,
)
from tests.examples import ADA, BEN, CASE, PUBLISHED
from tests.spec import Given, Written, given

NOTED = LessonNoted("I fixed it myself", effective_on=date(2024, 2, 21))
LESSON = Reference(ADA, 2)
RELEASE = ReleaseLesson(ADA, LESSON, CASE, effective_on=MAY)
REVOKE = RevokeLessonRelease(ADA, LESSON, CASE, effective_on=JUNE)
RELEASED = LessonReleased(LESSON, CASE, effective_on=MAY)
REVOKED = LessonReleaseRevoked(LESSON, CASE, effective_on=JUNE)
TAKEN_BACK = Line(EntryRetracted(effective_on=MAY), supersedes=2, reason="not mine to tell")
CLOSE = CloseFile(CASE, BEN, effective_on=JUNE)


def hers(*own: Written, case: tuple[Written, ...] = (PROPOSED,)) -> Given:
    return given(JOINED, NOTED, *own).and_on(CASE, *case)


def case(*ada: Written, before: tuple[Written, ...] = (PROPOSED,)) -> Given:
    return given(*before).and_on(DEFAULT_FRAMEWORK, PUBLISHED).and_on(ADA, JOINED, NOTED, *ada)


def test_she_releases_her_own_lesson_for_her_own_case_once() -> None:
    hers().when(RELEASE).then(RELEASED)
    hers(RELEASED).when(RELEASE).nothing_happens()
    hers().when(replace(RELEASE, lesson=Reference(ADA, 1))).refused(NotTheirLesson, f"{ADA}@1")
    hers().when(replace(RELEASE, lesson=Reference(BEN, 2))).refused(NotTheirLesson, f"{BEN}@2")
    hers(TAKEN_BACK).when(RELEASE).refused(NotTheirLesson)
    hers(case=()).when(RELEASE).refused(NotTheirCase, CASE)
    hers(case=(replace(PROPOSED, candidate=BEN),)).when(RELEASE).refused(NotTheirCase)


def test_she_thinks_better_of_it_and_again() -> None:
    hers(RELEASED).when(REVOKE).then(REVOKED)
    hers().when(REVOKE).nothing_happens()
    hers(RELEASED, REVOKED).when(REVOKE).nothing_happens()
    hers(RELEASED, REVOKED).when(replace(RELEASE, effective_on=JUNE)).then(replace(RELEASED, effective_on=JUNE))


@pytest.mark.parametrize("command", [RELEASE, REVOKE], ids=lambda command: type(command).__name__)
def test_both_are_over_when_the_file_closes_until_a_deferral_opens_it_again(
    command: ReleaseLesson | RevokeLessonRelease,
) -> None:
    hers(RELEASED, case=(PROPOSED, CLOSED)).when(command).refused(LessonsAreFiled, str(JUNE))
    hers(RELEASED, case=(PROPOSED, CLOSED, DEFERRED)).when(replace(REVOKE, effective_on=date(2024, 7, 2))).then(
        replace(REVOKED, effective_on=date(2024, 7, 2))
    )


def test_what_is_released_comes_onto_the_file_as_it_closes_and_nothing_else_does() -> None:
    case(RELEASED).when(CLOSE).then(replace(CLOSED, basis=5, lessons=(LESSON,)))
    case().when(CLOSE).then(replace(CLOSED, basis=4))
    case(RELEASED, REVOKED).when(CLOSE).then(replace(CLOSED, basis=6))
    case(RELEASED, TAKEN_BACK).when(CLOSE).then(replace(CLOSED, basis=6))
    case(replace(RELEASED, case=CaseId("case-other"))).when(CLOSE).then(replace(CLOSED, basis=5))
