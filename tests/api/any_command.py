"""Any command, made up from the types of its fields."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from domain.catalogue import CORRECTABLE, SUBJECTS
from domain.kernel.commands import Command
from domain.kernel.facts import Reference
from domain.kernel.ids import FrameworkId


def register() -> None:
    """Says how hypothesis makes up what commands hold."""
    for subject, of in SUBJECTS.items():
        st.register_type_strategy(of, st.uuids().map(f"{subject}-{{}}".format))  # type: ignore[arg-type]  # a NewType
    st.register_type_strategy(FrameworkId, st.just(FrameworkId("framework-ours")))
    references = st.builds(Reference, st.uuids().map("person-{}".format), st.integers(1, 99))
    st.register_type_strategy(Reference, references)
    st.register_type_strategy(str, st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
    st.register_type_strategy(int, st.integers(-(2**31), 2**31 - 1))
    st.register_type_strategy(date, st.dates(date(1900, 1, 1), date(2199, 12, 31)))
    st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))
    st.register_type_strategy(Command, st.sampled_from(CORRECTABLE).flatmap(st.from_type))
