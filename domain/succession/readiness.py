"""Readiness: when a successor could take a role, judged over cited facts by the edition's rule, until it expires."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Annotated, ClassVar

from domain.development.aspirations import Aspirations, Willingness, Word
from domain.frameworks.edition import Edition, Readiness
from domain.frameworks.framework import LevelUnknown, published
from domain.judging.findings import Finding, Verdict
from domain.kernel.acting import Acts
from domain.kernel.book import Book, Decision, entry_about
from domain.kernel.commands import Said
from domain.kernel.dates import months_after
from domain.kernel.facts import About, Erased, Event, Reference, Stage
from domain.kernel.history import is_brought_over
from domain.kernel.ids import FrameworkId, PersonId, UnitId
from domain.kernel.later import LATER
from domain.kernel.refusals import Refusal
from domain.kernel.words import listed
from domain.organisation.holders import level_of
from domain.organisation.role import EstablishedRoleCommand, Role
from domain.people.named import Here, OnTheStaff
from domain.succession.holding_against import found_in
from domain.succession.slates import Ready, Slate, must_not_report_to
from domain.units.adopting_frameworks import edition_for, edition_that_holds


@dataclass(frozen=True)
class ReadinessAssessed(Event[Slate]):
    """How ready a successor is for this role, from facts, under one edition, until a day."""

    stage: ClassVar[Stage | None] = Stage.ASSESSMENT

    candidate: PersonId
    """Whose readiness it is."""
    readiness: Annotated[Readiness | Erased, About("candidate")]
    """When they could take the role."""
    willing: bool
    """Whether their own word on the role was a yes; in entries without findings, whoever judged said so."""
    facts: tuple[Reference, ...]
    """References of the entries that it rests on."""
    framework: FrameworkId
    edition: int
    """The number of the framework's edition that it was made under."""
    expires_on: date
    """The first day on which it no longer counts."""
    rationale: Annotated[str | Erased, About("candidate")]
    """What the judgement rests on, in words."""
    wish: Reference | None = field(default=None, metadata=LATER)
    """Reference of their own word on the role; None where they had given none."""
    findings: Annotated[tuple[Finding, ...] | Erased, About("candidate")] = field(default=(), metadata=LATER)
    """What the edition's rule found in the facts; empty in entries from before findings were kept."""
    assessed_by: PersonId | None = field(default=None, metadata=LATER)
    """Who judged it; None in entries from before that was written down."""
    level: str | None = field(default=None, metadata=LATER)
    """The level of the role that it was held against; None in entries from before that was written down."""

    @property
    def supported(self) -> bool:
        """Whether its rule supports it. Unsupported, it is told and counts for nothing."""
        return is_supported(self.findings)

    def concerns(self) -> tuple[str, ...]:
        return (self.candidate, self.assessed_by) if self.assessed_by else (self.candidate,)

    def rests_on(self, at: Reference, book: Book) -> tuple[Reference, ...]:
        return self.facts if self.supported and self.expires_on > book.today else ()

    def evolve(self, slate: Slate, at: Reference) -> Slate:
        counts = is_supported(self.findings) and self.readiness is not Readiness.EMERGENCY
        return replace(slate, ready={**slate.ready, self.candidate: Ready(counts, self.expires_on, self.level)})


def is_supported(findings: tuple[Finding, ...] | Erased) -> bool:
    """Whether findings support a readiness: something asked for was found, and nothing stands in the way.

    What nobody can judge neither supports it nor stands in its way; it is told.
    """
    if isinstance(findings, Erased):
        return False
    found = any(finding.verdict is Verdict.MET for finding in findings)
    return found and not any(finding.stands_in_the_way for finding in findings)


@dataclass(frozen=True)
class AssessReadiness(EstablishedRoleCommand[Slate]):
    """Judge from entries about somebody how ready they are for this role. The edition's rule is held against it."""

    records = (ReadinessAssessed,)

    candidate: Annotated[PersonId, OnTheStaff()]
    readiness: Readiness
    willing: bool | None = field(default=None, kw_only=True)
    """Left out, it follows from their own word that day; given, it may not contradict that."""
    facts: tuple[Reference, ...]
    framework: FrameworkId
    edition: int
    rationale: Annotated[str, Said("say what the judgement rests on")]
    assessed_by: Annotated[PersonId, Here(), Acts()] | None = None
    """Who judged it; only an earlier record may leave it out, and then it counts for nothing."""
    imported: bool = field(default=False, kw_only=True)
    """Brought over from an earlier record: it may say less, and what it does not say supports nothing.

    From the ledger's first day on that makes no difference.
    """

    def decide(self, slate: Slate, book: Book) -> Decision:
        if self.assessed_by == self.candidate:
            raise JudgedThemselves(f"assessed_by is “{self.assessed_by}”, the candidate: let somebody else judge")
        self.must_say_all(book)
        if self.assessed_by is not None and not self.is_brought_over(book):
            must_not_report_to(self.candidate, "assessed_by", self.assessed_by, self.effective_on, book)
        edition = self.judged_under(book)
        self.must_rest_on_facts(book)
        level = level_of(self.role, self.effective_on, book)
        word = self.own_word(level, book)
        willing = word is not None and word.willingness is Willingness.WILLING
        if self.willing not in (None, willing) and not self.is_brought_over(book):
            raise WillingIsTheirs(
                f"willing says {'yes' if self.willing else 'no'}, and the word of “{self.candidate}” does not:"
                " leave it out"
            )
        return (
            self.becomes(
                ReadinessAssessed,
                willing=willing,
                wish=word.at if word else None,
                level=level or None,
                findings=self.findings(edition, level, word, book),
                expires_on=months_after(self.effective_on, edition.windows.readiness_months),
            ),
        )

    def is_brought_over(self, book: Book) -> bool:
        """Whether it stands in an earlier record."""
        return is_brought_over(self.effective_on, book, imported=self.imported)

    def must_say_all(self, book: Book) -> None:
        """Refuses what may only stand in an earlier record: no assessor, and readiness for an emergency."""
        if self.is_brought_over(book):
            return
        if self.assessed_by is None:
            raise AssessorMissing("assessed_by is missing: say who judged")
        if self.readiness is Readiness.EMERGENCY:
            raise EmergencyIsNamed(f"readiness is “{self.readiness}”: name them as emergency cover instead")

    def judged_under(self, book: Book) -> Edition:
        """The edition that holds for the role's unit on the day, and of an earlier record the one that it names."""
        if self.is_brought_over(book):
            return published(self.framework, self.edition, book)
        return edition_that_holds(self.unit(book), self.framework, self.edition, self.effective_on, book)

    def own_word(self, level: str, book: Book) -> Word | None:
        """The candidate's own word on the role that day."""
        return book.recall(Aspirations, self.candidate, on=self.effective_on).word_on(self.role, level)

    def findings(self, edition: Edition, level: str, word: Word | None, book: Book) -> tuple[Finding, ...]:
        """What the edition's rule for this readiness finds in the cited facts, and in what the ledger knows beside.

        Of an earlier record that does not say who judged, or cites nothing, or judged under what did not hold there, or
        of a role on a level that the edition does not have, nothing is found.
        """
        if level not in edition.ladder and not self.is_brought_over(book):
            raise LevelUnknown(
                f"level “{level}” of “{self.role}” is none of edition {edition.number}:"
                f" give the role one of {listed(edition.ladder)} first",
                field="role",
            )
        says_all = self.assessed_by is not None and bool(self.facts)
        if level not in edition.ladder or not says_all or not self.held_that_day(edition, book):
            return ()
        criteria = tuple(asked for asked in edition.rule_for(self.readiness) if asked.applies_to(level))
        return found_in(self.facts, self.candidate, level, edition, criteria, self.effective_on, word, book)

    def held_that_day(self, edition: Edition, book: Book) -> bool:
        """Whether it was judged under the edition that held for the role's unit; an earlier record names any."""
        held = edition_for(self.unit(book), self.effective_on, book)
        return held is not None and (held.framework, held.edition.number) == (self.framework, edition.number)

    def unit(self, book: Book) -> UnitId | None:
        """The unit that the role belongs to on the day."""
        profile = book.recall(Role, self.role).profile_on(self.effective_on)
        return profile.unit if profile else None

    def must_rest_on_facts(self, book: Book) -> None:
        """Refuses a judgement that cites nothing, or what is not about the candidate by that day.

        An earlier record may cite nothing; then nothing supports it.
        """
        if not self.facts and not self.is_brought_over(book):
            raise ReadinessWithoutFacts("facts is empty: cite entries that show the readiness, as stream@version")
        for at in self.facts:
            if entry_about(self.candidate, at, self.effective_on, book) is None:
                raise ReadinessWithoutFacts(
                    f"facts “{at}” is no entry about “{self.candidate}” from up to {self.effective_on}:"
                    " cite one that is"
                )


class JudgedThemselves(Refusal):
    """Nobody judges their own readiness."""

    instead = "Let somebody else judge it."
    field = "assessed_by"


class AssessorMissing(Refusal):
    """Whoever judges somebody answers for it."""

    instead = "Say who judged."
    field = "assessed_by"


class WillingIsTheirs(Refusal):
    """Whether somebody wants a role is their own word, and nobody claims it for them."""

    instead = "Leave it out, and let them say what they want."
    field = "willing"


class EmergencyIsNamed(Refusal):
    """Who could hold a role for a while is emergency cover, which is not the same as being a successor."""

    instead = "Name them as emergency cover."
    field = "readiness"


class ReadinessWithoutFacts(Refusal):
    """Readiness is judged from entries about the candidate."""

    instead = "Cite entries about the candidate that show it."
    field = "facts"
