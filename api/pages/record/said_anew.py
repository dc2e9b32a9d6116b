"""Corrections by form: what an entry says, in the fields of the command that is for it, and what of it is said anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import is_dataclass, replace
from enum import Enum
from typing import Any, Final, get_args, get_origin, get_type_hints

from api.access.acting import names_of_fields
from api.access.amending import MENDING
from api.graphql.derived import created_by, kept_fields
from api.graphql.outcome import camel
from api.graphql.schema import schema
from api.pages.record.by_hand import Form
from api.pages.record.controls import OF_FILES, Control, Kind, controls_of
from api.pages.record.typed import BESIDE, Input, Typed
from api.pages.wording import message
from domain.amendments.corrections import CorrectEntry
from domain.catalogue import CORRECTABLE, EVENTS, RECORDED_BY, AnyCommand
from domain.kernel.facts import Reference

Told = Mapping[str, Any]
"""An entry as it is answered."""
REPLACEMENT: Final = "replacement"
"""The field of a correction with what should have been asked for."""
OF: Final = f"{REPLACEMENT}.of"
"""The hidden field that says which entry the fields of a correction are filled in from."""
ACT: Final = message("is an act: it stands as it was done, and is answered by another, as a decision by an appeal")
BESIDE_ANOTHER: Final = message("came with another entry: retract it, and record what is right")
NOT_TOLD: Final = message("what it says is not told to you, so you cannot say it anew")


def command_for(entry: Told) -> AnyCommand | None:
    """The command by which an entry can be said anew; None where it cannot."""
    command = RECORDED_BY.get(entry["kind"])
    return command if command in CORRECTABLE and isinstance(entry["event"], dict) else None


def why_not(asked: AnyCommand, entry: Told) -> str:
    """Why an entry cannot be mended in that way, whoever asks; empty where it can, or is not to be mended at all."""
    command, event = RECORDED_BY.get(entry["kind"]), EVENTS.get(entry["kind"])
    if asked not in MENDING or (asked is CorrectEntry and command_for(entry)):
        return ""
    if event is None or event.act:
        return ACT
    return "" if asked is not CorrectEntry else NOT_TOLD if command else BESIDE_ANOTHER


def with_replacement(form: Form, command: AnyCommand) -> Form:
    """The form of a correction, with fields for what should have been said, before the reason."""
    types = schema._schema.type_map  # noqa: SLF001  strawberry keeps it under no public name
    parts = [one for one in controls_of(command, types, kept=True) if one.name != camel(command.subject)]
    control = Control(REPLACEMENT, Kind.REPLACEMENT, required=True, hint="", parts=tuple(parts))
    return replace(form, controls=(*form.controls[:-1], control, form.controls[-1]))


def as_asked(command: AnyCommand, entry: Told) -> Input:
    """What an entry says, as the command that is for it would be asked."""
    hints, said = get_type_hints(command), entry["event"]
    asked = {camel(name): as_input(hints[name], said.get(name)) for name in names_of_fields(command)}
    return {**asked, camel(command.subject): entry["subject"]}


def as_input(hint: Any, value: Any) -> Any:
    """A value as it is stored, as it is asked for; None for what was erased."""
    if value is None or (isinstance(value, dict) and value.keys() <= {"erased", "withheld"}):
        return None
    for option in (hint, *get_args(hint)):
        if get_origin(option) is tuple:
            return [as_input(get_args(option)[0], each) for each in value]
        if isinstance(option, type) and issubclass(option, Enum):
            return option(value).name
        if is_dataclass(option) and option is not Reference:
            parts = get_type_hints(option)
            return {camel(name): as_input(parts[name], held) for name, held in value.items() if name in parts}
    return value


def as_typed(controls: Sequence[Control], said: Input, beginning: str = "") -> Iterator[tuple[str, Sequence[str]]]:
    """What stands in fields that say an input, by their names."""
    for control in controls:
        name, value = beginning + control.name, said.get(control.name)
        if value is None or (value is False and control.kind is Kind.TICK):
            continue
        if control.kind is Kind.ROWS:
            for row, each in enumerate(value):
                yield from as_typed(control.parts, each, f"{name}.{row}.")
        elif control.several:
            yield name + BESIDE, value
        elif isinstance(value, list):
            yield name, value if control.kind is Kind.ENTRIES else ["\n".join(value)]
        else:
            yield name, [str(value).lower() if isinstance(value, bool) else str(value)]


def first_typed(form: Form, command: AnyCommand, entry: Told) -> Typed:
    """What stands in the fields of a correction from the start."""
    parts = next(one.parts for one in form.controls if one.kind is Kind.REPLACEMENT)
    return {OF: [entry["reference"]], **dict(as_typed(parts, as_asked(command, entry), f"{REPLACEMENT}."))}


def said_anew(command: AnyCommand, entry: Told, typed: Input) -> Input:
    """What is asked instead: whatever may be left as it stands is said where it changes, and all else as a whole."""
    stands = as_asked(command, entry)
    carried = {camel(name) for name in (command.subject, created_by(command)) if name} | OF_FILES
    said = {name: value for name, value in stands.items() if name in carried and value is not None} | typed
    for name in map(camel, kept_fields(command)):
        if (typed.get(name) or None) == (stands.get(name) or None):
            said.pop(name, None)
        elif name not in typed:
            said[name] = None
    name = command.__name__
    return {name[0].lower() + name[1:]: said}
