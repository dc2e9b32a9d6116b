"""Which entries belong into the bundle of a case, told from the entries alone: so whoever checks can tell it too."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final, cast

import msgspec

from domain.kernel.facts import Reference
from ledger.proofs.leaf import Leaf
from ledger.proofs.salted_leaf import Header, SaltedLeaf, secret_of_unsalted

FORM: Final = "leadership-ledger/audit-bundle/v1"
FORM_WITH_HEADERS: Final = "leadership-ledger/audit-bundle/v2"
"""Where an entry has a salt: what it is stands in a header beside its leaf."""
FORM_WITH_LOOK_UPS: Final = "leadership-ledger/audit-bundle/v3"
"""Where entries are in it that a judge looked up beside the case."""
EDITION_KIND: Final = "FrameworkPublished"
TIME_STAMP: Final = "time-stamp.tsr"
"""An authority's response about the bytes of the checkpoint, where one was asked."""
TIME_AUTHORITY: Final = "time-authority.pem"
"""The certificates that its time stamps lead to, as they were known to whoever asked."""


class ContentsRefused(ValueError):
    """The entries of a bundle do not belong together, or one is missing."""


@dataclass(frozen=True)
class Bundled:
    """One entry: what is proved of it, and the stored bytes that this is a hash of."""

    leaf: Leaf | SaltedLeaf
    stored: bytes
    header: Header | None = None
    """What it is, where its leaf says no more of that than a hash."""

    def __post_init__(self) -> None:
        """ContentsRefused if they are not of one entry."""
        named = self.leaf.header if isinstance(self.leaf, SaltedLeaf) else None
        if named != (sha256(self.header.encode()).hexdigest() if self.header else None):
            raise ContentsRefused(f"the header of entry {self.position} is not the one that its leaf names")
        if sha256(self.stored).hexdigest() != self.told.sha256:
            raise ContentsRefused(f"the stored bytes of entry {self.position} are not those that its leaf names")

    @property
    def position(self) -> int:
        """Its place in the ledger."""
        return self.leaf.position

    @property
    def told(self) -> Leaf | Header:
        """Where it is told what it is: in its leaf, or in its header."""
        return self.leaf if isinstance(self.leaf, Leaf) else cast("Header", self.header)

    @property
    def at(self) -> Reference:
        """Its own place on its stream."""
        return Reference(self.told.stream, self.told.version)

    @property
    def chain(self) -> Reference:
        """The reference under which it is cited: that of the first entry of its chain of corrections."""
        return Reference(self.told.stream, self.told.supersedes or self.told.version)

    @property
    def secret(self) -> str:
        """What the marks are made of by which those who have it find the entries that come next."""
        return self.header.salt if self.header is not None else secret_of_unsalted(self.stored)

    @property
    def said(self) -> dict[str, Any]:
        """Its open part."""
        try:
            stored = json.loads(self.stored.decode())
        except (ValueError, RecursionError) as error:
            raise ContentsRefused(f"entry {self.position} is not stored as entries are") from error
        said = stored.get("open") if isinstance(stored, dict) else None
        if not isinstance(said, dict):
            raise ContentsRefused(f"entry {self.position} is not stored as entries are")
        return said


def citations(stream: Iterable[Bundled]) -> tuple[Reference, ...]:
    """All entries that these cite, each once, sorted."""
    return tuple(sorted({cited for entry in stream for cited in references_in(entry.said)}))


def references_in(value: Any) -> Iterator[Reference]:
    """References wherever they stand."""
    if isinstance(value, dict):
        if set(value) == {"stream", "version"} and isinstance(value["stream"], str) and type(value["version"]) is int:
            yield Reference(value["stream"], value["version"])
        else:
            for each in value.values():
                yield from references_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from references_in(each)


def editions(stream: Iterable[Bundled]) -> tuple[tuple[str, int], ...]:
    """The editions of frameworks that these were said under."""
    named = ((entry.said.get("framework"), entry.said.get("edition")) for entry in stream)
    return tuple(sorted({(name, n) for name, n in named if name and isinstance(name, str) and type(n) is int}))


def is_edition(entry: Bundled, framework: str, number: int) -> bool:
    """Whether this entry is where an edition came out."""
    edition = entry.said.get("edition")
    published = entry.told.stream == framework and entry.told.kind == EDITION_KIND
    return published and isinstance(edition, dict) and edition.get("number") == number


def table_of_contents(case: str, entries: Sequence[Bundled], looked_up: frozenset[int] | None = None) -> dict[str, Any]:
    """What each of the entries is there for. Raises ContentsRefused if one is missing, or there for nothing.

    `looked_up` are those that judges asked for, where the bundle tells.
    """
    stream = [entry for entry in entries if entry.told.stream == case]
    versions = [entry.told.version for entry in stream]
    if not stream or versions != list(range(1, len(stream) + 1)):
        raise ContentsRefused(f"the stream of “{case}” is not whole: its versions here are {versions}")
    cited = {at: [e.position for e in entries if e.chain == at] for at in citations(stream)}
    under = {
        (name, number): [e.position for e in entries if is_edition(e, name, number)]
        for name, number in editions(stream)
    }
    missing = [str(at) for at in cited if not any(e.at == at for e in entries)]
    missing += [f"edition {number} of {name}" for (name, number), found in under.items() if not found]
    if missing:
        raise ContentsRefused(f"what the case cites is not all here: {', '.join(missing)}")
    own = [entry.position for entry in stream]
    wanted = {position for positions in (own, *cited.values(), *under.values()) for position in positions}
    here, asked_for = {entry.position for entry in entries}, looked_up or frozenset()
    if strangers := sorted(here - wanted - asked_for):
        raise ContentsRefused(f"entry {strangers[0]} has nothing to do with “{case}”")
    if lacking := sorted(asked_for - here):
        raise ContentsRefused(f"entry {lacking[0]}, which a judge looked up, is not here")
    form = FORM_WITH_HEADERS if any(entry.header for entry in entries) else FORM
    return {
        "form": form if looked_up is None else FORM_WITH_LOOK_UPS,
        "case": case,
        "page": own,  # the stream of the case: the name is part of the published form
        "cited": [{"entry": str(at), "positions": positions} for at, positions in cited.items()],
        "editions": [
            {"framework": name, "edition": number, "positions": found} for (name, number), found in under.items()
        ],
        **({} if looked_up is None else {"looked_up": sorted(looked_up - wanted)}),
    }


def in_json(value: object) -> bytes:
    """As it stands in a bundle: always the same bytes, and for people to read, too."""
    return msgspec.json.format(msgspec.json.encode(value), indent=1)
