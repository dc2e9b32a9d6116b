"""An edition under which everything here is assessed and decided."""

from __future__ import annotations

from datetime import date
from typing import Final

from domain.frameworks.adopting import FrameworkAdopted
from domain.frameworks.default_pack import DEFAULT_EDITION, DEFAULT_FRAMEWORK
from domain.frameworks.publishing import FrameworkPublished
from tests.examples.streams import example

PUBLISHED: Final = example(DEFAULT_FRAMEWORK, FrameworkPublished(DEFAULT_EDITION, effective_on=date(2019, 1, 1)))
FRAMEWORK: Final = DEFAULT_FRAMEWORK
ADOPTED: Final = example(DEFAULT_FRAMEWORK, FrameworkAdopted(None, None, effective_on=date(2019, 1, 1)))
EDITION: Final = PUBLISHED.edition.number
