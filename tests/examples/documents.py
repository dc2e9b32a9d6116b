"""Cai’s certificate is filed beside the qualification that it belongs to."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import Final

from domain.documents.filing import DocumentFiled, DocumentKind
from tests.examples.background import CERTIFIED
from tests.examples.people import CAI
from tests.examples.streams import at, example

FILED: Final = example(
    CAI,
    DocumentFiled(
        DocumentKind.CERTIFICATE,
        "Coatings inspector, level 2",
        sha256(b"Coatings inspector, level 2").hexdigest(),
        at(CERTIFIED),
        effective_on=date(2016, 6, 2),
    ),
)
