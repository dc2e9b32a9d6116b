"""One form for several people: a command id for each, so that twice is once, and what became of each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple
from uuid import UUID, uuid5

from starlette.exceptions import HTTPException

from api.pages.record.filled_form import Filled
from api.pages.record.matching import Match, Sought


class OfEach(NamedTuple):
    """What became of it for one of them."""

    person: Match
    position: int | None
    """The position of the entry; None where it was refused."""
    why: str
    """Why nothing was recorded; empty where something was."""


def id_for(person: str, command_id: str) -> str:
    """The id of the command that is asked of one of several. 400 where the form's own is none."""
    try:
        return str(uuid5(UUID(command_id), person))
    except ValueError:
        raise HTTPException(400, "That is no form of ours: its command id is none.") from None


def still_to_be_sent(filled: Filled, became: Sequence[OfEach]) -> Filled:
    """The same form, about those of whom nothing was recorded."""
    together = filled.form.together
    left = [one.person for one in became if one.why]
    sought = {**filled.sought, together.name: Sought(beside=left)} if together else filled.sought
    return replace(filled, sought=sought)
