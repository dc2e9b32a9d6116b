"""Remarks: what people have said of what is written of them, beside the entries that it is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from domain.amendments.remarks import RectificationAnswered, RectificationRequested, StatementAttached
from domain.kernel.facts import Reference
from ledger import Entry
from projections.engine.read_model import ReadModel, Row, Table
from projections.engine.reading import Reading
from projections.engine.sealed_entry import SealedEntry
from projections.engine.visibility import visible
from projections.engine.walls import WallByEntry


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that was said of an entry: a statement, a request to mend it, or the answer to one."""

    about: Reference
    """The entry that it is about."""
    entry: Entry[Any]
    """The entry that says it, opened."""


def remarked(entry: SealedEntry[Any]) -> tuple[Row, ...]:
    about = entry.event.entry
    return ((about.stream, about.version),)


REMARKED: Final = Table(
    "remarks",
    {"about_stream": "text NOT NULL", "about_version": "bigint NOT NULL"},
    dict.fromkeys((StatementAttached, RectificationRequested, RectificationAnswered), remarked),
    walls=(WallByEntry("remarks"),),
    indexes=("about_stream",),
)
REMARKS: Final = ReadModel("remarks", (REMARKED,))


async def remarks(reading: Reading, subjects: Sequence[str]) -> Mapping[str, tuple[Remark, ...]]:
    """What was said of the entries of some streams, in the order in which it was written."""
    rows = await reading.rows(
        "SELECT about_stream, about_version, position FROM read_models.remarks fact"
        f" WHERE about_stream = ANY (%(subjects)s) AND {visible('fact')} ORDER BY position",
        {"subjects": list(subjects)},
        about=subjects,
    )
    entries = await reading.entries({position for *_, position in rows}, about=subjects)
    found: dict[str, list[Remark]] = {subject: [] for subject in subjects}
    for stream, version, position in rows:
        found[stream].append(Remark(Reference(stream, version), entries[position]))
    return {subject: tuple(said) for subject, said in found.items()}
