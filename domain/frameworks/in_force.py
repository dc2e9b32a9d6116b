"""Which edition is in force on a day."""

from __future__ import annotations

from datetime import date

from domain.frameworks.default_pack import DEFAULT_FRAMEWORK
from domain.frameworks.edition import Edition
from domain.frameworks.framework import Framework
from domain.kernel.book import Book


def edition_in_force(on: date, book: Book) -> Edition | None:
    """The newest edition of the organisation's framework that had taken effect by that day; None before the first."""
    framework = book.recall(Framework, DEFAULT_FRAMEWORK, on=on)
    return framework.edition(framework.newest)
