"""All that is told of growing beside the learning loop: each part by dice of its own, so that it moves no other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from demo.absences import being_away
from demo.brought_along import bringing_along
from demo.chances import opening
from demo.chronicle import Life
from demo.curriculum import taking_modules
from demo.filing import filing
from demo.harder_work import harder_work
from demo.mentoring_kinds import meeting_by_chance, mentoring_of_kinds, offering, speaking_of_pairs
from demo.needs import needing
from demo.organisation import Organisation
from demo.plans import planning
from demo.reflecting import reflecting, sharing
from demo.spotting import spotting
from demo.studying import studying
from demo.tagging import tagging
from demo.talks import talking
from demo.welcoming import welcoming

GROWING: Final[tuple[Callable[[Organisation], Life], ...]] = (
    planning,
    studying,
    talking,
    opening,
    mentoring_of_kinds,
    speaking_of_pairs,
    meeting_by_chance,
    bringing_along,
    being_away,
    offering,
    spotting,
    needing,
    taking_modules,
    reflecting,
    sharing,
    welcoming,
    harder_work,
    filing,
    tagging,
)
