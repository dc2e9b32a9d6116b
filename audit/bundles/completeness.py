"""Whether a bundle is all: every leaf of the log is read, and those that belong into the bundle are looked for in it.

One pass in constant memory. What the log hands out is hashed anew and has to lead to the root that the bundle is under,
so that it cannot keep a leaf back either.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from audit.bundles.checking import Holds
from audit.bundles.contents import citations
from audit.bundles.linked import amended_next, leading_on
from audit.bundles.logs import Log, LogLacks, LogUnread, last_checkpoint, leaves_of
from domain.kernel.facts import Reference
from ledger.proofs.checkpoint import Checkpoint
from ledger.proofs.growing import TreeEdge
from ledger.proofs.leaf import Leaf
from ledger.proofs.leaves import OneChange, parsed
from ledger.proofs.salted_leaf import SaltedLeaf
from ledger.proofs.tree import leaf_hash


class LogDisagrees(ValueError):
    """The log shows other entries than those that were signed; the message says where."""


@dataclass(frozen=True)
class Missing:
    """An entry that belongs into a bundle, and is not in it."""

    leaf: Leaf | SaltedLeaf
    what: str
    """What its leaf, or its mark, tells of it."""


@dataclass(frozen=True)
class ReadThrough:
    """What the leaves of a log have shown of a bundle."""

    size: int
    """How many there are."""
    left_out: tuple[Missing, ...]
    """They belong into the bundle, are under its checkpoint, and are not in it."""
    came_later: tuple[Missing, ...]
    """They would belong in as well, and are not yet under its checkpoint."""


def read_through(
    log: Log, bundle: Holds, *, progress: Callable[[int, int], None] = lambda done, of: None
) -> ReadThrough:
    """Read all leaves of the log that a bundle is of, up to its last checkpoint.

    `progress` is told how many have been read, and of how many. Raises LogUnread or LogDisagrees.
    """
    last = last_checkpoint(log)
    check_same_log(log, last, bundle.checkpoint)
    belongs, here = belonging(bundle), {entry.leaf.index for entry in bundle.entries}
    edge, missing, change = TreeEdge(), list[Missing](), OneChange()
    for leaves in leaves_of(log, last.size):
        for index, data in enumerate(leaves, start=edge.size):
            leaf = parsed(data)
            change.see(leaf)
            if leaf.index != index:
                raise LogDisagrees(f"entry {index + 1} of “{log.where}” says that it is entry {leaf.position}")
            if index not in here and (what := belongs(leaf)) is not None:
                missing.append(Missing(leaf, what))
        take_in(edge, leaves, (bundle.checkpoint, last), log.where)
        progress(edge.size, last.size)
    size = bundle.checkpoint.size
    return ReadThrough(
        last.size,
        tuple(one for one in missing if one.leaf.index < size),
        tuple(one for one in missing if one.leaf.index >= size),
    )


def check_same_log(log: Log, last: Checkpoint, checkpoint: Checkpoint) -> None:
    """Raises LogUnread unless the log is called like that of the checkpoint; LogLacks unless it goes as far."""
    if last.origin != checkpoint.origin:
        raise LogUnread(f"“{log.where}” is the log of “{last.origin}”; the bundle is of “{checkpoint.origin}”")
    if last.size < checkpoint.size:
        raise LogLacks(
            f"“{log.where}” has {last.size} entries, and the bundle is under a checkpoint over {checkpoint.size}:"
            " it is an old copy of the log, or entries were removed from it"
        )


def belonging(bundle: Holds) -> Callable[[Leaf | SaltedLeaf], str | None]:
    """Tells what a leaf is that is on the stream of the case, or in the chain of something that it cites; None if not.

    One with a salt shows that only by its mark, and only the first that is missing can be found: for what comes after
    it, its salt would be needed. In chains that a judge looked up, what was written by then belongs in.
    """
    cited = set(citations(entry for entry in bundle.entries if entry.told.stream == bundle.case))
    marks, until = leading_on(bundle.case, bundle.entries), looked_up_until(bundle)
    known_then = amended_next(bundle.entries, until)

    def belongs(leaf: Leaf | SaltedLeaf) -> str | None:
        if isinstance(leaf, SaltedLeaf):
            what, counts_until = known_then.get(leaf.amends, ("", 0))
            looked_up = what if leaf.position <= counts_until else None
            return marks.get(leaf.follows) or marks.get(leaf.amends) or looked_up
        chain = Reference(leaf.stream, leaf.supersedes or leaf.version)
        wanted = leaf.stream == bundle.case or chain in cited or leaf.position <= until.get(chain, 0)
        return in_words(leaf, chain) if wanted else None

    return belongs


def looked_up_until(bundle: Holds) -> dict[Reference, int]:
    """The chains that judges looked up, each with the last position as of which one did."""
    chains = {entry.position: entry.chain for entry in bundle.entries}
    bases = {entry.at: entry.said.get("basis", 0) for entry in bundle.entries if entry.told.stream == bundle.case}
    until: dict[Reference, int] = {}
    for one in bundle.looked_up or ():
        for chain in {chains[position] for position in one.positions}:
            until[chain] = max(until.get(chain, 0), bases.get(one.decision, 0))
    return until


def in_words(leaf: Leaf, chain: Reference) -> str:
    """What a leaf without a salt tells."""
    at = Reference(leaf.stream, leaf.version)
    return f"{leaf.kind} {at}" + ("" if leaf.supersedes is None else f", in place of {chain}")


def take_in(edge: TreeEdge, leaves: Sequence[bytes], checkpoints: Sequence[Checkpoint], where: str) -> None:
    """Let the tree grow by these leaves, and compare it with each checkpoint on the way. Raises LogDisagrees."""
    start, hashes = edge.size, [leaf_hash(leaf) for leaf in leaves]
    for checkpoint in sorted(checkpoints, key=lambda each: each.size):
        if start < checkpoint.size <= start + len(leaves):
            edge.append(b"".join(hashes[edge.size - start : checkpoint.size - start]))
            if edge.root != checkpoint.root:
                raise LogDisagrees(
                    f"the {checkpoint.size} entries that “{where}” shows lead to root {edge.root.hex()};"
                    f" the checkpoint over as many says {checkpoint.root.hex()}"
                )
    edge.append(b"".join(hashes[edge.size - start :]))
