"""As whom somebody signs in: the person of the ledger whose account it is, by a steward's word or an import's."""

from __future__ import annotations

from datetime import date

from domain.kernel.ids import PersonId
from domain.people.naming import PersonIdentified
from ledger import Ledger


def person_with(issuer: str, subject: str, today: date, ledger: Ledger) -> PersonId | None:
    """Whose account it is today; None where nobody has said so.

    Spelled as the provider spells it: what differs in anything is another account.
    """
    book = ledger.book()
    noted = book.concerning(book.key_of(issuer, subject), PersonIdentified)
    people = {
        one.at.stream
        for one in noted
        if (one.event.system, one.event.identifier) == (issuer, subject) and one.event.overlaps(today, today)
    }
    return PersonId(people.pop()) if len(people) == 1 else None
