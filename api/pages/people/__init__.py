"""The directory: people by name, unit, function and level, as of any moment; also as a table for spreadsheets."""

from __future__ import annotations

from api.pages.page import Page
from api.pages.people.filtered import filtered

PAGE = Page(__name__, "/people", shown=filtered, menu="People", rank=1)
