"""Whom chance may choose in the demo for what is told of growing: people of whom no story tells, and who stay."""

from __future__ import annotations

from demo.organisation import Organisation
from demo.somebody import Somebody


def at_rest(organisation: Organisation) -> list[Somebody]:
    """Everybody here whom somebody leads, of whom no story tells, on no case, and not about to leave."""
    return [
        one
        for one in organisation.here()
        if one.manager and not (one.reserved or one.quiet or one.leaves_on or one.on_case)
    ]
