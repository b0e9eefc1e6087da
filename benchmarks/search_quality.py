"""How good finding is: `python -m benchmarks.search_quality LAWS QUERIES [ENGINE]` prints it.

LAWS and QUERIES are files of JSON lines: texts with id, title and body, and queries with the ids of
the texts that answer them. The texts become pages of 137 units in a fresh install; then each query
is asked as a visitor would. ENGINE is `sqlite`, `postgresql`, `elasticsearch` or `all`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, quantiles
from typing import Any

from benchmarks import machine
from benchmarks.run import start_django

UNITS = 137
DEPTH = 10
ENGINES = ("sqlite", "postgresql", "elasticsearch")
ROOT = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Score:
    """How far up the first right answer stood: 0 where none came; and how long it took."""

    kind: str
    query: str
    rank: int
    seconds: float
    found: tuple[str, ...] = ()


def main(laws: str, queries: str, engine: str = "all") -> None:
    """Measure each engine in a process and an install of its own, and print the tables."""
    print(machine.description(), flush=True)
    scores = {name: _measured(name, laws, queries) for name in _chosen(engine)}
    for name, found in scores.items():
        print(f"\n{as_table(name, found)}", flush=True)
    for line in differences(scores):
        print(line)


def _chosen(engine: str) -> Sequence[str]:
    if engine == "all":
        return ENGINES
    if engine not in ENGINES:
        raise SystemExit(f"There is no engine {engine}: choose of {', '.join(ENGINES)}, all.")
    return (engine,)


def _measured(engine: str, laws: str, queries: str) -> list[Score]:
    with ExitStack() as servers, tempfile.TemporaryDirectory(prefix="batong-search-") as folder:
        file = Path(folder) / "scores.json"
        environment = {**os.environ, **servers.enter_context(parts_of(engine, Path(folder)))}
        command = [sys.executable, "-m", "benchmarks.search_quality", "--run"]
        subprocess.run([*command, laws, queries, str(file)], env=environment, cwd=ROOT, check=True)
        rows = json.loads(file.read_text())
    return [Score(row[0], row[1], row[2], row[3], tuple(row[4])) for row in rows]


@contextmanager
def parts_of(engine: str, folder: Path) -> Iterator[Mapping[str, str]]:
    """Start what an engine needs, and return the variables that name it."""
    from tests.elasticsearch_server import elasticsearch
    from tests.servers import postgresql

    with ExitStack() as servers:
        if engine == "postgresql":
            yield {"DATABASE_URL": servers.enter_context(postgresql()).url()}
            return
        variables = {"DATABASE_URL": f"sqlite:///{folder / 'search.sqlite3'}"}
        if engine == "elasticsearch":
            variables["ELASTICSEARCH_URL"] = servers.enter_context(elasticsearch()).url
        yield variables


def run(laws: str, queries: str, file: str) -> None:
    """Load the texts, ask the queries, and write down what came."""
    start_django()
    started = time.perf_counter()
    load(Path(laws))
    print(f"loaded in {time.perf_counter() - started:.0f} s", flush=True)
    scores = ask(Path(queries))
    rows = [[one.kind, one.query, one.rank, one.seconds, list(one.found)] for one in scores]
    Path(file).write_text(json.dumps(rows))


def use_server() -> bool:
    """Ask the search server that the environment names, if any; tests' settings know of none."""
    from django.conf import settings

    address = os.environ.get("ELASTICSEARCH_URL")
    if address:
        settings.ELASTICSEARCH_URL = [address]
        settings.ELASTICSEARCH_SEARCH_SECONDS = 5.0  # so that a slow machine shows as slow
    return bool(address)


def load(laws: Path) -> None:
    """Make the texts pages of many units, and let the search server catch up."""
    from django.core.management import call_command

    from benchmarks.city import make_units
    from console.blueprint_files import load_blueprint
    from console.building import BuildOrder
    from console.item_import import import_items
    from console.portal import set_up_portal
    from console.provisioning import provision_units
    from search.words.actions import load_shipped

    set_up_portal()
    provision_units(make_units(UNITS), BuildOrder(blueprint=load_blueprint("city")))
    result = import_items(laws, publish=True)
    if result.errors:
        raise SystemExit(f"{len(result.errors)} texts were not imported: {result.errors[0]}")
    load_shipped()
    if use_server():
        call_command("search", "rebuild")


def ask(queries: Path) -> list[Score]:
    """Ask each query and return where the first right answer stood."""
    from search.finding.filters import Filters
    from search.finding.find import find

    scores = []
    for line in queries.read_text("utf-8").splitlines():
        query = json.loads(line)
        started = time.perf_counter()
        found = find(query["query"], filters=Filters(language="zh-hans"), size=DEPTH)
        seconds = time.perf_counter() - started
        if found.is_fallback:
            raise SystemExit("The search server did not answer.")
        ids = [item.source_id for item in found.items]
        rank = next((n for n, pk in enumerate(ids, 1) if pk in query["relevant"]), 0)
        scores.append(Score(query["kind"], query["query"], rank, seconds, tuple(ids)))
    return scores


def as_table(engine: str, scores: Sequence[Score]) -> str:
    """Return success and rank by kind, and latency, as a table in Markdown."""
    kinds: dict[str, list[Score]] = defaultdict(list)
    for score in scores:
        kinds[score.kind].append(score)
    kinds["all"] = list(scores)
    times = quantiles([1000 * score.seconds for score in scores], n=20)
    lines = [
        f"{engine}: p50 {times[9]:.0f} ms, p95 {times[18]:.0f} ms",
        "",
        "| kind | queries | s@1 | s@10 | MRR |",
        "| --- | --- | --- | --- | --- |",
    ]
    for kind, found in kinds.items():
        figures = figures_of(found)
        lines.append(f"| {kind} | {len(found)} | " + " | ".join(f"{x:.3f}" for x in figures) + " |")
    return "\n".join(lines)


def figures_of(scores: Sequence[Score]) -> tuple[float, float, float]:
    """Return success at the first place and in the first ten, and the mean reciprocal rank."""
    return (
        mean(score.rank == 1 for score in scores),
        mean(score.rank > 0 for score in scores),
        mean(1 / score.rank if score.rank else 0 for score in scores),
    )


def differences(scores: Mapping[str, Sequence[Score]]) -> Iterator[str]:
    """Say how far the engines are apart, and where."""
    if len(scores) < 2:
        return
    at_ten = {name: figures_of(found)[1] for name, found in scores.items()}
    yield f"\nLargest difference at 10: {max(at_ten.values()) - min(at_ten.values()):.3f}"
    for same in zip(*scores.values(), strict=True):
        if len({score.rank > 0 for score in same}) > 1:
            ranks = ", ".join(f"{name} {one.rank}" for name, one in zip(scores, same, strict=True))
            yield f"  {same[0].kind} {same[0].query}: {ranks}"


def _arguments() -> Any:
    return sys.argv[2:] if sys.argv[1] == "--run" else sys.argv[1:]


if __name__ == "__main__":
    (run if sys.argv[1] == "--run" else main)(*_arguments())
