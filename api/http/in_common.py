"""What the workers of one server have in common, beside the place that they serve."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class InCommon:
    """Made by the process that starts them."""

    secret: bytes
    """By which tags are made, so that those of one hold at all."""
    documents: Path
    """The folder of what clients registered with any of them."""
