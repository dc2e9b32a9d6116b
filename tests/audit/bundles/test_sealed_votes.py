"""Whoever has the tables, a bundle that was not opened, or an export of an open round, learns nothing of a vote."""

from __future__ import annotations

import json

import psycopg

from audit.bundles.archive import unpacked
from domain.frameworks.default_pack import DEFAULT_FRAMEWORK
from domain.kernel.ids import CaseId, PersonId
from domain.promotions.panels.convening import ConvenePanel
from domain.promotions.panels.panel import Choice
from domain.promotions.panels.recommendations import StateRecommendation
from domain.promotions.panels.vote_casting import CastVote
from domain.promotions.panels.vote_counting import CloseVote
from domain.promotions.panels.vote_opening import OpenVote
from domain.promotions.promotion_case import Direction
from domain.promotions.promotion_file import CloseFile
from domain.promotions.proposals import ProposePromotion
from ledger import Ledger, new_id
from tests.audit.bundles.cases import MAY, record
from tests.audit.bundles.conftest import Audited, leadership
from tests.ledger.commands_recorded import joining, person_id

SAID = ((Choice.IN_FAVOUR, None), (Choice.AGAINST, "One good shift is one good shift"), (Choice.ABSTAINED, None))


def voted(ledger: Ledger) -> tuple[CaseId, tuple[PersonId, ...], list[int]]:
    """A case on which three have voted: the panel, and the positions of their votes."""
    ada, cai, *panel = [person_id() for _ in range(6)]
    for person in (ada, cai, *panel):
        record(ledger, joining(person, "Somebody"))
    case, members = CaseId(new_id("case")), tuple(panel[:3])
    step = ("self", "others", DEFAULT_FRAMEWORK, 1)
    record(ledger, ProposePromotion(case, ada, None, Direction.UP, *step, cai, "Leads already", effective_on=MAY))
    record(ledger, CloseFile(case, panel[3], effective_on=MAY))
    record(ledger, ConvenePanel(case, members, panel[3], effective_on=MAY))
    record(ledger, OpenVote(case, members[0], effective_on=MAY))
    votes = [
        record(ledger, CastVote(case, member, *said, effective_on=MAY)).position
        for member, said in zip(members, SAID, strict=True)
    ]
    return case, members, votes


def test_votes_are_stored_alike_in_the_table_and_in_a_bundle_that_is_not_opened(audited: Audited) -> None:
    ledger = audited.book.ledger
    case, _, votes = voted(ledger)
    with psycopg.connect(audited.book.url) as connection:
        statement = "SELECT stored FROM ledger.entries WHERE position = ANY (%s)"
        rows = [stored for (stored,) in connection.execute(statement, (votes,)).fetchall()]
    path = audited.home / "sealed-votes.zip"
    code, said = leadership("audit-bundle", case, "-o", path)
    assert code == 0, said
    bundled = unpacked(path.read_bytes())
    files = [bundled[f"entries/{position}/stored.json"] for position in votes]
    assert len(rows) == len(files) == 3
    assert len({len(stored) for stored in (*rows, *files)}) == 1
    assert len({shape_of(stored) for stored in (*rows, *files)}) == 1


def shape_of(stored: bytes) -> str:
    """What there is, and how long each of the sealed parts is."""
    said = json.loads(stored)
    return json.dumps([sorted(said), sorted(said["open"]), {whom: len(part) for whom, part in said["sealed"].items()}])


def test_what_the_votes_came_to_is_not_in_clear(audited: Audited) -> None:
    """A tally, or an advice, of few votes tells how each of them fell."""
    ledger = audited.book.ledger
    case, members, _ = voted(ledger)
    closed = record(ledger, CloseVote(case, members[0], effective_on=MAY)).position
    stated = record(ledger, StateRecommendation(case, members[0], "Divided", effective_on=MAY)).position
    for position in (closed, stated):
        entry = ledger.entries_at((position,))[position]
        assert entry.event.tally.in_favour == 1
        for word in (b"in_favour", b"against", b"abstained", b"divided", b"tally", b"advice"):
            assert word not in entry.stored


def test_an_export_tells_no_vote_while_the_round_is_open(audited: Audited) -> None:
    """What it tells is opened; so it leaves such votes out."""
    case, _, _ = voted(audited.book.ledger)
    code, said = leadership("export", "entries")
    assert code == 0, said
    lines = [line for line in said.splitlines() if case in line]
    assert any("OpenVote" in line for line in lines)
    assert not any("CastVote" in line or f'"{choice}"' in line for line in lines for choice in Choice)
