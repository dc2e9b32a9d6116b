"""People who are named by a number beside their name, by surname and post, or by the post alone."""

from __future__ import annotations

import pytest

from ledger import Ledger
from tests.api.imports.conftest import CommandLine
from tests.api.imports.three_people import after, title

PEOPLE = "id,name,department,title,hired_on,manager"
SLATE = "Position,Successor,Readiness,Rank,Date,Confirmed by"
REVIEW = "Employee ID,Review Period,Performance,Reviewed by"


@pytest.fixture
def plant(leadership: CommandLine) -> CommandLine:
    """Five people with titles of their own, and a role that the first of them holds."""
    own = leadership.system.title()
    rows = (
        f"421,Jean Moreau{own},Tooling,Head of Plant {own},2015-01-01,",
        f"422,Anne Moreau{own},Tooling,Buyer {own},2015-01-01,421",
        f"423,Lou Petit{own},Tooling,Setter {own},2015-01-01,421",
        f"424,Eve Roux{own},Tooling,CHRO {own},2015-01-01,421",
        f"425,Kim Roux{own},Tooling,Setter {own},2015-01-01,421",
    )
    leadership.does("import", "people", leadership.file("people.csv", PEOPLE, *rows))
    role = "Role,Unit,Level,Critical,Incumbent,Since"
    row = f"{title(leadership)},Tooling,others,no,421,2016-01-01"
    leadership.does("import", "roles", leadership.file("roles.csv", role, row))
    return leadership


def own(plant: CommandLine, words: str) -> str:
    """Words with what makes them this test's own."""
    return words.replace("~", plant.system.title())


def slate(plant: CommandLine, successor: str, by: str = "421") -> tuple[str, str]:
    """The headings and one row of a table of successors."""
    return SLATE, f'{title(plant)},"{own(plant, successor)}",now,1,2021-01-01,"{own(plant, by)}"'


@pytest.mark.parametrize(
    "called",
    [
        "Lou Petit~ (no 423)",
        "Lou Petit~ (No. 423)",
        "Petit~ [423]",
        "Lou Petit~ #423",
        "Petit~ (Nr. 423)",
        "Petit~ n° 423",
    ],
)
def test_a_known_number_beside_a_name_finds_them(plant: CommandLine, ledger: Ledger, called: str) -> None:
    plant.does("import", "slates", plant.file("slates.csv", *slate(plant, called)))
    [nominated] = after(ledger, plant, "SuccessorNominated")
    assert plant.does("import", "slates", plant.file("same.csv", *slate(plant, "423"))).count("Nothing to record") == 1
    assert nominated.event.effective_on.isoformat() == "2021-01-01"


def test_a_number_beside_a_name_finds_managers_too(plant: CommandLine) -> None:
    rows = (own(plant, "431,New~ One,Tooling,Fitter,2020-01-01,Lou Petit~ #423"),)
    said = plant.does("import", "people", plant.file("more.csv", PEOPLE, *rows), "--dry-run")
    assert "1 of 1 manager found." in said


def test_a_number_of_nobody_beside_a_name_that_is_known_is_told(plant: CommandLine) -> None:
    said = plant.does("import", "slates", plant.file("slates.csv", *slate(plant, "Lou Petit~ [999]")), "--dry-run")
    assert own(plant, "“Lou Petit~ [999]” for “Lou Petit~”") in " ".join(said.split())


def test_a_number_of_somebody_else_is_asked_about(plant: CommandLine) -> None:
    said = plant.refuses("import", "slates", plant.file("slates.csv", *slate(plant, "Lou Petit~ (no 422)")))
    assert own(plant, "names two people, as what stands beside the name is “Anne Moreau~”") in said


@pytest.mark.parametrize("called", ["Moreau~, Buyer ~", "Mme Moreau~ (Buyer ~)", "Buyer ~ – Moreau~"])
def test_a_surname_with_a_post_finds_them_and_is_told(plant: CommandLine, ledger: Ledger, called: str) -> None:
    said = plant.does("import", "slates", plant.file("slates.csv", *slate(plant, called)))
    assert own(plant, f"“{called}” for “Anne Moreau~”") in said
    assert "Nothing to record" in plant.does("import", "slates", plant.file("same.csv", *slate(plant, "422")))


def test_a_surname_without_that_post_is_asked_about(plant: CommandLine) -> None:
    said = plant.refuses("import", "slates", plant.file("slates.csv", *slate(plant, "Roux~, Buyer ~")))
    assert own(plant, "names “Eve Roux~” and “Kim Roux~” by a part of the name, of whom none holds “Buyer ~”") in said


@pytest.mark.parametrize(("by", "who"), [("CHRO ~", "Eve Roux~"), ("", "Jean Moreau~")])
def test_who_confirmed_may_be_a_post(plant: CommandLine, by: str, who: str) -> None:
    rows = slate(plant, "423", by or title(plant))
    said = plant.does("import", "slates", plant.file("slates.csv", *rows))
    assert own(plant, f"Confirmed by “{by or title(plant)}”: taken for “{who}”.") in said
    assert "Confirmed: 1 slate." in said


def test_a_post_that_several_hold_is_asked_about(plant: CommandLine) -> None:
    said = plant.refuses("import", "slates", plant.file("slates.csv", *slate(plant, "422", "Setter ~")))
    assert own(plant, "is a post that “Lou Petit~” and “Kim Roux~” hold on 2021-01-01: name the person") in said


def test_a_post_of_nobody_is_asked_about(plant: CommandLine) -> None:
    said = plant.refuses("import", "slates", plant.file("slates.csv", *slate(plant, "422", "Chair ~")))
    assert own(plant, "Confirmed by: “Chair ~” is nobody whom the ledger knows") in said


def test_who_reviewed_may_be_a_post(plant: CommandLine, ledger: Ledger) -> None:
    rows = (f"423,2019,3,{title(plant)}", f"425,2019,3,{own(plant, 'Setter ~')}", f"422,2019,3,{own(plant, 'CHRO ~')}")
    said = plant.does("import", "reviews", plant.file("reviews.csv", REVIEW, *rows))
    assert (
        own(plant, "is a post that “Lou Petit~” and “Kim Roux~” hold on 2019-12-31: name the person; recorded") in said
    )
    assert own(plant, "“CHRO ~” for “Eve Roux~”") in said
    judged = [one.event.assessor is not None for one in after(ledger, plant, "AssessmentRecorded")]
    assert sorted(judged) == [False, True, True]


def test_nobody_held_the_role_on_that_day(plant: CommandLine) -> None:
    said = plant.does("import", "reviews", plant.file("reviews.csv", REVIEW, f"423,2015,3,{title(plant)}"), "--dry-run")
    assert "is a role that nobody holds on 2015-12-31: name the person; recorded without" in said
