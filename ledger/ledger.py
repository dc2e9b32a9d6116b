"""Reading the book and writing in it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import nullcontext
from datetime import UTC, date, datetime, tzinfo
from threading import Lock
from typing import Any, Final, Self
from uuid import UUID, uuid4

from eventsourcing.application import Application
from eventsourcing.postgres import PostgresFactory
from eventsourcing.utils import Environment

from domain.kernel.commands import Command
from domain.kernel.facts import ORGANISATION, Reference
from domain.kernel.refusals import Refusal, WrittenAboutErased
from domain.people.erasure import Erasure
from ledger.deciding.bulk import Bulk, TooManyConflicts
from ledger.deciding.commits import SharedCommits
from ledger.deciding.draft import Draft, digest_of, sealed
from ledger.deciding.receipts import asked_before, first_receipt, known_receipts
from ledger.deciding.rehearsal import Rehearsal
from ledger.deciding.sources import FreshStreams, OpenPartsAsOf, RememberedStreams, StreamsAsOf
from ledger.deciding.streams import KeptStreams
from ledger.deciding.view import View
from ledger.entry import Entry, Receipt, Request
from ledger.storage.belonging import must_have_keys
from ledger.storage.connections import pool_in_role, pool_of_the_keeper, roles_of
from ledger.storage.destroying import Destroying, NoKeyIsDestroyed
from ledger.storage.erasures import ERASING
from ledger.storage.forms import form_of, stored_as
from ledger.storage.keys import Keys, Wrapping
from ledger.storage.migrations import must_be_migrated
from ledger.storage.proposals import Outcome
from ledger.storage.pseudonyms import Pseudonyms
from ledger.storage.read_set import Key
from ledger.storage.readings import Readings
from ledger.storage.recorder import BookDatastore, BookRecorder
from ledger.storage.room import room_of
from ledger.storage.secret_keys import SecretKeys
from ledger.storage.sessions import Sessions
from ledger.storage.stored_form import StoredForm
from ledger.storage.tokens import Tokens
from ledger.storage.unread import may_be
from ledger.storage.waiting import Waiting

DECIDE_AT_MOST: Final = 20
"""Times a command is decided because something was written meanwhile that it would have read."""


class Ledger(Application[str]):
    """The book: an application of the eventsourcing library; stored form, recorder and way of deciding are ours."""

    name = "ledger"
    recorder: BookRecorder

    def __init__(
        self,
        url: str,
        wrapping: Wrapping,
        zone: tzinfo = UTC,
        case_matters_in: Collection[str] = (),
        keys_url: str | None = None,
    ) -> None:
        roles = roles_of(url)
        self._url, self._role, self._zone = url, roles.writer, zone
        self._keeper = pool_of_the_keeper(url, keys_url, size=2)
        self.keys = Keys(self._keeper, wrapping, room_of(keys_url or url).must_be_there)
        self.tokens = Tokens(self._keeper)
        self.sessions = Sessions(self._keeper)
        self._waiting = pool_of_the_keeper(url, keys_url, size=4)
        self.waiting = Waiting(self._waiting, self.keys)
        self._reader = pool_in_role(url, roles.reader, size=2)
        self.readings = Readings(self._reader)
        self.form = StoredForm(self.keys)
        super().__init__()
        self.secret_keys = self.form.secret_keys = SecretKeys(self.keys.secret, self.recorder, case_matters_in)
        self.pseudonyms = Pseudonyms(self.keys.secret)
        self.kept = KeptStreams()
        self._fresh = FreshStreams(self.recorder, self.kept)
        self._remembered = RememberedStreams(self.recorder, self.kept)
        self._commits = SharedCommits(self.recorder.append)
        self.destroying: Destroying = NoKeyIsDestroyed()
        """Carries out what is recorded of erasures; whoever opens a ledger together with its key says how."""
        self.forgotten = 0
        """How often what was opened of whoever is erased was let go of here."""
        self._one_by_one = Lock()
        """Taken by whoever was overtaken twice: many who read and write the same would overtake each other for ever."""

    @classmethod
    def open(
        cls,
        url: str,
        wrapping: Wrapping,
        zone: tzinfo = UTC,
        case_matters_in: Collection[str] = (),
        keys_url: str | None = None,
    ) -> Self:
        """The ledger in the database that `url` names, sealed under the given key-encryption key.

        `zone` is the organisation's: it says which day today is. `case_matters_in` are the systems outside whose
        identifiers differ where only their case does. `keys_url` names the database in which its keys are kept; without
        one they stand beside the book. Raises NotMigrated, KeyMissing, KeysNotApart, KeysOfAnotherBook, Unreachable and
        WrongKeyEncryptionKey.
        """
        must_be_migrated(url)
        must_have_keys(url, keys_url)
        return cls(url, wrapping, zone, case_matters_in, keys_url)

    # What the library asks for

    def construct_env(self, name: str, env: Any = None) -> Environment:
        """The process's environment is not the ledger's business: the settings are read in one place only."""
        return Environment(name, {})

    def construct_factory(self, env: Environment) -> Any:
        """The library's PostgreSQL factory, on our own connections."""
        factory = PostgresFactory.__new__(PostgresFactory)
        factory.env = env
        factory.datastore = BookDatastore(self._url, self._role)
        return factory

    def construct_mapper(self) -> StoredForm:
        """Our stored form."""
        return self.form

    def construct_recorder(self) -> BookRecorder:
        """Our recorder."""
        datastore: BookDatastore = self.factory.datastore  # type: ignore[attr-defined]
        return BookRecorder(datastore, self._url, self._role, self.form, self._zone)

    def close(self) -> None:
        """Let go of all connections."""
        super().close()
        self.recorder.close()
        self._keeper.close()
        self._waiting.close()
        self._reader.close()

    # Writing

    def record(self, command: Command[Any], *, by: str, command_id: UUID | None = None) -> Receipt:
        """Let the command decide on what is known, and write down what it decided.

        Returns when it is on disk. The same `command_id` again returns the first receipt; with other content it is
        refused. Raises the Refusal of the rules, and TooManyConflicts if others kept writing what it reads.
        """
        request = Request(command, by, command_id or uuid4())
        erases = any(event.memory is Erasure for event in command.records)
        if erases:
            self.destroying.must_be_possible()
        receipt = self._write(request)
        if erases:
            self.destroying.carry_out()
            self.forget_erased()
        return receipt

    def _write(self, request: Request) -> Receipt:
        for attempt in range(DECIDE_AT_MOST):
            with self._one_by_one if attempt > 1 else nullcontext():
                receipt = self._take(request, self._fresh if attempt else self._remembered)
            if receipt is not None:
                return receipt
        name, stream = type(request.command).__name__, request.command.stream
        raise TooManyConflicts(f"{name} on {stream} was overtaken {DECIDE_AT_MOST} times")

    def _take(self, request: Request, source: FreshStreams) -> Receipt | None:
        """Decide and append; None if it is to be decided again, on what is known then."""
        draft = Draft(request, source, self.form)
        try:
            decided = draft.decide()
        except Refusal:
            if source is self._remembered:
                return None  # what was in memory may be behind: look again before saying no
            if (receipt := self.receipt(request)) is not None:
                return receipt
            raise
        if decided:
            try:
                return self._append(draft)
            except WrittenAboutErased:
                if (receipt := self.receipt(request)) is not None:
                    return receipt
                raise
        if source is self._remembered:
            return None
        return self.receipt(request) or Receipt(draft.view.basis, (), None)

    def record_many(
        self, requests: Iterable[Request], *, progress: Callable[[int], None] = lambda done: None
    ) -> Iterator[Receipt | Refusal]:
        """Many commands through the rules, in their order, with few commits; what became of each.

        Each stands for itself: a refusal does not stop the others. Stopped half-way, what was yielded is recorded, and
        all may be asked again under the same ids. `progress` is told how many are done, after each commit.
        """
        return Bulk(self.recorder, self.form, self._fresh).record(requests, progress)

    def receipt(self, request: Request) -> Receipt | None:
        """The first receipt of a command; None if it was never recorded. Raises CommandIdReused."""
        known = known_receipts(self.recorder, (request.command_id,))
        return first_receipt(known, request.command_id, digest_of(request, self.keys.secret))

    def asked_before(self, requests: Iterable[Request]) -> set[UUID]:
        """The ids of those requests that were recorded before, just as they are asked now."""
        digests = {request.command_id: digest_of(request, self.keys.secret) for request in requests}
        return asked_before(self.recorder, digests)

    def receipt_under(self, command_id: UUID) -> Receipt | None:
        """The receipt of whatever was asked under an id; None if nothing was recorded under it."""
        known = known_receipts(self.recorder, (command_id,))
        return known[command_id][1] if command_id in known else None

    def _append(self, draft: Draft) -> Receipt | None:
        """Append a decision; None if something was written that it would have read."""

        def settled(outcome: Outcome) -> None:
            if outcome.what == "recorded":
                written: dict[str, list[Entry[Any]]] = {}
                draft.place(outcome, written)
                for stream, entries in written.items():
                    self.kept.extend(stream, entries)

        [proposal] = sealed([draft], self.form)
        if self._commits.write(proposal, settled).what == "conflict":
            return None
        return draft.receipt or self.receipt(draft.request)

    def forget_erased(self) -> bool:
        """Let go of everything opened that is kept here, if anybody was erased since this was last asked."""
        erased = self.keys.look_again()
        if erased:
            self.kept.forget()
            self.secret_keys.forget()
            self.forgotten += 1
        return erased

    def rehearsal(self) -> Rehearsal:
        """A place to try commands: decided one after the other on what those before them would leave, never written."""
        return Rehearsal(self.recorder, self.form)

    # Reading

    def stream(self, name: str, *, as_of: int | None = None) -> tuple[Entry[Any], ...]:
        """One subject's entries, oldest first; all, or those up to a position."""
        return tuple(
            self.recorder.read(
                "WHERE stream = %s AND position <= %s ORDER BY version", name, 2**62 if as_of is None else as_of
            )
        )

    def streams(self, names: Sequence[str], *, kinds: Sequence[str] = ()) -> dict[str, tuple[Entry[Any], ...]]:
        """Many subjects' entries in one look, oldest first; all, or those of some kinds. Raises UnknownKind."""
        for kind in kinds:
            form_of(kind)
        streams: dict[str, list[Entry[Any]]] = {name: [] for name in names}
        condition = (
            "WHERE stream = ANY (%s) AND (cardinality(%s::text[]) = 0 OR kind = ANY (%s)) ORDER BY stream, version"
        )
        stored = list(stored_as(*kinds)) if kinds else []
        for entry in self.recorder.read(condition, list(streams), stored, stored):
            if not kinds or may_be(entry, kinds):
                streams[entry.stream].append(entry)
        return {name: tuple(entries) for name, entries in streams.items()}

    def entries(
        self,
        *,
        after: int = 0,
        until: int | None = None,
        kinds: Sequence[str] = (),
        opened: bool = True,
        latest_first: bool = False,
    ) -> Iterator[Entry[Any]]:
        """Entries in the order of writing, a few thousand in memory at a time; `until` defaults to the last one now.

        With `opened=False` sealed fields stay shut and read as ERASED; `latest_first` turns the order round. Raises
        UnknownKind.
        """
        for kind in kinds:
            form_of(kind)
        if not kinds:
            return self.recorder.stream_entries(after, until, (), opened=opened, latest_first=latest_first)
        stored = stored_as(*kinds)
        found = self.recorder.stream_entries(after, until, stored, opened=opened, latest_first=latest_first)
        return (entry for entry in found if may_be(entry, kinds))

    def superseding(self, kinds: Sequence[str]) -> Iterator[Entry[Any]]:
        """The entries of some kinds that correct or retract others, unopened, in the order of writing."""
        return self.recorder.stream_entries(0, None, stored_as(*kinds), superseding=True, opened=False)

    def entries_at(self, positions: Sequence[int]) -> dict[int, Entry[Any]]:
        """The entries at some positions."""
        return {entry.position: entry for entry in self.recorder.read("WHERE position = ANY (%s)", list(positions))}

    def entries_cited(self, references: Iterable[Reference]) -> dict[Reference, Entry[Any]]:
        """The entries at some addresses, in one look; of an address where there is none nothing."""
        cited = list(references)
        condition = "WHERE (stream, version) IN (SELECT * FROM unnest(%s::text[], %s::bigint[]))"
        found = self.recorder.read(condition, [at.stream for at in cited], [at.version for at in cited])
        return {Reference(entry.stream, entry.version): entry for entry in found}

    def book(self, *, as_of: int | None = None, ahead: Iterable[str] = (), touching: Iterable[Key] = ()) -> View:
        """What a decision could have looked up at a position, or could now. Needs nothing but the entries.

        Streams that are going to be asked for are read `ahead` in one look, and so are the kinds of entries `touching`
        subjects with the streams on which they stand.
        """
        streams = StreamsAsOf(self.recorder, self.moment() if as_of is None else as_of)
        streams.look_ahead(ahead, [(subject, name) for subject, kind in touching for name in stored_as(kind)])
        return View(streams, self.form.secret_keys)

    def open_parts(self, kinds: Collection[str], *, as_of: int, ahead: Iterable[str]) -> View:
        """The same of some kinds of entries alone, unopened: for telling of many subjects, not for deciding on any."""
        streams = OpenPartsAsOf(self.recorder, as_of, kinds)
        streams.look_ahead(ahead)
        return View(streams)

    def begun(self, kind_of_subject: str) -> list[str]:
        """The streams of all subjects of a kind, as “case”, in the order of writing, be they readable or not."""
        return self.recorder.streams_begun(kind_of_subject)

    def touched(self, kind_of_subject: str) -> list[str]:
        """All subjects of a kind, as “unit”, that entries on other streams touch, whether they have begun or not."""
        return self.recorder.subjects_touched(kind_of_subject)

    def touching(self, subject: str, *, after: int = 0, until: int = 2**62, opened: bool = True) -> list[Entry[Any]]:
        """The entries on other streams that touch a subject, in the order of writing, between two positions."""
        return self.recorder.read(
            "WHERE position > %s AND position <= %s"
            " AND position IN (SELECT position FROM ledger.concerns WHERE subject = %s) ORDER BY position",
            after,
            until,
            subject,
            opened=opened,
        )

    def position(self) -> int:
        """The last position; 0 in an empty book."""
        return self.recorder.max_notification_id() or 0

    def moment(self) -> int:
        """The position as of which now is told: the last of an entry that is not of the ledger itself."""
        return self.recorder.moment()

    def last_erasure(self) -> int:
        """Position of the last entry with which somebody was erased; 0 if nobody was."""
        return self.recorder.last_concerning(ORGANISATION, ERASING)

    def today(self) -> date:
        """Which day it is where the organisation is, by the database's clock."""
        return self.recorder.clock.today_as_counted()

    def now(self) -> datetime:
        """What time it is, by the database's clock."""
        return self.recorder.clock.now()

    def now_as_counted(self) -> datetime:
        """The same, counted on from when the database last said it: where nothing hangs on it, and nobody may wait."""
        return self.recorder.clock.expected()

    def has_come(self, instant: datetime) -> bool:
        """Whether an instant lies behind us, by the same clock."""
        return self.recorder.clock.has_come(instant)

    def position_at(self, instant: datetime) -> int:
        """The moment of an instant: the last position written at or before it that is one; 0 if there was none."""
        with self.recorder.datastore.get_connection() as connection:
            row = connection.execute("SELECT ledger.position_at(%s) AS position", (instant,)).fetchone()
        return int(row["position"]) if row else 0
