"""Ben judges Ada's potential on what others saw of her and on her own word, and she nominates herself for a pool."""

from __future__ import annotations

from datetime import date
from typing import Final

from domain.development.aspirations import AspirationStated, Path
from domain.spotting.potential import AspectJudged, AspectOfPotential, PotentialAssessed
from domain.spotting.talent_pools import TalentPoolEntered, TalentPoolLeft, WhyPoolLeft
from tests.examples.development import ASSESSED
from tests.examples.frameworks import EDITION, FRAMEWORK
from tests.examples.people import ADA, BEN
from tests.examples.streams import at, example, needed
from tests.examples.units import ASSEMBLY

WANTED: Final = AspirationStated(
    Path.LEADERSHIP, mobile=False, words="A shift of my own", stated_by=ADA, effective_on=date(2025, 1, 6)
)
needed(ADA, WANTED)
JUDGED: Final = example(
    ADA,
    PotentialAssessed(
        (
            AspectJudged(AspectOfPotential.ABILITY, 4, (at(ASSESSED),)),
            AspectJudged(AspectOfPotential.ASPIRATION, 4, (at(WANTED),)),
            AspectJudged(AspectOfPotential.LEARNING_AGILITY, None),
        ),
        FRAMEWORK,
        EDITION,
        assessed_by=BEN,
        expires_on=date(2026, 1, 13),
        effective_on=date(2025, 1, 13),
    ),
)
ENTERED: Final = example(
    ADA,
    TalentPoolEntered(
        "Shift leads to be",
        (at(JUDGED), at(WANTED)),
        nominated_by=ADA,
        expires_on=date(2026, 4, 20),
        unit=ASSEMBLY,
        effective_on=date(2025, 1, 20),
    ),
)
LEFT: Final = example(
    ADA,
    TalentPoolLeft("Shift leads to be", WhyPoolLeft.ROLE_TAKEN_UP, BEN, unit=ASSEMBLY, effective_on=date(2025, 6, 2)),
)
