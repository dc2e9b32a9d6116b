"""Run by the foreign environment's Python: proofbundle on a file of a bundle, and on mutations of it.

It reads the last base64 digit of a signature laxly: another spelling of the same bytes is not counted as a mutation.

Arguments: leaf, proof, verifier key of the log, verifier key of the witness, how many flips of the proof.
"""

import base64
import random
import sys
from itertools import zip_longest
from pathlib import Path

from proofbundle.tlogproof import verify_tlog_proof  # type: ignore[import-not-found]


def accepts(leaf: bytes, proof: bytes) -> bool:
    """What the tool says; what is no text is no proof."""
    try:
        text = proof.decode()
    except UnicodeDecodeError:
        return False
    return bool(verify_tlog_proof(text, leaf, sys.argv[3], [sys.argv[4]], threshold=1)["ok"])


def flipped(data: bytes, bit: int) -> bytes:
    """The same with one bit turned."""
    return data[: bit // 8] + bytes((data[bit // 8] ^ 1 << bit % 8,)) + data[bit // 8 + 1 :]


def spelt_otherwise(one: bytes, other: bytes) -> bool:
    """Whether two proofs differ in how the same bytes of a signature are written, and in nothing else."""
    pairs = [pair for pair in zip_longest(one.split(b"\n"), other.split(b"\n"), fillvalue=b"") if pair[0] != pair[1]]
    signed = all(line.startswith("— ".encode()) for pair in pairs for line in pair)
    return signed and all(meant(mine) == meant(theirs) for mine, theirs in pairs)


def meant(line: bytes) -> tuple[bytes, bytes]:
    """A line's words up to the last, and the bytes that the last one spells."""
    words, _, encoded = line.rpartition(b" ")
    try:
        return words, base64.b64decode(encoded, validate=True)
    except ValueError:
        return words, encoded


leaf, proof = Path(sys.argv[1]).read_bytes(), Path(sys.argv[2]).read_bytes()
choose = random.Random(67).sample
leaves = [flipped(leaf, bit) for bit in choose(range(8 * len(leaf)), int(sys.argv[5]))]
proofs = [flipped(proof, bit) for bit in choose(range(8 * len(proof)), int(sys.argv[5]))]
proofs = [other for other in proofs if not spelt_otherwise(proof, other)]
accepted = sum(accepts(other, proof) for other in leaves) + sum(accepts(leaf, other) for other in proofs)
print("whole", accepts(leaf, proof), "accepted", accepted)
