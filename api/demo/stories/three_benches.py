"""The CFO resigns. Her only successor is the only one of two others as well, and nobody has added that up."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from api.demo.chart import Seat
from api.demo.chronicle import Life
from api.demo.personnel import appoint, enter, let_go, stand_in
from api.demo.somebody import Somebody
from api.demo.story import Story
from api.demo.telling import Seen
from domain.development import Path, Source
from domain.framework import Readiness
from domain.growth import StateAspiration
from domain.people import LeavingReason
from domain.retention import Grade
from domain.role import AppointmentSource
from domain.succession import RemoveSuccessor, WhyRemoved

ROUNDS: Final[tuple[tuple[int, Seen, Seen], ...]] = (
    (
        34,
        {
            "skills": (3, "Explains the group’s figures so that plant managers act on them."),
            "time_application": (2, "Still closes the books himself when it gets tight."),
            "work_values": (4, "Told the board that the plan was too good."),
        },
        {
            "skills": (3, "Led the forecast round of both plants for the first time."),
            "time_application": (2, "Is to be found in spreadsheets more than in teams."),
            "work_values": (3, "Shares what she knows; asks for little."),
        },
    ),
    (
        22,
        {
            "skills": (4, "Led the cost programme with Supply chain and Digital, and lost nobody."),
            "time_application": (3, "Two afternoons a week belong to other functions."),
            "work_values": (4, "Turned down an acquisition he had prepared himself."),
        },
        {
            "skills": (3, "Chairs the quarterly meeting of the plants."),
            "time_application": (3, "One-to-ones every week since autumn."),
            "work_values": (3, "Gave the best project to her deputy."),
        },
    ),
    (
        10,
        {
            "skills": (4, "Led the replacement of the planning system for half a year beside his own work."),
            "time_application": (4, "Plans two years ahead with the heads of Sales and Production."),
            "work_values": (5, "Gave up a third of his own staff so that the data team could be built."),
        },
        {
            "skills": (3, "Stood in for the controller in summer; the close was on time."),
            "time_application": (3, "Holds half an hour a week for every one of her people."),
            "work_values": (4, "Proposed a colleague for the task she would have liked herself."),
        },
    ),
)
"""Months ago, and what is seen of Marcus Oyelaran and of Ines Caldeira."""


def three_benches(story: Story) -> Life:
    """Marcus Oyelaran and the chairs that all count on him."""
    helene, marcus, ines = story.person("helene"), story.person("marcus"), story.person("ines")
    katarina, yusuf = story.person("katarina"), story.person("yusuf")
    cfo, digital, supply = story.seat("cfo"), story.seat("cdo"), story.seat("supply_chain")
    controller, accounting = story.seat("controller"), story.seat("accounting")
    let_go(story.organisation, yusuf, story.on(26, 24), LeavingReason.RETIRED)

    yield story.on(36, 7)
    for somebody, words in (
        (marcus, "I want to answer for more than figures, in whichever function."),
        (ines, "I would like to lead controllers, and in time the controlling."),
    ):
        somebody.path = Path.LEADERSHIP
        story.organisation.chronicle.write(
            StateAspiration(somebody.person, Path.LEADERSHIP, True, words, effective_on=story.today), somebody.person
        )
    for months_ago, of_marcus, of_ines in ROUNDS:
        yield story.on(months_ago, 12)
        if months_ago == ROUNDS[0][0]:
            name_them(story)
        his = story.assess(marcus, Source.HIGHER_MANAGER, katarina, of_marcus, "function", "From the board’s table.")
        hers = story.assess(ines, Source.HIGHER_MANAGER, helene, of_ines, "leaders", "Seen from one level above.")
        yield story.on(months_ago, 19)
        soon = Readiness.NOW if months_ago < 30 else Readiness.ONE_TO_TWO_YEARS
        if months_ago == 22:
            retired(story, cfo, yusuf)
        for seat in (cfo, digital, supply):
            facts = (his, *list(marcus.evaluations.values())[-1:])
            story.ready(
                seat, marcus, soon, f"Could lead {seat.unit} as well as any other. Nobody else is in sight.", *facts
            )
        for seat in (controller, accounting):
            facts = (hers, *list(ines.evaluations.values())[-1:])
            story.ready(
                seat, ines, Readiness.ONE_TO_TWO_YEARS, f"{seat.unit} would suit her; a year more first.", *facts
            )
        first = [marcus, yusuf] if months_ago > 30 else [marcus]
        story.confirm(cfo, katarina, *first)
        story.confirm(digital, katarina, marcus)
        story.confirm(supply, katarina, marcus)
        story.confirm(controller, helene, ines)
        story.confirm(accounting, helene, ines)
        worry(story, months_ago, helene)
    yield from resignation(story)


def name_them(story: Story) -> None:
    """Everybody names the same two people, each for good reasons, and nobody adds them up."""
    org = story.organisation
    marcus, ines, yusuf = org.known["marcus"], org.known["ines"], org.known["yusuf"]
    katarina, helene = org.known["katarina"], org.known["helene"]
    rafael, samuel = story.person("rafael"), story.person("samuel")
    story.nominate(org.seats["cfo"], marcus, helene, "The obvious one: knows every figure and what it stands for.")
    story.nominate(org.seats["cfo"], yusuf, helene, "Would hold the office for a while, if it came to that.")
    his = list(yusuf.evaluations.values())[-1:]
    story.ready(org.seats["cfo"], yusuf, Readiness.EMERGENCY, "Cover for a quarter, as he says himself.", *his)
    story.nominate(org.seats["cdo"], marcus, rafael, "Thinks in systems, and people follow him into new ones.")
    story.nominate(org.seats["supply_chain"], marcus, samuel, "Understands stock better than we do.")
    story.nominate(org.seats["controller"], ines, marcus, "Has grown into it; asks the better questions.")
    story.nominate(org.seats["accounting"], ines, katarina, "Knows both plants, and the auditors like her.")


def retired(story: Story, cfo: Seat, yusuf: Somebody) -> None:
    """The one who would have been cover has left; somebody from outside leads Accounting."""
    org = story.organisation
    command = RemoveSuccessor(cfo.page, yusuf.person, WhyRemoved.LEFT, effective_on=story.today)
    org.chronicle.write(command, org.partner)
    cfo.nominated.remove(yusuf)
    newcomer = enter(org, org.seats["accounting"], True, story.today)
    newcomer.reserved = True
    appoint(org, org.seats["accounting"], newcomer, source=AppointmentSource.EXTERNAL)
    org.settle()


def worry(story: Story, months_ago: int, helene: Somebody) -> None:
    risk, why = {
        34: (Grade.LOW, "Came to stay; the children have just changed school."),
        22: (Grade.MEDIUM, "Would like to lead a company of her own one day, and says so."),
        10: (Grade.HIGH, "Her partner has taken a post abroad. She has told us openly that she is thinking about it."),
    }[months_ago]
    story.might_leave(helene, risk, why)
    story.would_be_missed(helene, Grade.HIGH, "The banks know her voice; the credit line is renewed next year.")


def resignation(story: Story) -> Life:
    """She goes. He acts up, and what counted on him counts on him no less: three chairs, one person."""
    helene, marcus, ines = story.person("helene"), story.person("marcus"), story.person("ines")
    let_go(story.organisation, helene, story.on(2, 24), LeavingReason.RESIGNED)
    yield story.on(2, 24) + timedelta(1)
    stand_in(story.organisation, marcus, story.seat("cfo"))
    stand_in(story.organisation, ines, story.seat("controller"))
    yield story.on(1, 14)
    story.practise(
        marcus, "Renewed the credit line with the banks, eleven days into the office, with the treasurer beside me.", 6
    )
    story.note(
        marcus, "Three people told me this week that they count on me for their chair one day. I can sit on one."
    )
