"""Every form in which events were stored before: what was sealed in it for whom, and how it reads in the next one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

import msgspec

from domain.kernel.facts import ERASED

Fields = dict[str, Any]


@dataclass(frozen=True)
class EarlierForm:
    """A form that is no longer written. What was written in it is carried, form by form, to the one of today.

    No form is needed for a field that was added and has a default, nor for one that was left out.
    """

    becomes: Mapping[str, int]
    """The kinds that it may turn into, each with the version of the form that `carry` answers in."""

    carry: Callable[[Fields], tuple[str, Fields]]
    """From its fields to the kind and the fields of the next form.

    Open and sealed ones come side by side, as JSON has them, and go on side by side: whether something is sealed is
    the next form's business. A sealed one is ERASED where its person has been forgotten, and whenever entries are
    folded: whatever reads it must bear that. It stays ERASED wherever it lands.
    """

    sealed_names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Which fields were sealed for whom, as in `{"person": ("job_title",)}`: by what `About` named then."""

    never_absent: frozenset[str] = frozenset()
    """Those for whom something was always sealed: if it is not there, it has been taken away."""

    @cached_property
    def decode_sealed(self) -> Mapping[str, Callable[[bytes], Fields]]:
        """How each sealed part is read."""
        return dict.fromkeys(self.sealed_names, msgspec.json.Decoder(Fields).decode)

    @cached_property
    def all_erased(self) -> Fields:
        """Everything sealed, left shut."""
        return {name: ERASED for names in self.sealed_names.values() for name in names}


def before_more_was_sealed(kind: str, sealed_names: Mapping[str, tuple[str, ...]] | None = None) -> EarlierForm:
    """The first form of a kind of which more is sealed in the second: the same fields, some of them open then."""
    sealed = sealed_names or {}
    return EarlierForm({kind: 2}, lambda told: (kind, told), sealed, frozenset(sealed))


EARLIER_FORMS: Final[dict[str, tuple[EarlierForm, ...]]] = {
    "ReadinessAssessed": (before_more_was_sealed("ReadinessAssessed", {"candidate": ("rationale",)}),),
    "RetentionRiskAssessed": (before_more_was_sealed("RetentionRiskAssessed", {"person": ("why",)}),),
    "ImpactOfLossAssessed": (before_more_was_sealed("ImpactOfLossAssessed", {"person": ("why",)}),),
    "PersonLeft": (before_more_was_sealed("PersonLeft"),),
    "RoleEstablished": (before_more_was_sealed("RoleEstablished"),),
    "ConflictDeclared": (before_more_was_sealed("ConflictDeclared", {"member": ("words",)}),),
    "MemberRecused": (before_more_was_sealed("MemberRecused", {"member": ("why",)}),),
    "PromotionApproved": (
        before_more_was_sealed("PromotionApproved", {"candidate": ("rationale", "override_reasons")}),
    ),
    "PromotionDeclined": (before_more_was_sealed("PromotionDeclined", {"candidate": ("rationale",)}),),
    "PromotionDeferred": (before_more_was_sealed("PromotionDeferred", {"candidate": ("rationale",)}),),
    "VoteClosed": (before_more_was_sealed("VoteClosed"),),
    "PanelRecommended": (before_more_was_sealed("PanelRecommended", {"candidate": ("rationale",)}),),
}
"""By the kind under which they were stored, the first form first: it is version 1, and today's comes after the last.

A kind that has been renamed, or has become several, keeps its old name here for good."""
