"""A forger with keys of their own, who makes a tree anew around what was changed: all of it agrees with itself."""

from __future__ import annotations

from collections.abc import Mapping

from audit.bundles.openssl import openssl_files
from ledger.proofs.checkpoint import Checkpoint
from ledger.proofs.growing import TreeEdge
from ledger.proofs.note import Note, sign
from ledger.proofs.proof_file import ProofFile
from ledger.proofs.signing import Algorithm, SigningKey
from ledger.proofs.tiled import tile_at, tiles_from
from ledger.proofs.tiles import Tile
from ledger.proofs.tree import HASH_BYTES, inclusion_proof, leaf_hash, root_of

Files = Mapping[str, bytes]


def leaf_hashes(files: Files, size: int) -> list[bytes]:
    """All hashes of leaves, as far as the tiles of a bundle have them: in a small log that is all of them."""
    tiles = (files[tile_at(0, number, size).path] for number in range((size + 255) // 256))
    hashes = b"".join(tiles)
    return [hashes[at : at + HASH_BYTES] for at in range(0, len(hashes), HASH_BYTES)]


def forged(files: Files, changed: Files, seed: int = 7) -> dict[str, bytes]:
    """The files with what was changed, proved under a tree of the forger's and signed by a key that comes with it."""
    note = Note.parse(files["checkpoint"])
    real = Checkpoint.parse(note.text)
    hashes = leaf_hashes(files, real.size)
    made = {name: content for name, content in {**files, **changed}.items() if not name.startswith("since/")}
    positions = sorted({int(name.split("/")[1]) for name in made if name.endswith("/leaf.json")})
    for position in positions:
        hashes[position - 1] = leaf_hash(made[f"entries/{position}/leaf.json"])
    key = SigningKey(real.origin, Algorithm.ED25519, bytes([seed] * 32))
    signed = sign(Checkpoint(real.origin, real.size, root_of(hashes)).text, key)
    made = {name: content for name, content in made.items() if not name.startswith(("openssl/", "tile/"))}
    made |= {"checkpoint": bytes(signed), "verifier-keys": f"{key.verifier}\n".encode(), "witness-keys": b""}
    made |= openssl_files(signed, [key.verifier]) | tiles(hashes, positions)
    for position in positions:
        proof = inclusion_proof(position - 1, real.size, lambda at: root_of(hashes[at.start : at.end]))
        made[f"entries/{position}/inclusion.tlog-proof"] = bytes(ProofFile(position - 1, proof, signed))
    return made


def tiles(hashes: list[bytes], positions: list[int]) -> dict[str, bytes]:
    """The tiles that lead from these entries to the root."""
    edge = TreeEdge()
    stored: dict[tuple[int, int], bytes] = {}
    for run in edge.append(b"".join(hashes)):
        where = run.level, run.first // 256
        stored[where] = stored.get(where, b"") + run.hashes
    wanted: tuple[Tile, ...] = tiles_from((position - 1 for position in positions), len(hashes))
    return {tile.path: stored[tile.level, tile.number] for tile in wanted}
