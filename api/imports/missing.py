"""Whom the ledger knows to be here, and the file no longer names: they are told, and leave where that is said."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final, TypeAlias

from api.imports.batches import in_batches
from api.imports.histories import Unreadable, history_of
from api.imports.ids import KnownPeople
from api.imports.problems import Problem
from api.imports.who import Sources
from domain.kernel.ids import PersonId
from domain.kernel.standing import standing
from ledger import Entry

Stream: TypeAlias = Sequence[Entry[Any]]
Streams: TypeAlias = Callable[[Iterable[PersonId]], Mapping[str, Stream]]
"""What the ledger says of some people."""
AT_ONCE: Final = 500
SHOWN: Final = 5


def missing_here(
    sources: Sources, known: KnownPeople, streams: Streams
) -> Iterator[list[tuple[str, PersonId, Stream]]]:
    """Whom the system knows and the files do not name, batch by batch: those who are here on the day of the export."""
    for batch in in_batches(known.of(sources.system), AT_ONCE):
        missing = {person: one for one, person in batch if not sources.mentions(one)}
        of = streams(missing)
        yield [(one, person, of[person]) for person, one in missing.items() if is_here(of[person], sources)]


def is_here(stream: Stream, sources: Sources) -> bool:
    """Whether somebody is here on the day of the export, by the ledger."""
    try:
        stays = history_of(standing(stream)).stays
    except Unreadable:
        return False
    return bool(stays) and stays[-1].left_on is None and stays[-1].joined_on <= sources.on


def missing_told(sources: Sources, known: KnownPeople, streams: Streams) -> Iterator[Problem]:
    """That people who are here are not in a file of people; of a part of them it is told that it is one."""
    if sources.people is None:
        return
    of = sum(1 for _ in known.of(sources.system))
    named = sum(sources.mentions(one) for one, _ in known.of(sources.system))
    if named == of:
        return
    if 2 * named < of:
        what = f"The file names {named} of {of} people known in “{sources.system}”: the others stay as they are."
        yield Problem(0, "", "", what)
        return
    here = [one for batch in missing_here(sources, known, streams) for one, *_ in batch]
    if here:
        shown = ", ".join(f"“{one}”" for one in islice(sorted(here), SHOWN))
        more = f" and {len(here) - SHOWN} more" if len(here) > SHOWN else ""
        are = "1 person is" if len(here) == 1 else f"{len(here)} people are"
        what = (
            f"{are} here by the ledger and not in the file ({shown}{more}), and stay as they are: where the file names"
            " everybody who is here, say --missing-have-left"
        )
        yield Problem(0, "", "", what)
