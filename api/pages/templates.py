"""The templates: where they are, and the words and filters that all of them share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Final

from babel.dates import format_date, format_datetime
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from api.pages.stacked import stacked

HERE: Final = Path(__file__).parent
LOCALE: Final = "en_GB"


@cache
def environment() -> Environment:
    """What renders them. Whatever a template names has to be there, and all that is told is escaped."""
    made = Environment(
        loader=FileSystemLoader(HERE),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"day": day, "month": month, "instant": instant, "words": words, "pair": pair, "left_out": left_out}
    return made


def rendered(template: str, told: Mapping[str, object]) -> str:
    """A template with what it is told."""
    return stacked(environment().get_template(template).render(told))


def day(value: str | date | None) -> str:
    """A day as it is read: 1 March 2026; nothing for none."""
    if not value:
        return ""
    return format_date(date.fromisoformat(value) if isinstance(value, str) else value, "d MMM y", LOCALE)


def month(value: str) -> str:
    """The month of a day, as it is read below a drawing: Mar 2026."""
    return format_date(date.fromisoformat(value), "MMM y", LOCALE)


def pair(value: str) -> tuple[str, str]:
    """What can be chosen, and how it is read: the same word."""
    return value, value


def instant(value: str | datetime) -> str:
    """An instant as it is read, with its zone."""
    at = datetime.fromisoformat(value) if isinstance(value, str) else value
    return format_datetime(at, "d MMM y, HH:mm 'UTC'", locale=LOCALE)


def words(value: str | None) -> str:
    """What a program calls something, in words: ON_THE_JOB and onTheJob are “on the job”."""
    if not value:
        return ""
    apart = "".join(f" {each}" if each.isupper() and not value.isupper() else each for each in value)
    return " ".join(apart.replace("_", " ").split()).lower()


def left_out(names: Sequence[str]) -> str:
    """What is not told, by the names of its fields in the schema, in words: of a person: left on, joined on."""
    by_type: dict[str, list[str]] = {}
    for name in names:
        of, _, field = name.partition(".")
        by_type.setdefault(of, []).append(words(field))
    entries = ["what entries say"] if by_type.pop("Entry", None) else []
    return "; ".join([*entries, *(f"of {words(of)}: {', '.join(fields)}" for of, fields in sorted(by_type.items()))])
