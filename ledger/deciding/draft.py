"""A command on its way into the ledger: decided, sealed, proposed, and placed where it was written."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any, Final, get_type_hints

import msgspec
from msgspec.structs import replace

from domain.kernel.book import Decision, Line
from domain.kernel.commands import Command, decide
from domain.kernel.facts import ORGANISATION, Event, Reference
from domain.kernel.keeping import completed
from domain.kernel.refusals import Refusal
from ledger.deciding.sources import Source
from ledger.deciding.streams import Stream
from ledger.deciding.view import View
from ledger.entry import Entry, Receipt, Request
from ledger.identifiers import is_person
from ledger.storage.forms import holders_of
from ledger.storage.proposals import NewEntry, Outcome, Proposal
from ledger.storage.read_set import NOTHING_READ, ReadSet
from ledger.storage.stored_form import StoredForm
from ledger.storage.unsaid import as_before

encoded = msgspec.json.Encoder().encode
NOT_YET: Final = datetime.max.replace(tzinfo=UTC)


class CommandIdReused(Refusal):
    """The id of a command names that command for good."""

    instead = "Take a fresh id for another command."
    field = "command_id"


class BegunForOthers(Refusal):
    """Whoever wrote on a record relied on who had begun it; they did, too, where all of it was retracted."""

    instead = "Begin another one."


class Draft:
    """One command on its way. Whoever takes it along asks in this order: `decide`, `sealed`, append, `place`."""

    def __init__(self, request: Request, source: Source, form: StoredForm) -> None:
        self.request = request
        self.view = View(source, form.secret_keys)
        """What the decision sees of the ledger, and with it what it has read."""
        self.entries: tuple[Entry[Any], ...] = ()
        """What is to be written: as planned once it is decided, as it stands there once it is placed."""
        self.receipt: Receipt | None = None
        """Of its entries, once they are placed."""
        self._form = form
        self._digest = b""
        self._sealed: tuple[NewEntry, ...] = ()

    def decide(self) -> tuple[Entry[Any], ...]:
        """What the command comes to, planned; nothing if it is so already. Raises the Refusal of the rules."""
        command = self.request.command
        self.entries = tuple(self._planned(decide(command, self.view)))
        if self.entries and command.creates is not None:
            must_begin_as_before(self.entries, self.view.stream(command.stream))
        return self.entries

    def holders(self) -> set[str]:
        """All whose keys this needs."""
        holders: set[str] = set()
        for entry in self.entries:
            holders.update(holders_of(entry.event, entry.stream))
            if chain := self._chain_before(entry):
                holders.add(reason_is_about(chain))
        return holders

    def proposal(self, reads: ReadSet | None = None) -> Proposal:
        """What is to be appended: sealed, and with what must not have changed: what was read, if not said otherwise.

        Everybody in it must have their key; see `sealed`.
        """
        self._sealed = tuple(map(self._seal, self.entries))
        reads = self.view.read_set() if reads is None else reads
        return Proposal(self.request.command_id, self.digest, self.request.by, self._sealed, reads)

    def place(self, outcome: Outcome, written: dict[str, list[Entry[Any]]]) -> Receipt:
        """Take it as recorded. Its entries are added to what the same append has written before on each stream."""
        versions = outcome.versions or [entry.version for entry in self.entries]
        position, recorded_at = outcome.first_position or 0, outcome.recorded_at or NOT_YET
        placed: list[Entry[Any]] = []
        for planned, version, proposed in zip(self.entries, versions, self._sealed, strict=True):
            origin = position if planned.supersedes is None else self._origin(planned, written)
            stored = proposed.stored
            entry = replace(
                planned, position=position, version=version, stored=stored, origin=origin, recorded_at=recorded_at
            )
            placed.append(entry)
            written.setdefault(planned.stream, []).append(entry)
            position += 1
        self.entries = tuple(placed)
        self.receipt = Receipt(position - 1, tuple([entry.at for entry in placed]), outcome.recorded_at)
        return self.receipt

    @property
    def digest(self) -> bytes:
        """Tells the command from another under the same id."""
        if not self._digest:
            self._digest = digest_of(self.request, self._form.keys.secret)
        return self._digest

    def _planned(self, decision: Decision) -> Iterator[Entry[Any]]:
        request, own = self.request, self.request.command.stream
        versions: dict[str, int] = {}
        for item in decision:
            stream, event, supersedes, reason = parts_of(item, own)
            if supersedes is not None:
                supersedes = self.view.origin_of(Reference(stream, supersedes)).version
            versions[stream] = version = (versions.get(stream) or self.view.stream(stream).version) + 1
            kind, how = type(event).__name__, self._form.opened
            yield Entry(
                0,
                stream,
                version,
                kind,
                b"",
                0,
                supersedes,
                NOT_YET,
                request.by,
                request.command_id,
                how,
                event,
                reason,
            )

    def _seal(self, entry: Entry[Any]) -> NewEntry:
        """One entry as it is to be stored, and under which subjects it is found again.

        What corrects or retracts another is found under whatever that one touched, too; and its reason is sealed for
        whom that one is about.
        """
        event, before = entry.event, self._chain_before(entry)
        reason = None if entry.reason is None else str(entry.reason)
        about = reason_is_about(before) if before else None
        stored = self._form.encode(event, entry.stream, entry.command_id, reason=reason, about=about)
        kind, subjects = entry.kind, event.concerns()
        if before:
            kind, subjects = before[0].kind, (*subjects, *(s for e in reversed(before) for s in e.event.concerns()))
        concerns = tuple([(subject, kind) for subject in dict.fromkeys(subjects)])
        return NewEntry(entry.stream, entry.kind, stored, entry.supersedes, concerns)

    def _chain_before(self, entry: Entry[Any]) -> list[Entry[Any]]:
        """What an entry corrects or retracts, the origin first; nothing if it is an origin itself."""
        return [] if entry.supersedes is None else self.view.stream(entry.stream).chain(entry.supersedes)

    def _origin(self, entry: Entry[Any], written: dict[str, list[Entry[Any]]]) -> int:
        """The position of the first entry of a chain, which may have been written by the same append."""
        before = (*self._chain_before(entry), *written.get(entry.stream, ()))
        origin: Entry[Any] = next(e for e in before if e.version == entry.supersedes and e.position)
        return origin.position


def sealed(drafts: Sequence[Draft], form: StoredForm, reads: ReadSet | None = None) -> list[Proposal]:
    """Drafts as they are to be appended. Everybody's key is durable before anything is sealed with it.

    With `reads`, that is what is not to have changed for any of them; else what each has read.
    """
    form.keys.ensure({person for draft in drafts for person in draft.holders()})
    if reads is None:
        return [draft.proposal() for draft in drafts]
    return [draft.proposal(reads if draft is drafts[0] else NOTHING_READ) for draft in drafts]


def digest_of(request: Request, secret: bytes) -> bytes:
    """Tells a command from another under the same id; keyed, so that nothing can be guessed from it."""
    said = encoded((request.by, names_in(request.command), as_before(said_alone(request.command))))
    return hashlib.blake2b(said, key=secret, digest_size=16).digest()


def names_in(command: Command[Any]) -> tuple[str, ...]:
    """The class of a command, and of those that it carries."""
    kind = type(command)
    names = [kind.__name__]
    for name in carrying(kind):
        if (part := getattr(command, name)) is not None:
            names += names_in(part)
    return tuple(names)


def said_alone(command: Command[Any]) -> Command[Any]:
    """A command by what it says alone: what it leaves as it is is told from the other by nobody, as it once was not."""
    parts = {name: said_alone(part) for name in carrying(type(command)) if (part := getattr(command, name)) is not None}
    alone = completed(command, None)
    return dataclasses.replace(alone, **parts) if parts else alone  # type: ignore[type-var]  # every command is one


@cache
def carrying(kind: type[Command[Any]]) -> tuple[str, ...]:
    """The fields in which commands of a class carry another."""
    return tuple(name for name, hint in get_type_hints(kind).items() if "Command" in str(hint))


def must_begin_as_before(planned: Sequence[Entry[Any]], before: Stream) -> None:
    """Refuses to begin what was retracted as a whole anew for others: what stood there was written to those before."""
    if before.standing or not before.entries:
        return
    first = before.entries[0].event
    for name in first.for_good:
        said = getattr(first, name)
        if getattr(planned[0].event, name, None) != said:
            raise BegunForOthers(
                f"{name} was “{said}” when “{planned[0].stream}” began: say that, or begin another one"
            )


def parts_of(item: Event[Any] | Line[Any], own: str) -> tuple[str, Event[Any], int | None, str | None]:
    """What a line says: on which stream, what, instead of what, and why. A bare event stands on the command's own."""
    if isinstance(item, Line):
        return item.stream or own, item.event, item.supersedes, item.reason
    return own, item, None, None


def reason_is_about(chain: Sequence[Entry[Any]]) -> str:
    """For whom the reason of a correction is sealed: whom the origin is about, or whom it concerns; or no person."""
    origin = chain[0]
    subjects = (*holders_of(origin.event, origin.stream), *origin.event.concerns())
    return next(filter(is_person, subjects), ORGANISATION)
