"""What may follow what on the stream of a case, told by somebody who has never seen how the rules are written."""

from __future__ import annotations

from typing import Any, Final

from domain.kernel.facts import Event
from domain.kernel.ids import PersonId
from domain.promotions.appeal_decisions import AppealDecided, AppealOutcome
from domain.promotions.appeals import AppealLodged
from domain.promotions.decisions import PromotionDecision, PromotionDeferred
from domain.promotions.panels.convening import PromotionPanelConvened, SubstituteNamed
from domain.promotions.panels.declarations import ConflictDeclared
from domain.promotions.panels.panel import Choice, Tally
from domain.promotions.panels.recommendations import PanelRecommended
from domain.promotions.panels.recusals import MemberRecused, MemberRetained
from domain.promotions.panels.vote_casting import VoteCast
from domain.promotions.panels.vote_counting import VoteClosed
from domain.promotions.panels.vote_opening import VoteOpened
from domain.promotions.promotion_case import AppealGround
from domain.promotions.promotion_file import EvidenceFiled, FileClosed
from tests.domain.promotions.panel_room import INA, MIA, RIA, RON
from tests.examples import ADA, BEN, CAI

QUORUM: Final = 3
NEVER: Final = frozenset({ADA, BEN, CAI, MIA, RIA, RON, INA})
"""They have a conflict from the first day to the last."""


class Course:
    """The course of a case so far; whatever breaks the procedure fails an assertion."""

    def __init__(self) -> None:
        self.file_open, self.decided, self.recommended, self.voting = True, False, False, False
        self.appeal: AppealGround | None = None
        self.rounds = 0
        self.seats: set[PersonId] = set()
        self.votes: dict[PersonId, Choice] = {}
        self.counted: set[PersonId] = set()
        self.undecided: set[PersonId] = set()
        self.voters: set[PersonId] = set()
        self.took_part: set[PersonId] = set()

    def hears(self, event: Event[Any]) -> None:
        hear = getattr(self, f"of_{type(event).__name__}", None)
        if isinstance(event, PromotionDecision):
            self.of_decision(event)
        elif hear is not None:
            hear(event)

    def of_EvidenceFiled(self, event: EvidenceFiled) -> None:  # noqa: N802 (as the event is called)
        assert self.file_open
        assert not self.decided

    def of_FileClosed(self, event: FileClosed) -> None:  # noqa: N802
        assert event.basis is not None
        self.file_open = False

    def of_PromotionPanelConvened(self, event: PromotionPanelConvened) -> None:  # noqa: N802
        self.seats, self.rounds = {*event.members}, 0
        assert not self.seats & (NEVER | self.took_part)
        assert event.quorum >= QUORUM

    def of_ConflictDeclared(self, event: ConflictDeclared) -> None:  # noqa: N802
        self.undecided.add(event.member)

    def of_MemberRetained(self, event: MemberRetained | MemberRecused) -> None:  # noqa: N802
        assert event.decided_by
        assert event.member not in event.decided_by
        self.undecided.discard(event.member)

    def of_MemberRecused(self, event: MemberRecused) -> None:  # noqa: N802
        self.of_MemberRetained(event)
        self.seats.discard(event.member)
        self.votes.pop(event.member, None)
        if event.member in self.counted:
            self.counted, self.recommended = set(), False

    def of_SubstituteNamed(self, event: SubstituteNamed) -> None:  # noqa: N802
        assert event.substitute not in NEVER | self.took_part | self.seats
        self.seats = self.seats - {event.member} | {event.substitute}

    def of_VoteOpened(self, event: VoteOpened) -> None:  # noqa: N802
        assert not self.file_open
        assert not self.voting
        assert len(self.seats) >= QUORUM
        assert event.round == self.rounds + 1
        assert (event.why_again is None) == (event.round == 1)
        self.voting, self.rounds, self.votes, self.counted = True, event.round, {}, set()

    def of_VoteCast(self, event: VoteCast) -> None:  # noqa: N802
        assert self.voting
        assert event.round == self.rounds
        assert event.voter in self.seats - self.undecided
        assert event.voter not in self.votes
        assert isinstance(event.choice, Choice)
        self.votes[event.voter] = event.choice
        self.voters.add(event.voter)

    def of_VoteClosed(self, event: VoteClosed) -> None:  # noqa: N802
        assert {*event.counted} == {*self.votes}
        assert len(event.counted) == len({*event.counted}) >= QUORUM
        assert isinstance(event.tally, Tally)
        tally = (event.tally.in_favour, event.tally.against, event.tally.abstained)
        assert tally == tuple([*self.votes.values()].count(choice) for choice in Choice)
        self.voting, self.counted = False, {*self.votes}

    def of_PanelRecommended(self, event: PanelRecommended) -> None:  # noqa: N802
        assert self.counted
        assert not self.counted & self.undecided
        assert not self.file_open
        self.recommended = True

    def of_decision(self, event: PromotionDecision) -> None:
        assert self.recommended
        assert not self.voting
        assert not self.file_open
        assert event.recommendation is not None
        assert event.decided_by not in self.counted | NEVER
        self.decided = not isinstance(event, PromotionDeferred)
        if self.decided:
            self.took_part |= {event.decided_by}
        else:  # whoever deferred may still be given a seat, and then decides no more; they answer no appeal
            self.voters |= {event.decided_by}
        if not self.decided:
            self.file_open, self.recommended, self.counted = True, False, set()

    def of_AppealLodged(self, event: AppealLodged) -> None:  # noqa: N802
        assert self.decided
        assert self.appeal is None
        self.appeal = event.ground

    def of_AppealDecided(self, event: AppealDecided) -> None:  # noqa: N802
        assert event.decided_by
        assert not {*event.decided_by} & (self.took_part | self.voters | self.seats | NEVER)
        self.took_part |= {*event.decided_by} | self.voters | self.seats
        if event.outcome is AppealOutcome.REMITTED:
            self.file_open = self.appeal in (AppealGround.ERROR_OF_FACT, AppealGround.NEW_EVIDENCE)
            self.appeal, self.seats = None, set()
            self.decided = self.recommended = False
            self.undecided, self.counted = set(), set()
