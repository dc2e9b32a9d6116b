"""What whoever looks is asked about others, and where they answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from api.pages.page import Answer, Page

AS_WHOM: Final[Mapping[str, str]] = {
    "SELF": "yourself",
    "MANAGER": "somebody who leads them",
    "PEERS": "one of their peers",
    "REPORTS": "somebody who reports to them",
    "OTHERS": "somebody who works with them otherwise",
}
"""As whom somebody is asked, by the group in which they are."""


def in_words(_: Answer) -> Mapping[str, object]:
    """The groups in words."""
    return {"as_whom": AS_WHOM}


PAGE = Page(__name__, "/feedback-requests", shown=in_words, menu="Feedback", rank=7)
