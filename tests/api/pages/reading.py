"""Pages as whoever asks is told them, for the tests of pages."""

from __future__ import annotations

import re

from tests.api.conftest import Served


def page(served: Served, path: str, status: int = 200) -> str:
    """A page as whoever asks is told it."""
    answer = served.client.get(path, headers={**served.headers})
    assert answer.status_code == status, answer.text
    return answer.text


def rows_of(html: str) -> list[str]:
    """The rows of all tables of a page, as they are written."""
    return re.findall(r"<tr.*?</tr>", html, re.DOTALL)
