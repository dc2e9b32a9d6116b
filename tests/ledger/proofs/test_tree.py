"""The tree and its proofs: the values that the field publishes, the RFC's definition, and all that is no proof."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.proofs.tree import (
    EMPTY_ROOT,
    ProofRefused,
    Range,
    check_consistency,
    check_inclusion,
    consistency_path,
    consistency_proof,
    inclusion_path,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root_of,
)
from tests.ledger.proofs.by_definition import mth, path, subproof

# Published with the reference implementations of Certificate Transparency, and used by most that came after them.
LEAVES = [
    bytes.fromhex(leaf)
    for leaf in (
        *("", "00", "10", "2021", "3031", "40414243", "5051525354555657"),
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = (
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
A = "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
B = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"
CD = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"
E = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"
EF = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"
GH = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"
ABCD = "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"
EFGH = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"
INCLUSION = [
    (0, 1, ()),
    (0, 8, (B, CD, EFGH)),
    (5, 8, (E, GH, ABCD)),
    (2, 3, (ROOTS[2],)),
    (1, 5, (A, CD, E)),
]
CONSISTENCY = [
    (1, 1, ()),
    (1, 8, (B, CD, EFGH)),
    (6, 8, (EF, GH, ABCD)),
    (2, 5, (CD, E)),
]

HASHES = [leaf_hash(leaf) for leaf in LEAVES]


def hash_of(leaves: Range) -> bytes:
    return root_of(HASHES[leaves.start : leaves.end])


def raw(*hashes: str) -> tuple[bytes, ...]:
    return tuple(map(bytes.fromhex, hashes))


def test_published_hashes() -> None:
    assert EMPTY_ROOT.hex() == ROOTS[0]
    assert leaf_hash(b"").hex() == ROOTS[1]
    assert leaf_hash(b"L123456").hex() == "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56"
    assert node_hash(b"N123", b"N456").hex() == "aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb"


@pytest.mark.parametrize("size", range(9))
def test_published_roots(size: int) -> None:
    assert root_of(HASHES[:size]).hex() == ROOTS[size]


@pytest.mark.parametrize(("index", "size", "hashes"), INCLUSION)
def test_published_inclusion_proofs(index: int, size: int, hashes: tuple[str, ...]) -> None:
    assert inclusion_proof(index, size, hash_of) == raw(*hashes)
    check_inclusion(HASHES[index], index, size, raw(*hashes), *raw(ROOTS[size]))


@pytest.mark.parametrize(("first", "second", "hashes"), CONSISTENCY)
def test_published_consistency_proofs(first: int, second: int, hashes: tuple[str, ...]) -> None:
    assert consistency_proof(first, second, hash_of) == raw(*hashes)
    check_consistency(first, second, raw(*hashes), *raw(ROOTS[first], ROOTS[second]))


def test_the_tree_that_the_rfc_draws() -> None:
    """Section 2.1.3, in its letters."""
    drawn = dict(zip("bcdfi", ((1, 2), (2, 3), (3, 4), (5, 6), (4, 6)), strict=True))
    drawn |= dict(zip("ghjkl", ((0, 2), (2, 4), (6, 7), (0, 4), (4, 7)), strict=True))

    def letters(path: tuple[Range, ...]) -> str:
        return "".join(next(letter for letter, leaves in drawn.items() if leaves == at) for at in path)

    assert [letters(inclusion_path(leaf, 7)) for leaf in (0, 3, 4, 6)] == ["bhl", "cgl", "fjk", "ik"]
    assert [letters(consistency_path(size, 7)) for size in (3, 4, 6)] == ["cdgl", "l", "ijk"]


def test_leaves_and_nodes_are_kept_apart_and_in_order() -> None:
    left, right = leaf_hash(b"Hello"), leaf_hash(b"World")
    assert node_hash(left, right) != leaf_hash(left + right)
    assert node_hash(left, right) != node_hash(right, left)


def data_of(size: int) -> list[bytes]:
    return [b"leaf %d" % number for number in range(size)]


@given(st.integers(0, 600))
def test_roots_are_as_defined(size: int) -> None:
    data = data_of(size)
    assert root_of([leaf_hash(leaf) for leaf in data]) == mth(data)


@given(st.integers(1, 130).flatmap(lambda size: st.tuples(st.integers(0, size - 1), st.just(size))))
def test_inclusion_proofs_are_as_defined(place: tuple[int, int]) -> None:
    index, size = place
    data = data_of(size)
    hashes = [leaf_hash(leaf) for leaf in data]
    proof = inclusion_proof(index, size, lambda leaves: root_of(hashes[leaves.start : leaves.end]))
    assert list(proof) == path(index, data)
    check_inclusion(hashes[index], index, size, proof, mth(data))


@given(st.integers(1, 130).flatmap(lambda second: st.tuples(st.integers(1, second), st.just(second))))
def test_consistency_proofs_are_as_defined(sizes: tuple[int, int]) -> None:
    first, second = sizes
    data = data_of(second)
    hashes = [leaf_hash(leaf) for leaf in data]
    proof = consistency_proof(first, second, lambda leaves: root_of(hashes[leaves.start : leaves.end]))
    assert list(proof) == subproof(first, data)
    check_consistency(first, second, proof, mth(data[:first]), mth(data))


GARBAGE = sha256(b"garbage").digest()


def spoilt(proof: tuple[bytes, ...], *roots: bytes) -> list[tuple[bytes, ...]]:
    """Proofs that are wrong, but only a little."""
    wrong = [proof[:-1], proof[1:], *((*proof, hash_) for hash_ in (GARBAGE, b"", *roots))]
    wrong += [(hash_, *proof) for hash_ in (GARBAGE, b"", *roots)]
    for at, hash_ in enumerate(proof):
        others = [bytes([hash_[0] ^ 1]) + hash_[1:], hash_[:-1] + bytes([hash_[-1] ^ 128]), hash_[:-1], hash_ + b"\0"]
        wrong += [(*proof[:at], other, *proof[at + 1 :]) for other in (*others, b"", GARBAGE)]
        wrong += [proof[:at] + proof[at + 1 :], (*proof[:at], GARBAGE, *proof[at:])]
    joined = b"".join(proof)
    wrong += [(joined,), (joined[:31], joined[31:]), tuple(reversed(proof))]
    return [other for other in wrong if other != proof]


@pytest.mark.parametrize(("index", "size", "hashes"), INCLUSION)
def test_what_is_no_inclusion_proof(index: int, size: int, hashes: tuple[str, ...]) -> None:
    leaf, proof, root = HASHES[index], raw(*hashes), bytes.fromhex(ROOTS[size])
    cases = [(leaf, index, size, other, root) for other in spoilt(proof, root)]
    cases += [(other, index, size, proof, root) for other in (GARBAGE, b"", leaf[:-1], leaf + b"\0")]
    cases += [(leaf, index, size, proof, other) for other in (GARBAGE, b"", root[:-1])]
    cases += [(leaf, at, size, proof, root) for at in (index - 1, index + 1, index ^ 2, -1, size, 2**63) if at != index]
    cases += [(leaf, index, of, proof, root) for of in (size * 2, size // 2, 0, -1, 2**63)]
    for case in cases:
        with pytest.raises(ProofRefused):
            check_inclusion(*case)


@pytest.mark.parametrize(("first", "second", "hashes"), CONSISTENCY)
def test_what_is_no_consistency_proof(first: int, second: int, hashes: tuple[str, ...]) -> None:
    proof, (one, two) = raw(*hashes), raw(ROOTS[first], ROOTS[second])
    cases = [(first, second, other, one, two) for other in spoilt(proof, one, two)]
    cases += [(other, second, proof, one, two) for other in (first - 1, first + 1, first ^ 2, 0, -1) if other != first]
    cases += [(first, other, proof, one, two) for other in (second * 2, second // 2, first - 1, 0, -1, 2**63)]
    cases += [(first, second, proof, GARBAGE, two), (first, second, proof, one, GARBAGE)]
    cases += [(first, second, proof, two, one)] if one != two else []
    for case in cases:
        with pytest.raises(ProofRefused):
            check_consistency(*case)


def test_no_byte_moves_from_one_hash_into_its_neighbour() -> None:
    """Together they would still hash to the same."""
    leaf, (sibling, *others), root = HASHES[0], raw(B, CD, EFGH), bytes.fromhex(ROOTS[8])
    assert sha256(b"\x01" + leaf[:-1] + (leaf[-1:] + sibling)).digest() == node_hash(leaf, sibling)
    with pytest.raises(ProofRefused, match="bytes"):
        check_inclusion(leaf[:-1], 0, 8, (leaf[-1:] + sibling, *others), root)
    with pytest.raises(ProofRefused, match="bytes"):
        check_consistency(1, 8, (leaf[-1:] + sibling, *others), leaf[:-1], root)


@pytest.mark.parametrize(("first", "second"), [(0, 0), (0, 1), (0, 8), (2, 1), (-1, 1)])
def test_nothing_is_shown_about_an_empty_or_a_longer_tree(first: int, second: int) -> None:
    roots = raw(ROOTS[max(first, 0)], ROOTS[second])
    with pytest.raises(ProofRefused):
        check_consistency(first, second, (), *roots)


@pytest.mark.parametrize(("index", "size"), [(0, 0), (1, 1), (-1, 3), (8, 8)])
def test_no_path_to_a_leaf_that_is_not_there(index: int, size: int) -> None:
    with pytest.raises(ValueError, match=r"is not in a tree"):
        inclusion_path(index, size)
    with pytest.raises(ProofRefused):
        check_inclusion(HASHES[0], index, size, (), bytes.fromhex(ROOTS[size]))
