"""The demo: the same on every machine, within the rules, believable, and its stories are to be found."""

from __future__ import annotations

import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from pydantic import SecretStr

from api.demo import NotTheDemo, Seeded, ready_made, seed, told
from api.demo.editions import EDITION_TO_COME, begins_on
from api.demo.seeding import SEED, Told, begun_before
from api.settings import Settings
from domain.appeal_decisions import AppealOutcome
from domain.criteria import Requirement
from domain.default_pack import DEFAULT_EDITION, EDITION_WITH_PANELS
from domain.development import Source
from domain.facts import Command, Event, recall, standing
from domain.feedback import FeedbackGiven
from domain.findings import Verdict
from domain.mentoring import MentoringSessionHeld, MentorshipAgreed, MentorshipEnded, WhyEnded
from domain.panels import PromotionPanelConvened
from domain.people import JoinPerson, LeavePerson, MovePerson, PersonJoined, PersonMoved
from domain.person import Person, PersonId
from domain.promotion_case import AppealGround
from domain.promotion_decisions import PromotionApproved, PromotionDeclined
from domain.promotion_panel import Advice, Choice, Conflict, Tally
from domain.replaying import ReplayVerdict
from domain.role import Role
from domain.succession import SuccessorRemovedFromSlate, WhyRemoved
from domain.vote_rounds import VoteOpened
from domain.voting import VoteCast
from ledger import Entry, Ledger, Wrapping
from ledger.coming_to_light import CameAs
from ledger.replay import replay
from tests.api.conftest import KEY, Served, serving

TODAY = date(2025, 11, 21)
THREE_BENCHES = "One successor, three benches"
INITIALS = "The initials on the sheet"
CHAIRS = (
    "Chief financial officer",
    "Chief digital officer",
    "Head of Supply chain",
    "Group controller",
    "Head of Accounting",
)


@dataclass(frozen=True)
class Demo:
    """A ledger that holds the demo."""

    ledger: Ledger
    seeded: Seeded
    database_url: str
    progress: list[tuple[int, int]]

    def story(self, name: str, what: str) -> str:
        return self.seeded.stories[name][what]

    def entries(self, stream: str, kind: type[Event[Any]]) -> list[Entry[Any]]:
        """The entries of one kind on a page."""
        return [entry for entry in self.ledger.page(stream) if entry.kind == kind.__name__]

    def at(self, name: str) -> Entry[Any]:
        """An entry that a story turns on, by the name under which the guide has it."""
        position = self.seeded.positions[name]
        return self.ledger.entries_at([position])[position]


@pytest.fixture(scope="module")
def as_told() -> Told:
    """The demo before it is asked of a ledger."""
    return told(SEED, TODAY)


@pytest.fixture(scope="module")
def demo(make_database: Callable[[], str]) -> Iterator[Demo]:
    url = make_database()
    heard: list[tuple[int, int]] = []
    with closing(Ledger.open(url, Wrapping(bytes.fromhex(KEY)))) as ledger:
        seeded = seed(ledger, lambda done, of: heard.append((done, of)), today=TODAY)
        yield Demo(ledger, seeded, url, heard)


@pytest.fixture(scope="module")
def served(demo: Demo) -> Iterator[Served]:
    """The demo, served; the read models have followed it to its end."""
    with serving(Settings(database_url=demo.database_url, key=SecretStr(KEY))) as house:
        until = time.monotonic() + 60
        while house.ask("{ position }")["position"] < demo.seeded.entries:
            assert time.monotonic() < until, "the read models do not come to the end"
            time.sleep(0.1)
        yield house


# The same for everybody, and within the rules


def test_the_same_seed_and_day_ask_for_the_same(as_told: Told) -> None:
    once, again, other = (
        as_told.chronicle.asked,
        told(SEED, TODAY).chronicle.asked,
        told(SEED + 1, TODAY).chronicle.asked,
    )
    assert once == again
    assert not {one.request.command_id for one in once} & {one.request.command_id for one in other}
    assert sum(one.request.command == another.request.command for one, another in zip(once, other, strict=False)) < 10


def test_nothing_is_refused_and_progress_is_told(demo: Demo) -> None:
    # seed() raises the first refusal, so that it has come to an end is the proof.
    assert demo.ledger.position() == demo.seeded.entries
    assert 10_000 <= demo.seeded.entries <= 16_000
    assert demo.seeded.here == 300
    assert demo.progress == sorted(demo.progress)
    assert demo.progress[-1][0] == demo.progress[-1][1]


def test_seeding_again_records_nothing_new_also_on_a_later_day(demo: Demo) -> None:
    assert seed(demo.ledger, today=TODAY) == demo.seeded
    assert demo.ledger.position() == demo.seeded.entries


def test_a_demo_that_broke_off_goes_on_on_the_day_it_was_begun(make_database: Callable[[], str]) -> None:
    class PulledOut(Exception):
        pass

    def pull_out(done: int, of: int) -> None:
        raise PulledOut

    with closing(Ledger.open(make_database(), Wrapping(bytes.fromhex(KEY)))) as ledger:
        with pytest.raises(PulledOut):
            seed(ledger, pull_out)
        assert 0 < ledger.position() < 10_000
        begun_on = next(iter(ledger.entries(until=1))).recorded_at.date()
        assert begun_before(ledger, SEED, told(SEED, begun_on + timedelta(3))).chronicle.today == begun_on


def test_it_does_not_write_into_a_book_that_holds_something_else(ledger: Ledger) -> None:
    anybody = JoinPerson(PersonId("person-somebody"), "Ada", "Tooling", effective_on=date(2025, 1, 1))
    position = ledger.record(anybody, by="steward").position
    with pytest.raises(NotTheDemo, match="empty database"):
        seed(ledger, today=TODAY)
    assert ledger.position() == position


def test_it_says_so_where_another_version_of_it_has_been(make_database: Callable[[], str]) -> None:
    first, second = (each.request for each in told(SEED, TODAY).chronicle.asked[:2])
    with closing(Ledger.open(make_database(), Wrapping(bytes.fromhex(KEY)))) as ledger:
        ledger.record(first.command, by=first.by, command_id=first.command_id)
        anybody = JoinPerson(PersonId("person-somebody"), "Ada", "Tooling", effective_on=date(2025, 1, 1))
        ledger.record(anybody, by="steward", command_id=second.command_id)
        with pytest.raises(NotTheDemo, match="Another version"):
            seed(ledger, today=TODAY)


# Believable


def test_nothing_lies_in_the_future_and_entries_are_in_the_order_of_their_writing(demo: Demo) -> None:
    late = [entry for entry in demo.ledger.entries() if entry.event.effective_on > TODAY]
    # An end that is known beforehand is no event yet; what is published before it is in force says from when.
    assert [(entry.kind, entry.event.edition) for entry in late] == [("FrameworkPublished", EDITION_TO_COME)]


def test_everybody_who_writes_is_a_person_of_the_ledger_once_there_are_any(demo: Demo) -> None:
    people = {entry.stream for entry in demo.ledger.entries(kinds=("PersonJoined",))}
    writers = Counter(entry.recorded_by for entry in demo.ledger.entries() if entry.recorded_by not in people)
    assert set(writers) == {"steward"}
    assert writers["steward"] < 600
    assert all(
        e.event.effective_on <= demo.seeded.opens_on for e in demo.ledger.entries() if e.recorded_by == "steward"
    )


def test_the_org_chart_holds_on_every_day_asked(demo: Demo) -> None:
    people = everybody(demo.ledger)
    for months in range(1, 73, 5):
        day = demo.seeded.opens_on + timedelta(30 * months)
        here = {stream: person for stream, person in people.items() if person.is_here_on(day)}
        assert 150 < len(here) <= 310
        placements = {stream: person.placement_on(day) for stream, person in here.items()}
        tops = [stream for stream, placement in placements.items() if placement and placement.manager is None]
        assert len(tops) == 1, f"one person has nobody above on {day}"
        for stream, placement in placements.items():
            assert placement is not None
            assert placement.manager is None or placement.manager in here, f"{stream} reports to somebody gone on {day}"
            above, seen = placement.manager, {stream}
            while above is not None:
                assert above not in seen, f"a circle above {stream} on {day}"
                seen.add(above)
                found = placements[above]
                assert found is not None
                above = found.manager
    levels = Counter(
        p.level for person in people.values() if person.is_here_on(TODAY) and (p := person.placement_on(TODAY))
    )
    ladder = [levels[level] for level in DEFAULT_EDITION.ladder]
    assert ladder == sorted(ladder, reverse=True), f"no pyramid: {levels}"
    assert min(ladder) >= 1


def test_roles_have_one_holder_of_their_own_who_is_here(demo: Demo) -> None:
    people = everybody(demo.ledger)
    roles = {entry.stream for entry in demo.ledger.entries(kinds=("RoleEstablished",))}
    assert len(roles) > 25
    held = [recall(Role(), standing(demo.ledger.page(role))) for role in roles]
    assert all(people[one.person].is_here_on(TODAY) for role in held for one in role.incumbents)
    assert all(successor in people for role in held for successor in role.slate)
    assert sum(role.substantive is not None for role in held) > 0.85 * len(roles)


def test_what_people_say_reads_like_people(demo: Demo, as_told: Told) -> None:
    names = {entry.event.name for entry in demo.ledger.entries(kinds=("PersonJoined",))}
    assert len(names) == demo.seeded.people
    said: dict[str, list[str]] = defaultdict(list)
    before: set[str] = set()
    for one in as_told.chronicle.asked:
        texts = set(sentences(one.request.command))
        assert not texts & before, f"two neighbours say {texts & before}"
        before = texts
        said[one.request.command.stream] += texts
    everything = [text for texts in said.values() for text in texts]
    assert [text for text in everything if re.search(r"[{}]|lorem|  |\bTODO\b", text)] == []
    assert [text for text in everything if text != text.strip() or not text] == []
    assert Counter(everything).most_common(1)[0][1] < len(everything) / 150
    own = [count for texts in said.values() for count in Counter(texts).values()]
    assert sum(count == 1 for count in own) > 0.9 * len(own), "people repeat themselves"
    surnames = {name.rsplit(" ", 1)[-1] for name in names}
    assert [text for text in everything if any(surname in text.split() for surname in surnames)] == []


def test_life_is_full_of_everything(demo: Demo, as_told: Told) -> None:
    kinds = Counter(entry.kind for entry in demo.ledger.entries(opened=False))
    commands = Counter(type(one.request.command) for one in as_told.chronicle.asked)
    assert commands[MovePerson] > 300
    assert commands[LeavePerson] > 30
    for kind in ("PersonRenamed", "AssignmentCutShort", "LessonNoted", "MentoringEvaluated", "EntryRetracted",
                 "PromotionApproved", "PromotionDeclined", "PromotionDeferred", "AspirationWithdrawn"):  # fmt: skip
        assert kinds[kind] > 0, f"there is no {kind}"
    assert any(entry.supersedes and entry.kind == "PracticeRecorded" for entry in demo.ledger.entries(opened=False))


# The stories


@pytest.mark.mission("M62")
def test_the_best_engineer_was_promoted_against_what_the_rules_found(demo: Demo) -> None:
    decision = demo.at("the decision on Tomasz Wilk").event
    assert isinstance(decision, PromotionApproved)
    verdicts = {finding.criterion: finding.verdict for finding in decision.findings}
    assert verdicts[Requirement.PERFORMANCE_SUSTAINED] is Verdict.MET
    assert verdicts[Requirement.WORK_VALUES] is Verdict.MET
    assert verdicts[Requirement.POTENTIAL_EVIDENCE] is Verdict.NOT_MET
    assert verdicts[Requirement.EVIDENCE_AT_TARGET_LEVEL] is Verdict.NOT_MET
    dorothea = demo.story("The best engineer", "Dorothea Klein")
    assert {override.authorised_by for override in decision.overrides} == {dorothea}
    assert decision.decided_by == demo.story("The best engineer", "Henrik Aune") != dorothea


def test_by_month_four_everything_waits_for_him(demo: Demo) -> None:
    tomasz = demo.story("The best engineer", "Tomasz Wilk")
    four = demo.at("month four of Tomasz Wilk").event
    appointed = next(e.event for e in reversed(demo.entries(tomasz, PersonMoved)) if e.event.level == "others")
    assert 110 < (four.effective_on - demo.at("the decision on Tomasz Wilk").event.effective_on).days < 170
    assert appointed.job_title == "Team lead Motion control"
    said = [
        entry.event.improvements
        for entry in demo.entries(tomasz, FeedbackGiven)
        if entry.event.effective_on == four.effective_on and entry.event.source is Source.DIRECT_REPORT
    ]
    assert any("signature" in text for text in said)
    assert [rating.of for rating in four.ratings] == ["empowering"]
    assert four.ratings[0].value <= 2
    before, after = demo.at("the review after six months").event, demo.at("the review after twelve months").event
    assert [r.value for r in before.ratings] == [2, 2, 3]
    assert [r.value for r in after.ratings] == [3, 3, 3]


@pytest.mark.mission("M66")
def test_what_came_late_was_written_after_the_decision_and_true_before_it(demo: Demo) -> None:
    decision, late = demo.at("the decision on Nadia Haddad"), demo.at("the assessment that came late")
    assert isinstance(decision.event, PromotionDeclined)
    assert late.event.effective_on < decision.event.effective_on
    assert late.position > decision.position > decision.event.basis
    found = {finding.criterion: finding.verdict for finding in decision.event.findings}
    assert found[Requirement.WORK_VALUES] is Verdict.NOT_ENOUGH_EVIDENCE
    again = demo.at("the second decision on Nadia Haddad").event
    assert isinstance(again, PromotionApproved)
    assert again.overrides == ()
    assert late.at in {at for finding in again.findings for at in finding.rests_on}
    logistics = demo.story("The report that came late", "Head of Logistics")
    holder = recall(Role(), standing(demo.ledger.page(logistics))).substantive
    assert holder is not None
    assert holder.person == demo.story("The report that came late", "Nadia Haddad")


@pytest.mark.mission("M37")
def test_a_pair_stalls_after_the_reorganisation_and_another_is_made(demo: Demo) -> None:
    held = {}
    for pair in ("first", "second"):
        page = demo.story("The pair that stalled", f"The {pair} pair of Jonas Petrauskas")
        sessions = demo.entries(page, MentoringSessionHeld)
        held[pair] = sum(entry.event.hours for entry in sessions)
        assert demo.entries(page, MentorshipAgreed)[0].event.hours_promised == 12
        why = demo.entries(page, MentorshipEnded)[0].event.why
        assert why is (WhyEnded.REORGANISED if pair == "first" else WhyEnded.GOALS_REACHED)
    assert held["first"] == 2
    assert held["second"] > 10
    jonas = demo.story("The pair that stalled", "Jonas Petrauskas")
    assert {"Service North", "Service South"} <= {entry.event.unit for entry in placed(demo, jonas)}


@pytest.mark.mission("M53")
def test_whoever_withdraws_for_the_craft_leaves_the_slate_and_nothing_else(demo: Demo) -> None:
    story = "The specialist track"
    amara, lukas, elif_ = (demo.story(story, name) for name in ("Amara Diallo", "Lukas Brandt", "Elif Kaya"))
    withdrawn = demo.at("the slate without Amara Diallo").event
    assert isinstance(withdrawn, SuccessorRemovedFromSlate)
    assert withdrawn.why is WhyRemoved.WITHDREW_FOR_SPECIALIST_TRACK
    role = recall(Role(), standing(demo.ledger.page(demo.story(story, "Head of Mechanics"))))
    assert role.slate == (lukas, elif_)
    after = [e for e in demo.ledger.page(amara) if e.event.effective_on > withdrawn.effective_on]
    assert {"AssignmentGiven", "FeedbackGiven", "PersonMoved"} <= {entry.kind for entry in after}
    moved = placed(demo, amara)[-1].event
    assert moved.job_title == "Principal engineer, seals and hydraulics"


@pytest.mark.mission("M61")
def test_since_the_second_edition_a_panel_recommends_and_somebody_else_decides(demo: Demo) -> None:
    begins = begins_on(TODAY, EDITION_WITH_PANELS)
    proposed = {entry.stream: entry.event for entry in demo.ledger.entries(kinds=("PromotionProposed",))}
    assert {1, 2} == {event.edition for event in proposed.values()}
    assert all((event.edition == 2) == (event.effective_on >= begins) for event in proposed.values())
    for decision in demo.ledger.entries(kinds=("PromotionApproved", "PromotionDeclined", "PromotionDeferred")):
        assert (decision.event.recommendation is not None) == (proposed[decision.stream].edition == 2)
    panels = {entry.stream: entry.event for entry in demo.ledger.entries(kinds=("PromotionPanelConvened",))}
    assert len(panels) > 5
    assert all(panel.presented_by not in (None, *panel.members) for panel in panels.values())
    votes = [entry.event for entry in demo.ledger.entries(kinds=("VoteCast",))]
    dissent = [vote for vote in votes if vote.choice is Choice.AGAINST]
    assert 0 < len(dissent) < len(votes) / 3
    assert all(vote.words for vote in dissent)


@pytest.mark.mission("M61")
def test_a_vote_falls_away_with_a_recusal_and_all_vote_anew(demo: Demo) -> None:
    case = demo.story(INITIALS, "The case of Miriam Castellanos")
    declared, recused = (
        demo.at("the declaration of Ilse Marchetti").event,
        demo.at("the recusal of Ilse Marchetti").event,
    )
    ilse = demo.story(INITIALS, "Ilse Marchetti")
    assert (declared.member, declared.declared_by, declared.conflict) == (ilse, ilse, Conflict.CLOSE_RELATION)
    assert ilse not in recused.decided_by
    rounds = [entry.event.round for entry in demo.entries(case, VoteOpened)]
    voters = [[e.event.voter for e in demo.entries(case, VoteCast)[begin:end]] for begin, end in ((0, 4), (4, 8))]
    assert rounds == [1, 2, 1]
    assert [ilse in voted for voted in voters] == [True, False]
    assert demo.at("the second round").event.why_again
    dissent = demo.at("the dissent of Greta Lindqvist").event
    assert (dissent.choice, dissent.round) == (Choice.AGAINST, 2)
    assert len(dissent.words) > 200
    recommended = demo.at("the first recommendation").event
    assert (recommended.advice, recommended.round) == (Advice.IN_FAVOUR, 2)
    assert recommended.tally == Tally(3, 1, 0)


@pytest.mark.mission("M63")
def test_a_decision_on_somebody_elses_initials_is_appealed_and_taken_anew(demo: Demo) -> None:
    case = demo.story(INITIALS, "The case of Miriam Castellanos")
    first, second = (demo.at(f"the {which}decision on Miriam Castellanos").event for which in ("", "second "))
    assert isinstance(first, PromotionDeclined)
    assert isinstance(second, PromotionApproved)
    assert first.decided_by != second.decided_by
    lodged, answer = demo.at("the appeal of Miriam Castellanos").event, demo.at("the answer to the appeal").event
    assert lodged.ground is AppealGround.ERROR_OF_FACT
    assert first.effective_on < lodged.effective_on < answer.effective_on <= lodged.due_on
    assert answer.outcome is AppealOutcome.REMITTED
    old, new = (entry.event.members for entry in demo.entries(case, PromotionPanelConvened))
    assert not {*old, demo.story(INITIALS, "Rafael Monteiro"), first.decided_by, *answer.decided_by} & {*new}
    values = [
        finding.verdict
        for decision in (first, second)
        for finding in decision.findings
        if finding.criterion is Requirement.WORK_VALUES
    ]
    assert values == [Verdict.NOT_MET, Verdict.MET]
    south = recall(Role(), standing(demo.ledger.page(demo.story(INITIALS, "Plant manager South"))))
    assert south.substantive is not None
    assert south.substantive.person == demo.story(INITIALS, "Miriam Castellanos")


@pytest.mark.mission("M66")
def test_what_was_put_right_makes_then_and_now_differ(demo: Demo) -> None:
    told = replay(demo.ledger, demo.at("the decision on Miriam Castellanos"))
    assert told.verdict is ReplayVerdict.REPRODUCED
    assert told.since is not None
    right = demo.seeded.positions["the assessment put right"]
    assert (CameAs.CORRECTED, right, True) in {
        (one.how, one.entry.position, one.on_file) for one in told.since.came_to_light
    }
    [values] = [one for one in told.since.now.differences if one.criterion is Requirement.WORK_VALUES]
    assert values.again is not None
    assert values.again.verdict is Verdict.MET


# The stories, as they are told


def bench(served: Served, on: date, roles: list[str] | None = None) -> dict[str, Any]:
    query = """
        query ($on: Date, $roles: [ID!]) {
          successionBench(critical: true, roles: $roles, asOf: {effectiveOn: $on}) {
            figures { coverage { count n } netCoverage { count n } peopleFailingAlone { person { name } } }
            roles { title incumbents { person { name } } successors { rank readyNow person { name } } }
          }
        }"""
    told: dict[str, Any] = served.ask(query, on=on.isoformat(), roles=roles)["successionBench"]
    return told


@pytest.mark.mission("M55")
def test_one_resignation_goes_down_the_chain(demo: Demo, served: Served) -> None:
    chairs = [demo.story(THREE_BENCHES, title) for title in CHAIRS]
    appointed_on = demo.seeded.effective_on["the slates without Marcus Oyelaran"]
    before, after = (bench(served, on, chairs) for on in (appointed_on - timedelta(1), TODAY))
    alone = {one["person"]["name"] for one in before["figures"]["peopleFailingAlone"]}
    assert alone == {"Marcus Oyelaran", "Ines Caldeira"}
    assert before["figures"]["coverage"] == {"count": 5, "n": 5}
    assert before["figures"]["netCoverage"] == {"count": 2, "n": 5}
    assert after["figures"]["coverage"] == after["figures"]["netCoverage"] == {"count": 0, "n": 5}
    holders = {role["title"]: [one["person"]["name"] for one in role["incumbents"]] for role in after["roles"]}
    assert holders["Chief financial officer"] == ["Marcus Oyelaran"]
    assert holders["Group controller"] == ["Ines Caldeira"]


def test_the_slate_of_mechanics_before_and_after_a_choice(demo: Demo, served: Served) -> None:
    chosen_on = demo.seeded.effective_on["Amara Diallo’s choice"]
    ranked = []
    for on in (chosen_on - timedelta(1), TODAY):
        role = next(role for role in bench(served, on)["roles"] if role["title"] == "Head of Mechanics")
        ranked.append([(one["person"]["name"], one["readyNow"]) for one in role["successors"] if one["rank"]])
    assert ranked[0] == [("Amara Diallo", True), ("Lukas Brandt", False)]
    assert ranked[1] == [("Lukas Brandt", True), ("Elif Kaya", False)]


def test_the_ready_made_questions_are_answered(demo: Demo, served: Served) -> None:
    history, chain, case = (served.ask(one.query) for one in ready_made(demo.seeded))
    assert history["person"]["jobTitle"] == "Team lead Motion control"
    newest = history["person"]["developmentHistory"]["nodes"][0]
    assert newest["effectiveOn"] == demo.seeded.effective_on["month four of Tomasz Wilk"].isoformat()
    assert len(chain["today"]["roles"]) > 15
    assert chain["fiveChairsBefore"]["figures"]["netCoverage"]["count"] == 2
    assert case["decision"]["kind"] == "PromotionDeclined"
    then, now = ({m["position"] for m in case[moment]["developmentHistory"]["nodes"]} for moment in ("then", "now"))
    assert demo.seeded.positions["the assessment that came late"] in now - then


@pytest.mark.mission("M70")
def test_the_edition_to_come_would_find_otherwise_with_some(demo: Demo, served: Served) -> None:
    asked = """query ($edition: Int!, $insteadOf: Int!, $on: Date!) {
      rescoring(edition: $edition, insteadOf: $insteadOf, asOf: {effectiveOn: $on}, levels: ["leaders"], first: 50) {
        totalCount nodes { person { name } otherwise { criterion before { verdict } after { verdict } } }
      }
    }"""
    editions = {"edition": EDITION_TO_COME.number, "insteadOf": EDITION_WITH_PANELS.number}
    to_come = served.ask(asked, on=begins_on(TODAY, EDITION_TO_COME).isoformat(), **editions)
    found = to_come["rescoring"]["nodes"]
    changed = {one["person"]["name"]: one["otherwise"] for one in found if one["otherwise"]}
    assert 2 <= len(changed) < len(found) == to_come["rescoring"]["totalCount"]
    more_voices = {
        "criterion": "WORK_VALUES", "before": {"verdict": "MET"}, "after": {"verdict": "NOT_ENOUGH_EVIDENCE"}
    }  # fmt: skip
    assert all(one == [more_voices] for one in changed.values())


def test_the_directory_counts_those_who_are_here(demo: Demo, served: Served) -> None:
    asked = "query ($on: Date) { people(first: 1, asOf: {effectiveOn: $on}) { totalCount } }"
    assert served.ask(asked, on=TODAY.isoformat())["people"]["totalCount"] == demo.seeded.here


def test_the_guide_names_everybody_of_the_stories(demo: Demo, request: pytest.FixtureRequest) -> None:
    guide = (request.config.rootpath / "docs" / "guide" / "the-demo.md").read_text().casefold()
    missing = [name for found in demo.seeded.stories.values() for name in found if name.casefold() not in guide]
    missing += [story for story in demo.seeded.stories if story.casefold() not in guide]
    assert missing == []


@pytest.mark.mission("M62")
def test_every_decision_of_the_demo_is_reproduced(demo: Demo) -> None:
    kinds = ("PromotionApproved", "PromotionDeclined", "PromotionDeferred")
    decisions = list(demo.ledger.entries(kinds=kinds))
    assert len(decisions) > 20
    told = [replay(demo.ledger, decision) for decision in decisions]
    assert [one for one in told if one.verdict is not ReplayVerdict.REPRODUCED] == []


@pytest.mark.mission("M66")
def test_the_report_that_came_late_makes_then_and_now_differ(demo: Demo) -> None:
    late = demo.at("the assessment that came late")
    told = replay(demo.ledger, demo.at("the decision on Nadia Haddad"))
    assert told.verdict is ReplayVerdict.REPRODUCED
    assert told.since is not None
    assert (CameAs.LATE, late.position, False) in {
        (one.how, one.entry.position, one.on_file) for one in told.since.came_to_light
    }
    [values] = [one for one in told.since.now.differences if one.criterion is Requirement.WORK_VALUES]
    assert values.recorded is not None
    assert values.again is not None
    assert (values.recorded.verdict, values.again.verdict) == (Verdict.NOT_ENOUGH_EVIDENCE, Verdict.MET)
    assert late.at in values.again.rests_on
    second = replay(demo.ledger, demo.at("the second decision on Nadia Haddad"))
    assert second.verdict is ReplayVerdict.REPRODUCED
    assert second.since is not None
    assert not second.since.changes_findings


@pytest.mark.mission("M62")
def test_the_best_engineer_is_replayed_with_what_was_set_aside(demo: Demo) -> None:
    told = replay(demo.ledger, demo.at("the decision on Tomasz Wilk"))
    assert (told.verdict, told.misstated, told.objection) == (ReplayVerdict.REPRODUCED, (), None)
    assert told.since is not None
    assert not told.since.changes_findings


def everybody(ledger: Ledger) -> dict[str, Person]:
    """Everybody as all of their page left them."""
    streams = {entry.stream for entry in ledger.entries(kinds=("PersonJoined",), opened=False)}
    return {stream: recall(Person(), standing(ledger.page(stream))) for stream in streams}


def placed(demo: Demo, person: str) -> list[Entry[Any]]:
    return demo.entries(person, PersonJoined) + demo.entries(person, PersonMoved)


def sentences(command: Command[Any]) -> Iterator[str]:
    """What a command says in words: its texts with a space in them, the facts of its ratings included."""
    for rating in getattr(command, "ratings", ()):
        yield from rating.facts
    for name, value in vars(command).items():
        if name in ("name", "job_title", "unit", "function", "framework"):
            continue
        for text in value if isinstance(value, tuple) else (value,):
            if isinstance(text, str) and " " in text:
                yield text
