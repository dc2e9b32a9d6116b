"""Forms as tests fill them in: what stands in one, and what comes of sending it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

import httpx

from tests.api.conftest import Served


@dataclass
class FormRead(HTMLParser):
    """What would be sent of a page's form if somebody pressed its button now."""

    page: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    action: str = ""

    def __post_init__(self) -> None:
        super().__init__()
        self._open = ("", "")
        self.feed(self.page[self.page.index('<form class="form"') :])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        name, held = told.get("name", ""), told.get("type", "text")
        if tag == "form" and not self.action:
            self.action = told["action"]
        if tag == "input" and (held not in ("checkbox", "radio") or "checked" in told):
            self.fields.setdefault(name, []).append(told.get("value", ""))
        if tag in ("textarea", "select"):
            self._open = (tag, name)
            self.fields[name] = [""]
        if tag == "option" and self._open[0] == "select" and "selected" in told:
            self.fields[self._open[1]] = [told["value"]]

    def handle_endtag(self, tag: str) -> None:
        if tag == self._open[0]:
            self._open = ("", "")

    def handle_data(self, data: str) -> None:
        if self._open[0] == "textarea":
            self.fields[self._open[1]][0] += data.removeprefix("\n") if not self.fields[self._open[1]][0] else data


def opened(served: Served, path: str) -> FormRead:
    """The form at an address."""
    answer = served.client.get(path, headers={**served.headers})
    assert answer.status_code == 200, answer.text
    return FormRead(answer.text)


def sent(served: Served, form: FormRead, told: Mapping[str, str] | None = None, /, **typed: Any) -> httpx.Response:
    """What comes of a form with more typed into it; `__` stands for a dot. Headers are told beside those of a page."""
    fields = {**form.fields, **{name.replace("__", "."): value for name, value in typed.items()}}
    headers = {**served.headers, "origin": served.url, **(told or {})}
    return served.client.post(form.action, data=fields, headers=headers)
