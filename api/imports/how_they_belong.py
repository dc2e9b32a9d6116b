"""In which way somebody belongs to the organisation, as a source tells it of one of their stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Protocol

from api.imports.histories import Stay
from domain.people.employment import Belonging


class Belongs(Protocol):
    """What a source tells of how somebody belongs to the organisation."""

    @property
    def belonging(self) -> Belonging | None:
        """In which way; None where it does not say."""

    @property
    def continuous_since(self) -> date | None:
        """Since when their service counts as continuous."""


def belonging_to(stay: Stay, told: Belongs) -> Stay:
    """The stay with the way of belonging that the source tells, if it tells one."""
    belonging, since = told.belonging or stay.belonging, told.continuous_since or stay.continuous_since
    if (belonging, since) == (stay.belonging, stay.continuous_since):
        return stay
    return replace(stay, belonging=belonging, continuous_since=since)
