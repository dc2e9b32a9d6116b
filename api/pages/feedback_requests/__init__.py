"""What whoever looks is asked about others, and where they answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from api.pages.page import Answer, Page
from api.pages.wording import message

AS_WHOM: Final[Mapping[str, str]] = {
    "SELF": message("yourself"),
    "MANAGER": message("somebody who leads them"),
    "PEERS": message("one of their peers"),
    "REPORTS": message("somebody who reports to them"),
    "OTHERS": message("somebody who works with them otherwise"),
}
"""As whom somebody is asked, by the group in which they are."""


def in_words(_: Answer) -> Mapping[str, object]:
    """The groups in words."""
    return {"as_whom": AS_WHOM}


PAGE = Page(__name__, "/feedback-requests", shown=in_words, menu=message("Feedback"), rank=7)
