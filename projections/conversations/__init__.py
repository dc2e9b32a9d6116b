"""The rhythm of conversations between people and whoever leads them: that two talked, and when; never what was said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from domain.development.conversations import ConversationHeld, ConversationKind
from domain.development.rhythm import ConversationFigures, ConversationRhythm, LedPerson, figures_of, rhythm_of
from domain.kernel.facts import ORGANISATION
from domain.people.leave import Leave
from projections.engine.read_model import ReadModel, Row, Table
from projections.engine.reading import Reading
from projections.engine.sealed_entry import SealedEntry
from projections.engine.seeing import STAYS_TALKED_OF, TALKS_COUNTED
from projections.engine.visibility import latest, visible
from projections.engine.walls import Wall
from projections.leaves import leaves_begun
from projections.staff import members

__all__ = [
    "CONVERSATIONS",
    "ConversationFigures",
    "Conversations",
    "conversation_figures",
    "conversations",
    "stay_conversations",
]


def held(entry: SealedEntry[ConversationHeld]) -> tuple[Row, ...]:
    """Whoever of the two told of it."""
    event = entry.event
    return ((entry.stream, event.with_whom, event.conversation_kind),)


HELD: Final = Table(
    "conversations",
    {"person": "text NOT NULL", "with_whom": "text NOT NULL", "conversation_kind": "text NOT NULL"},
    {ConversationHeld: held},
    walls=(Wall("between_two", ("person", "with_whom")),),
    indexes=("person, with_whom", "with_whom, person"),
)
CONVERSATIONS: Final = ReadModel("conversations", (HELD,))

LED_BY: Final = f"""
    SELECT person, manager FROM ({latest("placements", "person", where="fact.person = ANY (%(people)s)")}) placed
    WHERE manager IS NOT NULL"""
OF_TWO: Final = f"""
    SELECT led.person, talk.conversation_kind, talk.effective_on
    FROM unnest(%(people)s::text[], %(leaders)s::text[]) AS led (person, leader)
    JOIN read_models.conversations talk
      ON (talk.person, talk.with_whom) IN ((led.person, led.leader), (led.leader, led.person))
    WHERE {visible("talk")}"""
TALKED: Final = f"""
    SELECT led.person, talked.last_on
    FROM ({latest("placements", "person", where="fact.person = ANY (%(people)s)")}) led
    LEFT JOIN (
        SELECT least(person, with_whom) AS one, greatest(person, with_whom) AS other, max(effective_on) AS last_on
        FROM read_models.conversations talk WHERE conversation_kind = %(kind)s AND {visible("talk")} GROUP BY 1, 2
    ) talked ON talked.one = least(led.person, led.manager) AND talked.other = greatest(led.person, led.manager)
    WHERE led.manager IS NOT NULL"""
"""Those of some people who are led on the day, and their last one-to-one with whoever leads them."""


STAYS_TALKED: Final = f"""
    SELECT asked.person, talk.effective_on FROM unnest(%(people)s::text[]) AS asked (person)
    JOIN read_models.conversations talk ON asked.person IN (talk.person, talk.with_whom)
    WHERE talk.conversation_kind = %(kind)s AND {visible("talk")}"""


@dataclass(frozen=True)
class Conversations:
    """When somebody talked with whoever leads them on the day, and how often."""

    leader: str
    kinds: tuple[ConversationRhythm, ...]
    """The rhythm of each kind of conversation."""
    away: tuple[Leave, ...]
    """When they were on leave."""

    @property
    def one_to_one_on(self) -> date | None:
        """The day of their last one-to-one."""
        return next(one.last_on for one in self.kinds if one.conversation_kind is ConversationKind.ONE_TO_ONE)


async def conversations(reading: Reading, people: Sequence[str]) -> Mapping[str, Conversations]:
    """The rhythm of each of these people with whoever leads them; nothing of whoever is led by nobody."""
    leaders = dict(await reading.rows(LED_BY, {"people": list(people)}))
    asked = {"people": [*leaders], "leaders": [*leaders.values()]}
    days: dict[str, dict[ConversationKind, set[date]]] = {person: {} for person in leaders}
    for person, kind, day in await reading.rows(OF_TWO, asked, about=(*leaders, *leaders.values())) if leaders else ():
        days[person].setdefault(ConversationKind(kind), set()).add(day)
    away, until = await leaves_begun(reading, [*leaders]), until_of(reading)
    return {
        person: Conversations(leaders[person], rhythm_of(held, until, away.get(person, ())), away.get(person, ()))
        for person, held in days.items()
    }


async def conversation_figures(reading: Reading, units: Sequence[str] | None) -> ConversationFigures:
    """How many people of some units, or of all, have regular one-to-ones with whoever leads them."""
    here = {member.person: member.joined_on for member in await members(reading, units=units)}
    asked = {"people": [*here], "kind": ConversationKind.ONE_TO_ONE}
    rows = await reading.rows(TALKED, asked, about=(ORGANISATION,), by=TALKS_COUNTED, prepare=False)
    away = await leaves_begun(reading, [*here])
    led = (LedPerson(here[person], last, away.get(person, ())) for person, last in rows)
    return figures_of(led, until_of(reading))


async def stay_conversations(reading: Reading, people: Sequence[str]) -> Mapping[str, tuple[date, ...]]:
    """By person, the days on which they talked with somebody about what keeps them. Asked only where risk is told."""
    asked = {"people": [*people], "kind": ConversationKind.STAY}
    rows = await reading.rows(STAYS_TALKED, asked, about=people, by=STAYS_TALKED_OF)
    found: dict[str, list[date]] = {person: [] for person in people}
    for person, day in rows:
        found[person].append(day)
    return {person: tuple(days) for person, days in found.items()}


def until_of(reading: Reading) -> date:
    """The day that counts: the one asked about, or the last up to which anything was known, if that came first."""
    return min(reading.on, reading.known_on)
