"""The CFO resigns. Her only successor is the only one of two others as well, and nobody has added that up."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from demo.chart import Seat
from demo.chronicle import Life
from demo.personnel import appoint, enter, let_go, stand_in, take, vacate
from demo.somebody import Somebody
from demo.story import Story
from demo.story_verbs import Seen
from demo.working_days import working_day
from domain.development.aspirations import Path
from domain.development.development import AssignmentId, AssignmentKind
from domain.frameworks.edition import Readiness
from domain.judging.findings import EvidenceKind
from domain.kernel.facts import Reference
from domain.kernel.ids import CaseId
from domain.organisation.role import AppointmentKind, AppointmentSource, WhyVacated
from domain.people.leaving import LeavingReason
from domain.succession.retention import Grade, RetentionReason
from domain.succession.slates import WhyRemoved

COULD_LEAD: Final = (
    "Would have to learn {unit}; the rest is there. One dial is below what is asked, and he knows which.",
    "Could lead {unit} as well as any other. Seen from two sides, and nothing fell short.",
    "{unit} could be his tomorrow. Nobody else is in sight, which should trouble us more than it does.",
)
WOULD_SUIT_HER: Final = (
    "{unit} is a size larger than what she has; the way there is clear.",
    "{unit} would suit her; a year more first.",
    "After some weeks at the controller’s desk, what is missing for {unit} can be named in one line.",
)
MISSED: Final = (
    "The banks know her voice.",
    "The banks know her voice, and we have let it be the only one that they know.",
    "The credit line is renewed next year, and she is the one who negotiates it.",
)
"""What is said of each, in the three reviews."""

Given = tuple[str, str, AssignmentKind, str, int, int]

WORK: Final[tuple[tuple[Given, ...], ...]] = (
    (("marcus", "Bring the figures of both plants onto one page", AssignmentKind.TASK_FORCE, "Production", 35, 28),
     ("ines", "Lead the forecast round of both plants", AssignmentKind.PROJECT_LEAD, "Production", 35, 29)),
    (("marcus", "Lead the cost programme with Supply chain and Digital", AssignmentKind.PROJECT_LEAD, "Supply chain",
      27, 23),
     ("ines", "Chair the quarterly meeting of the plants", AssignmentKind.STRETCH_WORK, "Production", 24, 20)),
    (("marcus", "Lead the replacement of the planning system", AssignmentKind.PROJECT_LEAD, "Digital", 18, 11),
     ("ines", "Renew the contract with the auditors", AssignmentKind.PROJECT_LEAD, "Finance", 16, 7)),
)  # fmt: skip
"""Before each review: who is given what, of which kind, into which function, from which month to which."""

DONE: Final = ("Done, and by more hands than mine.", "It runs; those who must live with it wrote the last page.")
OBJECTIVES: Final = (
    ("Bring people of other units along", "Keep the daily work going"),
    ("Say what is not known yet", "Have the plants agree on one way of counting"),
)
STOOD_IN: Final = 2
"""Before which of the reviews she stood in for the controller."""

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
            "time_application": (3, "One-to-ones every week for half a year."),
            "work_values": (3, "Gave the best project to her deputy."),
        },
    ),
    (
        10,
        {
            "skills": (4, "Led the replacement of the planning system beside his own work."),
            "time_application": (4, "Plans two years ahead with the heads of Sales and Production."),
            "work_values": (5, "Gave up a third of his own staff so that the data team could be built."),
        },
        {
            "skills": (3, "Stood in for the controller for some weeks; the close was on time."),
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
    for number, (months_ago, of_marcus, of_ines) in enumerate(ROUNDS):
        yield from worked(story, number)
        yield story.on(months_ago, 12)
        his = story.assess(marcus, katarina, of_marcus, "function", "From the board’s table.")
        hers = story.assess(ines, helene, of_ines, "leaders", "Seen from one level above.")
        story.seen |= {marcus: his, ines: hers}
        yield story.on(months_ago, 19)
        cfo_gets_a_cover_less(story, months_ago)
        soon = Readiness.NOW if months_ago < 30 else Readiness.ONE_TO_TWO_YEARS
        for seat in [seats[key] for key in COUNT_ON_MARCUS]:
            why = COULD_LEAD[number].format(unit=seat.unit)
            story.ready(seat, marcus, soon, why, his, *list(marcus.evaluations.values())[-1:])
            story.confirm(seat, katarina, marcus, *(one for one in seat.nominated if one is not marcus))
        for seat in [seats[key] for key in COUNT_ON_INES]:
            why = WOULD_SUIT_HER[number].format(unit=seat.unit)
            soon = Readiness.NOW if number == STOOD_IN and seat.key == "controller" else Readiness.ONE_TO_TWO_YEARS
            story.ready(seat, ines, soon, why, hers, *list(ines.evaluations.values())[-1:])
            story.confirm(seat, helene, ines)
        worry(story, number, helene)


def worked(story: Story, number: int) -> Life:
    """The work of which the next review will speak: given, and done."""
    marcus, ines = story.person("marcus"), story.person("ines")
    for whom, title, kind, function, begun, done in WORK[number]:
        somebody = {"marcus": marcus, "ines": ines}[whom]
        yield story.on(begun, 8)
        support = story.person("katarina" if somebody is marcus else "helene")
        objectives = OBJECTIVES[somebody is ines]
        given = story.give(somebody, title, kind, story.on(done, 6), objectives, support, function=function)
        story.organisation.chronicle.begin(finished(story, somebody, given, done, DONE[somebody is ines]))
    if number == STOOD_IN:
        controller = story.organisation.seats["controller"]
        yield story.on(15, 20)
        appoint(story.organisation, controller, ines, AppointmentKind.ACTING_UP)
        yield story.on(14, 10)
        vacate(story.organisation, controller, ines, WhyVacated.TERM_ENDED)


def finished(story: Story, somebody: Somebody, given: AssignmentId, done: int, outcome: str) -> Life:
    """The work is done, some months later."""
    yield story.on(done, 6)
    story.complete(somebody, given, outcome)


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


def worry(story: Story, number: int, helene: Somebody) -> None:
    """How likely she is to leave, and what would be lost with her."""
    risk, reason = (
        (Grade.LOW, RetentionReason.UNSPECIFIED),
        (Grade.MEDIUM, RetentionReason.GROWTH),
        (Grade.HIGH, RetentionReason.MARKET),
    )[number]
    story.might_leave(helene, risk, reason)
    story.would_be_missed(helene, Grade.HIGH, MISSED[number])


def resignation(story: Story) -> Life:
    """She goes, and proposes him before she does. He acts up from the next day."""
    helene, marcus, katarina = story.person("helene"), story.person("marcus"), story.person("katarina")
    cfo = story.seat("cfo")
    let_go(story.organisation, helene, story.on(4, 24), LeavingReason.RESIGNED)
    yield story.on(4, 9)
    grounds = "Ready for more than a year, and the only one. I should have told you so then, in these words."
    case = story.propose(marcus, cfo, helene, grounds)
    story.found["The case of Marcus Oyelaran"] = case
    seen = {**ROUNDS[-1][1], "potential": (5, "Has led work in two functions that were not his.")}
    file_both(story, case, marcus, helene, seen, "function")
    yield from story.hear(case, marcus, cfo, helene, katarina)
    yield story.on(4, 24) + timedelta(1)
    yield working_day(story.today)
    stand_in(story.organisation, marcus, cfo)
    yield story.on(3, 17)
    why = "Everything that is asked for is met. What it costs us elsewhere is our own omission, and comes next."
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
