"""An encoding is guessed by the letters of a few names, said to be guessed, and shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.imports.text_encodings import Encoding, encoding_of
from tests.api.imports.conftest import CommandLine

NAMES = {
    "cp1250": ("Zdeněk Přikryl;Údržba", "Bogusława Dąbrowska;Księgowość", "Őry Győző;Műhely"),
    "cp1252": ("Céline Bérard;Qualité", "Jörg Weiß;Prüfung", "Begoña Peña;Diseño"),
    "cp1251": ("Пётр Смирнов;Цех", "Анна Козлова;Склад"),
    "cp1253": ("Νίκος Αντωνίου;Παραγωγή", "Μαρία Δημητρίου;Αποθήκη"),
    "cp1254": ("Gülşen Yıldız;İmalat", "Oğuz Çağlar;Bakım"),
    "cp932": ("山田 太郎;製造部", "高橋 さくら;品質保証部"),
    "cp949": ("박지훈;생산부", "최수진;품질부"),
    "gb18030": ("张伟;制造部", "刘洋;质量部"),
    "big5": ("黃志明;製造部", "吳淑芬;品質部"),
}


@pytest.mark.parametrize("encoding", NAMES)
def test_it_is_found_by_the_letters(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "people.csv"
    rows = [f"{number};{name};02.02.2015" for number, name in enumerate(NAMES[encoding], 1)]
    path.write_bytes("\n".join(["Staff No;Name;Department;Start Date", *rows]).encode(encoding))
    assert encoding_of(path) == Encoding(encoding, guessed=True)


def test_icelandic_is_not_turkish(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes("ID;Name\n1;Þórður Guðmundsson\n2;Sigríður Ægisdóttir\n3;Ýmir Þráinsson\n".encode("cp1252"))
    assert encoding_of(path).name == "cp1252"


def test_utf_8_with_a_spoiled_row_is_utf_8(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes("ID;Name\n1;Jörg\n".encode() + "2;Céline\n".encode("latin-1"))
    assert encoding_of(path) == Encoding("utf-8")


def test_what_is_guessed_is_shown_by_three_names(leadership: CommandLine) -> None:
    path = leadership.folder / "people.csv"
    rows = [f"{number};{name};02.02.2015" for number, name in enumerate((*NAMES["cp1250"], "Ľubica Šťastná;Sklad"), 1)]
    path.write_bytes("\n".join(["ID;Name;Department;Hired", *rows]).encode("cp1250"))
    said = leadership.does("import", "people", path, "--dry-run")
    assert "people.csv: CP1250 (guessed), semicolon-separated" in said
    named = "if “Zdeněk Přikryl”, “Bogusława Dąbrowska”, “Őry Győző” are misspelled, name another than CP1250"
    assert named in said


def test_a_spoiled_row_is_refused_with_its_byte(leadership: CommandLine) -> None:
    path = leadership.folder / "people.csv"
    good, bad = "1,Jörg Weiß,Prüfung,2015-02-02\n".encode(), "2,Céline Bérard,Prüfung,2016-03-01\n".encode("latin-1")
    path.write_bytes(b"ID,Name,Department,Hired\n" + good + bad)
    said = leadership.refuses("import", "people", path)
    assert "row 3: holds the byte 0xE9, which is nothing in UTF-8" in said
    assert "Recorded" in leadership.does("import", "people", path, "--skip-bad-rows")


def test_what_commands_a_terminal_is_shown_and_not_sent(leadership: CommandLine) -> None:
    row = "1,\x1b[2J\x1b]0;mine\x07Ina,Tool Shop,[bold]x[/],soon"
    said = leadership.refuses(
        "import", "people", leadership.file("p.csv", "ID,Name,Department,\x1b[31mTitle[/],Hired", row)
    )
    assert "\x1b" not in said
    assert "\x07" not in said
    assert "␛[31mTitle[/]" in said


TURKISH = "Sicil No;Ad Soyad;Bölüm;İşe Giriş Tarihi\n1;Ayşe Öztürk;Üretim;12.03.2018\n2;Gül Şahin;Satış;13.03.2018\n"


@pytest.mark.parametrize(
    ("written", "named", "told"),
    [
        ("cp1254", "utf-8", "row 1 holds the byte 0xF6, which is nothing in UTF-8"),
        ("cp1254", "utf-8", "by its bytes it is CP1254: leave out --encoding"),
        ("utf-16", "latin-1", "row 1 holds the character U+0000"),
        ("utf-16", "latin-1", "by its bytes it is UTF-16: leave out --encoding"),
        ("utf-8", "utf-16", "cannot be read as utf-16"),
        ("utf-8", "klingon", "unknown encoding: klingon): name its encoding with --encoding, or leave that out"),
    ],
)
def test_another_encoding_than_a_file_can_have_is_told_as_that(
    leadership: CommandLine, written: str, named: str, told: str
) -> None:
    path = leadership.folder / "people.csv"
    path.write_bytes(TURKISH.encode(written))
    said = leadership.refuses("import", "people", path, "--encoding", named)
    assert told in said
    assert "is empty" not in said


@pytest.mark.parametrize(("written", "named"), [("utf-8", "latin-1"), ("cp1254", "latin-1"), ("utf-8", "cp1256")])
def test_another_encoding_than_the_bytes_look_like_is_doubted_by_some_names(
    leadership: CommandLine, written: str, named: str
) -> None:
    path = leadership.folder / "people.csv"
    path.write_bytes(TURKISH.replace("İşe Giriş Tarihi", "Hired").replace("Bölüm", "Unit").encode(written))
    said = leadership.does("import", "people", path, "--dry-run", "--encoding", named)
    assert f"By its bytes the file is {written.upper()}, and it is read as {named.upper()}, as you said" in said


def test_an_encoding_of_which_the_same_letters_come_is_not_doubted(leadership: CommandLine) -> None:
    path = leadership.folder / "people.csv"
    path.write_bytes("ID;Name;Department;Hired\n1;Jörg Weiß;Prüfung;02.02.2015\n".encode("cp1252"))
    assert "By its bytes" not in leadership.does("import", "people", path, "--dry-run", "--encoding", "latin-1")
