"""Keys that sign notes, in the text forms of C2SP signed-note: `name+id+key`, and `PRIVATE+KEY+…` to sign with."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property
from hashlib import sha256
from struct import pack, unpack
from typing import Final, NamedTuple, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from ledger.proofs.text import LARGEST, from_base64, to_base64

KEY_BYTES: Final = 32
ID_BYTES: Final = 4
SIGNATURE_BYTES: Final = 64
TIME_BYTES: Final = 8
PRIVATE: Final = "PRIVATE+KEY+"


class Algorithm(IntEnum):
    """What a key signs with and over which message; its number is part of the key's id."""

    ED25519 = 0x01
    """The text of the note (signed-note)."""
    COSIGNATURE = 0x04
    """The text of a checkpoint and the time of signing (tlog-cosignature, cosignature/v1)."""


class Signature(NamedTuple):
    """One signature line of a note."""

    name: str
    key_id: bytes
    signature: bytes

    @property
    def line(self) -> str:
        """As it stands in the note."""
        return f"— {self.name} {to_base64(self.key_id + self.signature)}\n"


@dataclass(frozen=True)
class VerifierKey:
    """The public half, with the name it signs under."""

    name: str
    algorithm: Algorithm
    public: bytes

    def __post_init__(self) -> None:
        """ValueError for a name or key that no signature could be made with."""
        check_name(self.name)
        if len(self.public) != KEY_BYTES:
            raise ValueError(f"the key of “{self.name}” has {len(self.public)} bytes; Ed25519 has {KEY_BYTES}")

    @cached_property
    def id(self) -> bytes:
        """Four bytes that tell this key from others of the same name; no proof of anything."""
        return sha256(self.name.encode() + b"\n" + bytes((self.algorithm,)) + self.public).digest()[:ID_BYTES]

    @classmethod
    def parse(cls, text: str) -> Self:
        """The key that a vkey text names; ValueError if it is malformed or its id is not its own."""
        name, _, rest = text.partition("+")
        written_id, _, encoded = rest.partition("+")
        key = cls(name, *algorithm_and_key(name, encoded))
        if written_id != key.id.hex():
            raise ValueError(f"the id of the key of “{name}” is {key.id.hex()}, not “{written_id}”")
        return key

    def __str__(self) -> str:
        """The vkey text."""
        return f"{self.name}+{self.id.hex()}+{to_base64(bytes((self.algorithm,)) + self.public)}"

    def verifies(self, text: str, signature: bytes) -> bool:
        """Whether this key made the signature (without its key id) over the text."""
        if self.algorithm is Algorithm.COSIGNATURE:
            if len(signature) != TIME_BYTES + SIGNATURE_BYTES or cosigned_at(signature) > LARGEST:
                return False
            text, signature = cosigned_message(text, cosigned_at(signature)), signature[TIME_BYTES:]
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, text.encode())
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True)
class SigningKey:
    """The private half."""

    name: str
    algorithm: Algorithm
    seed: bytes = field(repr=False)

    def __post_init__(self) -> None:
        """ValueError for a name or key that nothing could be signed with."""
        check_name(self.name)
        if len(self.seed) != KEY_BYTES:
            raise ValueError(f"the signing key of “{self.name}” has {len(self.seed)} bytes; Ed25519 has {KEY_BYTES}")

    @classmethod
    def generate(cls, name: str, algorithm: Algorithm = Algorithm.ED25519) -> Self:
        """A new key."""
        return cls(name, algorithm, Ed25519PrivateKey.generate().private_bytes_raw())

    @classmethod
    def parse(cls, text: str) -> Self:
        """The key that a skey text holds; ValueError, which never tells the key, if it is malformed."""
        name, _, rest = text.removeprefix(PRIVATE).partition("+")
        written_id, _, encoded = rest.partition("+")
        try:
            key = cls(name, *algorithm_and_key(name, encoded))
        except ValueError:
            key = None
        if key is None or not text.startswith(PRIVATE) or written_id != key.verifier.id.hex():
            raise ValueError(f"this is no signing key: it would be “{PRIVATE}name+id+key”")
        return key

    @property
    def text(self) -> str:
        """The skey text: a secret."""
        return f"{PRIVATE}{self.name}+{self.verifier.id.hex()}+{to_base64(bytes((self.algorithm,)) + self.seed)}"

    @cached_property
    def verifier(self) -> VerifierKey:
        """The public half."""
        public = Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw()
        return VerifierKey(self.name, self.algorithm, public)

    def sign(self, text: str, *, at: int | None = None) -> Signature:
        """A signature over the text of a note; a cosignature says `at` which second (POSIX) it was made."""
        if (at is not None) is not (self.algorithm is Algorithm.COSIGNATURE):
            raise ValueError("a cosignature, and no other signature, says when it was made")
        private = Ed25519PrivateKey.from_private_bytes(self.seed)
        if at is None:
            signature = private.sign(text.encode())
        else:
            signature = pack("!Q", at) + private.sign(cosigned_message(text, at).encode())
        return Signature(self.name, self.verifier.id, signature)


def cosigned_message(text: str, at: int) -> str:
    """What a cosignature signs: the time and the whole text of the checkpoint."""
    return f"cosignature/v1\ntime {at}\n{text}"


def cosigned_at(signature: bytes) -> int:
    """The POSIX second that a cosignature states."""
    [at] = unpack("!Q", signature[:TIME_BYTES])
    return int(at)


def check_name(name: str) -> None:
    """Raises ValueError for a key name that cannot stand in a note."""
    if not name or re.search(r"[\s+\x00-\x1f]", name):
        raise ValueError(f"“{name}” is no name for a key: one or more characters, no spaces and no “+”")


def algorithm_and_key(name: str, encoded: str) -> tuple[Algorithm, bytes]:
    """The two parts of an encoded key; ValueError if it is malformed or of a sort that we do not know."""
    data = from_base64(encoded)
    try:
        return Algorithm(int.from_bytes(data[:1])), data[1:]
    except ValueError:
        raise ValueError(f"the key of “{name}” is neither Ed25519 nor an Ed25519 cosigner's") from None
