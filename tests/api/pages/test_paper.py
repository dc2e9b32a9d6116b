"""Pages on paper: as a file, and as a browser prints them. They tell what the page tells, to whom it tells it."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import time
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import Any

import httpx
import psutil
import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from api.pages.elements import elements_of
from api.pages.paper import blocks_of
from api.pages.printing import NotSet, typeset
from tests.api.conftest import Served

CLAIMS_TO_BE_ACCESSIBLE = b"pdfuaid"


def paper(served: Served, path: str) -> PdfReader:
    """The PDF at an address."""
    answer = served.client.get(path, headers={**served.headers})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["cache-control"] == "private, no-cache"
    return PdfReader(BytesIO(answer.content))


def read(pdf: PdfReader) -> str:
    """All that is read of it, on one line."""
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


@pytest.fixture(scope="module")
def person(served: Served) -> str:
    """Somebody with a timeline of more than a page of the API, and a name that would be markup elsewhere."""
    joined = served.recorded("joinPerson", name="Eve #panic() *Long*", unit="Tooling", effectiveOn="2020-01-01")
    for number in range(101):
        said = {"situation": f"Time {number}.", "effectiveOn": "2021-05-05"}
        served.recorded("recordPractice", person=joined["subject"], **said)
    return str(joined["subject"])


def test_a_timeline_is_printed_whole(served: Served, person: str) -> None:
    told = read(paper(served, f"/people/{person}.pdf"))
    for number in range(101):
        assert f"Time {number}." in told, "the page itself would be leafed through"
    assert "Eve #panic() *Long*" in told
    assert "Earlier ones" not in told
    assert "Time 3." in read(paper(served, f"/people/{person}.pdf?after=nothing")), "from the beginning"


def test_every_page_says_as_of_when_it_is_for_whom_and_its_heads(served: Served, person: str) -> None:
    position = served.ask("{ position }")["position"]
    boss = served.recorded("joinPerson", name="Bao Lin", unit="Tooling")["subject"]
    pdf = paper(served.asked_by(person), f"/people/{person}.pdf?effective=2022-01-01&known={position}")
    assert len(pdf.pages) > 2
    for page in pdf.pages:
        said = " ".join(page.extract_text().split())
        assert f"As known up to entry {position} and true on 1 Jan 2022." in said
        assert re.search(r"Made for Eve #panic\(\) \*Long\* on \d+ \w+ \d{4}, \d\d:\d\d UTC\.", said)
    with_rows = [text for page in pdf.pages if "Practice recorded" in (text := page.extract_text())]
    assert len(with_rows) > 1
    assert all("Written down" in text for text in with_rows), "heads are said again"
    assert "by no name" in read(paper(served, f"/people/{boss}.pdf"))


def test_it_can_be_read_aloud(served: Served, person: str) -> None:
    pdf = paper(served, f"/people/{person}.pdf")
    catalogue: Any = pdf.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"] == "en-GB"
    assert CLAIMS_TO_BE_ACCESSIBLE in catalogue["/Metadata"].get_data()
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Eve #panic() *Long*"
    sorts = {str(tag) for tag in tags(catalogue["/StructTreeRoot"])}
    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/Figure"} <= sorts


def tags(element: Any) -> set[Any]:
    """The sorts of what stands in the tree of tags."""
    if isinstance(element, list):
        return set().union(*map(tags, element))
    element = element.get_object() if hasattr(element, "get_object") else element
    if isinstance(element, list):
        return tags(element)
    if not isinstance(element, dict):
        return set()
    return {element.get("/S")} | tags(element.get("/K"))


def test_a_letter_that_no_font_has_does_not_stand_in_the_way(served: Served) -> None:
    strange = served.recorded("joinPerson", name="Ada \U00012000 Okafor", unit="Tooling")["subject"]
    pdf = paper(served, f"/people/{strange}.pdf")
    catalogue: Any = pdf.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert CLAIMS_TO_BE_ACCESSIBLE not in catalogue["/Metadata"].get_data(), "it claims nothing that is not so"


def test_what_is_not_theirs_is_in_no_paper_and_who_looked_is_written_down(served: Served, person: str) -> None:
    stranger = served.recorded("joinPerson", name="Ben Abiodun", unit="Tooling")["subject"]
    answer = served.client.get(f"/people/{person}.pdf", headers={**served.asked_by(stranger).headers})
    assert "Time 3." not in read(PdfReader(BytesIO(answer.content)))
    looks = "query ($id: ID!) { person(id: $id) { looks(first: 1) { totalCount nodes { by } } } }"
    boss = served.recorded("joinPerson", name="Bao Lin", unit="Tooling")["subject"]
    served.recorded("movePerson", person=person, unit="Tooling", manager=boss)
    assert "Time 3." in read(paper(served.asked_by(boss), f"/people/{person}.pdf"))
    [latest] = served.ask(looks, id=person)["person"]["looks"]["nodes"]
    assert latest["by"] == boss


def test_what_cannot_be_printed_is_told_as_by_a_page(served: Served) -> None:
    nobody = served.client.get("/people/person-nobody.pdf")
    assert (nobody.status_code, nobody.headers["content-type"]) == (400, "text/html; charset=utf-8")
    assert httpx.get(f"{served.url}/bench.pdf", headers={"authorization": "Bearer of nothing"}).status_code == 401
    assert served.client.get("/bench.pdf?units=unit-nowhere").status_code == 400
    assert served.client.get("/people.pdf").status_code == 404, "only what is worth a paper is one"


def test_a_bench_is_a_pack(served: Served) -> None:
    profile = {"function": "Engineering", "level": "function", "critical": True, "unit": "Tooling"}
    served.recorded("establishRole", title="Head of Tooling", effectiveOn="2020-01-01", **profile)
    told = read(paper(served, "/bench.pdf"))
    assert "Roles by unit" in told
    assert "Head of Tooling critical" in told
    assert "Holder at high risk" not in told, "what is pressed is of no use on paper"


def test_nothing_goes_on_when_nobody_waits() -> None:
    async def given_up() -> None:
        async with asyncio.timeout(0.05):
            await typeset(b"{}")

    with pytest.raises(TimeoutError):
        elsewhere(given_up())
    assert until_gone("api.pages.typesetting", seconds=30)
    with pytest.raises(NotSet):
        elsewhere(typeset(b"{}"))


def until_gone(module: str, *, seconds: int) -> bool:
    """Whether no process of this one runs a module any more, or does not soon."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if not any(module in argument for argument in commands_of_children()):
            return True
        time.sleep(0.1)
    return False


def commands_of_children() -> Iterator[str]:
    """What the processes that this one began were begun with, as far as they still run."""
    for child in psutil.Process(os.getpid()).children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess):
            yield from child.cmdline()


def elsewhere(work: Coroutine[Any, Any, object]) -> None:
    """Work in a thread of its own, as in this one the browser's event loop may run."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work).result()


def test_what_is_printed_of_a_page() -> None:
    page = """<main><h1>A</h1><p>One <b>two</b>
      three</p><form><button>Press</button></form><dl class="facts"><div><dt>Since</dt><dd>May</dd></div></dl>
      <table><thead><tr><th>X</th><th>Y</th></tr></thead><tr><th colspan="2">All</th></tr>
      <tr><td class="when">1</td><td><p>2</p>
      <details><summary>more</summary>3 &lt;4</details></td></tr></table></main>"""
    assert blocks_of(elements_of(page)) == [
        {"heading": "A", "level": 1},
        {"line": "One two three"},
        {"facts": [("Since", "May")]},
        {"columns": ["X", "Y"], "shares": [0, pytest.approx(8**0.5)], "rows": [["All"], ["1", "2\n3 <4"]]},
    ]


def test_a_browser_prints_whose_it_is_on_every_page(served: Served, person: str, browser: Browser) -> None:
    context = browser.new_context(color_scheme="dark", extra_http_headers={**served.asked_by(person).headers})
    page = context.new_page()
    page.goto(f"{served.url}/people/{person}")
    printed = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    context.close()
    assert len(printed.pages) > 2
    for each in printed.pages:
        assert "Printed for Eve #panic() *Long* on" in " ".join(each.extract_text().split())
        assert each.mediabox.width > each.mediabox.height, "drawings are printed across"
    told = read(printed)
    assert "Sign out" not in told
    assert "The question behind this page" not in told
