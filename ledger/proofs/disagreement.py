"""What a pass over the book may find: the first place where something does not fit, and what that means."""

from __future__ import annotations

from dataclasses import dataclass

from ledger.proofs.signing import VerifierKey


@dataclass(frozen=True)
class Disagreement:
    """The first place where something does not fit."""

    position: int
    """Of the first entry that it may be about."""
    until: int
    """Of the last."""
    what: str
    meaning: str


@dataclass(frozen=True)
class Verification:
    """What a whole pass has found."""

    entries: int
    """How many there are, up to the disagreement if there is one."""
    proved: int
    """So many of them are under a checkpoint that agrees; those after it are not yet proved."""
    disagreement: Disagreement | None
    strangers: tuple[VerifierKey, ...] = ()
    """Keys by which something here is signed and which whoever looks did not give: what only these signed is open."""


class Stop(Exception):
    """Nothing after this needs to be looked at."""

    def __init__(self, position: int, what: str, meaning: str, *, until: int | None = None) -> None:
        super().__init__(what)
        self.disagreement = Disagreement(position, until or position, what, meaning)
