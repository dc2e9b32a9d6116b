"""The page at `/`: where what is, and who may read and write, for whoever opens the address."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path
from string import Template
from typing import Final
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

Questions = Sequence[tuple[str, str]]
"""Titles and queries that somebody can begin with."""
HERE: Final = Path(__file__).parent
PAGE: Final = Template((HERE / "front_page.html").read_text(encoding="utf-8"))
POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; frame-ancestors 'none'"
"""It loads nothing; its few lines of style stand in it."""


async def page(request: Request) -> Response:
    """The page, with the questions of whatever is served."""
    questions: Questions = request.app.state.questions
    body = PAGE.substitute(questions="\n".join(link(*question) for question in questions))
    return HTMLResponse(body, headers={"content-security-policy": POLICY})


def link(title: str, query: str) -> str:
    """A question that opens in GraphiQL, ready to be asked."""
    return f'<li><a href="graphiql?{escape(urlencode({"query": query}))}">{escape(title)}</a></li>'
