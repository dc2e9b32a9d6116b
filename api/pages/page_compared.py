"""A page at two moments, side by side: its own document asked at both like anybody's, and what lies between."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from api.graphql.errors import serialised
from api.graphql.request import Asked
from api.pages.changes_between import Change, changes_in
from api.pages.differences import Differences, differences
from api.pages.differences_in_words import DifferenceRow, rows_of
from api.pages.page import Page
from api.pages.pages_served import NOT_THERE, Pages, PageServed
from api.pages.templates import HERE, words
from api.pages.time_bar import TimesShown
from api.pages.told_in_words import Words
from api.pages.two_moments import TwoMoments
from api.pages.wording import said
from api.services import Services

BETWEEN: Final = (HERE / "compare" / "between.graphql").read_text(encoding="utf-8")


class NotToldHere(Exception):
    """The endpoint has no data for a page at one of the moments; it says why itself."""

    def __init__(self, answer: Response) -> None:
        self.answer = answer


class AnswerTold(NamedTuple):
    """What a page is made of at one moment."""

    data: Mapping[str, Any]
    problems: Sequence[str]
    withheld: Sequence[str]


@dataclass(frozen=True)
class SideBySide:
    """A page at two moments, and what makes the difference."""

    called: str
    """What the page is about."""
    me: Mapping[str, Any] | None
    found: Differences
    rows: Sequence[DifferenceRow]
    """The same in words."""
    changes: Sequence[Change] | None
    """What lies between the two; None of a page that is about nobody alone, or where that cannot be told."""
    problems: Sequence[str]
    withheld: Sequence[str]
    is_new: bool
    """Whether nothing of whom it is about was there at the earlier moment, or nothing that is told."""


class Comparison:
    """One page that is compared."""

    def __init__(self, page: Page, among: Pages) -> None:
        self.page, self.served, self.endpoint = page, PageServed(page, among), among.endpoint

    async def side_by_side(self, request: Request, moments: TwoMoments) -> SideBySide:
        """The page at two moments. Raises NotToldHere, and 404 where there is nothing at either."""
        then, now = [await self.answer(request, times) for times in (moments.then, moments.now)]
        between, wrong = await self._between(request, moments) if self.page.subject else (None, [])
        return self.held_together(request, then, now, between, wrong)

    async def answer(self, request: Request, times: TimesShown) -> AnswerTold:
        """What the page is made of at a moment. Raises NotToldHere, and 400 for what cannot be meant."""
        answer = await self.served.as_of(request, times)
        if answer.status_code != 200:
            raise NotToldHere(answer)
        told: Mapping[str, Any] = msgspec.json.decode(bytes(answer.body))
        why = [each["message"] for each in told.get("errors", ())]
        if not told.get("data"):
            raise HTTPException(400, " ".join(why) or NOT_THERE)
        return AnswerTold(told["data"], why, (told.get("extensions") or {}).get("withheld", ()))

    def held_together(
        self,
        request: Request,
        then: AnswerTold,
        now: AnswerTold,
        between: Mapping[str, Any] | None = None,
        wrong: Sequence[str] = (),
    ) -> SideBySide:
        """Two answers beside each other. 404 where both have nothing of whom the page is about."""
        about, problems = self.page.about, [*dict.fromkeys((*then.problems, *now.problems, *wrong))]
        is_new = bool(about) and then.data.get(about) is None
        if is_new and now.data.get(about) is None:
            raise HTTPException(404 if not problems else 400, " ".join(problems) or NOT_THERE)
        told = Words(then.data, now.data, between)
        found = differences(then.data, now.data)
        return SideBySide(
            called=self._called(request, told),
            me=now.data["me"],
            found=found,
            rows=rows_of(found.found, told),
            changes=changes_in(between, told) if between and between["thenAndNow"] else None,
            problems=problems,
            withheld=sorted({*then.withheld, *now.withheld}),
            is_new=is_new,
        )

    def _called(self, request: Request, told: Words) -> str:
        if (subject := self.page.subject) is not None:
            return told.name(request.path_params[subject]).text
        return said(self.page.menu or words(self.page.name).capitalize())

    async def _between(self, request: Request, moments: TwoMoments) -> tuple[Mapping[str, Any] | None, list[str]]:
        """What the ledger tells between two moments of whom the page is about; and what is wrong with the question."""
        services = services_of(request)
        today, zone = services.today(), services.time_zone
        then, now = (moment.as_asked(today, zone) for moment in (moments.then, moments.now))
        about = request.path_params[str(self.page.subject)]
        variables: dict[str, Any] = {"subject": about, "then": then or {}, **({"asOf": now} if now else {})}
        ran = await self.endpoint.asked_again(request, Asked(BETWEEN, variables=variables, may_change=False))
        return ran.result.data, [each["message"] for each in serialised(ran.result.errors or [])]


def services_of(request: Request) -> Services:
    """What a server answers from."""
    found: Services = request.app.state.services
    return found


def began_on(services: Services) -> date:
    """The day on which the first entry was written."""
    first = services.ledger.entries_at([1])
    return first[1].recorded_at.astimezone(services.time_zone).date() if first else services.today()
