"""The page that checks a bundle in the browser: served to everybody, or written into a folder to be had elsewhere.

It is told nothing of the ledger and asks it nothing, so that it is the same wherever it comes from.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from api.pages.templates import HERE, rendered

PATH: Final = "/check"
FILES: Final = HERE / "static"
SCRIPTS: Final = "bundle_check"
STYLES: Final = ("tokens.css", "ledger.css")
SUMS: Final = "SHA256SUMS"
POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    )
)
"""What it may load: its own scripts and styles. It can ask nobody for anything, nor send anything."""
HEADERS: Final = {"content-security-policy": f"{POLICY}; frame-ancestors 'none'", "cache-control": "no-cache"}


def page(static: str, home: str | None) -> str:
    """The page, with its files below an address, and the way back from it."""
    return rendered("layout/check.html", {"policy": POLICY, "static": static, "home": home})


async def respond(_: Request) -> Response:
    """The page as it is served beside a ledger."""
    return HTMLResponse(page("/static", "/"), headers=HEADERS)


def page_files() -> Mapping[str, bytes]:
    """The page as a folder of its own, by the names of its files, with a list of what they hash to."""
    scripts = sorted(path for path in FILES.rglob("*.js") if named(path).startswith(SCRIPTS))
    files = {named(path): path.read_bytes() for path in (*scripts, *(FILES / style for style in STYLES))}
    files["index.html"] = page(".", None).encode()
    listed = "".join(f"{sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
    return {**files, SUMS: listed.encode()}


def named(path: Path) -> str:
    """What a file is called in its folder."""
    return path.relative_to(FILES).as_posix()


ROUTES: Final = (Route(PATH, respond),)
