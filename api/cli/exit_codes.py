"""What commands end with, beside 0 and what typer ends with itself."""

from typing import Final

FAILED: Final = 1
NOT_REPRODUCED: Final = 2
"""A decision differs or cannot be judged, so that a script notices."""
SIGNED_BY_ANOTHER_KEY: Final = 3
"""All agrees, and something of it is signed by a key that was not given: a new one, or somebody else's."""
STOPPED: Final = 130
"""Stopped by Ctrl-C."""
