"""The demo is within the rules, and reads like the life of an organisation."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from demo.organisation import MACHINE
from demo.seeding import Script
from domain.frameworks.default_pack import DEFAULT_EDITION
from domain.kernel.commands import Command
from domain.kernel.dates import months_after
from domain.kernel.ids import RoleId
from domain.kernel.standing import recall, standing
from domain.offices.offices import Mandate, Offices
from domain.offices.stewards import stewards_from
from domain.organisation.holders import holders_on, own_holders_on
from domain.people.employment import Employment
from domain.people.leaving import LeavePerson
from domain.people.moving import MovePerson
from domain.succession.slates import Slate
from tests.demo.seeded import TODAY, Demo, everybody
from tests.ledger.commands_recorded import book_of


def test_nothing_lies_in_the_future_and_entries_are_in_the_order_of_their_writing(demo: Demo) -> None:
    late = [entry for entry in demo.ledger.entries() if entry.event.effective_on > TODAY]
    assert late == [], "an end that is known beforehand is no event yet"


def test_everybody_who_writes_is_a_person_of_the_ledger_once_there_are_any(demo: Demo) -> None:
    people = {entry.stream for entry in demo.ledger.entries(kinds=("PersonJoined", "PersonIntroduced"))}
    entries = [entry for entry in demo.ledger.entries() if entry.recorded_by != entry.stream]  # cycles, by themselves
    writers = Counter(entry.recorded_by for entry in entries if entry.recorded_by not in people)
    assert set(writers) == {MACHINE}
    assert writers[MACHINE] < 600
    ours = [entry for entry in demo.ledger.entries() if entry.recorded_by == MACHINE and entry.kind != "StewardNamed"]
    assert all(entry.event.effective_on <= demo.seeded.opens_on for entry in ours)


def test_there_is_a_steward_on_every_day(demo: Demo) -> None:
    book = demo.ledger.book()
    for months in range(73):
        assert stewards_from(months_after(demo.seeded.opens_on, months), book)
    [steward] = [one for one in stewards_from(TODAY, book) if book.recall(Offices, one).holds(Mandate.STEWARD, TODAY)]
    assert book.recall(Employment, steward).is_here_on(TODAY)


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
    assert len(roles) >= 25
    book = book_of(demo.ledger)
    held = {role: holders_on(TODAY, RoleId(role), book) for role in roles}
    behind = [recall(Slate, standing(demo.ledger.stream(role))) for role in roles]
    assert all(people[one.person].is_here_on(TODAY) for holders in held.values() for one in holders)
    assert all(successor in people for slate in behind for successor in slate.confirmed)
    assert all(len(own_holders_on(TODAY, RoleId(role), book)) <= 1 for role in roles)
    assert sum(bool(own_holders_on(TODAY, RoleId(role), book)) for role in roles) > 0.85 * len(roles)


def test_what_people_say_reads_like_people(demo: Demo, as_told: Script) -> None:
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


def test_life_is_full_of_everything(demo: Demo, as_told: Script) -> None:
    kinds = Counter(entry.kind for entry in demo.ledger.entries(opened=False))
    commands = Counter(type(one.request.command) for one in as_told.chronicle.asked)
    assert commands[MovePerson] > 300
    assert commands[LeavePerson] > 30
    for kind in ("PersonRenamed", "AssignmentCutShort", "LessonNoted", "MentoringEvaluated", "EntryRetracted",
                 "PromotionApproved", "PromotionDeclined", "PromotionDeferred", "AspirationWithdrawn"):  # fmt: skip
        assert kinds[kind] > 0, f"there is no {kind}"
    assert any(entry.supersedes and entry.kind == "PracticeRecorded" for entry in demo.ledger.entries(opened=False))


def sentences(command: Command[Any]) -> Iterator[str]:
    """What a command says in words: its texts with a space in them, the facts of its ratings included."""
    for rating in getattr(command, "ratings", ()):
        yield from getattr(rating, "facts", ())
    for name, value in vars(command).items():
        if name in ("name", "title", "job_title", "unit", "function", "site", "framework", "pool"):
            continue
        for text in value if isinstance(value, tuple) else (value,):
            if isinstance(text, str) and " " in text:
                yield text
