"""Sentences of the demo, built of parts: what the ledger holds of somebody, and what people make of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from demo.claims import claimed
from demo.organisation import Organisation
from demo.somebody import Somebody
from demo.words import Scene, read

CLAIM: Final = "claim "
"""What a part begins with that is a claim, followed by the kinds of which one is made."""


def phrase(
    organisation: Organisation,
    whom: Somebody,
    kind: str,
    *,
    aloud: bool = False,
    scene: Scene | None = None,
) -> str:
    """A text of a kind about somebody, or, said `aloud`, by them: its parts one after the other, as they are true."""
    kinds: Mapping[str, Mapping[str, Sequence[str] | str]] = read("phrases.toml")
    kind = f"{kind}_aloud" if aloud and f"{kind}_aloud" in kinds else kind
    said: list[str] = []
    for part, cards in kinds[kind].items():
        if isinstance(cards, str):
            claim = claimed(organisation, whom, *cards.removeprefix(CLAIM).split(), aloud=aloud)
            said += [claim] if claim else []
        else:
            said.append(organisation.words.say(whom, "phrases", kind, part, scene=scene))
    return " ".join(said)


def followed(organisation: Organisation, whom: Somebody, text: str, kind: str, chance: float = 0.75) -> str:
    """A text, and mostly a sentence of a kind that may follow it."""
    if organisation.words.chance(whom, kind) >= chance:
        return text
    stop = "" if text[-1] in ".?!”" else "."
    return f"{text}{stop} {phrase(organisation, whom, kind)}"
