"""From a command to the lines it wants written, and from written lines to a receipt."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Any, Final, get_type_hints

import msgspec

from domain.kernel.book import Decision, Line
from domain.kernel.commands import Command
from domain.kernel.facts import Event, Reference
from domain.kernel.refusals import Refusal
from ledger.deciding.commits import NewLine, Outcome, Proposal
from ledger.deciding.view import LookedUp
from ledger.entry import Entry, Receipt, Request
from ledger.identifiers import is_person
from ledger.storage.forms import persons_of
from ledger.storage.stored_form import StoredForm

NOT_YET: Final = datetime.max.replace(tzinfo=UTC)


class CommandIdReused(Refusal):
    """The id of a command names that command for good."""

    instead = "Take a fresh id for another command."
    field = "command_id"


def digest_of(request: Request, secret: bytes) -> bytes:
    """Tells a command from another under the same id; keyed, so that nothing can be guessed from it."""
    said = msgspec.json.encode((request.by, names_in(request.command), request.command))
    return hashlib.blake2b(said, key=secret, digest_size=16).digest()


def names_in(command: Command[Any]) -> tuple[str, ...]:
    """The class of a command, and of those that it carries."""
    kind = type(command)
    carried = (getattr(command, name) for name in carrying(kind))
    return (kind.__name__, *(name for part in carried if part is not None for name in names_in(part)))


@cache
def carrying(kind: type[Command[Any]]) -> tuple[str, ...]:
    """The fields in which commands of a class carry another."""
    return tuple(name for name, hint in get_type_hints(kind).items() if "Command" in str(hint))


def as_line(item: Event[Any] | Line[Any], stream: str) -> Line[Any]:
    """A decision's item as a line with its page: a bare event stands on the command's own."""
    if not isinstance(item, Line):
        return Line(item, stream)
    return item if item.stream else replace(item, stream=stream)


def written(request: Request, book: LookedUp, decision: Decision, form: StoredForm) -> list[Entry[Any]]:
    """The entries that a decision becomes, in their order; their places and times are given to them by `place`."""
    entries: list[Entry[Any]] = []
    lines = [as_line(item, request.command.stream) for item in decision]
    versions = {str(line.stream): book.page(str(line.stream)).version for line in lines}
    for line in lines:
        stream, event, supersedes = str(line.stream), line.event, line.supersedes
        if supersedes is not None:
            supersedes = book.origin_of(Reference(stream, supersedes)).version
        versions[stream] = version = versions[stream] + 1
        entries.append(
            Entry(
                *(0, stream, version, type(event).__name__, b"", 0, supersedes),
                *(NOT_YET, request.by, request.command_id, form.opened, event, line.reason),
            )
        )
    return entries


def persons_in(entries: Sequence[Entry[Any]], book: LookedUp) -> set[str]:
    """Everybody for whom something in these entries is sealed."""
    told = {person for entry in entries for person in persons_of(entry.event, entry.stream)}
    chains = [chain_before(entry, book) for entry in entries if entry.supersedes is not None]
    return told | {person for chain in chains if (person := reason_is_about(chain)) is not None}


def chain_before(entry: Entry[Any], book: LookedUp) -> list[Entry[Any]]:
    """What an entry corrects or retracts, the origin first; nothing if it is an origin itself."""
    if entry.supersedes is None:
        return []
    return [e for e in book.page(entry.stream).entries if entry.supersedes in (e.version, e.supersedes)]


def reason_is_about(chain: Sequence[Entry[Any]]) -> str | None:
    """For whom the reason of a correction is sealed: whom the origin is about, or else somebody whom it concerns."""
    for origin in chain[:1]:
        persons = (*persons_of(origin.event, origin.stream), *filter(is_person, origin.event.concerns()))
        return next(iter(persons), None)
    return None


def proposal(
    request: Request, digest: bytes, book: LookedUp, entries: Sequence[Entry[Any]], form: StoredForm
) -> Proposal:
    """A decision as it is to be appended: sealed, and with all that it was read from."""
    pages = {stream: page.version for stream, page in book.pages.items()}
    lines = [new_line(entry, book, form) for entry in entries]
    return Proposal(request.command_id, digest, request.by, lines, pages, book.watched)


def new_line(entry: Entry[Any], book: LookedUp, form: StoredForm) -> NewLine:
    """One entry as it is to be stored, and under which subjects it is found again.

    What corrects or retracts another is found under whatever that one touched, too; and its reason is sealed for whom
    that one is about.
    """
    before = chain_before(entry, book)
    reason = None if entry.reason is None else str(entry.reason)
    stored = form.encode(entry.event, entry.stream, entry.version, reason=reason, about=reason_is_about(before))
    kind, subjects = entry.kind, entry.event.concerns()
    if before:
        kind, subjects = before[0].kind, (*subjects, *(s for e in reversed(before) for s in e.event.concerns()))
    concerns = tuple((subject, kind) for subject in dict.fromkeys(subjects))
    return NewLine(entry.stream, entry.version, entry.kind, stored, entry.supersedes, concerns)


def place(entries: Sequence[Entry[Any]], outcome: Outcome, pages: Mapping[str, Sequence[Entry[Any]]]) -> Receipt:
    """Give entries that have just been written their positions, times and origins; their receipt."""
    for position, entry in enumerate(entries, start=outcome.first_position or 0):
        entry.position = entry.origin = position
        entry.recorded_at = outcome.recorded_at or NOT_YET
        if entry.supersedes is not None:
            entry.origin = next(e.origin for e in pages[entry.stream] if e.version == entry.supersedes)
    return Receipt(entries[-1].position, tuple(entry.at for entry in entries), outcome.recorded_at)
