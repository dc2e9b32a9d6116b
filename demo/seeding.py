"""Filling an empty ledger with the demo: the chronicle is told, and then asked of the ledger command by command."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

from demo.chronicle import Chronicle, Turn
from demo.editions import coming_out
from demo.growing import GROWING
from demo.organisation import Organisation
from demo.personnel import open_the_ledger
from demo.profiles import defining
from demo.stories import STORIES
from demo.story import Story
from demo.year import years_passing
from domain.kernel.facts import Reference
from domain.kernel.refusals import Refusal
from ledger import CommandIdReused, Ledger

SEED: Final = 1

TELLING: Final = 14
"""Counts on when the same seed and day come to tell something else: each telling has a database of its own."""


@dataclass(frozen=True, repr=False)
class Script:
    """The demo before it is asked of a ledger."""

    organisation: Organisation
    stories: Mapping[str, Story]

    @property
    def chronicle(self) -> Chronicle:
        return self.organisation.chronicle


@dataclass(frozen=True)
class Seeded:
    """What the ledger holds now, and where to find the stories."""

    today: date
    opens_on: date
    people: int
    here: int
    entries: int
    """How many it is; the position of the last, so once the read models have come so far, everything can be asked."""
    stories: Mapping[str, Mapping[str, str]]
    """By story: the ids of its people, roles, cases and pairs, under the names by which the guide calls them."""
    positions: Mapping[str, int]
    """Where the entries stand that the stories turn on, under what the guide calls them."""
    effective_on: Mapping[str, date]
    """The days of those entries."""


class NotTheDemo(Exception):
    """The ledger holds something else already."""


def today_in_utc() -> date:
    return datetime.now(UTC).date()


def opened(seed: int, today: date) -> Organisation:
    """The organisation on its first day."""
    organisation = Organisation(Chronicle(seed, today))
    open_the_ledger(organisation)
    return organisation


def script(
    seed: int = SEED, today: date | None = None, progress: Callable[[int, int], None] = lambda done, of: None
) -> Script:
    """Let six years pass. The same seed and the same day tell the same.

    `progress` hears how many days have passed, and of how many.
    """
    organisation = opened(seed, today or today_in_utc())
    chronicle = organisation.chronicle
    chronicle.begin(coming_out(chronicle, organisation.known["noor"].person), Turn.EARLY)
    stories = {name: Story(organisation) for name in STORIES}
    for name, tell in STORIES.items():
        chronicle.begin(tell(stories[name]))
    chronicle.begin(defining(organisation))
    chronicle.begin(years_passing(organisation))
    for life in GROWING:
        chronicle.begin(life(organisation))
    chronicle.run(progress)
    return Script(organisation, stories)


def seed(
    ledger: Ledger,
    progress: Callable[[int, int], None] = lambda done, of: None,
    *,
    number: int = SEED,
    today: date | None = None,
) -> Seeded:
    """Fill an empty ledger with the demo, or go on where that broke off.

    `progress` hears how many commands are done, and of how many.

    Raises NotTheDemo if the ledger holds something else.
    """
    return recorded(ledger, script(number, begun_on(ledger, number, today)), progress)


def recorded(ledger: Ledger, demo: Script, progress: Callable[[int, int], None]) -> Seeded:
    """Ask all of a script that has not been asked yet; `progress` and refusals as above."""
    asked = demo.chronicle.asked
    positions: dict[Reference, int] = {}
    outcomes = ledger.record_many((each.request for each in asked), progress=lambda done: progress(done, len(asked)))
    for one, outcome in zip(asked, outcomes, strict=True):
        if isinstance(outcome, CommandIdReused):
            raise NotTheDemo(
                "Another version of the demo has seeded this ledger: name an empty database in LEADERSHIP_DATABASE_URL"
            )
        if isinstance(outcome, Refusal):
            raise outcome
        if outcome.references[:1] != (one.at,):
            raise AssertionError(f"{one.request.command} came to {outcome.references}, not to {one.at}")
        for before_last, at in enumerate(reversed(outcome.references)):
            positions[at] = outcome.position - before_last
    return seeded(demo, positions)


def begun_on(ledger: Ledger, number: int = SEED, today: date | None = None) -> date:
    """The day of the demo that this ledger holds the beginning of; today if it is empty. Raises NotTheDemo.

    So it is known whose book it is before six years are told for it.
    """
    today = today or today_in_utc()
    first = next(iter(ledger.entries(until=1)), None)
    if first is None:
        return today
    for day in (today, first.recorded_at.date()):
        if first.command_id == opened(number, day).chronicle.asked[0].request.command_id:
            return day
    raise NotTheDemo(
        "This ledger holds something else than the demo: name an empty database in LEADERSHIP_DATABASE_URL"
    )


def seeded(demo: Script, positions: Mapping[Reference, int]) -> Seeded:
    """What has come of it."""
    chronicle = demo.chronicle
    entries = {name: at for story in demo.stories.values() for name, at in story.entries.items()}
    asked = {one.at: one.request.command for one in chronicle.asked}
    return Seeded(
        chronicle.today,
        chronicle.opens_on,
        len(demo.organisation.people),
        len(demo.organisation.here()),
        max(positions.values()),
        {name: dict(story.found) for name, story in demo.stories.items()},
        {name: positions[at] for name, at in entries.items()},
        {name: getattr(asked[at], "effective_on", chronicle.today) for name, at in entries.items()},
    )
