"""The two times of a page, as its address says them: as known on, and as effective on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Final, Self
from urllib.parse import urlencode

from starlette.exceptions import HTTPException

from api.graphql.fitting import shown
from api.pages.templates import day
from api.pages.wording import said

KNOWN, EFFECTIVE = "known", "effective"
TIMES: Final = (KNOWN, EFFECTIVE)
"""The parameters of an address that are times; all others are a page's own."""
THEN_TIMES: Final = ("then-known", "then-effective")
"""The same of the earlier moment, where two are compared."""
LEAFED_ON: Final = "after"
"""The parameter of an address that goes on in a list from a cursor: one of another moment may not be in it."""
COMPARED: Final = "/compare"
"""What an address ends with where two moments of a page are compared."""
RECORDED: Final = "recorded"
"""The parameter by which a page is told what has just been recorded: it says so, and no link keeps it."""
MOST_DIGITS: Final = 18


@dataclass(frozen=True)
class TimesShown:
    """The moment that a page is shown as of; nothing said is now, and today."""

    path: str
    others: Mapping[str, str]
    """What else the address says."""
    position: int | None = None
    known_on: date | None = None
    effective_on: date | None = None

    @classmethod
    def of(cls, path: str, parameters: Mapping[str, str], times: tuple[str, str] = TIMES) -> Self:
        """Those that an address says, as parameters of these names. 400 for what is no time, by its name."""
        others = {name: value for name, value in parameters.items() if name not in (*times, RECORDED) and value}
        known, effective = (parameters.get(name, "").strip() for name in times)
        day = day_said(times[1], effective)
        if known.isascii() and known.isdigit() and len(known) <= MOST_DIGITS:
            return cls(path, others, int(known), None, day)
        return cls(path, others, None, day_said(times[0], known), day)

    @staticmethod
    def recorded(parameters: Mapping[str, str]) -> int | None:
        """The position of what has just been recorded; None for nothing."""
        said = parameters.get(RECORDED, "")
        return int(said) if said.isascii() and said.isdigit() and len(said) <= MOST_DIGITS else None

    @property
    def known(self) -> int | date | None:
        """Up to what is known: the position of an entry, or a day; None for all."""
        return self.known_on if self.position is None else self.position

    @property
    def in_words(self) -> str:
        """The moment as it is read."""
        known = said("all that is known")
        if self.position is not None:
            known = said("known up to entry %(position)s", position=self.position)
        elif self.known_on:
            known = said("known on %(day)s", day=day(self.known_on))
        if self.effective_on is None:
            return known
        return said("%(known)s, as true on %(day)s", known=known, day=day(self.effective_on))

    @property
    def past(self) -> bool:
        """Whether another moment than now is shown."""
        return (self.position, self.known_on, self.effective_on) != (None, None, None)

    def as_asked(self, today: date, zone: tzinfo) -> dict[str, object] | None:
        """The same as `asOf` of a question: what was known at the end of a day. None for now."""
        asked: dict[str, object] = {}
        if self.position is not None:
            asked["position"] = self.position
        elif self.known_on is not None and self.known_on < today:
            asked["recordedAt"] = end_of(self.known_on, zone).isoformat()
        if self.effective_on is not None:
            asked["effectiveOn"] = self.effective_on.isoformat()
        return asked or None

    def address(self, path: str | None = None, **changed: object) -> str:
        """The address of this page, or of another, with the same times; but for what is changed, or None: left out."""
        others = self.others if path is None else {}
        return with_parameters(path or self.path, {**others, **self._said, **changed})

    def as_data(self, form: str) -> str:
        """The address of the same as data."""
        return with_parameters(f"{self.path}.{form}", {**self.others, **self._said})

    @property
    def compared(self) -> str:
        """Where this page is compared: the moment that is shown with now, or what is now with what was before."""
        both = dict(zip(THEN_TIMES, self._said.values(), strict=True))
        return with_parameters(compared_path(self.path), {**from_the_first(self.others), **both})

    @property
    def _said(self) -> dict[str, object]:
        """The two times, as an address says them."""
        return {KNOWN: self.known, EFFECTIVE: self.effective_on}


def compared_path(path: str) -> str:
    """Where a page is compared."""
    return f"{path.rstrip('/')}{COMPARED}"


def with_parameters(path: str, said: Mapping[str, object]) -> str:
    """An address with its parameters; those that are None are left out."""
    kept = {name: str(value) for name, value in said.items() if value is not None}
    return f"{path}{'?' if kept else ''}{urlencode(kept)}"


def day_said(name: str, text: str) -> date | None:
    """The day that a parameter says; None for nothing. 400 for what is none."""
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        instead = "give a day, as 2026-03-01" + (", or the position of an entry" if name.endswith(KNOWN) else "")
        raise HTTPException(400, f"{name}: “{shown(text)}” is no day: {instead}.") from None


def end_of(day: date, zone: tzinfo) -> datetime:
    """The last instant of a day, where the organisation is."""
    return datetime.combine(day + timedelta(days=1), time(), zone) - timedelta(microseconds=1)


def from_the_first(parameters: Mapping[str, str]) -> dict[str, str]:
    """What an address says, but for how far in its list it is: two moments are compared from the first page on."""
    return {name: value for name, value in parameters.items() if name != LEAFED_ON}
