"""Money: exact, above nothing, and in a currency that there is or was."""

from __future__ import annotations

import pytest
from babel.core import get_global
from babel.numbers import get_territory_currencies, list_currencies

from domain.kernel.currencies import CODES
from domain.kernel.money import AmountNotExact, CurrencyNotKnown, money_must_be_exact


def test_currencies_are_those_of_the_locale_data() -> None:
    assert list_currencies() >= CODES
    assert {code for place in get_global("territory_currencies") for code in get_territory_currencies(place)} <= CODES


@pytest.mark.parametrize("currency", ["EUR", "JPY", "DEM"])
def test_money_is_in_a_currency_of_today_or_of_before(currency: str) -> None:
    money_must_be_exact("450.00", currency)


@pytest.mark.parametrize(
    ("currency", "right"), [("EYR", "as EUR"), ("chf", "as CHF"), ("Euro", "as EUR"), ("", "as EUR"), ("EU", "as EUR")]
)
def test_a_slip_in_the_currency_would_split_a_sum(currency: str, right: str) -> None:
    with pytest.raises(CurrencyNotKnown, match=f"currency is “{currency}”: write the three letters.*{right}"):
        money_must_be_exact("450.00", currency)


@pytest.mark.parametrize("cost", ["0", "-1", "450,00", "4.5e2", "", "1.00001"])
def test_an_amount_is_an_exact_decimal_above_nothing(cost: str) -> None:
    with pytest.raises(AmountNotExact, match="cost is"):
        money_must_be_exact(cost, "EUR")


def test_both_or_neither_are_given() -> None:
    money_must_be_exact(None, None)
    with pytest.raises(AmountNotExact, match="both, or neither"):
        money_must_be_exact(None, "EUR")
    with pytest.raises(CurrencyNotKnown, match="both, or neither"):
        money_must_be_exact("450.00", None)
