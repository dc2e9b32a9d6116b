"""The workbench runs offline under its own strict policy."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.api.conftest import Served

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIETLY = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
    *("--enable-logging=stderr", "--virtual-time-budget=10000", "--dump-dom"),
)
BENCH = "query Bench { successionBench(critical: true) { roles { title } } }"
HISTORY = 'query History { person(id: "person-1") { developmentHistory(first: 5) { nodes { kind } } } }'
CASE = 'query Case { promotionCase(id: "case-1") { id } }'

Asking = Callable[..., None]
Opened = Callable[[str], str]
in_a_browser = pytest.mark.skipif(BROWSER is None, reason="no chromium on this machine: the page is not opened in one")


@pytest.fixture
def asking(served: Served) -> Iterator[Asking]:
    """Lets the house have questions of its own, as a demo has."""

    def asking(*queries: str) -> None:
        served.app.state.questions = [("A question", query) for query in queries]

    yield asking
    served.app.state.questions = ()


@pytest.fixture
def opened(served: Served, tmp_path: Path) -> Opened:
    """Opens pages one after the other in one browser; what each looks like, if nothing went wrong in it."""

    def opened(path: str) -> str:
        command = [str(BROWSER), *QUIETLY, f"--user-data-dir={tmp_path}", f"{served.url}{path}"]
        ran = subprocess.run(command, capture_output=True, text=True, timeout=60)
        assert not [line for line in ran.stderr.splitlines() if "CONSOLE" in line]
        return ran.stdout

    return opened


def test_everything_the_page_loads_comes_from_this_house(served: Served) -> None:
    page = served.client.get("/graphiql")
    assert "default-src 'none'" in page.headers["content-security-policy"]
    loaded = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert not [each for each in loaded if each.startswith(("http", "//"))]
    for each in loaded:
        if not each.startswith("data:") and each != "graphql":
            assert served.client.get(f"/{each}").status_code == 200, each


def test_it_is_given_the_questions_of_what_is_served(served: Served, asking: Asking) -> None:
    assert served.client.get("/graphiql/questions").json() == []
    asking(BENCH, HISTORY)
    told = served.client.get("/graphiql/questions")
    assert (told.json(), told.headers["cache-control"]) == ([BENCH, HISTORY], "no-store")


def test_what_the_page_tells_graphiql_is_what_that_version_knows(served: Served) -> None:
    script = served.client.get("/graphiql/page/page.js").text
    library = served.client.get("/graphiql/library/graphiql.min.js").text
    told = re.findall(r"^    (\w+): ", script, re.MULTILINE)
    assert "defaultTabs" in told
    assert [name for name in told if name not in library] == []


@in_a_browser
def test_it_runs_in_a_browser_and_knows_the_schema(opened: Opened) -> None:
    page = opened("/graphiql")
    assert 'class="graphiql-container"' in page
    assert "successionBench" in page, "the first question stands in the editor"
    assert tabs(page) == [], "a single one is not shown as a tab"


@in_a_browser
def test_the_questions_of_what_is_served_are_tabs_and_a_link_leads_to_its_own(opened: Opened, asking: Asking) -> None:
    asking(BENCH, HISTORY)
    assert tabs(opened("/graphiql")) == ["*Bench", "History"]
    assert tabs(opened(f"/graphiql?{urlencode({'query': HISTORY})}")) == ["Bench", "*History"], "as it was left"
    asking(CASE, HISTORY)
    assert tabs(opened("/graphiql")) == ["*Case", "History"], "the questions of another demo at the same address"


@in_a_browser
def test_a_link_that_comes_first_brings_the_other_questions_along(opened: Opened, asking: Asking) -> None:
    asking(BENCH, HISTORY)
    page = opened(f"/graphiql?{urlencode({'query': HISTORY})}")
    assert tabs(page) == ["*History", "Bench"]
    assert "developmentHistory" in page


def tabs(page: str) -> list[str]:
    """What the tabs are called, with a star before the one that is open."""
    found = re.findall(r'role="tab" aria-selected="(true|false)"[^>]*><button[^>]*>([^<]*)</button>', page)
    return [f"{'*' if selected == 'true' else ''}{unescape(name)}" for selected, name in found]
