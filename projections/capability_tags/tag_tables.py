"""What capability tags are told from: what each entry was tagged with, and the evidence that stands."""

from __future__ import annotations

from typing import Any, Final

from domain.catalogue import EVENTS
from domain.development.capability_tags import CapabilityTagged, is_evidence
from domain.kernel.facts import Erased
from projections.engine.read_model import ReadModel, Row, Table
from projections.engine.sealed_entry import SealedEntry
from projections.engine.visibility import NEWEST_FIRST
from projections.engine.walls import Wall


def tagged(entry: SealedEntry[CapabilityTagged]) -> tuple[Row, ...]:
    """One entry and all its tags; none once they are erased."""
    event = entry.event
    tags = [] if isinstance(event.tags, Erased) else [*event.tags]
    return ((entry.stream, str(event.entry), event.framework, tags),)


def stands(entry: SealedEntry[Any]) -> tuple[Row, ...]:
    """Under which address an entry is tagged: that of the first of its chain of corrections."""
    return ((entry.stream, f"{entry.stream}@{entry.supersedes or entry.version}"),)


CAPABILITY: Final = (Wall("capability", ("person",)),)
OF_PERSON: Final = f"person, {NEWEST_FIRST}"
TAGS: Final = Table(
    "capability_tags",
    {
        "person": "text NOT NULL",
        "entry": "text NOT NULL",
        "framework": "text NOT NULL",
        "tags": "text[] NOT NULL",
    },
    {CapabilityTagged: tagged},
    walls=CAPABILITY,
    indexes=(OF_PERSON,),
    opened=(CapabilityTagged,),
    coarse={"tags": []},
)
EVIDENCE: Final = Table(
    "evidence_to_tag",
    {"person": "text NOT NULL", "entry": "text NOT NULL"},
    {kind: stands for kind in EVENTS.values() if is_evidence(kind)},
    walls=CAPABILITY,
    indexes=("entry",),
)
CAPABILITY_TAGS: Final = ReadModel("capability_tags", (TAGS, EVIDENCE))
