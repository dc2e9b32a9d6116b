"""An auditor who may read everything does not see how somebody voted before the vote closes, either."""

from __future__ import annotations

import pytest

from domain.default_pack import DEFAULT_FRAMEWORK
from domain.panels import ConvenePanel
from domain.promotion_case import CaseId, Direction
from domain.promotion_file import CloseFile
from domain.promotion_panel import Choice
from domain.promotions import ProposePromotion
from domain.vote_rounds import CloseVote, OpenVote
from domain.voting import CastVote
from ledger import new_id
from ledger.audits.archive import unpacked
from tests.audits.cases import MAY, record
from tests.audits.conftest import Audited, leadership
from tests.ledger.asked import joining, person_id

WORDS = "One good shift is one good shift"


@pytest.mark.mission("M61")
def test_how_somebody_voted_is_opened_when_the_vote_has_closed(audited: Audited) -> None:
    ledger = audited.book.ledger
    ada, cai, *panel = [person_id() for _ in range(6)]
    for person in (ada, cai, *panel):
        record(ledger, joining(person, "Somebody"))
    case, members = CaseId(new_id("case")), tuple(panel[:3])
    step = ("self", "others", DEFAULT_FRAMEWORK, 1)
    record(ledger, ProposePromotion(case, ada, None, Direction.UP, *step, cai, "Leads already", effective_on=MAY))
    record(ledger, CloseFile(case, cai, effective_on=MAY))
    record(ledger, ConvenePanel(case, members, panel[3], effective_on=MAY))
    record(ledger, OpenVote(case, members[0], effective_on=MAY))
    votes = [record(ledger, CastVote(case, each, Choice.AGAINST, WORDS, effective_on=MAY)) for each in members]

    def opened(name: str) -> dict[str, bytes]:
        path = audited.home / name
        code, said = leadership("audit-bundle", case, "-o", path, "--opened")
        assert code == 0, said
        return {name: content for name, content in unpacked(path.read_bytes()).items() if name.startswith("opened/")}

    while_open = opened("open.zip")
    assert WORDS.encode() not in b"".join(while_open.values())
    assert len(while_open) == 5, "the edition; proposed, closed, convened, opened"
    record(ledger, CloseVote(case, members[0], effective_on=MAY))
    closed = opened("closed.zip")
    assert [WORDS.encode() in closed[f"opened/{vote.position}.json"] for vote in votes] == [True] * 3
