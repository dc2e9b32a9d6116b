"""A person: the whole growth timeline, in lanes over the years and as a table, as of any moment."""

from __future__ import annotations

from api.pages.page import Page
from api.pages.person.growth import growth

LEAFED = ("person", "developmentHistory")
PAGE = Page(__name__, "/people/{person}", about="person", shown=growth, printed=True, leafed=LEAFED)
