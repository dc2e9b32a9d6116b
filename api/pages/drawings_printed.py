"""Drawings of pages as pictures that stand alone: in one piece, with the colours that the style sheet gives them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from api.pages.elements import Element
from api.pages.templates import HERE

PICTURES: Final = frozenset({"drawing", "lines", "legend"})
"""Classes of what is a drawing, with the names of its lanes, or says what its marks mean."""
INK: Final = "#212529"
LINE: Final = "#adb5bd"
SHAPES: Final = (
    f"text{{font-family:'Libertinus Serif';font-size:12px;fill:{INK}}}"
    f"line{{stroke:{LINE}}}.link{{fill:none;stroke:#868e96}}.today{{stroke:{INK};stroke-dasharray:3 3}}"
    ".spell{fill-opacity:0.22}.mark.corrected{stroke:#000;stroke-width:2}"
)
IN_LANE: Final = (
    "{lane} .spell,{lane} .mark,.mark{lane},{lane} .line{{fill:{colour};stroke:{colour}}}{lane} .line{{fill:none}}"
    "{lane} .late{{fill:#fff;stroke:{colour};stroke-dasharray:2 1.5}}"
)
LANE: Final = re.compile(r"\.lane-(\d+) \{ --lane: light-dark\(var\((--[\w-]+)\)")
TOKEN: Final = re.compile(r"(--[\w-]+):\s*(#[0-9a-f]{3,8})", re.IGNORECASE)
LETTER: Final = 6.2
"""How wide a letter is, about."""
SPACE: Final = 18


@cache
def style() -> str:
    """What a picture needs of the style sheet, in words that any reader of SVG knows: no variables, and light."""
    tokens = dict(TOKEN.findall((HERE / "static" / "tokens.css").read_text(encoding="utf-8")))
    sheet = (HERE / "static" / "ledger.css").read_text(encoding="utf-8")
    lanes = (IN_LANE.format(lane=f".lane-{number}", colour=tokens[name]) for number, name in LANE.findall(sheet))
    return SHAPES + "".join(lanes) + f".legend .mark{{fill:{INK}}}.legend .late{{fill:#fff;stroke:{INK}}}"


def picture_of(drawing: Element) -> dict[str, Any]:
    """A drawing whose parts stand side by side, as one picture, with what is read in its place."""
    x, height, parts = 0.0, 0.0, []
    for svg, text in beside(drawing):
        wide, high = (float(each) for each in svg.attributes["viewbox"].split()[2:])
        parts.append(Element("svg", {**svg.attributes, "x": f"{x:g}", "y": "0"}, svg.children).markup())
        x, height = x + wide, max(height, high)
        if text:
            parts.append(Element("text", {"x": f"{x + 4:g}", "y": "12"}, [text]).markup())
            x += len(text) * LETTER + SPACE
    named = next((name for svg, _ in beside(drawing) if (name := svg.attributes.get("aria-label"))), "")
    words = "; ".join(text for _, text in beside(drawing) if text)
    whole = f'viewBox="0 0 {x:g} {height:g}" class="{drawing.attributes["class"]}"'
    return {
        "picture": f'<svg xmlns="http://www.w3.org/2000/svg" {whole}><style>{style()}</style>{"".join(parts)}</svg>',
        "instead": named or f"What the marks mean: {words}",
        "wide": x,
    }


def beside(drawing: Element) -> Iterator[tuple[Element, str]]:
    """The drawings in it from the left, each with the text that follows it."""
    for child in [drawing] if drawing.tag == "svg" else drawing.elements():
        if child.tag == "svg":
            yield child, ""
        elif svg := next(child.all("svg"), None):
            yield svg, " ".join(" ".join(text for text in child.children if isinstance(text, str)).split())
