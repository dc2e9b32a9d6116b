"""The ledger's page: entries in their order, by kind, leafed through, with their corrections; for auditors."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.api.conftest import Served
from tests.api.pages.conftest import Open, is_accessible, text_of


@pytest.fixture(scope="module")
def mended(served: Served) -> dict[str, Any]:
    """Somebody whose name was corrected, and who wrote something herself."""
    ada = served.recorded("joinPerson", name="Ada Okafor", unit="Tooling", effectiveOn="2020-03-02")["subject"]
    said = served.recorded("renamePerson", person=ada, name="Ada Lnid", effectiveOn="2024-06-01")
    instead = {"renamePerson": {"person": ada, "name": "Ada Lind", "effectiveOn": "2024-06-01"}}
    correction = {"entry": said["entries"][0], "reason": "Misspelled", "replacement": instead}
    put_right = served.recorded("correctEntry", **correction)["position"]
    own = served.asked_by(ada).recorded("noteLesson", person=ada, lesson="Ask first", effectiveOn="2024-06-02")
    return {"ada": ada, "said": said["position"], "put_right": put_right, "own": own["position"]}


def page(served: Served, path: str, status: int = 200) -> str:
    """A page as whoever asks is told it."""
    answer = served.client.get(path, headers={**served.headers})
    assert answer.status_code == status, answer.text
    return answer.text


def row_of(told: str, position: int) -> str:
    """The row of an entry."""
    [row] = [row for row in told.split("<tr") if f'id="entry-{position}"' in row]
    return f"<tr{row}"


def test_each_entry_says_what_it_is_when_it_was_true_and_written_and_by_whom(
    served: Served, mended: dict[str, Any]
) -> None:
    told = page(served, f"/ledger?known={mended['own']}")
    corrected = row_of(told, mended["put_right"])
    assert "corrects entry" in text_of(corrected)
    assert "Misspelled" in corrected
    assert f"/ledger?known={mended['said']}" in corrected, "it leads to what it corrects"
    assert f"/people/{mended['ada']}?known={mended['put_right']}" in corrected
    assert "by a system" in text_of(corrected)
    own = text_of(row_of(told, mended["own"]))
    assert own.startswith(f"{mended['own']} Lesson noted: Ask first Ada Lind 2 Jun 2024")
    assert own.endswith("by Ada Lind")


def test_they_are_chosen_by_kind_and_leafed_through(served: Served, mended: dict[str, Any]) -> None:
    told = page(served, "/ledger?kinds=PersonRenamed")
    assert f'id="entry-{mended["put_right"]}"' in told
    assert f'id="entry-{mended["own"]}"' not in told
    assert '<option value="PersonRenamed" selected>Person renamed</option>' in told
    latest = page(served, "/ledger")
    assert latest.index(f'id="entry-{mended["own"]}"') < latest.index(f'id="entry-{mended["put_right"]}"')
    for number in range(50):
        served.recorded("joinPerson", name=f"Person {number}", unit="Tooling")
    first = page(served, "/ledger?kinds=PersonJoined")
    assert "The next 50" in first
    following = page(served, first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&"))
    assert not {*positions(first)} & {*positions(following)}
    slip = text_of(page(served, "/ledger?kinds=PersonJoint"))
    assert "“PersonJoint” is no kind of entry" in slip
    assert "told to auditors" not in slip


def positions(told: str) -> list[str]:
    """Which entries stand in a page, in their order."""
    return [part.split('"')[0] for part in told.split('id="entry-')[1:]]


def test_it_is_shown_as_of_any_moment_and_as_data(served: Served, mended: dict[str, Any]) -> None:
    before = page(served, f"/ledger?known={mended['said']}")
    assert positions(before)[0] == str(mended["said"])
    answer = served.client.get(f"/ledger.csv?kinds=PersonRenamed&known={mended['put_right']}")
    assert '"pageInfo"' in answer.headers["leadership-beside"], "whether it is cut is said, though nobody asks"
    csv = answer.text.splitlines()
    assert csv[0] == "position,kind,subject,reference,effectiveOn,recordedAt,recordedBy,supersedes,reason"
    assert csv[1].startswith(f"{mended['put_right']},PersonRenamed,{mended['ada']},")
    assert csv[1].endswith(f",{mended['said']},Misspelled")


def test_what_an_auditor_does_with_a_checkpoint_is_told_to_everybody_and_entries_are_not(
    served: Served, mended: dict[str, Any]
) -> None:
    read = text_of(page(served.asked_by(mended["ada"]), "/ledger"))
    assert "The checkpoint is a signed note of how many entries there are and the hash over all of them" in read
    assert "The entries one after the other are told to auditors." in read
    assert "Lesson noted" not in read


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_everybody_can_use_it(served: Served, mended: dict[str, Any], look: Open, width: int, scheme: str) -> None:
    opened = look(served, f"/ledger?known={mended['own']}", width=width, scheme=scheme)
    assert is_accessible(opened)
    assert opened.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_earliest_first_begins_with_the_first_entry(served: Served) -> None:
    assert positions(page(served, "/ledger?orderBy=EARLIEST_FIRST"))[:3] == ["1", "2", "3"]


def test_it_works_without_javascript(served: Served, mended: dict[str, Any], look: Open) -> None:
    opened = look(served, f"/ledger?known={mended['own']}", javascript=False)
    opened.get_by_label("Kind").select_option("LessonNoted")
    opened.get_by_role("button", name="Filter").click()
    expect(opened, "the moment is kept").to_have_url(re.compile(f"known={mended['own']}"))
    assert opened.locator("tbody tr").first.inner_text().startswith(str(mended["own"]))
