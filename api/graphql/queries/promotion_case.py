"""A promotion case over GraphQL: what was proposed, on which evidence, who voted and decided, and the same again."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from itertools import accumulate
from typing import Annotated

import strawberry

from api.access.disclosed import Disclosed, remembered
from api.access.table import Information
from api.graphql.as_of import DESCRIPTION, AsOfInput, moment_of
from api.graphql.context import Context, Info
from api.graphql.derived import enum_of, output_of, row_type
from api.graphql.errors import BadInput
from api.graphql.moment import Answered, Moment
from api.graphql.node import AN_ID, Node, checked_id
from api.graphql.queries import Questions
from api.graphql.queries.case_hearings import Hearing, Informing, hearings_in, informed_of
from api.graphql.queries.case_panel import Panel, Vote
from api.graphql.queries.chains import chain_of, gathered, last_said, retraction_of
from api.graphql.queries.entries import Entry
from api.graphql.queries.notices import NOTICES, Notice, notices_in
from api.graphql.queries.person import Person, person_at
from api.graphql.queries.remarks import Remark, remarks_on
from api.graphql.queries.replays import DECISION, EDITION, Replay
from api.graphql.queries.role import Role, role_at
from api.graphql.row_types import RowType, resolver
from api.graphql.scalars import Position
from audit import replay as replaying
from domain.frameworks.criteria import Requirement
from domain.judging.findings import Finding
from domain.kernel.facts import Reference
from domain.kernel.ids import CaseId
from domain.promotions import phases
from domain.promotions import promotion_case as cases
from domain.promotions.panels.convening import PromotionPanelConvened
from domain.promotions.panels.vote_casting import VoteCast
from domain.promotions.promotion_file import FileClosed
from ledger import Ledger

Found = output_of(Finding)
Criterion = enum_of(Requirement)
Appeal = output_of(cases.Appeal)
CasePhase = enum_of(phases.CasePhase)


@row_type(cases.Proposal, without=("candidate", "role", "proposed_by", "step"))
class Proposal(RowType[cases.Proposal]):
    """What was proposed, as it stands."""

    @resolver("For whom; null where nothing is known of them at that moment.")
    async def candidate(self) -> Person | None:
        return await person_at(self.moment, self.row.candidate)

    @resolver("Into which role; null where none is named.")
    async def role(self) -> Role | None:
        return await role_at(self.moment, self.row.role) if self.row.role else None

    @resolver("By whom, perhaps the candidate; null where nothing is known of them at that moment.")
    async def proposed_by(self) -> Person | None:
        return await person_at(self.moment, self.row.proposed_by)


@strawberry.type(description="A criterion that somebody with authority set aside; its finding stays on record.")
class SetAside:
    moment: strawberry.Private[Moment]
    criterion: Criterion = strawberry.field(  # type: ignore[valid-type]
        description="Name of the criterion, as findings give it."
    )
    authorised_by: strawberry.ID = strawberry.field(description="Id of whoever set it aside.")

    @resolver("Whoever set it aside; null where nothing is known of them at that moment.")
    async def authority(self) -> Person | None:
        return await person_at(self.moment, self.authorised_by)


@row_type(cases.FiledEvidence)
class FiledEvidence(RowType[cases.FiledEvidence]):
    """An entry of the ledger that was put on the file."""

    @resolver("The entry, as it was last said by that moment, before it was taken back if it was.")
    async def entry(self, info: Info) -> Entry | None:
        said = last_said(await chain_of(self.row.evidence, self.moment, info.context.services.ledger))
        return Entry(disclosed=await self.moment.disclosing.one(said), moment=self.moment) if said else None

    @resolver("The entry by which it was taken back, and by whom; null where it stands. It counts no longer then.")
    async def retracted_by(self, info: Info) -> Entry | None:
        retraction = retraction_of(await chain_of(self.row.evidence, self.moment, info.context.services.ledger))
        return Entry(disclosed=await self.moment.disclosing.one(retraction), moment=self.moment) if retraction else None


@row_type(cases.AwaitedReview)
class AwaitedReview(RowType[cases.AwaitedReview]):
    """A look, months after a decision, at whether it was right to set a criterion aside."""

    @resolver("Whether its day has come, on the day asked for.")
    def due(self) -> bool:
        return self.row.due_on <= self.moment.reading.on

    @resolver("Whether its day has passed.")
    def overdue(self) -> bool:
        return self.row.due_on < self.moment.reading.on


@strawberry.type(description="A promotion case, as known at one moment and true on one day.")
class PromotionCase(Node):
    prefix = "case"
    case: strawberry.Private[CaseId]
    stream: strawberry.Private[tuple[Disclosed, ...]]
    known: strawberry.Private[cases.PromotionCase]
    moment: strawberry.Private[Moment]
    context: strawberry.Private[Context]

    @resolver(AN_ID)
    def id(self) -> strawberry.ID:
        return strawberry.ID(self.case)

    @classmethod
    async def find(cls, info: Info, moment: Moment, value: str) -> PromotionCase | None:
        return await case_known(info, moment, checked_id("id", value, cls.prefix))

    @resolver("Where it stands.")
    def phase(self) -> CasePhase:  # type: ignore[valid-type]
        return phases.phase_of(self.known)

    @resolver("Whether you may have its audit bundle: at /cases/, its id and /bundle.")
    async def may_have_bundle(self) -> bool:
        return await self.context.way_to(Information.BUNDLE, self.case, None) is not None

    @resolver("What was proposed; null where that has been retracted.")
    def proposal(self) -> Proposal | None:
        return Proposal(self.known.proposal, self.moment) if self.known.proposal else None

    @resolver("Everything that happened and may be told to you, in the order in which it was written.", holds=40)
    async def steps(self) -> list[Entry]:
        told = [step for step in self.stream if await self.context.is_told(step)]
        return [Entry(disclosed=step, moment=self.moment) for step in told]

    @resolver("The evidence on the file, in the order in which it was filed. Nothing else is judged.", holds=20)
    def evidence(self) -> list[FiledEvidence]:
        return [FiledEvidence(filed, self.moment) for filed in self.known.evidence]

    @resolver(
        "Lessons that the candidate released for whoever judges, on the file since it was closed. They count for"
        " nothing and against nothing.",
        holds=5,
    )
    async def lessons(self) -> list[Entry]:
        closings = [step for step in self.stream if step.kind == FileClosed.__name__]
        filed = dict.fromkeys(lesson for closing in closings for lesson in closing.value("lessons") or ())
        chains = await gathered(self.moment, self.context.services.ledger).load_many([*filed])
        said = [last_said(chain) for chain in chains]
        return [Entry(disclosed=await self.moment.disclosing.one(one), moment=self.moment) for one in said if one]

    @resolver("Whether evidence can still be filed.")
    def file_open(self) -> bool:
        return self.known.file_open

    @resolver("The panel that recommends; null where there is none, or none any more.")
    def panel(self) -> Panel | None:
        return Panel(self.known.panel, self.moment) if self.known.panel else None

    @resolver("All votes that were cast, those of earlier rounds and panels too, in their order.", holds=10)
    def votes(self) -> list[Vote]:
        panels = accumulate(int(step.kind == PromotionPanelConvened.__name__) for step in self.stream)
        told = zip(self.stream, panels, strict=True)
        return [
            Vote(moment=self.moment, disclosed=step, on_panel=panel)
            for step, panel in told
            if step.kind == VoteCast.__name__
        ]

    @resolver("The latest decision; null before there is one. What was deferred or remitted is decided anew.")
    def decision(self) -> Decision | None:
        return Decision(moment=self.moment, disclosed=self.decided[-1]) if self.decided else None

    @resolver("All decisions, the first one first.", holds=3)
    def decisions(self) -> list[Decision]:
        return [Decision(moment=self.moment, disclosed=decided) for decided in self.decided]

    @resolver("The appeal against the decision that waits for an answer, or was dismissed; null where there is none.")
    def appeal(self) -> Appeal | None:  # type: ignore[valid-type]
        return self.known.appeal

    @resolver(
        "Reviews of what was set aside that are to come or due, as of the day asked for; the next one first.", holds=10
    )
    def awaited_reviews(self) -> list[AwaitedReview]:
        return [AwaitedReview(one, self.moment) for one in sorted(self.known.reviews, key=lambda one: one.due_on)]

    @resolver(
        "A decision judged again as it was known then, and with what has come to light; null before there is one.",
        price=200,
    )
    async def replay(
        self,
        edition: Annotated[int | None, strawberry.argument(description=EDITION)] = None,
        decision: Annotated[Reference | None, strawberry.argument(description=DECISION)] = None,
    ) -> Replay | None:
        which = [decided for decided in self.decided if decision in (None, decided.at)]
        if decision is not None and not which:
            known = ", ".join(str(decided.at) for decided in self.decided) or "there is none yet"
            raise BadInput("decision", decision, f"is no decision of this case: {known}")
        if not which:
            return None
        ledger, position = self.context.services.ledger, which[-1].position
        return Replay(await asyncio.to_thread(replay_at, ledger, position, self.moment, edition), self.moment)

    @resolver(
        "Each time that the candidate was heard on what may be decided, in the order in which it was written.", holds=5
    )
    def hearings(self) -> list[Hearing]:
        return hearings_in(self.stream, self.moment)

    @resolver(
        "Who was told of entries of the case, as of the decision: in the order in which it was written.", holds=10
    )
    async def informed(self) -> list[Informing]:
        return await informed_of(self.case, self.moment, self.context.services.ledger)

    @resolver(NOTICES, holds=4, price=5)
    async def notices(self) -> list[Notice]:
        return await notices_in(self.case, self.moment, self.context.services.ledger)

    @resolver("What people have said of its entries, and been answered: in the order in which it was written.", holds=5)
    async def remarks(self) -> list[Remark]:
        return await remarks_on(self.context, self.moment, self.case)

    @resolver("The moment that this is answered as of.")
    def as_of(self) -> Answered:
        return self.moment.answered(())

    @property
    def decided(self) -> list[Disclosed]:
        return [step for step in self.stream if step.kind in replaying.KINDS]


@strawberry.type(description="A decision on a promotion, with what the rules found and who set what aside.")
class Decision:
    moment: strawberry.Private[Moment]
    disclosed: strawberry.Private[Disclosed]

    @resolver("The entry: who decided what when, and why.")
    def entry(self) -> Entry:
        return Entry(disclosed=self.disclosed, moment=self.moment)

    @resolver("Id of whoever decided.")
    def decided_by(self) -> strawberry.ID:
        return strawberry.ID(self.disclosed.value("decided_by"))

    @resolver("Id of whoever decided together with them, from a seat; null where they decided alone.")
    def decided_with(self) -> strawberry.ID | None:
        second = self.disclosed.value("decided_with")
        return strawberry.ID(second) if second else None

    @resolver("The position up to which the ledger was known.")
    def basis(self) -> Position:
        return Position(self.disclosed.value("basis"))

    @resolver("Name of the code that judged, which stays callable under it.")
    def judged_by(self) -> str:
        name: str = self.disclosed.value("judged_by")
        return name

    @resolver("What the rules found, criterion by criterion.", holds=10)
    def findings(self) -> list[Found]:  # type: ignore[valid-type]
        return list(self.disclosed.value("findings") or ())

    @resolver("What was set aside.", holds=10)
    def overrides(self) -> list[SetAside]:
        return [
            SetAside(moment=self.moment, criterion=one.criterion, authorised_by=strawberry.ID(one.authorised_by))
            for one in self.disclosed.value("overrides") or ()  # other decisions than approvals have none
        ]


@strawberry.type
class PromotionCaseQueries(Questions):
    @resolver("A promotion case by id; null if nothing was proposed by that moment.")
    async def promotion_case(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="Its id.")],  # noqa: A002
        as_of: Annotated[AsOfInput | None, strawberry.argument(description=DESCRIPTION)] = None,
    ) -> PromotionCase | None:
        case = checked_id("id", id, "case")
        return await case_known(info, await moment_of(info.context, as_of), case)


async def case_known(info: Info, moment: Moment, case: str) -> PromotionCase | None:
    """A promotion case by its id at a moment; None for whoever is told nothing of it, as where there is none."""
    return await case_at(info, moment, case) if await info.context.knows_of("PromotionCase", case) else None


async def case_at(info: Info, moment: Moment, case: str) -> PromotionCase | None:
    """A case at a moment; None if nothing of it was on record by then."""
    written = await asyncio.to_thread(info.context.services.ledger.stream, case, as_of=moment.reading.position)
    return case_in(info.context, moment, case, await moment.disclosing.all(written))


def case_in(context: Context, moment: Moment, case: str, stream: Sequence[Disclosed]) -> PromotionCase | None:
    """The same, by what may be told of what was written of it."""
    known = remembered(cases.PromotionCase, stream, on=moment.reading.on)
    steps = tuple(step for step in stream if step.effective_on <= moment.reading.on)
    if not steps:
        return None
    return PromotionCase(case=CaseId(case), stream=steps, known=known, moment=moment, context=context)


def replay_at(ledger: Ledger, position: int, moment: Moment, edition: int | None) -> replaying.Replay:
    """The decision at a position, judged again."""
    decision = ledger.entries_at((position,))[position]
    return replaying.replay(ledger, decision, as_of=moment.reading.position, edition=edition)
