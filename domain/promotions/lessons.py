"""Lessons that somebody noted for themselves, and lets a panel read: unasked, until the file closes, and no sooner.

What is released stands on the person's own stream, where nobody else reads it. It comes onto the file only as that is
closed: so nobody can tell a lesson that was never released from one whose release was revoked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, ClassVar

from domain.development.development import Development
from domain.kernel.acting import Acts
from domain.kernel.book import Book, Decision
from domain.kernel.commands import precondition
from domain.kernel.facts import Event, Reference
from domain.kernel.ids import CaseId, PersonId
from domain.kernel.memories import changed
from domain.kernel.refusals import Refusal
from domain.people.employment import KnownPersonCommand
from domain.promotions.promotion_case import PromotionCase


@dataclass(frozen=True)
class ReleasedLessons:
    """Which of their lessons somebody lets which panels read."""

    by_case: Mapping[CaseId, tuple[Reference, ...]] = field(default_factory=dict, hash=False)

    def of(self, case: CaseId) -> tuple[Reference, ...]:
        """Those that are released for a case, in the order in which they were."""
        return self.by_case.get(case, ())


@dataclass(frozen=True)
class LessonReleased(Event[ReleasedLessons]):
    """They let the panel of a case of theirs read a lesson that they noted, once the file closes."""

    act: ClassVar[bool] = True

    lesson: Reference
    """The lesson."""
    case: CaseId

    def evolve(self, released: ReleasedLessons, at: Reference) -> ReleasedLessons:
        several = (*released.of(self.case), self.lesson)
        return changed(released, by_case={**released.by_case, self.case: several})


@dataclass(frozen=True)
class LessonReleaseRevoked(Event[ReleasedLessons]):
    """They thought better of it before the file was closed: nobody else learns of either."""

    act: ClassVar[bool] = True

    lesson: Reference
    """The lesson."""
    case: CaseId

    def evolve(self, released: ReleasedLessons, at: Reference) -> ReleasedLessons:
        left = tuple(one for one in released.of(self.case) if one != self.lesson)
        return changed(released, by_case={**released.by_case, self.case: left})


@dataclass(frozen=True)
class LessonCommand(KnownPersonCommand[ReleasedLessons], abstract=True):
    """Something that somebody asks for about a lesson of theirs, in a case of theirs."""

    person: Annotated[PersonId, Acts(in_person=True)]
    """The person, whose lesson it is."""
    lesson: Reference
    case: CaseId

    @precondition
    def file_must_be_open(self, book: Book) -> None:
        """Refuses what is none of their cases, and a case whose file is closed."""
        case = book.recall(PromotionCase, self.case)
        if case.proposal is None or case.proposal.candidate != self.person:
            raise NotTheirCase(f"case “{self.case}” is no case of “{self.person}”: name one in which they are proposed")
        if not (case.file_open and case.is_open):
            raise LessonsAreFiled(
                f"the file of case “{self.case}” was closed on {case.last_act_on}, or the case is over"
            )


@dataclass(frozen=True)
class ReleaseLesson(LessonCommand):
    """Let the panel of your case read a lesson of yours once the file closes. Nobody asks for it, or learns of none.

    It counts for nothing and against nothing. What has to be known for safety, or is misconduct, is not protected by
    being written down here: whoever keeps to the rules reports that on its own way.
    """

    records = (LessonReleased,)

    def decide(self, released: ReleasedLessons, book: Book) -> Decision:
        if self.lesson not in book.recall(Development, self.person).protected:
            raise NotTheirLesson(
                f"lesson “{self.lesson}” is none that “{self.person}” noted: name one, as stream@version"
            )
        return () if self.lesson in released.of(self.case) else (self.becomes(LessonReleased),)


@dataclass(frozen=True)
class RevokeLessonRelease(LessonCommand):
    """Think better of it: as long as the file is open, nobody else learns that you had released it."""

    records = (LessonReleaseRevoked,)

    def decide(self, released: ReleasedLessons, book: Book) -> Decision:
        return (self.becomes(LessonReleaseRevoked),) if self.lesson in released.of(self.case) else ()


def lessons_released(case: CaseId, candidate: PersonId, book: Book) -> tuple[Reference, ...]:
    """The lessons that come onto a file as it closes: released for that case, and still standing."""
    standing = book.recall(Development, candidate).protected
    return tuple(lesson for lesson in book.recall(ReleasedLessons, candidate).of(case) if lesson in standing)


class NotTheirCase(Refusal):
    """A lesson is released for a case in which its author is proposed."""

    instead = "Name a case in which you are proposed."
    field = "case"


class LessonsAreFiled(Refusal):
    """Lessons are released, and releases revoked, while the file is open."""

    instead = "What is on a closed file stays there; a deferral opens it again."
    field = "case"


class NotTheirLesson(Refusal):
    """Whoever noted a lesson releases it, and it stands."""

    instead = "Name a lesson that you noted, and have not taken back."
    field = "lesson"
