"""Refusals in names: what a rule names by its id is told as it is called, where whoever asks is told that."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from api.pages.record.looking_up import LookingUp
from api.pages.record.matching import CALLED
from api.pages.templates import day, headline

QUOTED: Final = re.compile(r"“([a-z]+-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(@\d+)?”")
"""An id as refusals quote it, or the reference of an entry."""
BY_ID: Final = ("person", "role", "unit", "case")
"""What has a name of its own that can be asked for by its id."""
MOST: Final = 10
"""So many are looked up for one refusal."""


async def in_names(looking: LookingUp, text: str, about: str) -> str:
    """A refusal with what it names in words; `about` is whom it is about, on whose timeline the rest stands."""
    quoted = [found.groups(default="") for found in QUOTED.finditer(text)][:MOST]
    by_id = [of for of, version in quoted if not version and of.partition("-")[0] in BY_ID]
    named = {of: await looking.name_of(of) for of in by_id}
    if any(of + version not in named for of, version in quoted):
        streams = {of for of, version in quoted if version and of.startswith("person-")} | ({about} if about else set())
        for person in sorted(streams):
            named |= dict(on_a_timeline(await looking.timeline(person)))
    return QUOTED.sub(lambda found: f"“{named.get(of := found[0].strip('“”')) or of}”", text)


def on_a_timeline(milestones: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """What stands on a timeline, in words: entries by their references, and what they begin by its id."""
    for milestone in milestones:
        entry, fact = milestone["entry"], milestone["entry"]["fact"] or {}
        if fact:
            yield entry["reference"], f"{headline(fact['headline'])}, {day(milestone['effectiveOn'])}"
        for of, called in CALLED.values():
            if fact.get(of) and fact.get(called):
                yield fact[of], fact[called]
