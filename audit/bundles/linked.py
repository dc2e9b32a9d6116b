"""Where the entries of a bundle lead on: the marks by which whoever has an entry with a salt finds the next one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from audit.bundles.contents import Bundled, ContentsRefused, citations
from domain.kernel.facts import Reference
from ledger.proofs.salted_leaf import (
    SaltedLeaf,
    amends_mark,
    amends_nothing,
    first_on_stream,
    follows_mark,
)


def check_links(case: str, entries: Sequence[Bundled]) -> None:
    """ContentsRefused where an entry does not follow, or amend, what comes before it here: something is missing."""
    stream = stream_in(case, entries)
    for before, entry in zip([None, *stream], stream, strict=False):
        if isinstance(entry.leaf, SaltedLeaf) and entry.leaf.follows != followed(before, entry):
            raise ContentsRefused(f"entry {entry.position} does not follow what stands before it on “{case}”")
    for chain in all_chains(entries).values():
        for before, entry in zip([None, *chain], chain, strict=False):
            if isinstance(entry.leaf, SaltedLeaf) and entry.leaf.amends != amended(before, entry):
                raise ContentsRefused(f"something of “{entry.chain}” is missing before entry {entry.position}")


def leading_on(case: str, entries: Sequence[Bundled]) -> dict[str, str]:
    """The marks of whatever comes next on the stream of the case, and in each chain that it cites; in words."""
    *_, last = stream_in(case, entries)
    marks = {follows_mark(last.secret): f"what follows {last.at}"}
    for at, chain in chains_in(case, entries).items():
        marks[amends_mark(chain[-1].secret)] = f"what corrects or retracts {at}"
    return marks


def amended_next(entries: Iterable[Bundled], until: Mapping[Reference, int]) -> dict[str, tuple[str, int]]:
    """The marks of what amends chains next, in words, each with the position up to which it counts."""
    return {
        amends_mark(chain[-1].secret): (f"what corrects or retracts {at}", until[at])
        for at, chain in all_chains(entries).items()
        if at in until
    }


def stream_in(case: str, entries: Iterable[Bundled]) -> list[Bundled]:
    """The stream of the case, in order."""
    return sorted((entry for entry in entries if entry.told.stream == case), key=lambda entry: entry.told.version)


def chains_in(case: str, entries: Sequence[Bundled]) -> dict[Reference, list[Bundled]]:
    """The chains of corrections that are here from their first entry on: those of the case, and those that it cites."""
    stream = stream_in(case, entries)
    whole, chains = {*citations(stream), *(entry.chain for entry in stream)}, all_chains(entries)
    return {at: chains[at] for at in sorted(whole)}


def all_chains(entries: Iterable[Bundled]) -> dict[Reference, list[Bundled]]:
    """Every chain that there is something of, by its reference; each is here from its first entry on."""
    chains: dict[Reference, list[Bundled]] = {}
    for entry in sorted(entries, key=lambda entry: entry.told.version):
        chains.setdefault(entry.chain, []).append(entry)
    return chains


def followed(before: Bundled | None, entry: Bundled) -> str:
    """The mark of an entry that follows another, or none."""
    return first_on_stream(entry.secret) if before is None else follows_mark(before.secret)


def amended(before: Bundled | None, entry: Bundled) -> str:
    """The mark of an entry that amends another, or none."""
    return amends_nothing(entry.secret) if before is None else amends_mark(before.secret)
