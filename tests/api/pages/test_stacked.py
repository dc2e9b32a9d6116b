"""Lists of records: on a small screen a block each, whose cells say what they are, and a table to whoever hears it."""

from __future__ import annotations

from api.pages.stacked import stacked
from api.pages.templates import left_out
from tests.api.conftest import Served
from tests.api.pages.conftest import Open, is_accessible

TABLE = """<table class="bench records"><thead><tr><th scope="col">Who <b>&amp;</b></th><td></td></tr></thead>
<tbody><tr><th scope="rowgroup" colspan="2">All</th></tr><tr id="one"><th scope="row">Ann</th><td class="when">1
</td></tr></tbody></table>"""


def test_each_cell_knows_its_column_and_each_part_its_role() -> None:
    told = stacked(TABLE)
    assert '<table role="table" class="bench records"><thead role="rowgroup"><tr role="row">' in told
    assert '<th role="columnheader" scope="col">' in told
    assert '<th role="rowheader" scope="rowgroup" colspan="2">All' in told, "what spans all is no cell of one column"
    assert '<tr role="row" id="one"><th role="rowheader" data-label="Who &amp;" scope="row">Ann' in told
    assert '<td role="cell" data-label="" class="when">' in told


def test_no_other_table_is_touched() -> None:
    figures = TABLE.replace("bench records", "figures")
    assert stacked(figures) == figures


def test_on_a_small_screen_nothing_scrolls_and_it_is_heard_as_a_table(served: Served, look: Open) -> None:
    served.recorded("joinPerson", name="Ann Stacked", unit="Stacks", jobTitle="Stacker", effectiveOn="2020-01-01")
    page = look(served, "/people?search=Stacked", width=390)
    assert is_accessible(page)
    assert page.evaluate(
        "document.querySelector('.scroll').scrollWidth <= document.querySelector('.scroll').clientWidth"
    )
    cell = page.get_by_role("cell", name="Stacker")
    assert cell.evaluate("one => getComputedStyle(one, '::before').content").startswith('"Job title"')
    assert page.get_by_role("row", name="Ann Stacked").get_by_role("cell").count() == 4, "empty ones go"
    assert page.get_by_role("columnheader", name="Job title").count() == 1
    wide = look(served, "/people?search=Stacked")
    assert wide.get_by_role("cell", name="Stacker").evaluate("one => getComputedStyle(one).display") == "table-cell"


def test_what_is_left_out_is_said_in_words() -> None:
    assert left_out(["Entry.fact", "Entry.reason", "Person.leftOn", "Person.joinedOn", "RoleHolder.retentionRisk"]) == (
        "what entries say; of person: left on, joined on; of role holder: retention risk"
    )
