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


def told(errors: Iterable[GraphQLError]) -> list[dict[str, Any]]:
    """The errors as they leave the house."""
    return [dict(error.formatted) if _may_be_shown(error) else _masked(error) for error in errors]


def _may_be_shown(error: GraphQLError) -> bool:
    """Errors that GraphQL itself raises point at the document and carry no path; ours are GraphQLErrors."""
    cause = error.original_error
    about_the_request = error.path is None and error.nodes is not None
    return cause is None or isinstance(cause, GraphQLError) or about_the_request


def _masked(error: GraphQLError) -> dict[str, Any]:
    incident = uuid4().hex[:12]
    log.error("unexpected", incident=incident, path=error.path, exc_info=error.original_error)
    shown: dict[str, Any] = {
        "message": f"Something went wrong on our side. Quote {incident} when you report it.",
        "extensions": {"code": "INTERNAL", "incident": incident},
    }
    return {**shown, "path": error.path} if error.path else shown
