"""Feedback in the demo: people ask how they are doing, and tell each other, asked or unasked."""

from __future__ import annotations

from demo.chronicle import Life
from demo.organisation import Organisation
from demo.phrasing import followed, phrase
from demo.somebody import LEADERSHIP, Somebody
from demo.work import Work, gone
from domain.development.development import Purpose
from domain.development.feedback import GiveFeedback, RequestFeedback
from domain.kernel.facts import Reference


def asking(organisation: Organisation, somebody: Somebody, work: Work | None = None) -> Life:
    """Somebody asks how they are doing, and mostly hears of it within the week."""
    chronicle, dice = organisation.chronicle, organisation.dice
    yield chronicle.after(2, 12)
    other = asked_one(organisation, somebody)
    if gone(somebody) or other is None:
        return
    topic = phrase(organisation, somebody, "asks", scene=work.scene if work else None)
    request = RequestFeedback(somebody.person, other.person, topic, Purpose.DEVELOPMENT, effective_on=organisation.on)
    requested = chronicle.write(request, somebody.person)
    if dice.random() < 0.12:
        return
    yield chronicle.after(1, 9)
    if gone(somebody) or other.leaves_on is not None:
        return
    tell(organisation, somebody, other, requested, work)


def asked_one(organisation: Organisation, somebody: Somebody) -> Somebody | None:
    """Whom somebody asks: a peer, somebody they lead, their manager, or somebody from elsewhere."""
    manager = [somebody.manager] if somebody.manager else []
    elsewhere = [organisation.elsewhere(somebody)]
    kinds = (organisation.peers(somebody), organisation.reports(somebody), manager, elsewhere)
    other = organisation.dice.choice(organisation.dice.choice([kind for kind in kinds if kind]))
    return None if other.leaves_on or other is somebody else other


def tell(
    organisation: Organisation,
    somebody: Somebody,
    giver: Somebody,
    requested: Reference | None = None,
    work: Work | None = None,
) -> None:
    """Feedback: on the work just done, or on what is known of them."""
    dice, words = organisation.dice, organisation.words
    about = dice.choice((*somebody.nature.strong, *LEADERSHIP[:3])), dice.choice((*somebody.nature.weak, *LEADERSHIP))
    on_the_work = work is not None and dice.random() < 0.6
    if work and on_the_work:
        well, better = work.text("well"), work.text("better")
    else:
        well = words.say(somebody, "feedback", about[0], "well")
        better = words.say(somebody, "feedback", about[1], "better")
    well = followed(organisation, somebody, well, "well_then")
    better = "" if dice.random() < 0.1 else followed(organisation, somebody, better, "better_then")
    command = GiveFeedback(
        somebody.person,
        giver.person,
        Purpose.DEVELOPMENT,
        well,
        better,
        () if on_the_work else tuple(dict.fromkeys(about)),
        requested,
        builds_on=(work.given,) if work and work.given else (),
        effective_on=organisation.on,
    )
    somebody.heard.append(organisation.chronicle.write(command, giver.person))
