"""In which language pages speak, and that each catalogue says all that there is to say."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from starlette.datastructures import Headers

from api.pages import wording
from api.pages.templates import environment
from tests.api.conftest import Served
from tests.api.pages.messages import TEMPLATE, found, kept_in, text_of

CATALOGUES = pytest.mark.parametrize("file", sorted(wording.CATALOGUES.glob("*.po")), ids=lambda file: file.stem)


def test_the_messages_are_those_that_pages_say() -> None:
    assert TEMPLATE.read_bytes() == text_of(found()), "say `make generate`"


@CATALOGUES
def test_a_catalogue_has_them_all_with_what_they_are_said_with(file: Path) -> None:
    catalogue = kept_in(file)
    assert {message.id for message in catalogue} == {message.id for message in kept_in(TEMPLATE)}
    assert not [message.id for message in catalogue if message.id and (message.fuzzy or not all(strings(message)))]
    assert not [(message.id, errors) for message, errors in catalogue.check()]


def strings(message: object, of: str = "string") -> tuple[str, ...]:
    """What a message is in a language, or by its id in English: for one, and for many."""
    held = getattr(message, of)  # typed as any of these
    return tuple(held) if isinstance(held, (tuple, list)) else (held,)


@pytest.mark.parametrize(
    ("accepted", "wanted"),
    [
        ("", []),
        ("de-AT,de;q=0.9,en;q=0.1", ["de-AT", "de", "en"]),
        ("en;q=0.2, de", ["de", "en"]),
        ("de;q=0, en", ["en"]),
        ("de;q=much, en", ["en"]),
    ],
)
def test_what_a_browser_prefers_is_told_by_weight(accepted: str, wanted: list[str]) -> None:
    assert wording.preferred(accepted) == wanted


@pytest.mark.parametrize(
    ("template", "read"),
    [
        ("{{ 'Assignment given: Lead: the audit' | headline }}", "Aufgabe übertragen: Lead: the audit"),
        ("{{ 'Person left' | headline }}", "Austritt"),
        ("{{ 'PersonLeft' | kind }}", "Austritt"),
        ("{{ 'ON_THE_MOON' | words }}, {{ 'NOT_MET' | words | sentence }}", "on the moon, Nicht erfüllt"),
        ("{{ 2.5 | figure }}, {{ 4 | figure }}, {{ -1 | figure('+0.00;-0.00') }}", "2,5, 4, -1,00"),
        ("{{ '2026-03-01' | day }}, {{ '2026-03-01' | month }}", "1. März 2026, März 2026"),
        ("{% trans number=2 %}{{ number }} day left{% pluralize %}{{ number }} days left{% endtrans %}", "noch 2 Tage"),
        ("{{ '' | said }}", ""),
    ],
)
def test_what_stands_in_a_template_is_read_in_german(template: str, read: str) -> None:
    told = wording._LANGUAGE.set("de")
    try:
        assert environment().from_string(template).render() == read
    finally:
        wording._LANGUAGE.reset(told)


def test_what_templates_share_is_said_in_the_language_of_each_reader() -> None:
    shared = environment().from_string('{% from "layout/slate.html" import readiness %}{{ readiness(one) }}')
    one = {"readiness": "NOW", "unexpired": True, "expiresOn": "2026-03-01"}
    read = []
    for code in ("de", "en", "de"):
        told = wording._LANGUAGE.set(code)
        read.append(shared.render(one=one).partition(" <")[0])
        wording._LANGUAGE.reset(told)
    assert read == ["sofort einsetzbar", "ready now", "sofort einsetzbar"]


def test_a_page_is_in_the_language_that_a_browser_prefers_or_its_reader_chose(served: Served) -> None:
    german = served.client.get("/people", headers={"accept-language": "de-AT,de;q=0.9"}).text
    assert '<html lang="de">' in german
    assert '<h1 id="people">Personen</h1>' in german
    chosen = served.client.get("/people", headers={"accept-language": "de", "cookie": "leadership-language=en"}).text
    assert '<html lang="en">' in chosen
    assert '<h1 id="people">People</h1>' in chosen


def test_who_wants_nothing_that_is_here_reads_english() -> None:
    assert wording.spoken_by(Headers({"accept-language": "tlh"})) == "en"
    assert wording.spoken_by(Headers({"accept-language": "en-US"})) == "en"


@pytest.mark.parametrize(
    ("back", "leads_to"),
    [
        ("/people?known=3", "/people?known=3"),
        ("//elsewhere.example", "/"),
        ("///elsewhere.example", "/"),
        ("https://elsewhere.example/", "/"),
        ("/\\elsewhere.example", "/"),
        ("people", "/"),
        ("/a\nb", "/"),
    ],
)
def test_whoever_chooses_a_language_is_led_back_and_nowhere_else(served: Served, back: str, leads_to: str) -> None:
    chosen = {"language": "en", "back": back}
    answer = httpx.post(f"{served.url}/language", data=chosen, headers={"origin": served.url})  # no client keeps it
    assert (answer.status_code, answer.headers["location"]) == (303, leads_to)
    assert "leadership-language=en" in answer.headers["set-cookie"]


def test_a_language_that_is_not_here_is_refused(served: Served) -> None:
    answer = served.client.post("/language", data={"language": "tlh"}, headers={"origin": served.url})
    assert answer.status_code == 400
    assert "“tlh” is not here: give one of " in answer.text
