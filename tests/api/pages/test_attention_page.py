"""What needs whoever looks, and their people: each sort of it, to whom it is told, and in which order."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest

from api.graphql.flagged.flags_found import flag_kinds
from api.pages.attention.flag_lines import LINES, waiting_in
from api.pages.attention.waiting import Waiting
from domain.kernel.ids import PersonId, UnitId
from domain.offices.mandates import GiveMandate
from domain.offices.offices import Mandate
from domain.offices.stewards import NameSteward, stewards_from
from ledger import Ledger
from tests.api.conftest import Served
from tests.api.graphql.conftest import edition, join, unit
from tests.api.graphql.test_succession_bench import House, house, role
from tests.api.pages.conftest import Open, is_accessible, text_of
from tests.api.pages.decided_case import DecidedCase, decided_case
from tests.api.pages.forms import FormRead, sent
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
    met, asked = lines(served.asked_by(story["mentee"]), "/attention?effective=2024-05-01")
    assert asked.startswith("Say whether you want Bao Lin as your mentor Bao Lin 10 Jan 2024")
    assert met.startswith("Meet Bao Lin again: a mentoring session is overdue Bao Lin 1 Feb 2024 2 Mar 2024 60 days")


def test_each_line_leads_to_where_it_is_cleared(served: Served, story: dict[str, str]) -> None:
    boss = served.asked_by(story["boss"])
    links = [
        unescape(link) for link in re.findall(r'<td [^>]*class="text"><a href="([^"]+)"', page(boss, "/attention"))
    ]
    [form] = [link for link in links if link.startswith("/record/completeAssignment")]
    assert f"assignment={story['task']}" in form
    told = page(boss, form)
    assert "Lead the audit" in told, "the form is filled in"
    before = len(lines(boss))
    answer = sent(boss, FormRead(told), outcome="All were heard", effectiveOn="2023-07-01")
    assert answer.headers["location"].startswith("/attention?recorded="), "and leads back"
    assert len(lines(boss)) == before - 1


def test_mentoring_that_is_over_is_ended_on_its_last_day(served: Served) -> None:
    mentor, mentee = (
        served.recorded("joinPerson", name=name, unit="Tooling", effectiveOn="2020-01-01")["subject"]
        for name in ("Mei Lin", "Tom Abara")
    )
    agreed = {"mentor": mentor, "mentee": mentee, "goals": "Lead", "hoursPromised": 12, "cadenceDays": 30}
    days = {"endsOn": "2024-06-30", "effectiveOn": "2024-01-10"}
    pair = served.recorded("agreeMentorship", **agreed, **days)["subject"]
    theirs = served.asked_by(mentor)
    late = theirs.record("endMentorship", {"mentorship": pair, "why": "TIME_UP", "effectiveOn": "2024-07-01"})
    assert (late["rule"], "from 2024-01-10 to 2024-06-30" in late["why"]) == ("NoAgreementThatDay", True), late
    [form] = [unescape(link) for link in re.findall(r'href="(/record/endMentorship[^"]+)"', page(theirs, "/attention"))]
    read = FormRead(page(theirs, form))
    assert sent(theirs, read, why="TIME_UP").headers["location"].startswith("/attention?recorded=")
    again = theirs.record("endMentorship", {"mentorship": pair, "why": "TIME_UP", "effectiveOn": "2024-05-01"})
    assert "ended on 2024-06-30 already" in again["why"]


def test_it_tells_nobody_what_is_not_theirs(served: Served, story: dict[str, str]) -> None:
    stranger = served.recorded("joinPerson", name="Ben Abiodun", unit="Tooling")["subject"]
    told = page(served.asked_by(stranger), "/attention")
    assert "Nothing waits for you" in told
    assert "Lead the audit" not in told
    assert "No person asks here" in page(served, "/attention")


def charged(served: Served, name: str, mandate: Mandate, unit: str | None = None) -> Served:
    """The house as somebody asks who holds a mandate from today on, of a unit or of all."""
    ledger: Ledger = served.app.state.services.ledger
    on = ledger.today()
    until = on + timedelta(days=300)

    def joined(called: str) -> PersonId:
        return PersonId(served.recorded("joinPerson", name=called, unit="Tooling", effectiveOn="2020-01-01")["subject"])

    if not stewards_from(on, ledger.book()):
        ledger.record(NameSteward(joined("Stew"), until, effective_on=on), by=ledger.tokens.of_the_machine().id)
    steward, person = stewards_from(on, ledger.book())[0], joined(name)
    of = None if unit is None else UnitId(served.unit(unit))
    ledger.record(GiveMandate(person, mandate, until, steward, of, effective_on=on), by=steward)
    return served.asked_by(person)


def test_roles_are_told_to_whom_their_bench_is(house: House) -> None:
    house.role("Bare chair", critical=True, level="others")
    line = "Bare chair: nobody could come after within two years"
    assert any(
        told.startswith(line) for told in lines(charged(house.served, "Pia", Mandate.TALENT_PARTNER, house.unit))
    )
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
ME, ADA, STEWARD = ({"id": f"person-{name}", "name": name} for name in ("I", "Ada", "Stew"))
HEAD = {"id": "role-1", "title": "Head", "singlePointOfFailure": True}
NOTHING = dict.fromkeys(("whom", "role", "case", "since", "due", "until", "words", "level", "hoursHeld", "hoursOwed"))


def told(kind: str, **said: Any) -> Waiting:
    """The line of a flag, as whoever looks is told it."""
    flag = {**NOTHING, "kind": kind, "about": "about", "overdue": False, **said}
    [line] = waiting_in({"now": ME, "attention": {"nodes": [flag]}})
    return line


def test_every_kind_of_flag_has_a_line() -> None:
    assert LINES.keys() == flag_kinds().keys()


@pytest.mark.parametrize(
    ("kind", "said", "what", "path", "how_long"),
    [
        ("ReadinessExpiring", {"whom": ADA, "role": HEAD, "due": "2024-05-20"}, "Judge anew how ready Ada is for Head",
         "/record/assessReadiness", "in 19 days"),
        ("SuccessionReviewDue", {"role": HEAD, "about": "role-1", "due": "2024-05-03"},
         "Look again at the succession of Head", "/roles/role-1", "in 2 days"),
        ("RoleNotCovered", {"role": HEAD, "about": "role-1"}, "Head: only one person could come after within two years",
         "/roles/role-1", ""),
        ("RoleNotCovered", {"role": {**HEAD, "singlePointOfFailure": False}, "about": "role-1"},
         "Head: nobody could come after within two years", "/roles/role-1", ""),
        ("AppealUnanswered", {"whom": ADA, "case": "case-1", "due": "2024-05-02"}, "Answer the appeal of Ada",
         "/cases/case-1", "in 1 day"),
        ("OverrideReviewDue", {"whom": ADA, "case": "case-1", "words": "WORK_VALUES", "due": "2024-05-10"},
         "Look again whether it was right to set aside “work values” for Ada", "/cases/case-1", "in 9 days"),
        ("CandidatePeriodRunning", {"whom": ADA, "case": "case-1", "words": "APPEAL_WORKING_DAYS",
                                    "due": "2024-05-04"}, "Ada may appeal until then", "/cases/case-1", "in 3 days"),
        ("CandidatePeriodRunning", {"whom": ADA, "case": "case-1", "words": "COMMENT_WORKING_DAYS",
                                    "due": "2024-05-04"}, "Ada may comment on the file until then", "/cases/case-1",
         "in 3 days"),
        ("NoticeOwed", {"whom": ADA, "case": "case-1", "words": "COMMENT_WORKING_DAYS", "due": "2024-05-01"},
         "Tell Ada what is on the file", "/cases/case-1", "today"),
        ("OwnPeriodRunning", {"whom": ME, "case": "case-1", "words": "COMMENT_WORKING_DAYS", "due": "2024-05-04"},
         "Your file is open to you: you may still add to it or comment", "/my-case/case-1", "in 3 days"),
        ("OwnCaseOpen", {"whom": ME, "case": "case-1", "level": "others", "since": "2024-04-01"},
         "Your own promotion case to level others is open", "/my-case/case-1", "for 30 days"),
        ("FeedbackAsked", {"whom": ADA, "due": "2024-05-01"}, "Answer what you are asked about Ada",
         "/feedback-requests", "today"),
        ("StretchUnsupported", {"whom": ADA, "words": "Nights", "since": "2024-04-01"},
         "Name who stands by Ada in “Nights”", f"/people/{ADA['id']}", "for 30 days"),
        ("StretchUnsupported", {"whom": ME, "words": "Nights", "since": "2024-04-01"},
         "Nobody is named who stands by you in “Nights”", f"/people/{ME['id']}", "for 30 days"),
        ("DeferralDue", {"whom": ADA, "case": "case-1", "due": "2024-05-04"},
         "Look anew at the deferred decision on Ada", "/cases/case-1", "in 3 days"),
        ("MentorshipToEnd", {"whom": ADA, "due": "2024-04-01", "hoursHeld": 1.5, "hoursOwed": 9.98},
         "Say how your mentoring with Ada ended: 1.5 of 9.98 hours were kept", "/record/endMentorship",
         "30 days overdue"),
        ("ActionDue", {"whom": ME, "words": "Ask first", "due": "2024-05-04"}, "You took on: Ask first",
         "/record/completeAction", "in 3 days"),
        ("AccessTaken", {"whom": STEWARD, "words": "A complaint", "since": "2024-04-01", "until": "2024-04-10"},
         "A steward took access to your file, until 10 Apr 2024: “A complaint”", "/access", "for 30 days"),
    ],
)  # fmt: skip
def test_each_kind_says_what_clears_it(kind: str, said: dict[str, Any], what: str, path: str, how_long: str) -> None:
    line = told(kind, **said)
    assert (line.what, line.path, line.how_long(ON)) == (what, path, how_long)
    assert line.whom != ME, "whoever looks is not named"


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_everybody_can_use_it(served: Served, story: dict[str, str], look: Open, width: int, scheme: str) -> None:
    opened = look(served.asked_by(story["boss"]), "/attention", width=width, scheme=scheme)
    assert is_accessible(opened)
    assert opened.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
