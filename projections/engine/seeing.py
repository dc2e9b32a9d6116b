"""For whom something is read: what is handed down of them to the second wall in the database, a statement at a time."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, Protocol

BEYOND: Final = "*"
"""Under which the passes stand that a statement reads by; alone, that everything is told."""
ALL_OTHERS: Final = ""
"""Under which it stands how they stand to whoever is not named."""


class Seeing(Protocol):
    """Whoever asks, as the database is told of them."""

    async def handed_down(self, about: Collection[str], by: Sequence[str]) -> str:
        """How they stand to the subjects that a statement is about, and by which passes it reads."""


@dataclass(frozen=True)
class Always:
    """Whoever is told the same whatever they ask about."""

    text: str

    async def handed_down(self, about: Collection[str], by: Sequence[str]) -> str:
        return self.text


NOTHING: Final = Always("")
"""Nobody is known to ask, and nothing is told that is told to some alone."""
EVERYTHING: Final = Always(BEYOND)
"""A system asks, or whoever holds the machine: said each time, and never what is meant where nothing is said."""


def in_words(stands: Mapping[str, Collection[str]], by: Sequence[str] = ()) -> str:
    """What the database is handed: by subject, how somebody stands to it; and the passes by which is read."""
    each: dict[str, str | list[str]] = {subject: " ".join(sorted(as_)) for subject, as_ in stands.items()}
    if by:
        each[BEYOND] = [*by]
    return json.dumps(each, separators=(",", ":"))


class Pass(NamedTuple):
    """A question that reads of everybody what whoever asks may not see row by row."""

    sorts: tuple[str, ...]
    """What it reads so."""
    told_by: str | None
    """The sort that it answers of the organisation, without which it reads nothing; None where anybody may ask it."""
    why: str
    """Why it cannot do with what they may see."""


FIGURES: Final = "figures"
WHOLE_SLATES: Final = "whole slates"
OWN_WORDS: Final = "own words"
NAMES_KNOWN: Final = "names known"
CYCLES_THERE: Final = "cycles there"
MENTORING_FIGURES: Final = "mentoring figures"
MENTORSHIPS_KNOWN: Final = "mentorships known"
TALKS_COUNTED: Final = "talks counted"
STAYS_TALKED_OF: Final = "stays talked of"
FEEDBACK_COUNTED: Final = "feedback counted"
OFFERS_COUNTED: Final = "offers counted"
POTENTIAL_COUNTED: Final = "potential counted"
RATINGS_COUNTED: Final = "ratings counted"
TAGS_COUNTED: Final = "tags counted"
PASSES: Final[Mapping[str, Pass]] = {
    FIGURES: Pass(
        ("succession", "risk", "development", "learning_loop"),
        "figures",
        "Figures count every bench and everybody's steps, and tell of nobody but to those who may see them.",
    ),
    WHOLE_SLATES: Pass(
        ("succession",),
        None,
        "Whether somebody is on a role's latest slate follows from all that were confirmed. It is asked only of slates"
        " on which whoever asks has found them, and answered of nobody else.",
    ),
    OWN_WORDS: Pass(
        ("development",),
        None,
        "Whether a successor is willing is told with the bench, and follows from all their wishes. It is joined to"
        " successors, whom the wall has let pass.",
    ),
    NAMES_KNOWN: Pass(
        ("accounts",),
        None,
        "Identifiers are sealed, and so are searched in memory, by a process for all who ask: what is found is people.",
    ),
    CYCLES_THERE: Pass(
        ("cycle",),
        None,
        "That there is a feedback cycle is no secret from whoever has its id; nothing else of it is read.",
    ),
    MENTORING_FIGURES: Pass(
        ("development", "mentoring", "between_two"),
        "figures",
        "Figures of mentoring count every pair, and whether both wrote down what they learned: of no pair is it told,"
        " and none of the words are.",
    ),
    MENTORSHIPS_KNOWN: Pass(
        ("development",),
        None,
        "How far a chain of mentors goes, and how many more somebody would mentor, follows from all agreements. Numbers"
        " are told of it, and names to those who are told that agreement.",
    ),
    TALKS_COUNTED: Pass(
        ("between_two",),
        "figures",
        "How many people talk regularly with whoever leads them counts all conversations, and tells of none.",
    ),
    STAYS_TALKED_OF: Pass(
        ("between_two",),
        None,
        "Whether somebody was asked what keeps them is told beside the risk that they leave, to whoever is told that."
        " It is asked only of them, answered by yes or no, and never with whom or of what they talked.",
    ),
    OFFERS_COUNTED: Pass(
        ("opportunity",),
        "figures",
        "How chances to grow are spread counts everybody who applied or was offered one, and tells of none.",
    ),
    POTENTIAL_COUNTED: Pass(
        ("potential", "assessment"),
        "figures",
        "How many people were looked at, and how groups are judged where results are equal, counts everybody's"
        " judgements and results, and tells of nobody.",
    ),
    FEEDBACK_COUNTED: Pass(
        ("feedback",),
        "figures",
        "How often many people are given feedback, and ask for it, counts all of it, and tells of nobody and no words.",
    ),
    RATINGS_COUNTED: Pass(
        ("assessment_to_develop", "cycle", "cycle_result"),
        "figures",
        "By what many people are assessed, and how far ratings hang on who rates, follows from all ratings. Nobody's is"
        " told of it, nor whose they are.",
    ),
    TAGS_COUNTED: Pass(
        ("capability",),
        "figures",
        "In the evidence of how many people a tag was found counts everybody's tags, and tells of none.",
    ),
}
"""All of them. Each is a hole in the second wall, so there are few."""


def passes() -> list[tuple[str, str, str | None]]:
    """The same as rows of the database."""
    return [(name, sort, one.told_by) for name, one in PASSES.items() for sort in one.sorts]
