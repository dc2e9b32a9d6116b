"""Documents over GraphQL: which are filed about somebody, whether this very file is one of them, and what cites it."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Final

import strawberry

from api.access.citations import references_in
from api.access.disclosed import Disclosed
from api.access.gate import Gate
from api.graphql.context import Info
from api.graphql.derived import row_type
from api.graphql.errors import BadInput
from api.graphql.facts import person_of
from api.graphql.moment import Moment
from api.graphql.queries.entries import Entry
from api.graphql.queries.potential import cited
from api.graphql.row_types import RowType, resolver
from domain.documents.filing import HASH
from domain.kernel.facts import Reference
from ledger import Ledger
from ledger.storage.unread import readable
from projections import documents as rows

if TYPE_CHECKING:
    from api.graphql.queries.person import Person

DOCUMENTS: Final = (
    "The documents that are filed about them, the latest first. The files are kept elsewhere. Null for whoever was"
    " erased."
)
THIS_FILE: Final = (
    "Only the document whose file this is, by the 64 hexadecimal digits that `sha256sum` prints for it: whether exactly"
    " this file was filed, and what it was filed as."
)


@row_type(rows.FiledDocument, without=("person", "entry"))
class FiledDocument(RowType[rows.FiledDocument]):
    """A document that is filed about somebody."""

    @resolver("What it is called.")
    async def title(self) -> str | None:
        told = await self._disclosed()
        return told.value("title") if told else None

    @resolver("SHA-256 of its file, as 64 hexadecimal digits.")
    async def sha256(self) -> str | None:
        told = await self._disclosed()
        return told.value("sha256") if told else None

    @resolver("The entry that says it.")
    async def entry(self) -> Entry | None:
        told = await self._disclosed()
        return Entry(disclosed=told, moment=self.moment) if told else None

    @resolver("Who filed it; null where a system did, or nothing is known of them at that moment.")
    async def filed_by(self, info: Info) -> Annotated[Person, strawberry.lazy("api.graphql.queries.person")] | None:
        return await person_of(info, self.moment, self.row.entry.recorded_by) if self.row.entry else None

    @resolver("The entry that it belongs to, as it stands at that moment; null for none, or where you are not told.")
    async def belongs_to(self, info: Info) -> Entry | None:
        told = await self._disclosed()
        shown = told.value("belongs_to") if told else None
        return next(iter(await cited(info, self.moment, (shown,))), None) if shown else None

    @resolver(
        "The entries that cite it, as they stand at that moment and as far as you are told them.", holds=2, price=5
    )
    async def cited_by(self, info: Info) -> list[Entry]:
        if self.row.entry is None:
            return []
        citing = await citations_of(self.moment, self.row.person, info.context.services.ledger)
        return await cited(info, self.moment, citing.get(self.row.entry.at, ()))

    async def _disclosed(self) -> Disclosed | None:
        """What may be told of its entry."""
        return await self.moment.disclosing.one(self.row.entry) if self.row.entry else None


async def documents_of(moment: Moment, person: str, sha256: str | None) -> list[FiledDocument]:
    """The documents filed about somebody, or the one whose file that is. Raises BadInput for what is no hash."""
    found = await moment.look_up(person, rows.documents_filed) or ()
    documents = [FiledDocument(one, moment) for one in found]
    if sha256 is None:
        return documents
    if not HASH.fullmatch(digits := sha256.lower()):
        raise BadInput("sha256", sha256, "is no hash of a file: give the 64 hexadecimal digits that `sha256sum` prints")
    return [one for one in documents if await one.sha256() == digits]


async def citations_of(moment: Moment, person: str, ledger: Ledger) -> Mapping[Reference, Sequence[Reference]]:
    """Which entries cite which, of those about somebody; read once, however many documents are asked about."""

    async def load(people: list[str]) -> list[Mapping[Reference, Sequence[Reference]]]:
        return [await asyncio.to_thread(who_cites, ledger, one, moment) for one in people]

    found: Mapping[Reference, Sequence[Reference]] = await moment.gathering(citations_of, load).load(person)
    return found


def who_cites(ledger: Ledger, person: str, moment: Moment) -> Mapping[Reference, Sequence[Reference]]:
    """What of the entries about somebody is cited, and by which of them as they last read. Blocks."""
    position, on = moment.reading.position, moment.reading.on
    about = (*ledger.stream(person, as_of=position), *ledger.touching(person, until=position))
    written = sorted((entry for entry in about if readable(entry)), key=lambda entry: entry.position)
    last = {told.at: told for told in Gate(ledger).disclose(written)}
    found: dict[Reference, list[Reference]] = defaultdict(list)
    for at, told in last.items():
        if told.effective_on <= on:
            for each in {each for name in told.fields for each in references_in(told.value(name))}:
                found[each].append(at)
    return found
