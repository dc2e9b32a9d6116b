"""What comes of replaying the decisions of this folder, a line of JSON each."""

from __future__ import annotations

import json

from api.bundles.case_replays import in_json
from audit.replay import Replay, all_decisions, replays
from ledger import Ledger


def replays_told(ledger: Ledger) -> list[str]:
    """Every decision of a ledger, judged again."""
    done = (one for one in replays(ledger, all_decisions(ledger)) if isinstance(one, Replay))
    return [json.dumps(in_json(one), ensure_ascii=False) for one in done]
