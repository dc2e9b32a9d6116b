"""In which encoding a file of text is written: by its marks, by what UTF-8 allows, and else by its letters."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path
from typing import Final

import chardet

MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
WESTERN: Final = "cp1252"
"""What spreadsheets in western Europe and America write where it is not Unicode."""
USUAL: Final = (
    *(f"windows-{number}" for number in range(1250, 1259)),
    *("cp874", "cp932", "gb18030", "big5", "cp949", "euc-jp", "koi8-r"),
)
"""What spreadsheets and HR systems write where it is not Unicode."""
CHUNK: Final = 1 << 16
LETTERS_WANTED: Final = 1 << 15
"""How many bytes of lines that are not ASCII are looked at."""
LINES_COMPARED: Final = 1_000
FAR_MORE: Final = 10
AS_LIKELY: Final = 0.98
OFTEN: Final = 0.9
"""The western encoding is met so much oftener that it is taken where it is nearly as likely."""
ICELANDIC: Final = frozenset("ðþÐÞ")
JAPANESE: Final = frozenset({"HIRAGANA", "KATAKANA", "HALFWIDTH", "FULLWIDTH", "IDEOGRAPHIC"})
WORD: Final = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Encoding:
    """An encoding, and whether it was guessed by the letters: then somebody has to look at them."""

    name: str
    guessed: bool = False
    looks_like: str = ""
    """What the file is by its bytes, where whoever imports has said that it is another, and its letters differ."""

    @property
    def description(self) -> str:
        """What it is called."""
        return described(self.name)


def described(name: str) -> str:
    """What an encoding is called."""
    return name.removesuffix("-sig").upper()


def said_to_be(path: Path, name: str) -> Encoding:
    """The encoding that whoever imports has said, and what it is by its bytes where other letters come of that."""
    found = encoding_of(path).name
    with path.open("rb") as file:
        start = file.read(CHUNK)
        letters = start + b"".join(islice((line for line in file if not line.isascii()), LINES_COMPARED))
    try:
        same = letters.decode(name, errors="replace") == letters.decode(found, errors="replace")
    except LookupError:
        same = True
    return Encoding(name, looks_like="" if same else described(found))


def encoding_of(path: Path) -> Encoding:
    """By its first bytes, or its zeros; else UTF-8 if all of it is, or nearly all; else by its letters."""
    with path.open("rb") as file:
        start = file.read(CHUNK)
        for mark, encoding in MARKS:
            if start.startswith(mark):
                return Encoding(encoding)
        if b"\0" in start and (zeros := with_zeros(start)):
            return Encoding(zeros)
        file.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            while chunk := file.read(CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return by_letters(path)
    return Encoding("utf-8")


def with_zeros(start: bytes) -> str | None:
    """Which UTF-16 it is, if every other byte of much of it is zero; a stray U+0000 makes none."""
    odd, even = start[1::2].count(0), start[0::2].count(0)
    if odd + even < len(start) / FAR_MORE:
        return None
    return "utf-16-le" if odd >= even else "utf-16-be"


def by_letters(path: Path) -> Encoding:
    """What a file is that is not all UTF-8: UTF-8 with a few spoiled rows, or what its letters look like."""
    valid, invalid = 0, 0
    with path.open("rb") as file:
        letters = bytearray(file.readline())
        for line in chain([bytes(letters)], file):
            if line.isascii():
                continue
            if len(letters) < LETTERS_WANTED:
                letters += line
            if is_utf_8(line):
                valid += 1
            else:
                invalid += 1
    return Encoding("utf-8") if valid * FAR_MORE > invalid else Encoding(likeliest(bytes(letters)), guessed=True)


def is_utf_8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def likeliest(letters: bytes) -> str:
    """The encoding in which these letters are most like the words of some language.

    It is none in which words mix scripts; where two are as likely, it is the one with fewer letters of Iceland alone,
    for the same bytes are Turkish letters.
    """
    found = chardet.detect_all(letters, ignore_threshold=True, include_encodings=USUAL)
    likely: list[tuple[str, float]] = []
    for one in found:
        name = codecs.lookup(one["encoding"] or WESTERN).name
        text = letters.decode(name, errors="replace")
        if "\N{REPLACEMENT CHARACTER}" not in text and not mixes_scripts(text):
            likely.append((name, one["confidence"]))
    if not likely:
        return WESTERN
    best, most = max(likely, key=lambda one: one[1])
    texts = {
        name: letters.decode(name)
        for name, confidence in likely
        if confidence >= (OFTEN if name == WESTERN else AS_LIKELY) * most
        or letters.decode(name) == letters.decode(best)
    }
    return min(texts, key=lambda name: (sum(letter in ICELANDIC for letter in texts[name]), name != WESTERN))


def mixes_scripts(text: str) -> bool:
    """Whether more than one in ten words has letters of two scripts, as no word has."""
    words = [word for word in WORD.findall(text) if not word.isascii()]
    return sum(len(set(map(script_of, word))) > 1 for word in words) * FAR_MORE > len(words)


@lru_cache(1 << 12)
def script_of(letter: str) -> str:
    """The script of a letter; Chinese and Japanese ones are one."""
    script = unicodedata.name(letter, "?").split()[0].split("-")[0]
    return "CJK" if script in JAPANESE else script
