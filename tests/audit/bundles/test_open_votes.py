"""An auditor who may read everything does not see how somebody voted before the vote closes, either."""

from __future__ import annotations

import json

from audit.bundles.archive import packed, unpacked
from audit.bundles.contents import in_json
from domain.frameworks.default_pack import DEFAULT_FRAMEWORK
from domain.kernel.ids import CaseId
from domain.promotions.panels.convening import ConvenePanel
from domain.promotions.panels.panel import Choice
from domain.promotions.panels.vote_casting import CastVote
from domain.promotions.panels.vote_counting import CloseVote
from domain.promotions.panels.vote_opening import OpenVote
from domain.promotions.promotion_case import Direction
from domain.promotions.promotion_file import CloseFile
from domain.promotions.proposals import ProposePromotion
from ledger import new_id
from tests.audit.bundles.cases import MAY, record
from tests.audit.bundles.conftest import Audited, leadership
from tests.ledger.commands_recorded import joining, person_id

WORDS = "One good shift is one good shift"


def test_how_somebody_voted_is_opened_when_the_vote_has_closed(audited: Audited) -> None:
    ledger = audited.book.ledger
    ada, cai, *panel = [person_id() for _ in range(6)]
    for person in (ada, cai, *panel):
        record(ledger, joining(person, "Somebody"))
    case, members = CaseId(new_id("case")), tuple(panel[:3])
    step = ("self", "others", DEFAULT_FRAMEWORK, 1)
    record(ledger, ProposePromotion(case, ada, None, Direction.UP, *step, cai, "Leads already", effective_on=MAY))
    record(ledger, CloseFile(case, panel[3], effective_on=MAY))
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
    shut = [json.loads(while_open[f"opened/{vote.position}.json"]) for vote in votes]
    assert [(vote["voter"], vote["choice"], vote["words"]) for vote in shut] == [
        (member, {"withheld": True}, {"withheld": True}) for member in members
    ]
    record(ledger, CloseVote(case, members[0], effective_on=MAY))
    closed = opened("closed.zip")
    assert [WORDS.encode() in closed[f"opened/{vote.position}.json"] for vote in votes] == [True] * 3

    def verified(**changes: object) -> tuple[int, str]:
        """What is said of the bundle with something else opened of the first vote."""
        files = unpacked((audited.home / "closed.zip").read_bytes())
        name = f"opened/{votes[0].position}.json"
        files[name] = in_json({**json.loads(files[name]), **changes})
        forged = audited.home / "forged.zip"
        forged.write_bytes(packed(files))
        return leadership("verify", forged)

    code, said = verified()
    assert (code, "Counted again from what is opened: round 1, closed by entry " in said) == (0, True), said
    code, said = verified(choice="in_favour")
    assert (code, "comes to 1 in favour, and its tally says 0; 2 against, and its tally says 3" in said) == (1, True)
    code, said = verified(choice={"erased": True})
    assert (code, "but for 1 vote not opened." in said) == (0, True), said
    for choice in (7, "perhaps", ["in_favour"]):
        code, said = verified(choice=choice)
        assert code == 1, said
