"""Headings of the main languages and of English as spoken elsewhere, and letters that say yes and no."""

from __future__ import annotations

import pytest

from api.imports.columns import guessed
from api.imports.flags import meant
from api.imports.people_file import PEOPLE
from api.imports.reviews_file import REVIEWS
from api.imports.roles_file import ROLES
from api.imports.slates_file import SLATES
from api.imports.spells import SPELLS
from api.imports.statuses import CALLED, Statuses
from tests.api.imports.conftest import CommandLine

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


@pytest.mark.parametrize(
    ("headings", "told"),
    [
        ("UNVAN|BÖLÜM|KADEME|KRİTİK|GÖREVDEKİ KİŞİ|GÖREVE BAŞLAMA TARİHİ", IN_ROLES),
        ("Stellenbezeichnung|Abteilung|Ebene|Kritisch|Besetzt durch|Seit", IN_ROLES),
        ("Poste occupé|Service|Niveau|Critique|Titulaire du poste|Depuis le", IN_ROLES),
        ("Nome del ruolo|Reparto|Livello|Critico|Occupato da|Dal", IN_ROLES),
        ("职位名称|部门|职级|Critical|任职人|任职日期", IN_ROLES),
        ("POZİSYON|YEDEK PERSONEL|YEDEK SIRASI|HAZIRLIK DÜZEYİ|ONAY TARİHİ", IN_SLATES),
        ("Poste|Successeur pressenti|Ordre de priorité|Échéance|Date de validation", IN_SLATES),
        ("Poste|Successeur|Rang|Horizon|Date de décision", IN_SLATES),
        ("Stelle|Möglicher Nachfolger|Rangfolge|Zeithorizont|Beschlossen am", IN_SLATES),
        ("Puesto|Posible sucesor|Orden de prioridad|Plazo|Fecha de aprobación", IN_SLATES),
        ("Stanowisko|Potencjalny następca|Kolejność sukcesji|Poziom gotowości|Data zatwierdzenia", IN_SLATES),
        ("Sicil|Dönem|Genel Değerlendirme|Liderlik|Potansiyel|Değerlendiren Amir", IN_REVIEWS),
        ("Matricule|Période|Appréciation globale|Encadrement|Potentiel|Manager évaluateur", IN_REVIEWS),
        ("Personalnummer|Zeitraum|Gesamtbewertung|Führung|Potenzial|Beurteilende Führungskraft", IN_REVIEWS),
        ("Matricola|Anno|Giudizio complessivo|Leadership|Potenziale|Responsabile valutatore", IN_REVIEWS),
    ],
)
def test_what_holds_a_role_who_follows_and_who_judges_is_known(
    headings: str, told: tuple[tuple[str, ...], str]
) -> None:
    fields, meant_by_them = told
    columns = guessed(headings.split("|"), fields, [], {})
    assert [column.field for column in columns] == meant_by_them.split()


@pytest.mark.parametrize(
    "headings",
    [
        "SİCİL NO|TARİH|ESKİ BÖLÜM|YENİ BÖLÜM|ESKİ GÖREVİ|YENİ GÖREVİ|ESKİ AMİRİ|YENİ AMİRİ",
        "Matricule|Date d'effet|Ancien service|Nouveau service|Ancien poste|Nouveau poste|Ancien N+1|Nouveau N+1",
        "Personalnummer|Ab|Alte Abteilung|Neue Abteilung|Titel (alt)|Titel (neu)|Chef (alt)|Neue Führungskraft",
        "Matricola|Dal|Reparto precedente|Nuovo reparto|Ruolo precedente|Nuovo ruolo|Capo - ex|Nuovo responsabile",
        "Legajo|Desde|Departamento anterior|Nuevo departamento|Cargo anterior|Nuevo puesto|Jefe anterior|Nuevo jefe",
        "Matrícula|Data|Setor anterior|Novo setor|Cargo anterior|Novo cargo|Gestor anterior|Novo gestor",
        "Personeelsnr|Vanaf|Oude afdeling|Nieuwe afdeling|Oude functie|Nieuwe functie|Vorige manager|Nieuwe manager",
        "Nr pracownika|Od|Poprzedni dział|Nowy dział|Stare stanowisko|Nowe stanowisko|Stary kierownik|Nowy kierownik",
        "Os. č.|Od|Původní oddělení|Nové oddělení|Původní pozice|Nová pozice|Původní vedoucí|Nový vedoucí",
        "Anstnr|Från|Tidigare avdelning|Ny avdelning|Tidigare titel|Ny titel|Tidigare chef|Ny chef",
        "Employee ID|From|Old dept|New dept|Title (old)|New title|Old - Manager|New manager",
        "社員番号|発令日|異動前部署|異動後部署|旧役職|新役職|旧上司|新上司",
    ],
)
def test_of_what_was_and_what_came_the_new_is_taken(headings: str) -> None:
    columns = guessed(headings.split("|"), SPELLS.fields, [], {})
    fields = [column.field for column in columns if column.field not in ("started_on", None)]
    assert fields == ["identifier", "unit_before", "unit", "job_title", "manager"]
    assert [columns[place].field for place in (4, 6)] == [None, None], "what was before"


def test_a_turkish_table_of_roles_is_read_with_who_holds_them_as_their_own(three: CommandLine) -> None:
    name, system = f"Kim {three.system.title()}", three.system
    head = "UNVAN,BÖLÜM,KADEME,KRİTİK,GÖREVDEKİ KİŞİ,ATAMA ŞEKLİ,GÖREVE BAŞLAMA TARİHİ"
    file = three.file("roller.csv", head, f"Takımhane Müdürü {system},Tooling,others,Evet,{name},Asaleten,2019-03-04")
    said = three.does("import", "roles", file)
    assert "Recorded 2 entries" in said
    told = " ".join(said.split())
    assert "GÖREVDEKİ KİŞİ incumbent" in told
    assert "ATAMA ŞEKLİ footing by its heading" in told


@pytest.mark.parametrize("heading", ["Salary (old)", "Gehalt (alt)", "Previous - Address"])
def test_what_is_no_development_data_is_none_of_before_either(heading: str) -> None:
    assert "no development data" in guessed([heading], PEOPLE.fields, [], {})[0].why


@pytest.mark.parametrize(
    "heading", ["Titel (alt)", "Old - Manager", "Poste (ancien)", "Görevi (eski)", "Previous: Grade"]
)
def test_what_was_before_alone_is_not_what_is(heading: str) -> None:
    assert guessed([heading], SPELLS.fields, [], {})[0].field is None
