"""Whoever knows the id of a case or cycle, and is told nothing of it, is answered as if there were none."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.api.conftest import Served
from tests.api.graphql.conftest import Join
from tests.api.graphql.test_ids_told_to_few import Named, made_up, named
from tests.api.graphql.test_promotion_case import Argued, argued, assess

__all__ = ["argued", "assess", "named"]

QUESTIONS = {
    "case": ("{{ found: promotionCase(id: {id}) {{ id phase fileOpen }} }}", "{{ found: node(id: {id}) {{ id }} }}"),
    "cycle": ("{{ found: feedbackCycle(id: {id}) {{ id }} }}", "{{ found: node(id: {id}) {{ id }} }}"),
}
PAGES = {
    "case": ("/cases/{id}", "/cases/{id}.json", "/cases/{id}.pdf", "/cases/{id}/compare", "/cases/{id}/compare.atom"),
    "cycle": ("/feedback-cycles/{id}", "/feedback-cycles/{id}.json", "/feedback-cycles/{id}/compare"),
}
ASKED_AT = re.compile(r"<footer.*", re.DOTALL)
"""What a page ends with: the moment at which it was asked for, and where it is."""


def found(asks: Served, question: str, of: str) -> Any:
    return asks.ask(question.format(id=f'"{of}"'))["found"]


def paged(asks: Served, path: str, of: str) -> tuple[int, str]:
    answer = asks.client.get(path.format(id=of), headers={**asks.headers}, follow_redirects=True)
    return answer.status_code, ASKED_AT.sub("", answer.text.replace(of, "…"))


@pytest.mark.parametrize("kind", ["case", "cycle"])
def test_questions_know_of_it_only_where_something_of_it_is_told(
    argued: Argued, named: Named, join: Join, kind: str
) -> None:
    outsider = argued.served.asked_by(join("Outsider"))
    for question in QUESTIONS[kind]:
        assert found(argued.served, question, named[kind]) is not None
        assert found(outsider, question, named[kind]) is found(outsider, question, made_up()[kind]) is None


@pytest.mark.parametrize("kind", ["case", "cycle"])
def test_pages_know_of_it_only_where_something_of_it_is_told(
    argued: Argued, named: Named, join: Join, kind: str
) -> None:
    outsider = argued.served.asked_by(join("Outsider"))
    for path in PAGES[kind]:
        assert paged(argued.served, path, named[kind])[0] == 200, path
    for path in (*PAGES[kind], "/my-case/{id}", "/cases/{id}/bundle"):
        assert paged(outsider, path, named[kind]) == paged(outsider, path, made_up()[kind]), path


def test_who_is_told_of_it_is_answered_as_before(argued: Argued, named: Named) -> None:
    for question in QUESTIONS["cycle"]:
        assert found(argued.served.asked_by(argued.people[1]), question, named["cycle"]) is not None
    for person in (argued.candidate, argued.boss, *argued.people[:4]):
        for question in QUESTIONS["case"]:
            assert found(argued.served.asked_by(person), question, named["case"]) is not None
