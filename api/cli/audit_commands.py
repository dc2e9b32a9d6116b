"""`leadership audit …`: samples that anybody can draw again, what was set aside, who decided for whom, and charges."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Annotated, Any

import typer

from api.access.disclosed import Disclosed
from api.access.gate import Gate
from api.access.looked_at import note_at_the_machine
from api.access.serialised import serialised
from api.access.table import Information
from api.cli.called import Called, named
from api.cli.console import Console, as_json_line, counted, write_for_programs
from api.cli.replaying import must_be_reached
from api.services import database, ledger_in
from api.settings import Settings
from audit.cases_since import CalledIn, Overridden, ProposedAndDecided, deciders_since, overridden_since
from audit.charges_since import charges_since
from audit.sampling import NoSuchPopulation, Population, Sample, sample
from domain.kernel.near_misses import near
from domain.offices.accesses import AccessTaken
from ledger import Ledger
from ledger.as_of import Known
from ledger.identifiers import is_person
from ledger.storage.forms import UnknownKind, forms

DAY = ["%Y-%m-%d"]
AsOf = Annotated[int | None, typer.Option(min=1, help="What is known now: the ledger up to this position.")]
Since = Annotated[datetime, typer.Option(formats=DAY, help="From this day on.")]
Lines = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]


@contextmanager
def known_at(as_of: int | None, on: date | None = None) -> Iterator[tuple[Called, Known]]:
    """The ledger, and the moment that is meant: up to a position, on the day of that, or on another."""
    settings = Settings()
    with database(settings) as url, ledger_in(settings, url) as ledger:
        must_be_reached(ledger, as_of)
        book = ledger.book(as_of=as_of)
        yield Called(ledger, Gate(ledger)), Known(book.basis, on or book.today)


def draw_sample(
    population: Annotated[Population, typer.Argument(help="From what to draw.")],
    n: Annotated[int, typer.Option("--n", min=1, help="How many to draw.")],
    seed: Annotated[str, typer.Option(help="Any text, given before the population is known.")],
    kind: Annotated[str | None, typer.Option(help="Which kind of entries, as AssessmentRecorded.")] = None,
    as_of: AsOf = None,
    on: Annotated[datetime | None, typer.Option(formats=DAY, help="The day of a headcount; today if left out.")] = None,
    as_lines: Lines = False,
) -> None:
    """Draw a sample that anybody can draw again: those with the smallest SHA-256 of seed, line feed and id."""
    with known_at(as_of, on.date() if on else None) as (called, at):
        found = drawn_from(called.ledger, population, n, seed, at, kind)
        for place, line in enumerate(lines_of_sample(found, called, at, as_lines=as_lines), start=1):
            tell(line if as_lines else f"{place:>4}  {line}", as_lines=as_lines)
    console = Console(stderr=as_lines)
    console.print(f"{len(found.drawn)} of {found.size}, with the seed “{found.seed}”.", "bold")
    console.print(f"Counted: {found.counted}.")


def drawn_from(ledger: Ledger, population: Population, n: int, seed: str, at: Known, kind: str | None) -> Sample:
    """The sample. BadParameter for a kind that there is not, or that does not go with the population."""
    try:
        return sample(ledger, population, n, seed, at, kind)
    except UnknownKind as error:
        close = near(str(kind), forms())
        meant = f": did you mean {' or '.join(close)}?" if close else ""
        raise typer.BadParameter(f"“{kind}” is no kind of entry{meant}", param_hint="--kind") from error
    except NoSuchPopulation as error:
        raise typer.BadParameter(str(error), param_hint="--kind") from error


def lines_of_sample(found: Sample, called: Called, at: Known, *, as_lines: bool) -> Iterator[str | dict[str, Any]]:
    """Each that was drawn, for people or for programs."""
    positions = [int(one.id) for one in found.drawn if not is_person(one.id)]
    entries = called.ledger.entries_at(positions)
    for one in found.drawn:
        if is_person(one.id):
            name = called.person(one.id, at.on)
            yield {"id": one.id, "name": name, "digest": one.digest} if as_lines else named(one.id, name)
        else:
            entry = entries[int(one.id)]
            stands = {"id": one.id, "kind": entry.kind, "reference": str(entry.at), "digest": one.digest}
            yield stands if as_lines else f"position {one.id}  {entry.kind}  {entry.at}"


def list_overrides(since: Since, as_of: AsOf = None, as_lines: Lines = False) -> None:
    """Criteria that were set aside in approvals: by whom, and which reviews of it were done, or are missing."""
    with known_at(as_of) as (called, at):
        found = overridden_since(called.ledger, since.date(), at)
        note_at_the_machine(called.ledger, Information.CASE, {one.case for one in found})
        for one in found:
            tell(serialised(one) if as_lines else override_in_words(one, called, at.on), as_lines=as_lines)
    Console(stderr=as_lines).print(f"{counted(len(found), 'criterion', 'criteria')} set aside since {since.date()}.")


def override_in_words(one: Overridden, called: Called, on: date) -> str:
    """One criterion that was set aside, for people to read."""
    candidate, decider, authority = (
        named(person, called.person(person, on)) for person in (one.candidate, one.decided_by, one.authorised_by)
    )
    reviews = "; ".join(review_in_words(review, called, on) for review in one.reviews)
    return (
        f"{one.decided_on}  {one.criterion}  of {candidate}  set aside by {authority}  approved by {decider}"
        f"  {one.decision}  reviews: {reviews}"
    )


def review_in_words(review: CalledIn, called: Called, on: date) -> str:
    """A review that was called in, for people to read."""
    by = f" by {named(review.reviewed_by, called.person(review.reviewed_by, on))}" if review.reviewed_by else ""
    return f"{review.due_on} {review.state.replace('_', ' ')}{by}"


def list_deciders(since: Since, as_of: AsOf = None, as_lines: Lines = False) -> None:
    """Who proposed and who decided: each two with how often, and whether they decided for each other."""
    with known_at(as_of) as (called, at):
        found = deciders_since(called.ledger, since.date(), at)
        for one in found:
            tell(serialised(one) if as_lines else pair_in_words(one, called, at.on), as_lines=as_lines)
    Console(stderr=as_lines).print(f"{counted(len(found), 'pair')} of proposer and decider since {since.date()}.")


def pair_in_words(one: ProposedAndDecided, called: Called, on: date) -> str:
    """Two people, for people to read."""
    proposed, decided = (named(person, called.person(person, on)) for person in (one.proposed_by, one.decided_by))
    back = f"  FOR EACH OTHER: {one.the_other_way_round} the other way round" if one.the_other_way_round else ""
    return f"{one.decisions:>4} ({one.approved} approved)  proposed by {proposed}  decided by {decided}{back}"


def list_charges(
    since: Annotated[datetime, typer.Option(formats=DAY, help="Written from this day on.")],
    as_of: AsOf = None,
    as_lines: Lines = False,
) -> None:
    """Changes of who may do or see what: mandates, seats, accreditations, deputies, access that was taken."""
    with known_at(as_of) as (called, at):
        found = called.gate.disclose(charges_since(called.ledger, since.date(), at.position))
        accesses = {one.stream for one in found if one.kind == AccessTaken.__name__}
        note_at_the_machine(called.ledger, Information.LOOKS, accesses)
        for one in found:
            tell(charge_in_json(one) if as_lines else charge_in_words(one, called, at.on), as_lines=as_lines)
    Console(stderr=as_lines).print(f"{counted(len(found), 'change')} since {since.date()}.")


def charge_in_json(one: Disclosed) -> dict[str, Any]:
    """One change, for programs."""
    written = {"position": one.position, "kind": one.kind, "person": one.stream, "recorded_by": one.recorded_by}
    return {**written, "recorded_at": one.recorded_at.isoformat(), "said": one.said()}


def charge_in_words(one: Disclosed, called: Called, on: date) -> str:
    """The same for people to read."""
    said = ", ".join(
        f"{name.replace('_', ' ')} {value}"
        for name, value in one.said().items()
        if value not in (None, [], ()) and name != "effective_on"
    )
    whom = named(one.stream, called.person(one.stream, on))
    return f"{one.effective_on}  {one.kind}  {whom}  {said}  (position {one.position}, by {one.recorded_by})"


def tell(line: str | dict[str, Any], *, as_lines: bool) -> None:
    """A line, for people or for programs."""
    if as_lines:
        write_for_programs(as_json_line(line))
    else:
        Console().print(str(line))
