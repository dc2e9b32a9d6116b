"""What people bring along, over GraphQL: told to whoever reads their development, and looked for as of any moment."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from domain.background.confirming import ConfirmedByThemselves, NothingToConfirm
from domain.kernel.ids import PersonId
from tests.api.conftest import Served
from tests.api.graphql.conftest import Join

BRINGS = """query ($experiences: [ExperienceKind!], $languages: [String!], $atLeast: Proficiency! = B2, $move: Boolean,
    $confirmed: Boolean! = false, $units: [String!], $asOf: AsOf) { whoBrings(experiences: $experiences,
    languages: $languages, atLeast: $atLeast, wouldMove: $move, confirmed: $confirmed, units: $units, asOf: $asOf) {
    id } }"""
BACKGROUND = """query ($id: ID!, $asOf: AsOf) { person(id: $id, asOf: $asOf) { background { wouldMove
    experiences { experience since until confirmed entry { fact { ... on ExperienceRecorded { words } } } }
    languages { language languageName proficiency confirmedBy { id } }
    qualifications { qualificationKind until entry { fact { ... on QualificationRecorded { title issuer } } } } } } }"""


def found(served: Served, **sought: Any) -> list[str]:
    return [one["id"] for one in served.ask(BRINGS, **sought)["whoBrings"]]


def told(served: Served, person: str, **as_of: Any) -> Any:
    return served.ask(BACKGROUND, id=person, asOf=as_of or None)["person"]["background"]


def written(served: Served, mutation: str, **said: Any) -> str:
    [entry] = served.recorded(mutation, **said)["entries"]
    return str(entry)


@pytest.mark.mission("M85")
def test_who_has_led_a_turnaround_speaks_portuguese_and_would_move_is_found_as_of_any_moment(
    served: Served, join: Join, unit: str
) -> None:
    ben = join("Ben Amari", unit)
    ada, cai = (join(name, unit, manager=ben) for name in ("Ada Okafor", "Cai Lindqvist"))
    before = served.ask("{ position }")["position"]
    for one in (ada, cai):
        story = {"experience": "TURNAROUND", "until": "2011-06-30", "words": "A shop in Porto"}
        written(served, "recordExperience", person=one, effectiveOn="2009-02-01", **story)
    spoken = written(served, "recordLanguage", person=ada, language="pt", proficiency="C1", effectiveOn="2020-03-02")
    written(served, "recordLanguage", person=cai, language="pt", proficiency="A2", effectiveOn="2020-03-02")
    moves = {"path": "LEADERSHIP", "mobile": True}
    written(served.asked_by(ada), "stateAspiration", person=ada, effectiveOn="2024-01-08", **moves)
    sought = {"experiences": ["TURNAROUND"], "languages": ["Portuguese"], "units": [unit]}

    assert found(served, **sought) == [ada]
    assert sorted(found(served, **{**sought, "atLeast": "A1"})) == sorted([ada, cai])
    assert found(served, **sought, move=True) == [ada]
    assert found(served, **sought, move=True, asOf={"effectiveOn": "2024-01-07"}) == []
    assert found(served, **sought, asOf={"position": before}) == []
    assert found(served, **sought, confirmed=True) == []

    own = served.asked_by(ada).record(
        "confirmBackground", {"person": ada, "entry": spoken, "confirmedBy": ada, "effectiveOn": "2024-02-01"}
    )
    assert (own["rule"], ada in own["why"]) == (ConfirmedByThemselves.__name__, True)
    strange = served.record("confirmBackground", {"person": ada, "entry": f"{ada}@1", "confirmedBy": ben})
    assert strange["rule"] == NothingToConfirm.__name__
    written(served.asked_by(ben), "confirmBackground", person=ada, entry=spoken, confirmedBy=ben, how="We spoke")
    assert found(served, languages=["pt"], confirmed=True, units=[unit]) == [ada]

    hers = told(served, ada)
    [language] = hers["languages"]
    assert language == {"language": "pt", "languageName": "Portuguese", "proficiency": "C1", "confirmedBy": {"id": ben}}
    [experience] = hers["experiences"]
    assert (experience["since"], experience["confirmed"]) == ("2009-02-01", False)
    assert experience["entry"]["fact"]["words"] == "A shop in Porto"
    stranger = served.asked_by(join("Somebody else", unit))
    assert told(stranger, ada) is None
    assert found(stranger, **sought) == []
    assert found(served.asked_by(ben), **sought) == [ada]


@pytest.mark.mission("M85")
@pytest.mark.parametrize("mandate", ["TALENT_PARTNER", "AUDITOR"])
def test_whoever_is_charged_with_everybody_looks_among_all_and_names_no_unit(
    served: Served, steward: PersonId, join: Join, mandate: str
) -> None:
    ada, charged, nobody = join("Ada Okafor"), join("The charged"), join("Somebody else")
    until = str(served.app.state.services.ledger.today() + timedelta(30))
    given = {"person": charged, "mandate": mandate, "until": until, "givenBy": steward}
    served.asked_by(steward).recorded("giveMandate", **given)
    written(served, "recordLanguage", person=ada, language="gl", proficiency="C1", effectiveOn="2020-03-02")
    assert ada in found(served.asked_by(charged), languages=["gl"])
    assert found(served.asked_by(nobody), languages=["gl"]) == []


def test_a_later_word_on_a_language_counts_and_what_has_run_out_does_not(served: Served, join: Join, unit: str) -> None:
    ada = join("Ada Okafor", unit)
    for day, proficiency in (("2020-05-01", "A2"), ("2023-05-01", "C1")):
        written(served, "recordLanguage", person=ada, language="de", proficiency=proficiency, effectiveOn=day)
    licence = {"qualificationKind": "LICENCE", "title": "Crane driver", "until": "2023-12-31"}
    written(served, "recordQualification", person=ada, effectiveOn="2021-01-04", **licence)
    assert [one["proficiency"] for one in told(served, ada)["languages"]] == ["C1"]
    assert [one["proficiency"] for one in told(served, ada, effectiveOn="2022-01-01")["languages"]] == ["A2"]
    assert told(served, ada)["qualifications"] == []
    [held] = told(served, ada, effectiveOn="2023-12-31")["qualifications"]
    assert held["entry"]["fact"]["title"] == "Crane driver"


def test_a_confirmation_stands_by_what_was_said_and_by_nothing_that_is_corrected_into_it(
    served: Served, join: Join, unit: str
) -> None:
    ben = join("Ben Amari", unit)
    ada = join("Ada Okafor", unit, manager=ben)
    said = {"person": ada, "language": "fr", "proficiency": "B2", "effectiveOn": "2020-05-01"}
    spoken = written(served, "recordLanguage", **said)
    vouch = {"person": ada, "entry": spoken, "confirmedBy": ben}
    written(served.asked_by(ben), "confirmBackground", **vouch)
    earlier = {"recordLanguage": {**said, "effectiveOn": "2019-05-01"}}
    served.recorded("correctEntry", entry=spoken, replacement=earlier, reason="She spoke it before")
    sought = {"languages": ["French"], "confirmed": True, "units": [unit]}
    assert found(served, **sought) == [ada]
    assert served.asked_by(ben).recorded("confirmBackground", **vouch)["entries"] == []

    mended = {"recordLanguage": {**said, "proficiency": "C1"}}
    served.recorded("correctEntry", entry=spoken, replacement=mended, reason="It was the higher one")
    assert found(served, **sought, atLeast="B2") == []
    written(served.asked_by(ben), "confirmBackground", **vouch)
    assert found(served, **sought, atLeast="C1") == [ada]


def test_a_qualification_that_is_corrected_is_vouched_for_anew(served: Served, join: Join, unit: str) -> None:
    ben = join("Ben Amari", unit)
    ada = join("Ada Okafor", unit, manager=ben)
    said = {"person": ada, "qualificationKind": "LICENCE", "title": "Crane driver", "effectiveOn": "2021-01-04"}
    held = written(served, "recordQualification", **said)
    vouch = {"person": ada, "entry": held, "confirmedBy": ben}

    def confirmed() -> bool:
        asked = "query ($id: ID!) { person(id: $id) { background { qualifications { confirmed } } } }"
        [one] = served.ask(asked, id=ada)["person"]["background"]["qualifications"]
        return bool(one["confirmed"])

    written(served.asked_by(ben), "confirmBackground", **vouch)
    assert confirmed()
    pilot = {"recordQualification": {**said, "title": "Pilot"}}
    served.recorded("correctEntry", entry=held, replacement=pilot, reason="Another one")
    assert not confirmed()
    written(served.asked_by(ben), "confirmBackground", **vouch)
    assert confirmed()


def test_whoever_is_not_told_what_somebody_brings_along_vouches_for_none_of_it(
    served: Served, join: Join, unit: str
) -> None:
    ben, eve = join("Ben Amari", unit), join("Eve Sato", unit)
    ada = join("Ada Okafor", unit, manager=ben)
    spoken = written(served, "recordLanguage", person=ada, language="fr", proficiency="B2", effectiveOn="2022-05-01")
    vouch = {"person": ada, "confirmedBy": eve, "effectiveOn": "2024-05-02"}
    for at in (spoken, f"{ada}@1", f"{ada}@99"):
        refused = served.asked_by(eve).record("confirmBackground", {**vouch, "entry": at})
        assert (refused["rule"], at in refused["why"]) == (NothingToConfirm.__name__, True)
    early = {**vouch, "entry": spoken, "confirmedBy": ben, "effectiveOn": "2021-01-04"}
    assert served.asked_by(ben).record("confirmBackground", early)["rule"] == NothingToConfirm.__name__
    served.asked_by(ben).recorded("confirmBackground", **{**early, "effectiveOn": "2024-05-02"})


def test_what_is_no_language_is_told_with_what_is_meant(served: Served, join: Join) -> None:
    why = served.post(BRINGS, languages=["Portugese"])["errors"][0]["message"]
    assert "languages: “portugese” is no language" in why
    assert "“portuguese”" in why
    assert "say what is looked for" in served.post(BRINGS)["errors"][0]["message"]
