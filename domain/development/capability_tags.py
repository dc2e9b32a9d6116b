"""Capability tags: what evidence about somebody shows of their leadership, in the few words of an edition.

A tag stands on an entry and counts only as long as that entry does: nobody is called anything that nothing shows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Final

from domain.development.learning_loop import DevelopmentEvent
from domain.development.practice import LessonNoted
from domain.frameworks.adopting import Active
from domain.kernel.acting import Acts
from domain.kernel.book import Book, Decision, must_be_about
from domain.kernel.facts import NAME_OF_AN_EDITION, About, Erased, Event, Reference
from domain.kernel.ids import FrameworkId, PersonId
from domain.kernel.memories import changed
from domain.kernel.near_misses import near
from domain.kernel.refusals import Refusal
from domain.kernel.words import listed
from domain.people.employment import PresentPersonCommand
from domain.people.named import Known
from domain.units.adopting_frameworks import edition_for

PRIVATE: Final = (LessonNoted,)
"""Steps of the learning loop that are their author's alone: what others cannot read is nothing to count."""


def is_evidence(kind: type[Event[Any]]) -> bool:
    """Whether entries of a kind show how somebody develops, and can be tagged: steps of their own learning loop."""
    return issubclass(kind, DevelopmentEvent) and not issubclass(kind, PRIVATE)


@dataclass(frozen=True)
class TagOnEvidence:
    """A tag on an entry."""

    entry: Reference
    framework: FrameworkId
    tag: str
    at: Reference
    """The entry that tags it."""


@dataclass(frozen=True)
class CapabilityTags:
    """What somebody's evidence is tagged with."""

    tagged: tuple[TagOnEvidence, ...] = ()


@dataclass(frozen=True)
class CapabilityTagged(Event[CapabilityTags]):
    """Somebody saw in an entry about a person an ability that the edition in force has a tag for."""

    entry: Reference
    """Reference of the entry that shows it."""
    tags: Annotated[tuple[Annotated[str, NAME_OF_AN_EDITION], ...] | Erased, About("person")]
    """What it shows: tags by their names in the edition."""
    framework: FrameworkId
    """The framework that has these tags."""
    edition: int
    """The number of its edition that was in force."""
    tagged_by: PersonId
    """Who saw it: the person, or somebody who answers for them."""

    def concerns(self) -> tuple[str, ...]:
        return (self.tagged_by,)

    def evolve(self, known: CapabilityTags, at: Reference) -> CapabilityTags:
        tags = () if isinstance(self.tags, Erased) else self.tags
        added = (TagOnEvidence(self.entry, self.framework, tag, at) for tag in tags)
        return changed(known, tagged=(*known.tagged, *added))


@dataclass(frozen=True)
class TagCapability(PresentPersonCommand[CapabilityTags]):
    """Tag an entry about somebody with what it shows of their leadership."""

    records = (CapabilityTagged,)

    entry: Reference
    tags: tuple[str, ...]
    tagged_by: Annotated[PersonId, Known(), Acts()]

    def decide(self, known: CapabilityTags, book: Book) -> Decision:
        entry = self.evidence_cited(book)
        held = self.edition_held(book)
        self.must_be_tags_of(held)
        for tag in self.tags:
            if (before := tagged_before(known, entry, held.framework, tag)) is not None:
                raise TaggedBefore(f"tags has “{tag}”, with which “{before.at}” tags “{entry}” already: leave it out")
        return (self.becomes(CapabilityTagged, entry=entry, framework=held.framework, edition=held.edition.number),)

    def cited(self) -> Iterator[tuple[Reference, Refusal]]:
        """The entry that is tagged."""
        yield (
            self.entry,
            NothingToTag(
                f"entry “{self.entry}” is no entry about “{self.person}” from up to {self.effective_on}: cite one"
            ),
        )

    def evidence_cited(self, book: Book) -> Reference:
        """The first entry of the chain that is cited. Refuses what is not about them, and what is no evidence."""
        for at, refusal in self.cited():
            must_be_about(self.person, at, self.effective_on, book, refusal)
        noted = book.noted(self.entry)
        if noted is None or noted.at.stream != self.person or not is_evidence(type(noted.event)):
            raise NotTaggable(
                f"entry “{self.entry}” is no evidence of “{self.person}”: cite an assessment, an assignment, practice,"
                " coaching, learning or feedback of theirs"
            )
        return noted.at

    def edition_held(self, book: Book) -> Active:
        """The edition in force where they stand that day; refuses where there is none."""
        held = edition_for(self.unit_on_that_day(book), self.effective_on, book)
        if held is None:
            raise TagUnknown(f"tags has {listed(self.tags)}, and no edition is in force on {self.effective_on}")
        return held

    def must_be_tags_of(self, held: Active) -> None:
        """Refuses no tag at all, one that is named twice, and one that the edition does not have."""
        names = [tag.name for tag in held.edition.tags]
        of = f"edition {held.edition.number} of “{held.framework}”"
        if not names:
            raise TagUnknown(f"tags has {listed(self.tags)}, and {of}, in force, has no tags: publish one that has")
        there = f"name one of {listed(names)}"
        if not self.tags:
            raise TagUnknown(f"tags is empty: {there}")
        for number, tag in enumerate(self.tags):
            if tag not in names:
                meant = "".join(f"did you mean “{name}”? Else " for name in near(tag, names, most=1))
                raise TagUnknown(f"tags has “{tag}”, which is none of {of}: {meant}{there}")
            if tag in self.tags[:number]:
                raise TaggedBefore(f"tags has “{tag}” twice: once will do")


def tagged_before(known: CapabilityTags, entry: Reference, framework: FrameworkId, tag: str) -> TagOnEvidence | None:
    """What has tagged an entry so already."""
    return next((one for one in known.tagged if (one.entry, one.framework, one.tag) == (entry, framework, tag)), None)


class NothingToTag(Refusal):
    """What is tagged is an entry about the person that stands by that day."""

    instead = "Cite an entry about the person that stands by that day."
    field = "entry"


class NotTaggable(Refusal):
    """Only evidence is tagged: what somebody notes for themselves, and what is between two, is none."""

    instead = "Cite an assessment, an assignment, practice, coaching, learning or feedback of the person."
    field = "entry"


class TagUnknown(Refusal):
    """Evidence is tagged with what the edition in force has a tag for, and with one tag at least."""

    instead = "Name tags of the edition in force where the person stands."
    field = "tags"


class TaggedBefore(Refusal):
    """An entry is tagged with the same tag once: twice on record, it would count twice."""

    instead = "Leave out the tag that the entry has already."
    field = "tags"
