"""The hash tree of RFC 6962: roots, and proofs that a leaf is in a tree and that one tree continues another.

Pure functions. A tree of `size` leaves is written D[0:size]; a proof is a list of roots of ranges of it. Which ranges
these are is said first, so that whoever stores hashes can fetch all of them at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Final, NamedTuple

HASH_BYTES: Final = 32
EMPTY_ROOT: Final = sha256(b"").digest()
"""The root of a tree without leaves."""


class ProofRefused(ValueError):
    """A proof does not show what it is said to show; the message says where it fails."""


class Range(NamedTuple):
    """The leaves from `start` up to, but not including, `end`."""

    start: int
    end: int


class Node(NamedTuple):
    """The perfect subtree of the 2^level leaves that begin at number · 2^level."""

    level: int
    number: int


HashOf = Callable[[Range], bytes]
"""Tells the root of a range."""


def leaf_hash(data: bytes) -> bytes:
    """The hash of a leaf; its first byte keeps leaves and nodes apart."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of a node over its two children."""
    return sha256(b"\x01" + left + right).digest()


def folded(hashes: bytes) -> bytes:
    """The level above an even number of hashes that stand one behind the other."""
    pair = 2 * HASH_BYTES
    return b"".join([sha256(b"\x01" + hashes[at : at + pair]).digest() for at in range(0, len(hashes), pair)])


def perfect_root(hashes: bytes) -> bytes:
    """The root over a power of two of hashes that stand one behind the other."""
    while len(hashes) > HASH_BYTES:
        hashes = folded(hashes)
    return hashes


def root_of(hashes: Sequence[bytes]) -> bytes:
    """The root of the tree over these leaf hashes."""
    perfect = (
        perfect_root(b"".join(hashes[node.number << node.level : node.number + 1 << node.level]))
        for node in nodes_of(Range(0, len(hashes)))
    )
    return joined(perfect)


def joined(perfect: Iterable[bytes]) -> bytes:
    """The root over perfect subtrees that stand side by side, larger ones first."""
    roots = list(perfect)
    if not roots:
        return EMPTY_ROOT
    root = roots.pop()
    while roots:
        root = node_hash(roots.pop(), root)
    return root


def nodes_of(leaves: Range) -> Iterator[Node]:
    """The perfect subtrees that a range of some tree consists of, from left to right; the range itself is a subtree."""
    start = leaves.start
    while start < leaves.end:
        level = (leaves.end - start).bit_length() - 1
        yield Node(level, start >> level)
        start += 1 << level


def split(leaves: Range) -> tuple[Range, Range]:
    """The children of a range: as many leaves on the left as the largest power of two that leaves some on the right."""
    middle = leaves.start + (1 << (leaves.end - leaves.start - 1).bit_length() - 1)
    return Range(leaves.start, middle), Range(middle, leaves.end)


# Making proofs


def inclusion_path(index: int, size: int) -> tuple[Range, ...]:
    """The ranges whose roots prove leaf `index` to be in D[0:size], from the leaf's sibling up to the root's child."""
    if not 0 <= index < size:
        raise ValueError(f"leaf {index} is not in a tree of {size} leaves: they are numbered from 0")
    path: list[Range] = []
    here = Range(0, size)
    while here.end - here.start > 1:
        left, right = split(here)
        here, beside = (left, right) if index < left.end else (right, left)
        path.append(beside)
    return tuple(reversed(path))


def consistency_path(first: int, second: int) -> tuple[Range, ...]:
    """The ranges whose roots prove that D[0:second] begins with D[0:first], in the order of RFC 6962."""
    if not 0 < first <= second:
        raise ValueError(
            f"a tree of {second} leaves is not the continuation of one of {first}: from 1 up to its own size"
        )
    path: list[Range] = []
    here = Range(0, second)
    while here.end != first:
        left, right = split(here)
        here, beside = (left, right) if first <= left.end else (right, left)
        path.append(beside)
    if here.start > 0:  # its root is not that of the first tree, which whoever checks has
        path.append(here)
    return tuple(reversed(path))


def inclusion_proof(index: int, size: int, hash_of: HashOf) -> tuple[bytes, ...]:
    """The proof that leaf `index` is in D[0:size]."""
    return tuple(map(hash_of, inclusion_path(index, size)))


def consistency_proof(first: int, second: int, hash_of: HashOf) -> tuple[bytes, ...]:
    """The proof that D[0:second] begins with D[0:first]."""
    return tuple(map(hash_of, consistency_path(first, second)))


# Checking proofs


def check_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> None:
    """Returns if the proof shows that the tree of `size` leaves with this root has this leaf hash at `index`.

    Raises ProofRefused otherwise.
    """
    if not 0 <= index < size:
        raise ProofRefused(f"leaf {index} cannot be in a tree of {size} leaves: they are numbered from 0")
    check_lengths(leaf, *proof)
    path = inclusion_path(index, size)
    check_count(path, proof)
    found = leaf
    for beside, hash_ in zip(path, proof, strict=True):
        found = node_hash(hash_, found) if beside.start < index else node_hash(found, hash_)
    if found != root:
        raise ProofRefused(f"leaf {index} leads to root {found.hex()}, not to {root.hex()}")


def check_consistency(first: int, second: int, proof: Sequence[bytes], first_root: bytes, second_root: bytes) -> None:
    """Returns if the proof shows that the tree of `second` leaves begins with all the `first` leaves of the other.

    Raises ProofRefused otherwise; also for an empty first tree, which everything continues, so that nothing is shown.
    """
    if not 0 < first <= second:
        raise ProofRefused(f"a tree of {second} leaves is no continuation of one of {first}: from 1 up to its own size")
    check_lengths(*proof)
    path = consistency_path(first, second)
    check_count(path, proof)
    steps = list(zip(path, proof, strict=True))
    start, in_both = (0, first_root) if not steps or steps[0][0].end != first else (steps[0][0].start, steps.pop(0)[1])
    of_first = of_second = in_both
    for beside, hash_ in steps:
        if beside.start < start:
            of_first, of_second = node_hash(hash_, of_first), node_hash(hash_, of_second)
        else:
            of_second = node_hash(of_second, hash_)
    for size, found, root in ((first, of_first, first_root), (second, of_second, second_root)):
        if found != root:
            raise ProofRefused(f"the tree of {size} leaves leads to root {found.hex()}, not to {root.hex()}")


def check_lengths(*hashes: bytes) -> None:
    """Raises ProofRefused unless all are SHA-256 hashes by their length."""
    for hash_ in hashes:
        if len(hash_) != HASH_BYTES:
            raise ProofRefused(f"“{hash_.hex()}” has {len(hash_)} bytes; a hash has {HASH_BYTES}")


def check_count(path: Sequence[Range], proof: Sequence[bytes]) -> None:
    """Raises ProofRefused unless there is a hash for each range of the path, and no other."""
    if len(path) != len(proof):
        raise ProofRefused(f"the proof has {len(proof)} hashes; one between these places has {len(path)}")
