"""The directory: people by name, unit, function and level, as of any moment; also as a table for spreadsheets."""

from __future__ import annotations

from api.pages.page import Page
from api.pages.people.filtered import filtered
from api.pages.wording import message

PAGE = Page(__name__, "/people", shown=filtered, menu=message("People"), rank=1)
