"""What reads otherwise of an answer: rows matched by what they are, pages that are cut, and all of it in words."""

from __future__ import annotations

from typing import Any

from api.pages.differences import MOVES_BY_ITSELF, differences
from api.pages.differences_in_words import rows_of
from api.pages.page import all_pages
from api.pages.told_in_words import Words

ADA, BEN, ROLE = (f"{kind}-00000000-0000-0000-0000-00000000000{number}" for kind, number in
                  (("person", 1), ("person", 2), ("role", 3)))  # fmt: skip


def told(then: dict[str, Any], now: dict[str, Any]) -> list[str]:
    """The differences, a line each."""
    return [row.in_line for row in rows_of(differences(then, now).found, Words(then, now))]


def test_rows_are_matched_by_id_wherever_they_stand() -> None:
    ada, ben = {"id": ADA, "name": "Ada", "level": "self"}, {"id": BEN, "name": "Ben", "level": "self"}
    assert told({"people": [ada, ben]}, {"people": [ben, {**ada, "level": "others"}]}) == [
        "People Ada level: reads otherwise: self → others"
    ]
    assert told({"people": [ada]}, {"people": [ben, ada]}) == ["People: added: Ben"]
    assert told({"people": [ada, ben]}, {"people": [ben]}) == ["People: gone: Ada"]


def test_what_was_corrected_is_one_row_though_it_stands_elsewhere_in_the_book() -> None:
    def milestone(position: int, headline: str) -> dict[str, Any]:
        entry = {"reference": f"{ADA}@3", "fact": {"headline": headline}}
        return {"position": position, "effectiveOn": "2024-05-06", "entry": entry}

    assert told({"nodes": [milestone(7, "Moved to Sails")]}, {"nodes": [milestone(9, "Moved to Sales")]}) == [
        "Moved to Sales headline: reads otherwise: Moved to Sails → Moved to Sales"
    ]


def test_the_same_entry_twice_in_the_book_is_told_apart_by_its_position() -> None:
    rows = [{"position": 7, "reference": f"{ADA}@3"}, {"position": 9, "reference": f"{ADA}@3"}]
    assert len(differences({"nodes": rows[:1]}, {"nodes": rows}).found) == 1


def test_rows_without_an_id_are_matched_by_whom_they_name_and_what_they_are() -> None:
    holder = {"person": {"id": ADA, "name": "Ada"}, "since": "2024-01-01", "share": 100}
    again = {**holder, "since": "2025-01-01"}
    assert told({"history": [holder]}, {"history": [holder, again]}) == ["History: added: Ada (since 1 Jan 2025)"]
    assert told({"Incumbents": [holder]}, {"Incumbents": [{**holder, "share": 50}]}) == [
        "Incumbents Ada share: reads otherwise: 100 → 50"
    ]
    findings = [{"criterion": "TENURE", "verdict": "MET"}, {"criterion": "MARGIN", "verdict": "MET"}]
    assert told({"findings": findings}, {"findings": [findings[1], {**findings[0], "verdict": "NOT_MET"}]}) == [
        "Findings tenure verdict: reads otherwise: met → not met"
    ]
    assert told({"words": ["Clear.", "Clear."]}, {"words": ["Clear."]}) == ["Words: gone: Clear."]


def test_of_entries_that_are_cited_it_is_told_how_many_there_are() -> None:
    facts = [f"{ADA}@3", f"{ADA}@7"]
    assert told({"facts": facts[:1]}, {"facts": facts}) == ["Facts: reads otherwise: 1 entry → 2 entries"]
    assert told({"facts": []}, {"facts": facts[:1]}) == ["Facts: reads otherwise: nothing → 1 entry"]
    assert told({"basis": facts[0]}, {"basis": facts[1]}) == ["Basis: reads otherwise: an entry → another"]


def test_what_a_page_pushed_off_is_not_gone() -> None:
    def page(*numbers: int, more: bool) -> dict[str, Any]:
        return {"totalCount": 9, "pageInfo": {"hasNextPage": more}, "nodes": [{"id": f"n{one}"} for one in numbers]}

    found = differences({"history": page(3, 2, 1, more=True)}, {"history": page(5, 4, 3, more=True)})
    assert [(one.change, (one.then or one.now)["id"]) for one in found.found] == [("added", "n5"), ("added", "n4")]
    assert found.cut == ["history"]
    without = differences({"history": page(4, 2, 1, more=True)}, {"history": page(4, 3, 1, more=True)})
    assert {one.change for one in without.found} == {"added", "gone"}, "before the last that both have, all is seen"


def test_people_and_roles_are_told_by_name_and_linked() -> None:
    then = {"manager": {"id": ADA, "name": "Ada"}, "case": None}
    [changed] = rows_of(differences(then, {"manager": {"id": BEN, "name": None}, "case": None}).found, Words(then))
    assert [(one.text, one.path) for one in (*changed.then, *changed.now)] == [
        ("Ada", f"/people/{ADA}"),
        ("somebody", f"/people/{BEN}"),
    ]
    assert told({"owner": None}, {"owner": {"id": BEN, "name": None}}) == ["Owner: added: somebody who was erased"]
    assert told({"role": {"title": "A"}, "critical": None}, {"role": {"title": "B"}, "critical": True}) == [
        "Title: reads otherwise: A → B",
        "Critical: added: yes",
    ]


def test_what_moves_by_itself_is_something_that_pages_ask_for() -> None:
    documents = " ".join(page.document for page in all_pages())
    assert [name for name in MOVES_BY_ITSELF if name not in documents] == []
