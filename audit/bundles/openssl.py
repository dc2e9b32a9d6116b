"""A signed note in the forms that openssl reads: the text, each signature and each key as a file of its own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from ledger.proofs.note import Note
from ledger.proofs.signing import Algorithm, VerifierKey

FOLDER: Final = "openssl"


def openssl_files(checkpoint: Note, log: Iterable[VerifierKey]) -> dict[str, bytes]:
    """What `openssl pkeyutl -verify` needs, for every signature by a key of the log."""
    files = {f"{FOLDER}/checkpoint.txt": checkpoint.text.encode()}
    by_id = {(key.name, key.id): key for key in log if key.algorithm is Algorithm.ED25519}
    for name, key_id, signature in checkpoint.signatures:
        if key := by_id.get((name, key_id)):
            public = Ed25519PublicKey.from_public_bytes(key.public)
            pem = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
            files |= {f"{FOLDER}/{key_id.hex()}.pem": pem, f"{FOLDER}/{key_id.hex()}.sig": signature}
    return files
