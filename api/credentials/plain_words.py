"""Words that can be signed: plain ones, of which no reader's program makes a link, a picture or a layout."""

from __future__ import annotations

import re
from typing import Final
from unicodedata import category, normalize

from domain.kernel.words import says_something

UNPRINTED: Final = ("Cc", "Cf", "Cs")
"""Characters that show nothing and change how others are shown: controls, marks of direction, halves of characters."""
MARKUP: Final = re.compile(
    r"""
      <[A-Za-z/!?]                      # a tag of HTML
    | &\#?\w+;                          # a character that it writes so
    | \]\s?[(\[:] | !\[ | \[\[          # a link or a picture of Markdown
    | `                                 # code
    | \*\*|__|~~                        # what is set off
    | (?<!\w)[*_](?=\w)[^*_]*[*_](?!\w)
    | ^\s*(?:\#{1,6}|>|[-+*|])\s        # a heading, a quotation, a list
    """,
    re.VERBOSE,
)
LINK: Final = re.compile(
    r"""
      \w://                             # an address of any scheme
    | \b(?:mailto|tel|data|javascript):\S
    | \bwww\.
    | \w\.[^\W\d_]{2,}                  # a name of a host, and what reads like one
    | \w@\w                             # somebody's address
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""What programs make links of unasked, in any width of letters. A sentence without a blank before it reads so, too."""


def plain(text: object) -> str | None:
    """A text in one line, without what is not seen; None for what is none, says nothing, or has links or markup."""
    if not isinstance(text, str):
        return None
    said = in_one_line(text)
    marked = MARKUP.search(said) or LINK.search(normalize("NFKC", said))
    return said if says_something(said) and not marked else None


def in_one_line(text: str) -> str:
    """A text with single blanks for breaks and tabs, and without what is not seen."""
    return " ".join("".join(one for one in text if one.isspace() or category(one) not in UNPRINTED).split())
