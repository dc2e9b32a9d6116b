"""Answers: what a rater says, before it is released. It waits beside the ledger, and can be changed until the close."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from domain.cycles.cycle import FeedbackCycle
from domain.cycles.rater_groups import RaterGroup
from domain.frameworks.edition import Edition
from domain.kernel.book import Book
from domain.kernel.ids import PersonId
from domain.kernel.refusals import NothingSaid, Refusal
from domain.kernel.words import listed, says_something
from domain.people.employment import is_here
from domain.people.named import takes_part

WORDS_AT_MOST: Final = 4_000
"""Characters of what a rater writes."""


@dataclass(frozen=True)
class CompetencyRated:
    """What a rater has seen of one competency."""

    of: str
    """Name of the competency."""
    value: int | None
    """On the scale of the edition; null where they know them too little, which is not counted."""


@dataclass(frozen=True)
class RatersAnswer:
    """What one rater says of the person."""

    ratings: tuple[CompetencyRated, ...]
    """Competency by competency; of those that are left out they know too little."""
    words: str = ""
    """What they add in their own words: told without their group, among what others wrote."""
    knows_too_little: bool = False
    """Whether they know the person too little to say anything: that is an answer, and is not counted."""


def must_be_answerable(
    cycle: FeedbackCycle,
    rater: PersonId,
    group: RaterGroup,
    answer: RatersAnswer,
    edition: Edition,
    on: date,
    book: Book,
) -> None:
    """Refuses an answer that comes too late, or that says what was not asked."""
    planned = cycle.planned
    if planned is None or not cycle.takes_answers or (cycle.closes_on is not None and on > cycle.closes_on):
        raise NoAnswersTaken(f"answers are taken while the cycle is open, until {cycle.closes_on}")
    if not is_here(planned.person, on, book) or not takes_part(rater, on, book):
        raise NoAnswersTaken("answers are taken from people who are here, about people who are here")
    if group is RaterGroup.SELF and (answer.words or answer.knows_too_little):
        raise WordsOfOneself("words are what others write, and everybody knows themselves: leave them out")
    if len(answer.words) > WORDS_AT_MOST:
        raise TooManyWords(f"words has {len(answer.words)} characters, and {WORDS_AT_MOST} are the most")
    must_rate_what_is_asked(answer, planned.competencies, edition)


def must_rate_what_is_asked(answer: RatersAnswer, competencies: tuple[str, ...], edition: Edition) -> None:
    """Refuses a competency that is not asked about or comes twice, a rating off its scale, and an empty answer."""
    said = [rating.of for rating in answer.ratings]
    for rating in answer.ratings:
        if rating.of not in competencies or said.count(rating.of) > 1:
            raise NotAskedOfRaters(
                f"ratings: “{rating.of}” is not asked about, or is rated twice: rate {listed(competencies)}"
            )
        on_scale = edition.scale_of(rating.of).values
        if rating.value is not None and rating.value not in on_scale:
            raise RatingOffScale(f"ratings: “{rating.of}” is rated “{rating.value}”: give one of {listed(on_scale)}")
    rated = any(rating.value is not None for rating in answer.ratings)
    if answer.knows_too_little and (rated or answer.words):
        raise SaysBoth("knows_too_little is true, and something is rated or written: leave out one of them")
    if not answer.knows_too_little and not rated and not says_something(answer.words):
        raise NothingSaid("ratings say nothing: rate something, or say by knows_too_little that you cannot")


class NoAnswersTaken(Refusal):
    """Answers are taken while the cycle is open, from raters who are here."""

    instead = "Ask whoever runs the cycle to extend it, where it is not closed yet."


class WordsOfOneself(Refusal):
    """What one thinks of oneself is rated here, and put into words in a self-assessment."""

    instead = "Leave the words out, or record a self-assessment."
    field = "words"


class TooManyWords(Refusal):
    """What a rater writes has an end."""

    instead = "Say it shorter."
    field = "words"


class NotAskedOfRaters(Refusal):
    """Raters rate what the cycle asks about, each competency once."""

    instead = "Rate what is asked about, each once."
    field = "ratings"


class RatingOffScale(Refusal):
    """Ratings are on the scale of the edition."""

    instead = "Give a rating of the scale, or null where you know too little."
    field = "ratings"


class SaysBoth(Refusal):
    """Whoever knows somebody too little rates nothing."""

    instead = "Leave the ratings out, or rate."
    field = "knows_too_little"
