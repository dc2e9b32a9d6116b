"""A replay as an auditor reads it: findings then and again, what has come to light, and the same as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from rich.table import Table

from api.access.serialised import told
from api.cli.console import Shown
from audit.coming_to_light import CameToLight
from audit.replay import Compared, Replay, Since
from domain.kernel.facts import Erased, Reference
from domain.promotions.judging.findings import Finding
from domain.promotions.judging.replaying import Difference, Misstated, ReplayVerdict, numbered
from ledger import Entry, Ledger

SAID: Final = {
    ReplayVerdict.REPRODUCED: ("Reproduced: what was known then comes to what was recorded.", "bold green"),
    ReplayVerdict.DIFFERS: ("Differs: what was known then does not come to what was recorded.", "bold red"),
    ReplayVerdict.CANNOT_BE_JUDGED: ("Cannot be judged", "bold yellow"),
}
NOTHING: Final = "–"


def tell(replay: Replay, ledger: Ledger, shown: Shown) -> None:
    """One decision."""
    entry, event = replay.decision, replay.decision.event
    shown.say(f"{entry.kind} on {event.effective_on} by {event.decided_by}", "bold")
    shown.say(f"  {entry.at}, position {entry.position}, recorded {entry.recorded_at:%Y-%m-%d %H:%M:%S %Z}")
    shown.say(f"  on what stood at position {event.basis}, under edition {event.edition} of {event.framework}")
    said, style = SAID[replay.verdict]
    shown.say(f"{said}: {replay.again.why}." if replay.again.why else said, style)
    for wrong in replay.misstated:
        shown.say(f"  {misstatement(wrong)}", "red")
    if replay.objection:
        shown.say(f"  Procedure, as known then: {replay.objection}", "red")
    cited = References()
    shown.console.print(table_of(replay, cited))
    for line in cited.legend(ledger):
        shown.say(line, "dim")
    if replay.since:
        tell_since(replay.since, shown)
    if replay.rescored:
        tell_rescored(replay.rescored, shown)
    shown.say("")


class References:
    """References by a short number, as a table has no room for them."""

    def __init__(self) -> None:
        self.numbers: dict[Reference, int] = {}

    def __call__(self, references: Iterable[Reference]) -> str:
        return " ".join(f"[{self.numbers.setdefault(at, len(self.numbers) + 1)}]" for at in references)

    def legend(self, ledger: Ledger) -> Iterable[str]:
        """What each number stands for."""
        book = ledger.book()
        for at, number in self.numbers.items():
            entry = next((entry for entry in book.stream(at.stream).entries if entry.version == at.version), None)
            yield f"  [{number}] {at}" + (f"  {entry.kind}, {entry.event.effective_on}" if entry else "  nowhere")


def table_of(replay: Replay, cited: References) -> Table:
    """A line for each criterion: recorded, again, now, and under another edition."""
    columns = {"recorded": replay.decision.event.findings, "again": replay.again.findings}
    if replay.since:
        columns["known now"] = replay.since.now.judgement.findings
    if replay.rescored and not replay.rescored.judgement.obstacle:
        columns[f"edition {replay.rescored.judgement.edition}"] = replay.rescored.judgement.findings
    by_key = {name: dict(numbered(findings)) for name, findings in columns.items()}
    table = Table("criterion", *columns, box=None, pad_edge=False)
    for key in dict.fromkeys(key for findings in by_key.values() for key in findings):
        row = [findings.get(key) for findings in by_key.values()]
        differs = row[0] != row[1] and not replay.again.obstacle
        table.add_row(
            key[0].replace("_", " "),
            *(in_words(finding, cited) for finding in row),
            style="red" if differs else "yellow" if any(one != row[0] for one in row[2:]) else None,
        )
    return table


def in_words(finding: Finding | None, cited: References) -> str:
    """How it came out, and on what that rests."""
    if finding is None:
        return NOTHING
    return f"{finding.verdict.replace('_', ' ')} {cited(finding.rests_on)}".rstrip().replace("[", r"\[")


def tell_since(since: Since, shown: Shown) -> None:
    """What is known by now, and what the rules find with it."""
    if not since.came_to_light:
        shown.say(f"Nothing has come to light since (up to position {since.position}).")
    else:
        shown.say(f"Come to light since (up to position {since.position}):", "bold")
        for one in since.came_to_light:
            shown.say(f"  {light_in_words(one)}")
    judgement = since.now.judgement
    if judgement.obstacle:
        shown.say(f"With that it cannot be judged: {judgement.why}.", "yellow")
    elif since.changes_findings:
        shown.say(f"With that the rules find something else: {changes(since.now.differences)}.", "bold yellow")
    else:
        shown.say("With that the rules find the same.")
    if since.objection:
        shown.say(f"Procedure, as known now: {since.objection}", "bold yellow")


def misstatement(wrong: Misstated) -> str:
    """What a decision says that is not so."""
    return f"{wrong.what}: recorded “{wrong.recorded}”, known then “{wrong.known}”"


def light_in_words(one: CameToLight) -> str:
    reason = None if isinstance(one.entry.reason, Erased) else one.entry.reason
    on_file = ", on the file" if one.on_file else ""
    why = f": {reason}" if reason else ""
    return f"{one.how} {one.kind} {one.entry.at} ({one.effective_on}; position {one.entry.position}{on_file}){why}"


def tell_rescored(compared: Compared, shown: Shown) -> None:
    number = compared.judgement.edition
    if compared.judgement.obstacle:
        shown.say(f"Under edition {number} it cannot be judged: {compared.judgement.why}.", "yellow")
    elif compared.differences:
        shown.say(
            f"Under edition {number} the rules find something else: {changes(compared.differences)}.", "bold yellow"
        )
    else:
        shown.say(f"Under edition {number} the rules find the same.")


def changes(differences: Iterable[Difference]) -> str:
    """What comes out otherwise."""
    return ", ".join(f"{one.criterion.replace('_', ' ')} ({change(one)})" for one in differences)


def change(one: Difference) -> str:
    before, after = verdict_of(one.recorded), verdict_of(one.again)
    return f"{before} → {after}" if before != after else f"{after}, resting on other entries"


def verdict_of(finding: Finding | None) -> str:
    return finding.verdict.replace("_", " ") if finding else NOTHING


def in_json(replay: Replay, *, opened: bool = True) -> dict[str, Any]:
    """All of it, under stored names; entries by their place and, if they may be opened, by what they say."""
    entry_told = entry_in_json if opened else place_of
    since = replay.since
    return {
        "decision": entry_told(replay.decision),
        "verdict": replay.verdict,
        "again": told(replay.again),
        "differences": told(replay.differences),
        "misstated": told(replay.misstated),
        "objection": replay.objection,
        "since": since
        and {
            "position": since.position,
            "came_to_light": [
                {"how": one.how, "on_file": one.on_file, "entry": entry_told(one.entry)} for one in since.came_to_light
            ],
            "changes_findings": since.changes_findings,
            "now": told(since.now),
            "objection": since.objection,
        },
        "rescored": told(replay.rescored),
    }


def place_of(entry: Entry[Any]) -> str:
    """Where an entry stands, as it is cited."""
    return f"{entry.stream}@{entry.version}"


def entry_in_json(entry: Entry[Any]) -> dict[str, Any]:
    """A line of the book."""
    return {
        "position": entry.position,
        "reference": str(entry.at),
        "kind": entry.kind,
        "recorded_at": entry.recorded_at.isoformat(),
        "recorded_by": entry.recorded_by,
        "reason": told(entry.reason),
        "event": told(entry.event),
    }
