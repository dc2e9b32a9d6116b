"""The cases that were proposed for whoever looks: where each stands, and what time is left."""

from __future__ import annotations

from api.pages.page import Page

PAGE = Page(__name__, "/my-cases")
