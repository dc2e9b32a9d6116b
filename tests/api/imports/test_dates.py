"""How dates are written is decided for a whole column, and where it cannot be, that is said."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.imports.dates import FORMATS, Ways, day

DAYS = st.lists(st.dates(date(1970, 1, 1), date(2060, 12, 31)), min_size=1, max_size=20)


def ways(*texts: str) -> Ways:
    """The ways in which a column with these cells can be written."""
    found = Ways()
    for text in texts:
        found.add(text)
    return found


@given(DAYS, st.sampled_from([name for name in FORMATS if "YYYY" in name]))
def test_a_column_is_read_as_it_was_written_or_said_to_be_unclear(days: list[date], name: str) -> None:
    column = [one.strftime(FORMATS[name]) for one in days]
    agreed = ways(*column).agreed([])
    if agreed.between:
        assert name in agreed.between
    else:
        assert [day(text, agreed.name) for text in column] == days


@given(DAYS, st.sampled_from(["DD/MM/YYYY", "MM/DD/YYYY", "DD-MM-YYYY", "MM-DD-YYYY"]))
def test_one_day_after_the_twelfth_settles_it_for_all(days: list[date], name: str) -> None:
    column = [one.strftime(FORMATS[name]) for one in [*days, date(2020, 2, 29)]]
    assert ways(*column).agreed([]).between == ()


def test_what_can_be_two_days_is_asked_about() -> None:
    unclear = ways("03/04/2020", "05/06/2021")
    assert unclear.agreed([]).between == ("DD/MM/YYYY", "MM/DD/YYYY")
    assert unclear.unclear == "03/04/2020"


def test_what_means_the_same_day_either_way_is_clear() -> None:
    assert ways("03/03/2020", "12/12/2021").agreed([]).between == ()


def test_another_column_of_the_file_settles_it() -> None:
    agreed = ways("03/04/2020").agreed([ways("1985-02-03"), ways("25/12/1985")])
    assert (agreed.name, agreed.between) == ("DD/MM/YYYY", ())


@pytest.mark.parametrize(
    ("text", "name", "meant"),
    [
        ("2009-01-14 00:00:00.000", "YYYY-MM-DD", date(2009, 1, 14)),
        ("2009-01-14T08:30:00Z", "YYYY-MM-DD", date(2009, 1, 14)),
        ("1.2.2010", "DD.MM.YYYY", date(2010, 2, 1)),
        ("14-Jan-2009", "DD-Mon-YYYY", date(2009, 1, 14)),
        ("31.12.9999", "DD.MM.YYYY", None),
        ("0000-00-00", "YYYY-MM-DD", None),
        ("", "YYYY-MM-DD", None),
        ("n/a", "YYYY-MM-DD", None),
    ],
)
def test_a_cell_means_a_day_or_none(text: str, name: str, meant: date | None) -> None:
    assert day(text, name) == meant


@pytest.mark.parametrize("text", ["2020-13-01", "2020-02-30", "soon", "202021"])
def test_what_is_no_such_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no date of the form YYYY-MM-DD"):
        day(text, "YYYY-MM-DD")
