"""What commands end with, beside 0: done, and it holds."""

from typing import Final

FAILED: Final = 1
"""It was looked at, and does not hold: a decision differs, a proof does not agree, a file is refused."""
WRONG_USE: Final = 2
"""What was asked cannot be meant. Typer ends with it itself."""
COULD_NOT_LOOK: Final = 3
"""What was to be looked at is out of reach: no database, no key, a file that cannot be opened."""
SIGNED_BY_ANOTHER_KEY: Final = 4
"""All agrees, and something of it is signed by a key that was not given: a new one, or somebody else's."""
STOPPED: Final = 130
"""Stopped by Ctrl-C."""
