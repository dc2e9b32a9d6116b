"""Code of the domain changed in one place at a time: how many of the changes the tests of its chapter find.

What annotations, decorators and the heads of classes say is left as it is: the first is for whoever reads, and the
house holds the others. Nor is `is` put for `==`, or the other way round: members of an enum and None are what they
equal, and whether equal words are one object is chance.
"""

from __future__ import annotations

import ast
import json
import random
import shutil
import subprocess
import sys
from argparse import ArgumentParser
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import WorkerOutcome, WorkItem, WorkResult

ROOT: Final = Path(__file__).parents[1]
COPIED: Final = ("domain", "tests", "pyproject.toml")
WANTED: Final = 0.9
SLOWEST_RUN_SECONDS: Final = 120.0
SEED: Final = 1
SAYS_THE_SAME: Final = frozenset(
    (
        "core/RemoveDecorator",
        *(f"core/ReplaceComparisonOperator_{one}" for one in ("Is_Eq", "IsNot_NotEq", "Eq_Is", "NotEq_IsNot")),
    )
)
"""Ways of changing code that are left out."""
KILLED: Final = "killed"
Place = tuple[int, int]
"""Line, counted from 1, and column."""


@dataclass(frozen=True)
class Survivor:
    """A change that no test found."""

    where: str
    change: str


def main(chapters: Sequence[str], at_most: int, seed: int) -> int:
    """Change each chapter, and say what was found; 1 where less is than wanted."""
    found = [of_chapter(chapter, at_most, seed) for chapter in chapters]
    killed, made = sum(one for one, _ in found), sum(all_ for _, all_ in found)
    print(f"{killed} of {made} changes found: {killed / made:.1%} (wanted {WANTED:.0%})")
    return int(killed < WANTED * made)


def of_chapter(chapter: str, at_most: int, seed: int) -> tuple[int, int]:
    """How many changes of a chapter, as “mentoring”, its tests found, and how many were made; prints the others."""
    with TemporaryDirectory() as folder:
        copy = Path(folder)
        for each in COPIED:
            source = ROOT / each
            (shutil.copytree if source.is_dir() else shutil.copy2)(source, copy / each)
        session = copy / "session.sqlite"
        configured(copy / "mutants.toml", chapter)
        cosmic_ray(copy, "init", "mutants.toml", session.name)
        with use_db(session, WorkDB.Mode.open) as changes:
            left_out = skipped([*changes.work_items], copy, at_most, seed)
            changes.set_multiple_results([one.job_id for one in left_out], WorkResult(WorkerOutcome.SKIPPED))
        cosmic_ray(copy, "exec", "mutants.toml", session.name)
        survivors, made = outcome(cosmic_ray(copy, "dump", session.name))
    for one in survivors:
        print(f"{one.where}\n{one.change}")
    print(f"{chapter}: {made - len(survivors)} of {made} changes found", flush=True)
    return made - len(survivors), made


def configured(path: Path, chapter: str) -> None:
    """Write what is changed, and which tests are asked."""
    tests = f"{sys.executable} -m pytest -x -q -p no:cacheprovider tests/domain/{chapter}"
    path.write_text(
        f"""[cosmic-ray]
module-path = "domain/{chapter}"
timeout = {SLOWEST_RUN_SECONDS}
excluded-modules = []
test-command = "{tests}"
[cosmic-ray.distributor]
name = "local"
""",
        encoding="utf-8",
    )


def cosmic_ray(copy: Path, *arguments: str) -> str:
    """Run it in the copy. CalledProcessError where it fails."""
    asked = [str(Path(sys.executable).with_name("cosmic-ray")), *arguments]
    return subprocess.run(asked, cwd=copy, check=True, stdout=subprocess.PIPE, text=True).stdout


def skipped(changes: Sequence[WorkItem], copy: Path, at_most: int, seed: int) -> list[WorkItem]:
    """What is not tried: what nobody could see, and of the rest what is more than asked for, drawn by lot."""
    spoken: dict[Path, list[tuple[Place, Place]]] = {}
    wanted, others = [], []
    for one in sorted(changes, key=lambda each: str(each.mutations)):
        [mutation] = one.mutations
        path = mutation.module_path
        places = spoken.setdefault(path, [*said_to_readers((copy / path).read_text(encoding="utf-8"))])
        is_said = any(begins <= mutation.start_pos < ends for begins, ends in places)
        (others if is_said or mutation.operator_name in SAYS_THE_SAME else wanted).append(one)
    random.Random(seed).shuffle(wanted)
    return [*others, *wanted[at_most:]]


def said_to_readers(code: str) -> Iterator[tuple[Place, Place]]:
    """Where annotations, decorators and what stands in the heads of classes begin and end."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.AnnAssign):
            parts: list[ast.expr | None] = [node.annotation]
        elif isinstance(node, ast.arg):
            parts = [node.annotation]
        elif isinstance(node, ast.FunctionDef):
            parts = [*node.decorator_list, node.returns]
        elif isinstance(node, ast.ClassDef):
            parts = [*node.decorator_list, *(each.value for each in node.keywords)]
        else:
            continue
        for part in parts:
            if part is not None:
                yield (part.lineno, part.col_offset), (part.end_lineno or part.lineno, part.end_col_offset or 0)


def outcome(dumped: str) -> tuple[list[Survivor], int]:
    """Those that no test found, and how many were tried."""
    survivors, tried = [], defaultdict(int)
    for item, result in map(json.loads, dumped.splitlines()):
        if result is None or result["worker_outcome"] == WorkerOutcome.SKIPPED.value:
            continue
        tried[result["test_outcome"]] += 1
        if result["test_outcome"] != KILLED:
            [mutation] = item["mutations"]
            where = f"{mutation['module_path']}:{mutation['start_pos'][0]}"
            lines = [
                line for line in result["diff"].splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")
            ]
            survivors.append(Survivor(where, "\n".join(f"    {line}" for line in lines)))
    return survivors, sum(tried.values())


if __name__ == "__main__":
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("chapters", nargs="+", help="rooms of domain/, as mentoring")
    parser.add_argument("--at-most", type=int, default=sys.maxsize, help="as many changes of each, drawn by lot")
    parser.add_argument("--seed", type=int, default=SEED, help="of the lot")
    asked = parser.parse_args()
    sys.exit(main(asked.chapters, asked.at_most, asked.seed))
