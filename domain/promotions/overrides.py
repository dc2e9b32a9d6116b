"""Overrides: a criterion in the way is set aside by name, with a reason and reviews to come. Procedure never is."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Final

from domain.frameworks.criteria import Requirement
from domain.judging.findings import Finding
from domain.kernel.acting import Acts
from domain.kernel.commands import Said
from domain.kernel.dates import months_after
from domain.kernel.ids import PersonId
from domain.kernel.refusals import ReasonMissing, Refusal
from domain.people.named import Here
from domain.promotions.independence import Independent

REVIEWS_AFTER_MONTHS: Final = (6, 12)
"""When it is asked whether setting a criterion aside was right."""


@dataclass(frozen=True)
class Override:
    """A finding that somebody with authority set aside; the finding itself stays on record."""

    criterion: Requirement
    """The criterion."""
    authorised_by: PersonId
    """Who set it aside."""
    reviews_on: tuple[date, ...]
    """The days on which it is asked whether that was right."""


@dataclass(frozen=True)
class SetAside:
    """A request to override a criterion: on whose authority, and why."""

    criterion: Requirement
    """Name of the criterion."""
    authorised_by: Annotated[PersonId, Here(), Independent(), Acts()]
    """Who has the authority to set it aside."""
    reason: Annotated[str, Said("say why it may be set aside", ReasonMissing)]
    """Why it is set aside."""


def overridden(
    set_aside: tuple[SetAside, ...], findings: tuple[Finding, ...], deciders: Collection[PersonId | None], on: date
) -> tuple[Override, ...]:
    """The overrides, if they clear the way: every finding that stands in it is set aside once, and no other is."""
    must_clear(set_aside, findings)
    for one in set_aside:
        if one.authorised_by in deciders:
            raise AuthorityDecides(
                f"set_aside “{one.criterion}”: “{one.authorised_by}” decides: name another authority"
            )
    return tuple(Override(one.criterion, one.authorised_by, reviews_after(on)) for one in set_aside)


def must_clear(set_aside: tuple[SetAside, ...], findings: tuple[Finding, ...]) -> None:
    """Refuses what leaves something in the way, or sets aside what is not in it."""
    in_the_way = [finding.criterion for finding in findings if finding.stands_in_the_way]
    asked = [one.criterion for one in set_aside]
    left = [one for one in findings if one.stands_in_the_way and one.criterion not in asked]
    if left:
        came_out = ", ".join(f"“{finding.criterion}” came out as “{finding.verdict}”" for finding in left)
        raise CriterionNotMet(f"{came_out}: have each overridden by name and with a reason, or decline or defer")
    for criterion in asked:
        if criterion not in in_the_way or asked.count(criterion) > 1:
            raise NothingToOverride(f"set_aside “{criterion}”: override once, and only what is in the way")


def reviews_after(day: date) -> tuple[date, ...]:
    """The days on which it is asked whether setting a criterion aside on that day was right."""
    return tuple(months_after(day, months) for months in REVIEWS_AFTER_MONTHS)


class CriterionNotMet(Refusal):
    """What the edition asks for is met, or set aside by name."""

    instead = "Have the criterion set aside by name and with a reason, or decline or defer."
    field = "set_aside"


class NothingToOverride(Refusal):
    """Only what stands in the way is set aside."""

    instead = "Set aside only what stands in the way, and each of it once."
    field = "set_aside"


class AuthorityDecides(Refusal):
    """Whoever decides does not clear their own way."""

    instead = "Have somebody set it aside who does not decide."
    field = "set_aside"
