"""A leadership framework: its editions, every one of which stays, and what is asked on its stream."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from domain.frameworks.edition import Edition
from domain.kernel.book import Book
from domain.kernel.commands import Command
from domain.kernel.history import is_before_it_was_kept
from domain.kernel.ids import FrameworkId
from domain.kernel.later import LATER
from domain.kernel.refusals import Refusal


@dataclass(frozen=True)
class Framework:
    """The editions of one framework. Every one of them stays: what was decided under it is replayed under it."""

    editions: Mapping[int, Edition] = field(default_factory=dict, hash=False)

    def edition(self, number: int) -> Edition | None:
        """The edition of that number, if it came out."""
        return self.editions.get(number)

    @property
    def newest(self) -> int:
        """The number of the newest edition; 0 before the first."""
        return max(self.editions, default=0)


@dataclass(frozen=True)
class FrameworkCommand(Command[Framework], abstract=True):
    """Something asked on a framework's stream."""

    subject = "framework"

    framework: FrameworkId
    """The framework, as framework-default."""
    effective_on: date = field(kw_only=True)
    imported: bool = field(default=False, kw_only=True, metadata=LATER)
    """Brought over from an earlier record: it held before this ledger was kept."""

    def must_be_of_today(self, book: Book) -> None:
        """Refuses what would change the rules of days that have been lived under others, be it as brought over."""
        if self.imported and is_before_it_was_kept(self.effective_on, book):
            return
        if self.effective_on < book.today:
            raise RulesChangedInThePast(
                f"effective_on is {self.effective_on}: rules change from today on, so give {book.today}, or none"
            )


def published(framework: FrameworkId, number: int, book: Book) -> Edition:
    """The edition to judge under; refuses one that never came out."""
    edition = book.recall(Framework, framework).edition(number)
    if edition is None:
        raise EditionUnknown(f"edition “{number}” of “{framework}” is not published: {right_edition(framework, book)}")
    return edition


def right_edition(framework: FrameworkId, book: Book) -> str:
    """What to name in the place of an edition that is none: the one in force, where there is one."""
    newest = book.recall(Framework, framework, on=book.today).newest
    return f"name edition {newest}, which is in force" if newest else "publish it first, or name a framework that is"


def in_force(framework: FrameworkId, number: int, on: date, book: Book) -> Edition:
    """The edition to judge under on a day; refuses one that was superseded by then, and one that was not out yet."""
    edition = published(framework, number, book)
    newest = book.recall(Framework, framework, on=on).newest
    if newest != number:
        right = f"name edition {newest}" if newest else "give a day on which one is"
        raise EditionNotInForce(f"edition “{number}” of “{framework}” is not in force on {on}: {right}")
    return edition


class EditionNotInForce(Refusal):
    """People are judged under the edition of the day, neither one of before nor one to come."""

    instead = "Name the edition that is in force on that day."
    field = "edition"


class EditionUnknown(Refusal):
    """A judgement names the published edition that it was made under."""

    instead = "Name an edition that is published, or publish it first."
    field = "edition"


class LevelUnknown(Refusal):
    """Levels are named as the edition names them."""

    instead = "Name a level of the edition."
    field = "level"


class RulesChangedInThePast(Refusal):
    """Frameworks come out, and are adopted, from today on: what was decided before was decided under what held then."""

    instead = "Leave the day out; what held before this ledger was kept is brought over as imported."
    field = "effective_on"
