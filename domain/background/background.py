"""What somebody brings along, from before they joined too: said by them or of them, and confirmed or not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from domain.kernel.facts import Event, Reference
from domain.kernel.memories import changed
from domain.people.employment import KnownPersonCommand


class ExperienceKind(StrEnum):
    """What people have been through that teaches leading, by what studies of executives keep finding.

    The list follows McCall, Lombardo and Morrison, “The Lessons of Experience” (1988), and what is asked for today.
    """

    FROM_SCRATCH = "from_scratch"
    """They built something up where there was nothing."""
    TURNAROUND = "turnaround"
    """They put right what was going wrong."""
    LEAP_IN_SCOPE = "leap_in_scope"
    """They led far more people, money or work than before."""
    LINE_TO_STAFF = "line_to_staff"
    """They went from running something to advising those who do, or back."""
    TASK_FORCE = "task_force"
    """They led a project that ended, beside the line."""
    CRISIS = "crisis"
    """They led when something had gone badly wrong."""
    MERGER = "merger"
    """They brought two organisations together, or took one apart."""
    ABROAD = "abroad"
    """They lived and worked in another country."""
    NEGOTIATION = "negotiation"
    """They negotiated where much was at stake, as with partners or representatives."""
    PROFIT_AND_LOSS = "profit_and_loss"
    """They answered for profit and loss."""


class Proficiency(StrEnum):
    """How well somebody speaks a language: the levels of the Common European Framework of Reference, and beyond."""

    A1 = "a1"
    A2 = "a2"
    B1 = "b1"
    B2 = "b2"
    C1 = "c1"
    C2 = "c2"
    NATIVE = "native"
    """They grew up with it."""

    @property
    def rank(self) -> int:
        """How far up it is, from 0."""
        return [*Proficiency].index(self)


@dataclass(frozen=True)
class BroughtAlong:
    """What somebody brings along, as far as it may be confirmed."""

    brought: frozenset[Reference] = frozenset()
    """The entries that say so."""
    confirmed: Mapping[Reference, Reference] = field(default_factory=dict)
    """Those that somebody else has confirmed, and by which entry last."""


@dataclass(frozen=True)
class BackgroundEvent(Event[BroughtAlong], abstract=True):
    """Something that somebody brings along."""

    def evolve(self, background: BroughtAlong, at: Reference) -> BroughtAlong:
        return changed(background, brought=background.brought | {at})


@dataclass(frozen=True)
class BackgroundCommand(KnownPersonCommand[BroughtAlong], abstract=True):
    """Something said of what somebody brings along. It may be from before they joined."""
