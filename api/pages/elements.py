"""A page as a tree of elements, read from its HTML: what is printed of it is what stands in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from typing import Final

VOID: Final = frozenset({"br", "hr", "img", "input", "link", "meta"})
"""Elements that hold nothing and are not closed."""
AS_SVG_WRITES_IT: Final = {"viewbox": "viewBox"}
"""HTML does not mind capitals in names, and SVG does."""


@dataclass
class Element:
    """One element, with the texts and elements in it."""

    tag: str
    attributes: dict[str, str]
    children: list[Element | str] = field(default_factory=list)

    @property
    def classes(self) -> list[str]:
        """What it is styled as."""
        return self.attributes.get("class", "").split()

    def elements(self) -> list[Element]:
        """The elements directly in it."""
        return [child for child in self.children if isinstance(child, Element)]

    def all(self, tag: str) -> Iterator[Element]:
        """Every element of a name within it, in their order."""
        for child in self.elements():
            if child.tag == tag:
                yield child
            yield from child.all(tag)

    def markup(self) -> str:
        """It as XML."""
        within = "".join(each.markup() if isinstance(each, Element) else escape(each) for each in self.children)
        said = "".join(
            f' {AS_SVG_WRITES_IT.get(name, name)}="{escape(value)}"' for name, value in self.attributes.items()
        )
        return f"<{self.tag}{said}>{within}</{self.tag}>"


class _Reading(HTMLParser):
    """Builds the tree. Our templates close what they open."""

    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element."""
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element that holds nothing."""
        self.open[-1].children.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        """End the element that was begun last."""
        if tag not in VOID:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        """Text."""
        self.open[-1].children.append(data)


def elements_of(html: str) -> Element:
    """The tree of a page."""
    reading = _Reading()
    reading.feed(html)
    reading.close()
    return reading.open[0]
