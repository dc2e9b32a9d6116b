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


@lru_cache(1 << 14)
def squeezed(words: str) -> str:
    """Words without what makes no difference: case, accents, width, spaces and signs."""
    bare = unicodedata.normalize("NFKD", words.replace("ß", "ss").replace("ı", "i").replace("ł", "l").replace("ø", "o"))
    return "".join(letter for letter in bare.casefold() if letter.isalnum())
