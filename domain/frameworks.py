"""Publishing frameworks: an edition is complete and consistent, or it does not come out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from domain.facts import Event, Reference
from domain.framework import Edition, Framework


@dataclass(frozen=True)
class FrameworkPublished(Event[Framework]):
    """An edition came out. From now on it can be assessed and decided under, and it stays as it is."""

    act: ClassVar[bool] = True

    edition: Edition

    def evolve(self, framework: Framework, at: Reference) -> Framework:
        return replace(framework, editions={**framework.editions, self.edition.number: self.edition})
