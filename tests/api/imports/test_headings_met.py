"""Headings of the main languages and of English as spoken elsewhere, and letters that say yes and no."""

from __future__ import annotations

import pytest

from api.imports.columns import guessed
from api.imports.flags import meant
from api.imports.people_file import PEOPLE
from api.imports.reviews_file import REVIEWS
from api.imports.roles_file import ROLES
from api.imports.slates_file import SLATES
from api.imports.statuses import CALLED, Statuses

IN_ROLES = (ROLES.fields, "role unit level critical incumbent since")
IN_SLATES = (SLATES.fields, "role successor rank readiness judged_on")
IN_REVIEWS = (REVIEWS.fields, "reviewed cycle results leadership potential judged_by")
IN_PEOPLE = ("identifier", "unit", "job_title", "level", "manager", "joined_on", "left_on")


@pytest.mark.parametrize(
    "headings",
    [
        "Osobní č.|Útvar|Pracovní funkce|Platový stupeň|Přímý nadřízený|PP od|PP do",
        "Nr ewid.|Komórka|Stanowisko pracy|Szczebel|Nr przełożonego|Data przyjęcia|Ostatni dzień pracy",
        "Törzsszám|Részleg|Munkakör neve|Szint|Felettes neve|Belépés|Kilépés napja",
        "Marcă|Compartiment|Funcția|Treaptă|Șef direct|Data angajării|Data încetării",
        "N. matricola|Struttura|Profilo|Inquadramento|Capo diretto|Data ass.|Fine rapporto",
        "Nº trabajador|Centro de coste|Puesto|Grupo profesional|Mando|F. ingreso|Último día trabajado",
        "Nº mecanográfico|Secção|Função desempenhada|Grau|Chefia direta|Admitido em|Data de cessação",
        "Matr. salarié|Affectation|Fonction exercée|Échelon|Nom du N+1|Entré le|Sorti le",
        "Pers. nummer|Kostenplaats|Functieomschrijving|Schaal|Direct leidinggevende|In dienst per|Laatste werkdag",
        "Anst.nr|Kostnadsställe|Befattningsbenämning|Befattningsnivå|Chefens anstnr|Anställd fr.o.m.|Sista arbetsdag",
        "Ansattnr.|Seksjon|Stillingstittel|Lønnstrinn|Nærmeste overordnede|Tiltrådt|Siste arbeidsdag",
        "Lønnr|Afdelingsnavn|Stillingsnavn|Løntrin|Nærmeste chef|Ansat siden|Sidste arbejdsdag",
        "Hlönro|Yksikkö|Ammattinimike|Vaativuustaso|Lähiesihenkilö|Työsuhde alkoi|Viimeinen työpäivä",
        "Pers.-Nr.|Fachbereich|Stellenbez.|Entgeltgruppe|Vorgesetzte/r|Einstelldatum|Letzter AT",
        "Personel Kodu|Birimi|Unvanı|Derece|Bağlı Olduğu Yönetici|İşe Başlama|Son İş Günü",
        "社員No|組織|職位名|等級名|直属上長|雇用開始日|退職年月",
        "Emp Code|Dept.|Desig.|Job Band|RM Code|DOJ|LWD",
    ],
)
def test_people_are_known_in_each_language(headings: str) -> None:
    columns = guessed(headings.split("|"), PEOPLE.fields, [], {})
    assert [column.field for column in columns] == list(IN_PEOPLE)


@pytest.mark.parametrize(
    ("headings", "told"),
    [
        ("Kilit Pozisyon|Birim|Kademe|Kritik mi? (E/H)|Sicil|Göreve Başlama", IN_ROLES),
        ("Nøglestilling|Enhed|Løntrin|Kritisk J/N|Nuværende indehaver|I stillingen siden", IN_ROLES),
        ("Avaintehtävä|Seuraaja|Järjestys|Valmius|Arviointipäivä", IN_SLATES),
        ("Puesto clave|Sucesor|Orden de sucesión|Nivel de preparación|Fecha evaluación", IN_SLATES),
        ("Sicil|Değerlendirme Dönemi|Performans Puanı|Liderlik Puanı|Potansiyel|Değerlendiren Sicil", IN_REVIEWS),
        ("Anstnr|Bedömningsår|Prestationsbetyg|Ledarskapsbetyg|Utvecklingspotential|Bedömare", IN_REVIEWS),
    ],
)
def test_roles_slates_and_reviews_are_known_too(headings: str, told: tuple[tuple[str, ...], str]) -> None:
    fields, meant_by_them = told
    columns = guessed(headings.split("|"), fields, [], {})
    assert [column.field for column in columns] == meant_by_them.split()


@pytest.mark.parametrize(
    ("cell", "words", "heading", "says"),
    [
        ("A", "AN", "Klíčová", True),
        ("N", "AN", "Klíčová", False),
        ("A", "A", "Kritická A/N", True),
        ("A", "A", "Klíčová", None),
        ("t", "TN", "Krytyczne", True),
        ("E", "EH", "Kritik", True),
        ("E", "KE", "Kriittinen", False),
        ("N", "N", "Critique (O/N)", False),
        ("A", "ABN", "Kategorie", None),
        ("ja", "ja", "Kritisch J/N", None),
    ],
)
def test_letters_say_yes_and_no_by_the_pair_of_them_or_the_heading(
    cell: str, words: str, heading: str, says: bool | None
) -> None:
    assert meant(cell, {words} if words.islower() else set(words), heading) is says


def test_so_they_do_in_a_status() -> None:
    statuses = Statuses("Aktivní A/N")
    for number, word in enumerate("AAN", start=2):
        statuses.add(word, number)
    assert [statuses.meaning(word) for word in "AN"] == [CALLED["here"], CALLED["left"]]
