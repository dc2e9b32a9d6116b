"""The stories among the ordinary lives, each a life of its own that is told while time passes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from demo.chronicle import Life
from demo.stories.best_engineer import best_engineer
from demo.stories.initials import initials
from demo.stories.late_report import late_report
from demo.stories.specialist_track import specialist_track
from demo.stories.stalled_pair import stalled_pair
from demo.stories.three_benches import three_benches
from demo.story import Story

STORIES: Final[Mapping[str, Callable[[Story], Life]]] = {
    "The best engineer": best_engineer,
    "The report that came late": late_report,
    "One successor, three benches": three_benches,
    "The pair that stalled": stalled_pair,
    "The specialist track": specialist_track,
    "The initials on the sheet": initials,
}
