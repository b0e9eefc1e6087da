"""How fast finding is: `python -m benchmarks.search_speed [ENGINE [ENTRIES]]` prints it.

There are 100,000 entries unless another number is given.

Entries of about 525 characters are put together from the demo's texts for 137 units, indexed in
batches, and asked for by eight processes at once, with facets. ENGINE is one of those of
`benchmarks.search_quality`; the search server's table is on PostgreSQL as in production.
"""

from __future__ import annotations

import datetime
import gzip
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from multiprocessing import get_context
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from benchmarks import machine
from benchmarks.run import start_django
from benchmarks.search_quality import ROOT, UNITS, use_server
from benchmarks.table import Row, verdict
from tests.elasticsearch_server import elasticsearch
from tests.servers import MissingProgram, postgresql

ENTRIES = 100_000
CLIENTS = 8
QUERIES = 800
# Kinds of queries by their shares: see queries_of
MIX = (
    *("name", "clause", "rare word", "words", "title", "name", "swapped", "clause"),
    *("rare word", "words", "question", "name", "pinyin", "clause", "title", "common word"),
)
CHARACTERS = 525
# For PostgreSQL's buffers as docs/production.md asks for, and Elasticsearch's heap as compose.yaml
MEMORY, HEAP = "1GB", "1g"
# How many times as many other queries are asked before: Java translates what it does often while it
# runs, which takes it some thousand queries on two cores that are busy
WARM_UP = 12
SEED = 8
# Milliseconds at the 95th percentile, and entries a second
BUDGETS = {"postgresql": (150, 300), "elasticsearch": (100, 500)}
Law = dict[str, Any]
TEXTS = ROOT / "console" / "demo" / "data" / "laws.jsonl.gz"


def main(engine: str = "", entries: str = str(ENTRIES)) -> None:
    """Measure and print."""
    print(machine.description(), flush=True)
    for name in [engine] if engine else BUDGETS:
        for row in rows(name, int(entries)):
            print(f"{row.where}: {row.what}: {row.measured[UNITS]} ({row.budget}) {row.verdict}")


def rows(engine: str, entries: int = ENTRIES) -> list[Row]:
    """Return the two rows of an engine; none where its server is missing."""
    with ExitStack() as servers, tempfile.TemporaryDirectory(prefix="batong-speed-") as folder:
        try:
            parts = {"DATABASE_URL": servers.enter_context(postgresql(shared_buffers=MEMORY)).url()}
            if engine == "elasticsearch":
                parts["ELASTICSEARCH_URL"] = servers.enter_context(elasticsearch(heap=HEAP)).url
        except MissingProgram as missing:
            print(f"!!! {missing} is missing: no search is measured on {engine}", flush=True)
            return []
        file = Path(folder) / "speed.json"
        command = [sys.executable, "-m", "benchmarks.search_speed", "--run", str(file)]
        subprocess.run([*command, str(entries)], env={**os.environ, **parts}, cwd=ROOT, check=True)
        found = json.loads(file.read_text())
    most, least = BUDGETS[engine]
    shown = f"p50 {found['p50']:.0f} ms, p95 {found['p95']:.0f} ms, {found['each']:.0f} a second"
    kinds = ", ".join(f"{kind} {middle:.0f}" for kind, middle in found["kinds"].items())
    print(f"{engine}: p50 by kind of query, in ms: {kinds}", flush=True)
    return [
        Row(
            what=f"cross-site search, {entries:,} entries, {CLIENTS} clients, facets",
            where=engine,
            budget=f"p95 ≤ {most} ms",
            measured={UNITS: shown},
            verdict=verdict(found["p95"] <= most),
        ),
        Row(
            what=f"indexing {entries:,} entries",
            where=engine,
            budget=f"≥ {least} a second",
            measured={UNITS: f"{found['indexed']:.0f} a second"},
            verdict=verdict(found["indexed"] >= least),
        ),
    ]


def run(file: str, entries: str) -> None:
    """Fill the index, ask, and write down what came of it."""
    start_django()
    from search.analysis import words

    laws = read_laws()
    found: dict[str, Any] = {"indexed": fill(laws, int(entries))}
    frequency = Counter(word for law in laws for word in set(words("\n".join(law["body"]))))
    with ProcessPoolExecutor(CLIENTS, get_context("spawn"), initializer=start_client) as pool:
        for seed in range(SEED + 1, SEED + 1 + WARM_UP):
            other = queries_of(laws, frequency, seed)
            list(pool.map(ask, [text for _kind, text in other], chunksize=10))
        queries = queries_of(laws, frequency, SEED)
        started = time.perf_counter()
        asked = list(pool.map(ask, [text for _kind, text in queries], chunksize=10))
        found["each"] = len(asked) / (time.perf_counter() - started)
    found["p50"], found["p95"] = 1000 * median(asked), 1000 * quantiles(asked, n=20)[18]
    by_kind: dict[str, list[float]] = {kind: [] for kind in MIX}
    for (kind, _text), seconds in zip(queries, asked, strict=True):
        by_kind[kind].append(1000 * seconds)
    found["kinds"] = {kind: median(times) for kind, times in by_kind.items()}
    Path(file).write_text(json.dumps(found))


def start_client() -> None:
    """Make a process ready to ask."""
    start_django()
    use_server()


def ask(query: str) -> float:
    """Ask a query and return the seconds it took."""
    from search.finding.filters import Filters
    from search.finding.find import find

    started = time.perf_counter()
    found = find(query, filters=Filters(language="zh-hans"))
    seconds = time.perf_counter() - started
    if found.is_fallback:
        raise RuntimeError("The search server did not answer.")
    return seconds


def fill(laws: Sequence[Law], entries: int) -> float:
    """Write rows, index them, and return how many were indexed a second, the rows not counted."""
    from django.db import connection, transaction

    from benchmarks.city import make_units
    from console.portal import set_up_portal
    from search.elastic.rebuilding import rebuild
    from search.finding.index import BATCH, index
    from search.models import PublishedItem

    set_up_portal()
    units = make_units(UNITS)
    with connection.cursor() as cursor:  # entries without a page: only here
        cursor.execute("ALTER TABLE search_publisheditem DROP CONSTRAINT search_item_has_an_object")
    seconds = 0.0
    made = made_items(laws, [unit.pk for unit in units], entries)
    while batch := [row for _n, row in zip(range(BATCH), made, strict=False)]:
        with transaction.atomic():
            stored = PublishedItem.objects.bulk_create(batch)
            started = time.perf_counter()
            index(stored)
            seconds += time.perf_counter() - started
    with connection.cursor() as cursor:
        # As in an install that has been running: nothing is left to be swept or written out
        cursor.execute("VACUUM (ANALYZE) search_entry, search_publisheditem")
        cursor.execute("CHECKPOINT")
    if use_server():
        started = time.perf_counter()
        rebuild()
        seconds = time.perf_counter() - started
    return entries / seconds


def made_items(laws: Sequence[Law], units: Sequence[int], count: int) -> Iterator[Any]:
    """Yield unsaved items of many units and years, put together from paragraphs."""
    from django.utils import timezone

    from search.models import PublishedItem
    from search.rows import with_keys

    chance, zone = random.Random(SEED), timezone.get_default_timezone()
    for number in range(count):
        law = chance.choice(laws)
        text, start = "", chance.randrange(len(law["body"]))
        while len(text) < CHARACTERS:
            text += law["body"][start % len(law["body"])]
            start += 1
        day = datetime.datetime(2016, 1, 1, tzinfo=zone) + datetime.timedelta(
            days=chance.randrange(3900)
        )
        yield with_keys(
            PublishedItem(
                unit_id=chance.choice(units),
                item_type=chance.choice(("article", "policy", "notice", "service")),
                language="zh-hans",
                title=f"{law['title']}{chance.choice(law['body'])[:8]}{number}",
                date=day,
                text=text[: 2 * CHARACTERS],
            )
        )


def queries_of(
    laws: Sequence[Law], frequency: Mapping[str, int], seed: int
) -> list[tuple[str, str]]:
    """Return queries with their kinds, the same at each run.

    The kinds and about their shares are those of queries that were judged by hand: names of
    documents in several forms, parts of clauses, what a clause is about; and, one in sixteen, a
    word as it comes, which may stand in most of the texts (``frequency`` says in how many).
    """
    from search.analysis import syllables, words
    from search.titles import title_keys

    chance = random.Random(seed)
    made = []
    for number in range(QUERIES):
        law = chance.choice(laws)
        part = chance.choice(law["body"])
        # The number of a clause stands before a blank
        said = sorted(
            {word for word in words(part.split()[-1][:60]) if not word[0].isdigit()},
            key=lambda word: (frequency[word], word),
        )
        name = title_keys(law["title"]).placeless
        swap = chance.randrange(len(name) - 1)
        place = chance.randrange(max(1, len(part) - 10))
        queries = {
            "title": law["title"],
            "name": name,
            "clause": part[place : place + 10],
            "rare word": (said or [part[:2]])[0],
            "words": " ".join(said[:3]) or part[:4],
            "common word": chance.choice(said or [part[:2]]),
            "swapped": name[:swap] + name[swap + 1] + name[swap] + name[swap + 2 :],
            "question": f"{name}\u600e\u4e48\u529e\u7406",
            "pinyin": "".join(syllables(name[-8:])),
        }
        kind = MIX[number % len(MIX)]
        made.append((kind, queries[kind]))
    return made


def read_laws() -> list[Law]:
    """Return the texts that entries are made of."""
    with gzip.open(TEXTS, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


if __name__ == "__main__":
    (run if sys.argv[1:2] == ["--run"] else main)(*sys.argv[1 + (sys.argv[1:2] == ["--run"]) :])
