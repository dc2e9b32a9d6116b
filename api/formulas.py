"""Texts in tables that a spreadsheet would take for formulas: with a sign before them it takes them for texts."""

from __future__ import annotations

import re
from typing import Final

READ_AS_FORMULAS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""With what a text begins that a spreadsheet would take for a formula."""
WITHIN: Final = re.compile(r"([;,\t\r\n]\s*)([=+\-@＝＋－＠])")
"""The same within a text, after what another spreadsheet takes for the end of a cell."""
SIGN: Final = "'"
SIGNED_WITHIN: Final = re.compile(rf"([;,\t\r\n]\s*){SIGN}([=+\-@＝＋－＠])")


def guarded(text: str) -> str:
    """A text so that no spreadsheet takes it, or a part of it, for a formula."""
    text = WITHIN.sub(rf"\1{SIGN}\2", text)
    return f"{SIGN}{text}" if text.startswith(READ_AS_FORMULAS) else text


def unguarded(text: str) -> str:
    """The text that was guarded; any other as it is."""
    text = text[len(SIGN) :] if text.startswith(tuple(SIGN + each for each in READ_AS_FORMULAS)) else text
    return SIGNED_WITHIN.sub(r"\1\2", text)
