"""An answer in the form of a table, whole or not at all: whatever stands in the way is told as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from graphql import GraphQLError, GraphQLSchema
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from strawberry.types import ExecutionResult

from api.graphql.answers import MOST_BYTES_ANSWERED, OVERLONG, answer, why_away
from api.graphql.comma_separated import comma_separated
from api.graphql.documents import objections
from api.graphql.errors import ASK_AGAIN_IN, serialised
from api.graphql.request import JSON, Asked
from api.graphql.spreadsheet import spreadsheet
from api.graphql.tabular import NoTable, Table, table_of

CSV: Final = "text/csv"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TABLES: Final = (CSV, XLSX)
BESIDE: Final = "leadership-beside"
"""The header with what JSON tells beside the rows."""
MOST_LISTED: Final = 50
STATUS: Final[Mapping[str, int]] = {
    **dict.fromkeys(("BAD_INPUT", "BAD_ID", "ID_MISSING", "TOO_MUCH"), 400),
    "FORBIDDEN": 403,
    "NOT_YET_FOLLOWED": 503,
    "UNAVAILABLE": 503,
    "INTERNAL": 500,
}
"""By the code of an error, the status of an answer that is no table because of it."""


def table_asked(schema: GraphQLSchema, wanted: Asked) -> Table | None:
    """The table that is asked for; None where the document is at fault, which is told when it is run.

    HTTPException where it is none.
    """
    try:
        if objections(schema, wanted.query):
            return None
        return table_of(schema, wanted.query, wanted.operation_name, wanted.variables)
    except NoTable as why:
        raise HTTPException(400, no_table(why)) from why
    except GraphQLError:
        return None


def status_of(errors: list[dict[str, Any]]) -> int:
    """The status of an answer that has only errors: that of the gravest."""
    codes = (error.get("extensions", {}).get("code") for error in errors)
    return max((STATUS.get(code or "", 400) for code in codes), default=400)


def table_or_why(result: ExecutionResult, table: Table | None, form: str, request: Request) -> Response:
    """The whole table; where anything is wrong no part of it, but what is, as JSON."""
    if result.errors or table is None:
        told = serialised(result.errors or [], why_away(request))
        status = status_of(told)
        return answer(status, {"errors": told}, JSON, {"retry-after": str(ASK_AGAIN_IN)} if status == 503 else None)
    written = as_table(result, table, form, request.headers["accept"])
    return written if len(written.body) <= MOST_BYTES_ANSWERED else answer(400, {"errors": [OVERLONG]})


def as_table(result: ExecutionResult, table: Table, media_type: str, accept: str) -> Response:
    """The answer, which has no errors. HTTPException where nothing is there, or a cell cannot hold what is."""
    connection: Any = result.data
    for place, name in enumerate(table.path, start=1):
        connection = connection[name]
        if connection is None:
            where = ".".join(table.path[:place])
            raise HTTPException(404, f"`{where}` is null: nothing is there, or nothing that you may see.")
    beside = {name: value for name, value in connection.items() if name != table.rows}
    beside |= {name: found[:MOST_LISTED] for name, found in (result.extensions or {}).items()}
    rows = connection[table.rows]
    try:
        content = (
            comma_separated(table, rows, bom=asks_for_bom(accept))
            if media_type == CSV
            else spreadsheet(table, rows, beside)
        )
    except NoTable as why:
        raise HTTPException(400, no_table(why)) from why
    ending, said = ("csv", f"{CSV}; charset=utf-8; header=present") if media_type == CSV else ("xlsx", XLSX)
    headers = {
        "cache-control": "private, no-cache",
        "content-disposition": f'attachment; filename="{table.name}.{ending}"',
        BESIDE: json.dumps(beside, separators=(",", ":")),  # in ASCII, as headers are
    }
    written = Response(content, headers=headers)
    written.headers["content-type"] = said
    return written


def no_table(why: NoTable) -> str:
    """What is said of what is no table."""
    return f"Accept: this cannot be told as a table, as {why}."


def asks_for_bom(accept: str) -> bool:
    """Whether text/csv is asked for with a byte order mark, as Excel wants it to read UTF-8."""
    ranges = (each.lower().replace(" ", "").split(";") for each in accept.split(","))
    return any(kind == CSV and "bom=present" in parameters for kind, *parameters in ranges)
