"""One case with all that proves it, as bytes: what is opened in it has passed the gate."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from api.access.gate import Gate
from api.bundles.case_replays import replays_in_json
from audit.bundles.bundling import Opening, bundled_case
from audit.bundles.looked_up import candidates_of, looked_up_for
from audit.bundles.time_authority import TimeAuthority
from domain.kernel.ids import CaseId
from ledger import Ledger
from ledger.proofs.published import Published


def case_bundle(
    ledger: Ledger,
    published: Published,
    case: CaseId,
    authority: TimeAuthority | None,
    since: bytes | None = None,
    *,
    opened: bool = False,
) -> bytes:
    """The bundle under the last checkpoint. `since` is the checkpoint that the auditor has.

    Raises CannotBeBundled, and NotStamped where an authority was to stamp it.
    """
    opening = opening_of(ledger, case) if opened else None
    replay = replays_in_json(ledger, case)
    return published.read(
        lambda connection: bundled_case(
            connection, case, since=since, opening=opening, replay=replay, authority=authority
        )
    )


def opening_of(ledger: Ledger, case: CaseId) -> Opening:
    """What is opened of a case, and of what its judges looked up; what is erased, or may not be told yet, says so.

    Of what they looked up beside the case, nothing is opened that is sealed for anybody but the candidate, and no name
    or free text at all: they went by ratings, days, levels and who reports to whom.
    """
    gate, candidates = Gate(ledger), candidates_of(ledger, case)

    def of_the_case(positions: Sequence[int]) -> dict[int, Any]:
        return {one.position: one.said() for one in gate.disclose(ledger.entries_at(positions).values())}

    def beside_it(positions: Sequence[int]) -> dict[int, Any]:
        entries = ledger.entries_at(positions).values()
        return {one.position: one.said() for one in gate.disclose_about(candidates, entries)}

    return Opening(of_the_case, beside_it, looked_up_for(ledger, case))
