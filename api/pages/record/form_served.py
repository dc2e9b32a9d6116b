"""How a form is served: shown by GET; by POST its mutation is asked like anybody's, once, however often it is sent."""

from __future__ import annotations

from collections.abc import Coroutine, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import uuid4

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from api.graphql.asked_by_hash import parameters_of
from api.graphql.dropping import unless_dropped
from api.graphql.endpoint import Endpoint
from api.graphql.errors import serialised
from api.graphql.request import JSON, Asked
from api.pages.page import path_about
from api.pages.pages_served import HEADERS, NOT_THERE, PACKED, in_common, refused
from api.pages.record.by_hand import PATH, Form, all_forms
from api.pages.record.controls import Control, Kind
from api.pages.record.looking_up import WHO_ASKS, LookingUp, Sought, options
from api.pages.record.typed import CHOSEN, MORE, Reading, Typed, by_names, one, rows_shown, typed_in
from api.pages.templates import rendered
from api.pages.time_bar import RECORDED, TimesShown, with_parameters

COMMAND_ID: Final = "command-id"
"""The hidden field by which a form that is sent twice is recorded once."""
USED_BEFORE: Final = "CommandIdReused"
SENT_BEFORE: Final = "This form was recorded before, with other words. Send it once more to record it beside that."
WITH_CHOICES: Final = frozenset((Kind.ENTRY, Kind.ENTRIES, Kind.ASSIGNMENT, Kind.MENTORSHIP))


@dataclass(frozen=True)
class Filled:
    """A form with what stands in it."""

    typed: Typed
    sought: Mapping[str, Sought]
    """What is looked for, by field."""
    timeline: Sequence[Mapping[str, Any]]
    edition: Mapping[str, Any] | None
    me: Mapping[str, Any] | None
    is_sent: bool
    """Whether it comes back with what was sent."""

    def value(self, name: str) -> str:
        """What stands in a field."""
        return self.sought[name].text if name in self.sought else one(self.typed, name)

    def options(self, control: Control) -> Sequence[tuple[str, str]]:
        """What can be chosen in it."""
        return options(control, self.timeline)

    def rows(self, name: str) -> range:
        """The rows of a field."""
        return range(rows_shown(self.typed, name))


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
        form = form_of(request)
        given = parameters_of(request)
        looking_up = LookingUp(self.endpoint, request)
        who = await looking_up.ask(WHO_ASKS)
        typed = by_names([*first_filled(form, given, who).items()])
        filled = await fill(looking_up, form, typed, given, who)
        return HTMLResponse(told(request, form, filled, {}, str(uuid4())))

    async def _recorded(self, request: Request) -> Response:
        form, typed = form_of(request), await typed_in(request)
        looking_up = LookingUp(self.endpoint, request)
        given = parameters_of(request)
        filled = await fill(looking_up, form, typed, given, await looking_up.ask(WHO_ASKS))
        command_id = one(typed, COMMAND_ID)
        if one(typed, MORE):
            return HTMLResponse(told(request, form, filled, {}, command_id))
        reading = Reading(typed, {name: found.chosen for name, found in filled.sought.items()})
        reading.wrong |= {name: found.wrong for name, found in filled.sought.items() if found.wrong}
        wanted = Asked(form.document, variables={"input": reading.input_of(form.controls), "id": command_id})
        if not reading.wrong:
            outcome = await self._asked(request, wanted, reading)
            if "position" in outcome:
                return recorded(outcome, concerned(form, filled, given))
            if outcome.get("rule") == USED_BEFORE:
                reading.wrong, command_id = {"": SENT_BEFORE}, str(uuid4())
        return HTMLResponse(told(request, form, filled, reading.wrong, command_id))

    async def _asked(self, request: Request, wanted: Asked, reading: Reading) -> Mapping[str, Any]:
        """What became of it. What is wrong with it is noted, beside the field that it is about."""
        ran = await self.endpoint.asked_again(request, wanted)
        for each in serialised(ran.result.errors or []):
            path = (each.get("extensions") or {}).get("field") or ""
            within = path.removeprefix("input.") if path.startswith("input.") else ""
            reading.wrong[reading.place_of(within)] = each["message"].removeprefix("input.")
        outcome: Mapping[str, Any] = (ran.result.data or {}).get("outcome") or {}
        if "why" in outcome:
            reading.wrong[reading.place_of(outcome["field"] or "")] = outcome["why"]
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


def first_filled(form: Form, given: Mapping[str, str], who: Mapping[str, Any]) -> Mapping[str, str]:
    """What stands in a form from the start: what the address says, who asks, and the newest edition."""
    names = {control.name for control in form.controls}
    framework, me = who["framework"], who["me"]
    filled = {control.name: me["id"] for control in form.controls if me and control.acts}
    if framework and framework["edition"] and "framework" in names:
        filled |= {"framework": framework["id"], "edition": str(framework["edition"]["number"])}
    return filled | {name: value for name, value in given.items() if name in names}


async def fill(
    looking_up: LookingUp, form: Form, typed: Typed, given: Mapping[str, str], who: Mapping[str, Any]
) -> Filled:
    """A form with what was typed, and with all that can be chosen."""
    of = [control for control in form.controls if control.kind is Kind.SEARCH]
    sought = {control.name: await looking_up.sought(control, typed) for control in of}
    edition = who["framework"] and who["framework"]["edition"]
    is_sent = bool(one(typed, COMMAND_ID))
    filled = Filled(typed, sought, (), edition, who["me"], is_sent)
    kinds = {part.kind for control in form.controls for part in (control, *control.parts)}
    person = concerned(form, filled, given)
    timeline = await looking_up.timeline(person) if person and kinds & WITH_CHOICES else ()
    return replace(filled, timeline=timeline)


def concerned(form: Form, filled: Filled, given: Mapping[str, str]) -> str:
    """Whom a form is about: whom it names, whom its address names, or who asks."""
    about = form.about or next((one for one in form.controls if one.name == "person"), None)
    named = filled.sought[about.name].chosen if about else ""
    return named or given.get("person", "") or (filled.me["id"] if filled.me else "")


def told(request: Request, form: Form, filled: Filled, wrong: Mapping[str, str], command_id: str) -> str:
    """The form as a page, with what is wrong beside its fields."""
    times = TimesShown(request.url.path, {})
    said = {
        **in_common(request, times),
        "me": filled.me,
        "form": form,
        "filled": filled,
        "wrong": wrong,
        "command_id": command_id,
        "action": with_parameters(request.url.path, request.query_params),
        "chosen": CHOSEN,
    }
    return rendered("record/form.html", said)


def recorded(outcome: Mapping[str, Any], person: str) -> Response:
    """Where somebody is led once something is recorded: to what it was recorded of, or to whom it is about."""
    path = next(filter(None, (path_about(one) for one in (outcome["subject"], person) if one)), "/")
    return RedirectResponse(with_parameters(path, {RECORDED: outcome["position"]}), 303, {"cache-control": "no-store"})
