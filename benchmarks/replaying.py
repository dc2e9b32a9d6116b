"""Whether decisions, judged again, come to what was recorded; and whether what was tampered with is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import islice
from multiprocessing import get_context
from random import Random

import psycopg
from rich.progress import track

from audit.replay import Replay, Unreadable, all_decisions, replays
from benchmarks.figures import Bar, Figure
from benchmarks.proving import unguarded
from benchmarks.server import database, open_ledger
from demo import seed
from domain.kernel.ids import PersonId
from domain.promotions.judging.replaying import ReplayVerdict
from ledger import Ledger
from ledger.proofs.reading import Connection
from ledger.storage.connections import roles_of
from tests.ledger.commands_recorded import BY
from tests.ledger.forgeries import FORGERIES, decided, replayed_as_forged
from tests.ledger.random_cases import decided_cases
from tests.ledger.tampered import LOG, WAYS, is_told, signed
from tests.ledger.tampering import TAMPERINGS, rested, taken_out

CASES = 10_000
CASES_OF_AN_OFFICE = 500
"""Cases that are decided in one ledger, by one process."""
PROCESSES = 2
TAMPERED_CASES = 100
FORGED = 100
"""Decisions that each kind of forgery is tried on."""
TAMPERED = 30
"""Times that each kind of tampering with what decisions rest on is tried, a third in each of the WAYS."""


def replaying(server_url: str) -> Iterator[Figure]:
    """Decisions of the demo and of random cases, and hundreds of each way to tamper with them."""
    yield of_the_demo(server_url)
    yield of_random_cases(server_url)
    with database(server_url) as url, open_ledger(url) as ledger:
        list(decided_cases(ledger, 1, TAMPERED_CASES))
        ledger.keys.ensure((BY,))
        with psycopg.connect(url, autocommit=True) as owner:
            yield from forgeries(owner, ledger)
            yield from tamperings(owner, ledger)


def share(what: str, found: int, of: int, unit: str, of_what: str) -> Figure:
    """How many of how many; the bar is all of them."""
    bar, ratio = Bar(1.0), found / of if of else 0.0
    return Figure(what, found, of, ratio, str(bar), bar.holds(ratio), unit, f"{of:,} {of_what}")


def of_the_demo(server_url: str) -> Figure:
    """Six years in an organisation that does not exist."""
    with database(server_url) as url, open_ledger(url) as ledger:
        seed(ledger)
        found = verdicts(ledger)
    return share("decisions of the demo reproduced", found["reproduced"], found.total(), "reproduced", "decisions")


def of_random_cases(server_url: str) -> Figure:
    """Cases that went every which way, in several offices of their own."""
    offices = CASES // CASES_OF_AN_OFFICE
    found: Counter[str] = Counter()
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as processes:
        told = processes.map(partial(of_an_office, server_url), range(offices))
        for one in track(told, f"deciding and replaying {CASES:,} cases", total=offices, transient=True):
            found += one
    what = f"decisions of {CASES:,} random cases reproduced"
    return share(what, found["reproduced"], found.total(), "reproduced", "decisions")


def of_an_office(server_url: str, number: int) -> Counter[str]:
    """What comes of replaying the decisions of one office."""
    with database(server_url) as url:
        with psycopg.connect(url, autocommit=True) as owner:  # how soon a case is on disk is measured elsewhere
            owner.execute(f'ALTER DATABASE "{roles_of(url).database}" SET synchronous_commit = off'.encode())
        with open_ledger(url) as ledger:
            list(decided_cases(ledger, number, CASES_OF_AN_OFFICE))
            return verdicts(ledger)


def verdicts(ledger: Ledger) -> Counter[str]:
    """How the decisions of a ledger come out."""
    return Counter(map(verdict, replays(ledger, all_decisions(ledger))))


def verdict(replay: Replay | Unreadable) -> str:
    """What came of it, in a word."""
    return "unreadable" if isinstance(replay, Unreadable) else str(replay.verdict)


def forgeries(owner: Connection, ledger: Ledger) -> Iterator[Figure]:
    """Decisions as they would have been written past the rules: told by the replay alone."""
    random, decisions = Random(67), list(all_decisions(ledger))
    with unguarded(owner, "ledger.entries"):
        for what, kinds in FORGERIES.items():
            told = seeded = 0
            for forge in track(kinds.values(), f"forging the {what} of decisions", transient=True):
                for decision in random.sample(decisions, FORGED):
                    said = forge(decided(ledger, decision, PersonId(BY)), random)
                    if said is not None:
                        replay = replayed_as_forged(owner, ledger, decision, said)
                        told, seeded = told + (verdict(replay) != ReplayVerdict.REPRODUCED), seeded + 1
            yield share(f"forged decisions told: {what}", told, seeded, "told by replaying", "forged")
    if verdicts(ledger)["reproduced"] != len(decisions):
        raise RuntimeError("a forgery was not undone")


def tamperings(owner: Connection, ledger: Ledger) -> Iterator[Figure]:
    """What decisions rest on, changed in place: told by verifying under a checkpoint that is held elsewhere."""
    held, random = signed(owner), Random(67)
    decisions = [rested(ledger, decision) for decision in all_decisions(ledger)]
    if any(is_told(owner, held, [], key) for key in (None, LOG)):
        raise RuntimeError("something is told of a book that nobody has tampered with")
    for what, kinds in TAMPERINGS.items():
        told = seeded = 0
        for tamper in track(kinds.values(), f"tampering with {what}", transient=True):
            tried = (tamper(ledger, decision, random) for decision in random.choices(decisions, k=3 * TAMPERED))
            for number, statements in enumerate(islice(filter(None, tried), TAMPERED)):
                key = None if tamper is taken_out else WAYS[number % len(WAYS)]  # over a gap no tree is built
                told, seeded = told + is_told(owner, held, statements, key), seeded + 1
        yield share(f"tampered inputs told: {what}", told, seeded, "told by verifying", "tampered with")
