"""What moved in a week of what is somebody's to see: their own file, their people, mentees, benches and cases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path
from typing import Any, Final, NamedTuple

from api.digest.asking_for import InTheirName
from api.digest.period import Period
from api.pages.changes_between import IN_WORDS
from api.pages.mentees.agreements import agreements
from api.pages.page import path_about
from api.pages.time_bar import TimesShown, end_of
from api.pages.two_moments import TwoMoments
from domain.kernel.ids import PersonId

HERE: Final = Path(__file__).parent
SUBJECTS: Final = (HERE / "subjects.graphql").read_text(encoding="utf-8")
MOVED: Final = (HERE / "moved.graphql").read_text(encoding="utf-8")
EMAIL: Final = "email"
"""The system outside whose identifiers are addresses of mail."""
ERASED: Final = "Somebody who was erased"
A_CASE: Final = "A promotion case"
"""What a mail calls every case: whose it is, stands in the ledger."""


class Subject(NamedTuple):
    """Somebody or something that is theirs to see."""

    why: str
    """Why it is: the heading under which it is told."""
    id: str
    called: str


class MovedSubject(NamedTuple):
    """How often something of one subject came to read otherwise, by what made the difference."""

    subject: Subject
    changes: Mapping[str, int]
    path: str
    """Where the two moments are compared."""


@dataclass(frozen=True)
class DigestTold:
    """What one person is told of a period."""

    person: PersonId
    name: str
    email: str | None
    """Their address, as far as the ledger knows one."""
    has_left: bool
    moved: tuple[MovedSubject, ...]


async def digest_of(asking: InTheirName, period: Period, zone: tzinfo) -> DigestTold | None:
    """What one person is told of a period; None for nobody. Raises NotAnswered."""
    mine = await asking.ask(SUBJECTS, me=asking.person)
    me = mine["me"]
    if me is None:
        return None
    has_left = me["leftOn"] is not None and not me["here"]
    asked = [await moved_of(asking, one, period, zone) for one in (() if has_left else subjects_of(mine))]
    email = next((one["identifier"] for one in me["identities"] or () if one["system"] == EMAIL), None)
    return DigestTold(asking.person, me["name"] or ERASED, email, has_left, tuple(filter(None, asked)))


def subjects_of(mine: Mapping[str, Any]) -> Iterator[Subject]:
    """All that is theirs to see, each once, under the first reason why."""
    seen: set[str] = set()
    for one in all_subjects(mine):
        if one.id not in seen:
            seen.add(one.id)
            yield one


def all_subjects(mine: Mapping[str, Any]) -> Iterator[Subject]:
    """The same, with whoever is both led and mentored twice."""
    me = mine["me"]
    yield Subject("Your own file", me["id"], me["name"] or ERASED)
    yield from (Subject("Who reports to you", one["id"], one["name"] or ERASED) for one in me["reports"])
    for agreed in agreements(me["mentoring"]["nodes"]):
        if agreed.part == "MENTOR" and not agreed.ended and agreed.other:
            yield Subject("Your mentees", agreed.other["id"], agreed.other["name"] or ERASED)
    yield from (Subject("Benches you answer for", one["id"], one["title"]) for one in mine["roles"]["nodes"])
    yield from (Subject("Promotion cases", one["id"], A_CASE) for one in mine["promotionCases"]["nodes"])


async def moved_of(asking: InTheirName, subject: Subject, period: Period, zone: tzinfo) -> MovedSubject | None:
    """What moved of one of them; None for nothing."""
    told = await asking.ask(MOVED, subject=subject.id, **moments_of(period, zone))
    counted = Counter(one["change"] for one in told["thenAndNow"]["changes"])
    changes = {name: counted[name] for name in IN_WORDS if counted[name]}
    return MovedSubject(subject, changes, address_of(period, path_about(subject.id) or "/")) if changes else None


def moments_of(period: Period, zone: tzinfo) -> Mapping[str, Any]:
    """The two moments as variables: what was known before it began, and when it ended."""
    known = {"then": period.before, "asOf": period.until}
    return {name: {"recordedAt": end_of(day, zone).isoformat()} for name, day in known.items()}


def address_of(period: Period, path: str) -> str:
    """Where the same is compared on a page."""
    then, now = (TimesShown(path, {}, known_on=day) for day in (period.before, period.until))
    return TwoMoments(then, now, is_said=True).address()
