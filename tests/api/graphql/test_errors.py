"""What is wrong with us is told by a number only; what is wrong with a question is told."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
import strawberry
from structlog.testing import capture_logs

from api.graphql.documents import KeptDocuments
from api.graphql.errors import BadInput, serialised
from api.graphql.schema import Schema
from tests.api.conftest import Served

INTERNALS = "duplicate key value: Ada Okafor is about to be dismissed"


@strawberry.type
class Asked:
    @strawberry.field
    def broken(self) -> str | None:
        raise RuntimeError(INTERNALS)

    @strawberry.field
    def misunderstood(self) -> str | None:
        raise BadInput("first", 0, "is out of bounds: ask for 1 to 100")

    @strawberry.field
    def number(self) -> int:
        return INTERNALS  # type: ignore[return-value]


BROKEN = Schema(Asked, extensions=[KeptDocuments])


class Whoever:
    """Somebody who may read."""

    def must_read(self) -> None:
        """They may."""


def answered(document: str) -> list[dict[str, Any]]:
    return serialised(asyncio.run(BROKEN.execute(document, context_value=Whoever())).errors or [])


def test_a_fault_of_ours_is_logged_and_told_by_its_number(caplog: pytest.LogCaptureFixture) -> None:
    with capture_logs() as logged:
        [error] = answered("{ broken }")
    assert INTERNALS not in str(error)
    assert error["path"] == ["broken"]
    assert error["extensions"]["code"] == "INTERNAL"
    assert error["extensions"]["incident"] in error["message"]
    [line] = logged
    assert line["incident"] == error["extensions"]["incident"]
    assert isinstance(line["exc_info"], RuntimeError)
    assert INTERNALS not in caplog.text, "strawberry's own log would show it"


def test_what_was_asked_wrongly_is_told() -> None:
    [error] = answered("{ misunderstood }")
    assert error["message"] == "first: “0” is out of bounds: ask for 1 to 100"
    assert error["extensions"] == {"code": "BAD_INPUT", "field": "first", "value": "0"}
    [error] = answered("{ nothing }")
    assert "Cannot query field 'nothing'" in error["message"]


def test_a_variable_that_is_missing_is_told(served: Served) -> None:
    [error] = served.post("query ($n: Int!) { people(first: $n) { nodes { id } } }")["errors"]
    assert error["message"] == "n: is missing, where Int! is asked for"


def test_a_value_of_the_wrong_kind_is_our_fault() -> None:
    [error] = answered("{ number }")
    assert INTERNALS not in str(error)
