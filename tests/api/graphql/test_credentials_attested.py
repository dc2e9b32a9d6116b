"""What an organisation signs, others attest: nobody has it say what only they said, nor what was changed since."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.conftest import Served
from tests.api.graphql.conftest import Join
from tests.api.graphql.test_credentials import CORRECT, achievement_in, given, mentored, mine

SEEN = "It was seen through to its end. Somebody who saw it says so."
ON_RECORD = "It was seen through to its end: others put that on record."
OWN_WORD = "That it was seen through to its end is their own word."
GRAND = {
    "title": "Master of Business Administration. Managing Director ad interim",
    "assignmentKind": "ACTING_UP",
    "function": "Board of Directors",
    "startsOn": "2015-01-01",
}
MARKED = (
    "[Chief of staff](https://evil.example)",
    "See https://evil.example/x",
    "Dean of evil.example",
    "ｈｔｔｐｓ：／／evil",
    "ev\u200bil.exam\u200bple",
    "ask tom@evil.example",
    "mailto:tom",
    "<b>Chief</b>",
    "&lt;Chief&gt;",
    "**Chief**",
    "`Chief`",
    "# Chief",
    "_Chief_ of staff",
    "![seal](x)",
)


def seen_through(served: Served, by: str | None, person: str, assignment: str, **more: Any) -> str:
    """Somebody writes that it was; a system, where nobody is named. The entry that says so."""
    said = {"person": person, "assignment": assignment, "outcome": "The archive is tidy", "effectiveOn": "2024-06-28"}
    whoever = served.asked_by(by) if by else served
    entry: str = whoever.recorded("completeAssignment", **said, **more)["entries"][0]
    return entry


def corrected(served: Served, by: str, task: dict[str, Any], person: str, **more: Any) -> None:
    """Somebody corrects how an assignment began."""
    replacement = {"person": person, "assignment": task["assignment"], **task["said"], **more}
    said = {"entry": task["entry"], "replacement": {"giveAssignment": replacement}, "reason": "Said better"}
    told = served.asked_by(by).ask(CORRECT, input=said)["correctEntry"]
    assert told["__typename"] == "Recorded", told


def criteria(told: dict[str, Any]) -> str:
    return str(achievement_in(told)["criteria"]["narrative"])


def test_what_was_changed_after_somebody_saw_it_nobody_saw(served: Served, join: Join) -> None:
    """He gives it to himself, his manager honestly sees him through it, and then he makes another thing of it."""
    boss = join("Ada Okafor")
    tom = join("Tomasz Nowak", manager=boss)
    task = given(served.asked_by(tom), tom, title="Tidy the archive")
    seen_through(served, boss, tom, task["assignment"], seenBy=boss)
    [before] = mine(served, tom)
    assert (before["achievement"], criteria(before)) == ("An assignment", SEEN), "what it was are his words"
    assert (before["begunOn"], before["endedOn"]) == (None, "2024-06-28")
    corrected(served, tom, task, tom, **GRAND)
    [after] = mine(served, tom)
    assert (after["achievement"], criteria(after)) == ("An assignment", ON_RECORD)
    assert achievement_in(after)["description"] == "Work from which to learn."
    assert (after["begunOn"], after["endedOn"]) == (None, "2024-06-28")


def test_what_rests_on_ones_own_word_alone_is_not_attested(served: Served, join: Join) -> None:
    tom = join("Tomasz Nowak", effectiveOn="2001-01-01")
    task = given(served.asked_by(tom), tom, startsOn="2001-02-01", effectiveOn="2001-02-01")
    seen_through(served, tom, tom, task["assignment"])
    assert mine(served, tom) == []
    assert "The archive is tidy" in str(served.asked_by(tom).ask("{ myFile }")), "it stays in his file"


def test_it_counts_who_wrote_what_stands(served: Served, join: Join) -> None:
    """What others wrote nobody corrects of themselves; and whoever corrects an entry says all of it."""
    boss = join("Ada Okafor")
    tom = join("Tomasz Nowak", manager=boss)
    task = given(served.asked_by(boss), tom)
    end = seen_through(served, tom, tom, task["assignment"])
    [told] = mine(served, tom)
    assert (told["achievement"], criteria(told)) == ("Open the second site", OWN_WORD)
    refused = served.asked_by(tom).ask(
        CORRECT,
        input={
            "entry": task["entry"],
            "replacement": {"giveAssignment": {"person": tom, "assignment": task["assignment"], **task["said"]}},
            "reason": "x",
        },
    )
    assert refused["correctEntry"]["__typename"] == "Refused"
    replacement = {"person": tom, "assignment": task["assignment"], "outcome": "Done", "effectiveOn": "2024-06-30"}
    served.ask(
        CORRECT, input={"entry": end, "replacement": {"completeAssignment": replacement}, "reason": "The right day"}
    )
    [told] = mine(served, tom)
    assert (told["endedOn"], criteria(told), told["outcome"]) == ("2024-06-30", ON_RECORD, None)


def test_somebody_saw_it_where_others_say_so(served: Served, join: Join) -> None:
    boss = join("Ada Okafor")
    tom = join("Tomasz Nowak", manager=boss)
    tasks = [given(served.asked_by(boss), tom) for _ in range(3)]
    seen_through(served, boss, tom, tasks[0]["assignment"], seenBy=boss)
    seen_through(served, boss, tom, tasks[1]["assignment"])
    seen_through(served, None, tom, tasks[2]["assignment"], seenBy=boss)
    told = mine(served, tom)
    assert sorted(map(criteria, told)) == sorted((SEEN, ON_RECORD, SEEN))
    assert {achievement_in(one)["achievementType"] for one in told} == {"CertificateOfCompletion"}
    corrected(served, boss, tasks[0], tom, title="Open the third site")
    assert sorted(map(criteria, mine(served, tom))) == sorted((ON_RECORD, ON_RECORD, SEEN))


def test_a_mentorship_is_attested_by_the_other(served: Served, join: Join) -> None:
    boss = join("Ada Okafor")
    tom = join("Tomasz Nowak", manager=boss)
    pair = served.asked_by(boss).recorded(
        "agreeMentorship",
        mentor=boss,
        mentee=tom,
        goals="To lead",
        hoursPromised=12.0,
        cadenceDays=30,
        effectiveOn="2024-01-08",
    )["subject"]
    ended = {"mentorship": pair, "why": "GOALS_REACHED", "effectiveOn": "2024-11-29"}
    entry = served.asked_by(boss).recorded("endMentorship", **ended)["entries"][0]
    assert mine(served, boss) == [], "she alone says so"
    [his] = mine(served, tom)
    assert (his["begunOn"], his["endedOn"]) == ("2024-01-08", "2024-11-29")
    served.ask(CORRECT, input={"entry": entry, "replacement": {"endMentorship": {**ended, "effectiveOn": "2024-11-30"}},
                               "reason": "A day later"})  # fmt: skip
    [hers] = mine(served, boss)
    assert (hers["achievement"], hers["begunOn"], hers["endedOn"]) == (
        "Mentorship, as the mentor",
        None,
        "2024-11-30",
    )
    assert criteria(hers) == "It ended as its goals were reached: others put that on record."
    other = join("Ben Ito")
    mentored(served, boss, other)
    assert len(mine(served, other)) == 1


def test_a_mentorship_is_that_of_the_two_who_ended_it(served: Served, join: Join) -> None:
    boss, ben, cai = join("Ada Okafor"), join("Ben Ito"), join("Cai Berg")
    pair = mentored(served, boss, ben)
    said = {"goals": "To lead", "hoursPromised": 12.0, "cadenceDays": 30, "effectiveOn": "2024-01-08"}
    agreed = {"agreeMentorship": {"mentorship": pair, "mentor": boss, "mentee": cai, **said}}
    told = served.ask(CORRECT, input={"entry": f"{pair}@1", "replacement": agreed, "reason": "Who it was"})
    assert told["correctEntry"]["__typename"] == "Refused", "whom it is between is said for good"
    assert mine(served, cai) == []
    assert [len(mine(served, one)) for one in (ben, boss)] == [1, 1]


def test_days_before_they_were_here_are_not_told(served: Served, join: Join) -> None:
    tom = join("Tomasz Nowak")
    for starts_on, told in (("2015-01-01", None), ("2020-03-01", None), ("2020-03-02", "2020-03-02")):
        task = given(served, tom, startsOn=starts_on, effectiveOn="2024-01-15")
        seen_through(served, None, tom, task["assignment"])
        assert mine(served, tom)[-1]["begunOn"] == told


@pytest.mark.parametrize("text", MARKED)
def test_nothing_is_signed_that_a_program_makes_a_link_or_a_layout_of(served: Served, join: Join, text: str) -> None:
    tom = join("Tomasz Nowak")
    task = given(served, tom, title=text, function=text)
    served.asked_by(tom).recorded(
        "completeAssignment", person=tom, assignment=task["assignment"], outcome=text, effectiveOn="2024-06-28"
    )
    [told] = mine(served, tom)
    assert (told["achievement"], told["outcome"]) == ("An assignment", None)
    assert achievement_in(told)["description"] == (
        "Work from which to learn: project lead, one size too big on purpose."
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Lead R&D, phase 1.2 (pilot): 5 < 6 & up", None),
        ("Mitarbeiter*innen im Werk St. Gallen, z.B. Nr. 3", None),
        ("取締役会の準備。工場長代理", None),
        ("Open\tthe\n second  site", "Open the second site"),
        ("Open the \u202esecond\u202c site\u0007", "Open the second site"),
    ],
)
def test_plain_words_are_signed_as_they_are_read(served: Served, join: Join, text: str, told: str | None) -> None:
    tom = join("Tomasz Nowak")
    task = given(served, tom, title=text)
    seen_through(served, None, tom, task["assignment"])
    assert mine(served, tom)[0]["achievement"] == (told or text)
