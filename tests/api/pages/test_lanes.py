"""Lanes of the growth timeline: whatever may stand on somebody's page has one."""

from __future__ import annotations

import pytest

from api.pages.person.growth import FOR_OTHERS, LANES, THEIR_OWN, lane_of
from projections.development_history import KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_entry_stands_in_a_lane(kind: str) -> None:
    for part in THEIR_OWN:
        assert lane_of({"kind": kind, "part": part}) in LANES
    assert lane_of({"kind": kind, "part": "GIVER"}) == FOR_OTHERS
