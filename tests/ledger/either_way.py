"""A command may be asked alone or among many; what is said of one way goes for the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from domain.kernel.refusals import Refusal
from ledger import Ledger, Receipt, Request

Ask = Callable[[Ledger, Request], Receipt | Refusal]


def alone(ledger: Ledger, request: Request) -> Receipt | Refusal:
    """Asked as a door asks."""
    try:
        return ledger.record(request.command, by=request.by, command_id=request.command_id)
    except Refusal as refusal:
        return refusal


def in_bulk(ledger: Ledger, request: Request) -> Receipt | Refusal:
    """Asked as an import asks."""
    [result] = ledger.record_many([request])
    return result


either_way = pytest.mark.parametrize("ask", [alone, in_bulk])


def repeated(receipt: Receipt | Refusal) -> Receipt:
    assert isinstance(receipt, Receipt), repr(receipt)
    return replace(receipt, repeated=True)
