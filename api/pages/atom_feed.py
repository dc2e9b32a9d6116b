"""What lies between two moments as a feed (Atom, RFC 4287): each entry is known for good by where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement, tostring

from api.pages.changes_between import Change
from api.pages.templates import day, instant

ATOM: Final = "application/atom+xml"
NAMESPACE: Final = "http://www.w3.org/2005/Atom"
MINTED: Final = "2026"
"""The year from which on the addresses in ids are ours (RFC 4151)."""


class Fed(NamedTuple):
    """An entry of a feed."""

    id: str
    title: str
    at: datetime
    address: str
    summary: str


@dataclass(frozen=True)
class Feed:
    """A feed of one page."""

    home: str
    """The address of the server."""
    page: str
    """That of the page on it, with what it is narrowed by."""
    called: str

    def tag(self, what: str = "") -> str:
        """An id that stays the same for good, whatever moments are asked about."""
        return f"tag:{urlsplit(self.home).hostname},{MINTED}:{self.page}{'#' if what else ''}{what}"

    def of_change(self, change: Change) -> Fed:
        """One entry that reads otherwise: known by its position, and as another once its day has come."""
        written = f"Written {instant(change.recorded_at)} by {change.written_by.text}, as entry {change.position}."
        said = [f"{change.called}. True on {day(change.effective_on)}. {written}"]
        said += [f"Why: {change.reason}"] if change.reason else []
        said += [f"{one.name}: {in_line(one.then)} → {in_line(one.now)}" for one in change.fields]
        what = f"{change.position}{'' if change.is_later else '-has-come'}"
        joined = "&" if "?" in self.page else "?"
        address = f"{self.home}{self.page}{joined}known={change.position}"
        return Fed(self.tag(what), f"{change.called}: {change.headline}", change.at, address, "\n".join(said))

    def of_day(self, on: date, told: Sequence[str], address: str) -> Fed:
        """One day on which a page came to read otherwise, once it is over."""
        title = f"{day(on)}: {len(told)} {'difference' if len(told) == 1 else 'differences'}"
        over = datetime.combine(on + timedelta(days=1), time(), UTC)
        return Fed(self.tag(on.isoformat()), title, over, f"{self.home}{address}", "\n".join(told))


def in_line(named: Sequence[Any]) -> str:
    """Several words on one line."""
    return " ".join(one.text for one in named)


def feed_of(feed: Feed, path: str, entries: Sequence[Fed], now: datetime) -> bytes:
    """The feed as XML."""
    root = Element("feed", xmlns=NAMESPACE)
    say(root, "id", feed.tag())
    say(root, "title", f"{feed.called} – Leadership Ledger")
    say(root, "updated", max((one.at for one in entries), default=now).isoformat())
    SubElement(root, "link", rel="self", type=ATOM, href=f"{feed.home}{path}")
    SubElement(root, "link", rel="alternate", type="text/html", href=f"{feed.home}{feed.page}")
    say(SubElement(root, "author"), "name", "Leadership Ledger")
    for one in entries:
        entry = SubElement(root, "entry")
        for name, text in (("id", one.id), ("title", one.title), ("updated", one.at.isoformat())):
            say(entry, name, text)
        SubElement(entry, "link", rel="alternate", type="text/html", href=one.address)
        say(entry, "summary", one.summary)
    told: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return told


def say(under: Element, name: str, text: str) -> None:
    """An element with nothing but text. What XML has no letter for is left out."""
    SubElement(under, name).text = "".join(one for one in text if one.isprintable() or one in "\n\t")
