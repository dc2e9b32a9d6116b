"""A disputed promotion: declined for want of a second voice, which had spoken, and which nobody had written down."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from demo.chronicle import Life
from demo.personnel import let_go, stand_in, take
from demo.story import Story
from demo.story_verbs import Seen
from demo.working_days import working_day
from domain.development.development import Instrument
from domain.judging.findings import EvidenceKind
from domain.people.leaving import LeavingReason

BY_HER_MANAGER: Final[Seen] = {
    "skills": (4, "Runs Logistics beside her own team, and lets both decide what they can decide."),
    "time_application": (3, "Half of her week belongs to people; in tender weeks less."),
    "work_values": (4, "Gave her best buyer to Logistics in the busiest quarter."),
    "potential": (4, "Learned the freight business in a few weeks."),
}
AT_THE_CENTRE: Final[Seen] = {
    "skills": (4, "Led the exercise through others; took no task herself."),
    "time_application": (4, "In the in-tray exercise the people came first."),
    "work_values": (5, "Chose the solution that cost her own unit most, and convinced the group of it."),
    "potential": (5, "Corrected her plan twice, aloud, when the facts changed."),
}
HEARD: Final = "Says that nobody but her manager has been asked, and that she would rather be asked about."


def late_report(story: Story) -> Life:
    """Nadia Haddad and the Logistics department."""
    nadia, piet = story.person("nadia"), story.person("piet")
    story.seat("logistics")
    let_go(story.organisation, piet, story.on(17, 26), LeavingReason.RETIRED)
    yield story.on(17, 26) + timedelta(1)
    yield working_day(story.today)
    nadia.quiet = True
    stand_in(story.organisation, nadia, story.seat("logistics"))
    yield story.on(16, 9)
    yield from declined(story)
    yield from once_more(story)
    yield from hundred_days(story)
    nadia.quiet = False


def declined(story: Story) -> Life:
    """One voice on the file. The other has spoken by then; its report is at the agency, and stays there."""
    nadia, olga, samuel = story.person("nadia"), story.person("olga"), story.person("samuel")
    grounds = "Stands in for Logistics since it has had no head. People bring their troubles early."
    case = story.propose(nadia, story.seat("logistics"), olga, grounds)
    story.found["The first case of Nadia Haddad"] = case
    cycles = list(nadia.evaluations.values())[-2:]
    summary = "Seen at close quarters, over a year."
    hers = story.assess(nadia, olga, BY_HER_MANAGER, "leaders", summary)
    story.entries["the assessment by her manager"] = hers
    yield story.on(15, 20)
    story.file(case, olga, EvidenceKind.PERFORMANCE, *cycles)
    story.file(case, olga, EvidenceKind.POTENTIAL, hers)
    story.close(case)
    yield story.on(14, 14)
    story.listen(case, samuel, HEARD)
    yield story.on(14, 17)
    why = (
        "One voice only, and it is her own manager’s. Work values need two. As soon as somebody else has seen her at"
        " this level, the door is open."
    )
    story.entries["the decision on Nadia Haddad"] = story.decline(case, samuel, why)
    yield story.on(14, 20)
    story.note(nadia, "Two days in that centre, and nobody asked where the result was. Neither did I.")


def once_more(story: Story) -> Life:
    """The report turns up and is entered as of the day she was seen. The facts are new, so she need not wait."""
    nadia, samuel, logistics = story.person("nadia"), story.person("samuel"), story.seat("logistics")
    yield story.on(13, 8)
    late = story.assess(
        nadia,
        None,
        AT_THE_CENTRE,
        "leaders",
        "Two days, four exercises. The report reached us weeks late.",
        on=story.on(15, 12),
        instrument=Instrument.ASSESSMENT_CENTRE,
    )
    story.entries["the assessment that came late"] = late
    yield story.on(13, 14)
    grounds = "What was missing on the file existed on the day it was judged. I would like to be judged by it."
    case = story.propose(nadia, logistics, nadia, grounds, new_facts=(late,))
    story.found["The second case of Nadia Haddad"] = case
    yield story.on(13, 22)
    story.file(case, nadia, EvidenceKind.PERFORMANCE, *list(nadia.evaluations.values())[-2:])
    story.file(case, nadia, EvidenceKind.POTENTIAL, story.entries["the assessment by her manager"], late)
    story.close(case)
    yield story.on(11, 17)
    why = (
        "Two voices, one of them from outside, and both see the same. Last time we decided on what we knew; it was too"
        " little, and that was our doing, not hers."
    )
    story.entries["the second decision on Nadia Haddad"] = story.approve(case, samuel.person, why)
    yield story.on(10, 1)
    take(story.organisation, nadia, logistics)


def hundred_days(story: Story) -> Life:
    """She asks how she is doing, of somebody who can tell."""
    nadia = story.person("nadia")
    yield story.on(8, 14)
    lead = next(person for person in story.organisation.reports(nadia) if person.leaves_on is None)
    requested = story.ask(nadia, lead, "What should I have asked you in my first hundred days, and have not?")
    yield story.on(8, 16)
    well = "You asked what had to stay before you asked what had to go."
    better = "Tell us where Logistics is going; so far we know only that it is going well."
    story.tell(nadia, lead, well, better, "collaboration", "direction", requested=requested)
