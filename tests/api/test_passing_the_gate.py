"""Nobody goes past the gate by mistake: outside api/access no line of api/ or demo/ reads what a stored entry says."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("api", "demo")
BEHIND_THE_GATE = "api/access/"

SAYS: Final = {"event", "reason", "stored"}
"""What of a stored entry says what happened; `Disclosed` has no attribute of these names."""
MADE_BY_THE_GATE: Final = {"Disclosed"}
FOLDS: Final = {"recall", "standing", "remember", "evolve"}
"""What makes memories of entries; `remembered` does so with those that the gate disclosed."""
SERIALISES: Final = "api.access.serialised"

EXCEPTIONS: Final[dict[tuple[str, str], str]] = {
    ("api/credentials/completed.py", "recall"): "since when the ledger knows somebody: no day before that is signed",
    ("api/feedback_cycles/raters.py", "recall"): (
        "how a cycle stands and what it asks, told to its raters; no result is in that"
    ),
    ("api/pages/atom_feed.py", "reason"): "why somebody changed an entry, as an answer of GraphQL has told it",
    ("api/imports/ids.py", "event"): "finds out who is called what in another system; none of it is shown",
    ("api/imports/plan.py", "standing"): "hands streams to histories.py",
    ("api/imports/missing.py", "standing"): (
        "finds who is here and not in a file: whoever imports reads their identifiers in the file's own system, no more"
    ),
    ("api/imports/histories.py", "event"): (
        "compares a file with where people were: whoever imports is told of that what their file contradicts"
    ),
    ("api/imports/histories.py", "reason"): "the reason of somebody's leaving, in the same comparison",
    ("api/imports/names_known.py", "event"): "finds out whose name a file means; none of it is shown",
    ("api/imports/people_file.py", "standing"): "how a row's own status reads; no entry",
    ("api/imports/statuses.py", "standing"): "the same",
    ("api/imports/stays_told.py", "standing"): "the same",
    ("api/imports/plan.py", "reason"): "why a command of the file's own corrects something; it is about to be recorded",
    ("api/imports/assessments_known.py", "event"): "finds which ratings stand already; whoever imports holds the file",
    ("api/imports/basis.py", "recall"): "finds out which of several namesakes stands in a unit; none of it is shown",
    ("api/imports/holders_told.py", "recall"): (
        "tells whoever imports that a holder whom their file names was not here on its day"
    ),
    ("api/imports/learning_exported.py", "event"): "writes what people learned for whoever holds the machine: a look",
    ("api/imports/learning_exported.py", "recall"): "what they are called there",
    ("api/imports/learning_exported.py", "standing"): "the same",
    ("api/imports/learning_file.py", "event"): "finds which learning stands already; whoever imports holds the file",
    ("api/imports/learning_file.py", "standing"): "the same",
    ("api/imports/leaving_columns.py", "standing"): "how a word of a column reads; no entry",
    ("api/imports/reviews_file.py", "event"): "finds out which ratings stand already; whoever imports holds the file",
    ("api/imports/reviews_file.py", "standing"): "the same",
    ("api/imports/roles_known.py", "event"): "finds out which roles a file means",
    ("api/imports/roles_known.py", "standing"): "the same",
    ("api/imports/slates_file.py", "event"): "finds out which slates stand already; whoever imports holds the file",
    ("api/imports/slates_file.py", "recall"): "the same",
    ("api/imports/slates_file.py", "standing"): "the same",
    ("api/imports/recording.py", "event"): "counts the steps that whoever imports states no grounds of",
    (
        "api/cli/import_report.py",
        "event",
    ): "tells whoever imports what their own file would record; none of it is stored",
    ("api/cli/asking.py", "recall"): "finds out who is steward today; none of it is shown",
    ("api/cli/hold_commands.py", "recall"): "tells whoever holds the machine which holds stand, without their reasons",
    (
        "api/cli/retention_commands.py",
        "recall",
    ): "tells whoever holds the machine who left when, without names or reasons",
    ("api/graphql/queries/retention.py", "recall"): "tells stewards and auditors who left when, and which holds stand",
    ("api/graphql/flagged/kinds/case_flags.py", "recall"): (
        "finds what waits in cases by their open parts; a flag is told to whoever is told the case"
    ),
    ("api/graphql/flagged/kinds/own_flags.py", "event"): (
        "finds which of somebody's requests to mend an entry were answered, told to them; their words are not read"
    ),
    ("api/graphql/flagged/kinds/own_flags.py", "recall"): (
        "until when a cycle takes answers, told to whom it asks; no result is in that"
    ),
    ("api/graphql/release_points.py", "event"): "figures as they were told before, to whoever is told figures",
    ("api/graphql/queries/competency_profile.py", "recall"): "which editions there are, and what they call things",
    ("api/imports/posts_known.py", "recall"): "finds out who holds a post, for whoever imports",
    ("demo/personas.py", "recall"): "names the demo's people, who are invented",
    ("api/graphql/queries/replays.py", "event"): "finds out which entries a decision cites; each is disclosed",
    ("api/graphql/queries/own_case.py", "event"): "finds out whether who asks is the candidate; none of it is shown",
    ("api/graphql/queries/frameworks.py", "recall"): "tells published editions, which are about nobody",
    ("api/graphql/queries/frameworks.py", "standing"): "the same",
    ("api/cli/status_command.py", "recall"): "the same",
    (
        "api/graphql/queries/steps_without_case.py",
        "recall",
    ): "whether a case still grants a step, said in clear",
    ("api/imports/units_meant.py", "event"): "finds out which units the words of a file mean; units are about nobody",
    ("api/imports/units_meant.py", "recall"): "the same",
    (
        "api/cli/audit_commands.py",
        SERIALISES,
    ): "who set aside and decided what, said in clear, as ids and days",
    ("api/cli/bundle_openings.py", SERIALISES): "compares what a bundle opens with what it proves",
    ("api/cli/bundle_replay.py", SERIALISES): "compares a bundle's replay with what its own entries come to",
    ("api/cli/bundle_replay.py", "event"): "what a decision in the bundle says was found, compared so",
    ("api/bundles/case_replays.py", SERIALISES): "what rules find in a replay: criteria, verdicts, references",
}
"""Which file does which of that nevertheless, and why it may."""


def files() -> Iterator[Path]:
    for room in ROOMS:
        yield from (ROOT / room).rglob("*.py")


def passed_by(code: str) -> Iterator[str]:
    """What some code does that only the gate may."""
    for node in ast.walk(ast.parse(code)):
        match node:
            case ast.Attribute(attr=name) if name in SAYS | FOLDS:
                yield name
            case ast.Call(func=ast.Name(id=name)) if name in MADE_BY_THE_GATE | FOLDS:
                yield name
            case ast.Call(func=ast.Name(id="getattr" | "attrgetter") | ast.Attribute(attr="attrgetter"), args=given):
                yield from (one.value for one in given if isinstance(one, ast.Constant) and one.value in SAYS)
            case ast.MatchClass(kwd_attrs=names):
                yield from SAYS.intersection(names)
            case ast.ImportFrom(module=module, names=names) if module:
                called = {f"{module}.{one.name}" for one in names} | {module}
                yield from called & {SERIALISES}
                yield from (one.name for one in names if one.name in FOLDS)
            case ast.Import(names=names):
                yield from (one.name for one in names if one.name == SERIALISES)


def found() -> set[tuple[str, str]]:
    return {
        (path.relative_to(ROOT).as_posix(), what)
        for path in files()
        if not path.relative_to(ROOT).as_posix().startswith(BEHIND_THE_GATE)
        for what in passed_by(path.read_text())
    }


def test_what_entries_say_is_read_behind_the_gate_only() -> None:
    past_it = found() - set(EXCEPTIONS)
    assert not past_it, (
        f"These read what stored entries say by themselves: {sorted(past_it)}. Take `Disclosed` entries from"
        " `Gate.disclose` instead; or say in EXCEPTIONS what it does with them, and why it may."
    )


def test_every_exception_is_still_one() -> None:
    assert set(EXCEPTIONS) - found() == set()


@pytest.mark.parametrize(
    "code",
    [
        "Json(told(self.row.entry.event))",
        "words = line.event.words",
        "getattr(entry, 'event')",
        "operator.attrgetter('event')(entry)",
        "match entry:\n    case Entry(event=said): print(said)",
        "print(entry.reason)",
        "json.loads(entry.stored)",
        "from domain.kernel.standing import recall as of",
        "ledger.book().recall(PromotionCase, case).panel.ballots",
        "from api.access.serialised import told",
        "from api.access import serialised",
        "import api.access.serialised",
        "Entry(disclosed=Disclosed(line))",
    ],
)
def test_ways_past_the_gate_are_noticed(code: str) -> None:
    assert list(passed_by(code))
