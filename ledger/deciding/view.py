"""What a decision may look up while it decides, and what it has looked up: the ledger at one position."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any, TypeVar, cast

from domain.catalogue import kinds_remembered
from domain.kernel.facts import Event, Reference
from domain.kernel.memories import Memory
from domain.kernel.standing import Folds, Noted, order_of_effect, recall, standing
from ledger.deciding.sources import Source
from ledger.deciding.streams import Stream
from ledger.entry import Entry
from ledger.storage.earlier_forms import EARLIER_FORMS
from ledger.storage.forms import stored_as
from ledger.storage.read_set import NO_KINDS, Key, Read, ReadSet, StreamRead, all_of
from ledger.storage.secret_keys import SecretKeys

E = TypeVar("E", bound=Event[Any])


class View:
    """The ledger at one position, as one decision sees it. It keeps account of what was read: see `read_set`."""

    def __init__(self, source: Source, secret_keys: SecretKeys | None = None) -> None:
        self._source = source
        self._secret_keys = secret_keys
        self._basis: int | None = None
        self._today: date | None = None
        self.streams: dict[str, Stream] = {}
        self.read: dict[Read, None] = {}
        """The kinds that were read of each stream, reading by reading, under all names by which they may be stored."""
        self.keys_read: dict[Key, int] = {}
        self._recalled: dict[tuple[type, str], Any] = {}

    @property
    def basis(self) -> int:
        """The position as of which this view answers."""
        if self._basis is None:
            self._basis = self._source.position()
        return self._basis

    @property
    def today(self) -> date:
        """Which day it is, by the database's clock."""
        if self._today is None:
            self._today = self._source.today()
        return self._today

    def read_set(self) -> ReadSet:
        """All that was read. What has only been looked at for its version is not among it."""
        streams = {stream: StreamRead(self.streams[stream].version, kinds) for stream, kinds in all_of(self.read)}
        return ReadSet(streams, self.keys_read)

    def stream(self, name: str) -> Stream:
        """A stream as this decision sees it, the same whenever it looks."""
        stream = self.streams.get(name)
        if stream is None:
            stream = self._source.stream(name)
            if self._basis is not None:
                stream = stream.until(self._basis)
            self.streams[name] = stream
        return stream

    def recall(
        self,
        memory: type[Memory],
        stream: str,
        *,
        on: date | None = None,
        folds: Folds | None = None,
        but: frozenset[Reference] = frozenset(),
    ) -> Memory:
        """A memory of a stream as its standing entries left it, those effective after `on` left out."""
        if on is None and folds is None and not but:
            known: Memory | None = self._recalled.get((memory, stream))
            return self._recall(memory, stream) if known is None else known
        if kinds := kinds_recalled(memory, folds):
            self.read[stream, kinds] = None
        stands = (noted for noted in self.stream(stream).standing if noted.at not in but)
        return recall(memory, stands, on=on, folds=folds)

    def _recall(self, memory: type[Memory], stream: str) -> Memory:
        of: type = memory
        if kinds := kinds_of_memory(of):
            self.read[stream, kinds] = None
        self._recalled[memory, stream] = recalled = self.stream(stream).recall(memory)
        return recalled

    def concerning(
        self, subject: str, kind: type[E], *, on: date | None = None, but: frozenset[Reference] = frozenset()
    ) -> tuple[Noted[E], ...]:
        """The standing entries of one kind that touch a subject, on whichever stream."""
        since = self._source.since() if self._basis is None else self._basis
        streams: dict[str, list[Entry[Any]]] = {}
        for name in stored_as(kind.__name__):
            self.keys_read.setdefault((subject, name), since)
            for entry in self._source.entries_concerning(subject, name, since):
                streams.setdefault(entry.stream, []).append(entry)
        stands = [noted for entries in streams.values() for noted in standing(entries)]
        if kind.secret_words is not Event.secret_words:
            stands += self._without_key(subject, kind, since)
        found = {noted.at: cast("Noted[E]", noted) for noted in stands if type(noted.event) is kind}
        return tuple(
            sorted(
                (
                    noted
                    for noted in found.values()
                    if noted.at not in but
                    and subject in self._keys_of(noted.event)
                    and (on is None or noted.event.effective_on <= on)
                ),
                key=order_of_effect,
            )
        )

    def entries_concerning(self, subject: str, kind: str, until: int) -> list[Entry[Any]]:
        """What the index of the source says, up to a position."""
        return self._source.entries_concerning(subject, kind, until)

    def _keys_of(self, event: Event[Any]) -> tuple[str, ...]:
        return self._secret_keys.keys_of(event) if self._secret_keys else event.concerns()

    def _without_key(self, key: str, kind: type[E], until: int) -> list[Noted[Event[Any]]]:
        """What stands today of the entries that were written before their kind had such keys."""
        entries = self._secret_keys.without_key(kind.__name__, key) if self._secret_keys else ()
        noted = (self.noted(entry.at) for entry in entries if entry.position <= until)
        return [one for one in noted if one is not None]

    def key_of(self, system: str, identifier: str) -> str:
        """An open key for what a system outside calls somebody. LookupError for a book that has no secret."""
        if self._secret_keys is None:
            raise LookupError("this book was opened without the ledger's secret")
        return self._secret_keys.key_of(system, identifier)

    def noted(self, at: Reference, *, but: frozenset[Reference] = frozenset()) -> Noted[Event[Any]] | None:
        """The entry that stands at a reference."""
        origin = self.origin_of(at)
        return next((n for n in self.stream(at.stream).standing if n.at == origin and n.at not in but), None)

    def written_with(self, at: Reference, kind: type[E], stream: str) -> bool:
        """Whether one command wrote what stands at a reference and such an entry on that stream."""
        [*_, latest] = self.stream(at.stream).chain(self.origin_of(at).version)
        kinds = frozenset(stored_as(kind.__name__))
        self.read[stream, kinds] = None
        of_the_same = (entry for entry in self.stream(stream).entries if entry.command_id == latest.command_id)
        return any(entry.kind in kinds for entry in of_the_same)

    def origin_of(self, at: Reference) -> Reference:
        """The reference by which a chain is cited, whichever entry of the chain `at` names.

        What was found, only something that supersedes can change; what was not found, anything might be.
        """
        for entry in self.stream(at.stream).entries:
            if entry.version == at.version:
                self.read[at.stream, NO_KINDS] = None
                return entry.at
        self.read[at.stream, None] = None
        return at

    def without(self, at: Reference) -> Without:
        """The same view as if that entry had never been written."""
        return Without(self, frozenset((self.origin_of(at),)))

    def as_known_with(self, at: Reference) -> View:
        """The ledger as it stood once that entry had been written. That cannot move, so it counts as read nowhere."""
        written = next((entry for entry in self.stream(at.stream).entries if entry.version == at.version), None)
        return View(Before(self, written.position), self._secret_keys) if written and written.position else self

    def whole(self) -> View:
        """This view: nothing is left out of it."""
        return self


class Before:
    """What a view shows, as it stood at an earlier position."""

    def __init__(self, view: View, position: int) -> None:
        self._view = view
        self._position = position

    def position(self) -> int:
        """The position as of which everything is told."""
        return self._position

    since = position

    def today(self) -> date:
        """The day on which the view is asked."""
        return self._view.today

    def stream(self, name: str) -> Stream:
        """A stream as it stood then; the very same one if nothing has come since."""
        return self._view.stream(name).until(self._position)

    def entries_concerning(self, subject: str, kind: str, until: int) -> list[Entry[Any]]:
        """The entries of chains of one kind that touch a subject, in the order of writing."""
        return self._view.entries_concerning(subject, kind, min(until, self._position))


def kinds_recalled(memory: type, folds: Folds | None) -> frozenset[str]:
    """The kinds that recalling a memory looks at, under all names by which they may be stored."""
    return kinds_of_memory(memory) if folds is None else names_of(frozenset(folds))


@cache
def kinds_of_memory(memory: type) -> frozenset[str]:
    """The same where a memory is recalled by its events' own `evolve`."""
    return names_of(kinds_remembered(memory))


def names_of(kinds: frozenset[str]) -> frozenset[str]:
    """All names under which entries of these kinds may be stored."""
    return frozenset(stored_as(*kinds)) if EARLIER_FORMS and kinds else kinds


class Without:
    """A view from which some entries are left out, as a correction is decided."""

    def __init__(self, view: View, but: frozenset[Reference]) -> None:
        self._view = view
        self._but = but

    @property
    def basis(self) -> int:
        """The position as of which this view answers."""
        return self._view.basis

    @property
    def today(self) -> date:
        """Which day it is."""
        return self._view.today

    def recall(
        self, memory: type[Memory], stream: str, *, on: date | None = None, folds: Folds | None = None
    ) -> Memory:
        """A memory of a stream as its standing entries but these left it."""
        return self._view.recall(memory, stream, on=on, folds=folds, but=self._but)

    def concerning(self, subject: str, kind: type[E], *, on: date | None = None) -> tuple[Noted[E], ...]:
        """The standing entries of one kind but these that touch a subject."""
        return self._view.concerning(subject, kind, on=on, but=self._but)

    def key_of(self, system: str, identifier: str) -> str:
        """An open key for what a system outside calls somebody."""
        return self._view.key_of(system, identifier)

    def noted(self, at: Reference) -> Noted[Event[Any]] | None:
        """The entry that stands at a reference, unless it is left out."""
        return self._view.noted(at, but=self._but)

    def written_with(self, at: Reference, kind: type[E], stream: str) -> bool:
        """Whether one command wrote what stands at a reference and such an entry on that stream."""
        return self._view.written_with(at, kind, stream)

    def without(self, at: Reference) -> Without:
        """This view with one more entry left out."""
        return Without(self._view, self._but | {self._view.origin_of(at)})

    def as_known_with(self, at: Reference) -> View:
        """The view itself as it stood then."""
        return self._view.as_known_with(at)

    def whole(self) -> View:
        """The view itself."""
        return self._view
