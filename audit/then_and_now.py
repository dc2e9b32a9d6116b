"""Then and now side by side: what is told otherwise of somebody, or something, at one moment than at an earlier one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from domain.kernel.facts import EntryRetracted, Reference
from ledger.as_of import Known
from ledger.entry import Entry
from ledger.ledger import Ledger
from ledger.storage.unread import Unread, read_of


class Change(StrEnum):
    """What makes something read otherwise now than it did then."""

    HAPPENED = "happened"
    """It was not true yet then, and is by now."""
    CAME_TO_LIGHT = "came_to_light"
    """It was true by then, and was written down only afterwards."""
    CORRECTED = "corrected"
    RETRACTED = "retracted"


@dataclass(frozen=True)
class Changed:
    """One entry that reads otherwise now than it did then."""

    change: Change
    """What makes it read otherwise."""
    then: Entry[Any] | None
    """As it was known then, be it as something still to come; None if nothing was known of it."""
    now: Entry[Any] | None
    """As it is known now; None if it was retracted."""
    because: Entry[Any]
    """The entry that it changed by: who wrote it when, and for a correction or a retraction why."""

    @property
    def reference(self) -> Reference:
        """How it is cited, then and now."""
        return self.because.at


def then_and_now(
    ledger: Ledger, subject: str, then: Known, now: Known, unread: Callable[[Unread], None] = lambda entry: None
) -> tuple[Changed, ...]:
    """What reads otherwise of a subject: on its own stream, and on others that touch it. In the order of writing.

    What cannot be read is left out, and `unread` is told which.
    """
    own = ledger.stream(subject, as_of=now.position)
    others = ledger.touching(subject, after=0, until=now.position)
    chains: dict[Reference, list[Entry[Any]]] = {}
    by_position = {entry.position: entry for entry in (*own, *others)}
    for entry in read_of((by_position[position] for position in sorted(by_position)), unread):
        chains.setdefault(entry.at, []).append(entry)
    found = (changed for chain in chains.values() for changed in changed_in(chain, then, now))
    return tuple(sorted(found, key=lambda changed: changed.because.position))


def changed_in(chain: list[Entry[Any]], then: Known, now: Known) -> Iterator[Changed]:
    """How an entry with its corrections, oldest first, reads otherwise, if it does."""
    was = standing_of([entry for entry in chain if entry.position <= then.position])
    stands = standing_of(chain)
    change = change_of(was, stands, then.on)
    if change and (is_true(was, then.on) or is_true(stands, now.on)):
        yield Changed(change, was, stands, chain[-1])


def standing_of(chain: list[Entry[Any]]) -> Entry[Any] | None:
    """What stands of an entry and its corrections; None if there is none, or it was retracted."""
    return chain[-1] if chain and not isinstance(chain[-1].event, EntryRetracted) else None


def is_true(entry: Entry[Any] | None, on: date) -> bool:
    """Whether something stands, and its day has come."""
    return entry is not None and entry.event.effective_on <= on


def change_of(was: Entry[Any] | None, stands: Entry[Any] | None, day_then: date) -> Change | None:
    """What became of it; None if it read the same then."""
    if stands is None:
        return Change.RETRACTED
    if was is None:
        return Change.CAME_TO_LIGHT if is_true(stands, day_then) else Change.HAPPENED
    if was.event != stands.event:
        return Change.CORRECTED
    return None if is_true(was, day_then) else Change.HAPPENED
