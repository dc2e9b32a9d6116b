"""Development needs: what each person has to learn, what became of it, what serves it; and how many have which."""

from projections.development_needs.needs_of import DevelopmentNeed, NeedState, needs_of
from projections.development_needs.needs_of_groups import CompetencyNeeded, NeedsOfGroup, needs_of_group
from projections.development_needs.needs_tables import DEVELOPMENT_NEEDS

__all__ = [
    "DEVELOPMENT_NEEDS",
    "CompetencyNeeded",
    "DevelopmentNeed",
    "NeedState",
    "NeedsOfGroup",
    "needs_of",
    "needs_of_group",
]
