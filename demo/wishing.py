"""What people of the demo want next: to lead, to be asked for what they know, or to find out."""

from __future__ import annotations

from demo.chronicle import Life
from demo.organisation import Organisation
from demo.phrasing import phrase
from demo.somebody import Somebody
from domain.development.aspirations import Path, StateAspiration, WithdrawAspiration


def wishing(organisation: Organisation, person: Somebody) -> Life:
    """Somebody says what they want next; some change their minds."""
    dice = organisation.dice
    yield organisation.chronicle.after(60, 1400)
    if silent(organisation, person) or person.path:
        return
    wish(organisation, person)
    yield organisation.chronicle.after(300, 900)
    if silent(organisation, person) or person.reserved or on_a_bench(organisation, person) or dice.random() < 0.6:
        return
    words = phrase(organisation, person, "took_back")
    organisation.chronicle.write(WithdrawAspiration(person.person, words, effective_on=organisation.on), person.person)
    person.path = None


def silent(organisation: Organisation, person: Somebody) -> bool:
    """Whether they have left, or a story speaks for them."""
    return person.quiet or person not in organisation.here()


def on_a_bench(organisation: Organisation, person: Somebody) -> bool:
    return any(person in seat.nominated for seat in organisation.seats.values())


def wish(organisation: Organisation, person: Somebody, path: Path | None = None) -> None:
    """Somebody says where they want to go."""
    if path is None:
        drawn = (person.nature.leading - 2.2, person.nature.results - 2.6, 0.5)
        path = organisation.dice.choices(list(Path), [max(0.1, weight) for weight in drawn])[0]
    person.path = path
    words = phrase(organisation, person, f"{path}_words")
    command = StateAspiration(
        person.person, path, organisation.dice.random() < 0.4, words, effective_on=organisation.on
    )
    organisation.chronicle.write(command, person.person)
