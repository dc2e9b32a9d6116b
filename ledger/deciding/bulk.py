"""Many commands with few commits: they are taken a batch at a time, and decided again where they were overtaken."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, Final

from domain.kernel.commands import Command
from domain.kernel.refusals import Refusal, WrittenAboutErased
from ledger.deciding.batch import Batch, WriteFirst
from ledger.deciding.draft import CommandIdReused, Draft, digest_of, sealed
from ledger.deciding.named_streams import keys_named, streams_named
from ledger.deciding.receipts import first_receipt, known_receipts
from ledger.deciding.sources import FreshStreams
from ledger.deciding.view import View
from ledger.entry import Entry, Receipt, Request
from ledger.gc_pauses import gc_paused_and_frozen, gc_unfrozen_afterwards
from ledger.storage.read_set import NOTHING_READ
from ledger.storage.recorder import BookRecorder
from ledger.storage.stored_form import StoredForm

COMMANDS_AT_ONCE: Final = 2_000
AT_ONCE_AT_LEAST: Final = 16
OVERTAKEN_AT_MOST: Final = 20

Result = Receipt | Refusal


class TooManyConflicts(Exception):
    """Others kept writing what a command reads; nothing of it was recorded, and it may be asked again."""


class Bulk:
    """Takes many commands, a batch at a time."""

    def __init__(self, recorder: BookRecorder, form: StoredForm, fresh: FreshStreams) -> None:
        self._recorder = recorder
        self._form = form
        self._fresh = fresh

    def record(self, requests: Iterable[Request], progress: Callable[[int], None]) -> Iterator[Result]:
        """What became of each command, in their order; a batch is on disk before its results are yielded."""
        source, done = iter(requests), 0
        with gc_unfrozen_afterwards():
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
            with gc_paused_and_frozen():
                results |= (recorded := self._recorded_before(waiting[:at_once]))
                asked = [one for one in waiting[:at_once] if one[0] not in recorded]
                left = (self._take(asked, results) if asked else []) + waiting[at_once:]
            taken = len(waiting) - len(left)
            overtaken = 0 if taken else overtaken + 1
            at_once = max(AT_ONCE_AT_LEAST, 4 * taken)  # where each waits for the one before, do not prepare for all
            if overtaken == OVERTAKEN_AT_MOST:
                raise TooManyConflicts(f"a batch of {len(waiting)} commands was overtaken {overtaken} times")
            waiting = left
        self._look_again(chunk, results)
        return results

    def _look_again(self, chunk: list[Request], results: dict[int, Result]) -> None:
        """What seemed refused or needless may have been recorded by others meanwhile, under the same id."""
        done = {
            chunk[n].command_id for n, result in results.items() if isinstance(result, Receipt) and result.references
        }
        unsure = [number for number in results if chunk[number].command_id not in done]
        results |= self._recorded_before([(number, chunk[number]) for number in unsure])

    def _recorded_before(self, asked: list[tuple[int, Request]]) -> dict[int, Result]:
        """What became of those that were recorded before: nothing is read or decided for them again."""
        known = known_receipts(self._recorder, [request.command_id for _, request in asked]) if asked else {}
        found: dict[int, Result] = {}
        for number, request in asked:
            if request.command_id not in known:
                continue
            try:
                receipt = first_receipt(known, request.command_id, digest_of(request, self._form.keys.secret))
            except CommandIdReused as refusal:
                found[number] = refusal.with_traceback(None)
            else:
                found |= {number: receipt} if receipt else {}
        return found

    def _take(self, waiting: list[tuple[int, Request]], results: dict[int, Result]) -> list[tuple[int, Request]]:
        """Decide as many as can be appended together, and append them; what is left to do after that."""
        batch = self._batch([request.command for _, request in waiting])
        left: list[tuple[int, Request]] = []
        needless: list[int] = []
        for done, (number, request) in enumerate(waiting):
            if request.command_id in batch.ids:
                left = waiting[done:]
                break
            draft = Draft(request, batch, self._form)
            try:
                decided = draft.decide()
            except WriteFirst:
                left = waiting[done:]
                break
            except Refusal as refusal:
                results[number] = refusal.with_traceback(None)  # which would hold the batch as well
                batch.saw(draft.view)
                continue
            batch.saw(draft.view)
            if decided:
                batch.add(number, draft)
            else:
                needless.append(number)
        try:
            appended = self._append(batch, results)
        except WrittenAboutErased:
            results |= (refused := refused_of(batch))
            appended, waiting = False, [(number, request) for number, request in waiting if number not in refused]
        batch.drafts.clear()  # each holds the batch: a circle, and the collector is at rest
        if appended:
            results |= dict.fromkeys(needless, Receipt(batch.end, (), None))
            return left
        self._fresh.kept.forget(batch.streams)
        return waiting

    def _batch(self, commands: list[Command[Any]]) -> Batch:
        """A batch that has read, all at once, what the commands name."""
        book = View(self._fresh, self._form.secret_keys)
        streams = {stream for command in commands for stream in streams_named(command)}
        return Batch(self._fresh, streams, {key for command in commands for key in keys_named(command, book)})

    def _append(self, batch: Batch, results: dict[int, Result]) -> bool:
        """Append a batch; False if something was written that it would have read, so that nothing of it was."""
        if not batch.drafts:
            return not batch.remembered  # nothing that was refused was checked: look again before saying no
        drafts = list(batch.drafts.values())
        outcomes = self._recorder.append(sealed(drafts, self._form, batch.read_set()), together=True)
        if any(outcome.what != "recorded" for outcome in outcomes):
            return False  # also where an id was used by others meanwhile, or by us, and the reply was lost
        written: dict[str, list[Entry[Any]]] = {}
        for number, draft, outcome in zip(batch.drafts, drafts, outcomes, strict=True):
            results[number] = draft.place(outcome, written)
        batch.place(written)
        batch.end = outcomes[-1].last_position or batch.end
        return True


def refused_of(batch: Batch) -> dict[int, Result]:
    """Those of a batch that would be written about somebody who has been erased."""
    refused: dict[int, Result] = {}
    for number, draft in batch.drafts.items():
        try:
            draft.proposal(NOTHING_READ)
        except WrittenAboutErased as refusal:
            refused[number] = refusal.with_traceback(None)
    return refused
