"""A promotion case over GraphQL: what was proposed, on which evidence, who voted and decided, and the same again."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any

import strawberry

from api.graphql.as_of import DESCRIPTION, AsOfInput, moment_of
from api.graphql.context import Context, Info
from api.graphql.derived import output_of, shows
from api.graphql.errors import BadInput
from api.graphql.moment import Answered, Moment
from api.graphql.node import AN_ID, Node, checked_id
from api.graphql.queries.case_panel import Panel, Vote, votes_on
from api.graphql.queries.entries import Entry
from api.graphql.queries.person import Person, person_at
from api.graphql.queries.remarks import Remark, remarks_on
from api.graphql.queries.replays import DECISION, EDITION, Replay
from api.graphql.queries.role import Role, role_at
from api.graphql.shown import Shown, tells
from audit.replay import replay
from audit.withholding import is_vote
from domain.kernel.facts import Reference
from domain.kernel.ids import CaseId
from domain.kernel.standing import recall, standing
from domain.promotions import promotion_case as cases
from domain.promotions.decisions import PromotionApproved, PromotionDecision
from domain.promotions.judging.findings import Finding
from ledger import Entry as Written

Found = output_of(Finding)
Appeal = output_of(cases.Appeal)


@shows(cases.Proposal, without=("candidate", "role", "proposed_by", "step"))
class Proposal(Shown[cases.Proposal]):
    """What was proposed, as it stands."""

    @tells("For whom; null where nothing is known of them at that moment.")
    async def candidate(self) -> Person | None:
        return await person_at(self.moment, self.row.candidate)

    @tells("Into which role; null where none is named.")
    async def role(self) -> Role | None:
        return await role_at(self.moment, self.row.role) if self.row.role else None

    @tells("By whom, perhaps the candidate; null where nothing is known of them at that moment.")
    async def proposed_by(self) -> Person | None:
        return await person_at(self.moment, self.row.proposed_by)


@strawberry.type(description="A criterion that somebody with authority set aside; its finding stays on record.")
class SetAside:
    criterion: str = strawberry.field(description="Name of the criterion.")
    authorised_by: strawberry.ID = strawberry.field(description="Id of whoever set it aside.")


@shows(cases.FiledEvidence)
class FiledEvidence(Shown[cases.FiledEvidence]):
    """An entry of the ledger that was put on the file."""


@strawberry.type(description="A promotion case, as known at one moment and true on one day.")
class PromotionCase(Node):
    case: strawberry.Private[CaseId]
    page: strawberry.Private[tuple[Written[Any], ...]]
    known: strawberry.Private[cases.PromotionCase]
    moment: strawberry.Private[Moment]
    context: strawberry.Private[Context]

    @tells(AN_ID)
    def id(self) -> strawberry.ID:
        return strawberry.ID(self.case)

    @tells("What was proposed; null where that has been retracted.")
    def proposal(self) -> Proposal | None:
        return Proposal(self.known.proposal, self.moment) if self.known.proposal else None

    @tells("Everything that happened, in the order in which it was written.")
    def steps(self) -> list[Entry]:
        return [Entry(line=line) for line in self.page]

    @tells("The evidence on the file, in the order in which it was filed. Nothing else is judged.")
    def evidence(self) -> list[FiledEvidence]:
        return [FiledEvidence(filed, self.moment) for filed in self.known.evidence]

    @tells("Whether evidence can still be filed.")
    def file_open(self) -> bool:
        return self.known.file_open

    @tells("The panel that recommends; null where there is none, or none any more.")
    def panel(self) -> Panel | None:
        return Panel(self.known.panel, self.moment) if self.known.panel else None

    @tells("All votes that were cast, those of earlier rounds and panels too, in their order.")
    async def votes(self) -> list[Vote]:
        cast = [line for line in self.page if is_vote(line)]
        return await asyncio.to_thread(votes_on, cast, self.moment, self.context)

    @tells("The latest decision; null before there is one. What was deferred or remitted is decided anew.")
    def decision(self) -> Decision | None:
        return Decision(line=self.decided[-1]) if self.decided else None

    @tells("All decisions, the first one first.")
    def decisions(self) -> list[Decision]:
        return [Decision(line=line) for line in self.decided]

    @tells("The appeal against the decision that waits for an answer, or was dismissed; null where there is none.")
    def appeal(self) -> Appeal | None:  # type: ignore[valid-type]
        return self.known.appeal

    @tells("A decision judged again as it was known then, and with what has come to light; null before there is one.")
    async def replay(
        self,
        edition: Annotated[int | None, strawberry.argument(description=EDITION)] = None,
        decision: Annotated[Reference | None, strawberry.argument(description=DECISION)] = None,
    ) -> Replay | None:
        which = [line for line in self.decided if decision in (None, line.at)]
        if decision is not None and not which:
            known = ", ".join(str(line.at) for line in self.decided) or "there is none yet"
            raise BadInput("decision", decision, f"is no decision of this case: {known}")
        if not which:
            return None
        ledger, position = self.context.house.ledger, self.moment.reading.position
        return Replay(await asyncio.to_thread(replay, ledger, which[-1], as_of=position, edition=edition), self.moment)

    @tells("What people have said of its entries, and been answered: in the order in which it was written.")
    async def remarks(self) -> list[Remark]:
        return await remarks_on(self.moment, self.case)

    @tells("The moment that this is answered as of.")
    def as_of(self) -> Answered:
        return self.moment.answered(())

    @property
    def decided(self) -> list[Written[PromotionDecision]]:
        return [line for line in self.page if isinstance(line.event, PromotionDecision)]


@strawberry.type(description="A decision on a promotion, with what the rules found and who set what aside.")
class Decision:
    line: strawberry.Private[Written[PromotionDecision]]

    @tells("The entry: who decided what when, and why.")
    def entry(self) -> Entry:
        return Entry(line=self.line)

    @tells("The position up to which the ledger was known.")
    def basis(self) -> int:
        return self.line.event.basis

    @tells("Name of the code that judged, which stays callable under it.")
    def judged_by(self) -> str:
        return self.line.event.judged_by

    @tells("What the rules found, criterion by criterion.")
    def findings(self) -> list[Found]:  # type: ignore[valid-type]
        return list(self.line.event.findings)

    @tells("What was set aside.")
    def overrides(self) -> list[SetAside]:
        event = self.line.event
        return [
            SetAside(criterion=one.criterion, authorised_by=strawberry.ID(one.authorised_by))
            for one in (event.overrides if isinstance(event, PromotionApproved) else ())
        ]


@strawberry.type
class PromotionCaseQueries:
    @tells("A promotion case by id; null if nothing was proposed by that moment.")
    async def promotion_case(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="Its id.")],  # noqa: A002
        as_of: Annotated[AsOfInput | None, strawberry.argument(description=DESCRIPTION)] = None,
    ) -> PromotionCase | None:
        case = checked_id("id", id, "case")
        return await case_at(info, await moment_of(info.context, as_of), case)


async def case_at(info: Info, moment: Moment, case: str) -> PromotionCase | None:
    """A case at a moment; None if nothing of it was on record by then."""
    page = await asyncio.to_thread(info.context.house.ledger.stream, case, as_of=moment.reading.position)
    known = recall(cases.PromotionCase, standing(page), on=moment.reading.on)
    told = tuple(line for line in page if line.event.effective_on <= moment.reading.on)
    if not told:
        return None
    return PromotionCase(case=CaseId(case), page=told, known=known, moment=moment, context=info.context)
