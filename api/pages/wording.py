"""What pages say, in the reader's language: in English, as it is written, or as a catalogue has it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextvars import ContextVar
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs, urlsplit

from babel import Locale, negotiate_locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request, cookie_parser
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

CATALOGUES: Final = Path(__file__).with_name("words")
"""A catalogue for each language but English, and the messages that one has."""
ENGLISH: Final = "en"
REGIONS: Final = {ENGLISH: "en_GB"}
"""Whose days and numbers a language has, where Babel would take another region's."""
COOKIE: Final = "leadership-language"
A_YEAR: Final = 365 * 24 * 3600
PATH: Final = "/language"
"""Where somebody chooses another language."""
CHOICE: Final = 2_000
"""Bytes that choosing a language takes at most."""
_LANGUAGE: Final = ContextVar("language", default=ENGLISH)


def message(text: str) -> str:
    """A message that is said later: it stands in the catalogue, and is told as it is."""
    return text


def said(text: str, /, **values: object) -> str:
    """A message in the reader's language, with what it is said with."""
    told = str(translations(language()).ugettext(text)) if text else ""
    return told % values if values else told


def counted(one: str, many: str, number: int, /, **values: object) -> str:
    """A message about so many, in the reader's language."""
    return str(translations(language()).ungettext(one, many, number)) % {"num": number, **values}


def language() -> str:
    """The language that is spoken just now."""
    return _LANGUAGE.get()


def locale() -> str:
    """How days and numbers are written just now."""
    return REGIONS.get(language(), language())


@cache
def languages() -> Mapping[str, str]:
    """Every language that there is, by its code, as it calls itself."""
    codes = sorted({ENGLISH, *(file.stem for file in CATALOGUES.glob("*.po"))})
    return {code: str(Locale.parse(code).get_display_name(code)).capitalize() for code in codes}


@cache
def translations(code: str) -> NullTranslations:
    """The catalogue of a language; one that says all as it is written for English."""
    if code == ENGLISH:
        return NullTranslations()
    with (CATALOGUES / f"{code}.po").open("rb") as written:
        catalogue = read_po(written, locale=code)
    packed = BytesIO()
    write_mo(packed, catalogue)
    packed.seek(0)
    return Translations(packed)


class InLanguage:
    """Has what is answered said in the language that a reader chose, or else in one that their browser prefers."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request in its language."""
        before = _LANGUAGE.set(spoken_by(Headers(scope=scope)))
        try:
            await self.app(scope, receive, send)
        finally:
            _LANGUAGE.reset(before)


def spoken_by(headers: Headers) -> str:
    """The language of whoever sends these headers."""
    chosen = cookie_parser(headers.get("cookie", "")).get(COOKIE)
    if chosen in languages():
        return str(chosen)
    return negotiate_locale(preferred(headers.get("accept-language", "")), languages(), sep="-") or ENGLISH


def preferred(accepted: str) -> Iterable[str]:
    """The languages of an Accept-Language header, the most wanted first; none of what weighs nothing."""
    weighed = []
    for part in accepted[:CHOICE].split(","):
        tag, _, weight = part.strip().partition(";q=")
        try:
            weighed.append((float(weight or 1), tag.strip()))
        except ValueError:
            continue
    return [tag for weight, tag in sorted(weighed, key=lambda one: -one[0]) if tag and weight > 0]


async def choose(request: Request) -> Response:
    """Remember in which language somebody reads, and lead them back. 400 for a language that is not here."""
    sent = parse_qs((await request.body())[:CHOICE].decode("utf-8", "replace"))
    [code] = sent.get("language", [""])[:1]
    if code not in languages():
        raise HTTPException(400, f"language: “{code}” is not here: give one of {', '.join(languages())}.")
    [back] = sent.get("back", ["/"])[:1]
    answer = RedirectResponse(back if is_here(back) else "/", 303, {"cache-control": "no-store"})
    answer.set_cookie(COOKIE, code, max_age=A_YEAR, httponly=True, samesite="lax", secure=request.url.is_secure)
    return answer


def is_here(address: str) -> bool:
    """Whether an address is one of this server, and leads nowhere else."""
    parts = urlsplit(address)
    leads_away = parts.scheme or parts.netloc or address.startswith("//") or "\\" in address
    return address.startswith("/") and not leads_away and address.isprintable()
