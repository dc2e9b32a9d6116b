"""What the words of a job history tell: that somebody begins, moves, is away, or leaves and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from api.imports.problems import about_the_file
from api.imports.words import FILE_WORDS, squeezed
from api.imports.words_said import WordsSaid
from domain.people.leaving import LeavingReason


class Act(StrEnum):
    """What a row tells beside where somebody stands."""

    BEGINS = "begins"
    MOVES = "moves"
    AWAY = "away"
    """They are on leave: neither a move nor a leaving."""
    HERE = "here"
    """They are here, or back from leave; after they left, they have come back."""
    BESIDE = "beside"
    """They take up, or give up, a further post beside their main one, and stand where they stood."""
    ENDS = "ends"
    """Its day is their last one."""
    GONE = "gone"
    """Its day is the first one on which they are no longer here, as some systems date it."""
    UNTOLD = ""


ACTIONS: Final[Mapping[str, str]] = {
    squeezed(word): told for told, words in FILE_WORDS["actions"].items() for word in words
}
"""An act, or a reason of leaving, by the word for it."""
REASONS: Final = frozenset(LeavingReason)
TO_SAY: Final = [str(act) for act in Act if act]
LAST_DAY: Final = "last day"
DAY_AFTER: Final = "the day after the last"
IN_WORDS: Final[Mapping[str, str]] = {
    Act.AWAY: "on leave, and still one of us",
    Act.BESIDE: "a further post beside the main one, taken up or given up",
    Act.ENDS: "left; the day of the row is the last one here",
    Act.GONE: "left; the day of the row is the first one on which they are no longer here",
}
"""What is said of acts that are easily taken for one another."""


@dataclass
class Actions:
    """The words of one file, what each is taken for, and how often it stands there."""

    said: WordsSaid[str] = field(default_factory=lambda: WordsSaid("--action", {}))
    """What whoever imports has said that words mean, by these squeezed."""
    met: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Words as they are first spelled, with what they are taken for; nothing where nobody knows."""
    spelled: dict[str, str] = field(default_factory=dict)
    last_days: dict[str, None] = field(default_factory=dict)
    """The words by which the day of a leaving was taken for the last one here, where nobody said so."""

    def __post_init__(self) -> None:
        for word, told in self.said.items():
            if told not in TO_SAY:
                spelled = self.said.spelled[word]
                raise about_the_file(f"--action {spelled}={told}: “{told}” is no act: name one of {', '.join(TO_SAY)}")

    def act(self, action: str, status: str) -> tuple[Act, LeavingReason | None]:
        """What a row tells, by its action and its status; with the reason of a leaving."""
        done, been = self.told_by(action), self.told_by(status)
        for told, word in ((done, action), (been, status)):
            if done != Act.BEGINS and (told == Act.ENDS or told in REASONS):
                if squeezed(word) not in self.said:
                    self.last_days.setdefault(self.spelled[squeezed(word)])
                return Act.ENDS, LeavingReason(told) if told in REASONS else LeavingReason.UNKNOWN
            if told == Act.GONE:
                why = ACTIONS.get(squeezed(action or status), "")
                return Act.GONE, LeavingReason(why) if why in REASONS else LeavingReason.UNKNOWN
        return Act(done or been), None

    def told_by(self, word: str) -> str:
        """An act or a reason of leaving; nothing where there is no word, or nobody knows it."""
        if not word:
            return ""
        key = squeezed(word)
        told = self.said.get(key) or ACTIONS.get(key, "")
        self.met[self.spelled.setdefault(key, word), told] += 1
        return told

    @property
    def unknown(self) -> list[str]:
        """Words of which nobody knows what they tell."""
        return [word for word, told in self.met if not told]

    def in_words(self) -> list[str]:
        """Each word with its count and what it is taken for."""
        return [f"“{word}” ({times}) {taken_for(told)}" for (word, told), times in self.met.most_common() if told]


def asked_about(unknown: Sequence[str]) -> str:
    """What is asked about words of which nobody knows what they tell."""
    words = ", ".join(f"“{word}”" for word in unknown)
    ways = ", ".join(f"{act} ({IN_WORDS[act]})" if act in IN_WORDS else act for act in TO_SAY)
    return f'Nobody knows what these tell: {words}. Say it with --action "{unknown[0]}=moves", once for each: {ways}'


def taken_for(told: str) -> str:
    """What a word is taken for; where it tells of a leaving, what its day is."""
    if told == Act.GONE:
        return DAY_AFTER
    return LAST_DAY if told in REASONS or told == Act.ENDS else told
