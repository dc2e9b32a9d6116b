"""Who asks on the command line: a token of the settings, a steward by name, or else whoever holds the machine."""

from __future__ import annotations

from datetime import date

import typer

from api.access.callers import Caller, Scope, machine
from api.settings import Settings
from domain.kernel.ids import PersonId
from domain.offices.offices import Mandate, Offices
from domain.offices.stewards import stewards_from
from ledger import Ledger


def asker(settings: Settings, ledger: Ledger) -> Caller:
    """Whoever asks: by the token of the settings, or as whoever holds the machine."""
    if settings.token is None:
        return machine(ledger)
    token = ledger.tokens.presented(settings.token.get_secret_value())
    if token is None:
        raise typer.BadParameter(
            "it is none of this ledger, has expired, or was revoked", param_hint="LEADERSHIP_TOKEN"
        )
    return Caller.with_token(token)


def answering_steward(named: str | None, caller: Caller, ledger: Ledger) -> PersonId:
    """The steward who answers for what is asked: who asks, who is named, or the one that there is. typer.BadParameter
    where that is nobody, or one of several."""
    if named is not None or caller.person is not None:
        return PersonId(named or str(caller.person))
    today = ledger.today()
    stewards = [one for one in stewards_from(today, ledger.book()) if is_steward(one, today, ledger)]
    if len(stewards) != 1:
        raise typer.BadParameter(
            f"{len(stewards)} people are stewards today: name who answers for it", param_hint="--by"
        )
    return stewards[0]


def is_steward(person: PersonId, today: date, ledger: Ledger) -> bool:
    """Whether somebody is a steward today."""
    return ledger.book().recall(Offices, person).holds(Mandate.STEWARD, today)


def importer(settings: Settings, steward: str | None, ledger: Ledger) -> Caller:
    """Whoever imports. typer.BadParameter where they may not."""
    today = ledger.today()
    if steward is not None:
        person = PersonId(steward)
        caller = Caller(person, person, frozenset({Scope.WRITE}))
        if not caller.is_steward(today, ledger):
            raise typer.BadParameter(f"“{steward}” is no steward on {today}: name one who is", param_hint="--as")
        return caller
    caller = asker(settings, ledger)
    if not caller.may(Scope.IMPORT_HISTORY, today, ledger):
        raise typer.BadParameter(
            f"it may not import: issue one with --scope {Scope.IMPORT_HISTORY.replace('_', '-')}",
            param_hint="LEADERSHIP_TOKEN",
        )
    return caller
