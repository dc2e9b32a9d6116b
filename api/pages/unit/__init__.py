"""A unit: what it belongs to and what belongs to it, who stands in it and did over a year, and its roles."""

from __future__ import annotations

from api.pages.page import Page
from api.pages.unit.headcounts import headcounts

PAGE = Page(__name__, "/units/{unit}", about="unit", shown=headcounts, same={"units": "unit"})
