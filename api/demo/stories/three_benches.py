"""The CFO resigns. Her only successor is the only one of two others as well, and nobody has added that up."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from api.demo.chart import Seat
from api.demo.chronicle import Life
from api.demo.personnel import appoint, enter, let_go, stand_in, take
from api.demo.somebody import Somebody
from api.demo.story import Story
from api.demo.telling import Seen
from domain.development import Path, Source
from domain.facts import Reference
from domain.framework import Readiness
from domain.growth import StateAspiration
from domain.people import LeavingReason
from domain.promotion_case import CaseId, EvidenceKind
from domain.retention import Grade
from domain.role import AppointmentSource
from domain.succession import WhyRemoved

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
    helene.quiet = True
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
        story.seen |= {marcus: his, ines: hers}
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
    story.remove(cfo, yusuf, WhyRemoved.LEFT)
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
    """She goes, and proposes him before she does. He acts up from the next day."""
    helene, marcus, katarina = story.person("helene"), story.person("marcus"), story.person("katarina")
    cfo = story.seat("cfo")
    let_go(story.organisation, helene, story.on(4, 24), LeavingReason.RESIGNED)
    yield story.on(4, 9)
    grounds = "Ready for two years now, and the only one. I should have told you that a year ago, in these words."
    case = story.propose(marcus, cfo, helene, grounds)
    story.found["The case of Marcus Oyelaran"] = case
    seen = {**ROUNDS[-1][1], "potential": (5, "Has led work in two functions that were not his.")}
    file_both(story, case, marcus, helene, seen, "function")
    yield story.on(4, 24) + timedelta(1)
    stand_in(story.organisation, marcus, cfo)
    yield story.on(3, 17)
    why = "Everything that is asked for is met, twice. What it costs us elsewhere is our own omission, and comes next."
    story.entries["the decision on Marcus Oyelaran"] = story.approve(case, katarina, why)
    yield story.on(2, 1)
    take(story.organisation, marcus, cfo)
    yield from down_the_chain(story)


def down_the_chain(story: Story) -> Life:
    """One chair is filled; the two others that counted on him have nobody, and it goes on in the chair he has left."""
    marcus, ines, katarina = story.person("marcus"), story.person("ines"), story.person("katarina")
    seats = story.organisation.seats
    for seat in (seats["cfo"], seats["cdo"], seats["supply_chain"]):
        story.entries["the slates without Marcus Oyelaran"] = off_the_bench(story, seat, marcus)
    controller = seats["controller"]
    stand_in(story.organisation, ines, controller)
    yield story.on(2, 6)
    case = story.propose(ines, controller, marcus, "She has stood in twice, and the second time I was not needed.")
    story.found["The case of Ines Caldeira"] = case
    seen = {**ROUNDS[-1][2], "potential": (4, "Asked for Production’s figures before Production did.")}
    file_both(story, case, ines, marcus, seen, "leaders")
    story.practise(marcus, "Renewed the credit line with the banks, with the treasurer beside me.", 6)
    yield story.on(2, 22)
    why = "Met in every point. With her the bench of Accounting is empty too: the next review begins there."
    story.entries["the decision on Ines Caldeira"] = story.approve(case, katarina, why)
    story.note(marcus, "Three people told me this year that they counted on me for their chair. I can sit on one.")
    yield story.on(1, 1)
    take(story.organisation, ines, controller)
    for seat in (controller, seats["accounting"]):
        off_the_bench(story, seat, ines)


def off_the_bench(story: Story, seat: Seat, whom: Somebody) -> Reference:
    """Whoever has been appointed, here or elsewhere, is nobody's successor any more."""
    return story.remove(seat, whom, WhyRemoved.APPOINTED if seat.holder is whom else WhyRemoved.APPOINTED_ELSEWHERE)


def file_both(story: Story, case: CaseId, whom: Somebody, by: Somebody, seen: Seen, level: str) -> None:
    """The line manager's view beside that of the head above, and two years of results."""
    now = story.assess(whom, Source.LINE_MANAGER, by, seen, level, "From daily work, at the level of the role.")
    story.file(case, by, EvidenceKind.PERFORMANCE, *list(whom.evaluations.values())[-2:])
    story.file(case, by, EvidenceKind.POTENTIAL, now, story.seen[whom])
    story.close(case)
