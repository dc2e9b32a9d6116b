"""Home: what needs whoever asks, and their people; for whoever is nobody here, where what is and how to come in."""

from __future__ import annotations

from api.pages.home.attention import at_home
from api.pages.page import Page

PAGE = Page(__name__, "/", shown=at_home)
