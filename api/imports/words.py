"""The words of HR files in the main languages, as one readable table has them, and how words are compared."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Final

FILE_WORDS: Final[Mapping[str, Mapping[str, Sequence[str]]]] = tomllib.loads(
    (files("api.imports") / "headings.toml").read_text(encoding="utf-8")
)


def times_in_words(times: int) -> str:
    """How often something comes: “once”, “2 times”."""
    return "once" if times == 1 else f"{times} times"


IN_ASCII: Final = {code: chr(code).lower() if chr(code).isalnum() else None for code in range(128)}
"""The same for letters of which nothing has to be asked, as most identifiers are made of."""


@lru_cache(1 << 14)
def squeezed(words: str) -> str:
    """Words without what makes no difference: case, accents, width, spaces and signs."""
    if words.isascii():
        return words.translate(IN_ASCII)
    bare = unicodedata.normalize("NFKD", words.replace("ß", "ss").replace("ı", "i").replace("ł", "l").replace("ø", "o"))
    return "".join(letter for letter in bare.casefold() if letter.isalnum())
