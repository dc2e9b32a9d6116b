"""An attempt to sign in, from leaving for the provider to coming back, sealed in a cookie: nobody fills us up."""

from __future__ import annotations

import hashlib
import secrets
import time
from dataclasses import dataclass
from typing import Final, NamedTuple

import msgspec
from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

from api.access.issuer import Attempt

GOOD_FOR: Final = 600
"""Seconds that somebody may take to sign in."""
CHANCE_BYTES: Final = 32
LONGEST_PATH: Final = 1_000
HEADER: Final = {"alg": "dir", "enc": "A256GCM"}
START: Final = "/graphiql"
"""Where somebody comes who was on the way to nothing else."""


class Begun(NamedTuple):
    """An attempt, and what is to come after it."""

    attempt: Attempt
    then: str
    """Where somebody was on their way to, here."""
    until: float


@dataclass(frozen=True)
class Attempts:
    """Seals attempts and opens them again, with a key that all processes of a ledger have."""

    key: OctKey

    @classmethod
    def of(cls, secret: bytes) -> Attempts:
        """Those of a ledger, by the secret of its own."""
        return cls(OctKey.import_key(hashlib.blake2b(b"sign-in", key=secret, digest_size=32).digest()))

    def begin(self, then: str) -> tuple[Attempt, str]:
        """A fresh attempt, and the text of its cookie."""
        attempt = Attempt(*(secrets.token_urlsafe(CHANCE_BYTES) for _ in range(3)))
        said = msgspec.json.encode(Begun(attempt, within(then), time.time() + GOOD_FOR))
        return attempt, jwe.encrypt_compact(HEADER, said, self.key)

    def again(self, cookie: str, state: str) -> Begun | None:
        """The attempt that comes back; None where it is none of ours, of another browser, or too long ago."""
        try:
            opened = jwe.decrypt_compact(cookie, self.key, algorithms=["dir", "A256GCM"]).plaintext
            begun = msgspec.json.decode(opened or b"", type=Begun)
        except (JoseError, ValueError, msgspec.MsgspecError):
            return None
        fits = secrets.compare_digest(begun.attempt.state.encode(), state.encode())
        return begun if fits and time.time() < begun.until else None


def within(path: str) -> str:
    """A path of ours; where another is asked for, the workbench: nobody is led elsewhere by signing in here."""
    ours = path.startswith("/") and path[1:2] not in {"/", "\\"} and len(path) <= LONGEST_PATH and path.isprintable()
    return path if ours else START
