"""Two moments of a page, as its address says them: an earlier one, and now or a later one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, Self

from api.pages.time_bar import THEN_TIMES, TIMES, TimesShown, compared_path, with_parameters

BEFORE: Final = timedelta(days=30)
"""How long before the later moment the earlier one lies, where none is said."""


@dataclass(frozen=True)
class TwoMoments:
    """What is compared: a page as it was shown then, and as it is shown now."""

    then: TimesShown
    now: TimesShown
    is_said: bool
    """Whether the address says both, so that it means the same tomorrow."""

    @classmethod
    def of(cls, path: str, parameters: Mapping[str, str], today: date, began: date) -> Self:
        """Those that an address says of a page; of the earlier one, a month before, or before the entry that is shown.

        Of a ledger that began later nothing was known then: what was true is compared. 400 for what is no time, by
        its name.
        """
        own = {name: value for name, value in parameters.items() if name not in THEN_TIMES}
        of_then = {name: value for name, value in parameters.items() if name not in TIMES}
        now, then = TimesShown.of(path, own), TimesShown.of(path, of_then, THEN_TIMES)
        is_said = then.past and (now.position is not None or now.known_on is not None)
        return cls(then if then.past else before(now, today, began), now, is_said)

    @property
    def path(self) -> str:
        """Where the two are compared, without what is said of them."""
        return compared_path(self.now.path)

    def address(self, today: date | None = None, form: str = "") -> str:
        """Where the two are compared; with `today`, which is what is known now, as a day that stays the same."""
        known = self.now.known_on or (today if self.now.position is None else None)
        now = replace(self.now, known_on=known)
        both = {**said(self.then, THEN_TIMES), **said(now, TIMES)}
        return with_parameters(f"{self.path}{form}", {**now.others, **both})

    def shown(self, today: date) -> TimesShown:
        """The later moment as pages that are linked show it: today is now."""
        known_on = self.now.known_on
        return replace(self.now, known_on=None) if known_on is not None and known_on >= today else self.now


def before(now: TimesShown, today: date, began: date) -> TimesShown:
    """The moment that another is compared with where none is said."""
    if now.position is not None:
        return replace(now, position=max(0, now.position - 1))
    known_on = (now.known_on or today) - BEFORE
    if known_on >= began:
        return replace(now, known_on=known_on)
    return replace(now, effective_on=(now.effective_on or now.known_on or today) - BEFORE)


def said(moment: TimesShown, names: tuple[str, str]) -> Mapping[str, object]:
    """A moment as parameters of an address, of these names."""
    return dict(zip(names, (moment.known, moment.effective_on), strict=True))
