"""The one gate: whatever people are shown of stored entries has passed it, on every way out.

A rule is a row of the table below: which kinds it is about, which of their fields, and when they are not told. Ways
out – GraphQL, exports, bundles, replays, the command line – take `Disclosed` entries, which only the gate makes.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from api.access.disclosed import Disclosed
from api.access.sorts import REMARKS
from domain.cycles.closing import FeedbackCycleClosed
from domain.cycles.cycle import FeedbackCycle
from domain.development.development import Purpose
from domain.kernel.facts import Event
from domain.kernel.ids import PersonId
from domain.kernel.standing import recall, standing
from domain.promotions.panels.vote_casting import VoteCast, is_withheld
from domain.promotions.promotion_case import PromotionCase
from ledger import Entry, Ledger
from ledger.storage.forms import sealed_for_others, sealed_in
from ledger.storage.unread import may_be, readable


@dataclass(frozen=True)
class Rule:
    """Some fields of one kind of entries are not told for a while, or to some."""

    kind: type[Event[Any]]
    fields: tuple[str, ...]
    memory: type
    """What has to be recalled of the entry's stream, as it stands now, to know whether they are told."""
    withheld: Callable[[Any, Any], bool]
    """Whether they are not, by the event and that memory."""
    why: str
    from_themselves: bool = False
    """Whether it holds only for whom it is about, in their own file."""

    def is_about(self, entry: Entry[Any]) -> bool:
        """Whether it has to be asked at all."""
        return may_be(entry, (self.kind.__name__,))


RULES: Final[tuple[Rule, ...]] = (
    Rule(
        VoteCast,
        ("choice", "words"),
        PromotionCase,
        is_withheld,
        "Nobody sees how anybody voted before the round closes, whatever moment is asked about.",
    ),
    Rule(
        FeedbackCycleClosed,
        ("ratings", "pieces"),
        FeedbackCycle,
        lambda _, cycle: cycle.debriefed_on is None,
        "Nobody reads what others say of them before somebody has gone through it with them.",
        from_themselves=True,
    ),
)


class Gate:
    """What may be told of stored entries. Rules so far hold for whoever asks."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def at_once(self, entry: Entry[Any]) -> Disclosed | None:
        """An entry as it may be told, where nothing has to be read to know that; None for a remark, or by a rule."""
        return None if rules_about(entry) or may_be(entry, REMARKS) else Disclosed(entry)

    def disclose(self, entries: Iterable[Entry[Any]], *, to_themselves: bool = False) -> list[Disclosed]:
        """Entries as they may be told, in their order. Reads the streams that rules ask for, all in one statement."""
        asked = [(entry, rules_about(entry, to_themselves=to_themselves)) for entry in entries]
        memories = self._recalled({(entry.stream, rule.memory) for entry, rules in asked for rule in rules})
        told = [Disclosed(entry, withheld_of(entry, rules, memories)) for entry, rules in asked]
        self._find_beside([one for one in told if one.kind in REMARKS])
        return told

    def _find_beside(self, remarks: list[Disclosed]) -> None:
        """Have each remark know the entry that it stands beside, and that one, if it is a remark, its own."""
        while remarks:
            cited = {one: about for one in remarks if (about := one.value("entry"))}
            found = self._ledger.entries_cited(cited.values())
            for one, about in cited.items():
                one.beside = Disclosed(found[about]) if about in found else None
            remarks = [one.beside for one in cited if one.beside and one.beside.kind in REMARKS]

    def disclose_about(self, people: Collection[PersonId], entries: Iterable[Entry[Any]]) -> list[Disclosed]:
        """The same, but of what is sealed only what a judge of these people goes by.

        That is nothing that is sealed for others, no name or free text, and nothing that was said for development.
        """
        several = list(entries)
        told = zip(several, self.disclose(several), strict=True)
        return [
            Disclosed(entry, one.withheld | sealed_in(entry, but=() if for_development(entry) else people))
            for entry, one in told
        ]

    def disclose_to(self, person: PersonId, entries: Iterable[Entry[Any]]) -> list[Disclosed]:
        """The same, but of what is sealed only what is sealed for this person: what is said of them alone."""
        several = list(entries)
        told = zip(several, self.disclose(several, to_themselves=True), strict=True)
        return [Disclosed(entry, one.withheld | sealed_for_others(entry, person)) for entry, one in told]

    def _recalled(self, asked: Iterable[tuple[str, type]]) -> dict[tuple[str, type], object]:
        """Memories of streams as they stand now, whatever moment is asked about."""
        wanted = list(asked)
        if not wanted:
            return {}
        streams = self._ledger.streams(list({stream for stream, _ in wanted}))
        stands = {
            stream: standing([entry for entry in entries if readable(entry)]) for stream, entries in streams.items()
        }
        return {(stream, memory): recall(memory, stands[stream]) for stream, memory in wanted}


def for_development(entry: Entry[Any]) -> bool:
    """Whether it was said for development, and so never for a decision."""
    return getattr(entry.event, "purpose", None) is Purpose.DEVELOPMENT


def rules_about(entry: Entry[Any], *, to_themselves: bool = False) -> list[Rule]:
    """The rules that have to be asked about an entry: none, as a rule."""
    return [rule for rule in RULES if rule.is_about(entry) and (to_themselves or not rule.from_themselves)]


def withheld_of(
    entry: Entry[Any], rules: Iterable[Rule], memories: Mapping[tuple[str, type], object]
) -> frozenset[str]:
    """The fields of an entry that are not told."""
    return frozenset(
        name
        for rule in rules
        if not readable(entry) or rule.withheld(entry.event, memories[entry.stream, rule.memory])
        for name in rule.fields
    )
