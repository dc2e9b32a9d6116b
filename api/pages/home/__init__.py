"""Home: what needs whoever asks, and their people; for whoever is nobody here, where what is and how to come in."""

from __future__ import annotations

from collections.abc import Mapping

from api.pages.attention.flag_lines import waiting_in
from api.pages.mentees.agreements import as_mentor_and_mentee
from api.pages.page import Answer, Page


def at_home(answer: Answer) -> Mapping[str, object]:
    """What waits for them first, beside the agreements."""
    return {**as_mentor_and_mentee(answer), "needed": waiting_in(answer) if answer["now"] else []}


PAGE = Page(__name__, "/", shown=at_home)
