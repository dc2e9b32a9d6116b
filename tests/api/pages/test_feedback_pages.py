"""Feedback cycles on pages: what is asked of whom, answered by a link of one's own, and told once it is released."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import httpx
import pytest

from domain.kernel.ids import PersonId
from domain.offices.mandates import GiveMandate
from domain.offices.offices import Mandate
from domain.offices.stewards import NameSteward, stewards_from
from ledger import Ledger
from tests.api.conftest import Served
from tests.api.pages.conftest import Open, is_accessible, text_of
from tests.api.pages.forms import FormRead, sent

NOMINATE = """mutation ($cycle: ID!, $raters: [ID!]!) {
  nominateRaters(input: { cycle: $cycle, raters: $raters }) { ... on Refused { why } }
}"""
OPEN = """mutation ($cycle: ID!) {
  openFeedbackCycle(input: { cycle: $cycle, smallRolledUp: true }) { ... on Refused { why } }
}"""
CLOSE = "mutation ($cycle: ID!) { closeFeedbackCycle(input: { cycle: $cycle }) { ... on Refused { why } } }"


@dataclass
class Asked:
    """A cycle about Ada that is open: Ben leads her, and three peers are asked, too."""

    served: Served
    ada: str
    ben: str
    peers: list[str]
    partner: str
    cycle: str = ""
    by: dict[str, Served] = field(default_factory=dict)

    def as_(self, person: str) -> Served:
        """The house, asked by somebody."""
        return self.by.setdefault(person, self.served.asked_by(person))

    def link(self, rater: str) -> str:
        """Where a rater is led who takes the request up."""
        house = self.as_(rater)
        headers = {**house.headers, "origin": house.url}
        answer = house.client.post("/feedback-requests", data={"cycle": self.cycle}, headers=headers)
        assert answer.status_code == 303, answer.text
        return answer.headers["location"]

    def read(self, path: str, person: str, status: int = 200) -> httpx.Response:
        """A page, as somebody is told it."""
        answer = self.served.client.get(path, headers={**self.as_(person).headers})
        assert answer.status_code == status, answer.text
        return answer

    def answer(self, rater: str, **typed: Any) -> httpx.Response:
        """What comes of a rater's answer."""
        return sent(self.as_(rater), FormRead(self.read(self.link(rater), rater).text), **typed)


@pytest.fixture
def asked(served: Served) -> Asked:
    def join(name: str, **more: Any) -> str:
        said = {"name": name, "unit": "Looms", "effectiveOn": "2020-01-01", **more}
        person: str = served.recorded("joinPerson", **said)["subject"]
        return person

    ben = join("Ben Weaver")
    ada = join("Ada Weaver", manager=ben)
    peers = [join(f"Peer {number}", manager=ben) for number in range(3)]
    partner = join("Pia Partner")
    ledger: Ledger = served.app.state.services.ledger
    on = ledger.today()
    until = on + timedelta(days=300)
    if not stewards_from(on, ledger.book()):
        name = NameSteward(PersonId(join("Stew")), until, effective_on=on)
        ledger.record(name, by=ledger.tokens.of_the_machine().id)
    steward = stewards_from(on, ledger.book())[0]
    ledger.record(GiveMandate(PersonId(partner), Mandate.TALENT_PARTNER, until, steward, effective_on=on), by=steward)
    cycle = Asked(served, ada, ben, peers, partner)
    plan = {"person": ada, "purpose": "DEVELOPMENT", "closesOn": str(on + timedelta(days=14)), "plannedBy": ada}
    cycle.cycle = cycle.as_(ada).recorded("planFeedbackCycle", competencies=["direction"], **plan)["subject"]
    assert cycle.as_(ada).ask(NOMINATE, cycle=cycle.cycle, raters=[ben, *peers])["nominateRaters"] == {}
    assert cycle.as_(ben).ask(OPEN, cycle=cycle.cycle)["openFeedbackCycle"] == {}
    return cycle


def test_whoever_is_asked_finds_it_and_is_told_before_answering_who_reads_what(asked: Asked) -> None:
    mine = asked.read("/feedback-requests", asked.peers[0]).text
    assert "How Ada Weaver leads, as one of their peers. It serves development alone." in text_of(mine)
    assert 'href="/feedback-requests" aria-current="page"' in mine
    assert "Nobody asks anything of you now" in asked.read("/feedback-requests", asked.partner).text
    before = text_of(asked.read(asked.link(asked.peers[0]), asked.peers[0]).text)
    assert "It serves development alone; that never changes." in before
    assert "only where at least 3 of them rate it; nobody is told which of it is yours" in before
    assert "talent partners where the person stands" in before
    assert "I have seen too little of this" in before
    boss = text_of(asked.read(asked.link(asked.ben), asked.ben).text)
    assert "Everybody who reads the result will know that what this group says is yours." in boss


def test_an_answer_is_kept_and_changed_and_what_is_refused_stands_beside_its_field(asked: Asked) -> None:
    peer = asked.peers[0]
    kept = asked.answer(peer, rating__0="4", words="Clear on Fridays.")
    assert kept.status_code == 303
    told = asked.read(kept.headers["location"], peer).text
    assert "Your answer is kept. You can change it until" in text_of(told)
    assert "Clear on Fridays." not in told, "whoever finds the link reads nothing of it"
    both = asked.answer(peer, rating__0="4", words="Kept", knowsTooLittle="true")
    assert both.status_code == 200
    assert 'aria-describedby="knowsTooLittle-hint knowsTooLittle-wrong"' in both.text
    assert FormRead(both.text).fields["words"] == ["Kept"]
    assert FormRead(both.text).fields["rating.0"] == ["4"]
    assert "ratings say nothing" in text_of(asked.answer(peer).text)
    assert asked.answer(peer, knowsTooLittle="true").status_code == 303, "that is an answer, too"
    assert asked.answer(peer, rating__0="9" * 5_000).status_code == 200, "refused, and no more than that"
    off = asked.answer(peer, rating__0="nine")
    assert "is no whole number" in text_of(off.text)


def test_the_secret_stands_nowhere_else(asked: Asked) -> None:
    link = asked.link(asked.peers[0])
    secret = link.rpartition("/")[2]
    page = asked.read(link, asked.peers[0])
    assert set(re.findall(rf'[^"]*{re.escape(secret)}', page.text)) == {link}, "in no address but its own form's"
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["referrer-policy"] == "no-referrer"
    assert 'autocomplete="off"' in page.text
    assert "data-draft" not in page.text, "what is said of others waits in no browser"
    asked.link(asked.peers[0])
    gone = asked.read(link, asked.peers[0], 404)
    assert "good for nothing here" in text_of(gone.text), "another taken up stands in its place"
    assert secret not in gone.text
    forged = {"origin": "https://evil.example", **asked.as_(asked.peers[0]).headers}
    taking = asked.served.client.post("/feedback-requests", data={"cycle": asked.cycle}, headers=forged)
    assert taking.status_code == 403
    none = asked.served.client.post(
        "/feedback-requests", data={"cycle": asked.cycle}, headers={**asked.as_(asked.partner).headers}
    )
    assert none.status_code == 400
    assert "asks nothing of" in text_of(none.text)


def test_the_result_is_told_with_its_thresholds_to_whom_it_belongs_once_it_is_released(asked: Asked) -> None:
    path = f"/feedback-cycles/{asked.cycle}"
    assert "Nothing is told before it is released" in asked.read(path, asked.partner).text
    for rater, value in zip((asked.ada, asked.ben, *asked.peers), "53244", strict=True):
        words = {} if rater == asked.ada else {"words": "Asks first."}
        assert asked.answer(rater, rating__0=value, **words).status_code == 303
    assert asked.as_(asked.ben).ask(CLOSE, cycle=asked.cycle)["closeFeedbackCycle"] == {}
    told = text_of(asked.read(path, asked.partner).text)
    assert "Peers 3 3 8" in told, "how many are asked, told from, and relied on from"
    assert "direction peers 3 3.33 +1.67 no, too few" in told
    assert "Asks first." in told
    for person in (asked.ben, asked.ada):
        untold = asked.read(path, person).text
        assert "nobody has gone through it with them yet" in untold
        assert "3.33" not in untold
    asked.read(path, asked.peers[0], 404)


def test_where_a_group_is_too_small_it_is_said_that_it_is_not_told(asked: Asked) -> None:
    for rater in (asked.ada, asked.ben, asked.peers[0]):
        assert asked.answer(rater, rating__0="4").status_code == 303
    for rater in asked.peers[1:]:
        assert asked.answer(rater, knowsTooLittle="true").status_code == 303
    assert asked.as_(asked.ben).ask(CLOSE, cycle=asked.cycle)["closeFeedbackCycle"] == {}
    told = text_of(asked.read(f"/feedback-cycles/{asked.cycle}", asked.partner).text)
    assert "direction peers not told: fewer rated it than the group’s number" in told


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_everybody_can_use_them(asked: Asked, look: Open, width: int, scheme: str) -> None:
    peer = asked.as_(asked.peers[0])
    page = look(peer, "/feedback-requests", width=width, scheme=scheme)
    assert is_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.get_by_role("button", name="Answer about Ada Weaver").click()
    assert is_accessible(page)
    page.get_by_role("button", name="Keep my answer").click()
    page.get_by_role("alert").wait_for()
    assert is_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    result = look(asked.as_(asked.ada), f"/feedback-cycles/{asked.cycle}", width=width, scheme=scheme)
    assert is_accessible(result)


def test_a_rater_answers_by_keyboard_without_javascript(asked: Asked, look: Open) -> None:
    page = look(asked.as_(asked.peers[0]), "/feedback-requests", width=390, javascript=False)
    page.get_by_role("button", name="Answer").press("Enter")
    page.get_by_label(re.compile(r"^\s*4, ")).press("Space")
    page.get_by_label("In your own words").press_sequentially("Listens")
    page.get_by_role("button", name="Keep my answer").press("Enter")
    assert page.get_by_role("status").inner_text().startswith("Your answer is kept")
