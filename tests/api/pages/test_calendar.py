"""What is due as a calendar: which days, that it names nobody, and the addresses by which programs fetch it."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from html import unescape
from typing import Any

import httpx
import pytest
from icalendar import Calendar

from api.access.callers import Scope
from api.graphql.flagged.flags_found import flag_kinds
from api.pages.calendar import PAGE
from api.pages.calendar.events import SUMMARIES, calendar
from api.pages.page import document_in
from tests.api.conftest import Served
from tests.api.pages.conftest import Open, is_accessible, text_of

ENDS = datetime.now(UTC).date() + timedelta(days=40)


@pytest.fixture(scope="module")
def story(served: Served) -> dict[str, str]:
    """Somebody with a task that will end, who learns from somebody, and answers for the succession of a role."""
    placed = {"unit": "Tooling", "effectiveOn": "2020-01-01"}
    boss = served.recorded("joinPerson", name="Bao Lin", **placed)["subject"]
    ada = served.recorded("joinPerson", name="Ada Okafor", manager=boss, **placed)["subject"]
    task = {"assignmentKind": "PROJECT_LEAD", "stretch": True, "objectives": ["Lead six people"], "supportedBy": boss}
    days = {"startsOn": "2023-01-09", "effectiveOn": "2023-01-02", "endsOn": ENDS.isoformat()}
    served.recorded("giveAssignment", person=ada, title="Lead the audit", **task, **days)
    agreed = {"goals": "Lead a team", "hoursPromised": 12, "cadenceDays": 30, "effectiveOn": "2024-01-10"}
    served.recorded("agreeMentorship", mentor=boss, mentee=ada, **agreed)
    return {"boss": boss, "ada": ada}


def events(answer: httpx.Response) -> dict[str, Any]:
    """The events of a calendar, by what they say."""
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["cache-control"] == "private, no-cache"
    return {str(event["summary"]): event for event in Calendar.from_ical(answer.content).walk("VEVENT")}


def test_what_is_due_stands_on_its_day_and_names_nobody(served: Served, story: dict[str, str]) -> None:
    answer = served.client.get("/calendar.ics", headers={**served.asked_by(story["ada"], Scope.READ).headers})
    found = events(answer)
    assert {name: event["dtstart"].dt for name, event in found.items()} == {
        "Assignment ends": ENDS,
        "Mentoring session due": date(2024, 2, 9),
    }
    for word in ("Bao", "Ada", "audit", "team", story["ada"], story["boss"]):
        assert word not in answer.text, "calendars are shared"
    again = events(served.client.get("/calendar.ics", headers={**served.asked_by(story["ada"], Scope.READ).headers}))
    assert {event["uid"] for event in again.values()} == {event["uid"] for event in found.values()}
    assert found["Assignment ends"]["url"].endswith("/attention")
    others = served.client.get("/calendar.ics", headers={**served.asked_by(story["boss"], Scope.READ).headers})
    assert not {event["uid"] for event in events(others).values()} & {event["uid"] for event in found.values()}


def test_nobody_unknown_is_told_what_is_due(served: Served) -> None:
    assert served.client.get("/calendar.ics").status_code == 401, "a system is no person"
    assert httpx.get(f"{served.url}/calendar.ics").status_code == 401
    assert httpx.get(f"{served.url}/calendar/nothing.ics").status_code == 401


class SignedIn:
    """Somebody who is signed in, as their browser asks."""

    def __init__(self, served: Served, person: str) -> None:
        sessions = served.app.state.services.ledger.sessions
        secret = sessions.begin(person, timedelta(hours=1), timedelta(hours=1))
        self.url = served.url
        self.headers = {"cookie": f"{served.app.state.entrance.cookie}={secret}", "origin": served.url}

    def get(self, path: str) -> httpx.Response:
        """What a page is answered with."""
        return httpx.get(f"{self.url}{path}", headers=self.headers)

    def post(self, path: str) -> httpx.Response:
        """What pressing a button is answered with."""
        return httpx.post(f"{self.url}{path}", headers=self.headers)

    def makes(self) -> str:
        """A new address; its path."""
        made = self.post("/calendar/addresses")
        assert made.status_code == 200, made.text
        assert made.headers["cache-control"] == "no-store"
        [address] = re.findall(r"<code>([^<]+)</code>", made.text)
        return unescape(address).removeprefix("http://credentials.test")

    def tokens(self) -> list[str]:
        """The addresses that they have."""
        told = self.get("/calendar.json").json()["data"]["myCalendarAddresses"]
        return [one["id"] for one in told]


def test_an_address_opens_the_calendar_and_nothing_else(served: Served, story: dict[str, str]) -> None:
    ada = SignedIn(served, story["ada"])
    path = ada.makes()
    assert "Assignment ends" in events(httpx.get(f"{served.url}{path}")), "a program shows nothing but the address"
    secret = path.removeprefix("/calendar/").removesuffix(".ics")
    bearing = {"authorization": f"Bearer {secret}"}
    assert "Assignment ends" in events(httpx.get(f"{served.url}/calendar.ics", headers=bearing))
    asked = httpx.post(f"{served.url}/graphql", json={"query": "{ me { name } }"}, headers=bearing)
    assert "may not read" in asked.text
    assert "Ada" not in asked.text
    assert httpx.get(f"{served.url}/people/{story['ada']}", headers=bearing).status_code == 400
    for page in ("/calendar", "/calendar.json"):
        assert secret not in ada.get(page).text, "it is shown once"


def test_no_token_that_is_good_for_more_comes_in_by_an_address(served: Served, story: dict[str, str]) -> None:
    for scopes in ((Scope.READ,), (Scope.CALENDAR, Scope.READ)):
        text = served.asked_by(story["ada"], *scopes).headers["authorization"].removeprefix("Bearer ")
        assert httpx.get(f"{served.url}/calendar/{text}.ics").status_code == 401


def test_an_address_is_ended_by_whose_it_is(served: Served, story: dict[str, str]) -> None:
    boss, ada = SignedIn(served, story["boss"]), SignedIn(served, story["ada"])
    path = boss.makes()
    [token] = boss.tokens()
    assert ada.post(f"/calendar/addresses/{token}/end").status_code == 404
    assert httpx.get(f"{served.url}{path}").status_code == 200
    assert boss.post(f"/calendar/addresses/{token}/end").status_code == 303
    assert httpx.get(f"{served.url}{path}").status_code == 401
    assert boss.tokens() == []


def test_addresses_are_made_by_who_is_signed_in_and_a_few_at_a_time(served: Served, story: dict[str, str]) -> None:
    for headers in ({}, {**served.asked_by(story["boss"]).headers}):
        refused = httpx.post(f"{served.url}/calendar/addresses", headers=headers)
        assert refused.status_code == 403, "a token that ends soon would make one that lasts"
    boss = SignedIn(served, story["boss"])
    for _ in range(5):
        boss.makes()
    assert boss.post("/calendar/addresses").status_code == 400
    del boss.headers["origin"]
    assert boss.post("/calendar/addresses").status_code == 401, "no page of ours has asked"


def test_every_kind_says_no_more_than_what_it_is() -> None:
    def flag(kind: str, due: str | None) -> dict[str, Any]:
        return {"kind": kind, "about": "role-1", "due": due}

    flags = [flag(kind, f"2024-05-{day:02}") for day, kind in enumerate(SUMMARIES, start=1)]
    answer = {
        "now": {"id": "person-1", "asOf": {"effectiveOn": "2024-05-01"}},
        "attention": {"nodes": [*flags, flag("SuccessionReviewDue", None)]},
    }
    told = calendar(answer, "https://ledger.test").decode()
    assert re.findall(r"SUMMARY:(.*)\r", told) == [*SUMMARIES.values()]
    days = [f"202405{day:02}" for day in range(1, len(SUMMARIES) + 1)]
    assert re.findall(r"DTSTART;VALUE=DATE:(\d+)", told) == days
    assert "role-1" not in told
    assert all(len(line.encode()) <= 75 for line in told.split("\r\n")), "folded"
    assert len(set(SUMMARIES.values())) == len(SUMMARIES)
    asked = set(re.findall(r'"(\w+)"', document_in(PAGE.package, "due")))
    assert asked == SUMMARIES.keys() <= flag_kinds().keys()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_everybody_can_use_it(served: Served, story: dict[str, str], look: Open, width: int, scheme: str) -> None:
    SignedIn(served, story["ada"]).makes()
    opened = look(served.asked_by(story["ada"]), "/calendar", width=width, scheme=scheme)
    assert "Good until" in text_of(opened.content())
    assert is_accessible(opened)
    assert opened.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
