"""A panel on a promotion: who sits on it, what stands between them and a vote, and how far the vote has come."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from domain.kernel.facts import Erased, Reference
from domain.kernel.ids import PersonId


class Conflict(StrEnum):
    """Why somebody does not vote on a promotion."""

    CANDIDATE = "candidate"
    PROPOSER = "proposer"
    LINE_MANAGER = "line_manager"
    """Presents the case instead. Managers above may vote."""
    DIRECT_REPORT = "direct_report"
    MENTOR = "mentor"
    """Of the candidate, now or until lately; the edition says how lately."""
    RIVAL = "rival"
    """Candidate of another open case for the same role."""
    INCUMBENT = "incumbent"
    TOOK_PART = "took_part"
    """Before an appeal sent the case to a new panel."""
    CLOSE_RELATION = "close_relation"
    """Nothing that the ledger knows: it is declared."""
    OTHER = "other"
    """Whatever else was declared, and found to stand in the way."""


DECLARED = frozenset({Conflict.CLOSE_RELATION, Conflict.OTHER})
"""What people declare; everything else the ledger shows."""


class Choice(StrEnum):
    """How somebody voted."""

    IN_FAVOUR = "in_favour"
    AGAINST = "against"
    ABSTAINED = "abstained"


class Advice(StrEnum):
    """What a panel recommends: what more voted for than against, or that there is no such thing."""

    IN_FAVOUR = "in_favour"
    AGAINST = "against"
    DIVIDED = "divided"


@dataclass(frozen=True)
class Declared:
    """A conflict that was declared, and that others have yet to decide on."""

    member: PersonId
    conflict: Conflict | Erased
    declared_by: PersonId
    by_steward: bool = field(default=False, compare=False)
    """Whether a steward says so."""


@dataclass(frozen=True)
class Ballot:
    """A vote in the round that is on, or was the last."""

    voter: PersonId
    choice: Choice | Erased
    on: date | None = None
    """The day on which it was cast; None as the first judge remembers it."""


@dataclass(frozen=True)
class Tally:
    """How the counted votes of a round fell out."""

    in_favour: int
    """How many voted for it."""
    against: int
    """How many voted against it."""
    abstained: int
    """How many abstained."""

    @property
    def advice(self) -> Advice:
        """What the votes come to."""
        if self.in_favour == self.against:
            return Advice.DIVIDED
        return Advice.IN_FAVOUR if self.in_favour > self.against else Advice.AGAINST


@dataclass(frozen=True)
class Panel:
    """What later decisions must remember of a panel."""

    members: tuple[PersonId, ...]
    """Whoever was given a seat, substitutes included."""
    quorum: int
    """How many votes a recommendation needs."""
    convened_by: PersonId
    declared: tuple[Declared, ...] = ()
    recused: frozenset[PersonId] = frozenset()
    replaced: frozenset[PersonId] = frozenset()
    """Members whose seat a substitute has."""
    round: int = 0
    """The latest round of voting; 0 before the first."""
    broken_off: tuple[int, ...] = ()
    """Rounds that never closed, as the panel was convened anew: nobody is told how anybody voted in them."""
    vote_open: bool = False
    """Whether a round is on."""
    ballots: tuple[Ballot, ...] = ()
    counted: tuple[PersonId, ...] = ()
    """Whose votes the closed round rests on."""
    tally: Tally | Erased | None = None
    """Of the closed round; None while there is none that stands."""
    closed_on: date | None = None
    """The day on which the last round closed; None while there is none that stands."""
    recommendation: Reference | None = None

    @property
    def seated(self) -> tuple[PersonId, ...]:
        """Members who still have their seat."""
        gone = self.recused | self.replaced
        return tuple(member for member in self.members if member not in gone)

    def has_voted(self, member: PersonId) -> bool:
        return any(ballot.voter == member for ballot in self.ballots)

    def undecided(self, member: PersonId) -> bool:
        """Whether others have yet to decide on a conflict of this member."""
        return any(declared.member == member for declared in self.declared)

    def to_vote_again(self) -> Panel:
        """The panel with nothing voted: the last round no longer counts, and the next is a further one."""
        return replace(self, vote_open=False, ballots=(), counted=(), tally=None, closed_on=None, recommendation=None)

    def convened_anew(self) -> tuple[int, tuple[int, ...]]:
        """What the next panel goes on from: the round that is broken off, if one is, and all that were."""
        return (self.round, (*self.broken_off, self.round)) if self.vote_open else (0, self.broken_off)

    def settled(self, member: PersonId) -> tuple[Declared, ...]:
        """What is still undecided once others have decided on this member."""
        return tuple(declared for declared in self.declared if declared.member != member)

    def without(self, member: PersonId) -> Panel:
        """The panel once a member is recused: what rests on their vote no longer stands."""
        panel = self.to_vote_again() if member in self.counted else self
        return replace(
            panel,
            recused=self.recused | {member},
            declared=self.settled(member),
            ballots=tuple(ballot for ballot in panel.ballots if ballot.voter != member),
        )
