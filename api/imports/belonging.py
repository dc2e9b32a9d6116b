"""How much somebody works, and in which way they belong to the organisation: in the words of HR files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from domain.people.employment import Belonging
from domain.people.moving import WHOLE_TIME

SHARE: Final = re.compile(r"(?P<number>\d{1,4}(?:[.,]\d{1,6})?)\s*(?:/\s*(?P<of>[1-9]\d{0,2})|(?P<percent>%))?")
BELONGS: Final[Mapping[str, Belonging]] = {
    **{belonging.value: belonging for belonging in Belonging},
    **dict.fromkeys(("employee", "permanent", "regular", "fixed term", "fixed-term", "temporary", "full time",
                     "part time", "full-time", "part-time", "apprentice", "salaried", "hourly", "exempt", "non-exempt",
                     "regular employee", "active employee", "intern", "trainee", "casual", "seasonal", "angestellt",
                     "mitarbeiter", "befristet", "unbefristet", "vollzeit", "teilzeit", "salarié", "cdi", "cdd",
                     "empleado", "indefinido", "clt", "正社員", "契約社員", "パート", "アルバイト", "正式员工",
                     "정규직", "계약직"), Belonging.EMPLOYED),
    **dict.fromkeys(("tupe", "transfer of undertaking", "betriebsübergang"), Belonging.TRANSFERRED),
    **dict.fromkeys(("agency worker", "agency temp", "agency", "temp", "contingent worker", "contingent", "leiharbeit",
                     "leiharbeiter", "zeitarbeit", "intérimaire", "派遣社員", "파견직"), Belonging.AGENCY),
    **dict.fromkeys(("external", "contractor", "independent contractor", "freelancer", "freelance", "consultant",
                     "self employed", "self-employed", "extern", "freier mitarbeiter", "prestataire", "業務委託"),
                    Belonging.CONTRACTOR),
}  # fmt: skip
"""The words for ways of belonging."""


def percentage(text: str) -> int | None:
    """A share in percent; 0.5, 1/2, 50 and 50 % are the same. None for what is no share."""
    if (written := SHARE.fullmatch(text)) is None:
        return None
    number = float(written["number"].replace(",", ".")) / float(written["of"] or 1)
    is_part = bool(written["of"]) or (number <= 1 and not written["percent"])
    share = round(number * 100 if is_part else number)
    return share if 1 <= share <= WHOLE_TIME else None


def wrong_in(said: Mapping[str, str]) -> tuple[str, str] | None:
    """The field of a row that says what cannot be, and what would be right; None where there is none."""
    share, belonging = said.get("share_of_full_time"), said.get("belonging")
    if share and percentage(share) is None:
        what = f"is no share of full time: write a percentage from 1 to {WHOLE_TIME}, or a part of 1, as 0.5"
        return "share_of_full_time", what
    if belonging and belonging.casefold() not in BELONGS:
        return "belonging", f"is no way of belonging that we know, which are {', '.join(Belonging)}"
    return None
