"""Accepting: the mentor's word begins a mentorship, and the mentee says in their own that they want it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from domain.kernel.acting import Acts
from domain.kernel.book import Book, Decision
from domain.kernel.facts import Event, Reference
from domain.kernel.ids import PersonId
from domain.kernel.memories import changed
from domain.kernel.refusals import Refusal
from domain.mentoring.agreements import must_stand
from domain.mentoring.mentorship import MentoringProgress, Mentorship, MentorshipCommand
from domain.people.named import Known


@dataclass(frozen=True)
class MentorshipAccepted(Event[MentoringProgress]):
    """The mentee said that they want it, too. Of agreements without it nothing more is known than that they stand."""

    mentor: PersonId
    """The mentor."""
    mentee: PersonId
    """The mentee."""

    def concerns(self) -> tuple[str, ...]:
        return (self.mentor, self.mentee)

    def evolve(self, progress: MentoringProgress, at: Reference) -> MentoringProgress:
        return changed(progress, accepted_on=self.effective_on)


@dataclass(frozen=True)
class AcceptMentorship(MentorshipCommand):
    """Say, as the mentee, that you want what was agreed."""

    records = (MentorshipAccepted,)

    accepted_by: Annotated[PersonId, Known(), Acts(in_person=True)]
    """The mentee."""

    def decide(self, mentorship: Mentorship, book: Book) -> Decision:
        mentor, mentee = self.pair(mentorship)
        if self.accepted_by != mentee:
            raise NotTheMentee(f"accepted_by is “{self.accepted_by}”: only the mentee can say that")
        if book.recall(MentoringProgress, self.mentorship).accepted_on is not None:
            return ()
        must_stand(self, mentorship)
        return (self.becomes(MentorshipAccepted, mentor=mentor, mentee=mentee),)


class NotTheMentee(Refusal):
    """Whether somebody wants to be mentored is for them to say."""

    instead = "Let the mentee say it."
    field = "accepted_by"
