"""Which documents are filed about somebody, the latest first, each with the entry that says it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from domain.documents.filing import DocumentFiled, DocumentKind
from ledger import Entry
from projections.engine.read_model import ReadModel, Row, Table
from projections.engine.reading import Reading
from projections.engine.sealed_entry import SealedEntry
from projections.engine.visibility import NEWEST_FIRST, visible
from projections.engine.walls import Wall

__all__ = ["DOCUMENTS", "FiledDocument", "documents_filed"]


@dataclass(frozen=True, slots=True)
class FiledDocument:
    """A document that is filed about somebody."""

    person: str
    document_kind: DocumentKind
    """What sort of document it is."""
    filed_on: date
    """The day on which it was filed."""
    position: int
    """Of the entry that says it."""
    entry: Entry[Any] | None
    """The entry, opened; None where whoever asks is not told it."""


def filed(entry: SealedEntry[DocumentFiled]) -> tuple[Row, ...]:
    return ((entry.stream, entry.event.document_kind),)


DOCUMENTS: Final = ReadModel(
    "documents",
    (
        Table(
            "documents",
            {"person": "text NOT NULL", "document_kind": "text NOT NULL"},
            {DocumentFiled: filed},
            walls=(Wall("development", ("person",)),),
            indexes=(f"person, {NEWEST_FIRST}",),
        ),
    ),
)
ASKED: Final = f"""
    SELECT person, document_kind, effective_on, position FROM read_models.documents fact
    WHERE person = ANY (%(people)s) AND {visible("fact")} ORDER BY {NEWEST_FIRST}"""


async def documents_filed(reading: Reading, people: Sequence[str]) -> Mapping[str, Sequence[FiledDocument]]:
    """The documents of each of these people, as far as whoever asks is told of them; in two statements."""
    rows = await reading.rows(ASKED, {"people": [*people]}, about=people)
    entries = await reading.entries((position for *_, position in rows), about=people)
    told: dict[str, list[FiledDocument]] = defaultdict(list)
    for person, kind, filed_on, position in rows:
        told[person].append(FiledDocument(person, DocumentKind(kind), filed_on, position, entries.get(position)))
    return {person: told[person] for person in people}
