"""What an edition aims at in mentoring can be reached: a share is a part of a whole, and there is a day to do it."""

from __future__ import annotations

from domain.frameworks.edition import Edition
from domain.frameworks.faults import Fault, Faults
from domain.kernel.refusals import Refusal


def service_levels_can_be_reached(edition: Edition) -> Faults:
    """A share is from 0 to 1, and at least one day is left to find a mentor."""
    if (aims := edition.service_levels) is None:
        return
    share, days = aims.pairs_across_functions, aims.days_to_mentor
    if share is not None and not 0 <= share <= 1:
        why = f"service_levels: pairs_across_functions is {share}: give a share from 0 to 1, as 0.3"
        yield Fault(("service_levels", "pairs_across_functions"), ServiceLevelImpossible, why)
    if days is not None and days < 1:
        why = f"service_levels: days_to_mentor is {days}: give 1 or more"
        yield Fault(("service_levels", "days_to_mentor"), ServiceLevelImpossible, why)


class ServiceLevelImpossible(Refusal):
    """What is aimed at can be reached."""

    instead = "Give a share from 0 to 1, and days to find a mentor in."
    field = "edition"
