"""Capability tags: what each person's evidence was tagged with, and in whose evidence of a year each tag is found.

A tag goes with its entry: it does not count while that is retracted, and stays where that is corrected.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from domain.kernel.dates import a_year_before
from domain.kernel.facts import ORGANISATION
from domain.kernel.ids import FrameworkId
from ledger import Entry
from projections.capability_tags.tag_tables import CAPABILITY_TAGS
from projections.engine.reading import Reading
from projections.engine.seeing import TAGS_COUNTED
from projections.engine.visibility import visible

__all__ = ["CAPABILITY_TAGS", "CapabilityShown", "TagKey", "capabilities_shown", "counted_days", "people_tagged"]

TagKey = tuple[str, str]
"""A framework, and the name of a tag of its editions."""

ON_WHAT_STANDS: Final = f"""
    FROM read_models.capability_tags fact CROSS JOIN LATERAL unnest(fact.tags) AS each (tag)
    JOIN read_models.evidence_to_tag shown
      ON shown.entry = fact.entry AND shown.person = fact.person AND {visible("shown")}
    WHERE {visible("fact")}"""
OF_PEOPLE: Final = f"""
    SELECT fact.person, fact.framework, each.tag, shown.position {ON_WHAT_STANDS}
      AND fact.person = ANY (%(people)s)
    ORDER BY shown.effective_on DESC, shown.origin DESC"""
OF_ALL: Final = f"""
    SELECT DISTINCT fact.framework, each.tag, fact.person {ON_WHAT_STANDS}
      AND shown.effective_on > %(since)s AND shown.effective_on <= %(until)s"""


@dataclass(frozen=True)
class CapabilityShown:
    """A tag, and the evidence of somebody that has it."""

    tag: str
    """Its name in the framework."""
    framework: FrameworkId
    """The framework that has the tag."""
    evidence: tuple[Entry[Any], ...]

    @property
    def entries(self) -> int:
        """How many entries have the tag, as far as whoever asks is told them."""
        return len(self.evidence)

    @property
    def last_on(self) -> date:
        """The day of the latest of them."""
        last: date = self.evidence[0].event.effective_on
        return last


def counted_days(reading: Reading) -> tuple[date, date]:
    """The day after which evidence is counted, and the last: the one asked about, or the last that is known."""
    until = min(reading.on, reading.known_on)
    return a_year_before(until), until


async def capabilities_shown(reading: Reading, people: Sequence[str]) -> Mapping[str, tuple[CapabilityShown, ...]]:
    """What the evidence of each of these people is tagged with by the day, the latest first."""
    rows = await reading.rows(OF_PEOPLE, {"people": [*people]}, about=people)
    entries = await reading.entries((position for *_, position in rows), about=people)
    found: dict[str, dict[TagKey, list[Entry[Any]]]] = {person: defaultdict(list) for person in people}
    for person, framework, tag, position in rows:
        if position in entries:
            found[person][framework, tag].append(entries[position])
    return {
        person: tuple(
            CapabilityShown(tag, FrameworkId(framework), tuple(evidence)) for (framework, tag), evidence in tags.items()
        )
        for person, tags in found.items()
    }


async def people_tagged(reading: Reading) -> Mapping[TagKey, frozenset[str]]:
    """In whose evidence of the year up to the day each tag is found."""
    since, until = counted_days(reading)
    rows = await reading.rows(
        OF_ALL, {"since": since, "until": until}, about=(ORGANISATION,), by=TAGS_COUNTED, prepare=False
    )
    found: dict[TagKey, set[str]] = defaultdict(set)
    for framework, tag, person in rows:
        found[framework, tag].add(person)
    return {key: frozenset(those) for key, those in found.items()}
