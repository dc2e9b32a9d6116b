"""What happened, came to light, was corrected or retracted between two moments, as it is told beside a comparison."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, Final

from api.pages.page import Answer
from api.pages.templates import headline, in_words, words
from api.pages.told_in_words import Named, Words
from api.pages.wording import message, said

IN_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "HAPPENED": (message("Happened"), message("It was not true yet at the earlier moment.")),
    "CAME_TO_LIGHT": (
        message("Came to light"),
        message("It was true before the earlier moment, and was written down after it."),
    ),
    "CORRECTED": (message("Corrected"), message("It said something else at the earlier moment.")),
    "RETRACTED": (message("Taken back"), message("It stood at the earlier moment, and stands no more.")),
}
"""What made the difference: in a word, and what is meant."""


@dataclass(frozen=True)
class FieldRead:
    """Something that an entry says otherwise."""

    name: str
    then: Sequence[Named]
    now: Sequence[Named]


@dataclass(frozen=True)
class Change:
    """One entry that reads otherwise than it did."""

    change: str
    """As the API calls it."""
    headline: str
    about: Named
    people: Sequence[Named]
    effective_on: date
    position: int
    """Of the entry by which it changed."""
    is_later: bool
    """Whether that entry was written after the earlier moment; else its day has come since."""
    recorded_at: datetime
    written_by: Named
    reason: str | None
    fields: Sequence[FieldRead]

    @property
    def called(self) -> str:
        """What made the difference, in a word or two."""
        return IN_WORDS[self.change][0]

    @property
    def at(self) -> datetime:
        """When it came to read so: when it was written, or when its day came."""
        came = datetime.combine(self.effective_on, time(), UTC)
        return self.recorded_at if self.is_later else max(self.recorded_at, came)


def changes_in(between: Answer, told: Words) -> list[Change]:
    """All that lies between, in the order of writing."""
    compared = between["thenAndNow"]
    known = compared["then"]["position"]
    return [change_of(one, known, told) for one in compared["changes"]]


def by_change(changes: Sequence[Change]) -> list[tuple[str, str, list[Change]]]:
    """The same by what made the difference: in a word, what is meant, and each."""
    found = {name: [one for one in changes if one.change == name] for name in IN_WORDS}
    return [(*IN_WORDS[name], several) for name, several in found.items() if several]


def change_of(one: Mapping[str, Any], known: int, told: Words) -> Change:
    """One of them, in words."""
    entry, because = one["now"] or one["then"], one["because"]
    fact = entry["fact"] or {}
    writer = because["writer"]
    return Change(
        change=one["change"],
        headline=headline(fact.get("headline") or words(entry["kind"]).capitalize()),
        about=told.name(entry["subject"]),
        people=[told.name(each["person"]["id"]) for each in fact.get("people", ()) if each["person"]],
        effective_on=date.fromisoformat(entry["effectiveOn"]),
        position=because["position"],
        is_later=because["position"] > known,
        recorded_at=datetime.fromisoformat(because["recordedAt"]),
        written_by=told.name(writer["id"]) if writer else Named(said("a system")),
        reason=because["reason"],
        fields=[
            FieldRead(in_words(each["field"]), told.value(each["then"]), told.value(each["now"]))
            for each in one["fields"]
        ],
    )
