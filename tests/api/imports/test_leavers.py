"""Nobody who left stays silently: last days under any name, statuses in any words, and what contradicts is told."""

from __future__ import annotations

from datetime import date

import pytest

from api.imports.statuses import CALLED, Standing, Statuses, meaning_of, without_status
from ledger import Ledger
from tests.api.imports.command_output import histories
from tests.api.imports.conftest import CommandLine

HEAD = "Staff No,Full Name,Department,Engagement Status,Start Date,Date of Leaving"
INA = "17,Ina Falk,Tooling,Working,2015-02-02,"


@pytest.mark.parametrize(
    ("status", "means"),
    [
        ("Terminated", "left"),
        ("Terminated - Moving abroad", "left"),
        ("RETIRED (early)", "retired"),
        ("Ausgeschieden", "left"),
        ("退職", "left"),
        ("Zmizel", None),
        ("Active - Payroll Eligible", "here"),
        ("On Leave (Maternity)", "here"),
        ("Inactive (Leave of Absence)", None),
        ("Full-Time", "neither"),
        ("Full-Time, Terminated", "left"),
    ],
)
def test_a_status_is_taken_by_its_words_and_parts_that_contradict_are_not_guessed(
    status: str, means: str | None
) -> None:
    assert meaning_of(status) == (CALLED[means] if means else None)


@pytest.mark.parametrize(
    ("heading", "word", "standing"),
    [
        ("Active?", "no", Standing.GONE),
        ("Account Enabled", "TRUE", Standing.HERE),
        ("Inactive", "0", Standing.HERE),
        ("Archived", "Yes", Standing.GONE),
    ],
)
def test_a_flag_is_read_by_what_its_heading_asks(heading: str, word: str, standing: Standing) -> None:
    meaning = Statuses(heading).meaning(word)
    assert meaning is not None
    assert meaning.standing is standing


def test_a_flag_under_a_heading_that_asks_nothing_is_asked_about() -> None:
    statuses = Statuses("Status")
    statuses.add("1", 2)
    assert [one.value for one in statuses.unknown()] == ["1"]


def test_numbers_up_to_three_are_saps() -> None:
    statuses = Statuses("Employment Status")
    for row, word in enumerate("3310233", start=2):
        statuses.add(word, row)
    assert [str(statuses.meaning(word)) for word in "0123"] == ["left", "here", "left (retired)", "here"]


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Ina Falk (On Leave)", ("Ina Falk", "On Leave")),
        ("Ina Falk [Terminated]", ("Ina Falk", "Terminated")),
        ("Ina Falk - Inactive", ("Ina Falk", "Inactive")),
        ("Ina Falk (Ini)", ("Ina Falk (Ini)", "")),
        ("Ina Falk-Active", ("Ina Falk-Active", "")),
    ],
)
def test_a_status_behind_a_name_is_none_of_it(name: str, parts: tuple[str, str]) -> None:
    assert without_status(name) == parts


def test_each_word_of_a_status_is_told_with_what_it_is_taken_for(leadership: CommandLine, ledger: Ledger) -> None:
    left = (
        "18,Oda Grau,Tooling,Ex-employee,2016-03-01,2019-05-31",
        "19,Udo Hahn,Tooling,Retired,2016-03-01,2020-12-31",
    )
    said = leadership.does(
        "import", "people", leadership.file("p.csv", HEAD.replace("Engagement", "Employee"), INA, *left)
    )
    assert [line.split() for line in said.splitlines() if line.startswith("“")] == [
        ["“Working”", "1", "here"],
        ["“Ex-employee”", "1", "left"],
        ["“Retired”", "1", "left", "(retired)"],
    ]
    told = histories(ledger, leadership.system)
    assert [told[one].stays[0].left_on for one in ("17", "18", "19")] == [None, date(2019, 5, 31), date(2020, 12, 31)]


def test_a_word_that_nobody_knows_is_asked_about_and_can_be_said(leadership: CommandLine, ledger: Ledger) -> None:
    head = HEAD.replace("Engagement", "Employee")
    rows = (INA, "18,Oda Grau,Tooling,Zzgl,2016-03-01,", "19,Udo Hahn,Tooling,Zzgl,2016-03-01,")
    file = leadership.file("p.csv", head, *rows)
    said = leadership.refuses("import", "people", file)
    assert "Employee Status: “Zzgl” is a status of which nobody knows what it means (2 times, first in row 3)" in said
    assert "--status 'Zzgl=here' or 'Zzgl=left'" in said
    assert "identifier in" in said, "the columns are shown, too, where a file is refused"
    leadership.does("import", "people", file, "--status", "Zzgl=here")
    assert histories(ledger, leadership.system)["18"].stays[0].left_on is None
    code, said = leadership.run("import", "people", file, "--status", "Zzgl=away")
    assert (code, "says no meaning" in said) == (2, True)


def test_a_status_and_a_last_day_that_contradict_are_told(leadership: CommandLine, ledger: Ledger) -> None:
    head = HEAD.replace("Engagement", "Employee")
    wrong = "18,Oda Grau,Tooling,Active,2016-03-01,2019-05-31"
    said = leadership.refuses("import", "people", leadership.file("p.csv", head, INA, wrong), "--as-of", "2024-06-30")
    assert (
        "row 3, Date of Leaving: “2019-05-31” has passed by 2024-06-30, and Employee Status says that they are here"
        in said
    )


def test_a_column_that_looks_like_a_last_day_is_taken_and_others_are_named(
    leadership: CommandLine, ledger: Ledger
) -> None:
    head = "Staff No,Full Name,Department,Start Date,Organisation Exit On,Exit Interview Held,Letter of Termination"
    file = leadership.file("p.csv", head, "17,Ina Falk,Tooling,2015-02-02,2019-05-31,yes,2019-03-01")
    said = leadership.does("import", "people", file)
    assert "Organisation Exit On left on as its heading looks like a last day" in " ".join(said.split())
    assert "“Exit Interview Held” has to do with leaving, and is not used" in said
    assert "“Letter of Termination” has to do with leaving, and is not used" in said
    assert histories(ledger, leadership.system)["17"].stays[0].left_on == date(2019, 5, 31)


def test_a_rehire_is_two_stays_and_the_old_last_day_no_leaving(leadership: CommandLine, ledger: Ledger) -> None:
    head = "Staff No,Full Name,Department,Title,Original Start Date,Date of Rehire,Last Day Worked"
    file = leadership.file("p.csv", head, "17,Ina Falk,Tooling,Turner,2011-02-01,2018-09-03,2014-07-31")
    said = leadership.does("import", "people", file)
    assert "is a second first day: they were here from 2011-02-01 to 2014-07-31, too" in said
    stays = histories(ledger, leadership.system)["17"].stays
    assert [(stay.joined_on, stay.left_on) for stay in stays] == [
        (date(2011, 2, 1), date(2014, 7, 31)),
        (date(2018, 9, 3), None),
    ]
    assert [stay.stood[0].placement.job_title for stay in stays] == [None, "Turner"], (
        "nobody said what they were before"
    )
    assert "Nothing to record" in leadership.does("import", "people", file)


def test_somebody_known_as_here_who_left_and_came_back_gets_both(leadership: CommandLine, ledger: Ledger) -> None:
    head = "Staff No,Full Name,Department,Original Start Date,Date of Rehire,Last Day Worked"
    leadership.does("import", "people", leadership.file("old.csv", head, "17,Ina Falk,Tooling,2011-02-01,,"))
    new = leadership.file("new.csv", head, "17,Ina Falk,Tooling,2011-02-01,2018-09-03,2014-07-31")
    leadership.does("import", "people", new)
    stays = histories(ledger, leadership.system)["17"].stays
    assert [stay.left_on for stay in stays] == [date(2014, 7, 31), None]


def test_a_last_day_before_the_first_is_stale_only_where_the_status_says_so(leadership: CommandLine) -> None:
    head = HEAD.replace("Engagement", "Employee")
    stale = "17,Ina Falk,Tooling,Active,2018-09-03,2014-07-31"
    said = leadership.does("import", "people", leadership.file("p.csv", head, stale))
    assert "taken for the end of an earlier stay, and not recorded" in said
    said = leadership.refuses("import", "people", leadership.file("q.csv", head, stale.replace("Active", "Left")))
    assert "“2014-07-31” is before Start Date “2018-09-03”" in said


def test_a_status_behind_a_name_counts_and_is_not_recorded_as_a_name(leadership: CommandLine, ledger: Ledger) -> None:
    head = "Staff No,Full Name,Department,Start Date,Date of Leaving,Line Manager"
    rows = ("17,Ina Falk (On Leave),Tooling,2015-02-02,,", "18,Oda Grau,Tooling,2016-03-01,,Ina Falk (On Leave)")
    gone = "19,Udo Hahn (Terminated),Tooling,2016-03-01,,Ina Falk"
    said = leadership.does("import", "people", leadership.file("p.csv", head, *rows, gone))
    assert "row 4, Staff No: “19” has left by their status, nobody knows when" in said
    told = histories(ledger, leadership.system)
    assert (set(told), told["17"].stays[0].name) == ({"17", "18"}, "Ina Falk")
    assert told["18"].stays[0].stood[0].placement.manager is not None


@pytest.mark.parametrize(
    ("status", "means"),
    [
        ("Doğum İzninde", "here"),
        ("ÜCRETSİZ İZİNLİ", "here"),
        ("En congé parental", "here"),
        ("In maternità obbligatoria", "here"),
        ("Krankgeschrieben", "here"),
        ("Licenciement", "dismissed"),
        ("Licenciement économique", "made_redundant"),
        ("Rupture conventionnelle", "left"),
        ("Fin de CDD", "contract_ended"),
        ("Fin de période d'essai", "left"),
        ("Fin de mission", "contract_ended"),
        ("Démission", "resigned"),
        ("Départ à la retraite", "retired"),
        ("Aufhebungsvertrag", "left"),
        ("Fristlose Kündigung", "dismissed"),
        ("Dimissioni volontarie", "resigned"),
        ("Scadenza contratto", "contract_ended"),
        ("Baja voluntaria", "resigned"),
        ("Pedido de demissão", "resigned"),
        ("Ontslag", "dismissed"),
        ("İstifa etti", "resigned"),
        ("EMEKLİLİK", "retired"),
        ("Porozumienie stron", "left"),
        ("Výpověď zaměstnance", "resigned"),
        ("Egen uppsägning", "resigned"),
        ("自己都合", "resigned"),
        ("자진퇴사", "resigned"),
        ("主动离职", "resigned"),
        ("Kündigung", None),
        ("Motif inconnu", None),
    ],
)
def test_leave_and_reasons_of_leaving_are_known_in_the_main_languages(status: str, means: str | None) -> None:
    assert meaning_of(status) == (CALLED[means] if means else None)


@pytest.mark.parametrize(
    "heading",
    ["Motif de sortie", "ÇIKIŞ NEDENİ", "Reason for leaving", "Austrittsgrund", "Causale cessazione", "Motivo de baja",
     "Motivo da saída", "Reden uit dienst", "Powód odejścia", "Důvod ukončení", "Avgångsorsak", "Leaving (reason)",
     "Kündigungsgrund", "退職理由"],
)  # fmt: skip
def test_why_somebody_left_is_never_a_last_day(leadership: CommandLine, heading: str) -> None:
    head = f"Staff No,Full Name,Department,Start Date,{heading}"
    rows = ("17,Ina Falk,Tooling,2015-02-02,", "18,Oda Grau,Tooling,2015-02-02,Q7", "19,Udo Hahn,Tooling,2015-02-02,Q8")
    alone = leadership.does("import", "people", leadership.file("p.csv", head, *rows), "--dry-run")
    assert "left_on" not in alone
    assert "left_on" not in leadership.refuses(
        "import", "people", leadership.file("q.csv", head.replace("Department", "Qq"), *rows)
    )
    days = (f"{row},{day}" for row, day in zip(rows, ("", "2019-05-31", "2019-06-30"), strict=True))
    file = leadership.file("r.csv", f"{head},Last Day", *days)
    said = leadership.does("import", "people", file, "--dry-run")
    assert f"say --column status='{heading}', and what words mean" in " ".join(said.split())
    asked = leadership.refuses("import", "people", file, "--column", f"status={heading}", "--dry-run")
    assert "“Q7” is a status of which nobody knows what it means (once, first in row 3)" in asked
