"""Completed development in words that may leave the house: nobody else is named in them, and nobody else speaks.

What an assignment was goes along where others say so, unless that names somebody; what came of it, where the person
wrote that. All of it is plain words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from api.credentials.completed import Completed
from api.credentials.plain_words import plain
from api.imports.names_known import NamesKnown
from domain.kernel.ids import PersonId
from ledger.identifiers import is_person
from projections.people.index import words_of

CONCERNED: Final = ("supported_by", "seen_by")
"""Where the entries about an assignment say who else had to do with it."""
ASSIGNMENT: Final = "An assignment"
"""What one is called whose own title names somebody, is no plain words, or is the person's own."""
COMPLETION: Final = "CertificateOfCompletion"
ANYTHING_ELSE: Final = "Achievement"
"""What Open Badges call what is certified as completed, and anything else."""


@dataclass(frozen=True)
class Achievement:
    """What a credential says was achieved."""

    name: str
    description: str
    criteria: str
    """What had to be so for it, and who says that it is."""
    achievement_type: str
    """What Open Badges call it: a completion only where others say that it was completed."""
    narrative: str | None = None
    """What came of it, in the person's own words."""


class Namings:
    """Whether texts name somebody, as far as the ledger knows what people are called and were."""

    def __init__(self, names: NamesKnown) -> None:
        self._names = names
        self._words: dict[PersonId, tuple[str, ...]] | None = None

    def names_another(self, text: str, person: PersonId, near: frozenset[str]) -> bool:
        """Whether a text has the name of anybody else in it; of those near it, a part of the name is enough.

        A name that is theirs, too, is taken for theirs.
        """
        said, own = f" {' '.join(words_of(text))} ", self._all().get(person, ())
        return any(
            f" {name} " in said or (other in near and any(f" {word} " in said for word in name.split()))
            for other, names in self._all().items()
            if other != person
            for name in names
            if name and name not in own
        )

    def _all(self) -> dict[PersonId, tuple[str, ...]]:
        if self._words is None:
            self._words = {
                person: tuple(" ".join(words_of(name)) for name in self._names.names_of(person))
                for person in self._names.everybody()
            }
        return self._words


def achievement_of(completed: Completed, namings: Namings) -> Achievement:
    """What somebody has completed, in words."""
    return of_a_mentorship(completed) if completed.begun.value("mentor") else of_an_assignment(completed, namings)


def of_a_mentorship(completed: Completed) -> Achievement:
    """A mentorship, to its mentor or its mentee."""
    which = "mentor" if completed.as_mentor else "mentee"
    return Achievement(
        f"Mentorship, as the {which}",
        "An agreement between two people to learn from each other.",
        "It ended as its goals were reached: others put that on record."
        if completed.ended_by_another
        else "That it ended as its goals were reached is their own word.",
        type_of(completed),
    )


def of_an_assignment(completed: Completed, namings: Namings) -> Achievement:
    """An assignment that was seen through: what it was by the word of others, what came of it by their own."""
    begun, ended, person = completed.begun, completed.ended, completed.person
    near = frozenset(others_near(completed))

    def told(text: object) -> str | None:
        said = plain(text)
        return said if said and not namings.names_another(said, person, near) else None

    title, description = ASSIGNMENT, "Work from which to learn."
    if completed.begun_by_another:
        function = told(begun.value("function"))
        kind = str(begun.value("assignment_kind")).replace("_", " ")
        stretch = ", one size too big on purpose" if begun.value("stretch") else ""
        title = told(begun.value("title")) or ASSIGNMENT
        description = f"Work from which to learn: {kind}{stretch}{f', into {function}' if function else ''}."
    narrative = None if completed.ended_by_another else told(ended.value("outcome"))
    return Achievement(title, description, seen_through(completed), type_of(completed), narrative)


def seen_through(completed: Completed) -> str:
    """That an assignment was seen through, and who says so."""
    if completed.was_seen:
        return "It was seen through to its end. Somebody who saw it says so."
    if completed.ended_by_another:
        return "It was seen through to its end: others put that on record."
    return "That it was seen through to its end is their own word."


def type_of(completed: Completed) -> str:
    """What Open Badges call it."""
    return COMPLETION if completed.ended_by_another else ANYTHING_ELSE


def others_near(completed: Completed) -> Iterator[str]:
    """Who else had to do with it, and wrote about it."""
    for one in (completed.begun, completed.ended):
        named = (one.recorded_by, *(one.value(name) for name in CONCERNED))
        yield from (who for who in named if who and is_person(who) and who != completed.person)
