"""Which row of a table are its headings, and which rows are about nobody: titles, labels, totals, notes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from statistics import mode
from typing import Final, NamedTuple

from api.imports.records import Record, said
from api.imports.words import FILE_WORDS, squeezed

KNOWN: Final = frozenset(
    squeezed(heading) for part in ("said", "apart") for words in FILE_WORDS[part].values() for heading in words
)
TOTALS: Final = frozenset(squeezed(word) for word in FILE_WORDS["totals"]["words"])
NOTES: Final = frozenset(squeezed(word) for word in FILE_WORDS["totals"]["notes"])
MAKERS: Final = frozenset(squeezed(word) for word in FILE_WORDS["totals"]["makers"])
BEFORE: Final = frozenset(squeezed(word) for word in FILE_WORDS["before"]["words"])
MOST_WORDS: Final = 3
"""So many words, or fewer, name a total or begin a note on who made a table."""
LABELS: Final = TOTALS | NOTES
BRACKETS: Final = re.compile(r"\s*[(（\[][^)）\]]*[)）\]]\s*")
NUMBER: Final = re.compile(r"[-+(]?[$€£¥]?\s*\d[\d.,' \u00a0]*\s*[%€$£¥)]?")
COUNTED: Final = re.compile(rf"{NUMBER.pattern}(?:\s*[^\W\d_]+)?")
"""A number, or a number of something: “12 people”."""
STAMPED: Final = re.compile(
    r"(?P<label>[^\W\d_][^\d:=]{2,40}?)\s*[:=]?\s*\d[\d\W]*(?:[ap]m|h|hod|kl)?\W*", re.IGNORECASE
)
"""A label, and a number or a moment."""
SENTENCE: Final = 7
"""So many words alone in a row are a sentence, and no name."""
A_VALUE: Final = re.compile(r"[\d./:\- ]+|[^@\s]+@[^@\s]+")
OF_OTHERS: Final = frozenset(
    squeezed(heading) for field in ("manager", "unit", "function") for heading in FILE_WORDS["said"][field]
)
"""What has parts of its own, as “Manager - Email” and “department_id/name”: these are not those of the person."""
PATH: Final = re.compile(r"[/:]| [-–>] ")
WORD: Final = re.compile(r"\w+")
ENOUGH: Final = 3
ABOUT: Final = re.compile(
    r"^(employee|worker|person|associate|current|home|primary|mitarbeiter|emp)[\s_.:-]+", re.IGNORECASE
)
WHICH: Final = re.compile(r"[\s_.:-]+(description|descr|desc|text|label|name|bezeichnung)$", re.IGNORECASE)


class Headed(NamedTuple):
    """The row of the headings."""

    number: int
    cells: list[str]
    known: int
    """How many of them are known."""


def forms(heading: str) -> list[str]:
    """A heading, and what is left of it without what only says more of it: the form of a date, a path, whose it is."""
    bare = BRACKETS.sub(" ", heading).strip()
    head, *tail = (part.strip() for part in PATH.split(bare))
    about = head.removesuffix("_id")
    part = about if squeezed(about) in OF_OTHERS or not tail else tail[-1]
    short = ABOUT.sub("", part)
    found = (heading, bare, part, part.removesuffix("_id"), short, WHICH.sub("", part), WHICH.sub("", short))
    return [form for form in dict.fromkeys(map(squeezed, found)) if form]


def says_before(heading: str) -> bool:
    """Whether a heading is about what was before, as “Ancien poste” and “Titel (alt)”, and not about what is."""
    words = WORD.findall(heading)
    return len(words) > 1 and any(squeezed(word) in BEFORE for word in words)


def is_known(heading: str, also: Collection[str] = ()) -> bool:
    """Whether it is a heading that we know, or that whoever imports has named."""
    return heading in also or any(form in KNOWN for form in forms(heading))


def headings_among(records: Sequence[Record], also: Collection[str] = ()) -> Headed | None:
    """The headings among the first records: where most are known, and nothing stands that only a value can be.

    Where none are known, it is the first row that is about as wide as the others.
    """
    filled = [one for one in records if any(one.cells)]
    if not filled:
        return None
    best: Headed | None = None
    for one in filled:
        cells = [cell for cell in one.cells if cell]
        known = sum(is_known(cell, also) for cell in cells)
        is_one = (known >= 1 and 2 * known >= len(cells)) or known >= ENOUGH
        if is_one and not any(A_VALUE.fullmatch(cell) for cell in cells) and (best is None or known > best.known):
            best = Headed(one.number, one.cells, known)
    if best is not None and (best.known > 1 or best.number == filled[0].number):
        return best
    width = mode(sum(map(bool, one.cells)) for one in filled)
    first = next((one for one in filled if 2 * sum(map(bool, one.cells)) >= width), filled[0])
    return Headed(first.number, first.cells, 0)


def says_headings_again(cells: Sequence[str], headings: Sequence[str], *, beneath: bool) -> bool:
    """Whether a row is the headings again, as where tables were put together; or beneath them, labels for them."""
    same = True
    for cell, heading in zip(cells, headings, strict=False):
        if cell and heading and squeezed(cell) != squeezed(heading):
            same = False  # as of most rows, which their first cell tells
            break
    if not same and not beneath:
        return False
    pairs = [(cell, heading) for cell, heading in zip(cells, headings, strict=False) if cell and heading]
    if same or len(pairs) < 2:
        return len(pairs) > 1
    known = sum(is_known(cell) for cell, _ in pairs)
    return 2 * known > len(pairs) and not any(A_VALUE.fullmatch(cell) for cell, _ in pairs)


def headings_aside(records: Sequence[Record], headed: Headed) -> list[str]:
    """The headings of a table that has them in its first column; none where they stand above, as in most."""
    firsts = [one.cells[0] for one in records if one.cells and said(one.cells[0])]
    known = list(dict.fromkeys(cell for cell in firsts if is_known(cell)))
    aside = len(known) >= ENOUGH > headed.known and len(headed.cells) > 1 and 2 * len(known) > len(firsts)
    return known if aside else []


def is_about_nobody(cells: Sequence[str], width: int) -> bool:
    """Whether a row holds a total, a note or a rule: a word for one, and else numbers; few numbers; or signs alone."""
    filled: list[str] = []
    for cell in cells:
        if said(cell) and any(map(str.isalnum, cell)):
            if filled and COUNTED.fullmatch(cell) is None:  # as of most rows, which their second cell tells
                return (is_stamp(filled[0]) and is_footer(cells, width)) or are_totals(cells, width)
            filled.append(cell)
    if not filled:
        return True
    numbers = [NUMBER.fullmatch(cell) is not None for cell in filled]
    if all(numbers):
        return not said(cells[0]) and 2 * len(filled) <= width
    if is_footer(filled, width):
        return True
    if is_total(filled[0]):
        return all(map(COUNTED.fullmatch, filled[1:]))
    return len(filled) == 1 and width > 2 and not numbers[0] and is_note(filled[0])


def is_banner(cells: Sequence[str], width: int) -> bool:
    """Whether a row holds nothing but one word in capitals, as above the people of a unit: “PROGRAMMES”."""
    filled = (cell for cell in cells if said(cell))
    only, more = next(filled, ""), next(filled, "")  # of most rows the second cell tells
    is_one = width > ENOUGH and not more and only.isupper() and not any(map(str.isdecimal, only))
    return is_one and not is_total(only) and not is_maker(only)


def is_footer(cells: Sequence[str], width: int) -> bool:
    """Whether nothing stands in a row but how many rows there are, and when they were printed, in a few cells."""
    filled = [cell for cell in cells if said(cell)]
    return 2 * len(filled) <= width and all(map(is_stamp, filled))


def are_totals(cells: Sequence[str], width: int) -> bool:
    """Whether a row names totals, and says nothing else, in a few cells: “以上” and “合計 56名”."""
    filled = [cell for cell in cells if said(cell)]
    if 2 * len(filled) > width + 1:
        return False
    if is_maker(filled[0]) and filled[0].endswith((":", "：")):
        return True
    counted = [COUNTED.fullmatch(one) is not None for one in filled]
    if squeezed(filled[0]) in TOTALS and len(filled) > 2 and all(counted[2:]):
        return True  # of what, stands beside it
    few = 2 * len(filled) <= width
    return few and all(is_counted or is_total(one) for one, is_counted in zip(filled, counted, strict=True))


def is_stamp(cell: str) -> bool:
    """Whether a cell says a number or a moment of something told of tables: “Rows: 120”, “Printed 2026-11-29 07:14”."""
    label = STAMPED.fullmatch(cell)
    if label is None:
        return False
    words = [squeezed(word) for word in WORD.findall(label["label"])]
    return squeezed(label["label"]) in LABELS or (bool(words) and words[0] in LABELS)


def is_total(cell: str) -> bool:
    """Whether a cell names a total: “Total”, “Mill total”, “Summe Mühle:”, “合計”."""
    words = WORD.findall(cell)
    ends = (part for number in range(1, MOST_WORDS + 1) for part in (words[:number], words[-number:]))
    return squeezed(cell) in TOTALS or any(squeezed("".join(part)) in TOTALS for part in ends)


def is_maker(cell: str) -> bool:
    """Whether a cell begins as a note on who made the table: “Hazırlayan: İK Özlük”, “Établi par le service paie”."""
    words = WORD.findall(cell)
    return any(squeezed("".join(words[:number])) in MAKERS for number in range(1, MOST_WORDS + 1))


def is_note(cell: str) -> bool:
    """Whether a cell alone in its row is a note on the table."""
    words = WORD.findall(cell)
    is_one = cell.startswith(("*", "©")) or len(words) >= SENTENCE or is_maker(cell)
    return is_one or any(squeezed(word) in NOTES for word in words)


def shown(cells: Iterable[str]) -> str:
    """A row in a few words."""
    text = " ".join(cell for cell in cells if cell)
    return f"“{text[:57]}…”" if len(text) > 60 else f"“{text}”"
