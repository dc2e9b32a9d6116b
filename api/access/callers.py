"""Who asks: a person or a system, by the token that they show, and what they may do by it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from domain.kernel.ids import PersonId
from domain.kernel.refusals import Refusal
from domain.offices.offices import Mandate, Offices
from ledger import Ledger
from ledger.storage.sessions import Session
from ledger.storage.tokens import Token


class Scope(StrEnum):
    """What a token is good for."""

    READ = "read"
    WRITE = "write"
    RECORD_FOR_OTHERS = "record_for_others"
    """To write down what others did, said or decided; their entries tell that."""
    IMPORT_HISTORY = "import_history"
    """To bring in what was before the ledger's first day, and whose grounds nobody knows any more."""
    AMEND = "amend"
    """To mend what others wrote."""
    CALENDAR = "calendar"
    """To fetch what is due for its person as a calendar, by an address in which it stands."""


STEWARDS_OWN: Final = frozenset({Scope.RECORD_FOR_OTHERS, Scope.IMPORT_HISTORY, Scope.AMEND})
"""What a steward may do by the mandate, with any token that writes."""


@dataclass(frozen=True)
class Caller:
    """Whoever asks."""

    recorded_by: str
    """How entries name them: `person-…` or `token-…`."""
    person: PersonId | None
    """The person; None for a system."""
    scopes: frozenset[Scope]
    at_the_machine: bool = False
    """Whether they hold the machine, its database and its key."""

    @classmethod
    def with_token(cls, token: Token) -> Caller:
        """Whoever shows a token: the person whose it is, or the token itself where it is a system's."""
        person = PersonId(token.person) if token.person else None
        return cls(person or token.id, person, frozenset(map(Scope, token.scopes)))

    @classmethod
    def signed_in(cls, session: Session) -> Caller:
        """Whoever is signed in: the person, who reads and writes as far as they themselves may."""
        person = PersonId(session.person)
        return cls(person, person, frozenset((Scope.READ, Scope.WRITE)))

    def must_write_as(self, recorded_by: str) -> None:
        """Refuses a line that names another as who recorded it.

        Whoever holds the machine vouches for them, as for an export of another ledger.
        """
        if recorded_by != self.recorded_by and not self.at_the_machine:
            raise NotTheirLine(
                f"by is “{recorded_by}”, and “{self.recorded_by}” imports: leave it out, or have whoever holds the"
                " machine import the file",
                field="by",
            )

    def may(self, scope: Scope, today: date, ledger: Ledger) -> bool:
        """Whether they may do something today: by what their token is good for, or as a steward."""
        if scope in self.scopes:
            return True
        return scope in STEWARDS_OWN and Scope.WRITE in self.scopes and self.is_steward(today, ledger)

    def is_steward(self, today: date, ledger: Ledger) -> bool:
        """Whether they are a person with a steward's mandate that stands today."""
        if self.person is None:
            return False
        return ledger.book().recall(Offices, self.person).holds(Mandate.STEWARD, today)


def machine(ledger: Ledger) -> Caller:
    """Whoever holds the machine, its database and its key: they could do anything anyway, so all is told as theirs."""
    return Caller(ledger.tokens.of_the_machine().id, None, frozenset(Scope), at_the_machine=True)


class NotTheirLine(Refusal):
    """Whoever imports writes in their own name; in those of others, whoever holds the machine and vouches for it."""

    instead = "Leave “by” out, or have whoever holds the machine import the file."
    field = "by"
