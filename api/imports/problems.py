"""What is wrong with something that was given to import: where, what it says, and what would be right."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing that cannot be recorded as it stands."""

    row: int
    """As a spreadsheet counts: the headings are row 1. 0 is the file itself."""
    column: str
    """As the file calls it; empty where it is about the whole row."""
    value: str
    what: str
    """What is the matter, and what would be right."""
    counted: str = "row"
    """What the file consists of."""
    about: str = ""
    """Of whom nothing is recorded because of it, by the file's own identifier; empty where only the row tells."""

    @property
    def where(self) -> str:
        """The place, for whoever has the file open."""
        return ", ".join(part for part in (f"{self.counted} {self.row}" if self.row else "", self.column) if part)

    def __str__(self) -> str:
        said = f"“{self.value}” {self.what}" if self.value else self.what
        return f"{self.where}: {said}" if self.where else said


class CannotBeRead(Exception):
    """Nothing of this can be imported before something about the whole of it is put right."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def about_the_file(what: str) -> CannotBeRead:
    """Something that is wrong with the whole of a file."""
    return CannotBeRead(Problem(0, "", "", what))
