"""A page as it stands on paper: its headings, lines, facts, tables and drawings, in the page's own words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from math import sqrt
from typing import Any, Final

from api.pages.drawings_printed import PICTURES, picture_of
from api.pages.elements import Element

Block = dict[str, Any]
"""One thing after the other, as the template of paper takes it: by its sort, what it says."""
LEFT_OUT: Final = frozenset({"form", "button", "summary", "script", "datalist", "title"})
"""What is pressed, typed in or unfolded."""
LEFT_OUT_CLASSES: Final = frozenset({"hidden", "button", "filters", "skip", "screen"})
LINES: Final = frozenset({"p", "li", "blockquote", "dt", "dd", "div", "ul", "ol", "dl", "details", "br", "tr"})
"""What begins a line of its own."""
NARROW: Final = frozenset({"when", "number"})
"""Classes of cells that take no more room than they need."""
MOST_WEIGHT: Final = 200
"""Characters from which on a column gets no wider."""


def blocks_of(page: Element) -> list[Block]:
    """What is printed of a page: all of its main part but what is pressed."""
    main = next(page.all("main"))
    return [*blocks_in(main.children)]


def blocks_in(children: Iterable[Element | str]) -> Iterator[Block]:
    """What stands in an element, one after the other."""
    for child in children:
        if isinstance(child, str):
            yield from ({"line": line} for line in [" ".join(child.split())] if line)
        elif not is_left_out(child):
            yield from read_as(child)(child)


def read_as(element: Element) -> Callable[[Element], Iterable[Block]]:
    """How an element is read: as a drawing or facts by its class, else by its name, else by what stands in it."""
    if not PICTURES.isdisjoint(element.classes):
        return lambda drawing: [picture_of(drawing)]
    if "facts" in element.classes:
        return lambda facts: [{"facts": [facts_of(pair) for pair in facts.elements()]}]
    return READ.get(element.tag, lambda other: blocks_in(other.children))


def heading_of(heading: Element) -> list[Block]:
    """A heading."""
    return [{"heading": " ".join(lines_of(heading)), "level": int(heading.tag[1:])}]


def items_of(listed: Element) -> list[Block]:
    """A list."""
    return [{"items": [item for each in listed.elements() if (item := "\n".join(lines_of(each)))]}]


def lines_in(text: Element) -> list[Block]:
    """Lines of text."""
    return [{"line": line} for line in lines_of(text)]


def is_left_out(element: Element) -> bool:
    """Whether it is of no use on paper."""
    return element.tag in LEFT_OUT or not LEFT_OUT_CLASSES.isdisjoint(element.classes)


def facts_of(pair: Element) -> tuple[str, str]:
    """What something is called, and what it is."""
    name, *said = (" ".join(lines_of(each)) for each in pair.elements())
    return name, " ".join(said)


def lines_of(element: Element) -> list[str]:
    """The text of an element, in lines."""
    lines = "".join(pieces(element)).split("\n")
    return [line for each in lines if (line := " ".join(each.split()))]


def pieces(element: Element) -> Iterator[str]:
    """The text of an element, in pieces."""
    for child in element.children:
        if isinstance(child, str):
            yield child.replace("\n", " ")
        elif child.tag != "svg" and not is_left_out(child):
            apart = "\n" if child.tag in LINES else ""
            yield apart
            yield from pieces(child)
            yield apart


def table_of(table: Element) -> list[Block]:
    """A table: what its columns are called, how wide each is, and its rows; a row of one cell heads what follows."""
    head, *rows = [[each for each in row.elements() if each.tag in {"th", "td"}] for row in table.all("tr")]
    told = [["\n".join(lines_of(cell)) for cell in row] for row in rows]
    whole = [row for row in zip(rows, told, strict=True) if len(row[0]) == len(head)]
    columns = [" ".join(lines_of(each)) for each in head]
    shares = [share(place, whole) for place in range(len(head))]
    return [{"columns": columns, "shares": shares, "rows": [row for row in told if len(row) in {1, len(head)}]}]


def share(place: int, rows: Iterable[tuple[list[Element], list[str]]]) -> float:
    """How much of the width a column takes beside the others: by what stands in it; 0 for no more than it needs."""
    cells = [(row[place], told[place]) for row, told in rows]
    if not cells or all(NARROW & {*cell.classes} for cell, _ in cells):
        return 0
    longest = sorted(len(text) for _, text in cells)[len(cells) * 9 // 10]
    return sqrt(min(max(longest, 8), MOST_WEIGHT))


READ: Final[Mapping[str, Callable[[Element], Iterable[Block]]]] = {
    **dict.fromkeys(("h1", "h2", "h3"), heading_of),
    **dict.fromkeys(("ul", "ol"), items_of),
    **dict.fromkeys(("p", "blockquote", "dl"), lines_in),
    "table": table_of,
}
"""How an element is read, by its name."""
