"""Commands: what is asked for, what it must always keep, and how it is decided."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Annotated, Any, ClassVar, Generic, TypeVar, get_args, get_origin, get_type_hints

from domain.kernel.book import Book, Decision
from domain.kernel.facts import Event
from domain.kernel.memories import Memory, Nothing, memory_in
from domain.kernel.refusals import NothingSaid, Refusal
from domain.kernel.words import says_something

E = TypeVar("E", bound=Event[Any])
Check = TypeVar("Check", bound=Callable[..., None])
PRECONDITION = "is_precondition"


@dataclass(frozen=True)
class Said:
    """Marks a text that may not be blank: `Annotated[str, Said("say what was wrong")]`."""

    right: str
    """What would be right, in the imperative."""
    refusal: type[Refusal] = NothingSaid


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
    memory: ClassVar[type] = Nothing
    """The memory that it is decided on, as its class names it."""
    abstract: ClassVar[bool] = True
    """Whether it is a base of commands, and nobody asks for it."""

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

    @precondition
    def words_must_say_something(self, book: Book) -> None:
        """No text that is marked with `Said` is blank."""
        for name, said in texts_of(type(self)).items():
            text = getattr(self, name)
            if text is not None and not says_something(text):
                raise said.refusal(f"{name} is “{text}”: {said.right}", field=name)

    def becomes(self, event: type[E], **others: Any) -> E:
        """The event that this command comes to: what has the same name in both is the same, `others` are added."""
        own = vars(self)
        return event(**({name: own[name] for name in shared_names(type(self), event)} | others))


def decide(command: Command[Any], book: Book) -> Decision:
    """What a command comes to on what a book says. The only way to ask one: what its kind requires goes before."""
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


@cache
def texts_of(command: type[Command[Any]]) -> Mapping[str, Said]:
    """The texts of a command that may not be blank, with what would be right."""
    hints = get_type_hints(command, include_extras=True)
    return {name: mark for name, hint in hints.items() for mark in marks_of(hint) if isinstance(mark, Said)}


def marks_of(hint: Any) -> tuple[Any, ...]:
    """What a field's type is annotated with."""
    return get_args(hint)[1:] if get_origin(hint) is Annotated else ()


@cache
def shared_names(command: type[Command[Any]], event: type[Event[Any]]) -> tuple[str, ...]:
    """The fields that a command and an event have in common."""
    asked = {field.name for field in fields(command)}  # type: ignore[arg-type]  # every command is a dataclass
    return tuple(field.name for field in fields(event) if field.name in asked)
