"""What needs whoever looks, and their people: each sort of it, to whom it is told, and in which order."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest

from api.pages.attention import WAITING, of_others, own, pressing
from api.pages.attention.waiting import Waiting
from domain.kernel.ids import PersonId
from domain.offices.mandates import GiveMandate
from domain.offices.offices import Mandate
from domain.offices.stewards import NameSteward, stewards_from
from ledger import Ledger
from tests.api.conftest import Served
from tests.api.graphql.conftest import edition, join, unit
from tests.api.graphql.test_succession_bench import House, house, role
from tests.api.pages.conftest import Open, is_accessible, text_of
from tests.api.pages.decided_case import DecidedCase, decided_case
from tests.api.pages.reading import page, rows_of

__all__ = ["edition", "house", "join", "role", "unit"]


@pytest.fixture(scope="module")
def story(served: Served) -> dict[str, str]:
    """Somebody who leads a person with a task that is over, and whose mentoring should have ended, or gone on."""
    placed = {"unit": "Tooling", "effectiveOn": "2020-01-01"}
    boss = served.recorded("joinPerson", name="Bao Lin", **placed)["subject"]
    ada = served.recorded("joinPerson", name="Ada Okafor", manager=boss, **placed)["subject"]
    mentee = served.recorded("joinPerson", name="Ned Oyelaran", **placed)["subject"]
    task = {"assignmentKind": "PROJECT_LEAD", "stretch": True, "objectives": ["Lead six people"], "supportedBy": boss}
    days = {"startsOn": "2023-01-09", "effectiveOn": "2023-01-02", "endsOn": "2023-06-30"}
    made = [
        served.recorded("giveAssignment", person=ada, title=title, **task, **days)["made"][0]
        for title in ("Lead the audit", "Done in time")
    ]
    served.recorded(
        "completeAssignment", person=ada, assignment=made[1], outcome="It stands", seenBy=boss, effectiveOn="2023-06-01"
    )
    agreed = {"hoursPromised": 12, "cadenceDays": 30, "effectiveOn": "2024-01-10", "mentor": boss, "mentee": mentee}
    over = served.recorded("agreeMentorship", goals="Lead a team", endsOn="2024-06-30", **agreed)["subject"]
    session = {"hours": 1.5, "menteeLearned": "To listen", "effectiveOn": "2024-02-01"}
    served.recorded("holdMentoringSession", mentorship=over, **session)
    return {"boss": boss, "ada": ada, "mentee": mentee, "task": made[0], "mentorship": over}


def lines(served: Served, path: str = "/attention") -> list[str]:
    """The rows of the page, each as it is read."""
    return [text_of(row) for row in rows_of(page(served, path))[1:]]


def test_it_says_what_whom_since_when_and_how_long(served: Served, story: dict[str, str]) -> None:
    on = "effective=2024-07-10"
    task, ended = lines(served.asked_by(story["boss"]), f"/attention?{on}")
    assert task == "Say how “Lead the audit” came out Ada Okafor 2 Jan 2023 30 Jun 2023 376 days overdue"
    how = "Say how your mentoring with Ned Oyelaran ended: 1.5 of 12 hours were kept"
    assert ended == f"{how} Ned Oyelaran 10 Jan 2024 30 Jun 2024 10 days overdue"
    [met] = lines(served.asked_by(story["mentee"]), "/attention?effective=2024-05-01")
    assert met.startswith("Meet Bao Lin again: a mentoring session is overdue Bao Lin 1 Feb 2024 2 Mar 2024 60 days")


def test_each_line_leads_to_where_it_is_cleared(served: Served, story: dict[str, str]) -> None:
    boss = served.asked_by(story["boss"])
    links = [
        unescape(link) for link in re.findall(r'<td [^>]*class="text"><a href="([^"]+)"', page(boss, "/attention"))
    ]
    [form] = [link for link in links if link.startswith("/record/completeAssignment")]
    assert f"assignment={story['task']}" in form
    assert "Lead the audit" in page(boss, form), "the form is filled in"
    before = len(lines(boss))
    said = {"person": story["ada"], "assignment": story["task"], "seenBy": story["boss"]}
    served.recorded("completeAssignment", outcome="All were heard", effectiveOn="2023-07-01", **said)
    assert len(lines(boss)) == before - 1


def test_it_tells_nobody_what_is_not_theirs(served: Served, story: dict[str, str]) -> None:
    stranger = served.recorded("joinPerson", name="Ben Abiodun", unit="Tooling")["subject"]
    told = page(served.asked_by(stranger), "/attention")
    assert "Nothing waits for you" in told
    assert "Lead the audit" not in told
    assert "No person asks here" in page(served, "/attention")


def charged(served: Served, name: str, mandate: Mandate) -> Served:
    """The house as somebody asks who holds a mandate from today on."""
    ledger: Ledger = served.app.state.services.ledger
    on = ledger.today()
    until = on + timedelta(days=300)

    def joined(called: str) -> PersonId:
        return PersonId(served.recorded("joinPerson", name=called, unit="Tooling", effectiveOn="2020-01-01")["subject"])

    if not stewards_from(on, ledger.book()):
        ledger.record(NameSteward(joined("Stew"), until, effective_on=on), by=ledger.tokens.of_the_machine().id)
    steward, person = stewards_from(on, ledger.book())[0], joined(name)
    ledger.record(GiveMandate(person, mandate, until, steward, effective_on=on), by=steward)
    return served.asked_by(person)


def test_roles_are_told_to_whom_their_bench_is(house: House) -> None:
    house.role("Bare chair", critical=True, level="others")
    line = "Bare chair: nobody could come after within two years"
    assert any(told.startswith(line) for told in lines(charged(house.served, "Pia", Mandate.TALENT_PARTNER)))
    assert line not in text_of(page(house.served.asked_by(house.peer), "/attention"))


def test_what_is_asked_to_be_mended_waits_for_an_answer(served: Served, story: dict[str, str]) -> None:
    ada = served.asked_by(story["ada"])
    ada.recorded("requestRectification", person=story["ada"], entry=f"{story['ada']}@1", words="Not so",
                 effectiveOn="2024-01-10")  # fmt: skip
    [line] = [line for line in lines(ada) if "mended" in line]
    assert line.startswith("You are to be answered what you asked to have mended 10 Jan 2024 10 Feb 2024")


@pytest.fixture(scope="module")
def case(served: Served, editions: str) -> DecidedCase:
    """A case that was declined, and of which its candidate was not told yet."""
    return decided_case(served, editions)


@pytest.mark.usefixtures("case")
def test_what_is_owed_in_cases_is_told_to_who_may_see_it(served: Served) -> None:
    told = lines(charged(served, "Audrey", Mandate.AUDITOR))
    assert any(line.startswith("Tell Ada Okafor what was decided Ada Okafor 6 May 2024 6 May 2024") for line in told)
    stranger = served.recorded("joinPerson", name="Ben Abiodun", unit="Tooling")["subject"]
    assert lines(served.asked_by(stranger)) == []


ON = date(2024, 5, 1)
PERSON = {"id": "person-2", "name": "Ada"}
SUCCESSOR = {"expiresOn": "2024-05-20", "assessedOn": "2023-05-20", "employed": True, "holdsIt": False}
ROLE = {"id": "role-1", "title": "Head", "critical": True, "covered": True, "singlePointOfFailure": True,
        "reviewOn": "2024-05-03", "owner": {"id": "person-1"},
        "successors": [{**SUCCESSOR, "person": PERSON}]}  # fmt: skip
CASE = {
    "id": "case-1",
    "proposal": {"candidate": PERSON},
    "appeal": {"lodgedOn": "2024-04-02", "dueOn": "2024-05-02", "dismissed": False},
    "awaitedReviews": [{"criterion": "WORK_VALUES", "dueOn": "2024-05-10"}],
    "notices": [{"period": "APPEAL_WORKING_DAYS", "toldOn": "2024-04-20", "until": "2024-05-04"}],
}
STEWARD = {"id": "person-3", "name": "Stew"}
TAKEN = {"since": "2024-04-01", "until": "2024-04-10", "reason": "A complaint",
         "entry": {"reference": "person-1@9", "fact": {"takenBy": STEWARD}}}  # fmt: skip
ANSWER: dict[str, Any] = {
    "now": {"id": "person-1", "asOf": {"effectiveOn": ON.isoformat()}, "accessTaken": [TAKEN], "reports": []},
    "successionBench": {"roles": [ROLE, {**ROLE, "covered": None, "successors": None, "reviewOn": None}]},
    "promotionCases": {"nodes": [CASE]},
}


def told(sort: Any, **changed: Any) -> list[Waiting]:
    """What a sort finds pressing."""
    return pressing({**ANSWER, **changed}, [sort])


@pytest.mark.parametrize(
    ("sort", "what", "due", "how_long"),
    [
        (of_others.readiness, "Judge anew how ready Ada is for Head", "2024-05-20", "in 19 days"),
        (of_others.reviews, "Look again at the succession of Head", "2024-05-03", "in 2 days"),
        (of_others.not_covered, "Head: only one person could come after within two years", None, ""),
        (of_others.appeals, "Answer the appeal of Ada", "2024-05-02", "in 1 day"),
        (of_others.overrides, "Look again whether it was right to set aside “work values” for Ada", "2024-05-10",
         "in 9 days"),
        (of_others.periods, "Ada may appeal until then", "2024-05-04", "in 3 days"),
        (own.access_taken, "A steward took access to your file, until 10 Apr 2024: “A complaint”", None, "for 30 days"),
    ],
)  # fmt: skip
def test_each_sort_says_what_clears_it(sort: Any, what: str, due: str | None, how_long: str) -> None:
    [one] = told(sort)
    assert (one.what, one.due and one.due.isoformat(), one.how_long(ON)) == (what, due, how_long)


def test_what_does_not_press_is_not_told() -> None:
    later = {**ROLE, "reviewOn": "2024-06-30", "successors": [{**SUCCESSOR, "person": PERSON, "holdsIt": True}]}
    roles = {"successionBench": {"roles": [{**later, "critical": False}]}}
    for sort in (of_others.readiness, of_others.reviews, of_others.not_covered):
        assert not told(sort, **roles)
    dismissed = {**CASE, "appeal": {**CASE["appeal"], "dismissed": True}}  # type: ignore[dict-item]
    assert not told(of_others.appeals, promotionCases={"nodes": [dismissed]})
    own_case = {**CASE, "proposal": {"candidate": {"id": "person-1", "name": "I"}}}
    assert not told(of_others.appeals, promotionCases={"nodes": [own_case]}), "nobody answers their own appeal"
    long_ago = {**TAKEN, "until": "2024-03-01"}
    assert not told(own.access_taken, now={**ANSWER["now"], "accessTaken": [long_ago]})


def test_the_most_pressing_comes_first() -> None:
    sorts = [sort for sort in WAITING if sort.__module__.endswith("of_others") and sort is not of_others.notices_owed]
    days = [one.due for one in pressing(ANSWER, sorts)]
    assert len(days) == 6
    assert days == [*sorted(filter(None, days)), None]


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_everybody_can_use_it(served: Served, story: dict[str, str], look: Open, width: int, scheme: str) -> None:
    opened = look(served.asked_by(story["boss"]), "/attention", width=width, scheme=scheme)
    assert is_accessible(opened)
    assert opened.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
