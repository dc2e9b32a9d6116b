"""What a client is told when something is wrong: bad input by name, our own faults by a number only."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

import structlog
from graphql import GraphQLError

log = structlog.get_logger()


class BadInput(GraphQLError):
    """Something asked for in a way that cannot be answered: says the field, the value and what would be right."""

    def __init__(self, field: str, value: object, right: str, code: str = "BAD_INPUT") -> None:
        super().__init__(f"{field}: “{value}” {right}", extensions={"code": code, "field": field, "value": str(value)})


def serialised(errors: Iterable[GraphQLError]) -> list[dict[str, Any]]:
    """The errors as they leave the house, in the form of the GraphQL specification."""
    return [dict(error.formatted) if _may_be_shown(error) else _masked(error) for error in errors]


def _may_be_shown(error: GraphQLError) -> bool:
    """What GraphQL says of the request, and what we say with a code. A value of ours that fits no type is a fault."""
    if error.path is None:
        return error.nodes is not None or error.original_error is None
    cause = error.original_error or error
    return isinstance(cause, GraphQLError) and (cause.nodes is not None or "code" in (cause.extensions or {}))


def _masked(error: GraphQLError) -> dict[str, Any]:
    incident = uuid4().hex[:12]
    log.error("unexpected", incident=incident, path=error.path, exc_info=error.original_error)
    formatted: dict[str, Any] = {
        "message": f"Something went wrong on our side. Quote {incident} when you report it.",
        "extensions": {"code": "INTERNAL", "incident": incident},
    }
    return {**formatted, "path": error.path} if error.path else formatted
