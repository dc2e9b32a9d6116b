"""The demo's switch of persona: whoever looks round acts as one of its people. It exists there alone."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from api.http.signing_in.cookies import SESSION, Cookies
from api.pages.page import Persona
from api.services import Services
from demo.seeding import Seeded
from domain.kernel.facts import ORGANISATION
from domain.kernel.ids import PersonId
from domain.offices.mandates import MandateGiven
from domain.offices.offices import Mandate, Offices
from domain.offices.stewards import stewards_from
from domain.people.employment import Employment
from ledger import Ledger

PATH: Final = "/persona"
LASTING: Final = timedelta(hours=12)
OF_A_STORY: Final = (("The best engineer", "Tomasz Wilk"), ("The best engineer", "Greta Lindqvist"))
"""People without an office, whom the guide tells of."""


def personas(seeded: Seeded, ledger: Ledger) -> list[Persona]:
    """Whom somebody may be who looks round: one of each office, and two of a story."""
    today = ledger.today()
    holders = {mandate: next(holding(mandate, today, ledger), None) for mandate in Mandate}
    found = [(person, mandate.replace("_", " ")) for mandate, person in holders.items() if person is not None]
    told = [(PersonId(seeded.stories[story][name]), None) for story, name in OF_A_STORY]
    return [persona(person, office, today, ledger) for person, office in (*found, *told)]


def holding(mandate: Mandate, today: date, ledger: Ledger) -> Iterator[PersonId]:
    """Who is charged with something today."""
    book = ledger.book()
    given = (PersonId(noted.at.stream) for noted in book.concerning(ORGANISATION, MandateGiven))
    for person in dict.fromkeys((*stewards_from(today, book), *given)):
        if book.recall(Offices, person).holds(mandate, today):
            yield person


def persona(person: PersonId, office: str | None, today: date, ledger: Ledger) -> Persona:
    """Somebody by name, and what they are here."""
    employment = ledger.book().recall(Employment, person)
    placement = employment.placement_on(today)
    what = office or (placement.job_title if placement else None)
    return Persona(f"{PATH}/{person}", f"{employment.name_on(today)}{f', {what}' if what else ''}")


def switch(chosen: list[Persona], cookies: Cookies) -> Route:
    """Where somebody becomes one of them."""

    async def become(request: Request) -> Response:
        services: Services = request.app.state.services
        person = request.path_params["person"]
        if f"{PATH}/{person}" not in {one.path for one in chosen}:
            return PlainTextResponse(f"“{person}” is none of the personas at /.\n", 404)
        if before := request.cookies.get(cookies.named(SESSION)):
            await asyncio.to_thread(services.ledger.sessions.end, before)
        secret = await asyncio.to_thread(services.ledger.sessions.begin, person, LASTING, LASTING)
        answer = RedirectResponse("/", 303, {"cache-control": "no-store", "clear-site-data": '"cache", "storage"'})
        cookies.give(answer, SESSION, secret, int(LASTING.total_seconds()))
        return answer

    return Route(f"{PATH}/{{person}}", become, methods=["POST"])
