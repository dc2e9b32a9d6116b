"""GraphiQL, the workbench for queries, served from a package: nothing is loaded from elsewhere, so it works offline."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

HERE = Path(__file__).parent
LIBRARY = "graphene_django_graphiql_static"  # GraphiQL and React as one PyPI package without dependencies
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self'",
        "img-src 'self' data:",
        "font-src 'self' data:",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)


async def page(_: Request) -> Response:
    """The page; its policy lets it load and ask this house only."""
    return FileResponse(
        HERE / "graphiql.html",
        headers={"content-security-policy": POLICY},
    )


async def questions(request: Request) -> Response:
    """The questions of whatever is served, which stand on its front page too: each opens in a tab."""
    asked = [query for _, query in request.app.state.questions]
    return JSONResponse(asked, headers={"cache-control": "no-store"})


def routes(path: str) -> list[BaseRoute]:
    """The page at `path`, and beneath it what it loads."""
    return [
        Route(path, page),
        Route(f"{path}/questions", questions),
        Mount(f"{path}/library", StaticFiles(packages=[(LIBRARY, f"static/{LIBRARY}")])),
        Mount(f"{path}/page", StaticFiles(directory=HERE / "page")),
    ]
