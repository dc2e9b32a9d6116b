"""The succession bench: who could come after whom, unit by unit, and how deep it is; also as a pack to be printed."""

from __future__ import annotations

from api.pages.bench.by_unit import by_unit
from api.pages.page import Page
from api.pages.wording import message

PAGE = Page(__name__, "/bench", shown=by_unit, menu=message("Bench"), rank=3, printed=True)
