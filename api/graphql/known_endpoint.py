"""`/q/<sha256>`: known documents, whose answers are kept for whoever asked, and told again by way of gate and log."""

from __future__ import annotations

import asyncio
from typing import Final

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from api.graphql.answers import answer_of, written
from api.graphql.asked_by_hash import asked_by_address, digest_in
from api.graphql.context import Context
from api.graphql.dropping import unless_dropped
from api.graphql.endpoint import Endpoint, Ran, whose
from api.graphql.keeping import Ground, Kept, KeptAnswers, Question, Told, holds
from api.graphql.request import Asked
from api.services import Services
from ledger.storage.writing_down import line_of

FOLDER: Final = "/q/"
PATH: Final = f"{FOLDER}{{digest}}"
HANDED_OVER: Final = "application/vnd.leadership-ledger.kept+json"
"""What a process that answers for another is asked for, and answers with: the answer and what it takes to keep it."""
GOES_BY: Final = {"vary": "accept, authorization, cookie"}
ANSWERS: Final = "answers"
NOT_KNOWN: Final = (
    "No document of this hash is known: put it into the folder that LEADERSHIP_DOCUMENTS names, or send it once to"
    " /graphql with its hash in extensions.persistedQuery."
)
ENCODER: Final = msgspec.json.Encoder(order="deterministic")


class AnsweringForAnother:
    """Answers the same, with what it takes to keep it, for the process that asks by its socket and does keep it."""

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint
        self._forgotten = 0

    async def respond(self, request: Request) -> Response:
        """The answer to one request."""
        return await self.endpoint.told(request, self._told)

    async def _told(self, request: Request, media_type: str) -> Response:
        await asyncio.to_thread(self._let_go, request.app.state.services)
        text = (await request.body()).decode()
        wanted = asked_by_address(request, digest_in(request), text, self.endpoint.bare_schema)
        ran = await unless_dropped(request, self.endpoint.asked_again(request, wanted))
        told = told_of(ran, media_type, request)
        return told if isinstance(told, Response) else written(200, msgspec.json.encode(told), HANDED_OVER)

    def _let_go(self, services: Services) -> None:
        """Let go at once of what is opened of whoever is erased: whoever keeps the answer may have done so before."""
        services.ledger.forget_erased()
        if services.ledger.forgotten != self._forgotten:
            self._forgotten = services.ledger.forgotten
            services.read_models.forget()


class KnownEndpoint:
    """Answers what is asked by address; by its secret tags are made, and hold wherever that is known."""

    def __init__(self, endpoint: Endpoint, secret: bytes) -> None:
        self.endpoint, self._secret = endpoint, secret
        self._erased = (-1, 0)
        """Position of the last erasure, and at which last position of the ledger it was that."""

    async def respond(self, request: Request) -> Response:
        """The answer to one request."""
        return await self.endpoint.told(request, self._told)

    async def _told(self, request: Request, media_type: str) -> Response:
        digest = digest_in(request)
        services: Services = request.app.state.services
        grounding = asyncio.ensure_future(self._ground(services))
        try:
            async with self.endpoint.contexts(request) as context:
                wanted = self._wanted(request, digest)
                question = asked_by(context, wanted, media_type)
                answers = services.read_models.kept(ANSWERS, KeptAnswers)
                ground = await grounding
                async with self.endpoint.shares.share(whose(request, context), 0):
                    kept = await told_again(answers, question, ground, context)
        finally:
            grounding.cancel()
            await asyncio.gather(grounding, return_exceptions=True)
        if kept is None:
            answered = await unless_dropped(request, self._anew(request, wanted, question, ground, answers))
            if isinstance(answered, Response):
                return answered
            kept = answered
        return as_answer(kept, question, request)

    async def _ground(self, services: Services) -> Ground:
        """What answers hang on just now."""
        circumstances = await services.read_models.circumstances()
        if self._erased[0] != circumstances.written:
            self._erased = (circumstances.written, await asyncio.to_thread(services.ledger.last_erasure))
        return Ground(circumstances, self._erased[1])

    def _wanted(self, request: Request, digest: str) -> Asked:
        text = self.endpoint.documents.text_of(digest)
        if text is None:
            raise HTTPException(404, NOT_KNOWN)
        return asked_by_address(request, digest, text, self.endpoint.bare_schema)

    async def _anew(
        self, request: Request, wanted: Asked, question: Question, ground: Ground, answers: KeptAnswers
    ) -> Response | Kept:
        """The answer as it is found now, to be kept where it may be; a response where there is nothing to tell twice.

        What it hangs on was looked at before, and in `answers` it is lost if anybody is erased meanwhile.
        """
        answered = None
        if self.endpoint.elsewhere and self.endpoint.is_long(wanted):
            answered = handed_over(await self.endpoint.elsewhere(request, wanted.query.encode()))
        if answered is None:
            answered = told_of(await self.endpoint.asked_again(request, wanted), question.media_type, request)
        if isinstance(answered, Response):
            return answered
        kept = answered.kept_under(question, ground, self._secret)
        if answered.may_be_kept and ground.is_settled:
            answers.keep(question, kept)
        return kept


def asked_by(context: Context, wanted: Asked, media_type: str) -> Question:
    """What is asked, as an answer is kept under it."""
    caller = context.caller
    viewer, scopes = (caller.recorded_by, tuple(sorted(caller.scopes))) if caller else ("", ())
    variables = ENCODER.encode(wanted.variables)
    return Question(wanted.digest or "", wanted.operation_name, variables, wanted.at, media_type, viewer, scopes)


async def told_again(answers: KeptAnswers, question: Question, ground: Ground, context: Context) -> Kept | None:
    """The answer that is kept, once its look is written down; None where whoever asks may be told otherwise now."""
    kept = answers.of(question)
    if kept is None or not kept.stands_on(ground):
        answers.drop(question)
        return None
    if kept.ground != ground:
        context.sight.begin(ground.circumstances.written)
        if not await asyncio.to_thread(context.sight.stands_so, kept.told.grants):
            answers.drop(question)
            return None
        kept.ground = ground
    if kept.told.seen is not None:
        await context.write_down_as(*kept.told.seen)
    return kept


def told_of(ran: Ran, media_type: str, request: Request) -> Response | Told:
    """An answer with what it takes to tell it again; a response where there is nothing to tell twice."""
    response = answer_of(ran.result, media_type, request)
    if ran.result.errors or response.status_code != 200:
        return response
    sight, seen = ran.context.sight, ran.context.sight.seen()
    line = None if seen is None else (seen[0], line_of(seen[1]))
    asked_more = ran.context.has_asked_the_book or ran.context.disclosing.has_asked_rules
    may_be_kept = not asked_more and not ran.context.parked()
    return Told(bytes(response.body), line, sight.grants(), ran.context.is_of_one_position, may_be_kept)


def handed_over(answered: Response | None) -> Response | Told | None:
    """What another process has answered, with what it takes to tell it again."""
    if answered is None or not answered.headers["content-type"].startswith(HANDED_OVER):
        return answered
    return msgspec.json.decode(bytes(answered.body), type=Told)


def as_answer(kept: Kept, question: Question, request: Request) -> Response:
    """What is told: nothing but that it holds, to whoever has it."""
    headers = {"etag": kept.tag, **GOES_BY}
    if not holds(kept.tag, request.headers.get("if-none-match")):
        return written(200, kept.told.body, question.media_type, headers)
    response = written(304, b"", question.media_type, headers)
    del response.headers["content-type"]
    return response
