"""Measure every budget of the design on SQLite and on PostgreSQL, and print one table.

`python -m benchmarks 1000` stops at so many units; 137 are always measured. An exceeded budget is
no failure here, since times depend on the machine: what must hold is tested.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from benchmarks import later, machine, search_speed
from benchmarks.table import Row, Verdict, as_table
from tests.servers import MissingProgram, postgresql, redis

SIZES = (1, 137, 1000, 5000)
LEAST = 137
ROOT = Path(__file__).parents[1]


def main(sizes: Sequence[int]) -> None:
    """Print the table for cities of these sizes."""
    started = time.perf_counter()
    print(machine.description(), flush=True)
    rows = [*_on_sqlite(sizes), *_on_postgresql(sizes)]
    for engine in search_speed.BUDGETS:
        rows += search_speed.rows(engine)
    rows += later.rows()
    print(f"\n{as_table(rows, sizes)}\n")
    over = sum(row.verdict is Verdict.OVER for row in rows)
    minutes = (time.perf_counter() - started) / 60
    print(f"{over} over budget; measured in {minutes:.0f} minutes.")


def _on_sqlite(sizes: Sequence[int]) -> list[Row]:
    with tempfile.TemporaryDirectory(prefix="batong-bench-") as folder:
        database = f"sqlite:///{Path(folder) / 'bench.sqlite3'}"
        return _measured("SQLite", sizes, {"DATABASE_URL": database})


def _on_postgresql(sizes: Sequence[int]) -> list[Row]:
    """Measure as in production: the cache is a server too, if there is one."""
    with ExitStack() as servers:
        try:
            parts = {"DATABASE_URL": servers.enter_context(postgresql()).url()}
        except MissingProgram as missing:
            print(f"!!! {missing} is missing: nothing is measured on PostgreSQL", flush=True)
            return []
        try:
            parts["CACHE_URL"] = servers.enter_context(redis())
        except MissingProgram as missing:
            print(f"!!! {missing} is missing: the cache is local memory", flush=True)
        return _measured("PostgreSQL", sizes, parts)


def _measured(where: str, sizes: Sequence[int], environment: Mapping[str, str]) -> list[Row]:
    """Measure in a process of its own, since a process has one database."""
    print(f"{where}:", flush=True)
    with tempfile.TemporaryDirectory(prefix="batong-bench-") as folder:
        file = Path(folder) / "rows.json"
        command = [sys.executable, "-m", "benchmarks.run", where, str(file), *map(str, sizes)]
        parts = {**os.environ, "BATONG_MEDIA_ROOT": folder, **environment}
        subprocess.run(command, check=True, cwd=ROOT, env=parts)
        return [_row(values) for values in json.loads(file.read_text())]


def _row(values: dict[str, Any]) -> Row:
    measured = {int(size): text for size, text in values["measured"].items()}
    return Row(**{**values, "measured": measured, "verdict": Verdict(values["verdict"])})


if __name__ == "__main__":
    largest = max(LEAST, int(sys.argv[1])) if sys.argv[1:] else SIZES[-1]
    main([size for size in SIZES if size <= largest])
