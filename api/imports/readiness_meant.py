"""Which readiness is meant by the words of a table of successors: “ready now”, “1–2 years”, “12 to 24 months”."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from api.imports.names import says_nothing
from api.imports.words import FILE_WORDS
from domain.frameworks.edition import Readiness

NOW: Final = ("now", "ready now", "ready", "ready today", "immediate", "immediately", "r0", "sofort", "jetzt", "bereit",
              "sofort bereit", "direct", "nu", "pronto", "pronta", "pronto agora", "pronta agora",
              "imediato", "subito", "adesso", "od zaraz", "immédiat", "immédiatement", "prêt",
              "inmediato", "listo", "listo ahora", "即時", "即", "即戦力", "すぐ", "즉시", "立即")  # fmt: skip
EMERGENCY: Final = ("emergency", "emergency only", "emergency cover", "emergency interim", "interim", "interim only",
                    "notfall", "notfallvertretung", "urgence")  # fmt: skip
WORDS: Final[Mapping[str, Readiness]] = {
    **{readiness.value: readiness for readiness in Readiness},
    **dict.fromkeys(NOW, Readiness.NOW),
    **dict.fromkeys(EMERGENCY, Readiness.EMERGENCY),
}
YEARS: Final = ("y", "year", "years", "yr", "yrs", "jahr", "jahre", "jahren", "jaar", "jaren", "an", "ans", "año",
                "años", "ano", "anos", "anno", "anni", "rok", "roku", "lat", "lata", "j.",
                "年", "年以内", "년")  # fmt: skip
MONTHS: Final = ("m", "month", "months", "mo", "mos", "monat", "monate", "monaten", "maanden", "mois", "mes", "meses",
                 "mesi")  # fmt: skip
UNIT: Final = rf"\s*(?P<unit>{'|'.join((*YEARS, *MONTHS))})?"
SPAN: Final = re.compile(r"(?P<least>\d+)\s*(?:-|–|—|〜|～|~|to|bis|à|a)\s*(?P<most>\d+)" + UNIT)
UP_TO: Final = re.compile(
    r"(?:<|within|less than|under|in|unter|in weniger als|binnen|em até|entro|do)\s*(?P<most>\d+)" + UNIT
)
YEAR: Final = 12
SPANS: Final = {Readiness.ONE_TO_TWO_YEARS: (1, 2), Readiness.THREE_TO_FIVE_YEARS: (3, 5)}
"""In years."""
NOT_READY: Final = frozenset(FILE_WORDS["nobody"]["not_ready"])
NONE: Final = "none"
"""How whoever imports says that a word means no readiness."""


def readiness_meant(word: str) -> Readiness | None:
    """The readiness that is meant; None where the words fit none, as “2–3 years” do."""
    said = " ".join(word.casefold().replace("_", " ").split())
    if said in WORDS:
        return WORDS[said]
    said = said.removeprefix("ready").removeprefix("bereit").strip().removeprefix("in ").strip()
    if span := SPAN.fullmatch(said):
        return fitting(in_months(span["least"], span["unit"]), in_months(span["most"], span["unit"]))
    if span := UP_TO.fullmatch(said):
        return fitting(0, in_months(span["most"], span["unit"]))
    return None


def means_none(word: str) -> bool:
    """Whether the words say that there is no readiness to record: “not ready”, “not yet”."""
    return says_nothing(word) or " ".join(word.casefold().replace("_", " ").split()) in NOT_READY


def fitting(least: int, most: int) -> Readiness | None:
    """The readiness whose time a span lies in, in months. “Within a year” may be now, and may be no such thing."""
    for readiness, (first, last) in SPANS.items():
        if first * YEAR <= least and most <= last * YEAR:
            return readiness
    return None


def in_months(number: str, unit: str | None) -> int:
    """A time in months; years where no unit says otherwise."""
    return int(number) * (1 if unit in MONTHS else YEAR)
