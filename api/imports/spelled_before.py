"""What systems call somebody, as the ledger spells it already, where a file writes it a little otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from api.imports.alike_ids import loosened
from api.imports.histories import History
from api.imports.history_updates import Contradiction
from api.imports.ids import EMAIL, LOGIN
from api.imports.names_said import shares_a_word
from api.imports.people_file import PersonRow
from api.imports.problems import Problem
from api.imports.who import Sources, Who
from domain.people.employment import Identity
from ledger import Ledger

SHARED: Final = {
    EMAIL: "is the address of several people: it identifies nobody, and is not recorded",
    LOGIN: "is the login of several people: it identifies nobody, and is not recorded",
}


def as_known(identity: Identity, history: History, sources: Sources, ledger: Ledger) -> Identity:
    """What a system calls somebody, as it is spelled already where it is known."""
    if identity in history.identities:
        return identity
    folded, system = ledger.secret_keys.folded, identity.system
    called = folded(system, identity.identifier)
    own = (each for each in history.identities if each.system == system)
    exact = (each for each in own if folded(system, each.identifier) == called)
    return next(exact, None) or alike(identity, history, sources) or identity


def identities_told(
    row: PersonRow, history: History, who: Who, ledger: Ledger, notices: list[Problem]
) -> tuple[Identity, ...]:
    """What systems call somebody by a row. An account that several people share is told, and identifies nobody."""
    found = [(who.sources.system, row.identifier)]
    for of, called in ((LOGIN, row.login), (EMAIL, row.email)):
        if called and who.is_shared(of, called):
            notices.append(who.sources.problem(row.number, of, called, SHARED[of]))
        elif called:
            found.append((of, called))
    return tuple(as_known(Identity(*each), history, who.sources, ledger) for each in found)


def alike(identity: Identity, history: History, sources: Sources) -> Identity | None:
    """What the system calls somebody, where only zeros and points differ."""
    system = identity.system
    if system != sources.system or not history.identities:
        return None
    same = loosened(identity.identifier)
    return next(
        (each for each in history.identities if each.system == system and loosened(each.identifier) == same), None
    )


def written_otherwise(row: PersonRow, history: History, sources: Sources, ledger: Ledger) -> Iterator[Problem]:
    """That an identifier is written otherwise than before. Raises Contradiction where names differ, too."""
    own = Identity(sources.system, row.identifier)
    known = None if own in history.identities else alike(own, history, sources)
    if known is None or not history.stays or as_known(own, history, sources, ledger).identifier == row.identifier:
        return
    name = history.name_on(sources.on)
    if not shares_a_word(name, row.name):
        raise Contradiction(
            f"is “{row.name}” here, and “{known.identifier}”, which differs in zeros alone, is “{name}” in the"
            " ledger: write identifiers as before, or name another --system"
        )
    what = f"is taken for “{known.identifier}”, as the ledger writes it"
    yield sources.problem(row.number, "identifier", row.identifier, what)
