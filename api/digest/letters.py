"""A digest as a mail: counts, names that all here may read, and links."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Final
from urllib.parse import urlsplit

from api.digest.period import Period
from api.digest.what_moved import DigestTold, MovedSubject
from api.pages.changes_between import IN_WORDS
from api.pages.templates import day

ENDING: Final = """What it was stands in the ledger alone: sign in to read it. That you were told
this is written down there, as a look of yours."""


def letter(told: DigestTold, to: str, period: Period, home: str, sender: str, now: datetime) -> EmailMessage:
    """The mail to one person. Under the same Message-ID for the same days, however often it is made."""
    message = EmailMessage()
    message["From"], message["To"] = sender, to
    message["Subject"] = f"Leadership Ledger: {period_in_words(period)}"
    message["Date"] = format_datetime(now)
    message["Message-ID"] = message_id(told, period, home)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content("\n".join(lines_of(told, period, home)))
    return message


def message_id(told: DigestTold, period: Period, home: str) -> str:
    """By what a digest is known: whom it is for, and which days it tells of."""
    return f"<digest.{period.since}.{period.until}.{told.person}@{urlsplit(home).hostname}>"


def period_in_words(period: Period) -> str:
    """The days that it tells of."""
    return f"{day(period.since)} to {day(period.until)}"


def lines_of(told: DigestTold, period: Period, home: str) -> Iterator[str]:
    """What it says, line by line."""
    yield f"{told.name},"
    yield f"\nfrom {period_in_words(period)}, of what is yours to see:"
    why = ""
    for one in told.moved:
        if one.subject.why != why:
            why = one.subject.why
            yield f"\n{why}"
        yield f"- {one.subject.called}: {counts(one)}\n  {home}{one.path}"
    yield f"\n{ENDING}\n"


def counts(one: MovedSubject) -> str:
    """How often what happened."""
    return ", ".join(f"{number} {IN_WORDS[name][0].lower()}" for name, number in one.changes.items())
