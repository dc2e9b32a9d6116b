"""How raters answer on a page: they take a request up, are led to a link of their own, and answer there.

The link holds a secret. It stands on no other page, in no log and in no draft: nobody is told where its reader was,
and no answer is kept by a browser or on the way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from api.graphql.endpoint import Endpoint
from api.graphql.errors import serialised
from api.graphql.request import Asked
from api.pages.feedback_requests import AS_WHOM, PAGE
from api.pages.pages_served import IN_LANGUAGE, SECRET, in_common
from api.pages.record.form_served import served
from api.pages.record.looking_up import LookingUp
from api.pages.record.typed import Typed, one, typed_in
from api.pages.templates import rendered
from api.pages.time_bar import TimesShown
from api.pages.wording import message

MOST_DIGITS: Final = 4
"""No scale has more steps than that says."""
ANSWER_PATH: Final = f"{PAGE.path}/{{{SECRET}}}"
TAKE_UP: Final = """mutation TakeUp($cycle: ID!) {
  outcome: takeUpFeedbackRequest(input: { cycle: $cycle }) {
    ... on FeedbackTakenUp { secret }
    ... on Refused { why field }
  }
}"""
ASKED_OF_THEM: Final = """query AskedOfThem($secret: String!) {
  me { id name }
  feedbackRequest(secret: $secret) {
    about { id name }
    purpose
    competencies
    framework
    edition
    closesOn
    group
    toldAs
    atLeast
    inYourOwnName
    withheld
    readBy
    answered
  }
}"""
SCALE: Final = """query Scale($framework: ID!, $edition: Int!) {
  framework(id: $framework) {
    edition(number: $edition) {
      scale { points { value meaning } }
      competencies { name anchorOfLowest anchorOfHighest }
    }
  }
}"""
ANSWER: Final = """mutation Answer($input: AnswerFeedbackInput!) {
  outcome: answerFeedback(input: $input) {
    ... on AnswerKept { until }
    ... on Refused { why field }
  }
}"""
GOOD_FOR_NOTHING: Final = message(
    "This link is good for nothing here, or not any more: the cycle is over, or another link was handed out since."
    " What you are asked now stands at /feedback-requests."
)
KEPT: Final = "kept"
TOLD_WITH: Final[Mapping[str, str]] = {
    "SELF": message("your own"),
    "MANAGER": message("what those say who lead them"),
    "PEERS": message("what their peers say"),
    "REPORTS": message("what those say who report to them"),
    "OTHERS": message("what all others say"),
}
"""With what a rating is told, by the group in which it is."""
UNKEPT: Final = {"cache-control": "no-store"}


class RequestsAnswered:
    """Where raters answer, by one endpoint."""

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint

    def routes(self) -> list[Route]:
        """Where they are."""
        take_up = Route(PAGE.path, self.take_up, methods=["POST"], middleware=IN_LANGUAGE)
        return [take_up, Route(ANSWER_PATH, self.respond, methods=["GET", "POST"], middleware=IN_LANGUAGE)]

    async def take_up(self, request: Request) -> Response:
        """Lead a rater to a link of their own; or say why there is none."""
        return await self._kept_nowhere(request, self._taken_up(request))

    async def respond(self, request: Request) -> Response:
        """What a rater is asked, and what becomes of their answer."""
        return await self._kept_nowhere(request, self._answered(request))

    async def _kept_nowhere(self, request: Request, answering: Any) -> Response:
        answer = await served(self.endpoint, request, answering)
        answer.headers.update(UNKEPT)
        return answer

    async def _taken_up(self, request: Request) -> Response:
        cycle = one(await typed_in(request), "cycle")
        outcome, wrong = await self._outcome(request, TAKE_UP, cycle=cycle)
        if "secret" not in outcome:
            raise HTTPException(400, " ".join(wrong.values()))
        return RedirectResponse(ANSWER_PATH.format(secret=outcome["secret"]), 303)

    async def _answered(self, request: Request) -> Response:
        secret = request.path_params[SECRET]
        typed = await typed_in(request) if request.method == "POST" else {}
        looking_up = LookingUp(self.endpoint, request)
        who = await looking_up.ask(ASKED_OF_THEM, secret=secret)
        asked = who["feedbackRequest"]
        wrong: Mapping[str, str] = {}
        if asked is None:
            raise HTTPException(404, GOOD_FOR_NOTHING)
        if request.method == "POST":
            said = said_of(asked["competencies"], typed)
            outcome, wrong = await self._outcome(request, ANSWER, input={"secret": secret, **said})
            if "until" in outcome:
                return RedirectResponse(f"{request.url.path}?{KEPT}=1", 303)
        scale = (await looking_up.ask(SCALE, framework=asked["framework"], edition=asked["edition"]))["framework"]
        told = {
            **in_common(request, TimesShown(PAGE.path, {})),
            "me": who["me"],
            "request": asked,
            "edition": scale and scale["edition"],
            "typed": typed,
            "wrong": wrong,
            "kept": KEPT in request.query_params,
            "as_whom": AS_WHOM,
            "told_with": TOLD_WITH,
            "action": request.url.path,
        }
        return HTMLResponse(rendered("feedback_requests/answer.html", told))

    async def _outcome(
        self, request: Request, document: str, **variables: Any
    ) -> tuple[Mapping[str, Any], Mapping[str, str]]:
        """What became of a mutation, and what is wrong by the names of fields."""
        ran = await self.endpoint.asked_again(request, Asked(document, variables=variables))
        if ran.result.errors:
            return {}, {"ratings": " ".join(each["message"] for each in serialised(ran.result.errors))}
        outcome: Mapping[str, Any] = (ran.result.data or {})["outcome"]
        return outcome, {outcome["field"] or "ratings": outcome["why"]} if "why" in outcome else {}


def said_of(competencies: Sequence[str], typed: Typed) -> dict[str, Any]:
    """What a rater says, as the mutation takes it; of what is left open they have seen too little."""
    given = ((name, one(typed, f"rating.{place}")) for place, name in enumerate(competencies))
    return {
        "ratings": [{"of": name, "value": number(value)} for name, value in given if value],
        "words": one(typed, "words"),
        "knowsTooLittle": bool(typed.get("knowsTooLittle")),
    }


def number(text: str) -> Any:
    """The number that a text is; the text, which is told by the schema, where it is none."""
    return int(text) if len(text) <= MOST_DIGITS and text.isascii() and text.isdigit() else text
