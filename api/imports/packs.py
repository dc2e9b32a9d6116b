"""Packs as people write them: read from a file, with everything that is wrong, line by line."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from api.imports.problems import CannotBeRead, Problem
from api.imports.small_texts import small_text
from domain.frameworks.faults import Where
from domain.frameworks.packs.checking import faults_beside, unused
from domain.frameworks.packs.lines import line_of
from domain.frameworks.packs.reading import Pack, PackUnreadable, read_pack
from domain.frameworks.packs.shipped import names, shipped
from domain.frameworks.publishing import faults

LINE: Final = "line"


def pack_in(path: Path) -> Pack:
    """The pack in a file, if it could be published as it stands. Raises CannotBeRead with all that is wrong."""
    text = small_text(path)
    try:
        pack = read_pack(text)
    except PackUnreadable as unreadable:
        misread = unreadable.misread
        beside = () if unreadable.edition is None else faults_beside(unreadable.edition, misread)
        raise CannotBeRead(
            *(problem(one.where, one.value if one.where else path.name, one.right, text) for one in misread),
            *(problem(fault.where, "", fault.why, text) for fault in beside),
        ) from None
    wrong = tuple(problem(fault.where, "", fault.why, text) for fault in faults(pack.edition))
    if wrong:
        raise CannotBeRead(*wrong)
    return pack


def unused_in(path: Path, pack: Pack) -> tuple[Problem, ...]:
    """What nobody can use of the pack in a file, beside the packs that ship."""
    text = small_text(path)
    others = [other for other in map(shipped, names()) if other.framework != pack.framework]
    return tuple(problem(one.where, one.value, one.why, text) for one in unused(pack, others))


def problem(where: Where, value: str, what: str, text: str) -> Problem:
    """Something that is wrong, at the line where it stands."""
    return Problem(line_of(where, text), in_words(where), value, what, LINE)


def in_words(where: Where) -> str:
    """A place, as whoever writes the file would say it; of a list, the first is number 1."""
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in where)
