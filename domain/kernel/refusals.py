"""Refusals: the rules say no, by the name of the obstacle. Those that several chapters share stand here."""

from __future__ import annotations

from typing import ClassVar


class Refusal(Exception):
    """The rules say no. The class names the obstacle; the message is shown to whoever asked."""

    field: str | None = None
    """The field of the command that stands in the way, where it is one."""
    instead: ClassVar[str] = ""
    """What to do, where the message of each case does not say more."""

    def __init__(self, why: str = "", *, field: str | None = None) -> None:
        super().__init__(why)
        if field is not None:
            self.field = field


class WrittenAboutErased(Refusal):
    """Nothing more is written about somebody who has been erased."""

    instead = "Record it without them; what was said of them before stays unreadable."


class NothingSaid(Refusal):
    """Where words are asked for, they say something."""

    instead = "Give the words; spaces alone are none."


class NotYet(Refusal):
    """What is observed, said, judged, decided or filed has happened; only what is planned may lie ahead."""

    instead = "Give a day up to today."
    field = "effective_on"


class ReasonMissing(Refusal):
    """Who decides, corrects, recuses or sets aside gives a reason, for whoever reads it later."""

    instead = "Say why."


class NameMissing(Refusal):
    """Whoever and whatever is recorded goes by a name."""

    instead = "Give the name that they, or it, go by."


class BeginsAfterItEnds(Refusal):
    """What has a first and a last day begins before it ends."""

    instead = "Turn the two days round, or leave the last one out."


class HoursOutOfRange(Refusal):
    """What happened took some time, and no more than there was."""

    instead = "Give more than 0 hours, or leave them out where nobody counted."
