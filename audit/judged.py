"""Which criteria of an edition anybody judges: a criterion without a judge asks for something in vain."""

from __future__ import annotations

from domain.frameworks.criteria import Requirement
from domain.frameworks.edition import Edition
from domain.judging.looks import LOOKS


def not_judged(edition: Edition) -> tuple[Requirement, ...]:
    """What the edition asks for, of promotions and of readiness, that no rule can see in the ledger."""
    rules = (edition.promotion, *(rule.criteria for rule in edition.readiness))
    asked = (criterion.requirement for criteria in rules for criterion in criteria)
    return tuple(dict.fromkeys(requirement for requirement in asked if requirement not in LOOKS))
