"""In which way people belong, and how much they work: in many words, asked about where nobody knows them."""

from __future__ import annotations

import pytest

from domain.people.employment import Belonging
from ledger import Ledger
from tests.api.imports.command_output import histories
from tests.api.imports.conftest import CommandLine

HEAD = "Staff No,Full Name,Department,Start Date,Worker Type"


@pytest.mark.parametrize(
    ("word", "belonging"),
    [
        ("agentura", Belonging.AGENCY),
        ("Somministrato (agenzia)", Belonging.AGENCY),
        ("Konsult", Belonging.CONTRACTOR),
        ("Taşeron", Belonging.CONTRACTOR),
        ("HPP", Belonging.EMPLOYED),
        ("Tillsvidare", Belonging.EMPLOYED),
        ("Umowa o pracę", Belonging.EMPLOYED),
    ],
)
def test_words_of_the_main_languages_are_known(
    leadership: CommandLine, ledger: Ledger, word: str, belonging: Belonging
) -> None:
    file = leadership.file("p.csv", HEAD, f"17,Ina Falk,Tooling,2015-02-02,{word}")
    leadership.does("import", "people", file)
    assert histories(ledger, leadership.system)["17"].stays[0].belonging == belonging


def test_an_unknown_word_is_asked_about_and_can_be_said(leadership: CommandLine, ledger: Ledger) -> None:
    file = leadership.file("p.csv", HEAD, "17,Ina Falk,Tooling,2015-02-02,Zzgl", "18,Oda Grau,Mill,2015-02-02,")
    said = leadership.refuses("import", "people", file)
    assert "Worker Type: “Zzgl” is no way of belonging that we know (once, first in row 2)" in said
    assert "--belonging 'Zzgl=employed' (or =transferred, =agency, =contractor)" in said
    said = leadership.does("import", "people", file, "--belonging", "Zzgl=agency")
    assert ["“Zzgl”", "1", "agency"] in [line.split() for line in said.splitlines()]
    assert histories(ledger, leadership.system)["17"].stays[0].belonging == Belonging.AGENCY
    code, said = leadership.run("import", "people", file, "--belonging", "Zzgl=elsewhere")
    assert (code, "says no way of belonging" in said) == (2, True)


def shares(ledger: Ledger, system: str) -> dict[str, int | None]:
    """How much everybody works, in percent."""
    return {one: told.stays[0].stood[0].placement.share_of_full_time for one, told in histories(ledger, system).items()}


def hours(leadership: CommandLine, heading: str, *cells: str) -> str:
    """The path of a file of people who work so much."""
    rows = (f'{21 + place},Person {"ABCDEFG"[place]},Mill,2015-02-02,"{cell}"' for place, cell in enumerate(cells))
    return str(leadership.file("p.csv", f"Staff No,Full Name,Department,Start Date,{heading}", *rows))


def test_hours_are_shares_of_those_that_most_people_work(leadership: CommandLine, ledger: Ledger) -> None:
    said = leadership.does("import", "people", hours(leadership, "FTE", "40 h", "40 h", "32h/v", "20,5 tim"))
    assert "“FTE” says hours: 40, which most work, are taken as full time" in said
    assert shares(ledger, leadership.system) == {"21": 100, "22": 100, "23": 80, "24": 51}


def test_numbers_alone_are_hours_under_such_a_heading(leadership: CommandLine, ledger: Ledger) -> None:
    leadership.does("import", "people", hours(leadership, "Wochenstunden", "37.5", "37.5", "30"))
    assert shares(ledger, leadership.system) == {"21": 100, "22": 100, "23": 80}


def test_how_many_are_full_time_is_asked_and_can_be_said(leadership: CommandLine, ledger: Ledger) -> None:
    file = hours(leadership, "Weekly Hours", "32 h", "32 h", "36 h")
    said = leadership.refuses("import", "people", file)
    assert "Weekly Hours: says hours, as 32 (2 times), 36 (once): say how many are full time" in said
    leadership.does("import", "people", file, "--full-time", "40")
    assert shares(ledger, leadership.system) == {"21": 80, "22": 80, "23": 90}
    said = leadership.refuses("import", "people", file, "--full-time", "30")
    assert "is no share of full time" in said


STATUSES = "Staff No,Full Name,Department,Start Date,Status,End Date"


def test_a_status_may_say_in_which_way_somebody_belongs(leadership: CommandLine, ledger: Ledger) -> None:
    file = leadership.file(
        "p.csv", STATUSES, "17,Ina Falk,Mill,2015-02-02,Taşeron,", "18,Oda Grau,Mill,2015-02-02,Active,",
        "19,Udo Hahn,Mill,2015-02-02,Contract (third party),2019-03-31",
        "20,Ada Iser (Contractor),Mill,2015-02-02,Active,",
    )  # fmt: skip
    leadership.does("import", "people", file)
    stays = {one: told.stays[0] for one, told in histories(ledger, leadership.system).items()}
    assert {one: stay.belonging for one, stay in stays.items()} == {
        "17": Belonging.CONTRACTOR, "18": None, "19": Belonging.CONTRACTOR, "20": Belonging.CONTRACTOR,
    }  # fmt: skip
    assert [str(stay.left_on) for stay in stays.values()] == ["None", "None", "2019-03-31", "None"]
    assert stays["20"].name == "Ada Iser"


def test_an_unknown_status_can_be_said_to_be_a_way_of_belonging(leadership: CommandLine, ledger: Ledger) -> None:
    file = leadership.file(
        "p.csv", STATUSES, "17,Ina Falk,Mill,2015-02-02,Zzgl,", "18,Oda Grau,Mill,2015-02-02,Active,"
    )
    assert "=agency, =contractor" in leadership.refuses("import", "people", file)
    said = leadership.does("import", "people", file, "--status", "Zzgl=agency")
    assert ["“Zzgl”", "1", "here,", "agency"] in [line.split() for line in said.splitlines()]
    assert histories(ledger, leadership.system)["17"].stays[0].belonging == Belonging.AGENCY
    assert "Nothing to record" in leadership.does("import", "people", file, "--status", "Zzgl=agency")


CATEGORIES = "Staff No,Full Name,Department,Start Date,Group of Staff"


def test_a_column_of_ways_of_belonging_under_another_heading_is_asked_about(
    leadership: CommandLine, ledger: Ledger
) -> None:
    rows = ("17,Ina Falk,Mill,2015-02-02,Contract (third party)", "18,Oda Grau,Mill,2015-02-02,Regular")
    file = leadership.file("p.csv", CATEGORIES, *rows)
    said = leadership.refuses("import", "people", file)
    assert "Group of Staff: “Contract (third party)” is a word for a way of belonging, as all there are" in said
    assert "--column belonging='Group of Staff', or --column belonging=unused" in said
    leadership.does("import", "people", file, "--column", "belonging=unused", "--dry-run")
    leadership.does("import", "people", file, "--column", "belonging=Group of Staff")
    told = histories(ledger, leadership.system)
    assert [told[one].stays[0].belonging for one in ("17", "18")] == [Belonging.CONTRACTOR, Belonging.EMPLOYED]


@pytest.mark.parametrize("other", ["Regular", "Zzgl"])
def test_a_column_in_which_nobody_is_employed_elsewhere_or_with_other_words_is_not_asked_about(
    leadership: CommandLine, other: str
) -> None:
    first = "Contract (third party)" if other == "Zzgl" else "Permanent"
    rows = (f"17,Ina Falk,Mill,2015-02-02,{first}", f"18,Oda Grau,Mill,2015-02-02,{other}")
    leadership.does("import", "people", leadership.file("p.csv", CATEGORIES, *rows))


def test_such_a_column_is_asked_about_however_late_the_first_such_word_comes(leadership: CommandLine) -> None:
    rows = [f"{number},Ina Falk,Mill,2015-02-02,Regular" for number in range(100, 1200)]
    file = leadership.file("p.csv", CATEGORIES, *rows, "17,Oda Grau,Mill,2015-02-02,Consultant")
    assert "“Consultant” is a word for a way of belonging" in leadership.refuses("import", "people", file)


@pytest.mark.parametrize(
    "heading", ["Ancienneté", "KIDEM", "Anzianità", "Seniority", "Antigüedad", "Betriebszugehörigkeit"]
)
@pytest.mark.parametrize("cell", ["13 ans", "13", "4,5", "13 yıl 2 ay"])
def test_how_long_somebody_has_been_here_is_no_day(leadership: CommandLine, heading: str, cell: str) -> None:
    head = f"Staff No,Full Name,Department,Start Date,{heading}"
    rows = (f'17,Ina Falk,Tooling,2015-02-02,"{cell}"', "18,Oda Grau,Tooling,2016-02-02,")
    said = " ".join(leadership.does("import", "people", leadership.file("p.csv", head, *rows), "--dry-run").split())
    assert f"{heading} – not recorded (holds no days, but “{cell}”)" in said


def test_days_under_such_a_heading_are_since_when(leadership: CommandLine) -> None:
    head = "Staff No,Full Name,Department,Start Date,Ancienneté"
    file = leadership.file("p.csv", head, "17,Ina Falk,Tooling,2015-02-02,2011-05-01")
    assert "Ancienneté continuous since by its heading" in " ".join(
        leadership.does("import", "people", file, "--dry-run").split()
    )


def test_words_under_a_heading_of_a_share_are_none(leadership: CommandLine) -> None:
    head = "Staff No,Full Name,Department,Start Date,Activité"
    file = leadership.file("p.csv", head, "17,Ina Falk,Tooling,2015-02-02,Usinage")
    assert "Activité – not recorded (holds no numbers, but “Usinage”" in " ".join(
        leadership.does("import", "people", file, "--dry-run").split()
    )


@pytest.mark.parametrize(
    ("heading", "hours"),
    [("Employment Type", ("Full time", "Part time", "Full time")), ("Çalışma Şekli", ("Tam Süreli", "Gece", "Gece"))],
)
def test_a_column_of_hours_does_not_hide_who_is_not_employed(
    leadership: CommandLine, ledger: Ledger, heading: str, hours: tuple[str, str, str]
) -> None:
    ways = ("Staff", "Staff", "Contractor") if heading.isascii() else ("Kadrolu", "Kadrolu", "Taşeron")
    rows = [f"{n},Ann {n},Tooling,2010-01-01,{hours[n]},{ways[n]}" for n in range(3)]
    file = leadership.file("people.csv", f"Staff No,Name,Department,Hired,{heading},Kadro", *rows)
    said = " ".join(leadership.refuses("import", "people", file).split())
    assert "is a word for a way of belonging, as all there are: say --column belonging='Kadro'" in said
    assert "--belonging 'Tam" not in said
    leadership.does("import", "people", file, "--column", "belonging=Kadro")
    assert [stay.belonging for one in histories(ledger, leadership.system).values() for stay in one.stays] == [
        Belonging.EMPLOYED,
        Belonging.EMPLOYED,
        Belonging.CONTRACTOR,
    ]
