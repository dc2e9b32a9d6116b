"""What pages take: milliseconds of the server, and bytes over the wire, of every page that an auditor is led to."""

from __future__ import annotations

import re
import time
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from statistics import median
from typing import Final

import httpx

from api.pages.page import all_pages
from benchmarks.dashboards.houses import Dashboard, Telling, house, of_lives, of_roles, of_the_demo
from benchmarks.figures import Bar, Figure
from benchmarks.served import served

TIMES: Final = 9
PAGES_READ: Final = 400
"""Pages that are read on the way to one of each sort."""
HUNDRED_MS, LARGE_MS, HUNDRED_KB = (Bar(limit, at_most=True) for limit in (100.0, 300.0, 100.0))
ROLES, PEOPLE = 400, 2_000
LINK: Final = re.compile(r'href="(/[^"#]*)')
LOADED: Final = re.compile(r'(?:href|src)="(/static/[^"]+)')


@dataclass(frozen=True)
class Reader:
    """An auditor who reads pages."""

    client: httpx.Client

    def read(self, path: str) -> httpx.Response:
        """A page, with all that came for it."""
        answer = self.client.get(path)
        assert answer.status_code == 200, (path, answer.status_code, answer.text[:300])
        return answer

    def milliseconds(self, path: str) -> float:
        """How long it took, at the median."""
        return median(self._once(path) for _ in range(TIMES))

    def _once(self, path: str) -> float:
        began = time.perf_counter()
        self.read(path)
        return 1_000 * (time.perf_counter() - began)


def pages(server_url: str) -> Iterator[Figure]:
    """Each page of the demo beside the answer that it is made of, and the heaviest with all that it loads."""
    with read_by_an_auditor(server_url, of_the_demo) as (reader, _):
        found = one_of_each(reader)
        for page, path in found.items():
            yield took(reader, f"the page {page}", path, HUNDRED_MS)
        heaviest = max(found.values(), key=lambda path: kilobytes(reader, path))
        weight = kilobytes(reader, heaviest)
        holds = HUNDRED_KB.holds(weight)
        alone = reader.read(heaviest).num_bytes_downloaded / 1_000
        named = next(page for page, path in found.items() if path == heaviest)
        yield Figure(
            f"the heaviest page, {named}, packed", weight, alone, weight, str(HUNDRED_KB), holds, "KB", "itself"
        )


def large(server_url: str) -> Iterator[Figure]:
    """A long timeline, and the bench of many roles."""
    with read_by_an_auditor(server_url, of_lives) as (reader, dashboard):
        yield took(reader, "a page of a long timeline", f"/people/{dashboard.developed[0]}", LARGE_MS)
    with read_by_an_auditor(server_url, of_roles(PEOPLE, ROLES)) as (reader, _):
        yield took(reader, f"the bench of {ROLES} roles", "/bench", LARGE_MS)


def took(reader: Reader, what: str, path: str, bar: Bar) -> Figure:
    """How long a page takes, beside the same as data."""
    reader.read(path)
    page, path_alone, _, asked = path, *path.partition("?")
    as_data = f"{path_alone}.json?{asked}" if path_alone != "/" else ""
    shown, told = reader.milliseconds(page), reader.milliseconds(as_data) if as_data else 0.0
    return Figure(what, shown, told, shown, str(bar), bar.holds(shown), "ms", "its answer as data")


def kilobytes(reader: Reader, path: str) -> float:
    """All that comes over the wire for somebody who has nothing of it yet."""
    page = reader.read(path)
    loaded = (reader.read(each).num_bytes_downloaded for each in set(LOADED.findall(page.text)))
    return (page.num_bytes_downloaded + sum(loaded)) / 1_000


def one_of_each(reader: Reader) -> Mapping[str, str]:
    """By the path of each page that an auditor is led to from the front page on, an address of it."""
    waiting, seen = deque(["/", *(page.path for page in all_pages() if page.menu)]), set[str]()
    found: dict[str, str] = {}
    while waiting and len(seen) < PAGES_READ and len(found) < len(all_pages()):
        path = waiting.popleft()
        if (page := pattern_of(path)) is None or path in seen or page in found:
            continue
        seen.add(path)
        answer = reader.client.get(path)
        if answer.status_code == 200:
            found[page] = path
            waiting.extend(map(unescape, LINK.findall(answer.text)))
    return found


def pattern_of(path: str) -> str | None:
    """The path of the page that an address is of, with its parameters in braces."""
    alone = path.partition("?")[0]
    patterns = (page.path for page in all_pages())
    return next((each for each in patterns if re.fullmatch(re.sub(r"{\w+}", "[^/.]+", each), alone)), None)


@contextmanager
def read_by_an_auditor(server_url: str, tell: Telling) -> Iterator[tuple[Reader, Dashboard]]:
    """An organisation that is served, and one of its auditors."""
    with house(server_url, tell) as dashboard, served(dashboard.url) as address:
        headers = {"authorization": dashboard.auditors[0]}
        with httpx.Client(base_url=address, headers=headers, timeout=60, follow_redirects=True) as client:
            yield Reader(client), dashboard
