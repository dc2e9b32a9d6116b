"""Many commands with few commits: each is decided on what those before it have left, a batch is appended together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from domain.kernel.commands import decide
from domain.kernel.refusals import Refusal
from ledger.deciding.draft import CommandIdReused, digest_of, persons_in, place, proposal, written
from ledger.deciding.receipts import first_receipt, known_receipts
from ledger.deciding.streams import FreshPages
from ledger.deciding.view import LookedUp, Page
from ledger.entry import Entry, Receipt, Request
from ledger.gc_pauses import all_collected_afterwards, collector_at_rest
from ledger.storage.recorder import BookRecorder
from ledger.storage.stored_form import StoredForm

COMMANDS_AT_ONCE: Final = 2_000
AT_ONCE_AT_LEAST: Final = 16
OVERTAKEN_AT_MOST: Final = 20

Result = Receipt | Refusal


class WriteFirst(Exception):
    """A decision asks for what the batch has not written yet."""


class TooMuchMoved(Exception):
    """Others kept writing what a command reads; nothing of it was recorded, and it may be asked again."""


@dataclass
class Decided:
    """A command of the batch that is waiting to be appended."""

    number: int
    request: Request
    digest: bytes
    book: LookedUp
    entries: list[Entry[Any]]


class Batch:
    """The book as the commands of a batch see it: the database, and what those before them have decided."""

    def __init__(self, fresh: FreshPages, streams: set[str]) -> None:
        self._fresh = fresh
        self.start = self.end = fresh.position()
        """Where the ledger stood before the batch, and with it: as of the end, what had nothing to write is so."""
        self.decided: list[Decided] = []
        self.ids: set[object] = set()
        self._touched: set[tuple[str, str]] = set()
        self.pages = {stream: page for stream in streams if (page := fresh.kept.get(stream))}
        self.remembered = bool(self.pages)
        self.pages |= fresh.pages([stream for stream in streams if stream not in self.pages])
        self.found_at = {stream: page.version for stream, page in self.pages.items()}

    def position(self) -> int:
        """The last position, for a decision that stores it: so everything before it must be written."""
        if self.decided:
            raise WriteFirst
        return self._fresh.position()

    def since(self) -> int:
        """Where the ledger stood when the batch began."""
        return self.start

    def page(self, stream: str) -> Page:
        """A page with what the batch has already decided to write there."""
        if stream not in self.pages:
            self.pages[stream] = self._fresh.page(stream)
            self.found_at[stream] = self.pages[stream].version
        return self.pages[stream]

    def entries_concerning(self, subject: str, kind: str, until: int) -> list[Entry[Any]]:
        """From the database; what the batch itself has to say about it must be written first."""
        if (subject, kind) in self._touched:
            raise WriteFirst
        return self._fresh.entries_concerning(subject, kind, until)

    def add(self, decided: Decided) -> None:
        """Take a decision into the batch."""
        self.decided.append(decided)
        self.ids.add(decided.request.command_id)
        by_page: dict[str, list[Entry[Any]]] = {}
        for entry in decided.entries:
            by_page.setdefault(entry.stream, []).append(entry)
        for stream, entries in by_page.items():
            page = self.page(stream).with_entries(tuple(entries))
            self.pages[stream] = page
            for entry in entries:
                if entry.supersedes is None:
                    self._touched.update((subject, entry.kind) for subject in entry.event.concerns())
                else:
                    chain = [e for e in page.entries if entry.supersedes in (e.version, e.supersedes)]
                    self._touched.update((subject, chain[0].kind) for e in chain for subject in e.event.concerns())


class Bulk:
    """Takes many commands, a batch at a time."""

    def __init__(self, recorder: BookRecorder, form: StoredForm, fresh: FreshPages) -> None:
        self._recorder = recorder
        self._form = form
        self._fresh = fresh

    def record(self, requests: Iterable[Request], progress: Callable[[int], None]) -> Iterator[Result]:
        """What became of each command, in their order; a batch is on disk before its results are yielded."""
        source, done = iter(requests), 0
        with all_collected_afterwards():
            while chunk := list(islice(source, COMMANDS_AT_ONCE)):
                results = self._settle(chunk)
                done += len(chunk)
                progress(done)
                yield from (results[number] for number in range(len(chunk)))

    def _settle(self, chunk: list[Request]) -> dict[int, Result]:
        results: dict[int, Result] = {}
        waiting = list(enumerate(chunk))
        overtaken, at_once = 0, len(chunk)
        while waiting:
            with collector_at_rest():
                left = self._take(waiting[:at_once], results) + waiting[at_once:]
            taken = len(waiting) - len(left)
            overtaken = 0 if taken else overtaken + 1
            at_once = max(AT_ONCE_AT_LEAST, 4 * taken)  # where each waits for the one before, do not prepare for all
            if overtaken == OVERTAKEN_AT_MOST:
                raise TooMuchMoved(f"a batch of {len(waiting)} commands was overtaken {overtaken} times")
            waiting = left
        self._look_again(chunk, results)
        return results

    def _look_again(self, chunk: list[Request], results: dict[int, Result]) -> None:
        """What seemed refused or needless may have been recorded by others meanwhile, under the same id."""
        done = {
            chunk[n].command_id for n, result in results.items() if isinstance(result, Receipt) and result.references
        }
        unsure = [number for number in results if chunk[number].command_id not in done]
        known = known_receipts(self._recorder, [chunk[number].command_id for number in unsure]) if unsure else {}
        for number in unsure:
            try:
                receipt = first_receipt(
                    known, chunk[number].command_id, digest_of(chunk[number], self._form.keys.secret)
                )
            except CommandIdReused as refusal:
                results[number] = refusal
            else:
                results[number] = receipt or results[number]

    def _take(self, waiting: list[tuple[int, Request]], results: dict[int, Result]) -> list[tuple[int, Request]]:
        """Decide as many as can be appended together, and append them; what is left to do after that."""
        known = known_receipts(self._recorder, [request.command_id for _, request in waiting])
        batch = Batch(self._fresh, {request.command.stream for _, request in waiting})
        left: list[tuple[int, Request]] = []
        needless: list[int] = []
        for done, (number, request) in enumerate(waiting):
            if request.command_id in batch.ids:
                left = waiting[done:]
                break
            book, digest = LookedUp(batch), digest_of(request, self._form.keys.secret)
            try:
                receipt = first_receipt(known, request.command_id, digest)
                decision = () if receipt else decide(request.command, book)
            except WriteFirst:
                left = waiting[done:]
                break
            except Refusal as refusal:
                results[number] = refusal.with_traceback(None)  # which would hold the batch as well
                continue
            if decision:
                batch.add(Decided(number, request, digest, book, written(request, book, decision, self._form)))
            elif receipt:
                results[number] = receipt
            else:
                needless.append(number)
        appended = self._append(batch, results)
        batch.decided.clear()  # each holds the batch: a circle, and the collector is at rest
        if appended:
            results |= dict.fromkeys(needless, Receipt(batch.end, (), None))
            return left
        self._fresh.kept.forget(batch.pages)
        return waiting

    def _append(self, batch: Batch, results: dict[int, Result]) -> bool:
        """Append a batch; False if something that it read has moved, so that nothing was written."""
        if not batch.decided:
            return not batch.remembered  # nothing that was refused was checked: look again before saying no
        self._form.keys.ensure(
            {person for decided in batch.decided for person in persons_in(decided.entries, decided.book)}
        )
        proposals = [proposal(d.request, d.digest, d.book, d.entries, self._form) for d in batch.decided]
        watched = {key: batch.start for decided in batch.decided for key in decided.book.watched}
        guards = [(batch.found_at, watched)] + [({}, {})] * (len(proposals) - 1)
        outcomes = self._recorder.append(proposals, guards, together=True)
        if any(outcome.what != "recorded" for outcome in outcomes):
            return False  # also where an id was used by others meanwhile, or by us, and the reply was lost
        pages = {stream: page.entries for stream, page in batch.pages.items()}
        for decided, outcome in zip(batch.decided, outcomes, strict=True):
            results[decided.number] = place(decided.entries, outcome, pages)
        for stream, page in batch.pages.items():
            self._fresh.kept.keep(stream, page)
        batch.end = outcomes[-1].last_position or batch.end
        return True
