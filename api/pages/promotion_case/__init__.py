"""A promotion case: what was filed, voted and decided, and each decision judged again, then and now side by side."""

from __future__ import annotations

from api.pages.page import Page
from api.pages.promotion_case.then_beside_now import case_shown

PAGE = Page(__name__, "/cases/{case}", about="promotionCase", shown=case_shown, printed=True)
