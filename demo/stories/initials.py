"""A panel votes twice, and its advice is not followed, for two initials. An appeal finds out whose they were."""

from __future__ import annotations

from demo.chronicle import Life
from demo.panels import Panel, stands_apart
from demo.personnel import let_go, take
from demo.promoting import filling
from demo.somebody import Somebody
from demo.stories.initials_votes import (
    BY_A_PEER,
    BY_HER_MANAGER,
    FIRST_ROUND,
    HEARD,
    NEW_PANEL,
    PUT_RIGHT,
    SECOND_ROUND,
    Votes,
)
from demo.story import Story
from domain.judging.findings import EvidenceKind
from domain.kernel.ids import CaseId
from domain.people.leaving import LeavingReason
from domain.promotions.appeal_decisions import AppealOutcome, DecideAppeal
from domain.promotions.appeals import LodgeAppeal
from domain.promotions.panels.declarations import DeclareConflict
from domain.promotions.panels.panel import Choice, Conflict
from domain.promotions.panels.recusals import RecuseMember
from domain.promotions.promotion_case import AppealGround


def initials(story: Story) -> Life:
    """Miriam Castellanos and Plant South."""
    miriam, gunnar, south = story.person("miriam"), story.person("gunnar"), story.seat("plant_south")
    # Nobody who is to sit on a panel may have been her mentor.
    miriam.mentored = True
    yield story.on(9, 3)
    let_go(story.organisation, gunnar, story.on(8, 24), LeavingReason.RETIRED)
    miriam.quiet = True
    grounds = "I have led Final assembly through two hard winters. I would rather be told no than not have asked."
    case = story.propose(miriam, south, miriam, grounds)
    story.found["The case of Miriam Castellanos"] = case
    yield from filed(story, case)
    yield from first_panel(story, case)
    yield from declined(story, case)
    yield from appealed(story, case)
    yield from heard_anew(story, case)
    yield from in_the_seat(story)


def filed(story: Story, case: CaseId) -> Life:
    """Her line manager, who is about to retire, and the head of Planning, who has seen a sheet."""
    miriam, gunnar, dag = story.person("miriam"), story.person("gunnar"), story.person("dag")
    yield story.on(9, 7)
    his = story.assess(miriam, gunnar, BY_HER_MANAGER, "leaders", "From the same floor.")
    summary = "Seen from the planning table, over four quarters."
    sheet = story.assess(miriam, dag, BY_A_PEER, "leaders", summary)
    story.entries["the assessment with the initials"] = sheet
    yield story.on(9, 10)
    story.file(case, miriam, EvidenceKind.PERFORMANCE, *list(miriam.evaluations.values())[-2:])
    story.file(case, miriam, EvidenceKind.POTENTIAL, his, sheet)
    story.close(case)


def first_panel(story: Story, case: CaseId) -> Life:
    """Four members. Between two rounds one of them learns that she is too close to it."""
    panel = called(story, case, [key for key, *_ in FIRST_ROUND], story.person("noor"))
    yield story.on(9, 17)
    yield from voted(story, panel, FIRST_ROUND)
    yield story.on(9, 23)
    recused(story, panel)
    yield story.on(8, 4)
    why = "A vote has fallen away with a recusal, and somebody else has read the file in that seat. All vote anew."
    story.entries["the second round"] = panel.open(why)
    yield from voted(story, panel, SECOND_ROUND)
    yield story.on(8, 12)
    reasons = (
        "Three of four in favour. What the file shows of her is people who plan for themselves, and praise that goes"
        " to others. We have not cleared up the leak test; the dissent says what is missing."
    )
    story.entries["the first recommendation"] = panel.recommend(reasons)


def without_a_part(story: Story, case: CaseId) -> list[Somebody]:
    """Those who lead, stand apart, and have not acted on the case so far."""
    organisation, miriam = story.organisation, story.person("miriam")
    acted = {one.request.by for one in organisation.chronicle.asked if one.request.command.stream == case}
    voting = {story.person(key) for key, *_ in NEW_PANEL}
    return [
        lead
        for lead in organisation.leading()
        if lead.person not in acted and lead not in voting and stands_apart(organisation, lead, miriam)
    ]


def called(story: Story, case: CaseId, keys: list[str], convener: Somebody) -> Panel:
    members = [story.person(key) for key in keys]
    panel = Panel(story.organisation, case, story.person("miriam"), convener, members)
    panel.convene()
    return panel


def voted(story: Story, panel: Panel, votes: Votes) -> Life:
    """A round: half of them on the day, the others on the next."""
    if panel.rounds == 0:
        panel.open()
    for number, (key, choice, words) in enumerate(votes):
        if number == len(votes) // 2:
            yield story.organisation.chronicle.after(1)
        vote = panel.vote(story.person(key), choice, words)
        if choice is Choice.AGAINST:
            story.entries["the dissent of Greta Lindqvist"] = vote
    panel.close()


def recused(story: Story, panel: Panel) -> None:
    """She says it herself; others decide. Her vote no longer counts, and somebody else takes the seat."""
    ilse, write = story.person("ilse"), story.organisation.chronicle.write
    words = "At the weekend I learned that I am too close to this by a relation of mine. I had voted by then."
    declare = DeclareConflict(
        panel.case, ilse.person, Conflict.CLOSE_RELATION, ilse.person, words, effective_on=story.today
    )
    story.entries["the declaration of Ilse Marchetti"] = write(declare, ilse.person)
    deciding = story.person("olga").person, story.person("hanna").person
    why = "She told us on the first working day, and nobody doubts her. A vote must also look free, and so it goes."
    recuse = RecuseMember(panel.case, ilse.person, deciding, why, effective_on=story.today)
    story.entries["the recusal of Ilse Marchetti"] = write(recuse, deciding[0])
    panel.substitute(ilse, story.person("rafael"))


def declined(story: Story, case: CaseId) -> Life:
    """The executive reads all four votes, and decides against three of them."""
    miriam, dorothea = story.person("miriam"), story.person("dorothea")
    yield story.on(7, 12)
    story.listen(case, dorothea, HEARD)
    yield story.on(7, 16)
    why = (
        "The panel says yes, three to one, and I have read every word of it. But a batch went out untested over her"
        " initials, and no page tells me how the recommendation got past that. I cannot explain it to Plant South, and"
        " so I cannot sign it."
    )
    story.entries["the decision on Miriam Castellanos"] = story.decline(case, dorothea, why)
    miriam.on_file = True
    yield story.on(7, 21)
    story.note(
        miriam, "For three days I looked in my memory for a test I had left out. On the fourth I looked at the roster."
    )


def appealed(story: Story, case: CaseId) -> Life:
    """An error of fact. Two who took no part lay the sheet beside the roster; it takes them an hour."""
    miriam, dag, sheet = story.person("miriam"), story.person("dag"), story.entries["the assessment with the initials"]
    deciding = story.person("henrik").person, story.person("helene").person
    write = story.organisation.chronicle.write
    yield story.on(6, 3)
    words = (
        "In the week of that batch I was on leave; the roster shows it. The initials are mine, the handwriting is not."
        " I do not ask for the post. I ask that somebody looks at the sheet."
    )
    ground = AppealGround.ERROR_OF_FACT
    lodge = LodgeAppeal(case, ground, miriam.person, words, (sheet,), effective_on=story.today)
    story.entries["the appeal of Miriam Castellanos"] = write(lodge, miriam.person)
    yield story.on(6, 20)
    answer = (
        "We laid the sheet beside the roster and spoke with both who sign like that. It took an hour. Panel and"
        " decision rested on something that was not so: a new panel is to hear it, on a file put right."
    )
    remit = DecideAppeal(case, AppealOutcome.REMITTED, deciding, answer, effective_on=story.today)
    story.entries["the answer to the appeal"] = write(remit, deciding[0])
    yield story.on(5, 6)
    reason = "M. C. on the sheet is somebody else, from the night shift. She was on leave, and I had not asked."
    story.entries["the assessment put right"] = story.see_again(sheet, dag, PUT_RIGHT, reason)
    story.note(dag, "I copied two letters from a sheet, and made them into somebody’s character.")


def heard_anew(story: Story, case: CaseId) -> Life:
    """The same file but for one line, other people, and another decision."""
    yield story.on(5, 11)
    closer, convener = without_a_part(story, case)[:2]
    story.close(case, closer.person)
    panel = called(story, case, [key for key, *_ in NEW_PANEL], convener)
    yield story.on(5, 18)
    yield from voted(story, panel, NEW_PANEL)
    yield story.on(5, 24)
    reasons = (
        "All in favour, on the corrected file. We asked everything anew and took nothing over: neither the yes of the"
        " first panel nor the no that followed it."
    )
    story.entries["the second recommendation"] = panel.recommend(reasons)
    yield story.on(4, 17)
    why = (
        "What was in the way was not hers. The first decision was honest and rested on an error; both stay on record,"
        " and so does who found it out. To be looked at after her first hundred days."
    )
    story.entries["the second decision on Miriam Castellanos"] = story.approve(
        case, story.person("katarina").person, why
    )


def in_the_seat(story: Story) -> Life:
    """She takes over Plant South. He who had made the mistake tells her what he thinks of how she took it."""
    miriam, dag, team = story.person("miriam"), story.person("dag"), story.person("miriam").seat
    yield story.on(3, 1)
    take(story.organisation, miriam, story.seat("plant_south"))
    miriam.mentored = miriam.quiet = False
    story.organisation.chronicle.begin(filling(story.organisation, team, from_within=True))
    yield story.on(2, 14)
    well = "You came to me with the roster before you went to anybody above me."
    story.tell(miriam, dag, well, "Be angrier, sooner. I would have had it coming.", "courage", "integrity")
