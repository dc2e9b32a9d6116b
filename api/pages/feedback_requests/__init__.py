"""What whoever looks is asked about others, and where they answer."""

from __future__ import annotations

from api.pages.page import Page

PAGE = Page(__name__, "/feedback-requests", menu="Feedback", rank=7)
