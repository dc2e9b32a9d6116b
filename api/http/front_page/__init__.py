"""The page at `/`: where what is, who somebody is here, and who may read and write, for whoever opens the address."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from html import escape
from pathlib import Path
from string import Template
from typing import Final, NamedTuple
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from api.access.callers import Caller
from api.access.entrance import Entrance, NotKnown
from api.services import Services
from domain.people.employment import Employment

Questions = Sequence[tuple[str, str]]
"""Titles and queries that somebody can begin with."""
HERE: Final = Path(__file__).parent
PAGE: Final = Template((HERE / "front_page.html").read_text(encoding="utf-8"))
POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'"
"""It loads nothing; its few lines of style stand in it."""
OPEN: Final = (
    "<strong>Nobody signs in here:</strong> whoever is on this machine reads everything, and nobody else reaches it."
)
TOKENS_ALONE: Final = "<strong>Tokens let in:</strong> nothing is told to whoever shows none."
BY_PROVIDER: Final = "<strong>Sign in</strong> to read and write: <a href='sign-in'>sign in</a>. Programs show a token."


class Persona(NamedTuple):
    """Somebody as whom one may look round in a demo."""

    path: str
    """Where one becomes them."""
    title: str


async def page(request: Request) -> Response:
    """The page, with the questions of whatever is served."""
    state = request.app.state
    who = await asyncio.to_thread(told_of, request)
    body = PAGE.substitute(
        questions="\n".join(link(*question) for question in state.questions),
        who=who or (BY_PROVIDER if state.provider else TOKENS_ALONE if state.entrance.guarded else OPEN),
        personas=choice(state.personas),
    )
    return HTMLResponse(body, headers={"cache-control": "no-store", "content-security-policy": POLICY})


def told_of(request: Request) -> str | None:
    """Who has signed in, and how to leave; None where nobody has."""
    entrance: Entrance = request.app.state.entrance
    services: Services = request.app.state.services
    try:
        caller: Caller | None = entrance.caller(entrance.shown("GET", {}, request.cookies))
    except NotKnown:
        return None
    if caller is None or caller.person is None:
        return None
    name = services.ledger.book().recall(Employment, caller.person).name_on(services.today())
    return (
        f"You are <strong>{escape(str(name))}</strong> (<code>{caller.person}</code>). {button('sign-out', 'Sign out')}"
    )


def choice(personas: Sequence[Persona]) -> str:
    """Whom one may be in a demo; nothing elsewhere."""
    if not personas:
        return ""
    buttons = "\n".join(f"<li>{button(one.path.removeprefix('/'), one.title)}</li>" for one in personas)
    return f"<p>This is a demo: look round, and write, as</p>\n<ul>\n{buttons}\n</ul>"


def button(path: str, title: str) -> str:
    """What changes something, so it is no link."""
    return f"<form method='post' action='{escape(path)}'><button>{escape(title)}</button></form>"


def link(title: str, query: str) -> str:
    """A question that opens in GraphiQL, ready to be asked."""
    return f'<li><a href="graphiql?{escape(urlencode({"query": query}))}">{escape(title)}</a></li>'
