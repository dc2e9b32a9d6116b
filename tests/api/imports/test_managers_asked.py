"""A cell that names no one person alone is asked about: two people, somebody else's number, several of one name."""

from __future__ import annotations

import pytest

from ledger import Ledger
from tests.api.imports.conftest import CommandLine
from tests.api.imports.test_managers import managers_in

HEAD = "id,name,department,job title,hired_on,manager"
HEADS = (
    "103,Ruben Achterberg,Tooling,Head of tooling,2015-01-01,",
    "106,Lotte Zwier,Quality,Head of quality,2015-01-01,",
    "109,Jan de Bosch,Tooling,Team lead,2015-01-01,",
    "110,Joke de Bosch,Quality,Buyer,2015-01-01,",
    "111,Conceição de Moura Teles Bravo,Quality,Gerente,2015-01-01,",
)


@pytest.mark.parametrize(
    "cell",
    [
        "103 / 106", "103, 106", "103 en 106", "103/106", "103 & 106", "Ruben Achterberg / Lotte Zwier",
        "103;Lotte Zwier", "Ruben Achterberg und Lotte Zwier", "Achterberg, Ruben / Zwier, Lotte",
        "R. Achterberg, L. Zwier",
    ],
)  # fmt: skip
@pytest.mark.parametrize("known", [False, True])
def test_two_people_in_one_cell_are_asked_about(
    leadership: CommandLine, ledger: Ledger, cell: str, known: bool
) -> None:
    what = f"“{cell}” names more than one person: keep the one who is their line manager"
    row = f'120,Ben,Tooling,Setter,2016-01-01,"{cell}"'
    if not known:
        assert what in leadership.refuses("import", "people", leadership.file("all.csv", HEAD, *HEADS, row))
        return
    named = tuple(one.replace(",Ruben", f",Ruben {leadership.system}") for one in HEADS)
    leadership.does("import", "people", leadership.file("heads.csv", HEAD, *named))
    if "Ruben" not in cell and "R." not in cell and "Zwier" not in cell:  # names stand in other tests' systems, too
        said = leadership.does("import", "people", leadership.file("new.csv", HEAD, row))
        assert f"{what}; recorded without" in said
        assert managers_in(ledger, leadership)["120"] is None


@pytest.mark.parametrize("cell", ["Ruben Achterberg (106)", "R. Achterberg (106)", "106 - Achterberg, Ruben"])
def test_somebody_elses_number_beside_a_name_is_asked_about(leadership: CommandLine, cell: str) -> None:
    file = leadership.file("all.csv", HEAD, *HEADS, f'120,Ben,Tooling,Setter,2016-01-01,"{cell}"')
    assert f"“{cell}” gives an identifier, and the name of somebody else" in leadership.refuses(
        "import", "people", file
    )


def test_the_same_is_told_of_those_whom_the_ledger_knows(leadership: CommandLine, ledger: Ledger) -> None:
    one, two = f"Una {leadership.system.title()}", f"Ida {leadership.system.title()}"
    heads = (f"1,{one},Tooling,,2015-01-01,", f"2,{two},Tooling,,2015-01-01,")
    leadership.does("import", "people", leadership.file("heads.csv", HEAD, *heads))
    rows = (
        f"3,Ben,Tooling,,2016-01-01,{one} (2)",
        f"4,Cai,Tooling,,2016-01-01,{one} (1)",
        "5,Dee,Tooling,,2016-01-01,Mx (1)",
    )
    said = leadership.does("import", "people", leadership.file("new.csv", HEAD, *rows))
    assert f"“{one} (2)” gives an identifier, and the name of somebody else" in said
    assert f"“Mx (1)” for “{one}”" in said, "a name that nobody has is told"
    above = managers_in(ledger, leadership)
    assert (above["3"], above["4"], above["5"]) == (None, "1", "1")


def test_brackets_with_a_job_decide_between_several(leadership: CommandLine, ledger: Ledger) -> None:
    rows = ("120,Ben,Tooling,,2016-01-01,J. de Bosch (Lead Tooling)", '121,Cai,Quality,,2016-01-01,"Bosch, de, J."')
    file = leadership.file("all.csv", HEAD, *HEADS, *rows)
    said = leadership.refuses("import", "people", file)
    assert "“Bosch, de, J.” is what several people are called" in said
    assert "“J. de Bosch (Lead Tooling)” is" not in said
    leadership.does("import", "people", file, "--who", "Bosch, de, J.=110")
    above = managers_in(ledger, leadership)
    assert (above["120"], above["121"]) == ("109", "110")
    assert "names nobody" in leadership.run("import", "people", file, "--who", "J. de Bosch")[1]


def test_an_initial_and_one_of_several_family_names_fit_one_person(leadership: CommandLine, ledger: Ledger) -> None:
    rows = ("120,Ben,Tooling,,2016-01-01,C. Bravo (Gerente)", "121,Cai,Tooling,,2016-01-01,C. Teles")
    said = leadership.does("import", "people", leadership.file("all.csv", HEAD, *HEADS, *rows))
    above = managers_in(ledger, leadership)
    assert (above["120"], above["121"]) == ("111", "111")
    assert "“C. Teles” for “Conceição de Moura Teles Bravo”" in said
    more = ("112,Cecília Bravo Antunes,Quality,,2015-01-01,", "120,Ben,Tooling,,2016-01-01,C. Bravo")
    said = leadership.refuses("import", "people", leadership.file("more.csv", HEAD, *HEADS, *more))
    assert "“C. Bravo” is what several people are called" in said


def test_managers_are_found_by_name_among_those_of_whom_a_history_tells(
    leadership: CommandLine, ledger: Ledger
) -> None:
    rows = ("1,Oluwaseun Abiodun,2015-01-01,HIR,Tooling,", '2,Ben,2016-01-01,HIR,Tooling,"Abiodun, Oluwaseun"')
    file = leadership.file("jobs.csv", "EMP_ID,Name,EFFDT,Action,Department,Supervisor Name", *rows)
    said = leadership.does("import", "spells", file)
    assert "nobody we know" not in said
    assert managers_in(ledger, leadership)["2"] == "1"
    assert "Nothing to record" in leadership.does("import", "spells", file)


def test_a_number_in_brackets_with_a_word_before_it_decides_between_several(
    leadership: CommandLine, ledger: Ledger
) -> None:
    rows = (
        "163,Giulia Ferri,Mill,Head,2010-02-01,",
        "98,Giulia Ferri,Dyeing,Head,2010-02-01,",
        "7,Ugo Sala,Mill,Fitter,2015-02-02,Giulia Ferri (matr. 163)",
        "8,Ada Neri,Mill,Fitter,2015-02-02,Ugo Sala (Plant 98)",
    )
    leadership.does("import", "people", leadership.file("p.csv", HEAD, *rows))
    above = managers_in(ledger, leadership)
    assert (above["7"], above["8"]) == ("163", "7")
