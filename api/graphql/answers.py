"""An answer as bytes: what a request came to, in JSON, with the status that the specification wants."""

from __future__ import annotations

from typing import Any, Final

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from strawberry.types import ExecutionResult
from strawberry.types.execution import PreExecutionError

from api.graphql.errors import ASK_AGAIN_IN, AWAY, is_away, serialised
from api.graphql.request import GRAPHQL, JSON
from api.services import Services

MOST_BYTES_ANSWERED: Final = 10_000_000
TOO_LARGE: Final = f"The answer is longer than {MOST_BYTES_ANSWERED:,} bytes: ask for less of it, or for shorter pages."
OVERLONG: Final[dict[str, Any]] = {"message": TOO_LARGE, "extensions": {"code": "TOO_LARGE"}}


def never_ran(result: ExecutionResult) -> bool:
    """Whether a request was refused before anything of it was answered."""
    errors = result.errors or []
    return isinstance(result, PreExecutionError) or (
        result.data is None and bool(errors) and all(error.path is None for error in errors)
    )


def answer_of(result: ExecutionResult, media_type: str, request: Request) -> Response:
    """A request that never ran has errors and no data, and is a 400 to clients that know the new media type."""
    errors, refused = result.errors or [], never_ran(result)
    away = why_away(request) if any(map(is_away, errors)) else None
    content: dict[str, Any] = {"errors": serialised(errors, away or AWAY)} if errors else {}
    if not refused:
        content["data"] = result.data
    if result.extensions:
        content["extensions"] = result.extensions
    status = 503 if away else 400 if refused and media_type == GRAPHQL else 200
    answered = answer(status, content, media_type, {"retry-after": str(ASK_AGAIN_IN)} if away else None)
    if len(answered.body) <= MOST_BYTES_ANSWERED:
        return answered
    return answer(200, {"errors": [OVERLONG], "data": None}, media_type)


def why_away(request: Request) -> str:
    """What is said where the database is needed and does not do as it is asked."""
    services: Services = request.app.state.services
    return services.ledger.recorder.room.alarm or AWAY


def answer(status: int, content: dict[str, Any], media_type: str = JSON, headers: Any = None) -> Response:
    """JSON in UTF-8."""
    return written(status, msgspec.json.encode(content), media_type, headers)


def written(status: int, body: bytes, media_type: str, headers: Any = None) -> Response:
    """The same of what is JSON already. Nobody on the way keeps it, and a browser asks each time whether it holds."""
    response = Response(body, status, headers)
    response.headers["content-type"] = f"{media_type}; charset=utf-8"
    response.headers["cache-control"] = "private, no-cache"
    return response
