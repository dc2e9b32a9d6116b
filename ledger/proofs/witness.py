"""A witness (C2SP tlog-witness): somebody elsewhere who cosigns a checkpoint only if it continues the one before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Self
from urllib.parse import urlsplit

from ledger.proofs.note import Note, signature_of
from ledger.proofs.signing import Algorithm, Signature, VerifierKey
from ledger.proofs.text import from_decimal, to_base64
from ledger.proofs.web import Answer, CannotBeReached, Site

LONGEST_ANSWER: Final = 100_000
TREE_SIZE: Final = "text/x.tlog.size"


class WitnessSilent(Exception):
    """No cosignature this time; the message says why. To be tried again."""


class WitnessRefuses(Exception):
    """The witness saw another history than this one: an alarm."""


class WitnessKnows(Exception):
    """The witness last cosigned a tree of another size than we said."""

    def __init__(self, size: int) -> None:
        super().__init__(f"the witness last cosigned {size} entries")
        self.size = size


@dataclass(frozen=True)
class Witness:
    """Where a witness is asked, and the key that it cosigns with."""

    url: str
    key: VerifierKey

    @classmethod
    def parse(cls, text: str) -> Self:
        """A witness from its address and its vkey; ValueError says what it should look like."""
        url, _, vkey = text.strip().partition(" ")
        address = urlsplit(url)
        if address.scheme not in ("http", "https") or not address.hostname or address.query or address.fragment:
            raise ValueError(f"“{url}” is no address of a witness: write https://host/prefix, then its verifier key")
        key = VerifierKey.parse(vkey.strip())
        if key.algorithm is not Algorithm.COSIGNATURE:
            raise ValueError(f"“{key.name}” is no witness: its key signs notes, and does not cosign checkpoints")
        return cls(url.rstrip("/"), key)

    def cosign(self, old: int, consistency: Sequence[bytes], checkpoint: Note) -> tuple[Signature, ...]:
        """The witness's cosignatures of a checkpoint that continues the `old` first entries, which it knows.

        Raises WitnessKnows if it knows another number of them, WitnessRefuses or WitnessSilent.
        """
        lines = [f"old {old}", *map(to_base64, consistency), "", ""]
        answer = self._ask("\n".join(lines).encode() + bytes(checkpoint))
        try:
            if answer.status == 409 and answer.kind == TREE_SIZE:
                raise WitnessKnows(from_decimal(answer.body.decode().removesuffix("\n")))
            if answer.status == 200:
                return self._checked(checkpoint, answer.body)
        except ValueError as error:
            raise WitnessSilent(f"“{self.key.name}” gave an answer that cannot be read: {error}") from None
        if answer.status in (403, 409, 422):
            raise WitnessRefuses(f"“{self.key.name}” refuses the checkpoint ({answer.summary})")
        raise WitnessSilent(f"“{self.key.name}” answered {answer.summary}")

    def _ask(self, body: bytes) -> Answer:
        try:
            with Site(self.url) as site:
                return site.ask("POST", "/add-checkpoint", body, "text/plain", longest=LONGEST_ANSWER)
        except CannotBeReached as error:
            raise WitnessSilent(f"“{self.key.name}” gave no answer: {error}") from None

    def _checked(self, checkpoint: Note, body: bytes) -> tuple[Signature, ...]:
        """Those of the lines that are by this witness, if they hold; ValueError otherwise."""
        lines = [signature_of(line) for line in body.decode().removesuffix("\n").split("\n")]
        own = tuple(line for line in lines if (line.name, line.key_id) == (self.key.name, self.key.id))
        Note(checkpoint.text, own).open((self.key,))
        return own
