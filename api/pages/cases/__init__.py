"""What is to be looked after in promotion cases: who is still to be told, and who came to a role without a case."""

from __future__ import annotations

from api.pages.page import Page

PAGE = Page(__name__, "/cases", menu="Cases", rank=4)
