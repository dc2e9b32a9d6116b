"""The page of who may see what says what the code does."""

from __future__ import annotations

from tests.sight_page import PAGE, page


def test_the_page_says_what_the_table_says() -> None:
    assert PAGE.read_text() == page(), "`make generate` writes it anew"
