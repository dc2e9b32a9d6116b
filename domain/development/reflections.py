"""Reflection: the questions that an edition puts to people. What they answer is a lesson of theirs, and protected.

People learn from what happened where they are asked about it, and from successes as from failures (Ellis and Davidi,
“After-event reviews”, Journal of Applied Psychology 90, 2005). Nobody else is told whether they answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from domain.frameworks.adopting import active_edition
from domain.frameworks.edition import Prompt
from domain.kernel.book import Book
from domain.kernel.ids import PersonId
from domain.kernel.near_misses import right_one
from domain.kernel.refusals import Refusal
from domain.offices.offices import units_of


@dataclass(frozen=True)
class PromptStanding:
    """A question to reflect on, and how often somebody has answered it."""

    prompt: str
    """What the question is called."""
    asks: str
    """What is asked."""
    answered: int
    """How often they have answered it."""
    last_answered_on: date | None
    """When they answered it last; None for never."""


def prompts_for(person: PersonId, on: date, book: Book) -> tuple[Prompt, ...]:
    """The questions of the edition that holds where somebody stands on a day; none where no edition does."""
    held = active_edition(units_of(person, on, book), on, book)
    return held.edition.prompts if held else ()


def must_be_a_prompt(name: str, person: PersonId, on: date, book: Book) -> None:
    """Refuses an answer to a question that the edition which holds for somebody on a day does not have."""
    names = [prompt.name for prompt in prompts_for(person, on, book)]
    if name not in names:
        right = right_one(name, names)
        raise PromptUnknown(f"prompt “{name}” is no question of the edition in force on {on}: {right}")


def prompts_standing(prompts: Iterable[Prompt], answers: Iterable[tuple[str, date]]) -> Sequence[PromptStanding]:
    """Questions, by their name and the day of each answer: first what was never answered, then what was longest ago."""
    days: dict[str, list[date]] = defaultdict(list)
    for name, day in answers:
        days[name].append(day)
    standing = [
        PromptStanding(each.name, each.asks, len(days[each.name]), max(days[each.name], default=None))
        for each in prompts
    ]
    return sorted(standing, key=lambda one: one.last_answered_on or date.min)


class PromptUnknown(Refusal):
    """Whoever answers a question answers one that is asked."""

    instead = "Name a question of the edition that holds for them on that day, or leave it out."
    field = "prompt"
