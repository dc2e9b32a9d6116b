"""What a client is told when something is wrong: bad input by name, our own faults by a number only."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final
from uuid import uuid4

import structlog
from graphql import GraphQLError

from ledger.seldom import Seldom
from ledger.storage.connections import Gone

log = structlog.get_logger()
said = Seldom()
UNAVAILABLE: Final = "UNAVAILABLE"
ASK_AGAIN_IN: Final = 1
"""Seconds after which it may go again."""
AWAY: Final = "The database is away, or takes nothing just now: ask again in a moment, a mutation under its commandId."


class BadInput(GraphQLError):
    """Something asked for in a way that cannot be answered: says the field, the value and what would be right.

    The value is None where the matter is what was left out, or given beside another.
    """

    def __init__(self, field: str, value: object, right: str, code: str = "BAD_INPUT") -> None:
        given = None if value is None else str(value)
        said = right if given is None else f"“{given}” {right}"
        super().__init__(f"{field}: {said}", extensions={"code": code, "field": field, "value": given})


def serialised(errors: Iterable[GraphQLError], away: str = AWAY) -> list[dict[str, Any]]:
    """The errors as they leave the house, in the form of the GraphQL specification; `away` is said of the database."""
    return [dict(error.formatted) if _may_be_shown(error) else _masked(error, away) for error in errors]


def is_away(error: GraphQLError) -> bool:
    """Whether it comes of a database that is gone, for a while."""
    return isinstance(error.original_error, Gone)


def tell_away(error: BaseException | None) -> None:
    """Log it in a line, once a while: as long as it goes on, every request comes to it."""
    what = str(error).splitlines()[0] if str(error) else ""
    if said.due((type(error).__name__, what)):
        log.warning("the database is away", error=type(error).__name__, why=what)


def _may_be_shown(error: GraphQLError) -> bool:
    """What GraphQL says of the request, and what we say with a code. A value of ours that fits no type is a fault."""
    if error.path is None:
        return error.nodes is not None or error.original_error is None
    cause = error.original_error or error
    return isinstance(cause, GraphQLError) and (cause.nodes is not None or "code" in (cause.extensions or {}))


def _masked(error: GraphQLError, away: str) -> dict[str, Any]:
    if is_away(error):
        tell_away(error.original_error)
        shown: dict[str, Any] = {"message": away, "extensions": {"code": UNAVAILABLE}}
        return {**shown, "path": error.path} if error.path else shown
    incident = uuid4().hex[:12]
    log.error("unexpected", incident=incident, path=error.path, exc_info=error.original_error)
    formatted: dict[str, Any] = {
        "message": f"Something went wrong on our side. Quote {incident} when you report it.",
        "extensions": {"code": "INTERNAL", "incident": incident},
    }
    return {**formatted, "path": error.path} if error.path else formatted
