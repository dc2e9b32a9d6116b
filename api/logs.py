"""What whoever runs the ledger reads of it: a line for whatever happens, text at a terminal and JSON elsewhere."""

from __future__ import annotations

import logging
import sys

import structlog


def configure() -> None:
    """Set up structlog. Tracebacks show no local values: they would show what people wrote about each other."""
    logging.getLogger("psycopg.pool").setLevel(logging.ERROR)  # it tells each attempt; who is refused is told by us
    at_a_terminal = sys.stderr.isatty()
    how = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            *([how] if at_a_terminal else [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
