"""What a view is asked, question by question, and which entries answer it: so an answer can be shown to others."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, NamedTuple, TypeVar

from domain.kernel.facts import Event, Reference
from domain.kernel.memories import Memory
from domain.kernel.standing import Folds, Noted
from ledger.deciding.sources import Source
from ledger.deciding.streams import Stream
from ledger.deciding.view import View, kinds_recalled
from ledger.entry import Entry
from ledger.storage.forms import stored_as

E = TypeVar("E", bound=Event[Any])


class OfStream(NamedTuple):
    """What is written of some kinds on a stream, and what supersedes it."""

    stream: str
    kinds: frozenset[str]
    """As they are stored."""

    def __str__(self) -> str:
        return f"what {', '.join(sorted(self.kinds))} say on “{self.stream}”"


class OfChain(NamedTuple):
    """What stands at a reference."""

    at: Reference

    def __str__(self) -> str:
        return f"what stands at “{self.at}”"


class Touching(NamedTuple):
    """Which entries of a kind touch a subject, on whichever stream."""

    subject: str
    kind: str
    """As it is stored."""

    def __str__(self) -> str:
        return f"which entries of {self.kind} touch “{self.subject}”"


Question = OfStream | OfChain | Touching


class QuestionedView(View):
    """A view that tells every question before it answers."""

    def __init__(self, source: Source, ask: Callable[[Question], object]) -> None:
        super().__init__(source)
        self._ask = ask

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
        if kinds := kinds_recalled(memory, folds):
            self._ask(OfStream(stream, kinds))
        return super().recall(memory, stream, on=on, folds=folds, but=but)

    def concerning(
        self, subject: str, kind: type[E], *, on: date | None = None, but: frozenset[Reference] = frozenset()
    ) -> tuple[Noted[E], ...]:
        """The standing entries of one kind that touch a subject, on whichever stream."""
        for name in stored_as(kind.__name__):
            self._ask(Touching(subject, name))
        return super().concerning(subject, kind, on=on, but=but)

    def written_with(self, at: Reference, kind: type[E], stream: str) -> bool:
        """Whether one command wrote what stands at a reference and such an entry on that stream."""
        self._ask(OfStream(stream, frozenset(stored_as(kind.__name__))))
        return super().written_with(at, kind, stream)

    def origin_of(self, at: Reference) -> Reference:
        """The reference by which a chain is cited, whichever entry of the chain `at` names."""
        self._ask(OfChain(at))
        return super().origin_of(at)


def answers(question: Question, stream: Callable[[str], Stream], touching: Iterable[Entry[Any]] = ()) -> list[int]:
    """Positions of the entries that answer a question: whole chains, from their first entry on.

    `stream` reads one as far as it counts; `touching` is what an index says of a subject.
    """
    match question:
        case OfStream(name, kinds):
            origins = {entry.at for entry in stream(name).entries if entry.supersedes is None and entry.kind in kinds}
        case OfChain(at):
            origins = {entry.at for entry in stream(at.stream).entries if entry.version == at.version}
        case _:
            origins = {entry.at for entry in touching}
    chains = (stream(at.stream).chain(at.version) for at in origins)
    return sorted(
        entry.position
        for chain in chains
        if not isinstance(question, Touching) or (chain[0].kind == question.kind and touches(chain, question.subject))
        for entry in chain
    )


def touches(chain: Iterable[Entry[Any]], subject: str) -> bool:
    """Whether one of these entries touches a subject."""
    return any(subject in entry.event.concerns() for entry in chain)
