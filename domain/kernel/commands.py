"""Commands: what is asked for, what it must always keep, and how it is decided."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date
from functools import cache
from typing import Annotated, Any, ClassVar, Final, Generic, TypeVar, get_args, get_origin, get_type_hints

from domain.kernel.book import Book, Decision
from domain.kernel.facts import Erased, Event, Reference
from domain.kernel.keeping import completed, leaves_something
from domain.kernel.memories import Memory, Nothing, memory_in
from domain.kernel.refusals import NothingSaid, NotYet, Refusal
from domain.kernel.words import says_something

E = TypeVar("E", bound=Event[Any])
Check = TypeVar("Check", bound=Callable[..., None])
PRECONDITION = "is_precondition"
TRUE_FROM: Final = "effective_on"
"""The field of a command with the day from which it is true."""


class FieldCheck(ABC):
    """Marks a field of a command with what must be so of it: `Annotated[PersonId, Known()]`.

    It is asked of the value that is given, one by one where there are several, and not where there is none.
    """

    @abstractmethod
    def ask(self, field: str, value: Any, command: Command[Any], book: Book) -> None:
        """Raises a Refusal that names the field and the value if it is not so."""


@dataclass(frozen=True)
class Said(FieldCheck):
    """Marks a text with what would be right: `Annotated[str, Said("say what was wrong")]`. No text may be blank."""

    right: str
    """What would be right, in the imperative."""
    refusal: type[Refusal] = NothingSaid
    or_nothing: bool = False
    """Whether an empty text is an answer: that there is nothing to say."""

    def ask(self, field: str, value: Any, command: Command[Any], book: Book) -> None:
        """Refuses a text in which nothing can be seen."""
        if value == "" and self.or_nothing:
            return
        if not isinstance(value, Erased) and not says_something(value):
            raise self.refusal(f"{field} is “{value}”: {self.right}", field=field)


@dataclass(frozen=True)
class Within(FieldCheck):
    """What is asked of the fields of a part of a command, as of each identity in `identities`."""

    checks: Checks

    def ask(self, field: str, value: Any, command: Command[Any], book: Book) -> None:
        """Refuses a part of which something is not so."""
        try:
            ask_fields(self.checks, value, command, book, within=f"{field}.")
        except Refusal as refusal:
            refusal.field = field
            raise


@dataclass(frozen=True)
class LeftToItsRules(FieldCheck):
    """Marks a part of which the command's own rules say all that must be so, its texts included."""

    def ask(self, field: str, value: Any, command: Command[Any], book: Book) -> None:
        """Asks nothing."""


OR_NOTHING: Final = Said("write something that can be seen, or nothing at all", or_nothing=True)
"""Marks a text that may be empty, and yet not blank."""

NEEDED_TEXT: Final = Said("write something that can be seen")
"""What is asked of texts that cannot be left out, and say nothing more of themselves."""

ANY_TEXT: Final = Said("write something that can be seen, or leave it out")
"""What is asked of the other texts that say nothing more of themselves."""


def precondition(check: Check) -> Check:
    """Marks a method that is asked, with the book, before the command's own rules. Subclasses may say it otherwise."""
    setattr(check, PRECONDITION, True)
    return check


class Command(ABC, Generic[Memory]):
    """Something somebody asks for."""

    records: ClassVar[tuple[type[Event[Any]], ...]] = ()
    """What it comes to: first the event that it is for, then what may come with that."""
    creates: ClassVar[str | None] = None
    """The field with the id of what it begins, if it begins something; also the first word of that id."""
    subject: ClassVar[str] = ""
    """The field that names whose stream it is decided on; also the first word of that stream."""
    replaces: ClassVar[type | None] = None
    """What it says anew as a whole, a dataclass; what of that need not be said may be left as it is (keeping.py)."""
    memory: ClassVar[type] = Nothing
    """The memory that it is decided on, as its class names it."""
    abstract: ClassVar[bool] = True
    """Whether it is a base of commands, and nobody asks for it."""
    may_lie_ahead: ClassVar[bool] = False
    """Whether it is planned, and so may be recorded before its day."""
    for_the_record: ClassVar[bool] = False
    """Whether it says how people, roles or units stand.

    Where it names nobody who acts, whoever keeps records writes it, and nobody does about themselves.
    """

    kept_from_doors: ClassVar[bool] = False
    """Whether the house itself asks for it, with what waits beside the ledger, and no door does; files bring it in."""
    kept_from_files: ClassVar[bool] = False
    """Whether what it records is said by this ledger of itself, so that no file brings it in or takes it out."""

    def __init_subclass__(cls, *, abstract: bool = False, **others: Any) -> None:
        super().__init_subclass__(**others)
        cls.abstract = abstract
        cls.memory = memory_in(cls) or cls.memory

    @property
    def stream(self) -> str:
        """Whose stream of the ledger this belongs on."""
        stream: str = getattr(self, self.subject)
        return stream

    @abstractmethod
    def decide(self, memory: Memory, book: Book) -> Decision:
        """What happens, given all that happened before; nothing if it is so already. May raise a Refusal."""

    def looks_up(self, book: Book) -> Iterable[tuple[str, type[Event[Any]]]]:
        """What `decide` will ask `book.concerning` about, as far as it can say: of many commands that is read at once.

        What is left out is read when it is asked for, on its own.
        """
        return ()

    def cited(self) -> Iterable[tuple[Reference, Refusal]]:
        """The entries that it cites and does nothing to, each with the refusal where none such stands.

        Whoever asks is refused the same for an entry that they are not told.
        """
        return ()

    def stands(self, memory: Memory, book: Book) -> object | None:
        """What stands on the day of what it says anew as a whole; None where nothing does yet."""
        return None

    @precondition
    def fields_must_hold(self, book: Book) -> None:
        """What fields are marked with is so, and no text is blank."""
        ask_fields(checks_of(type(self)), self, self, book)

    @precondition
    def must_not_lie_ahead(self, book: Book) -> None:
        """Refuses a day that has not come where nothing is planned: nobody has seen, said or decided anything then."""
        day: date | None = getattr(self, TRUE_FROM, None)
        if day is not None and not self.may_lie_ahead and day > book.today:
            raise NotYet(f"{TRUE_FROM} “{day}” is after today: give a day up to {book.today}")

    def becomes(self, event: type[E], **others: Any) -> E:
        """The event that this command comes to: what has the same name in both is the same, `others` are added."""
        own = vars(self)
        return event(**({name: own[name] for name in shared_names(type(self), event)} | others))


def decide(command: Command[Any], book: Book) -> Decision:
    """What a command comes to on what a book says. The only way to ask one: what its kind requires goes before."""
    if leaves_something(command):
        command = completed(command, command.stands(book.recall(command.memory, command.stream), book))
    for check in preconditions_of(type(command)):
        check(command, book)
    return command.decide(book.recall(command.memory, command.stream), book)


@cache
def preconditions_of(command: type[Command[Any]]) -> tuple[Callable[..., None], ...]:
    """What is checked first: what the most general kind requires before what the narrower ones do."""
    declared = (name for base in reversed(command.__mro__) for name, held in vars(base).items() if is_check(held))
    return tuple(getattr(command, name) for name in dict.fromkeys(declared))


def is_check(held: object) -> bool:
    return getattr(held, PRECONDITION, False) is True


Checks = tuple[tuple[str, tuple[FieldCheck, ...]], ...]
"""What is asked of fields, by their names."""


def ask_fields(checks: Checks, of: Any, command: Command[Any], book: Book, *, within: str = "") -> None:
    """Asks what is asked of the fields of a command, or of a part of one."""
    for name, asked in checks:
        held = getattr(of, name)
        if held is None or held == ():
            continue  # as most of what may be left out
        for value in each_of(held):
            for check in asked:
                check.ask(within + name, value, command, book)


@cache
def checks_of(of: type) -> Checks:
    """What is asked of the fields of a command or a part of one: their marks, and of texts that they say something."""
    hints = get_type_hints(of, include_extras=True)
    needed = {field.name for field in fields(of) if hints[field.name] is str and field.default is MISSING}
    asked = (
        (field.name, (NEEDED_TEXT,) if field.name in needed else checks_in(hints[field.name])) for field in fields(of)
    )
    return tuple((name, checks) for name, checks in asked if checks)


def checks_in(hint: Any) -> tuple[FieldCheck, ...]:
    """What is asked of what a field holds. A mark may stand on the type itself or within it, as in `A | None`."""
    if hint is str:
        return (ANY_TEXT,)
    if isinstance(hint, type) and is_dataclass(hint):
        return (Within(checks),) if not issubclass(hint, Command) and (checks := checks_of(hint)) else ()
    own = tuple(mark for mark in marks_of(hint) if isinstance(mark, FieldCheck))
    return own or tuple(dict.fromkeys(check for part in get_args(hint) for check in checks_in(part)))


def each_of(value: Any) -> tuple[Any, ...]:
    """What a field holds: one, several or none."""
    return value if isinstance(value, tuple) else () if value is None else (value,)


def marks_of(hint: Any) -> tuple[Any, ...]:
    """What a field's type is annotated with."""
    return get_args(hint)[1:] if get_origin(hint) is Annotated else ()


@cache
def shared_names(command: type[Command[Any]], event: type[Event[Any]]) -> tuple[str, ...]:
    """The fields that a command and an event have in common."""
    asked = {field.name for field in fields(command)}  # type: ignore[arg-type]  # every command is a dataclass
    return tuple(field.name for field in fields(event) if field.name in asked)
