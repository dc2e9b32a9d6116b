"""More than one row about somebody, and rows about more than one stay: which job is the primary one, and which stay."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from msgspec.structs import replace

from api.imports.columns import place_for
from api.imports.job_histories import A_HISTORY, told_once
from api.imports.names import keys_of
from api.imports.people_file import JobFrom, PeopleRead, PersonRow, packed, people_in, unpacked
from api.imports.positions import held, with_holders
from api.imports.problems import Problem
from api.imports.rows import Progress, Rows
from domain.people.moving import WHOLE_TIME

OTHERWISE = "is in row {row} too, which says something else of them: keep the one that is right"
OTHER_NAME = (
    OTHERWISE + "; or where companies number their people alike, bring in each from a file of its own, and name its"
    " numbers with --system"
)

LEFT_LATER = (
    "has left by their status here, in a row that begins later than row {row}, where they are still here: say when each"
    " job ended"
) + A_HISTORY
TOO_MUCH = "is in row {row} too, from another day on, and both jobs are more than full time: say when the first ended"


def people_with_stays(
    rows: Rows, progress: Progress = lambda number: None, first_day: date | None = None
) -> PeopleRead:
    """Every person of a file, with one row for each stay, and every problem."""
    read = people_in(rows, progress, first_day)
    if place_for("position", rows.columns) is not None:
        name_holders(read, rows.on)
    for place, further in sorted(read.further.items()):
        settle([read.row(place), *map(unpacked, further)], place, read)
    read.further.clear()
    read.problems[:] = told_once(read.problems, rows)
    return read


def name_holders(read: PeopleRead, on: date) -> None:
    """Name managers by their identifiers, where they are named by the positions that they hold on a day."""
    every = [*read, *(unpacked(row) for further in read.further.values() for row in further)]
    holders = held(read, every, on)
    read.rows[:] = [packed(with_holders(read, row, holders)) for row in read]
    for place, further in read.further.items():
        read.further[place] = [packed(with_holders(read, unpacked(row), holders)) for row in further]
    heading, positions = read.headings.get("manager", "manager"), read.headings.get("position", "position")
    what = f"names managers by “{positions}”: whoever holds that position on {on} is taken for the manager"
    read.notices.append(Problem(0, heading, "", what))


def settle(own: list[PersonRow], place: int, read: PeopleRead) -> None:
    """Put the rows about one person in the order of their stays, one for each; or say why that cannot be."""
    heading = read.headings.get("identifier", "identifier")
    try:
        stays = in_stays(own)
        last, *before = [one_job(rows, read.notices, heading) for rows in reversed(stays)]
        for stay in before:
            if stay.left_on is None:
                raise Differ(stay, f"left before they joined again on {last.joined_on}: give their last day")
    except Differ as error:
        read.contradicted.add(own[0].identifier)
        read.problems.append(Problem(error.row, heading, own[0].identifier, str(error)))
        return
    read.rows[place] = packed(last)
    if before:
        read.earlier[place] = [packed(row) for row in reversed(before)]


class Differ(Exception):
    """Rows that cannot all be right."""

    def __init__(self, row: PersonRow, what: str) -> None:
        super().__init__(what)
        self.row = row.number


def in_stays(rows: Sequence[PersonRow]) -> list[list[PersonRow]]:
    """Rows by the stay that they tell of, the earliest first. Raises Differ."""
    stays: list[list[PersonRow]] = []
    for row in sorted(rows, key=lambda row: (row.joined_on, row.number)):
        if keys_differ(row.name, rows[0].name):
            raise Differ(row, OTHER_NAME.format(row=rows[0].number))
        if stays and not all(is_over_by(one, row.joined_on) for one in stays[-1]):
            stays[-1].append(row)
        else:
            stays.append([row])
    return stays


def keys_differ(name: str, other: str) -> bool:
    return name != other and not {*keys_of(name)} & {*keys_of(other)}


def is_over_by(row: PersonRow, day: date) -> bool:
    """Whether a row tells of a time that ended before a day."""
    return row.joined_on < day and (row.gone is not None if row.left_on is None else row.left_on < day)


def one_job(rows: Sequence[PersonRow], notices: list[Problem], heading: str) -> PersonRow:
    """One stay, in its primary job: the one that is flagged, or has the largest share. Raises Differ."""
    different = list({packed(replace(row, number=0)): row for row in reversed(rows)}.values())[::-1]
    if len(different) == 1:
        return different[0]
    still = [row for row in different if row.left_on is None and row.gone is None]
    must_not_have_left_later(still, different)
    must_be_jobs_beside_each_other(still)
    chosen = primary_among(still or different)
    if chosen is None:
        first, second = sorted(different, key=lambda row: row.number)[:2]
        raise Differ(second, OTHERWISE.format(row=first.number))
    joined_on = min(row.joined_on for row in different)
    days = [row.left_on for row in different if row.left_on]
    jobs = tuple(jobs_from(still, chosen.row))
    stay = replace(
        chosen.row,
        joined_on=joined_on,
        left_on=None if still else max(days, default=None),
        said={**chosen.row.said, **share_in_all(still or different)},
        jobs=jobs,
    )
    since = "from the day on which each began" if jobs else "since the first day"
    what = (
        f"has {len(different)} jobs: recorded in that of row {stay.number}, {chosen.why}; the share of all, where each"
        f" says one, {since}"
    )
    notices.append(Problem(stay.number, heading, stay.identifier, what))
    return stay


def jobs_from(still: Sequence[PersonRow], chosen: PersonRow) -> Iterator[JobFrom]:
    """Where somebody stood from each day on which a job of theirs began; nothing where all began on one."""
    days = sorted({row.joined_on for row in still})
    for day in days if len(days) > 1 else ():
        held = [row for row in still if row.joined_on <= day]
        first = primary_among(held)
        main = chosen if chosen in held else first.row if first else held[0]
        yield JobFrom(day, main.number, {**main.said, **share_in_all(held)}, main.manager)


def must_not_have_left_later(still: Sequence[PersonRow], rows: Sequence[PersonRow]) -> None:
    """A row that begins later, and says without a day that they have left, is not of an earlier job. Raises Differ."""
    gone = [row for row in rows if row.gone is not None and row.left_on is None and row.primary is not False]
    for row in gone:
        if before := next((one for one in still if one.joined_on < row.joined_on and not one.primary), None):
            raise Differ(row, LEFT_LATER.format(row=before.number))


def must_be_jobs_beside_each_other(still: Sequence[PersonRow]) -> None:
    """Jobs from different days on, that are together more than full time, are one after the other. Raises Differ."""
    if any(row.primary for row in still) or sum(share_of(row) or 0 for row in still) <= WHOLE_TIME:
        return
    first, *others = sorted(still, key=lambda row: (row.joined_on, row.number))
    if later := next((row for row in others if row.joined_on != first.joined_on), None):
        raise Differ(later, TOO_MUCH.format(row=first.number) + A_HISTORY)


@dataclass(frozen=True)
class Chosen:
    """The row of the primary job, and why it is taken for that."""

    row: PersonRow
    why: str


def primary_among(rows: Sequence[PersonRow]) -> Chosen | None:
    """The row of the primary job; None where nothing tells which it is."""
    if len(rows) == 1:
        return Chosen(rows[0], "as the others have ended")
    flagged = [row for row in rows if row.primary]
    if len(flagged) == 1:
        return Chosen(flagged[0], "as it is flagged as primary")
    by_share = {row.number: share for row in rows if (share := share_of(row)) is not None}
    if len(by_share) < len(rows) or flagged:
        return None
    largest = max(by_share.values())
    first = next(row for row in sorted(rows, key=lambda row: row.number) if by_share[row.number] == largest)
    alone = list(by_share.values()).count(largest) == 1
    return Chosen(first, "as its share is the largest" if alone else "the first of those with the largest share")


def share_of(row: PersonRow) -> int | None:
    share = row.said.get("share_of_full_time")
    return share if isinstance(share, int) else None


def share_in_all(rows: Sequence[PersonRow]) -> dict[str, int]:
    """How much somebody works in all their jobs, where each says it and it is no more than full time."""
    shares = [share_of(row) for row in rows]
    whole = sum(share for share in shares if share is not None)
    return {} if None in shares or whole > WHOLE_TIME else {"share_of_full_time": whole}
