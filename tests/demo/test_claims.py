"""Whatever the demo claims of somebody stands in its ledger: each claim is looked up in the entries of before."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from functools import reduce
from itertools import dropwhile, takewhile
from typing import Any, Final

from demo.claims import CLAIMS
from demo.words import read
from domain.kernel.dates import months_after
from ledger import Entry
from tests.demo.history import History, texts

BLANKS: Final = {
    "number": r"\d+",
    "year": r"\d{4}",
    "month": r"[A-Z][a-z]+ \d{4}",
    "title": r"[A-Z][\w ,’-]+?",
    "work": r"[^“”]+(?:“[^”]*”[^“”]*)*",
    "first": r"\d",
    "second": r"\d",
    "before": r"\d{4}",
    "last": r"\d{4}",
}
"""What each blank of a claim looks like when it is filled."""

Said = Mapping[str, str]
LooksUp = Callable[[History, str, date, Said, Entry[Any]], bool]


def patterns() -> Mapping[str, re.Pattern[str]]:
    """By kind of claim, all the words for it, with their blanks."""
    return {kind: re.compile("|".join(as_pattern(words, number) for number, words in enumerate(all_words(kind))))
            for kind in CLAIMS}  # fmt: skip


def all_words(kind: str) -> list[str]:
    return [words for manner in ("said", "aloud") for words in read("claims.toml")[kind][manner]]


def as_pattern(words: str, number: int) -> str:
    """A sentence of the words file as a pattern; its blanks are numbered, as one name stands in a pattern once."""
    parts = re.split(r"(\{\w+\})", words)
    filled = (blank(part[1:-1], number) if part.startswith("{") else re.escape(part) for part in parts)
    return r"(?<![^ ])" + "".join(filled)


def blank(name: str, number: int) -> str:
    return f"(?P<_{number}_{name}>{BLANKS[name]})"


def blanks_of(found: re.Match[str]) -> Said:
    return {name.rsplit("_", 1)[1]: text for name, text in found.groupdict().items() if text is not None}


# What must stand in the ledger


def reports(history: History, whom: str, on: date, said: Said, entry: Entry[Any]) -> bool:
    return history.reports_when_written(whom, entry) == int(said["number"])


def led_since(history: History, whom: str, on: date, said: Said, entry: Entry[Any]) -> bool:
    stood = reversed([*history.page(whom, on, "PersonJoined", "PersonMoved")])
    since = dropwhile(lambda placed: placed.job_title != said["title"], stood)  # they may have moved on that very day
    in_it = [*takewhile(lambda placed: placed.job_title == said["title"], since)]
    return bool(in_it) and in_it[-1].effective_on.year == int(said["year"])


def stood_in(history: History, whom: str, on: date, said: Said, entry: Entry[Any]) -> bool:
    appointed = [
        event
        for role, established in history.roles.items()
        if established.title == said["title"]
        for event in history.page(role, on, "AppointmentMade")
        if event.person == whom and event.appointment_kind == "acting_up"
    ]
    given = [
        event
        for event in history.page(whom, on, "AssignmentGiven")
        if event.assignment_kind == "acting_up" and said["title"] in event.title
    ]
    return any(f"{event.effective_on:%B %Y}" == said["month"] for event in (*appointed, *given))


def saw_through(history: History, whom: str, on: date, said: Said, entry: Entry[Any]) -> bool:
    called = {event.assignment: event.title for event in history.page(whom, on, "AssignmentGiven")}
    done = history.page(whom, on, "AssignmentCompleted")
    return any((called[e.assignment], f"{e.effective_on:%B %Y}") == (said["work"], said["month"]) for e in done)


def at_work_on(history: History, whom: str, on: date, said: Said, entry: Entry[Any]) -> bool:
    over = {event.assignment for event in history.page(whom, on, "AssignmentCompleted", "AssignmentCutShort")
            if event.effective_on < on}  # fmt: skip
    given = history.page(whom, on, "AssignmentGiven")
    return said["work"] in {event.title for event in given if event.assignment not in over}


def results(history: History, whom: str, on: date, said: Said, entry: Entry[Any]) -> bool:
    cycles = {
        event.cycle: rating.value
        for event in history.page(whom, on, "AssessmentRecorded")
        for rating in event.ratings
        if rating.of == "performance"
    }
    return (cycles.get(said["before"]), cycles.get(said["last"])) == (int(said["first"]), int(said["second"]))


def mentored(history: History, whom: str, on: date, said: Said, entry: Entry[Any]) -> bool:
    before = (one for one in history.of("MentorshipAgreed") if one.position < entry.position)
    agreed = [one for one in before if one.event.mentor == whom and one.event.effective_on <= on]
    return len(agreed) == int(said["number"])


def asked(history: History, whom: str, on: date, said: Said, entry: Entry[Any]) -> bool:
    since = months_after(on, -12)
    requested = [event for event in history.page(whom, on, "FeedbackRequested") if since < event.effective_on]
    return len(requested) >= int(said["number"])


def here_since(history: History, whom: str, on: date, said: Said, entry: Entry[Any]) -> bool:
    return any(event.effective_on.year == int(said["year"]) for event in history.page(whom, on, "PersonJoined"))


def voices(history: History, whom: str, on: date, said: Said, entry: Entry[Any]) -> bool:
    filed = {
        event.evidence
        for event in history.page(entry.stream, on, "EvidenceFiled")
        if event.evidence_kind == "potential"
    }
    spoke = {one.event.assessor for one in history.streams[whom] if one.at in filed}
    return len(spoke) == int(said["number"])


LOOKED_UP: Final[Mapping[str, LooksUp]] = {
    "reports": reports, "led_since": led_since, "stood_in": stood_in, "saw_through": saw_through,
    "at_work_on": at_work_on, "results": results, "mentored": mentored, "asked": asked, "here_since": here_since,
    "voices": voices,
}  # fmt: skip


def about_whom(history: History, entry: Entry[Any]) -> str:
    """Whom an entry speaks of; in a case that is its candidate."""
    candidate = getattr(entry.event, "candidate", None)
    if candidate is None and entry.stream.startswith("case-"):
        candidate = next(e.event.candidate for e in history.streams[entry.stream] if e.kind == "PromotionProposed")
    return str(candidate or entry.stream)


def test_every_kind_of_claim_is_looked_up() -> None:
    assert set(LOOKED_UP) == set(CLAIMS)


def test_whatever_is_claimed_of_somebody_stands_in_the_ledger(history: History) -> None:
    kinds, checked, untrue = patterns(), Counter[str](), []
    for entry in history.entries:
        if entry.kind in ("FeedbackGiven", "FeedbackRequested", "PracticeRecorded"):
            continue
        for _, text in texts(entry.event):
            for kind, pattern in kinds.items():
                for found in pattern.finditer(text):
                    checked[kind] += 1
                    whom, on = about_whom(history, entry), entry.event.effective_on
                    if not LOOKED_UP[kind](history, whom, on, blanks_of(found), entry):
                        untrue.append((kind, text, str(entry.at)))
    assert untrue == [], f"{len(untrue)} of {checked.total()}"
    assert set(checked) == set(CLAIMS)
    assert checked.total() > 1000


CLAIM_LIKE: Final = re.compile(
    r"\b(stood in|stands in|stand-in|acted up|has led|led .* (year|month|week)s?|for (a|one|two|three) (year|month)s?|"
    r"rotation|in all but name|through leaders|twice|since (spring|summer|autumn|winter))\b",
    re.IGNORECASE,
)
"""Words with which one claims something that somebody did for a time, or stood for."""

JUDGED: Final = ("ReadinessAssessed.rationale", "SuccessorNominated.why", "PromotionProposed.grounds",
                 "PromotionApproved.rationale", "PromotionDeclined.rationale", "ImpactOfLossAssessed.why")  # fmt: skip

OF_STORIES: Final[Mapping[str, Callable[[History, str, date], bool]]] = {
    "Stands in for Logistics": lambda history, whom, on: acted_up(history, whom, on) == 1,
    "She has stood in twice": lambda history, whom, on: acted_up(history, whom, on) == 2,
    "After some weeks at the controller’s desk": lambda history, whom, on: acted_up(history, whom, on) == 1,
    "Ready for more than a year": lambda history, whom, on: any(
        event.candidate == whom and event.readiness == "now" and event.effective_on < months_after(on, -12)
        for role in history.roles
        for event in history.page(role, on, "ReadinessAssessed")
    ),
    "I have led Final assembly through two hard winters": lambda history, whom, on: any(
        placed.level == "others" and placed.effective_on < months_after(on, -24)
        for placed in history.page(whom, on, "PersonMoved")
    ),
}
"""What stories claim in words of their own, and what must stand behind it."""


def acted_up(history: History, whom: str, on: date) -> int:
    """How often somebody has been appointed to act up."""
    made = (event for role in history.roles for event in history.page(role, on, "AppointmentMade"))
    return sum(event.person == whom and event.appointment_kind == "acting_up" for event in made)


def test_nothing_else_sounds_like_a_claim(history: History) -> None:
    kinds = patterns()
    loose = []
    for entry in history.entries:
        for kind, whole in texts(entry.event):
            if kind not in JUDGED:
                continue
            text = reduce(lambda said, pattern: pattern.sub("", said), kinds.values(), whole)
            whom, on = about_whom(history, entry), entry.event.effective_on
            known = [stands for words, stands in OF_STORIES.items() if words in text]
            assert all(stands(history, whom, on) for stands in known), text
            if CLAIM_LIKE.search(text) and not known:
                loose.append(text)
    assert loose == []


def test_what_is_said_of_stories_is_said(history: History) -> None:
    everything = " ".join(text for entry in history.entries for _, text in texts(entry.event))
    assert [words for words in OF_STORIES if words not in everything] == []
