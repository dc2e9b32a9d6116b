"""Where people sign in and out: there and back again by way of the provider."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from html import escape
from pathlib import Path
from string import Template
from typing import Final

import structlog
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from api.access.accounts import person_with
from api.access.issuer import Issuer, NotSignedIn
from api.executors import SIGNING_IN, in_thread
from api.http.signing_in.attempts import GOOD_FOR, START, Attempts
from api.http.signing_in.cookies import ATTEMPT, SESSION, Cookies
from api.services import Services

log = structlog.get_logger()
PAGE: Final = Template(Path(__file__).with_name("not_signed_in.html").read_text(encoding="utf-8"))
BACK: Final = "/signed-in"
SIGN_IN: Final = "/sign-in"
SIGN_OUT: Final = "/sign-out"
POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; frame-ancestors 'none'"
SHOWN: Final = 300
"""As much is shown of what comes with a request, or from a provider."""


class SigningIn:
    """Signs people in at a provider, and out again."""

    def __init__(self, issuer: Issuer | None, cookies: Cookies, lasting: timedelta, idle_for: timedelta) -> None:
        self._issuer, self._cookies, self._lasting, self._idle_for = issuer, cookies, lasting, idle_for

    def routes(self) -> list[BaseRoute]:
        """Those that there are: signing out is always possible, and signing in where a provider is named."""
        there = [Route(SIGN_IN, self.leave), Route(BACK, self.arrive)] if self._issuer else []
        return [*there, Route(SIGN_OUT, self.sign_out, methods=["POST"])]

    async def leave(self, request: Request) -> Response:
        """Send a browser to the provider."""
        attempt, sealed = attempts(request).begin(request.query_params.get("then", START))
        try:
            where = await in_thread(SIGNING_IN, self._known.where_to_sign_in, attempt)
        except NotSignedIn as why:
            return not_signed_in(503, str(why))
        answer = RedirectResponse(where, 303, {"cache-control": "no-store"})
        self._cookies.give(answer, ATTEMPT, sealed, GOOD_FOR)
        return answer

    async def arrive(self, request: Request) -> Response:
        """Let in whoever comes back, if it is somebody whom the ledger knows."""
        said = request.query_params
        sealed = request.cookies.get(self._cookies.named(ATTEMPT), "")
        if (begun := attempts(request).again(sealed, said.get("state", ""))) is None:
            return not_signed_in(400, "this is no attempt of this browser, or it has taken too long: sign in again")
        if (code := said.get("code")) is None or said.get("iss", self._known.address) != self._known.address:
            return not_signed_in(
                403, f"the provider says: {said.get('error_description') or said.get('error') or 'no'}"
            )
        services: Services = request.app.state.services
        try:
            subject = await in_thread(SIGNING_IN, self._known.subject, code, begun.attempt)
        except NotSignedIn as why:
            log.warning("not signed in", why=str(why))
            return not_signed_in(403, str(why))
        secret = await asyncio.to_thread(self._begun, subject, services)
        if secret is None:
            return not_signed_in(
                403,
                f"no person of the ledger has the account “{subject}” of “{self._known.address}”: have a steward say"
                " whose it is (identifyPerson, with that address as the system and that account as the identifier)",
            )
        answer = RedirectResponse(begun.then, 303, {"cache-control": "no-store"})
        self._cookies.take(answer, ATTEMPT)
        self._cookies.give(answer, SESSION, secret, int(self._lasting.total_seconds()))
        return answer

    async def sign_out(self, request: Request) -> Response:
        """End the session of whoever asks."""
        services: Services = request.app.state.services
        if secret := request.cookies.get(self._cookies.named(SESSION)):
            await asyncio.to_thread(services.ledger.sessions.end, secret)
        answer = RedirectResponse("/", 303, {"cache-control": "no-store", "clear-site-data": '"cache", "storage"'})
        self._cookies.take(answer, SESSION)
        return answer

    @property
    def _known(self) -> Issuer:
        assert self._issuer is not None, "there is no way to here without a provider"  # noqa: S101
        return self._issuer

    def _begun(self, subject: str, services: Services) -> str | None:
        """The secret of a new session of whose account it is."""
        person = person_with(self._known.address, subject, services.today(), services.ledger)
        return None if person is None else services.ledger.sessions.begin(person, self._lasting, self._idle_for)


def attempts(request: Request) -> Attempts:
    """The attempts of the ledger that is served."""
    services: Services = request.app.state.services
    return Attempts.of(services.ledger.keys.secret)


def not_signed_in(status: int, why: str) -> Response:
    """The page that says why somebody is not in, and where to try again."""
    page = PAGE.substitute(why=escape(why[:SHOWN]))
    return HTMLResponse(page, status, {"cache-control": "no-store", "content-security-policy": POLICY})
