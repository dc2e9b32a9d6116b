"""The registry: all read models, found by walking the packages, and the events that none of them projects."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, Final

import projections
from domain.erasing.holds import HoldPlaced, HoldReleased
from domain.erasing.retention_period import RetentionPeriodSet
from domain.frameworks.adopting import FrameworkAdopted
from domain.frameworks.publishing import FrameworkPublished
from domain.judging.integrity import IntegrityProcedureClosed
from domain.kernel.facts import EntryRetracted, Event
from domain.kernel.history import LedgerBegun
from domain.offices.accesses import AccessTaken
from domain.offices.accrediting import AssessorAccredited
from domain.offices.deputising import DeputyNamed
from domain.offices.mandates import MandateEnded, MandateGiven
from domain.offices.stewards import StewardNamed
from domain.people.erased import PersonalDataErased
from domain.people.seats import SeatLeft, SeatTaken
from domain.promotions.appeal_decisions import AppealDecided
from domain.promotions.appeals import AppealLodged, AppealWithdrawn
from domain.promotions.candidacies import CandidacyWithdrawn, CandidateHeard
from domain.promotions.informing import PersonInformed
from domain.promotions.override_reviews import OverrideReviewed
from domain.promotions.panels.convening import PromotionPanelConvened, SubstituteNamed
from domain.promotions.panels.declarations import ConflictDeclared
from domain.promotions.panels.recommendations import PanelRecommended
from domain.promotions.panels.recusals import MemberRecused, MemberRetained
from domain.promotions.panels.vote_casting import VoteCast
from domain.promotions.panels.vote_counting import VoteClosed
from domain.promotions.panels.vote_opening import VoteOpened
from domain.promotions.promotion_file import EvidenceFiled, FileClosed
from domain.safeguards.committing import DataKeysCommitted
from domain.safeguards.figures_released import FiguresReleased
from domain.safeguards.witnessing import LooksWitnessed
from ledger.storage.connections import Roles
from ledger.storage.keys import Wrapping
from projections.engine import rebuilding, storing
from projections.engine.folding import FoldsByKind
from projections.engine.read_model import ReadModel
from projections.engine.rebuilding import Progress

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
    AppealWithdrawn,
    CandidateHeard,
    CandidacyWithdrawn,
    OverrideReviewed,
)

OFFICES: Final = (
    MandateGiven,
    MandateEnded,
    StewardNamed,
    AssessorAccredited,
    DeputyNamed,
    SeatTaken,
    SeatLeft,
)

NOT_PROJECTED: Final[dict[type[Event[Any]], str]] = {
    AccessTaken: "who took access is read from the person's stream",
    DataKeysCommitted: "whoever compares the data keys reads it from the ledger's own streams",
    EntryRetracted: "what it retracts is marked as superseded, and has no successor",
    FiguresReleased: "whoever is told a figure that was released is told it from the ledger's own streams",
    FrameworkAdopted: "what holds for a unit is asked of the index",
    IntegrityProcedureClosed: "it stands on no timeline: whoever judges reads it from the person's stream",
    PersonInformed: "that somebody was told of an entry is read from their stream",
    FrameworkPublished: "an edition is read from its stream, whole",
    LedgerBegun: "the first day is read from the organisation's stream",
    LooksWitnessed: "whoever checks the log of who looked reads it from the ledger's own streams",
    RetentionPeriodSet: "the period is read from the organisation's stream",
    PersonalDataErased: "whose it is has no facts any more but coarse ones: see projections.engine.forgetting",
    **dict.fromkeys((HoldPlaced, HoldReleased), "holds are few, and read from the stream of whom they protect"),
    **dict.fromkeys(OFFICES, "offices are few, and read from the streams of those who hold them"),
    **dict.fromkeys(STEPS_OF_A_CASE, "a step of a promotion case, which is read from its stream"),
}
"""Events without facts in any read model, and why."""


def read_models() -> Iterator[ReadModel]:
    """Every read model there is: what a package or module beside the engine calls so."""
    for module in sorted(iter_modules(projections.__path__), key=lambda module: module.name):
        if module.name not in APART:
            held = vars(import_module(f"{projections.__name__}.{module.name}"))
            yield from {one.name: one for one in held.values() if isinstance(one, ReadModel)}.values()


APART: Final = frozenset({"engine", "registry", "rebuild_helper"})
READ_MODELS: Final = FoldsByKind(tuple(read_models()), NOT_PROJECTED, helper="projections.rebuild_helper")


def migrate(connection: storing.Connection) -> None:
    """Make the home of all read models; for `ledger.storage.migrations.migrate(url, registry.migrate)`."""
    storing.migrate(connection, READ_MODELS, Roles(connection.info.dbname))


def rebuild(
    url: str,
    wrapping: Wrapping,
    *,
    processes: int = 1,
    progress: Progress = lambda done, of: None,
    stopped: Callable[[], bool] = lambda: False,
    keys_url: str | None = None,
) -> int:
    """Fold the whole ledger anew into all read models: see `projections.engine.rebuilding`."""
    return rebuilding.rebuild(
        url, READ_MODELS, wrapping, processes=processes, progress=progress, stopped=stopped, keys_url=keys_url
    )
