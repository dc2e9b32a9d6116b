"""What is said of growing in the demo: a sentence of a kind, or two that follow each other."""

from __future__ import annotations

from demo.organisation import Organisation
from demo.somebody import Somebody


def sentence(organisation: Organisation, whom: Somebody, kind: str) -> str:
    """A sentence of a kind."""
    return organisation.words.say(whom, "growth", kind, "first")


def two_sentences(organisation: Organisation, whom: Somebody, kind: str) -> str:
    """A sentence of a kind, and one that follows it."""
    return f"{sentence(organisation, whom, kind)} {organisation.words.say(whom, 'growth', kind, 'then')}"
