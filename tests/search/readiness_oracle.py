"""Whether a readiness is borne out: read again from the facts that it cites, by the words of its edition alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from tests.search.known import Books, Known, day_of, months_before, on
from tests.search.rows import Row

DIALS: Final = ("skills", "time_application", "work_values")
SHOWING_RESULTS: Final = ("performance_evaluation",)
SHOWING_MORE: Final = ("360", "leadership_assessment", "assessment_centre")
FOR_DECISIONS: Final = "decision"
NOBODY_KNOWS: Final = frozenset({"live_plan", "can_hold", "transition_plan", "carried_debt"})
"""What no entry shows: it neither supports nor stands in the way."""
REACH: Final = {(False, False): 0, (False, True): 1, (True, False): 2, (True, True): 2}
PATH_SAYS: Final = {"leadership": "willing", "specialist": "not_willing", "undecided": "undecided"}
WITHIN_REACH: Final = ("now", "1-2y", "3-5y")


def source(known: Known, speaker: str | None, person: str, day: date, instrument: str) -> str | None:
    """From where somebody saw somebody; None where nothing tells."""
    if speaker is None or not known.is_employed(person, day):
        return None
    if speaker == person:
        return "self"
    of_person, of_speaker = known.manager(person, day), known.manager(speaker, day)
    if of_person == speaker:
        return "line manager"
    if of_speaker == person:
        return "report"
    if of_person and of_person == of_speaker:
        return "peer"
    if speaker in known.line_above(person, day):
        return "higher manager"
    accredited = [
        row for row in known.of(speaker, "AssessorAccredited", until=day)
        if row.said["instrument"] == instrument and day <= day_of(row.said["until"])
    ]  # fmt: skip
    if accredited or "external_assessor" in known.seats(speaker, day):
        return "assessor"
    if known.is_employed(speaker, day):
        return "colleague" if (of_person and of_speaker) or person in known.line_above(speaker, day) else None
    first = known.of(speaker, "PersonJoined", "PersonIntroduced", until=day)
    return "outside" if first else None


@dataclass(frozen=True)
class Seen:
    """An assessment that is cited and counts, and from where it saw."""

    row: Row
    source: str

    @property
    def by(self) -> str:
        return str(self.row.said["assessor"])

    def rating(self, of: str) -> int | None:
        """What was rated of something."""
        return next((r["value"] for r in self.row.said["ratings"] if r["of"] == of), None)


def own_word(known: Known, person: str, role: str, level: str, day: date) -> str | None:
    """What somebody said of a role: a no, or undecided, stands until a yes that is meant at least as closely."""
    said: list[tuple[int, str]] = []
    for row in known.of(person, "AspirationStated", "AspirationWithdrawn", until=day):
        if row.kind == "AspirationWithdrawn":
            said = []
        elif row.said.get("role") in (None, role) and row.said.get("level") in (None, level):
            closely = (row.said.get("role") is not None, row.said.get("level") is not None)
            word = row.said.get("willingness") if any(closely) else None
            said.append((REACH[closely], word or PATH_SAYS[row.said["path"]]))
    for number, (reach, word) in reversed(list(enumerate(said))):
        if word != "willing" and not any(w == "willing" and r >= reach for r, w in said[number + 1 :]):
            return word
    return said[-1][1] if said else None


@dataclass(frozen=True)
class Judgement:
    """A readiness as it was judged, and what was known then."""

    row: Row
    known: Known

    @property
    def day(self) -> date:
        return on(self.row)

    @property
    def edition(self) -> dict[str, Any]:
        return self.known.edition(self.row.said["framework"], self.row.said["edition"])

    @property
    def level(self) -> str:
        return str(self.known.profile(self.row.stream, self.day)["level"])

    def scale_reached(self, of: str, value: float, asked: int) -> bool:
        """Whether a rating is at least as good as asked, on a scale that goes up."""
        return value >= asked

    def seen(self) -> list[Seen]:
        """The cited assessments that count: made for decisions, on facts, by others who are known to see them."""
        person, found = self.row.said["candidate"], []
        standing = {row.supersedes or row.version: row for row in self.known.of(person, "AssessmentRecorded")}
        for version in dict.fromkeys(at["version"] for at in self.row.said["facts"] if at["stream"] == person):
            row = standing.get(version)
            if row is None or on(row) > self.day or row.said["purpose"] != FOR_DECISIONS or row.said["facts_unknown"]:
                continue
            if row.said["instrument"] not in (*SHOWING_RESULTS, *SHOWING_MORE):
                continue
            where = source(self.known, row.said["assessor"], person, on(row), row.said["instrument"])
            if where not in (None, "self"):
                found.append(Seen(row, str(where)))
        return sorted(found, key=lambda seen: (on(seen.row), seen.row.version))

    def at_the_level(self) -> list[Seen]:
        """Those that show the level of the role, or a higher one."""
        ladder = [level["name"] for level in self.edition["levels"]]
        high = ladder[ladder.index(self.level) :]
        return [seen for seen in self.seen() if seen.row.said["level"] in high]

    def is_supported(self) -> bool:
        """Whether something that the edition asks for is there, and nothing that it asks for is missing."""
        ladder = [level["name"] for level in self.edition["levels"]]
        if not self.row.said.get("assessed_by") or self.level not in ladder:
            return False
        rule = next((one for one in self.edition["readiness"] if one["readiness"] == self.row.said["readiness"]), None)
        asked = [one for one in rule["criteria"] if not one["levels"] or self.level in one["levels"]] if rule else []
        found = [
            ASKED[one["requirement"]](self, numbers_of(one)) for one in asked if one["requirement"] not in NOBODY_KNOWS
        ]
        return bool(found) and all(found)


def numbers_of(criterion: Mapping[str, Any]) -> dict[str, int]:
    """The numbers of a criterion, by what they count."""
    return {bound["of"]: bound["value"] for bound in criterion["bounds"]}


def last_words(seen: Iterable[Seen], of: str) -> dict[str, tuple[Seen, int]]:
    """What each said last of something."""
    said = {}
    for one in seen:
        if (value := one.rating(of)) is not None:
            said[one.by] = (one, value)
    return said


def independent(seen: Iterable[Seen]) -> int:
    """How many different people saw them from as many different distances."""
    ways: dict[str, set[str]] = {}
    for one in seen:
        ways.setdefault(one.by, set()).add(one.source)

    def most(people: Sequence[str], taken: frozenset[str]) -> int:
        if not people:
            return 0
        first, *rest = people
        with_first = [1 + most(rest, taken | {way}) for way in ways[first] - taken]
        return max([most(rest, taken), *with_first])

    return most(sorted(ways), frozenset())


def dials(judgement: Judgement, numbers: Mapping[str, int]) -> bool:
    """Each of the three was seen at the level, and nobody's last word on one is below what is asked."""
    for dial in DIALS:
        words = last_words(judgement.at_the_level(), dial)
        if not words or any(value < numbers["rating"] for _, value in words.values()):
            return False
    return True


def gaps(judgement: Judgement, numbers: Mapping[str, int]) -> bool:
    """Of dials and leadership competencies few are below what is asked."""
    leading = [c["name"] for c in judgement.edition["competencies"] if c["facet"] != "technical"]
    said = {of: last_words(judgement.at_the_level(), of) for of in (*DIALS, *leading)}
    low = [of for of, words in said.items() if any(value < numbers["rating"] for _, value in words.values())]
    return any(said.values()) and len(low) <= numbers["gaps"]


def sources(judgement: Judgement, numbers: Mapping[str, int]) -> bool:
    """Enough different people from different distances, lately."""
    since = months_before(judgement.day, numbers["months"])
    return independent(one for one in judgement.seen() if on(one.row) >= since) >= numbers["sources"]


def outside(judgement: Judgement, numbers: Mapping[str, int]) -> bool:
    """Somebody who is not the line manager."""
    return independent(one for one in judgement.seen() if one.source != "line manager") >= numbers["sources"]


def shown(judgement: Judgement, numbers: Mapping[str, int]) -> bool:
    """Leadership at the level, better than the worst there is."""
    technical = {c["name"] for c in judgement.edition["competencies"] if c["facet"] == "technical"}
    leading = [
        one for one in judgement.at_the_level()
        if any(r["value"] is not None and r["value"] > 1 and r["of"] not in technical | {"performance"}
               for r in one.row.said["ratings"])
    ]  # fmt: skip
    return independent(leading) >= numbers["sources"]


def wanted(judgement: Judgement, numbers: Mapping[str, int]) -> bool:
    """They said themselves that they want it."""
    row = judgement.row
    return own_word(judgement.known, row.said["candidate"], row.stream, judgement.level, judgement.day) == "willing"


def on_an_assignment(judgement: Judgement, numbers: Mapping[str, int]) -> bool:
    """They are on something from which they learn."""
    known, person, day = judgement.known, judgement.row.said["candidate"], judgement.day
    over = {r.said["assignment"] for r in known.of(person, "AssignmentCompleted", "AssignmentCutShort", until=day)}
    given = known.of(person, "AssignmentGiven", until=day)
    return any(row.said["assignment"] not in over for row in given)


def promising(judgement: Judgement, numbers: Mapping[str, int]) -> bool:
    """Something that shows more than results: seen by others, by means made for it."""
    person = judgement.row.said["candidate"]
    cited = {at["version"] for at in judgement.row.said["facts"] if at["stream"] == person}
    beside = judgement.known.of(person, "AssignmentCompleted", "FeedbackGiven", until=judgement.day)
    if any((row.supersedes or row.version) in cited for row in beside):
        return True
    technical = {c["name"] for c in judgement.edition["competencies"] if c["facet"] == "technical"}
    return any(
        r["value"] is not None and r["value"] > 1 and r["of"] not in technical | {"performance"}
        for one in judgement.seen() if one.row.said["instrument"] in SHOWING_MORE
        for r in one.row.said["ratings"]
    )  # fmt: skip


ASKED: Final[Mapping[str, Callable[[Judgement, Mapping[str, int]], bool]]] = {
    "dials_at_least": dials,
    "gaps_at_most": gaps,
    "independent_sources": sources,
    "source_outside_the_line": outside,
    "evidence_at_target_level": shown,
    "willingness": wanted,
    "live_assignment": on_an_assignment,
    "potential_evidence": promising,
}
"""How each thing that a rule of readiness asks for is looked for."""


class ReadinessOracle:
    """Looks at every readiness and every slate, as could be known then, and at whom the bench counts."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        self.books = Books(rows)

    def judgement(self, row: Row) -> Judgement:
        """A readiness with what was known when it was written."""
        return Judgement(row, self.books.before(row.position))

    def faults(self) -> list[str]:
        """What should not have been, in words."""
        found = []
        for row in self.rows:
            ask = {"ReadinessAssessed": self.of_a_judgement, "SlateConfirmed": self.of_a_slate}.get(row.kind)
            found += [f"{row}: {what}" for what in ask(row)] if ask else []
        return found

    def of_a_judgement(self, row: Row) -> Iterator[str]:
        """Whoever judged is here and another; the edition holds; what it claims is so."""
        judgement, by, who = self.judgement(row), row.said.get("assessed_by"), row.said["candidate"]
        known, day = judgement.known, judgement.day
        if by and (by == who or not known.takes_part(by, day)):
            yield f"“{by}” judges"
        if not known.is_employed(who, day):
            yield f"“{who}” is not here"
        if says_supported(row) and not judgement.is_supported():
            yield "is called supported, and its rule does not support it"
        word = own_word(known, who, row.stream, judgement.level, day)
        if row.said["willing"] != (word == "willing"):
            yield "willing is not their word"
        held = known.edition_in_force(known.profile(row.stream, day)["unit"], day)
        if says_supported(row) and (row.said["framework"], row.said["edition"]) != held:
            yield f"judged under another edition than {held}"

    def of_a_slate(self, row: Row) -> Iterator[str]:
        """Somebody confirms it who is here, and whom it does not name."""
        by, known, day = row.said["confirmed_by"], self.books.before(row.position), on(row)
        if by in row.said["successors"] or not known.takes_part(by, day):
            yield f"“{by}” confirms"
        if row.said["successors"] and {*row.said["successors"]} & {*known.holders(row.stream, day)} & own(known, row):
            yield "names its holder"

    def wrongly_counted(self, counted: Iterable[tuple[str, str, date]]) -> list[str]:
        """Those of whom the bench counts who are not standing successors."""
        return [f"“{who}” counts for {role} on {day}: {why}" for role, who, day in counted
                if (why := self.why_not(role, who, day))]  # fmt: skip

    def why_not(self, role: str, who: str, day: date) -> str | None:
        """Why somebody is no standing successor on a day; None where they are."""
        known = self.books.before(len(self.rows) + 1)
        judged = [row for row in known.of(role, "ReadinessAssessed", until=day) if row.said["candidate"] == who]
        level = known.profile(role, day)["level"]
        return next(
            (
                why
                for why, holds in (
                    ("not on the slate", who in slate(known, role, day)),
                    ("holds it", known.holders(role, day).get(who) != "substantive"),
                    ("not here", known.is_employed(who, day)),
                    ("not willing", own_word(known, who, role, level, day) == "willing"),
                    ("never judged", bool(judged)),
                    ("expired", bool(judged) and day < day_of(judged[-1].said["expires_on"])),
                    ("not ready", bool(judged) and judged[-1].said["readiness"] in WITHIN_REACH),
                    ("unsupported", bool(judged) and self.judgement(judged[-1]).is_supported()),
                )
                if not holds
            ),
            None,
        )


def says_supported(row: Row) -> bool:
    """Whether what was found, as it was stored, supports a readiness."""
    verdicts = [finding["verdict"] for finding in row.said.get("findings", ())]
    return "met" in verdicts and not {"not_met", "not_enough_evidence"} & {*verdicts}


def own(known: Known, row: Row) -> set[str]:
    """Who holds the role as their own."""
    return {who for who, kind in known.holders(row.stream, on(row)).items() if kind == "substantive"}


def slate(known: Known, role: str, day: date) -> list[str]:
    """Who is on the confirmed slate."""
    there: list[str] = []
    for row in known.of(role, "SlateConfirmed", "SuccessorRemovedFromSlate", until=day):
        there = (
            row.said["successors"] if row.kind == "SlateConfirmed" else [w for w in there if w != row.said["candidate"]]
        )
    return there
