"""What is due as events of a calendar. Calendars are shared: they say what sort of thing is due, and name nobody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from icalendar import Calendar, Event, vDuration

from api.pages.attention import PAGE as ATTENTION
from api.pages.attention.flag_lines import day_asked
from api.pages.page import Answer

SUMMARIES: Final[Mapping[str, str]] = {
    "FeedbackAsked": "Last day to give feedback",
    "MentoringSessionDue": "Mentoring session due",
    "MentorshipToEnd": "Mentoring agreement to be ended",
    "AssignmentOutcomeDue": "Assignment ends",
    "PlanReviewDue": "Development plan to be looked at again",
    "ActionDue": "Something you took on is due",
    "OwnPeriodRunning": "Last day to answer",
    "ReadinessExpiring": "Readiness to be judged anew",
    "SuccessionReviewDue": "Succession review",
}
"""What stands in a calendar, by the kind of flag: no name, no title, and not that somebody has a case. Nothing stands
there of whoever reports to them: each fetch would be a look at these."""
DETAILS: Final = "What it is stands in the ledger, for whoever may see it."
MAKER: Final = "-//Leadership Ledger//due//EN"
NAME: Final = "Leadership Ledger"
ASK_AGAIN: Final = timedelta(hours=12)
"""How often programs are asked to come: each time they are told of others, that is written down as a look."""


def calendar(answer: Answer, address: str) -> bytes:
    """Everything that is due for whoever asks, as iCalendar; `address` is that of the server."""
    made = Calendar()
    for name, value in (("prodid", MAKER), ("version", "2.0"), ("method", "PUBLISH"), ("x-wr-calname", NAME)):
        made.add(name, value)
    made.add("refresh-interval", ASK_AGAIN, parameters={"value": "DURATION"})
    made.add("x-published-ttl", vDuration(ASK_AGAIN))
    for event in events(answer, address):
        made.add_component(event)
    return bytes(made.to_ical())


def events(answer: Answer, address: str) -> Iterator[Event]:
    """Each of them as an event of a whole day."""
    person, on = answer["now"]["id"], day_asked(answer)
    for flag in answer["attention"]["nodes"]:
        if flag["due"]:
            about, due = f"{person} {flag['kind']} {flag['about']}", date.fromisoformat(flag["due"])
            yield event(about, SUMMARIES[flag["kind"]], due, on, address)


def event(about: str, summary: str, due: date, on: date, address: str) -> Event:
    """One event. It keeps its id as long as the same thing waits, and takes up nobody's time."""
    made = Event()
    made.add("uid", f"{uuid5(NAMESPACE_URL, about)}@leadership-ledger")
    made.add("dtstamp", datetime.combine(on, time(), UTC))
    made.add("dtstart", due)
    made.add("dtend", due + timedelta(days=1))
    made.add("summary", summary)
    made.add("description", DETAILS)
    made.add("url", f"{address}{ATTENTION.path}")
    made.add("class", "PRIVATE")
    made.add("transp", "TRANSPARENT")
    return made
