"""Money: an amount as an exact decimal, written as text, with the currency that it is in."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from domain.kernel.currencies import CODES
from domain.kernel.refusals import Refusal

AMOUNT: Final = re.compile(r"[0-9]{1,12}(\.[0-9]{1,4})?")
"""Digits, and a point before the smaller ones: a number of JSON is a float in most readers, and no longer exact."""


def money_must_be_exact(cost: str | None, currency: str | None) -> None:
    """Refuses an amount that is no exact decimal above 0, one without its currency, and a currency without one."""
    if cost is not None and not (AMOUNT.fullmatch(cost) and Decimal(cost) > 0):
        raise AmountNotExact(f"cost is “{cost}”: write a decimal above 0, as 450.00, or leave it out")
    if cost is None and currency is not None:
        raise AmountNotExact(f"cost is left out, and currency is “{currency}”: give both, or neither")
    if cost is not None and currency is None:
        raise CurrencyNotKnown(f"cost is “{cost}”, and currency is left out: give both, or neither")
    if currency is not None and currency not in CODES:
        raise CurrencyNotKnown(f"currency is “{currency}”: {right_currency(currency)}")


def right_currency(currency: str) -> str:
    """What would be right in place of a code that is none of a currency; sums are told currency by currency."""
    return f"write the three letters of ISO 4217, as {currency.upper() if currency.upper() in CODES else 'EUR'}"


class AmountNotExact(Refusal):
    """An amount of money is an exact decimal above 0."""

    instead = "Write digits and a point, as 450.00, or leave it out together with its currency."
    field = "cost"


class CurrencyNotKnown(Refusal):
    """Money is in a currency."""

    instead = "Write the three letters of ISO 4217, as EUR."
    field = "currency"
