"""The page at `/` says where what is, and every link of it leads somewhere."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

from tests.api.conftest import Served

QUESTION = 'query { people(first: 1) { nodes { name } } } # "<&'


def test_whoever_opens_the_address_is_told_where_what_is(served: Served) -> None:
    page = served.client.get("/")
    assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert "Nobody signs in here" in page.text
    assert "Authorization: Bearer" in page.text
    served.recorded("joinPerson", name="Ada Okafor", unit="Tooling")
    for path in re.findall(r'href="([^"]+)"', page.text):
        assert served.client.get(f"/{unescape(path)}").status_code in {200, 404 if path == "checkpoint" else 200}, path


def test_questions_open_in_the_workbench(served: Served) -> None:
    served.app.state.questions = [("Who <is> here?", QUESTION)]
    try:
        page = served.client.get("/").text
    finally:
        served.app.state.questions = ()
    assert "Who &lt;is&gt; here?" in page
    [link] = [unescape(path) for path in re.findall(r'href="([^"]+)"', page) if "query=" in path]
    assert parse_qs(urlsplit(link).query) == {"query": [QUESTION]}


def test_nobody_becomes_somebody_else_but_in_a_demo(served: Served) -> None:
    person = served.recorded("joinPerson", name="Ada Okafor", unit="Tooling")["subject"]
    assert "persona" not in served.client.get("/").text
    assert served.client.post(f"/persona/{person}").status_code == 404
