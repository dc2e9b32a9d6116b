"""A form with what stands in it: what its address says, what was typed, what an entry says, and what can be chosen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from api.graphql.asked_by_hash import parameters_of
from api.pages.record.by_hand import Form
from api.pages.record.controls import ENTRY, Control, Kind, within
from api.pages.record.looking_up import LookingUp
from api.pages.record.matching import Match, Sought, options
from api.pages.record.said_anew import OF, command_for, first_typed, why_not, with_replacement
from api.pages.record.typed import COMMAND_ID, Typed, by_names, one, rows_shown
from api.pages.wording import said
from domain.amendments.corrections import CorrectEntry

Told = Mapping[str, Any]
OFFERED: Final = {
    "of": "competencies",
    "module": "modules",
    "prompt": "prompts",
    **dict.fromkeys(("level", "fromLevel", "toLevel"), "levels"),
}
"""The fields that hold a name of the edition, and which of its names they are. Others may be typed: units differ."""


@dataclass(frozen=True)
class Filled:
    """A form with what stands in it."""

    form: Form
    typed: Typed
    sought: Mapping[str, Sought]
    """What is looked for, by field."""
    edition: Told | None
    me: Told | None
    is_sent: bool
    """Whether it comes back with what was sent."""
    given: Mapping[str, str]
    """What its address says."""
    entry: Told | None = None
    """The entry that it is about, where it is about one that is told."""
    is_first_shown: bool = False
    """Whether the fields of a correction stand there for the first time: nobody has said anything in them yet."""
    timeline: Sequence[Told] = ()

    def value(self, name: str) -> str:
        """What stands in a field."""
        return self.sought[name].text if name in self.sought else one(self.typed, name)

    def options(self, control: Control, name: str) -> Sequence[tuple[str, str]]:
        """What can be chosen in it; what is chosen already, too, however far back it stands."""
        found = options(control, self.timeline)
        known = {each for each, _ in found}
        further = [each for each in self.typed.get(name, ()) if each and each not in known]
        return [*found, *((each, said("An entry further back")) for each in further)] if control.is_of_one else found

    def offered(self, control: Control) -> str:
        """Which names of the edition a field holds, as “modules”; nothing where it holds none, or there is none."""
        of = OFFERED.get(control.name, "")
        return of if self.edition and self.edition.get(of) else ""

    @property
    def names_offered(self) -> Mapping[str, Sequence[Told]]:
        """The names of the edition that fields of this form hold, by what they are names of."""
        held = {self.offered(part) for _, one in within(self.form.controls) for part in (one, *one.parts)}
        return {of: self.edition[of] for of in sorted(held - {""})} if self.edition else {}

    def rows(self, name: str) -> range:
        """The rows of a field."""
        return range(rows_shown(self.typed, name))

    @property
    def people(self) -> Sequence[Match]:
        """Of whom it is recorded, where it may be of several."""
        together = self.form.together
        return self.sought[together.name].named if together else ()

    @property
    def controls(self) -> Sequence[Control]:
        """The fields that are asked for: of several, nothing is asked that is chosen from the timeline of one."""
        return [one for one in self.form.controls if not (len(self.people) > 1 and one.is_of_one)]

    @property
    def concerned(self) -> str:
        """Whom it is about: whom it names, whom its address names, whom what it is about is about, or who asks."""
        about = self.form.about or next((one for one in self.form.controls if one.name == "person"), None)
        named = next((one.id for one in self.sought[about.name].named), "") if about else ""
        of_what = next((one.of for sought in self.sought.values() for one in sought.matches if one.of), "")
        return named or self.given.get("person", "") or of_what or (self.me["id"] if self.me else "")

    @property
    def wrong(self) -> Mapping[str, str]:
        """What has to be done first, by field."""
        return {name: found.wrong for name, found in self.sought.items() if found.wrong}

    @property
    def meant(self) -> Mapping[str, str | Sequence[str]]:
        """Who and what is meant, by field: one, or several where the field takes them."""
        together = self.form.together
        lists = {name for name, one in within(self.form.controls) if one.several and one != together}
        ids = {name: [one.id for one in found.named] for name, found in self.sought.items()}
        return {name: named if name in lists else next(iter(named), "") for name, named in ids.items()}


async def filled_in(looking_up: LookingUp, form: Form, typed: Typed | None) -> Filled:
    """A form with what was typed, or as it stands at first; and with all that can be chosen."""
    given, me = parameters_of(looking_up.request), await looking_up.who_asks()
    asks_for_one = any(one.subject == ENTRY for one in form.controls)
    needs_names = asks_for_one or names_of_the_edition(form)  # a correction holds the fields of what it corrects
    holds = await looking_up.what_holds(given.get("person", ""), me) if needs_names else None
    typed = by_names([*first_filled(form, given, me, holds).items()]) if typed is None else typed
    is_sent, is_first_shown = COMMAND_ID in typed, False
    entry = await looking_up.entry(one(typed, ENTRY)) if asks_for_one else None
    command = command_for(entry) if entry and form.command is CorrectEntry else None
    if entry and command:
        form = with_replacement(form, command)
        is_first_shown = one(typed, OF) != entry["reference"]
        typed = {**typed, **first_typed(form, command, entry)} if is_first_shown else typed
    sought = {name: await looking_up.sought(name, one, typed) for name, one in searched(form.controls, typed)}
    if entry and (why := why_not(form.command, entry)):
        sought[ENTRY] = sought[ENTRY]._replace(wrong=said("Entry: %(why)s", why=said(why)))
    edition = holds and holds["edition"]
    filled = Filled(form, typed, sought, edition, me, is_sent, given, entry, is_first_shown)
    chooses = any(part.is_of_one for _, one in within(form.controls) for part in (one, *one.parts))
    timeline = await looking_up.timeline(filled.concerned) if filled.concerned and chooses else ()
    return replace(filled, timeline=timeline)


def searched(controls: Sequence[Control], typed: Typed) -> Iterator[tuple[str, Control]]:
    """The controls in which something is looked for by its name, those in rows too, by their names in the form."""
    for name, control in within(controls):
        if control.kind is Kind.SEARCH:
            yield name, control
        if control.kind is Kind.ROWS:
            rows = range(rows_shown(typed, name))
            yield from ((f"{name}.{row}.{one.name}", one) for row in rows for one in control.parts if is_sought(one))


def is_sought(control: Control) -> bool:
    """Whether something is looked for in a control by its name."""
    return control.kind is Kind.SEARCH


def names_of_the_edition(form: Form) -> bool:
    """Whether a form asks for an edition, or for names of one."""
    parts = (part for _, one in within(form.controls) for part in (one, *one.parts))
    return any(part.name in ("framework", *OFFERED) for part in parts)


def first_filled(form: Form, given: Mapping[str, str], me: Told | None, holds: Told | None) -> Mapping[str, str]:
    """What stands in a form from the start: what the address says, who asks, and the edition that holds there."""
    names = {control.name for control in form.controls}
    filled = {control.name: me["id"] for control in form.controls if me and control.acts}
    if holds and "framework" in names:
        filled |= {"framework": holds["framework"], "edition": str(holds["edition"]["number"])}
    return filled | {name: value for name, value in given.items() if name in names}
