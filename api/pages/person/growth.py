"""A growth timeline as a drawing: lanes over the years, spells as bars, entries as marks, and what builds on what."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from api.pages.page import Answer
from api.pages.person.lanes import CLOSE, HEAD, MARGIN, WIDTH, YEAR, Drawing, Lane, Mark, Scale, Spell
from api.pages.templates import day, headline, kind
from api.pages.wording import message
from domain.catalogue import EVENTS
from domain.development.capability_tags import is_evidence

Told = Mapping[str, Any]
"""A milestone as it is answered."""
FOR_OTHERS: Final = message("Done for others")
LANES: Final[Mapping[str, tuple[str, ...]]] = {
    message("Roles and levels"): ("domain.people", "domain.organisation", "domain.background"),
    message("Plans, assignments"): (
        "domain.growth",
        "domain.development.capability_tags",
        "domain.development.assignments",
        "domain.development.opportunities",
        "domain.development.practice",
        "domain.development.learning",
    ),
    message("Conversations"): ("domain.development.conversations",),
    message("Mentoring"): ("domain.mentoring",),
    message("Assessments"): ("domain.development.assessments",),
    message("Feedback"): ("domain.development.feedback",),
    message("Wishes and benches"): ("domain.development.aspirations", "domain.spotting", "domain.succession"),
    message("Documents"): ("domain.documents",),
    message("Promotions"): ("domain.promotions",),
    message("Remarks"): ("domain.amendments",),
    FOR_OTHERS: (),
}
"""By its name, what of the language stands in a lane."""
THEIR_OWN: Final = frozenset({"OWN", "MENTEE", "TALKED_WITH"})
"""What somebody is in an entry that is about their own growth."""
PLACED: Final = frozenset({"PersonJoined", "PersonMoved"})
BEGINS: Final = frozenset({"AssignmentGiven", "DevelopmentPlanAgreed", "MentorshipAgreed", "AppointmentMade"})
ENDS: Final = frozenset(
    {"AssignmentCompleted", "AssignmentCutShort", "DevelopmentPlanClosed", "MentorshipEnded", "RoleVacated"}
)
"""What begins a spell, and what ends one."""
WORDS: Final = {
    "title": message("Task"),
    "needs": message("Needs"),
    "what": message("Taken on"),
    "situation": message("Situation"),
    "topic": message("Topic"),
    "lesson": message("Lesson"),
    "strengths": message("Strengths"),
    "improvements": message("To improve"),
    "summary": message("Summary"),
    "outcome": message("Outcome"),
    "goals": message("Goals"),
    "menteeLearned": message("The mentee learned"),
    "mentorLearned": message("The mentor learned"),
    "rationale": message("Reasons"),
    "words": message("Words"),
}
"""What people wrote in an entry, by the fields that are asked for."""
LATE: Final = 30
"""Days by which something happened before what was written down earlier, from which on it is told as late."""


def growth(answer: Answer) -> Mapping[str, object]:
    """The drawing of somebody's timeline, and the same milestones as rows, the latest first."""
    person = answer["person"]
    milestones: Sequence[Told] = person["developmentHistory"]["nodes"]
    on, is_late = date.fromisoformat(person["asOf"]["effectiveOn"]), late(milestones)
    return {
        "drawing": drawn(milestones[::-1], on, is_late) if milestones else None,
        "milestones": milestones,
        "lane_of": lane_of,
        "words_of": words_of,
        "late": is_late,
        "tags_of": tags_of(person["capabilityTags"] or ()),
        "taggable": {
            told["position"] for told in milestones if told["part"] == "OWN" and is_evidence(EVENTS[told["kind"]])
        },
    }


def tags_of(shown: Iterable[Told]) -> Mapping[str, Sequence[str]]:
    """By the reference of each entry that is evidence of something, what it was tagged with."""
    found: dict[str, list[str]] = {}
    for tag in shown:
        for entry in tag["evidence"]:
            found.setdefault(entry["reference"], []).append(tag["tag"])
    return found


def words_of(told: Told) -> list[tuple[str, str]]:
    """What people wrote in a milestone, in full: with what each part is called."""
    fact = said(told)
    return [(name, fact[field]) for field, name in WORDS.items() if isinstance(fact.get(field), str)]


def lane_of(told: Told) -> str:
    """In which lane a milestone stands."""
    if told["part"] not in THEIR_OWN:
        return FOR_OTHERS
    module = EVENTS[told["kind"]].__module__
    return next(name for name, within in LANES.items() if module.startswith(within))


def late(milestones: Iterable[Told]) -> frozenset[int]:
    """Positions of what was written down late: after what happened well after it.

    By the order of writing, not by the clock: what a ledger took over was all written down on one day.
    """
    found, latest = set(), date.min
    for told in sorted(milestones, key=lambda told: int(told["position"])):
        happened = date.fromisoformat(told["effectiveOn"])
        if not told["corrected"] and (latest - happened).days > LATE:
            found.add(told["position"])
        latest = max(latest, happened)
    return frozenset(found)


def drawn(milestones: Sequence[Told], on: date, is_late: Collection[int]) -> Drawing:
    """The drawing of milestones, the earliest first, as of a day."""
    first = date(min(begun(told) for told in milestones).year, 1, 1)
    years = range(first.year, on.year + 2)
    scale = Scale(first, max(on, date(on.year, 12, 31)), max(WIDTH, YEAR * (on.year + 1 - first.year)))
    lanes = {name: Lane(name) for name in LANES if any(lane_of(told) == name for told in milestones)}
    y: float = HEAD
    marks: dict[str, Mark] = {}
    for name, lane in lanes.items():
        lane.y = y
        marks |= filled(lane, [told for told in milestones if lane_of(told) == name], scale, on, is_late)
        y += lane.height
    ticks = [(scale.x(date(year, 1, 1)), year) for year in years if date(year, 1, 1) <= scale.last]
    return Drawing(scale.width, y + MARGIN, [*lanes.values()], ticks, scale.x(on), [*links(milestones, marks)])


def begun(told: Told) -> date:
    """The day on which a milestone begins."""
    return date.fromisoformat(said(told).get("since") or told["effectiveOn"])


def said(told: Told) -> Told:
    """What the entry of a milestone says; nothing where that is not told."""
    fact: Told = told["entry"]["fact"] or {}
    return fact


def filled(lane: Lane, milestones: Sequence[Told], scale: Scale, on: date, is_late: Collection[int]) -> dict[str, Mark]:
    """Fill a lane with its spells and marks, from the left. The marks by the references of their entries."""
    lasting = {told["position"]: until for told, until in spells_of(milestones, on)}
    at: dict[str, float] = {}
    found: dict[str, Mark] = {}
    for told in sorted(milestones, key=begun):
        x, position = scale.x(begun(told)), told["position"]
        if position in lasting:
            right = scale.x(lasting[position])
            y = lane.row_from(x, right)
            at |= dict.fromkeys(keys_of(told), y)
            lane.spells.append(Spell(x, y, max(4.0, right - x), label(told), titled(told), position))
        else:
            of_spell = next((at[key] for key in keys_of(told) if key in at), None)
            y = lane.row_from(x - CLOSE / 2, x + CLOSE / 2) if of_spell is None else of_spell
        mark = Mark(
            lane.beside(x, y), y, told["stage"] or "", titled(told), position, position in is_late, told["corrected"]
        )
        lane.marks.append(mark)
        found[told["entry"]["reference"]] = mark
    return found


def keys_of(told: Told) -> list[str]:
    """By what a milestone is known to belong to a spell."""
    fact = said(told)
    if own := fact.get("assignment") or fact.get("within") or fact.get("plan"):
        return [own]
    return [told["entry"]["subject"]] if told["kind"] in (*BEGINS, *ENDS, "MentoringSessionHeld") else []


def spells_of(milestones: Sequence[Told], on: date) -> list[tuple[Told, date]]:
    """What lasted: each with the milestone that begins it, and until when it did."""
    placed = [told for told in milestones if told["kind"] in PLACED or told["kind"] == "PersonLeft"]
    placings = [(told, after) for told, after in zip(placed, [*map(begun, placed[1:]), on], strict=False)]
    ended = {key: begun(told) for told in milestones if told["kind"] in ENDS for key in keys_of(told)}
    lasting = [
        (told, next((ended[key] for key in keys_of(told) if key in ended), planned_end(told) or on))
        for told in milestones
        if told["kind"] in BEGINS
    ]
    both = [one for one in placings if one[0]["kind"] in PLACED] + lasting
    return sorted(both, key=lambda one: begun(one[0]))


def planned_end(told: Told) -> date | None:
    """The last day that an entry says itself; None for none."""
    until = said(told).get("until")
    return date.fromisoformat(until) if until else None


def label(told: Told) -> str:
    """What is written on a spell."""
    fact = said(told)
    if told["kind"] in PLACED:
        return " · ".join(filter(None, (fact.get("jobTitle"), fact.get("level"))))
    return str(fact.get("title") or fact.get("needs") or named(fact, told["part"]) or "")


def named(fact: Told, part: str) -> str:
    """The other whom an entry names, as a mentor is of their mentee."""
    other = "mentor" if part == "MENTEE" else "mentee" if part == "MENTOR" else ""
    people = (one["person"] for one in fact.get("people", ()) if one["namedAs"] == other and one["person"])
    return next((person["name"] or "" for person in people), "")


def titled(told: Told) -> str:
    """What is read where somebody points at it."""
    what = said(told).get("headline")
    return f"{day(told['effectiveOn'])}: {headline(what) if what else kind(told['kind'])}"


def links(milestones: Iterable[Told], marks: Mapping[str, Mark]) -> Iterable[str]:
    """Arcs from entries to those that they build on, as far as both are drawn."""
    for told in milestones:
        mark = marks[told["entry"]["reference"]]
        for reference in said(told).get("buildsOn", ()):
            if (source := marks.get(reference)) is not None:
                bend = -14 if mark.y == source.y else 0
                across = (source.x + mark.x) / 2, (source.y + mark.y) / 2 + bend
                yield f"M{source.x} {source.y}Q{across[0]} {across[1]} {mark.x} {mark.y}"
