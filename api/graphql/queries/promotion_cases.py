"""Promotion cases over GraphQL, as a list: those that whoever asks may see, by where they stand and whom they are for.

A filter must tell nothing that the answer would not: a case of which whoever asks is not told what was proposed is not
listed, nor counted, whatever it is asked by.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping, Sequence
from typing import Annotated

import strawberry

from api.access.disclosed import Disclosed
from api.access.table import Information
from api.graphql.as_of import DESCRIPTION, AsOfInput, moment_of
from api.graphql.connections import Connection, connection_of
from api.graphql.context import Context, Info
from api.graphql.moment import Moment
from api.graphql.narrowing import subject_meant
from api.graphql.node import is_id_of
from api.graphql.paging import After, Before, First, Last, cut, not_ours, opaque, page_asked
from api.graphql.queries import Questions
from api.graphql.queries.promotion_case import CasePhase, PromotionCase, case_in
from api.graphql.queries.roles_wanted import told_among
from api.graphql.queries.units import EXACTLY, units_meant
from api.graphql.row_types import resolver
from audit.cases_known import cases_known
from domain.kernel.ids import CaseId
from domain.promotions import promotion_case as known
from domain.promotions.phases import phase_of
from projections import people

OF_UNITS = (
    "Only cases whose candidates stand in these units on the day, or in what belongs to them: each by its id or its"
    " name."
)
OVERRIDDEN = "Only cases in which a decision set something aside; or, where it is false, none did."
APPEALED = "Only cases in which anybody ever appealed, whatever came of it; or, where it is false, nobody did."


@strawberry.type
class PromotionCasesQueries(Questions):
    @resolver(
        "The promotion cases of which what was proposed is told to you, the first one first: each as `promotionCase`"
        " tells it.",
        price=1000,
    )
    async def promotion_cases(
        self,
        info: Info,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
        phases: Annotated[
            list[CasePhase] | None,
            strawberry.argument(description="Only cases that stand there on the day."),
        ] = None,
        units: Annotated[list[str] | None, strawberry.argument(description=OF_UNITS)] = None,
        exactly: Annotated[bool, strawberry.argument(description=EXACTLY)] = False,
        candidate: Annotated[
            strawberry.ID | None, strawberry.argument(description="Only cases in which this person is the candidate.")
        ] = None,
        overridden: Annotated[bool | None, strawberry.argument(description=OVERRIDDEN)] = None,
        appealed: Annotated[bool | None, strawberry.argument(description=APPEALED)] = None,
        as_of: Annotated[AsOfInput | None, strawberry.argument(description=DESCRIPTION)] = None,
    ) -> Connection[PromotionCase]:
        moment = await moment_of(info.context, as_of)
        asked = page_asked(first, after, last, before, lambda place: is_id_of("case", place))
        if candidate is not None:
            await subject_meant("candidate", candidate, "person", moment, people.listed)
        meant_units = await units_meant(moment, units, exactly=exactly)
        every = await asyncio.to_thread(cases_known, info.context.services.ledger, moment.known)
        wanted = {
            case
            for case, one in every.items()
            if (phases is None or phase_of(one.stands) in phases)
            and candidate in (None, candidate_of(one.stands))
            and overridden in (None, one.overridden)
            and appealed in (None, one.appealed)
        }
        if meant_units is not None:
            wanted &= await of_units(moment, {case: every[case].stands for case in wanted}, meant_units)
        cursors = {CaseId(place) for place in (asked.after, asked.before) if place in every}
        told = await told_among(info.context, Information.CASE, wanted | cursors)
        places = [case for case in every if case in told]
        for field, place in (("after", asked.after), ("before", asked.before)):
            if place is not None and place not in told:
                raise not_ours(field, opaque(place))
        page = cut(places, asked, wanted.__contains__)
        await info.context.look_at(Information.CASE, page.places)

        async def counted() -> int:
            return len(wanted & told)

        return connection_of(
            [(case.case, case) for case in await cases_at(info.context, moment, page.places)],
            asked,
            more=page.more,
            behind=page.behind,
            as_of=moment.answered(await moment.reading.parked(page.places)),
            counted=counted,
        )


def candidate_of(case: known.PromotionCase) -> str | None:
    """For whom something was proposed; None where that was retracted before anything was decided."""
    return case.proposal.candidate if case.proposal else case.candidate


async def of_units(moment: Moment, cases: Mapping[CaseId, known.PromotionCase], units: Collection[str]) -> set[CaseId]:
    """Those of these cases whose candidates stand in some units on the day."""
    candidates = {candidate for one in cases.values() if (candidate := candidate_of(one)) is not None}
    standing = await people.listed(moment.reading, sorted(candidates)) if candidates else {}
    return {
        case
        for case, one in cases.items()
        if (row := standing.get(candidate_of(one) or "")) is not None and row.unit in units
    }


async def cases_at(context: Context, moment: Moment, cases: Sequence[str]) -> list[PromotionCase]:
    """Several cases at a moment, read in one look."""
    streams = await asyncio.to_thread(context.services.ledger.streams, cases) if cases else {}
    until = moment.reading.position
    written = [entry for case in cases for entry in streams[case] if entry.position <= until]
    told: dict[str, list[Disclosed]] = {case: [] for case in cases}
    for disclosed in await moment.disclosing.all(written):
        told[disclosed.stream].append(disclosed)
    found = (case_in(context, moment, case, told[case]) for case in cases)
    return [case for case in found if case]
