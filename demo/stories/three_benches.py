"""The CFO resigns. Her only successor is the only one of two others as well, and nobody has added that up."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from demo.chart import Seat
from demo.chronicle import Life
from demo.personnel import appoint, enter, let_go, stand_in, take
from demo.somebody import Somebody
from demo.story import Story
from demo.story_verbs import Seen
from domain.development.aspirations import Path
from domain.frameworks.edition import Readiness
from domain.judging.findings import EvidenceKind
from domain.kernel.facts import Reference
from domain.kernel.ids import CaseId
from domain.organisation.role import AppointmentSource
from domain.people.leaving import LeavingReason
from domain.succession.retention import Grade, RetentionReason
from domain.succession.slates import WhyRemoved

ROUNDS: Final[tuple[tuple[int, Seen, Seen], ...]] = (
    (
        34,
        {
            "skills": (3, "Explains the group’s figures so that plant managers act on them."),
            "time_application": (2, "Still closes the books himself when it gets tight."),
            "work_values": (4, "Script the board that the plan was too good."),
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

COUNT_ON_MARCUS: Final = ("cfo", "cdo", "supply_chain")
COUNT_ON_INES: Final = ("controller", "accounting")


def three_benches(story: Story) -> Life:
    """Marcus Oyelaran and the chairs that all count on him."""
    helene, marcus, ines = story.person("helene"), story.person("marcus"), story.person("ines")
    yusuf = story.person("yusuf")
    for key in COUNT_ON_MARCUS + COUNT_ON_INES:
        story.seat(key)
    let_go(story.organisation, yusuf, story.on(26, 24), LeavingReason.RETIRED)
    yield story.on(36, 7)
    helene.quiet = True
    for somebody, words in (
        (marcus, "I want to answer for more than figures, in whichever function."),
        (ines, "I would like to lead controllers, and in time the controlling."),
    ):
        story.want(somebody, Path.LEADERSHIP, words)
    yield story.on(35, 12)
    name_them(story)
    yield from every_year(story)
    yield from resignation(story)


def every_year(story: Story) -> Life:
    """Three talent reviews. Each role by itself looks covered."""
    marcus, ines, helene = story.person("marcus"), story.person("ines"), story.person("helene")
    katarina, seats = story.person("katarina"), story.organisation.seats
    for months_ago, of_marcus, of_ines in ROUNDS:
        yield story.on(months_ago, 12)
        his = story.assess(marcus, katarina, of_marcus, "function", "From the board’s table.")
        hers = story.assess(ines, helene, of_ines, "leaders", "Seen from one level above.")
        story.seen |= {marcus: his, ines: hers}
        yield story.on(months_ago, 19)
        cfo_gets_a_cover_less(story, months_ago)
        soon = Readiness.NOW if months_ago < 30 else Readiness.ONE_TO_TWO_YEARS
        for seat in [seats[key] for key in COUNT_ON_MARCUS]:
            why = f"Could lead {seat.unit} as well as any other. Nobody else is in sight."
            story.ready(seat, marcus, soon, why, his, *list(marcus.evaluations.values())[-1:])
            story.confirm(seat, katarina, marcus, *(one for one in seat.nominated if one is not marcus))
        for seat in [seats[key] for key in COUNT_ON_INES]:
            why = f"{seat.unit} would suit her; a year more first."
            story.ready(seat, ines, Readiness.ONE_TO_TWO_YEARS, why, hers, *list(ines.evaluations.values())[-1:])
            story.confirm(seat, helene, ines)
        worry(story, months_ago, helene)


def name_them(story: Story) -> None:
    """Everybody names the same two people, each for good reasons, and nobody adds them up."""
    marcus, ines, yusuf = story.person("marcus"), story.person("ines"), story.person("yusuf")
    cfo = story.seat("cfo")
    for key, by, whom, why in (
        ("cfo", "helene", marcus, "The obvious one: knows every figure and what it stands for."),
        ("cfo", "helene", yusuf, "Would hold the office for a while, if it came to that."),
        ("cdo", "rafael", marcus, "Thinks in systems, and people follow him into new ones."),
        ("supply_chain", "samuel", marcus, "Understands stock better than we do."),
        ("controller", "marcus", ines, "Has grown into it; asks the better questions."),
        ("accounting", "katarina", ines, "Knows both plants, and the auditors like her."),
    ):
        story.nominate(story.seat(key), whom, story.person(by), why)
    story.cover(cfo, yusuf, days=90, months=12)


def cfo_gets_a_cover_less(story: Story, months_ago: int) -> None:
    """The one who would have been cover has left by the second year; somebody from outside leads Accounting."""
    yusuf, cfo, accounting = story.person("yusuf"), story.seat("cfo"), story.seat("accounting")
    if yusuf in cfo.nominated and months_ago < 26:
        story.remove(cfo, yusuf, WhyRemoved.LEFT)
        newcomer = enter(story.organisation, accounting, True, story.today)
        newcomer.reserved = True
        appoint(story.organisation, accounting, newcomer, source=AppointmentSource.EXTERNAL)
        story.organisation.settle()


def worry(story: Story, months_ago: int, helene: Somebody) -> None:
    risk, reason = {
        34: (Grade.LOW, RetentionReason.UNSPECIFIED),
        22: (Grade.MEDIUM, RetentionReason.GROWTH),
        10: (Grade.HIGH, RetentionReason.MARKET),
    }[months_ago]
    story.might_leave(helene, risk, reason)
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
    yield from story.hear(case, marcus, cfo, helene, katarina)
    yield story.on(4, 24) + timedelta(1)
    stand_in(story.organisation, marcus, cfo)
    yield story.on(3, 17)
    why = "Everything that is asked for is met, twice. What it costs us elsewhere is our own omission, and comes next."
    story.entries["the decision on Marcus Oyelaran"] = story.approve(case, story.organisation.chair, why)
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
    yield from story.hear(case, ines, controller, marcus, katarina)
    story.practise(marcus, "Renewed the credit line with the banks, with the treasurer beside me.", 6)
    yield story.on(2, 22)
    why = "Met in every point. With her the bench of Accounting is empty too: the next review begins there."
    story.entries["the decision on Ines Caldeira"] = story.approve(case, katarina.person, why)
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
    now = story.assess(whom, by, seen, level, "From daily work, at the level of the role.")
    story.file(case, by, EvidenceKind.PERFORMANCE, *list(whom.evaluations.values())[-2:])
    story.file(case, by, EvidenceKind.POTENTIAL, now, story.seen[whom])
    story.close(case)
