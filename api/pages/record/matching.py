"""Who and what may be meant by what was typed into a form, in words by which people tell them apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from api.pages.record.controls import Control, Kind
from api.pages.templates import day, headline, kind, words
from api.pages.wording import said
from domain.development.feedback import FeedbackRequested
from domain.development.practice import LessonNoted
from domain.growth.needs import DevelopmentNeedIdentified


class Match(NamedTuple):
    """Who or what may be meant."""

    id: str
    called: str
    words: str
    """What tells them from others of that name."""
    of: str = ""
    """Whom it is about, where it is not a person itself."""


class Sought(NamedTuple):
    """A name or an id that was typed, and what is found by it."""

    text: str = ""
    chosen: str = ""
    """The id of what is meant; empty as long as that is not known."""
    matches: Sequence[Match] = ()
    wrong: str = ""
    """What is to be done, where it is not."""
    beside: Sequence[Match] = ()
    """Who is named already, where several may be."""

    @property
    def named(self) -> Sequence[Match]:
        """Everybody who is meant, each once."""
        chosen = [one for one in self.matches if one.id == self.chosen]
        return [*{one.id: one for one in (*self.beside, *chosen)}.values()]


def named_by(wanted: Sequence[str], title: str) -> bool:
    """Whether a title has all words."""
    return all(word in title.casefold() for word in wanted)


def match_of(found: Mapping[str, Any]) -> Match:
    """Something that is found, in words."""
    place = (found.get("jobTitle"), found["inUnit"] and found["inUnit"]["name"])
    return Match(found["id"], found["called"] or "", ", ".join(filter(None, place)))


def case_match(found: Mapping[str, Any]) -> Match:
    """A promotion case that is found, in words: whose it is, and what they would become."""
    proposal = found["proposal"] or {"candidate": None, "role": None, "toLevel": None}
    candidate, role = proposal["candidate"] or {"id": "", "name": None}, proposal["role"]
    level = proposal["toLevel"]
    step = role["title"] if role else said("level %(level)s", level=level) if level else said("not told to you")
    return Match(found["id"], candidate["name"] or said("A promotion case"), step, candidate["id"])


def entry_match(found: Mapping[str, Any]) -> Match:
    """An entry that is found, in words: what it says, since when, and whom it is about."""
    fact = found["fact"] or {"headline": words(found["kind"]).capitalize(), "people": ()}
    people = (one["person"]["id"] for one in fact["people"] if one["person"])
    about = found["subject"] if found["subject"].startswith("person-") else next(people, "")
    written = said("%(day)s, entry %(position)s", day=day(found["effectiveOn"]), position=found["position"])
    return Match(found["reference"], headline(fact["headline"]), written, about)


MATCHES: Final[Mapping[str, Callable[[Mapping[str, Any]], Match]]] = {"case": case_match}
"""How what is found is put into words, where it is no person and no role."""


CALLED: Final[Mapping[Kind, tuple[str, str]]] = {
    Kind.ASSIGNMENT: ("assignment", "title"),
    Kind.PLAN: ("plan", "needs"),
    Kind.ACTION: ("action", "what"),
    Kind.NEED: ("need", "words"),
}
"""Of what is no subject of its own: the fields of the entry that begins it with its id, and with what it is called."""
OF_ONE_KIND: Final = {
    "identifiedNeeds": DevelopmentNeedIdentified.__name__,
    "lesson": LessonNoted.__name__,
    "requested": FeedbackRequested.__name__,
}
"""The kind of entries that can be named in a field, where it is one: the rules refuse all others."""


def options(control: Control, timeline: Sequence[Mapping[str, Any]]) -> Sequence[tuple[str, str]]:
    """What can be chosen in a control: of its own, or of somebody's timeline."""
    told = [(each, each["entry"]["fact"] or {}) for each in timeline]
    if control.kind in (Kind.ENTRY, Kind.ENTRIES):
        only = OF_ONE_KIND.get(control.name)
        return [(each["entry"]["reference"], dated(each)) for each in timeline if only in (None, each["kind"])]
    if control.kind in CALLED:
        own, called = CALLED[control.kind]
        return [(fact[own], fact[called] or fact[own]) for _, fact in told if fact.get(own)]
    if control.kind is Kind.MENTORSHIP:
        begun = [(each, fact) for each, fact in told if each["kind"] == "MentorshipAgreed"]
        return [(each["entry"]["subject"], dated(each)) for each, fact in begun]
    return [(value, said(text)) for value, text in control.choices]


def dated(told: Mapping[str, Any]) -> str:
    """Something of a timeline in one line, with its day."""
    fact = told["entry"]["fact"]
    return f"{day(told['effectiveOn'])}: {headline(fact['headline']) if fact else kind(told['kind'])}"
