"""Who asks on the command line: a token of the settings, a steward by name, or else whoever holds the machine."""

from __future__ import annotations

import typer

from api.access.callers import Caller, Scope, machine
from api.settings import Settings
from domain.kernel.ids import PersonId
from ledger import Ledger


def importer(settings: Settings, steward: str | None, ledger: Ledger) -> Caller:
    """Whoever imports. typer.BadParameter where they may not."""
    today = ledger.today()
    if steward is not None:
        person = PersonId(steward)
        caller = Caller(person, person, frozenset({Scope.WRITE}))
        if not caller.is_steward(today, ledger):
            raise typer.BadParameter(f"“{steward}” is no steward on {today}: name one who is", param_hint="--as")
        return caller
    if settings.token is None:
        return machine(ledger)
    token = ledger.tokens.presented(settings.token.get_secret_value())
    if token is None:
        raise typer.BadParameter(
            "it is none of this ledger, has expired, or was revoked", param_hint="LEADERSHIP_TOKEN"
        )
    caller = Caller.with_token(token)
    if not caller.may(Scope.IMPORT_HISTORY, today, ledger):
        raise typer.BadParameter(
            f"it may not import: issue one with --scope {Scope.IMPORT_HISTORY.replace('_', '-')}",
            param_hint="LEADERSHIP_TOKEN",
        )
    return caller
