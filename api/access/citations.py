"""What whoever asks may cite: what they are told. Of all else it is refused as if there were no such entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from api.access.callers import Caller
from api.access.disclosed import Disclosed
from api.access.gate import Gate
from api.access.sight import Sight, Unknown
from api.access.sorts import also_told_as, sort_of_what_it_says
from domain.amendments.corrections import CorrectEntry
from domain.kernel.commands import Command
from domain.kernel.facts import Reference
from ledger import Ledger
from ledger.storage.unread import readable


def must_be_told_what_they_cite(commands: Iterable[Command[Any]], caller: Caller, ledger: Ledger) -> None:
    """Refuses to cite an entry that whoever asks is not told, as the rules do where there is none.

    Whether there is one, whom it is about and from when, is nothing that a refusal tells. A correction may go on
    citing what the entry cites. Asked of all together, in one statement; nothing is, where nothing is cited.
    """
    asked = tuple(commands)
    cited = [each for one in asked for each in one.cited()]
    sight = Sight(caller, ledger)
    if not cited or sight.all:
        return
    before = {at for one in asked if isinstance(one, CorrectEntry) for at in cited_by(one.entry, ledger)}
    found = ledger.entries_cited({at for at, _ in cited} - before)
    entries = [entry for entry in found.values() if readable(entry)]
    told = {one.address for one in Gate(ledger).disclose(entries) if is_told(one, sight)}
    for at, refusal in cited:
        if at not in told | before:
            raise refusal


def is_told(entry: Disclosed, sight: Sight) -> bool:
    """Whether somebody may see what an entry says. Blocks."""
    own = (sort_of_what_it_says(entry), entry.stream, str(entry.at))
    for sort, subject, address in (own, *also_told_as(entry)):
        if sort is None:
            continue
        while isinstance(way := sight.way_to(sort, subject, address), Unknown):
            sight.look_up((way.of,))
        if way is not None:
            return True
    return False


def cited_by(entry: Reference, ledger: Ledger) -> Iterator[Reference]:
    """What an entry that stands cites."""
    noted = ledger.book().noted(entry)
    return references_in(noted.event if noted else None)


def references_in(value: Any) -> Iterator[Reference]:
    """All references in what an entry says."""
    return (each for each in values_in(value) if isinstance(each, Reference))


def values_in(value: Any) -> Iterator[Any]:
    """A value, and all that it holds: a command or an entry with what stands in its fields, a tuple with its parts."""
    yield value
    parts: Iterable[Any] = value if isinstance(value, tuple) else ()
    if is_dataclass(value):
        parts = (getattr(value, field.name) for field in fields(value))
    for each in parts:
        yield from values_in(each)
