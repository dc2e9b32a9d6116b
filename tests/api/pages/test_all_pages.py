"""What holds for every page: its document fits, it says who asks, it is told with its moment, and as data."""

from __future__ import annotations

import httpx
import pytest
from graphql import parse, validate

from api.graphql.documents import cost_of
from api.graphql.limits import MOST_NODES
from api.graphql.schema import schema
from api.pages.page import Page, all_pages
from tests.api.conftest import Served

BARE = schema._schema
EACH = pytest.mark.parametrize("page", all_pages(), ids=lambda page: page.name)


@EACH
def test_its_documents_fit_the_schema_and_its_limits(page: Page) -> None:
    for document in filter(None, (page.document, page.table)):
        assert not validate(BARE, parse(document))
        assert cost_of(BARE, document) <= MOST_NODES
    assert "me { id name }" in page.document, "every page says who looks at it"
    assert "$asOf: AsOf" in page.document, "every page is of a moment"


@EACH
def test_nothing_is_told_to_somebody_unknown(page: Page, served: Served) -> None:
    path = page.path.replace("{", "").replace("}", "")
    answer = httpx.get(f"{served.url}{path}", headers={"authorization": "Bearer of nothing"})
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "script-src 'self'" in answer.headers["content-security-policy"]


@EACH
def test_what_it_does_not_know_is_told_by_its_name(page: Page, served: Served) -> None:
    path = page.path.replace("{", "").replace("}", "")
    answer = served.client.get(f"{path}?asOff=3")
    assert answer.status_code == 400
    assert "asOff: is no variable of this document" in answer.text
    assert served.client.get(f"{path}?effective=soon").status_code == 400


def test_what_pages_load_is_served_here(served: Served) -> None:
    page = served.client.get("/people/person-nobody").text
    for path in ("/static/tokens.css", "/static/ledger.css", "/static/ledger.js", "/static/htmx/htmx.min.js"):
        assert path in page
        assert served.client.get(path).status_code == 200
