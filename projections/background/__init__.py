"""What people bring along, and who brings what is looked for: has led a turnaround, speaks Portuguese, would move."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from domain.background.background import ExperienceKind, Proficiency
from domain.background.qualifications import QualificationKind
from projections.background.background_tables import BACKGROUND, EXPERIENCE, LANGUAGE, QUALIFICATION
from projections.engine.reading import Reading
from projections.engine.visibility import latest_of, visible

__all__ = ["BACKGROUND", "Background", "Brought", "Sought", "backgrounds", "who_brings"]


@dataclass(frozen=True, slots=True)
class Brought:
    """One thing that somebody brings along, as an entry says it."""

    person: str
    since: date
    """The day from which it is so."""
    until: date | None
    """The last day of it; None where it goes on, or nobody has said."""
    confirmed_by: str | None
    """Who vouched for it; None for nobody."""
    position: int
    """Of the entry that says it."""
    experience: ExperienceKind | None = None
    """What they have been through."""
    language: str | None = None
    """The language that they speak, by its code in ISO 639."""
    proficiency: Proficiency | None = None
    """How well they speak it."""
    qualification_kind: QualificationKind | None = None
    """What sort of qualification it is; what it is called stands in the entry."""

    @property
    def confirmed(self) -> bool:
        """Whether somebody else has vouched for it."""
        return self.confirmed_by is not None


@dataclass(frozen=True, slots=True)
class Background:
    """What somebody brings along on a day."""

    experiences: tuple[Brought, ...] = ()
    """What they have been through, the latest first."""
    languages: tuple[Brought, ...] = ()
    """The languages that they speak, each as was recorded of it last; the best spoken first."""
    qualifications: tuple[Brought, ...] = ()
    """What they are qualified for on the day, the latest first; what has run out is left out."""
    would_move: bool | None = None
    """Whether they would move, by their own word; None where they have given none."""


@dataclass(frozen=True)
class Sought:
    """What is looked for in people: all of it, in each of them."""

    experiences: tuple[ExperienceKind, ...] = ()
    languages: Mapping[str, Proficiency] = field(default_factory=dict)
    """Languages, and how well each is to be spoken at least."""
    would_move: bool | None = None
    confirmed: bool = False
    """Whether only what somebody else has vouched for counts."""

    def is_in(self, background: Background) -> bool:
        """Whether somebody brings all of it."""
        counted = [
            one for one in (*background.experiences, *background.languages) if one.confirmed or not self.confirmed
        ]
        been_through = {one.experience for one in counted}
        spoken = {one.language: one.proficiency for one in counted if one.proficiency}
        return (
            been_through.issuperset(self.experiences)
            and all(code in spoken and spoken[code].rank >= least.rank for code, least in self.languages.items())
            and self.would_move in (None, bool(background.would_move))
        )


SEEN = """
    SELECT seen.what, seen.proficiency FROM read_models.background seen
    WHERE seen.origin = fact.origin AND seen.position < vouched.origin ORDER BY seen.position DESC LIMIT 1"""
"""What the entry said when it was vouched for."""
CONFIRMED = f"""
    SELECT confirmed_by FROM read_models.background_confirmed vouched
    JOIN read_models.background cited ON cited.reference = vouched.reference AND cited.person = vouched.person
    WHERE vouched.person = fact.person AND cited.origin = fact.origin AND {visible("vouched")}
      AND (fact.position < vouched.origin OR (fact.sort <> '{QUALIFICATION}' AND EXISTS (
           SELECT FROM ({SEEN}) was
           WHERE was.what = fact.what AND was.proficiency IS NOT DISTINCT FROM fact.proficiency)))
    ORDER BY vouched.effective_on, vouched.origin LIMIT 1"""
"""Who vouched first for what the entry says: a correction that says something else has to be vouched for anew.

What a qualification is called is sealed, so that of a corrected one nothing is left that anybody has vouched for.
"""
ASKED = f"""
    SELECT fact.person, fact.sort, fact.what, fact.proficiency, fact.effective_on, fact.until, fact.position,
           ({CONFIRMED}) FROM read_models.background fact
    WHERE fact.person = ANY (%(people)s) AND {visible("fact")}
    ORDER BY fact.effective_on DESC, fact.origin DESC"""
WISHES = f"""
    SELECT asked.person, wish.mobile FROM unnest(%(people)s::text[]) AS asked (person)
    JOIN LATERAL ({latest_of("would_move", "fact.person = asked.person")}) wish ON true"""
BRINGING = f"""
    SELECT DISTINCT person FROM read_models.background fact
    WHERE {visible("fact")} AND person = ANY (%(people)s)
      AND (sort = '{EXPERIENCE}' AND what = ANY (%(experiences)s)
           OR sort = '{LANGUAGE}' AND what = ANY (%(languages)s))"""
"""Whoever brings something of what is sought: few, of whom the rest is looked up."""


async def backgrounds(reading: Reading, people: Sequence[str]) -> Mapping[str, Background]:
    """What each of these people brings along, as far as whoever asks is told of them; in two statements."""
    asked = {"people": list(dict.fromkeys(people))}
    rows = await reading.rows(ASKED, asked, about=people) if people else []
    moves = dict(await reading.rows(WISHES, asked, about=people)) if people else {}
    told: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for row in rows:
        told[row[0]].append(row)
    return {person: background_of(told[person], moves.get(person), reading.on) for person in asked["people"]}


def background_of(rows: Sequence[tuple[Any, ...]], would_move: bool | None, on: date) -> Background:
    """One person's, of rows with the latest first."""
    by_sort: dict[str, list[Brought]] = defaultdict(list)
    for row in rows:
        by_sort[row[1]].append(brought(row))
    languages: dict[str | None, Brought] = {}
    for one in by_sort[LANGUAGE]:
        languages.setdefault(one.language, one)
    spoken = sorted(languages.values(), key=lambda one: (-(one.proficiency or Proficiency.A1).rank, one.language))
    holds = (one for one in by_sort[QUALIFICATION] if one.until is None or on <= one.until)
    return Background(tuple(by_sort[EXPERIENCE]), tuple(spoken), tuple(holds), would_move)


def brought(row: Sequence[Any]) -> Brought:
    """A row as what it says."""
    person, sort, what, proficiency, since, until, position, confirmed_by = row
    return Brought(
        person,
        since,
        until,
        confirmed_by,
        position,
        ExperienceKind(what) if sort == EXPERIENCE else None,
        what if sort == LANGUAGE else None,
        Proficiency(proficiency) if sort == LANGUAGE else None,
        QualificationKind(what) if sort == QUALIFICATION else None,
    )


async def who_brings(reading: Reading, sought: Sought, *, among: Sequence[str]) -> Mapping[str, Background]:
    """Whoever brings all that is sought, `among` some people, as far as whoever asks is told of them."""
    given = {
        "people": [*among],
        "experiences": [*sought.experiences],
        "languages": [*sought.languages],
    }
    found = [person for (person,) in await reading.rows(BRINGING, given, about=among)]
    told = await backgrounds(reading, found)
    return {person: background for person, background in sorted(told.items()) if sought.is_in(background)}
