"""The file of a promotion case: entries of the ledger are put on it until it is closed, and nothing else counts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar

from domain.development.development import Assessment, Development, Feedback, FeedbackRequest, Purpose
from domain.frameworks.framework import published
from domain.judging.admissible import shown_by, shows
from domain.judging.findings import EvidenceKind
from domain.kernel.acting import Acts
from domain.kernel.book import Book, Decision, entry_about
from domain.kernel.facts import Event, Reference
from domain.kernel.ids import PersonId
from domain.kernel.later import LATER
from domain.kernel.refusals import Refusal
from domain.people.named import Here
from domain.promotions.independence import Independent
from domain.promotions.informing import Informed, days_later
from domain.promotions.lessons import lessons_released
from domain.promotions.notices import filed_last
from domain.promotions.promotion_case import Act, FiledEvidence, OpenCaseCommand, PromotionCase


@dataclass(frozen=True)
class EvidenceFiled(Event[PromotionCase]):
    """An entry of the ledger was put on the file."""

    act: ClassVar[bool] = True

    candidate: PersonId
    """Who is to take the step."""
    evidence: Reference
    """Reference of the entry that is put on the file."""
    evidence_kind: EvidenceKind
    """Whether it shows results so far or what somebody could grow into."""
    filed_by: PersonId
    """Who puts it on the file."""

    def concerns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.candidate, self.filed_by)))

    def evolve(self, case: PromotionCase, at: Reference) -> PromotionCase:
        filed = FiledEvidence(self.evidence_kind, self.evidence)
        filed_last = case.filed_last if self.filed_by == self.candidate else at
        evidence = (*case.evidence, filed)
        return case.after(self, self.filed_by, candidate=self.candidate, evidence=evidence, filed_last=filed_last)


@dataclass(frozen=True)
class FileClosed(Event[PromotionCase]):
    """From here on nothing more is filed; what is on the file is what is judged."""

    act: ClassVar[bool] = True

    candidate: PersonId
    """Who is to take the step."""
    closed_by: PersonId
    """Who closes the file."""
    basis: int | None = None
    """The position at which the file is frozen; None where it was closed before that was kept."""
    lessons: tuple[Reference, ...] = field(default=(), metadata=LATER)
    """What the candidate had noted to learn from, and released for whoever judges to read."""

    def concerns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.candidate, self.closed_by)))

    def evolve(self, case: PromotionCase, at: Reference) -> PromotionCase:
        closing = Act(self.closed_by, self.effective_on)
        return case.after(self, self.closed_by, file_open=False, file_closing=closing)


@dataclass(frozen=True)
class FileEvidence(OpenCaseCommand):
    """Put an entry about the candidate on the file."""

    records = (EvidenceFiled,)

    evidence: Reference
    evidence_kind: EvidenceKind
    filed_by: Annotated[PersonId, Here(), Acts()]

    def decide(self, case: PromotionCase, book: Book) -> Decision:
        candidate = self.proposal(book).candidate
        if not case.file_open:
            raise FileIsClosed(f"“{self.case}” takes no more evidence: its file was closed on {case.last_act_on}")
        if FiledEvidence(self.evidence_kind, self.evidence) in case.evidence:
            return ()
        noted = entry_about(candidate, self.evidence, self.effective_on, book)
        if noted is None:
            raise NoEvidence(
                f"evidence “{self.evidence}” is no entry about “{candidate}” from up to {self.effective_on}:"
                " file one that is, as stream@version"
            )
        self.must_be_meant_for_deciding(book.recall(Development, candidate))
        self.must_show_what_it_is_filed_as(noted.event)
        return (self.becomes(EvidenceFiled, candidate=candidate),)

    def must_be_meant_for_deciding(self, development: Development) -> None:
        """What was said to help somebody grow, and what they wrote to learn from, is used for that alone."""
        said: tuple[Assessment | Feedback | FeedbackRequest, ...] = (
            *development.assessments,
            *development.feedback,
            *development.requests,
        )
        if any(one.at == self.evidence and one.purpose is Purpose.DEVELOPMENT for one in said):
            raise GivenForDevelopment(f"evidence “{self.evidence}” was given for development: file what was not")
        if self.evidence in development.protected:
            raise ProtectedNote(f"evidence “{self.evidence}” is a protected note: only who wrote it can release it")

    def must_show_what_it_is_filed_as(self, event: Event[Any]) -> None:
        """Each kind of evidence is a closed list: what is not on it shows nothing of that kind."""
        if not shows(self.evidence_kind, event):
            raise NotEvidenceOf(
                f"evidence “{self.evidence}”, of kind {type(event).__name__}, shows no {self.evidence_kind}:"
                f" file {shown_by(self.evidence_kind)}, by others"
            )


@dataclass(frozen=True)
class CloseFile(OpenCaseCommand):
    """Close the file: what is on it now is what is judged."""

    records = (FileClosed,)

    closed_by: Annotated[PersonId, Here(), Independent(), Acts()]

    def decide(self, case: PromotionCase, book: Book) -> Decision:
        candidate = self.proposal(book).candidate
        if not case.file_open:
            return ()
        self.candidate_must_have_seen_it(case, book)
        lessons = lessons_released(self.case, candidate, book)
        return (self.becomes(FileClosed, candidate=candidate, basis=book.basis, lessons=lessons),)

    def candidate_must_have_seen_it(self, case: PromotionCase, book: Book) -> None:
        """Told of the file since others last filed something, and so many working days ago."""
        proposal = self.proposal(book)
        edition = published(proposal.framework, proposal.edition, book)
        days = edition.procedure.comment_working_days
        if days is None:
            return
        latest = filed_last(self.case, case)
        told_on = book.recall(Informed, proposal.candidate, on=self.effective_on).told_up_to(latest, book)
        if told_on is None:
            raise FileNotSeen(
                f"closed_by “{self.closed_by}”: nobody told the candidate of the file up to “{latest}”:"
                " inform them of that entry (InformPerson), and close once their time to comment is over"
            )
        last = days_later(proposal.candidate, told_on, days, edition, book)
        if self.effective_on <= last:
            raise FileNotSeen(
                f"effective_on {self.effective_on}: the candidate may comment until {last}: close it after that"
            )


class FileNotSeen(Refusal):
    """Before a file closes, the candidate has seen it and had time to comment, where the edition says so."""

    instead = "Inform the candidate of the file as it stands, and close it once their time is over."
    field = "effective_on"


class FileIsClosed(Refusal):
    """Evidence is filed while the file is open."""

    instead = "Judge by what is on the file, or defer, which opens it again."
    field = "case"


class NoEvidence(Refusal):
    """Evidence is an entry about the candidate."""

    instead = "File an entry about the candidate that stands by that day."
    field = "evidence"


class NotEvidenceOf(Refusal):
    """Each kind of evidence is a closed list: what others saw, by means that are made for it."""

    instead = "File an entry of a kind that shows what it is filed as."
    field = "evidence"


class GivenForDevelopment(Refusal):
    """What was given to help somebody grow is never used to decide about them."""

    instead = "File evidence that was given for deciding."
    field = "evidence"


class ProtectedNote(Refusal):
    """A note to learn from is no evidence; whoever judges reads it only if whoever wrote it releases it, unasked."""

    instead = "File something else."
    field = "evidence"
