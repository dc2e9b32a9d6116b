"""What people want for themselves: leading is a choice, and a specialist track an equal one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, Final

from domain.kernel.acting import Acts
from domain.kernel.book import Book, Decision
from domain.kernel.facts import About, Erased, Event, Reference
from domain.kernel.ids import PersonId, RoleId
from domain.kernel.later import LATER
from domain.kernel.memories import changed
from domain.kernel.refusals import Refusal
from domain.people.employment import PresentPersonCommand
from domain.people.named import Known


class Path(StrEnum):
    """Where somebody wants to go. Leading is a choice, and growing as a specialist an equal one."""

    LEADERSHIP = "leadership"
    SPECIALIST = "specialist"
    UNDECIDED = "undecided"


class Willingness(StrEnum):
    """Whether somebody would take a step, in their own word. Who has not been asked has none."""

    WILLING = "willing"
    NOT_WILLING = "not_willing"
    UNDECIDED = "undecided"


WILLING_TO_LEAD: Final[Mapping[Path, Willingness]] = {
    Path.LEADERSHIP: Willingness.WILLING,
    Path.SPECIALIST: Willingness.NOT_WILLING,
    Path.UNDECIDED: Willingness.UNDECIDED,
}
"""What a path says of leading, where no more is said."""


@dataclass(frozen=True)
class Word:
    """Somebody's own word on leading: for a role, for a level, or in general."""

    at: Reference
    willingness: Willingness
    role: RoleId | None = None
    level: str | None = None

    @property
    def reach(self) -> int:
        """How closely it is said what they mean: in general, for a level, or for a role."""
        return 2 if self.role else 1 if self.level else 0

    def is_on(self, role: RoleId, level: str) -> bool:
        """Whether it says something of a role on that level."""
        return self.role in (None, role) and self.level in (None, level)


@dataclass(frozen=True)
class Aspirations:
    """What somebody has said of leading, in order of days, as far as they have not taken it back."""

    words: tuple[Word, ...] = ()

    def word_on(self, role: RoleId, level: str) -> Word | None:
        """Their word on taking a role of that level, as it stands; None if they have given none.

        A no, and “undecided”, stand until a yes that is meant at least as closely.
        """
        said = [word for word in self.words if word.is_on(role, level)]
        stands = [word for number, word in enumerate(said) if not is_lifted(word, said[number + 1 :])]
        return stands[-1] if stands else said[-1] if said else None


def is_lifted(word: Word, later: Sequence[Word]) -> bool:
    """Whether a word is a yes, or is followed by a yes that is meant at least as closely."""
    yes = Willingness.WILLING
    return word.willingness is yes or any(one.willingness is yes and one.reach >= word.reach for one in later)


@dataclass(frozen=True)
class AspirationStated(Event[Aspirations]):
    """They said where they want to go, and perhaps whether they would take a role, or one of a level."""

    path: Path
    """Where they want to go."""
    mobile: bool
    """Whether they would move for it."""
    words: Annotated[str | Erased | None, About("person")] = None
    """In their own words."""
    role: RoleId | None = field(default=None, metadata=LATER)
    """The role that they speak of; None where they speak of a level, or in general."""
    level: str | None = field(default=None, metadata=LATER)
    """The level of leadership that they speak of, as the framework names it."""
    willingness: Willingness | None = field(default=None, metadata=LATER)
    """Whether they would take that role or level; None where the path says it."""
    stated_by: PersonId | None = field(default=None, metadata=LATER)
    """Who said it: they themselves; None in entries from before that was written down."""

    def concerns(self) -> tuple[str, ...]:
        return tuple(subject for subject in (self.role, self.stated_by) if subject)

    @property
    def word(self) -> Willingness:
        """What it says of leading. In general that is what the path says: who wants to lead is willing."""
        close = self.role is not None or self.level is not None
        return self.willingness if close and self.willingness else WILLING_TO_LEAD[self.path]

    def evolve(self, aspirations: Aspirations, at: Reference) -> Aspirations:
        word = Word(at, self.word, self.role, self.level)
        return changed(aspirations, words=(*aspirations.words, word))


@dataclass(frozen=True)
class AspirationWithdrawn(Event[Aspirations]):
    """They took it back, all of it. People change their minds."""

    words: Annotated[str | Erased | None, About("person")] = None
    """Why, in their own words."""

    def evolve(self, aspirations: Aspirations, at: Reference) -> Aspirations:
        return changed(aspirations, words=())


@dataclass(frozen=True)
class StateAspiration(PresentPersonCommand[Aspirations]):
    """Say where you want to go, and whether you would take a role, or one of a level. It counts from then on."""

    records = (AspirationStated,)

    person: Annotated[PersonId, Acts()]
    """The person, who says it."""
    path: Path
    mobile: bool
    words: str | None = None
    role: RoleId | None = field(default=None, metadata=LATER)
    level: str | None = field(default=None, metadata=LATER)
    willingness: Willingness | None = field(default=None, metadata=LATER)
    stated_by: Annotated[PersonId, Known(), Acts()] | None = field(default=None, metadata=LATER)
    """Who says it: nobody but they. Left out: they do. Who wrote it down for them, the entry tells (`recordedBy`)."""

    def decide(self, aspirations: Aspirations, book: Book) -> Decision:
        if self.stated_by not in (None, self.person):
            raise NotTheirWord(f"stated_by is “{self.stated_by}”: only “{self.person}” can say what they want")
        if self.willingness and self.role is None and self.level is None and self.willingness is not self.by_path:
            raise WordsContradict(
                f"willingness “{self.willingness}” contradicts path “{self.path}”, which says “{self.by_path}”:"
                " name the role or the level that it is for, or leave it out"
            )
        return (self.becomes(AspirationStated, stated_by=self.person),)

    @property
    def by_path(self) -> Willingness:
        """What the path alone says of leading."""
        return WILLING_TO_LEAD[self.path]


@dataclass(frozen=True)
class WithdrawAspiration(PresentPersonCommand[Aspirations]):
    """Take it back, all of it."""

    records = (AspirationWithdrawn,)

    person: Annotated[PersonId, Acts()]
    """The person, who says it."""
    words: str | None = None

    def decide(self, aspirations: Aspirations, book: Book) -> Decision:
        if not book.recall(Aspirations, self.person, on=self.effective_on).words:
            raise NothingToWithdraw(
                f"“{self.person}” had stated no aspiration by {self.effective_on}: nothing to withdraw"
            )
        return (self.becomes(AspirationWithdrawn),)


class NotTheirWord(Refusal):
    """What somebody wants is for them to say."""

    instead = "Let them say it themselves."
    field = "stated_by"


class WordsContradict(Refusal):
    """One statement says one thing."""

    instead = "Name the role or the level that the willingness is for, or leave it out: the path says it."
    field = "willingness"


class NothingToWithdraw(Refusal):
    """An aspiration is stated before it is withdrawn."""

    instead = "Leave it; there is nothing to take back."
