"""One's own case in plain words: rule by rule, with what would have changed it; for its candidate alone."""

from __future__ import annotations

from api.pages.my_case.own_words import own_case_shown
from api.pages.page import Page

PAGE = Page(__name__, "/my-case/{case}", about="promotionCase", shown=own_case_shown)
