"""An address at which nothing is: a page for whoever reads pages, and what it was for all others."""

from __future__ import annotations

import pytest

from tests.api.conftest import Served


@pytest.mark.parametrize("path", ["/nothing", "/people", "/people/person-1/nothing"])
def test_whoever_reads_pages_is_told_so_by_one(served: Served, path: str) -> None:
    wanted = f"{path}x"
    told = served.client.get(wanted, headers={"accept": "text/html,*/*", "accept-language": "de"})
    assert (told.status_code, told.headers["content-type"]) == (404, "text/html; charset=utf-8"), told.text
    assert "Hier ist nichts" in told.text
    assert '<a href="/">' in told.text, "which leads back"
    assert "default-src 'none'" in told.headers["content-security-policy"]
    for accept in ("*/*", "application/json"):
        other = served.client.get(wanted, headers={"accept": accept})
        assert (other.status_code, other.json()) == (404, {"detail": "Not Found"})
    assert served.client.post(wanted, headers={"accept": "text/html"}).status_code == 404
