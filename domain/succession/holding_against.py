"""Holding a readiness against its rule: what the cited facts show, and what was left off that says otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from domain.development.aspirations import Willingness, Word
from domain.frameworks.criteria import Criterion
from domain.frameworks.edition import Edition
from domain.judging.admissible import kinds_shown_by
from domain.judging.findings import Finding, Verdict, Wish
from domain.judging.gathering import as_evidence, gathered
from domain.judging.judging import judge
from domain.kernel.book import Book
from domain.kernel.dates import months_after
from domain.kernel.facts import Reference
from domain.kernel.ids import PersonId


def found_in(
    facts: Iterable[Reference],
    candidate: PersonId,
    level: str,
    edition: Edition,
    criteria: tuple[Criterion, ...],
    on: date,
    word: Word | None,
    book: Book,
) -> tuple[Finding, ...]:
    """What the criteria find in cited facts about a candidate, and in what the ledger knows beside.

    What somebody wrote of others, or did for them, is no evidence of themselves. Support comes from what is cited
    alone; what others assessed for decisions lately and was not cited may stand against it: nobody chooses the voices.
    """
    wish = Wish(word.at, word.willingness is Willingness.WILLING) if word else None
    cited = tuple(at for at in facts if at.stream == candidate)
    file = gathered(candidate, as_evidence(cited, book), level, edition, criteria, on, book, wish=wish)
    findings = judge(edition, criteria, file)
    since = months_after(on, -edition.windows.evidence_months)
    left_off = tuple(
        a.at for a in file.on_record if a.on >= since and a.at not in cited and shows_something(a.at, book)
    )
    if not left_off:
        return findings
    whole = gathered(candidate, as_evidence((*cited, *left_off), book), level, edition, criteria, on, book, wish=wish)
    return tuple(
        against if against.verdict is Verdict.NOT_MET else finding
        for finding, against in zip(findings, judge(edition, criteria, whole), strict=True)
    )


def shows_something(at: Reference, book: Book) -> bool:
    """Whether an entry is evidence of anything."""
    noted = book.noted(at)
    return noted is not None and any(True for _ in kinds_shown_by(noted.event))
