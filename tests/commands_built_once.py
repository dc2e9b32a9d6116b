"""The command line is put together once for all tests that type something, and not at each time: that takes longest."""

from functools import cache

import typer.testing

typer.testing._get_command = cache(typer.testing._get_command)  # type: ignore[attr-defined]
