"""Slates as firms keep them: told in two goes, a day a row, side by side, in words that nobody has listed."""

from __future__ import annotations

from datetime import date

import pytest

from ledger import Ledger
from tests.api.imports.conftest import CommandLine
from tests.api.imports.three_people import A_DAY_BEFORE, ROLES, SLATES, after, name, title

LONG = "Post,Who could step up,Order,When,Agreed,Agreed by"


@pytest.fixture
def head(three: CommandLine) -> CommandLine:
    """A role that the first of three people holds."""
    three.does("import", "roles", three.file("roles.csv", ROLES, f"{title(three)},Tooling,others,Yes,1,2018-01-01"))
    return three


def confirmed(ledger: Ledger, leadership: CommandLine) -> list[tuple[date, list[str]]]:
    """Each slate that was confirmed: its day, and whom it names."""
    called = {entry.stream: str(entry.event.name).split()[0] for entry in after(ledger, leadership, "PersonJoined")}
    return [
        (entry.event.effective_on, [called[person] for person in entry.event.successors])
        for entry in after(ledger, leadership, "SlateConfirmed")
    ]


def test_rows_of_one_slate_have_days_of_their_own(head: CommandLine, ledger: Ledger) -> None:
    rows = (f"{title(head)},2,1,Ready now,2023-05-02,1", f"{title(head)},3,2,3-5 years,2023-06-30,1")
    file = head.file("days.csv", LONG, *rows)
    said = head.does("import", "slates", file)
    assert "“2023-05-02” is not the day of all rows of this slate (2023-05-02, 2023-06-30)" in said
    assert confirmed(ledger, head) == [(date(2023, 6, 30), ["Kim", "Lou"])]
    judged = [(one.event.effective_on, one.event.readiness) for one in after(ledger, head, "ReadinessAssessed")]
    assert judged == [(date(2023, 5, 2), "now"), (date(2023, 6, 30), "3-5y")]
    assert "Nothing to record" in head.does("import", "slates", file)


def test_a_day_said_once_is_that_of_all_rows_of_a_role(head: CommandLine, ledger: Ledger) -> None:
    rows = (f"{title(head)},2,1,Ready now,{A_DAY_BEFORE},1", f"{title(head)},3,2,3-5 years,,1")
    said = head.does("import", "slates", head.file("once.csv", LONG, *rows))
    assert "row 3, Agreed: is empty: taken as 2023-06-30, the one day told of this role" in said
    assert confirmed(ledger, head) == [(date(2023, 6, 30), ["Kim", "Lou"])]
    assert len(after(ledger, head, "ReadinessAssessed")) == 2


@pytest.mark.parametrize("ranks", [("P1", "P2"), ("1. aday", "2. aday"), ("1.0", "2nd")])
def test_a_rank_is_the_one_number_in_its_cell(head: CommandLine, ledger: Ledger, ranks: tuple[str, str]) -> None:
    first, second = ranks
    rows = (f"{title(head)},3,{second},Ready now,2023-05-02,1", f"{title(head)},2,{first},Ready now,2023-05-02,1")
    head.does("import", "slates", head.file("ranks.csv", LONG, *rows))
    assert confirmed(ledger, head) == [(date(2023, 5, 2), ["Kim", "Lou"])]


def test_whoever_falls_off_a_slate_is_told_by_name(head: CommandLine, ledger: Ledger) -> None:
    head.does("import", "slates", head.file("first.csv", LONG, f"{title(head)},2,1,Ready now,{A_DAY_BEFORE},1"))
    second = head.folder / "second.csv"
    for day in (A_DAY_BEFORE, "2023-09-30"):
        head.file(second.name, LONG, f"{title(head)},3,1,1-2 years,{day},1")
        said = head.does("import", "slates", second, "--dry-run")
        assert f"has “{name(head, 'Kim')}” on its confirmed slate, and that of {day} here has not" in said
    said = head.does("import", "slates", second)
    assert "they are on it no longer, unless the file names them, too" in said
    assert confirmed(ledger, head)[-1] == (date(2023, 9, 30), ["Lou"])


def test_a_slate_a_year_in_one_file_is_two_slates(head: CommandLine, ledger: Ledger) -> None:
    rows = (
        f"{title(head)},3,1,3-5 years,2023-06-30,1",
        f"{title(head)},2,1,Ready now,2022-06-30,1",
        f"{title(head)},3,2,3-5 years,2022-06-30,1",
    )
    said = head.does("import", "slates", head.file("years.csv", LONG, *rows))
    assert f"has “{name(head, 'Kim')}” on its confirmed slate, and that of 2023-06-30 here has not" in said
    assert confirmed(ledger, head) == [(date(2022, 6, 30), ["Kim", "Lou"]), (date(2023, 6, 30), ["Lou"])]


@pytest.mark.parametrize(
    ("headings", "row"),
    [
        ("Post,Succession: name,Succession: when,2nd choice,2nd choice: when,Agreed", "2,now,3,1-2y"),
        ("Cargo,Sucessor_1,Prontidão_1,Sucessor_2,Prontidão_2,Agreed", "2,now,3,1-2y"),
        ("Role,Successor,Readiness,Successor 2,Readiness 2,Agreed", "2,now,3,1-2y"),
        ("Role,Successor,Readiness,Successor,Readiness,Agreed", "2,now,3,1-2y"),
        (
            "Stelle,2. Nachfolger,Bereitschaft 2. Nachfolger,1. Nachfolger,Bereitschaft 1. Nachfolger,Stand",
            "3,1-2y,2,now",
        ),
        (
            "Role,Second successor,Second successor readiness,First successor,First successor readiness,Date",
            "3,1-2y,2,now",
        ),
    ],
)
def test_successors_side_by_side_are_a_row_each(head: CommandLine, ledger: Ledger, headings: str, row: str) -> None:
    file = head.file("wide.csv", headings, f"{title(head)},{row},{A_DAY_BEFORE}")
    said = head.does("import", "slates", file, "--by", "1")
    assert "a row for each of 2 successors" in said
    assert confirmed(ledger, head) == [(date(2023, 6, 30), ["Kim", "Lou"])]
    assert [one.event.readiness for one in after(ledger, head, "ReadinessAssessed")] == ["now", "1-2y"]
    assert "Nothing to record" in head.does("import", "slates", file, "--by", "1")


def test_what_is_said_of_a_third_is_kept_and_what_is_wrong_is_told(head: CommandLine, ledger: Ledger) -> None:
    headings = "Role,Successor 1,Successor 2,Successor 3,Readiness,Date"
    said = head.refuses("import", "slates", head.file("one.csv", headings, f"{title(head)},2,3,,now,{A_DAY_BEFORE}"))
    assert "“Readiness” is one column beside 3 successors: give each a column of their own" in said
    headings = "Role,Successor,Backup,Date"
    file = head.file("two.csv", headings, f"{title(head)},2,{name(head, 'Lou')},{A_DAY_BEFORE}")
    assert "“Backup” names people, and is not used" in head.does("import", "slates", file, "--dry-run")
    wide = head.file("three.csv", headings, f"{title(head)},2,{name(head, 'Lou')},{A_DAY_BEFORE}", "Total,1,,")
    head.does("import", "slates", wide, "--column", "successor_2=Backup", "--by", "1")
    assert confirmed(ledger, head) == [(date(2023, 6, 30), ["Kim", "Lou"])]
    wrong = head.file("four.csv", "Role,Successor 1,Successor 2,Date", f"{title(head)},2,77,{A_DAY_BEFORE}")
    said = head.refuses("import", "slates", wrong)
    assert "row 2, Successor 1 / Successor 2: “77” is nobody whom the ledger knows" in said


def test_who_confirmed_may_be_the_holder_of_a_role_or_said_for_all(head: CommandLine, ledger: Ledger) -> None:
    row = f"{title(head)},2,1,Ready now,{A_DAY_BEFORE},{title(head)}"
    said = head.does("import", "slates", head.file("role.csv", LONG, row))
    assert f"Confirmed by “{title(head)}”: taken for “{name(head, 'Robin')}”." in said
    assert confirmed(ledger, head) == [(date(2023, 6, 30), ["Kim"])]
    row = f"{title(head)},3,1,Ready now,2023-07-30,The board"
    file = head.file("board.csv", LONG, row)
    assert "“The board” is nobody whom the ledger knows" in head.refuses("import", "slates", file)
    assert f"Confirmed by “The board”: taken for “{name(head, 'Robin')}”." in head.does(
        "import", "slates", file, "--by", "1"
    )


def test_several_who_confirmed_one_slate_are_told(head: CommandLine) -> None:
    rows = (f"{title(head)},2,1,,{A_DAY_BEFORE},1", f"{title(head)},3,2,,{A_DAY_BEFORE},2")
    said = head.does("import", "slates", head.file("two.csv", LONG, *rows))
    assert f"Not confirmed: the slate of “{title(head)}”, as not all of their rows name the same who confirmed" in said


@pytest.mark.parametrize("word", ["Not ready", "noch nicht bereit", "Ainda não"])
def test_words_for_no_readiness_record_none(head: CommandLine, ledger: Ledger, word: str) -> None:
    said = head.does("import", "slates", head.file("no.csv", LONG, f"{title(head)},2,1,{word},{A_DAY_BEFORE},1"))
    assert f"“{word}” (1) none" in said
    assert not after(ledger, head, "ReadinessAssessed")


def test_a_word_can_be_said_to_mean_no_readiness(head: CommandLine, ledger: Ledger) -> None:
    file = head.file("no.csv", LONG, f"{title(head)},2,1,in 9 years,{A_DAY_BEFORE},1")
    assert '--readiness "in 9 years=…"' in head.refuses("import", "slates", file)
    head.does("import", "slates", file, "--readiness", "in 9 years=none")
    assert not after(ledger, head, "ReadinessAssessed")


@pytest.mark.parametrize("word", ["none", "None", "no successor", "kein Nachfolger", "nenhum", "vacant"])
def test_that_there_is_none_is_confirmed(head: CommandLine, ledger: Ledger, word: str) -> None:
    head.does("import", "slates", head.file("none.csv", LONG, f"{title(head)},{word},,,{A_DAY_BEFORE},1"))
    assert confirmed(ledger, head) == [(date(2023, 6, 30), [])]


def test_a_title_of_another_unit_is_told_as_that(head: CommandLine) -> None:
    file = head.file("unit.csv", "Role,Unit,Successor,Date", f"{title(head)},Assembly,2,{A_DAY_BEFORE}")
    said = head.refuses("import", "slates", file)
    assert "is no role of that unit: the ledger has it in “Tooling”" in said


def test_number_and_name_of_a_successor_have_to_fit(head: CommandLine, ledger: Ledger) -> None:
    headings = "Cargo,Matrícula,Sucessor,Ordem,Data"
    file = head.file("both.csv", headings, f"{title(head)},2,{name(head, 'Lou')},1,{A_DAY_BEFORE}")
    said = head.refuses("import", "slates", file)
    assert f"Sucessor: “{name(head, 'Lou')}” is not what “2” is called, which is “{name(head, 'Kim')}”" in said
    right = head.file("right.csv", headings, f"{title(head)},2,{name(head, 'Kim')},1,{A_DAY_BEFORE}")
    head.does("import", "slates", right, "--by", "1")
    assert confirmed(ledger, head) == [(date(2023, 6, 30), ["Kim"])]


@pytest.mark.parametrize("cell", ["{} (2)", "2 - {}", "{} [2]"])
def test_a_number_beside_the_name_of_somebody_else_is_asked_about(head: CommandLine, cell: str) -> None:
    row = f"{title(head)},,{cell.format(name(head, 'Lou'))},now,1,{A_DAY_BEFORE},1"
    said = head.refuses("import", "slates", head.file("beside.csv", SLATES, row))
    assert "names two people" in said
    assert f"“{name(head, 'Kim')}”" in said


def test_days_of_which_nothing_is_taken_are_told_with_the_option_that_takes_them(three: CommandLine) -> None:
    three.does("import", "roles", three.file("roles.csv", ROLES, f"{title(three)},Tooling,others,Yes,,"))
    file = three.file("s.csv", "For Position,Priority,Emp Code,Zz board", f"{title(three)},P1,2,12-Aug-2021")
    said = three.does("import", "slates", file, "--dry-run")
    assert (
        "“Zz board” holds days, and is not used: if it says when this was so, say --column judged_on='Zz board'" in said
    )
    assert "holds days" not in three.does("import", "slates", file, "--column", "judged_on=Zz board")


def test_a_blank_role_is_the_one_above_where_that_is_said(three: CommandLine, ledger: Ledger) -> None:
    three.does("import", "roles", three.file("roles.csv", ROLES, f"{title(three)},Tooling,others,Yes,,"))
    rows = (f"{title(three)},2,1,2021-08-12,1", ",3,2,2021-08-12,1")
    file = three.file("s.csv", "Post,Who could step up,Order,Agreed,Agreed by", *rows)
    assert "row 3" in three.refuses("import", "slates", file)
    three.does("import", "slates", file, "--fill-down", "role")
    assert confirmed(ledger, three) == [(date(2021, 8, 12), ["Kim", "Lou"])]


def three_on_two_slates(head: CommandLine, first: str) -> tuple[str, str, str]:
    """The rows of a slate of two, of which the first names somebody, and of one of another role."""
    head.does("import", "roles", head.file("more.csv", ROLES, f"{title(head, 'Vice')},Tooling,others,,2,2018-01-01"))
    return (
        f"{title(head)},{first},1,Ready now,{A_DAY_BEFORE},1",
        f"{title(head)},3,2,3-5 years,{A_DAY_BEFORE},1",
        f"{title(head, 'Vice')},3,1,3-5 years,{A_DAY_BEFORE},1",
    )


@pytest.mark.parametrize(
    ("first", "why"),
    [
        ("77", "on 2023-06-30 as a whole, as row 2 cannot be taken"),
        ("2,one", "on 2023-06-30 as a whole, as row 2 cannot be taken"),
        ("3", "on 2023-06-30 as a whole, as row 3 cannot be taken"),
    ],
)
def test_a_slate_of_which_a_row_cannot_be_taken_is_left_out_as_a_whole(
    head: CommandLine, ledger: Ledger, first: str, why: str
) -> None:
    rows = [row.replace("2,one,1", "2,one") for row in three_on_two_slates(head, first)]
    file = head.file("bad.csv", LONG, *rows)
    said = head.does("import", "slates", file, "--skip-bad-rows")
    assert f"Left out: the slate of “{title(head)}” {why}" in said
    assert "Confirmed: 1 slate." in said
    assert confirmed(ledger, head) == [(date(2023, 6, 30), ["Lou"])]
    assert len(after(ledger, head, "SuccessorNominated")) == 1
    assert "what is not left out, the ledger says already" in head.does("import", "slates", file, "--skip-bad-rows")


@pytest.mark.parametrize(
    "bad",
    ["{},2,1,Ready now,30/30/2023,1", "{},2,1,Ready now,2023-06-30,1,more,and more", ",2,1,Ready now,2023-06-30,1"],
)
def test_a_row_that_cannot_be_read_leaves_out_the_slates_of_its_role(
    head: CommandLine, ledger: Ledger, bad: str
) -> None:
    _, second, other = three_on_two_slates(head, "2")
    file = head.file("bad.csv", LONG, second, bad.format(title(head)), other)
    said = head.does("import", "slates", file, "--skip-bad-rows")
    assert f"Left out: all rows of “{title(head)}”, as row 3 cannot be read." in said
    assert confirmed(ledger, head) == [(date(2023, 6, 30), ["Lou"])]
    assert len(after(ledger, head, "SuccessorNominated")) == 1


def test_a_row_of_which_nothing_can_be_read_may_be_of_any_slate(head: CommandLine, ledger: Ledger) -> None:
    rows = three_on_two_slates(head, "2")
    file = head.file("bad.csv", LONG, *rows)
    file.write_bytes(file.read_bytes().replace(b",2,1,Ready", b",\x00,1,Ready"))
    said = head.does("import", "slates", file, "--skip-bad-rows")
    assert f"Left out: all rows of “{title(head, 'Vice')}”, as row 2 cannot be read." in said
    assert not confirmed(ledger, head)


def test_a_slate_of_another_day_is_not_left_out_with_one(head: CommandLine, ledger: Ledger) -> None:
    rows = (f"{title(head)},3,1,,2022-06-30,1", f"{title(head)},77,1,,2023-06-30,1", f"{title(head)},3,2,,2023-06-30,1")
    head.does("import", "slates", head.file("bad.csv", LONG, *rows), "--skip-bad-rows")
    assert confirmed(ledger, head) == [(date(2022, 6, 30), ["Lou"])]


def test_a_column_that_names_the_successors_numbered_beside_it_is_taken_as_their_names(
    head: CommandLine, ledger: Ledger
) -> None:
    headings = "Post,Successor ID,Zz personel,Rank,Date,Confirmed by"
    rows = [
        f"{title(head)},{number},{name(head, of)},{number},{A_DAY_BEFORE},1" for number, of in ((2, "Kim"), (3, "Lou"))
    ]
    said = head.does("import", "slates", head.file("pairs.csv", headings, *rows))
    assert "“Zz personel” names the same people as “Successor ID”: taken as their names, and both have to fit." in said
    assert "successor_2" not in said
    assert "Taken, as each of them fits" not in said
    assert confirmed(ledger, head) == [(date(2023, 6, 30), ["Kim", "Lou"])]
    rows.append(f"{title(head)},1,{name(head, 'Lou')},3,{A_DAY_BEFORE},1")
    said = head.refuses("import", "slates", head.file("wrong.csv", headings, *rows))
    assert f"row 4, Zz personel: “{name(head, 'Lou')}” is not what “1” is called" in said


@pytest.mark.parametrize("words", [("immédiat", "3-5 ans"), ("Ready now", "not yet")])
def test_words_of_readiness_under_another_heading_are_told_with_the_option_that_takes_them(
    head: CommandLine, ledger: Ledger, words: tuple[str, str]
) -> None:
    rows = [f"{title(head)},{who},{word},{A_DAY_BEFORE},1" for who, word in zip("23", words, strict=True)]
    file = head.file("horizon.csv", "Post,Successor ID,Zz horizon,Date,Confirmed by", *rows)
    said = head.does("import", "slates", file, "--dry-run")
    assert f"“Zz horizon” holds words of readiness, as “{words[0]}”" in said
    assert "if it says how ready they are, say --column readiness='Zz horizon'." in said
    said = head.does("import", "slates", file, "--column", "readiness=Zz horizon")
    assert "holds words of readiness" not in said
    assert after(ledger, head, "ReadinessAssessed")[0].event.readiness == "now"


def test_words_of_readiness_of_several_side_by_side_are_told_each_with_its_own_option(head: CommandLine) -> None:
    row = f"{title(head)},2,now,3,1-2 years,{A_DAY_BEFORE},Nothing of that"
    file = head.file("wide.csv", "Post,Successor 1,Zz one,Successor 2,Zz two,Date,Zz note", row)
    said = head.does("import", "slates", file, "--dry-run")
    options = ("readiness_1=Zz one", "readiness_2=Zz two")
    for field, heading in (option.split("=") for option in options):
        assert f"--column {field}='{heading}'." in said
    assert "Zz note” holds" not in said
    said = head.does("import", "slates", file, "--dry-run", *(word for one in options for word in ("--column", one)))
    assert "ReadinessAssessed" in said


def test_a_column_without_a_heading_is_named_by_its_place_among_those(head: CommandLine, ledger: Ledger) -> None:
    file = head.file("two.csv", "Post,Successor ID,,Confirmed by,", f"{title(head)},2,as agreed,1,{A_DAY_BEFORE}")
    said = head.does("import", "slates", file, "--dry-run")
    assert "Column 5, which has no heading, holds days, and is not used" in said
    assert "say --column judged_on='#2'." in said
    assert "=''" not in said
    head.does("import", "slates", file, "--column", "judged_on=#2")
    assert confirmed(ledger, head) == [(date(2023, 6, 30), ["Kim"])]
    alone = head.file("one.csv", "Post,Successor ID,Confirmed by,", f"{title(head)},3,1,2023-09-30")
    assert "say --column judged_on='#1'." in head.does("import", "slates", alone, "--dry-run")
    head.does("import", "slates", alone, "--column", "judged_on=#1")
    assert confirmed(ledger, head)[-1] == (date(2023, 9, 30), ["Lou"])


def test_a_confirmed_slate_in_whose_place_another_comes_is_told(head: CommandLine, ledger: Ledger) -> None:
    rows = [f"{title(head)},{who},{rank},,{A_DAY_BEFORE},1" for rank, who in enumerate("23", start=1)]
    head.does("import", "slates", head.file("first.csv", LONG, *rows))
    rows = [f"{title(head)},{who},{rank},,{A_DAY_BEFORE},1" for rank, who in enumerate("32", start=1)]
    second = head.file("second.csv", LONG, *rows)
    kim, lou = name(head, "Kim"), name(head, "Lou")
    told = f"“{title(head)}” on 2023-06-30, from “{kim}, {lou}” to “{lou}, {kim}”"
    for options in (("--dry-run",), ()):
        assert f"Replaces a confirmed slate: {told}." in head.does("import", "slates", second, *options)
    assert confirmed(ledger, head)[-1] == (date(2023, 6, 30), ["Lou", "Kim"])
    assert "Replaces" not in head.does("import", "slates", second)
