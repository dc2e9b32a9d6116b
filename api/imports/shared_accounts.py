"""E-mail addresses and logins that stand with several people of one file: they identify nobody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

from api.imports.ids import EMAIL, LOGIN


class Reached(Protocol):
    """Somebody with the accounts under which they are reached."""

    @property
    def number(self) -> int: ...
    @property
    def login(self) -> str: ...
    @property
    def email(self) -> str: ...


@dataclass(frozen=True)
class Shared:
    """By system and account, the numbers of the rows that have it."""

    rows: dict[tuple[str, str], list[int]] = field(default_factory=dict)

    def has(self, system: str, called: str) -> bool:
        """Whether several people share it."""
        return (system, called.casefold()) in self.rows


def shared_by(people: Iterable[Reached]) -> Shared:
    """What several people share; each of them comes once."""
    first: dict[tuple[str, str], int] = {}
    shared: dict[tuple[str, str], list[int]] = {}
    for person in people:
        for account in accounts_of(person):
            if account in first:
                shared.setdefault(account, [first[account]]).append(person.number)
            first.setdefault(account, person.number)
    return Shared(shared)


def accounts_of(person: Reached) -> Iterator[tuple[str, str]]:
    """Under which accounts somebody is reached, as these are compared."""
    if person.email:
        yield EMAIL, person.email.casefold()
    if person.login:
        yield LOGIN, person.login.casefold()
