"""Filing: a document is known by its title and the hash of its file, which stays where it is kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, Final

from domain.kernel.book import Book, Decision, must_be_about
from domain.kernel.commands import Said
from domain.kernel.facts import About, Erased, Event, Reference
from domain.kernel.memories import changed
from domain.kernel.refusals import Refusal
from domain.people.employment import KnownPersonCommand

HASH: Final = re.compile("[0-9a-f]{64}")
"""How SHA-256 of a file is spelled (FIPS 180-4: 256 bits), as `sha256sum` prints it."""


class DocumentKind(StrEnum):
    """What sort of document it is."""

    REPORT = "report"
    """What a provider found, as of an assessment centre or a course."""
    AGREEMENT = "agreement"
    """What was agreed and signed."""
    CERTIFICATE = "certificate"
    OTHER = "other"


@dataclass(frozen=True)
class FiledDocuments:
    """Which files are filed about somebody."""

    by_hash: Mapping[str, Reference] = field(default_factory=dict, hash=False)
    """The entry of each file, by its hash; without those whose hash was erased."""


@dataclass(frozen=True)
class DocumentFiled(Event[FiledDocuments]):
    """A document about their development was filed. The file is kept elsewhere; by its hash it is known again."""

    document_kind: DocumentKind
    """What sort of document it is."""
    title: Annotated[str | Erased, About("person")]
    """What it is called."""
    sha256: Annotated[str | Erased, About("person")]
    """SHA-256 of the file, as 64 hexadecimal digits. Sealed: of a small file it tells what stands in it."""
    belongs_to: Reference | None = None
    """The entry about them that it belongs to, as a certificate to a qualification."""

    def evolve(self, filed: FiledDocuments, at: Reference) -> FiledDocuments:
        if isinstance(self.sha256, Erased):
            return filed
        return changed(filed, by_hash={self.sha256: at, **filed.by_hash})


@dataclass(frozen=True)
class FileDocument(KnownPersonCommand[FiledDocuments]):
    """File a document about somebody's development: its title, and the hash of its file, which stays where it is."""

    records = (DocumentFiled,)

    document_kind: DocumentKind
    title: Annotated[str, Said("say what it is called")]
    sha256: str
    belongs_to: Reference | None = None

    def decide(self, filed: FiledDocuments, book: Book) -> Decision:
        digits = self.sha256.lower()
        if not HASH.fullmatch(digits):
            raise NoFileHash(
                f"sha256 is “{self.sha256}”: give the 64 hexadecimal digits that `sha256sum` prints for the file"
            )
        for at, refusal in self.cited():
            must_be_about(self.person, at, self.effective_on, book, refusal)
        if (first := filed.by_hash.get(digits)) is not None:
            raise DocumentIsFiled(f"sha256 “{digits}” is filed of “{self.person}” as “{first}”: cite that entry")
        return (self.becomes(DocumentFiled, sha256=digits),)

    def cited(self) -> Iterator[tuple[Reference, Refusal]]:
        """What it belongs to."""
        if self.belongs_to is not None:
            yield (
                self.belongs_to,
                NothingToBelongTo(
                    f"belongs_to “{self.belongs_to}” is no entry about “{self.person}” from up to {self.effective_on}:"
                    " cite one, or leave it out"
                ),
            )


class NoFileHash(Refusal):
    """A document is known by SHA-256 of its file."""

    instead = "Give the 64 hexadecimal digits that `sha256sum` prints for the file."
    field = "sha256"


class DocumentIsFiled(Refusal):
    """Of one person a file is filed once, however often it is cited."""

    instead = "Cite the entry that is named, or correct it."
    field = "sha256"


class NothingToBelongTo(Refusal):
    """A document belongs to an entry about the same person, or to none."""

    instead = "Cite an entry about the person that stands by that day, or leave it out."
    field = "belongs_to"
