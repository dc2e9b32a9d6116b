"""What an answer says, as a person reads it: people, roles and units by name with their pages, days in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from graphql import GraphQLEnumType

from api.graphql.schema import schema
from api.pages.differences import are_references
from api.pages.page import path_about
from api.pages.templates import day, headline, in_words, instant
from api.pages.templates import kind as entry_kind
from api.pages.wording import counted, message, said
from domain.catalogue import EVENTS

ID: Final = re.compile(r"([a-z]+)-[0-9a-f]{8}-[0-9a-f-]{27}")
DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
INSTANT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d.*")
TERMS: Final = frozenset(
    value
    for of in schema._schema.type_map.values()  # noqa: SLF001  strawberry keeps it under no public name
    if isinstance(of, GraphQLEnumType)
    for value in of.values
)
"""What the API calls one of a few things, and a page says in words."""
ERASED: Final = message("somebody who was erased")
NOTHING: Final = message("nothing")
CALLED: Final = ("name", "title")
WHAT: Final = ("criterion", "of", "group", "period", "about", "kind", "officeKind", "level", "effectiveOn", "reference")
"""What a row without a name is told by, where it has it."""
BESIDE: Final = ("effectiveOn", "since", "until", "readiness", "rank", "verdict", "phase", "choice", "appointmentKind")
"""What stands beside the name of a row that was added or is gone."""
PRECEDED: Final = frozenset(("since", "until", "rank"))
"""What of that says nothing without its name."""
UNTOLD: Final[Mapping[str, str]] = {"erased": message("erased"), "withheld": message("not told yet")}
"""What stands in the place of what an entry said."""
NODES: Final = "nodes"


class Named(NamedTuple):
    """A word or several, and the page that they lead to, if any."""

    text: str
    path: str = ""


class Words:
    """Names of whatever several answers tell of, and all that they say in words."""

    def __init__(self, *answers: Any) -> None:
        self._names = {subject: name for answer in answers for subject, name in names_in(answer)}

    def name(self, subject: str) -> Named:
        """What somebody or something is called, by id."""
        kind = subject.partition("-")[0]
        unknown = {"person": ERASED if subject in self._names else "somebody", "case": "a promotion case"}
        called = self._names.get(subject) or (said(unknown[kind]) if kind in unknown else in_words(kind))
        return Named(called, path_about(subject) or "")

    def row(self, row: Any) -> Named:
        """What a row of a list is about."""
        if not isinstance(row, Mapping):
            return self.value(row)[0]
        if subject := row.get("id"):
            return self.name(subject)
        fact = (row.get("entry") or row).get("fact")
        if isinstance(fact, Mapping) and fact.get("headline"):
            return Named(headline(fact["headline"]))
        named = [self.name(one["id"]) for one in row.values() if isinstance(one, Mapping) and one.get("id")]
        if named:
            return named[0]
        if (untold := next((text for name, text in UNTOLD.items() if row.get(name) is True), None)) is not None:
            return Named(said(untold))
        what = next((row[name] for name in (*CALLED, *WHAT) if isinstance(row.get(name), str | int)), None)
        return self._one(what) if what else Named(self._all_of(row))

    def value(self, value: Any) -> Sequence[Named]:
        """What a field says."""
        if isinstance(value, Mapping):
            if NODES in value:
                return self.value(value[NODES])
            beside = [self._beside(name, value[name]) for name in BESIDE if isinstance(value.get(name), str | int)]
            called = self.row(value)
            apart = [each for each in beside if each not in called.text]
            return [called, Named(f"({', '.join(apart)})")] if apart else [called]
        if isinstance(value, list):
            cited = value and are_references(value)
            return [cited_in_words(len(value))] if cited else self._several(value)
        return [self._one(value)]

    def _beside(self, name: str, value: str | int) -> str:
        """Something that stands beside a name."""
        told = self._one(value).text
        return f"{in_words(name)} {told}" if name in PRECEDED else told

    def _several(self, values: Iterable[Any]) -> Sequence[Named]:
        """What a list says."""
        told = [self.value(each) for each in values]
        apart = [[*each[:-1], each[-1]._replace(text=f"{each[-1].text},")] for each in told[:-1]]
        return [part for each in (*apart, *told[-1:]) for part in each] or [Named(said(NOTHING))]

    def _all_of(self, row: Mapping[str, Any]) -> str:
        """Everything that a row says plainly."""
        plain = ((in_words(name), value) for name, value in row.items() if isinstance(value, str | int | float))
        return ", ".join(f"{name} {self._one(value).text}" for name, value in plain) or said(NOTHING)

    def _one(self, value: Any) -> Named:
        if value is None or value == "":
            return Named(said(NOTHING))
        if isinstance(value, bool):
            return Named(said("yes") if value else said("no"))
        text = str(value)
        if ID.fullmatch(text):
            return self.name(text)
        form = next((told for form, told in ((INSTANT, instant), (DAY, day)) if form.fullmatch(text)), None)
        if are_references([text]):
            return Named(said("an entry"))
        if text in EVENTS:
            return Named(entry_kind(text))
        return Named(form(text) if form else in_words(text) if text in TERMS else text)


def cited_in_words(number: int) -> Named:
    """How many entries are cited."""
    return Named(counted("%(num)d entry", "%(num)d entries", number))


def names_in(answer: Any) -> Iterator[tuple[str, str | None]]:
    """Everybody and everything that an answer names, by id."""
    if isinstance(answer, Mapping):
        if isinstance(subject := answer.get("id"), str):
            yield from ((subject, answer[name]) for name in CALLED if name in answer)
            yield from ((subject, step) for step in steps_of(answer))
        for each in answer.values():
            yield from names_in(each)
    elif isinstance(answer, list):
        for each in answer:
            yield from names_in(each)


def steps_of(case: Mapping[str, Any]) -> Iterator[str]:
    """What a promotion case is called: whom it is for, and which step."""
    proposal = case.get("proposal")
    if isinstance(proposal, Mapping) and (candidate := proposal.get("candidate")):
        role = proposal.get("role")
        step = role["title"] if role else said("level %(level)s", level=proposal.get("toLevel"))
        yield f"{candidate.get('name') or said(ERASED)}: {step}"
