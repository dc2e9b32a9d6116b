"""A replay as an auditor reads it: findings then and again, and what has come to light."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from rich.table import Table

from api.access.disclosed import Disclosed
from api.access.gate import Gate
from api.cli.called import Called, named
from api.cli.console import Console
from audit.coming_to_light import CameToLight
from audit.replay import Compared, Replay, Since
from domain.judging.findings import Finding
from domain.kernel.facts import Reference
from domain.promotions.judging.replaying import Difference, Misstated, ReplayVerdict, numbered
from ledger import Ledger

VERDICTS: Final = {
    ReplayVerdict.REPRODUCED: ("Reproduced: what was known then comes to what was recorded.", "bold green"),
    ReplayVerdict.DIFFERS: ("Differs: what was known then does not come to what was recorded.", "bold red"),
    ReplayVerdict.CANNOT_BE_JUDGED: ("Cannot be judged", "bold yellow"),
}
NOTHING: Final = "–"


def print_replay(replay: Replay, called: Called, console: Console) -> None:
    """One decision."""
    ledger, gate = called.ledger, called.gate
    [decision] = gate.disclose((replay.decision,))
    said = decision.value
    by = [person for person in (said("decided_by"), said("decided_with")) if person]
    deciders = " with ".join(named(person, called.person(person, decision.effective_on)) for person in by)
    console.print(f"{decision.kind} on {decision.effective_on} by {deciders}", "bold")
    console.print("  of {}, for {}".format(*called.in_words(decision)))
    console.print(
        f"  {decision.at}, position {decision.position}, recorded {decision.recorded_at:%Y-%m-%d %H:%M:%S %Z}"
    )
    console.print(
        f"  on what stood at position {said('basis')}, under edition {said('edition')} of {said('framework')}"
    )
    verdict, style = VERDICTS[replay.verdict]
    console.print(f"{verdict}: {replay.again.why}." if replay.again.why else verdict, style)
    for wrong in replay.misstated:
        console.print(f"  {misstatement(wrong)}", "red")
    if replay.objection:
        console.print(f"  Procedure, as known then: {replay.objection}", "red")
    cited = NumberedReferences()
    console.print_table(table_of(replay, decision, cited))
    for line in cited.legend(ledger, gate):
        console.print(line, "dim")
    if replay.since:
        print_since(replay.since, gate, console)
    if replay.rescored:
        print_rescored(replay.rescored, console)
    console.print("")


class NumberedReferences:
    """References by a short number, as a table has no room for them."""

    def __init__(self) -> None:
        self.numbers: dict[Reference, int] = {}

    def __call__(self, references: Iterable[Reference]) -> str:
        return " ".join(f"[{self.numbers.setdefault(at, len(self.numbers) + 1)}]" for at in references)

    def legend(self, ledger: Ledger, gate: Gate) -> Iterable[str]:
        """What each number stands for."""
        streams = ledger.streams(list({at.stream for at in self.numbers}))
        origins = [entry for stream in streams.values() for entry in stream if not entry.supersedes]
        found = {entry.at: entry for entry in gate.disclose(one for one in origins if one.at in self.numbers)}
        for at, number in self.numbers.items():
            there = f"  {found[at].kind}, {found[at].effective_on}" if at in found else "  nowhere"
            yield f"  [{number}] {at}{there}"


def table_of(replay: Replay, decision: Disclosed, cited: NumberedReferences) -> Table:
    """A line for each criterion: recorded, again, now, and under another edition."""
    columns = {"recorded": decision.value("findings") or (), "again": replay.again.findings}
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


def in_words(finding: Finding | None, cited: NumberedReferences) -> str:
    """How it came out, and on what that rests."""
    if finding is None:
        return NOTHING
    return f"{finding.verdict.replace('_', ' ')} {cited(finding.rests_on)}".rstrip()


def print_since(since: Since, gate: Gate, console: Console) -> None:
    """What is known by now, and what the rules find with it."""
    if not since.came_to_light:
        console.print(f"Nothing has come to light since (up to position {since.position}).")
    else:
        console.print(f"Come to light since (up to position {since.position}):", "bold")
        entries = gate.disclose(one.entry for one in since.came_to_light)
        for one, entry in zip(since.came_to_light, entries, strict=True):
            console.print(f"  {light_in_words(one, entry)}")
    judgement = since.now.judgement
    if judgement.obstacle:
        console.print(f"With that it cannot be judged: {judgement.why}.", "yellow")
    elif since.changes_findings:
        console.print(f"With that the rules find something else: {changes(since.now.differences)}.", "bold yellow")
    else:
        console.print("With that the rules find the same.")
    if since.objection:
        console.print(f"Procedure, as known now: {since.objection}", "bold yellow")


def misstatement(wrong: Misstated) -> str:
    """What a decision says that is not so."""
    return f"{wrong.what}: recorded “{wrong.recorded}”, known then “{wrong.known}”"


def light_in_words(one: CameToLight, entry: Disclosed) -> str:
    on_file = ", on the file" if one.on_file else ""
    why = f": {entry.why}" if entry.why else ""
    return f"{one.how} {one.kind} {entry.at} ({one.effective_on}; position {entry.position}{on_file}){why}"


def print_rescored(compared: Compared, console: Console) -> None:
    number = compared.judgement.edition
    if compared.judgement.obstacle:
        console.print(f"Under edition {number} it cannot be judged: {compared.judgement.why}.", "yellow")
    elif compared.differences:
        console.print(
            f"Under edition {number} the rules find something else: {changes(compared.differences)}.", "bold yellow"
        )
    else:
        console.print(f"Under edition {number} the rules find the same.")


def changes(differences: Iterable[Difference]) -> str:
    """What comes out otherwise."""
    return ", ".join(f"{one.criterion.replace('_', ' ')} ({change(one)})" for one in differences)


def change(one: Difference) -> str:
    before, after = verdict_of(one.recorded), verdict_of(one.again)
    return f"{before} → {after}" if before != after else f"{after}, resting on other entries"


def verdict_of(finding: Finding | None) -> str:
    return finding.verdict.replace("_", " ") if finding else NOTHING
