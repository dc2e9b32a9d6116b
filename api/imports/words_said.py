"""What whoever imports has said that words of a file mean, and which of these words the file has."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final, TypeVar

V = TypeVar("V")
W = TypeVar("W")
HINTS: Final[Mapping[str, str]] = {
    "--belonging": "Where a status says it, say --status 'WORD=contractor'; where another column does, --column"
    " belonging=HEADING.",
    "--footing": "Name the column that has it with --column footing=HEADING.",
    "--status": "Name the column that has it with --column status=HEADING.",
}
"""What would help where a word of an option stands nowhere."""


class WordsSaid(dict[str, V]):
    """Meanings by words, as these are compared. Whatever is looked up and found has been met."""

    def __init__(self, option: str, said: Mapping[str, V], compared: Callable[[str], str] = str) -> None:
        super().__init__({compared(word): meaning for word, meaning in said.items()})
        self.option = option
        self.spelled = {compared(word): word for word in said}
        self._met: set[str] = set()

    def __getitem__(self, word: str) -> V:
        meaning = super().__getitem__(word)
        self._met.add(word)
        return meaning

    def get(self, word: str, default: V | None = None) -> V | None:  # type: ignore[override]
        """The meaning of a word."""
        return self[word] if self.__contains__(word) else default

    def meaning(self, told: Callable[[V], W]) -> WordsSaid[W]:
        """The same words, with what is made of each meaning."""
        made: WordsSaid[W] = WordsSaid(self.option, {})
        made.update({word: told(meaning) for word, meaning in self.items()})
        made.spelled, made._met = self.spelled, self._met
        return made

    def not_met(self) -> Iterator[str]:
        """What is told of the words that stood nowhere: they change nothing, as in commands that are said again."""
        for word in self.keys() - self._met:
            hint = HINTS.get(self.option, "")
            yield f"“{self.spelled[word]}” of {self.option} stands in nothing that is read for it. {hint}".rstrip()
