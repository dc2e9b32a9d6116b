"""What is due for whoever looks as a calendar, and the addresses by which calendar programs may fetch it."""

from __future__ import annotations

from api.pages.page import Page

PAGE = Page(__name__, "/calendar")
