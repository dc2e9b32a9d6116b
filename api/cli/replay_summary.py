"""Many replays as an auditor reads them: a line for each decision that comes out otherwise, and how many do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from api.cli.called import Called
from api.cli.console import counted
from api.cli.replay_report import changes, misstatement
from audit.replay import Replay, Unreadable
from domain.promotions.judging.replaying import ReplayVerdict


@dataclass
class Replays:
    """How many decisions came out how, so far."""

    edition: int | None
    """The one that they are tried under as well."""
    verdicts: Counter[ReplayVerdict] = field(default_factory=Counter)
    otherwise: int = 0
    """Come out otherwise under that edition."""
    not_judged: int = 0
    """Cannot be judged under it."""
    changed_since: int = 0
    """Would come out otherwise with what has come to light."""

    def count(self, replay: Replay | Unreadable) -> None:
        """One more."""
        if isinstance(replay, Unreadable):
            self.verdicts[ReplayVerdict.CANNOT_BE_JUDGED] += 1
            return
        self.verdicts[replay.verdict] += 1
        self.changed_since += replay.since is not None and replay.since.changes_findings
        if replay.rescored is not None:
            self.otherwise += bool(replay.rescored.differences)
            self.not_judged += replay.rescored.judgement.obstacle is not None

    @property
    def all_reproduced(self) -> bool:
        """Whether every decision came to what was recorded."""
        return self.verdicts.total() == self.verdicts[ReplayVerdict.REPRODUCED]

    def __str__(self) -> str:
        verdicts = (
            f"{self.verdicts[ReplayVerdict.REPRODUCED]} reproduced",
            f"{self.verdicts[ReplayVerdict.DIFFERS]} differ",
            f"{self.verdicts[ReplayVerdict.CANNOT_BE_JUDGED]} cannot be judged",
        )
        said = [f"{counted(self.verdicts.total(), 'decision')}: {', '.join(verdicts)}"]
        if self.edition is not None:
            under = f"under edition {self.edition} {self.otherwise} come out otherwise"
            said.append(under + (f" and {self.not_judged} cannot be judged" if self.not_judged else ""))
        said.append(f"with what has come to light since {self.changed_since} would")
        return "; ".join(said) + "."


def lines_of(replay: Replay | Unreadable, called: Called) -> Iterator[tuple[str, str]]:
    """What there is to say of a decision, a line each, and its style; nothing of one that comes out the same."""
    if isinstance(replay, Unreadable):
        yield str(replay), "bold yellow"
        return
    if not comes_out_otherwise(replay):
        return
    [decision] = called.gate.disclose((replay.decision,))
    which = "  ".join((str(decision.effective_on), *called.in_words(decision), str(decision.at)))
    if replay.verdict is ReplayVerdict.DIFFERS:
        yield f"{which}  differs: {why_it_differs(replay)}", "bold red"
    if replay.verdict is ReplayVerdict.CANNOT_BE_JUDGED:
        yield f"{which}  cannot be judged: {replay.again.why}", "bold yellow"
    if replay.rescored is not None and replay.rescored.differences:
        yield f"{which}  under edition {replay.rescored.judgement.edition}: {changes(replay.rescored.differences)}", ""


def comes_out_otherwise(replay: Replay) -> bool:
    """Whether there is anything to say of it."""
    rescored = replay.rescored is not None and bool(replay.rescored.differences)
    return rescored or replay.verdict is not ReplayVerdict.REPRODUCED


def why_it_differs(replay: Replay) -> str:
    """Everything that does not come to what was recorded, in few words."""
    found = (changes(replay.differences), *map(misstatement, replay.misstated), replay.objection)
    return "; ".join(filter(None, found))
