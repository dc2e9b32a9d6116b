"""Dashboards: each question can be asked of the ledger and in SQL, and answers that tell other things are found."""

from __future__ import annotations

from collections.abc import Callable

import psycopg
import pytest

from api.graphql.documents import objections
from api.graphql.schema import schema
from benchmarks.dashboards.bare import STATEMENTS
from benchmarks.dashboards.comparing import must_tell_the_same, plain
from benchmarks.dashboards.loading import AnsweredWrongly
from benchmarks.dashboards.peer_tables import BENCH, DEVELOPMENT, EVERYBODY, TABLES
from benchmarks.dashboards.questions import QUESTIONS

DOCUMENTS = (BENCH, DEVELOPMENT, EVERYBODY, *(question.ours for question in QUESTIONS))


@pytest.mark.parametrize("document", DOCUMENTS)
def test_what_dashboards_ask_can_be_asked(document: str) -> None:
    assert not objections(schema._schema, document)


def test_the_bare_statements_fit_the_tables_of_the_peer(make_database: Callable[[], str]) -> None:
    with psycopg.connect(make_database()) as connection:
        connection.execute(TABLES.read_text())
        for statement in STATEMENTS.values():
            connection.execute(statement, {"id": "nobody"})


def test_answers_are_compared_without_their_form() -> None:
    ours = {"data": {"person": {"name": "Ada", "history": {"nodes": [{"on": "2024-05-02T12:00:00+02:00", "n": 1}]}}}}
    theirs = {"name": "Ada", "history": [{"n": 1, "on": "2024-05-02T10:00:00Z"}]}
    must_tell_the_same({"ours": plain(ours), "theirs": plain(theirs)})


@pytest.mark.parametrize(
    ("other", "where"),
    [
        ({"name": "Eve", "history": [{"n": 1, "on": "2024"}]}, r"\.name"),
        ({"name": "Ada", "history": [{"n": 2, "on": "2024"}]}, r"\.history\[0\]\.n"),
        ({"name": "Ada", "history": []}, r"\.history"),
    ],
)
def test_answers_that_tell_something_else_are_found(other: object, where: str) -> None:
    ours = {"name": "Ada", "history": [{"n": 1, "on": "2024"}]}
    with pytest.raises(AnsweredWrongly, match=f"at {where}, "):
        must_tell_the_same({"ours": ours, "theirs": other})
