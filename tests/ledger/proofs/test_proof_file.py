"""Proofs in a file: written and read in one form, and no bit of them can be another."""

from __future__ import annotations

import pytest

from ledger.proofs.checkpoint import Checkpoint
from ledger.proofs.note import sign
from ledger.proofs.proof_file import ProofFile, ProofFileRefused
from ledger.proofs.signing import Algorithm, SigningKey
from ledger.proofs.tree import ProofRefused, Range, inclusion_proof, leaf_hash, root_of

LEAVES = [b'{"leaf":%d}' % number for number in range(11)]
HASHES = [leaf_hash(leaf) for leaf in LEAVES]
LOG = SigningKey.generate("example.com/fancylog")
WITNESS = SigningKey.generate("witness.example", Algorithm.COSIGNATURE)


def hash_of(leaves: Range) -> bytes:
    return root_of(HASHES[leaves.start : leaves.end])


def proof_of(index: int, size: int = 11, extra: bytes | None = None) -> ProofFile:
    text = Checkpoint(LOG.name, size, root_of(HASHES[:size])).text
    note = sign(text, LOG).with_signatures(WITNESS.sign(text, at=1_700_000_000))
    return ProofFile(index, inclusion_proof(index, size, hash_of), note, extra)


PROOF = bytes(proof_of(6, extra=b"page-v1.2.1"))


def test_the_form() -> None:
    lines = PROOF.decode().split("\n")
    assert lines[:3] == ["c2sp.org/tlog-proof@v1", "extra cGFnZS12MS4yLjE=", "index 6"]
    assert lines[3 + 4] == ""
    assert lines[8:10] == ["example.com/fancylog", "11"]


@pytest.mark.parametrize("size", [1, 2, 11])
@pytest.mark.parametrize("extra", [None, b"", b"more"])
def test_every_leaf_of_a_tree(size: int, extra: bytes | None) -> None:
    for index in range(size):
        proof = proof_of(index, size, extra)
        assert ProofFile.parse(bytes(proof)) == proof
        opened = proof.check(LEAVES[index], [LOG.verifier], [WITNESS.verifier], quorum=1)
        assert opened.checkpoint.size == size
        with pytest.raises(ProofRefused):
            proof.check(LEAVES[index] + b" ", [LOG.verifier])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("tlog-proof@v1", "tlog-proof@v2"),
        ("index 6\n", ""),
        ("index 6\n", "index 06\n"),
        ("index 6\n", "index -6\n"),
        ("index 6\n", "index 6 \n"),
        ("index 6\n", "index 6\nindex 6\n"),
        ("index 6\n", "index 6\nAAAA\n"),
        ("index 6\n", "index 6\n" + "A" * 43 + "=\n" * 1 + ("A" * 43 + "=\n") * 63),
        ("extra ", "Extra "),
        ("extra cGFnZS12MS4yLjE=", "extra cGFnZS12MS4yLjE"),
        ("extra ", "extra cGFn\nextra "),
        ("\n\nexample", "\nexample"),
        ("c2sp.org", "\nc2sp.org"),
        ("\n", "\r\n"),
    ],
)
def test_what_is_no_proof(old: str, new: str) -> None:
    changed = PROOF.decode().replace(old, new)
    assert changed != PROOF.decode()
    with pytest.raises(ProofFileRefused):
        ProofFile.parse(changed.encode())


def test_every_bit_counts() -> None:
    """But for the extra data, which nothing vouches for."""
    proof = bytes(proof_of(6))
    for at in range(len(proof) * 8):
        flipped = bytearray(proof)
        flipped[at // 8] ^= 1 << at % 8
        with pytest.raises(ValueError, match=r"."):
            ProofFile.parse(bytes(flipped)).check(LEAVES[6], [LOG.verifier], [WITNESS.verifier], quorum=1)
