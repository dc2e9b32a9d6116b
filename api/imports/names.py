"""Names of people as files write them, compared without what makes no difference: order, case, signs, initials."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from api.imports.words import FILE_WORDS, squeezed

IN_BRACKETS: Final = re.compile(r"[(\[<{（［【]([^)\]>}）］】]*)[)\]>}）］】]")
COMMON_NAME: Final = re.compile(r"^\s*cn\s*=\s*((?:\\.|[^,\\])+)", re.IGNORECASE)
"""What directories call people: “CN=Ash\\, Robin,OU=Mill,DC=…”."""
BLANK_SIGNS: Final = re.compile(r"[-–—―‐−ー－_./\\?*…\s]*")
"""Signs that stand where there is nothing to say."""
APART_FROM_OTHERS: Final = re.compile(r"\s*[-–—/:(),;|\[\]]\s*")
"""Between the words of a remark."""
DASH: Final = re.compile(r"\s+[-–—|/:]\s+")
BETWEEN_PEOPLE: Final = re.compile(
    r"\s*[/|;,&+\n]\s*|\s+(?:and|or|und|oder|et|ou|en|of|y|o|e|och|og|i|lub|a|ve|及|と)\s+", re.IGNORECASE
)
"""What may stand between two people in one cell."""
APOSTROPHES: Final = re.compile(r"['’‘ʼ`´]")
WITHOUT_SIGNS: Final = str.maketrans(
    {"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
)
"""Letters that are none with a sign beside them, as Unicode has it."""
SPELLED_OUT: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
"""Signs as they are written where there are none: Müller is Mueller."""
CHARACTERS: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Writing in which a space within a name makes no difference."""
AFFIXES: Final = frozenset(
    ("jr", "sr", "ii", "iii", "iv", "esq", "phd", "md", "mba", "cpa", "dr", "prof", "mr", "mrs", "ms", "dipl", "ing",
     "mag", "herr", "frau", "mme", "sra")
)  # fmt: skip
"""What goes before or after a name, and is left out here and there."""
AGREE_AT_LEAST: Final = 2
"""So many parts of two names have to agree where others are left out."""
NOBODY: Final = frozenset(
    ("no manager", "nomanager", "none", "no", "n/a", "na", "#n/a", "null", "nil", "nobody", "no supervisor",
     "no line manager", "not applicable", "not assigned", "unassigned", "self", "kein", "keine", "keiner",
     "niemand", "ohne", "kein vorgesetzter", "keine führungskraft", "aucun", "aucune", "néant", "sans", "ninguno",
     "ninguna", "nessuno", "geen", "nenhum", "なし", "无", "無")
)  # fmt: skip
"""What a column of managers says of whoever has nobody above."""
NUMBER_SAID: Final = re.compile(
    r"(?:#|№|\bn[º°]|\b(?:no|nr|num|id|pers|matr|mat)\b[.:]*)\s*[.:]?\s*(?P<number>[^\W_]*\d[\w.-]*)$", re.IGNORECASE
)
"""A number behind what says that it is one: “no 423”, “#423”, “Nr. 423”."""
VACANT: Final = frozenset(" ".join(word.casefold().split()) for word in FILE_WORDS["nobody"]["vacant"])
VACANT_WORDS: Final = frozenset(word for each in VACANT if len(word := squeezed(each)) >= AGREE_AT_LEAST + 1)
"""The same as they are compared where signs make no difference: not the shortest, which are initials as well."""
SINCE: Final = re.compile(
    r"\s*\b(?:since|as of|from|until|seit|ab|bis|depuis|desde|dal|od|vanaf|sinds)\b[\s\d./:-]+$", re.IGNORECASE
)
"""Since when a place is vacant, or until when."""


def names_nobody(cell: str) -> bool:
    """Whether a cell says that there is nobody, as “NO_MANAGER” and “vacant” do, or holds nothing but signs."""
    words = " ".join(cell.casefold().replace("_", " ").split())
    return words in NOBODY or not any(letter.isalnum() for letter in words) or says_vacant(cell)


def says_vacant(cell: str) -> bool:
    """Whether a cell says that a place is not filled, and nothing beside: “vacant”, “TBD”, “n.b.”, “Vacant (open)”."""
    said = " ".join(SINCE.sub("", cell).casefold().split()).strip("()[]<>*\"'{}（）【】 ")
    parts = [part for part in APART_FROM_OTHERS.split(said) if any(map(str.isalnum, part))]
    return said in VACANT or (bool(parts) and all(part in VACANT or squeezed(part) in VACANT_WORDS for part in parts))


def says_nothing(cell: str) -> bool:
    """Whether a cell says that there is nothing: by a word, or by dashes and dots. Other signs say something: “◎”."""
    words = " ".join(cell.casefold().replace("_", " ").split())
    return words in NOBODY or BLANK_SIGNS.fullmatch(words) is not None


def bare(called: str) -> str:
    """A name without what stands in brackets beside it."""
    if clause := COMMON_NAME.match(called):
        called = clause[1].replace("\\", "")
    name = " ".join(IN_BRACKETS.sub(" ", called).split())
    return NUMBER_SAID.sub("", name).rstrip(" ,;-–") if any(map(str.isdigit, name)) else name


def beside(called: str) -> Iterator[str]:
    """What stands beside a name, and may be an identifier: “Robin Ash (no 1001)”, “1001 - Robin Ash”, “Ash #1001”."""
    inside = [part.strip() for part in IN_BRACKETS.findall(called) if part.strip()]
    yield from inside
    numbers = (NUMBER_SAID.search(part) for part in (*inside, called.strip()) if any(map(str.isdigit, part)))
    yield from (found["number"] for found in numbers if found)
    parts = DASH.split(bare(called))
    if len(parts) > 1:
        yield from (part for part in parts if part)


def people_in(called: str) -> Iterator[str]:
    """The parts of a cell that can each name somebody, where it can be cut: “103 / 106”, “Robin Ash and Kim Birch”."""
    parts = [part for part in BETWEEN_PEOPLE.split(called) if part]
    if len(parts) > 1:
        yield from parts
        yield from (", ".join(pair) for pair in zip(parts[::2], parts[1::2], strict=False) if len(parts) > 2)


def names_beside(called: str, identifier: str) -> Iterator[str]:
    """The names that stand beside an identifier in one cell."""
    for part in (bare(called), *beside(called)):
        if part != identifier and any(map(str.isalpha, part)) and identifier not in part.split():
            yield part


def words_of(name: str) -> tuple[str, ...]:
    """The parts of a name: without case, signs and apostrophes; one where its writing has no spaces."""
    text = APOSTROPHES.sub("", bare(name).casefold()).translate(WITHOUT_SIGNS)
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    parts = "".join(letter if letter.isalnum() else " " for letter in unicodedata.normalize("NFC", plain)).split()
    return ("".join(parts),) if CHARACTERS.search(text) else tuple(parts)


Forms = tuple[tuple[str, ...], ...]
"""The parts of one name, in each way in which its signs are left out."""


def forms_of(name: str) -> Iterator[tuple[str, ...]]:
    """The parts of a name in each way in which its signs are left out."""
    plain = words_of(name)
    yield plain
    spelled_out = words_of(unicodedata.normalize("NFC", name).casefold().translate(SPELLED_OUT))
    if spelled_out != plain:
        yield spelled_out


def keys_of(name: str) -> Iterator[str]:
    """A name as it is compared, whichever of its parts comes first."""
    yield from keys_in(forms_of(name))


def keys_in(forms: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """The same of a name whose parts are known."""
    for words in forms:
        if words:
            yield " ".join(sorted(words))


def is_written(name: str, called: str) -> bool:
    """Whether a name stands in a cell as it is, whatever else does."""
    own = set(keys_of(name))
    return any(own.intersection(keys_of(part)) for part in (bare(called), *beside(called)))


def is_turned_round(known: str, told: str) -> bool:
    """Whether a name has the words of another in another order, as where one file has family names first."""
    words, own = words_of(known), words_of(told)
    return words != own and sorted(words) == sorted(own)


def may_be_one(called: Sequence[str], name: Sequence[str]) -> bool:
    """Whether two names can be one person's, where one leaves out initials, or has them for words, or has a title.

    What both of them add may not differ: Robin Q. Ash is Robin Ash, and is not Robin P. Ash.
    """
    left, right = list(called), list(name)
    same = [word for word in called if taken_out(word, right)]
    for word in same:
        left.remove(word)
    stands = [word for one, other in ((left, right), (right, left)) for word in stood_for(one, other)]
    agree = [word for word in (*same, *stands) if word not in AFFIXES]
    if len(agree) < AGREE_AT_LEAST or not any(len(word) > 1 for word in same):
        return False
    return not (left and right) and all(len(word) == 1 or word in AFFIXES for word in (*left, *right))


def is_short_for(called: Sequence[str], name: Sequence[str]) -> bool:
    """Whether a name is initials and family names of one with more of these: C. Souza of Conceição de Souza Lima.

    The first initial is that of the first given name, and the family names come in their order.
    """
    initials = [word for word in called if len(word) == 1]
    family = [word for word in called if len(word) > 1 and word not in AFFIXES]
    own = [word for word in name if word not in AFFIXES]
    if not (initials and family and own) or initials[0] != own[0][0]:
        return False
    rest = iter(own[1:])
    given = all(any(word[0] == initial for word in own[1:]) for initial in initials[1:])
    return given and all(word in rest for word in family)


def stood_for(one: list[str], other: list[str]) -> Iterator[str]:
    """The words of another name for which one has initials; both are taken out."""
    for initial in [word for word in one if len(word) == 1]:
        meant = next((word for word in other if word[0] == initial and len(word) > 1 and word not in AFFIXES), None)
        if meant:
            one.remove(initial)
            other.remove(meant)
            yield meant


def taken_out(word: str, words: list[str]) -> bool:
    """Whether a word is among others; it is taken out of them."""
    if word in words:
        words.remove(word)
        return True
    return False
