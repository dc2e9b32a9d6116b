"""Theory beside practice: what somebody learned about, and what they did, in the time of an apprenticeship.

An apprentice learns by doing, beside somebody experienced; theory joined to practice is what makes it one. Both are
counted by the hours that were recorded from its first day to its last:

- *theory* is learning apart from work: courses, reading and conferences;
- *practice* is real situations in which they led, coaching on these, sessions held under the agreement, and learning in
  the work itself: on the job, from peers, in communities.

An assignment has days and no hours: what was practised on it counts as practice. Neither is ever a target.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.development.learning import EMBEDDED, LearningMode
from domain.development.learning_mix import is_enough


def is_theory(mode: LearningMode | None) -> bool:
    """Whether a step of development is theory, by the mode of learning that it is of; what is of none is practice."""
    return mode is not None and mode not in EMBEDDED


@dataclass(frozen=True)
class HoursSpent:
    """What was recorded of one of the two, and how long it took."""

    entries: int = 0
    """How many entries tell of it."""
    without_hours: int = 0
    """Of how many of these nobody counted the hours."""
    hours: float = 0
    """The hours of the others."""

    def __add__(self, other: HoursSpent) -> HoursSpent:
        return HoursSpent(
            self.entries + other.entries, self.without_hours + other.without_hours, self.hours + other.hours
        )


@dataclass(frozen=True)
class TheoryAndPractice:
    """Theory beside practice of an apprentice, in the time of their apprenticeship."""

    mentee: str
    since: date
    """The first day that is counted: that of the agreement."""
    until: date
    """The last: that of the agreement, the one asked about or the last of which anything was known, as came first."""
    theory: HoursSpent
    """Courses, reading and conferences."""
    practice: HoursSpent
    """Real situations, coaching on them, sessions under the agreement, and learning in the work itself."""

    @property
    def enough(self) -> bool:
        """Whether the ratio is told: from 20 hours on, where at most 40 % of the entries are without hours."""
        both = self.theory + self.practice
        return is_enough(both.hours, both.without_hours, both.entries)

    @property
    def theory_to_practice(self) -> float | None:
        """Hours of theory to one hour of practice; None where too few are recorded, or none of practice."""
        return self.theory.hours / self.practice.hours if self.enough and self.practice.hours else None
