"""The learning loop as people of the demo live it: seen, given something to do, practised, told; and again."""

from __future__ import annotations

from demo.chronicle import Life
from demo.feedback_asked import asking
from demo.organisation import Organisation
from demo.somebody import Somebody
from demo.work import Work, gone


def learning(organisation: Organisation, somebody: Somebody) -> Life:
    """Somebody's loops, one after the other, as eagerly as is their way; for as long as they are here."""
    chronicle = organisation.chronicle
    drive = somebody.nature.drive
    yield chronicle.after(40, int(240 + 1000 * (1 - drive)))
    while somebody.leaves_on is None:
        if not somebody.quiet and not somebody.on_case:
            yield from one_loop(organisation, somebody)
        yield chronicle.after(80, int(160 + 900 * (1 - drive)))


def one_loop(organisation: Organisation, somebody: Somebody) -> Life:
    """Exposure, practice with coaching, and feedback that the person has asked for."""
    chronicle, dice = organisation.chronicle, organisation.dice
    work = Work(organisation, somebody)
    work.give()
    steps = dice.choice((2, 3, 3))
    for number in range(steps):
        yield chronicle.after(12 + 25 * work.months // steps, 14)
        if gone(somebody):
            return
        work.practise()
        if dice.random() < 0.5 and number < 2:
            yield chronicle.after(2, 8)
            if gone(somebody):
                return
            work.coach(number)
    if dice.random() < 0.3:
        yield chronicle.after(1, 6)
        if gone(somebody):
            return
        work.note()
    yield chronicle.after(7, 14)
    if gone(somebody):
        return
    if dice.random() < 0.08:
        work.cut_short()
        return
    work.complete()
    for _ in range(dice.choice((0, 1, 1, 2))):
        yield from asking(organisation, somebody, work)
