"""All read models together, and the events that none of them tells."""

from __future__ import annotations

from typing import Any, Final

from domain.frameworks.publishing import FrameworkPublished
from domain.kernel.facts import EntryRetracted, Event
from domain.promotions.appeal_decisions import AppealDecided
from domain.promotions.appeals import AppealLodged
from domain.promotions.panels.convening import PromotionPanelConvened, SubstituteNamed
from domain.promotions.panels.declarations import ConflictDeclared
from domain.promotions.panels.recommendations import PanelRecommended
from domain.promotions.panels.recusals import MemberRecused, MemberRetained
from domain.promotions.panels.vote_casting import VoteCast
from domain.promotions.panels.vote_counting import VoteClosed
from domain.promotions.panels.vote_opening import VoteOpened
from domain.promotions.promotion_file import EvidenceFiled, FileClosed
from ledger.storage.connections import Roles
from projections.development_history import DEVELOPMENT_HISTORY
from projections.engine import storing
from projections.engine.folding import Folds
from projections.people import PEOPLE
from projections.remarks import REMARKS
from projections.succession_bench import SUCCESSION_BENCH

STEPS_OF_A_CASE: Final = (
    EvidenceFiled,
    FileClosed,
    PromotionPanelConvened,
    ConflictDeclared,
    MemberRecused,
    MemberRetained,
    SubstituteNamed,
    VoteOpened,
    VoteCast,
    VoteClosed,
    PanelRecommended,
    AppealLodged,
    AppealDecided,
)

UNTOLD: Final[dict[type[Event[Any]], str]] = {
    EntryRetracted: "what it retracts is marked as superseded, and has no successor",
    FrameworkPublished: "an edition is read from its page, whole",
    **dict.fromkeys(STEPS_OF_A_CASE, "a step of a promotion case, which is read from its page"),
}
"""Events without facts in any read model, and why."""

ALL: Final = Folds((DEVELOPMENT_HISTORY, SUCCESSION_BENCH, PEOPLE, REMARKS), UNTOLD)


def migrate(connection: storing.Connection) -> None:
    """Make the home of all read models; for `ledger.storage.migrations.migrate(url, registry.migrate)`."""
    storing.migrate(connection, ALL, Roles(connection.info.dbname))
