"""How a form is served: shown by GET; by POST its mutation is asked like anybody's, once, however often it is sent."""

from __future__ import annotations

from collections.abc import Coroutine, Mapping, Sequence
from typing import Any, Final
from uuid import uuid4

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from api.graphql.dropping import unless_dropped
from api.graphql.endpoint import Endpoint
from api.graphql.errors import serialised
from api.graphql.request import JSON, Asked
from api.pages.page import path_about
from api.pages.pages_served import HEADERS, NOT_THERE, PACKED, in_common, refused
from api.pages.record.by_hand import PATH, Form, all_forms
from api.pages.record.by_name import in_names
from api.pages.record.filled_form import Filled, filled_in
from api.pages.record.looking_up import LookingUp
from api.pages.record.of_each import OfEach, id_for, still_to_be_sent
from api.pages.record.said_anew import REPLACEMENT, command_for, said_anew
from api.pages.record.typed import ADD, CHOSEN, COMMAND_ID, MORE, Input, Reading, one, typed_in
from api.pages.templates import rendered
from api.pages.time_bar import RECORDED, TimesShown, with_parameters
from api.pages.wording import message, said

BACK: Final = "back"
"""The parameter that says where somebody came from, to be led there again."""
LED_BACK: Final = {"attention": "/attention"}
USED_BEFORE: Final = "CommandIdReused"
SENT_BEFORE: Final = message(
    "This form was recorded before, with other words. Send it once more to record it beside that."
)
SO_ALREADY: Final = message("All that is so already: nothing was recorded.")


class FormsServed:
    """All forms, answered by one endpoint."""

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint

    def routes(self) -> list[Route]:
        """Where they are."""
        return [Route(PATH, self.respond, methods=["GET", "POST"], middleware=PACKED)]

    async def respond(self, request: Request) -> Response:
        """The form; where it leads, once it is recorded; or why there is none."""
        answering = self._recorded(request) if request.method == "POST" else self._shown(request)
        return await served(self.endpoint, request, answering)

    async def _shown(self, request: Request) -> Response:
        filled = await filled_in(LookingUp(self.endpoint, request), form_of(request), None)
        return HTMLResponse(told(request, filled, {}, str(uuid4())))

    async def _recorded(self, request: Request) -> Response:
        form, typed = form_of(request), await typed_in(request)
        filled = await filled_in(LookingUp(self.endpoint, request), form, typed)
        command_id = one(typed, COMMAND_ID)
        if one(typed, MORE) or one(typed, ADD) or filled.is_first_shown:
            asked = {name: why for name, why in filled.wrong.items() if name == one(typed, ADD)}
            return HTMLResponse(told(request, filled, asked, command_id))
        reading = Reading(filled.typed, filled.meant, {**filled.wrong})
        given = input_of(filled, reading)
        if reading.wrong:
            return HTMLResponse(told(request, filled, reading.wrong, command_id))
        if len(filled.people) > 1:
            return await self._of_each(request, filled, given, command_id)
        outcome = await self._asked(request, filled, reading, given, command_id)
        if outcome.get("entries"):
            return recorded(outcome, filled.concerned, LED_BACK.get(request.query_params.get(BACK, "")))
        if "position" in outcome:
            reading.wrong[""] = said(SO_ALREADY)
        if outcome.get("rule") == USED_BEFORE:
            reading.wrong, command_id = {"": said(SENT_BEFORE)}, str(uuid4())
        return HTMLResponse(told(request, filled, reading.wrong, command_id))

    async def _of_each(self, request: Request, filled: Filled, given: Input, command_id: str) -> Response:
        """The same of several, an entry each: what became of each of them, and the form for whom it was refused."""
        together, became = filled.form.together, []
        for person in filled.people:
            reading = Reading(filled.typed, {})
            its_own = {**given, together.name if together else "": person.id}
            outcome = await self._asked(request, filled, reading, its_own, id_for(person.id, command_id))
            why = " ".join(reading.wrong.values()) or ("" if outcome.get("entries") else said(SO_ALREADY))
            became.append(OfEach(person, outcome.get("position"), why))
        return HTMLResponse(told(request, still_to_be_sent(filled, became), {}, command_id, became))

    async def _asked(
        self, request: Request, filled: Filled, reading: Reading, given: Input, command_id: str
    ) -> Mapping[str, Any]:
        """What became of it. What is wrong with it is noted, beside the field that it is about."""
        document, controls = filled.form.document, filled.form.controls
        ran = await self.endpoint.asked_again(request, Asked(document, variables={"input": given, "id": command_id}))
        looking, about = LookingUp(self.endpoint, request), filled.concerned
        for each in serialised(ran.result.errors or []):
            path = (each.get("extensions") or {}).get("field") or ""
            within = path.removeprefix("input.") if path.startswith("input.") else ""
            why = await in_names(looking, each["message"].removeprefix("input."), about)
            reading.wrong[reading.place_of(within, controls)] = why
        outcome: Mapping[str, Any] = (ran.result.data or {}).get("outcome") or {}
        if "why" in outcome:
            why = await in_names(looking, outcome["why"], about)
            reading.wrong[reading.place_of(outcome["field"] or "", controls)] = why
        return outcome


async def served(endpoint: Endpoint, request: Request, answering: Coroutine[Any, Any, Response]) -> Response:
    """A page that takes what is sent to it; or one that says why there is none."""
    answered = await endpoint.in_time(request, unless_dropped(request, answering), JSON)
    if answered.headers.get("content-type", "").startswith("application/json"):
        answered = refused(request, answered)
    answered.headers.update(HEADERS)
    return answered


def form_of(request: Request) -> Form:
    """The form that an address names. 404 where there is none."""
    form = all_forms().get(request.path_params["command"])
    if form is None:
        raise HTTPException(404, NOT_THERE)
    return form


def input_of(filled: Filled, reading: Reading) -> Input:
    """What a form asks; a correction says of what may stay as it stands what it changes."""
    given = reading.input_of(filled.controls)
    command = command_for(filled.entry) if filled.entry else None
    if filled.entry and command and REPLACEMENT in given:
        given[REPLACEMENT] = said_anew(command, filled.entry, given[REPLACEMENT])
    return given


def told(
    request: Request, filled: Filled, wrong: Mapping[str, str], command_id: str, became: Sequence[OfEach] = ()
) -> str:
    """The form as a page, with what is wrong beside its fields, and what became of each of whom it was sent."""
    times = TimesShown(request.url.path, {})
    said = {
        **in_common(request, times),
        "me": filled.me,
        "form": filled.form,
        "filled": filled,
        "wrong": wrong,
        "became": became,
        "command_id": command_id,
        "action": with_parameters(request.url.path, request.query_params),
        "chosen": CHOSEN,
    }
    return rendered("record/form.html", said)


def recorded(outcome: Mapping[str, Any], person: str, back: str | None) -> Response:
    """Where somebody is led once something is recorded: back, or to what it was recorded of, or to whom it is about."""
    path = back or next(filter(None, (path_about(one) for one in (outcome["subject"], person) if one)), "/")
    return RedirectResponse(with_parameters(path, {RECORDED: outcome["position"]}), 303, {"cache-control": "no-store"})
