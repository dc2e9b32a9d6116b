"""Every page in German, in a browser: nothing that there is German for is left in English, and all of it fits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from api.pages import wording
from api.pages.page import all_pages
from api.pages.record.by_hand import all_forms
from domain.frameworks.default_pack import DEFAULT_EDITIONS
from tests.api.conftest import Served
from tests.api.pages.conftest import Open, is_accessible
from tests.api.pages.decided_case import DecidedCase, decided_case
from tests.api.pages.messages import kept_in
from tests.api.pages.test_wording import strings

PEOPLE = """query ($after: String) {
    people(first: 100, after: $after) { nodes { name } pageInfo { hasNextPage endCursor } } }"""
LEVELS = {level.name for edition in DEFAULT_EDITIONS for level in edition.levels}
"""What the framework calls its levels: it stays as it was written, and some are words of ours, too."""
READ = """() => {
    const kept = "[lang=en], code, script, style", found = [];
    const texts = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        if (!texts.currentNode.parentElement.closest(kept)) found.push(texts.currentNode.data);
    }
    for (const name of ["aria-label", "title", "placeholder", "data-label", "data-moved"]) {
        for (const one of document.querySelectorAll(`[${name}]`)) found.push(one.getAttribute(name));
    }
    return found.map((text) => text.split(/\\s+/).join(" ").trim()).filter(Boolean);
}"""
"""All that is read or heard of a page, but for what is in English and says so."""


@pytest.fixture(scope="module")
def in_english(served: Served) -> Mapping[str, str]:
    """What is said otherwise in German, by what it is in English; but for what anybody or anything here is called."""
    catalogue = kept_in(wording.CATALOGUES / "de.po")
    pairs = (pair for one in catalogue if one.id for pair in zip(strings(one, "id"), strings(one), strict=True))
    names = LEVELS | {*names_in(served)}
    return {english: german for english, german in pairs if english != german and english not in names}


def names_in(served: Served) -> Iterator[str]:
    """What units, roles and people of a house are called, those of other tests as well."""
    yield from (unit["name"] for unit in served.ask("{ unitTree { name } }")["unitTree"])
    bench = served.ask("{ successionBench { roles { title } } }")["successionBench"]
    yield from (role["title"] for role in bench["roles"])
    after = None
    while True:
        page = served.ask(PEOPLE, after=after)["people"]
        yield from (person["name"] for person in page["nodes"])
        if not page["pageInfo"]["hasNextPage"]:
            return
        after = page["pageInfo"]["endCursor"]


@pytest.fixture(scope="module")
def story(served: Served, editions: str) -> DecidedCase:
    """A person with a case that was decided."""
    return decided_case(served, editions)


@pytest.fixture(scope="module")
def paths(story: DecidedCase) -> Sequence[str]:
    """Every page of the menu, somebody's, a case, what is compared, and what may be recorded."""
    of_all = [page.path for page in all_pages() if "{" not in page.path]
    person, past = f"/people/{story.candidate}", f"known={story.decided}&effective=2024-05-06"
    of_one = [f"/cases/{story.case}", f"/my-case/{story.case}", person, f"{person}/record", f"{person}?{past}"]
    compared = [f"{person}/compare?then-known={story.before}", "/units/compare?then-known=1"]
    return [*of_all, *of_one, *compared, "/bench?critical=true&levels=self&readiness=NOW"]


def german(served: Served) -> Served:
    """The same, asked by a browser that prefers German."""
    return replace(served, headers={**served.headers, "accept-language": "de-DE,de;q=0.9,en;q=0.5"})


def left_in_english(read: Sequence[str], in_english: Mapping[str, str]) -> Iterator[str]:
    """What is said in English though there is German for it."""
    yield from (text for text in read if text in in_english or text.rstrip(":.") in in_english)


def test_nothing_that_there_is_german_for_is_said_in_english(
    served: Served, story: DecidedCase, paths: Sequence[str], in_english: Mapping[str, str], look: Open
) -> None:
    forms = [f"/record/{form}?person={story.candidate}" for form in all_forms()]
    for asked, theirs in ((served, paths), (served.asked_by(story.candidate), [*paths, *forms])):
        opened = look(german(asked), theirs[0])
        for path in theirs:
            opened.goto(f"{served.url}{path}")
            assert opened.evaluate("document.documentElement.lang") == "de"
            assert not [*left_in_english(opened.evaluate(READ), in_english)], path


def test_german_pages_are_accessible_and_fit_a_small_window(
    served: Served, story: DecidedCase, paths: Sequence[str], look: Open
) -> None:
    opened = look(german(served.asked_by(story.candidate)), paths[0], width=390, scheme="dark")
    for path in paths:
        opened.goto(f"{served.url}{path}")
        assert opened.evaluate("document.documentElement.scrollWidth") <= 390, path
        assert is_accessible(opened), path


def test_paper_is_in_german_too(served: Served) -> None:
    paper = served.client.get("/bench.pdf", headers=german(served).headers)
    read = " ".join(page.extract_text() for page in PdfReader(BytesIO(paper.content)).pages)
    assert "Nachfolgeplanung" in read
    assert "Erstellt für eine Anfrage ohne Namen" in read
    assert re.search(r"Seite 1 von \d", read)


def test_a_page_that_is_not_there_says_so_in_german_and_what_the_ledger_says_in_english(served: Served) -> None:
    missing = served.client.get("/people/person-0198c0de-7e57-7000-8000-000000000000", headers=german(served).headers)
    assert missing.status_code == 404
    assert "<h1>Hier ist nichts</h1>" in missing.text
    assert "<p>Hier ist zu diesem Zeitpunkt nichts, oder nichts, was Sie sehen dürfen.</p>" in missing.text
    slip = served.client.get("/people/person-nobody", headers=german(served).headers)
    assert slip.status_code == 400
    assert "<h1>Das kann nicht gemeint sein</h1>" in slip.text
    assert '<p lang="en">' in slip.text
