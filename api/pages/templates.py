"""The templates: where they are, and the words and filters that all of them share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Final

from babel import Locale
from babel.dates import format_skeleton, format_time
from babel.numbers import format_decimal
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from api.pages.stacked import stacked
from api.pages.wording import language, languages, locale, said, translations

HERE: Final = Path(__file__).parent


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
        extensions=["jinja2.ext.i18n"],
    )
    made.policies["ext.i18n.trimmed"] = True
    made.install_gettext_callables(  # type: ignore[attr-defined]  # the extension brings it
        lambda text: translations(language()).ugettext(text),
        lambda one, many, number: translations(language()).ungettext(one, many, number),
        newstyle=True,
    )
    made.globals |= {"language": language, "languages": languages}
    made.filters |= {
        "day": day,
        "month": month,
        "instant": instant,
        "pair": pair,
        "figure": figure,
        "headline": headline,
        "kind": kind,
        "words": in_words,
        "said": said,
        "sentence": sentence,
        "language_name": language_name,
        "left_out": left_out,
    }
    return made


def rendered(template: str, told: Mapping[str, object]) -> str:
    """A template with what it is told."""
    return stacked(environment().get_template(template).render(told))


def day(value: str | date | None) -> str:
    """A day as it is read: 1 March 2026; nothing for none."""
    return format_skeleton("yMMMd", at_noon(value), locale=locale()) if value else ""


def month(value: str) -> str:
    """The month of a day, as it is read below a drawing: Mar 2026."""
    return format_skeleton("yMMM", at_noon(value), locale=locale())


def at_noon(value: str | date) -> datetime:
    """An instant of a day, whatever the zone."""
    of = date.fromisoformat(value) if isinstance(value, str) else value
    return datetime(of.year, of.month, of.day, 12)  # noqa: DTZ001  a day has no zone


def pair(value: str) -> tuple[str, str]:
    """What can be chosen, and how it is read: the same word."""
    return value, value


def instant(value: str | datetime) -> str:
    """An instant as it is read, with its zone."""
    at = datetime.fromisoformat(value) if isinstance(value, str) else value
    return f"{format_skeleton('yMMMd', at, locale=locale())}, {format_time(at, 'HH:mm', locale=locale())} UTC"


def figure(value: float, pattern: str = "0.######") -> str:
    """A number as it is read, by a pattern of Unicode's: 2.5, or 2,5."""
    return str(format_decimal(value, pattern, locale=locale()))


def kind(value: str) -> str:
    """What a kind of entry is called, in the reader's words."""
    return said(words(value).capitalize())


def headline(text: str) -> str:
    """The headline of an entry, with its kind in the reader's words; what somebody said stands as they said it."""
    of, colon, what = text.partition(":")
    return f"{said(of)}{colon}{what}"


def in_words(value: str | None) -> str:
    """What a program calls something, in the reader's words."""
    return said(words(value))


def language_name(code: str) -> str:
    """What a language is called, by its code in ISO 639."""
    return str(Locale.parse(language()).languages.get(code, code))


def sentence(text: str) -> str:
    """The same as it stands at the beginning of a sentence."""
    return text[:1].upper() + text[1:]


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
        by_type.setdefault(of, []).append(in_words(field))
    entries = [said("what entries say")] if by_type.pop("Entry", None) else []
    of_each = (
        said("of %(what)s: %(fields)s", what=in_words(of), fields=", ".join(fields))
        for of, fields in sorted(by_type.items())
    )
    return "; ".join([*entries, *of_each])
