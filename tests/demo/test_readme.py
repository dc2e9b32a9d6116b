"""What the README shows of the demo is what the demo answers."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

from demo import ready_made
from tests.api.conftest import KEY, Served
from tests.demo.seeded import Demo
from tests.demo.test_stories_asked import CHAIRS, THREE_BENCHES

README = (Path(__file__).parents[2] / "README.md").read_text()
LEADERSHIP = Path(sys.executable).with_name("leadership")


def shown(language: str) -> str:
    """The first block of a language in the README."""
    found = re.search(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    assert found, f"the README shows no {language}"
    return found[1]


def test_the_query_is_answered_as_it_is_shown(demo: Demo, served: Served) -> None:
    query, before = shown("graphql"), demo.seeded.effective_on["the slates without Marcus Oyelaran"] - timedelta(1)
    assert before.isoformat() in query, f"the chairs are asked about on {before}"
    roles = [demo.story(THREE_BENCHES, title) for title in CHAIRS]
    answer = served.ask(query, roles=roles)
    assert answer == json.loads(shown("json")), json.dumps(answer, ensure_ascii=False, indent=2)


def test_the_query_is_answered_as_it_is_pasted(demo: Demo, served: Served) -> None:
    """Without variables it asks about all roles; those of the five chairs, and the day, stand where the README says."""
    assert served.ask(shown("graphql"))["successionBench"]["figures"]["coverage"]["n"] > len(CHAIRS)
    _, second, _ = ready_made(demo.seeded)
    [five] = [line for line in second.query.splitlines() if "fiveChairsBefore" in line]
    before = demo.seeded.effective_on["the slates without Marcus Oyelaran"] - timedelta(1)
    for said in (before.isoformat(), *(demo.story(THREE_BENCHES, title) for title in CHAIRS)):
        assert said in five


def test_the_replay_says_what_is_shown(demo: Demo) -> None:
    case = demo.at("the decision on Nadia Haddad").stream
    environment = os.environ | {"LEADERSHIP_DATABASE_URL": demo.database_url, "LEADERSHIP_KEY": KEY, "COLUMNS": "120"}
    ran = subprocess.run([LEADERSHIP, "replay", case], env=environment, capture_output=True, text=True, timeout=60)
    said = [" ".join(line.split()) for line in ran.stdout.splitlines()]
    for line in shown("text").splitlines()[1:]:
        wanted = re.escape(" ".join(line.split())).replace("…", ".*")
        assert any(re.fullmatch(wanted, one) for one in said), f"{line}\nis not said in\n{ran.stdout}"
