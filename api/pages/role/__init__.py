"""A role: who holds it and held it, its slate with what the rule found, and what would follow if somebody took it."""

from __future__ import annotations

from api.pages.page import Page
from api.pages.role.moves import moves

PAGE = Page(__name__, "/roles/{role}", about="role", shown=moves)
