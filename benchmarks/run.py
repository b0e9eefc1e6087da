"""Measuring on one database: `python -m benchmarks.run WHERE FILE SIZE…` writes rows to a file.

DATABASE_URL names an empty database. `python -m benchmarks` starts one such run a database.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path

import django

from benchmarks.table import Row


def start_django() -> None:
    """Make the database ready, with the tests' settings."""
    sys.path.append(str(Path(__file__).parents[1] / "platform"))
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def measure(sizes: Sequence[int]) -> Iterator[Row]:
    """Let a city grow to each of the sizes, and measure every budget there."""
    from benchmarks.address_book import AddressBookTime
    from benchmarks.admin_views import AdminViews
    from benchmarks.approval_inbox import ApprovalInbox
    from benchmarks.budgets import Budget
    from benchmarks.city import City
    from benchmarks.links import Links
    from benchmarks.provisioning import Provisioning
    from benchmarks.public_pages import PublicPages
    from benchmarks.units_console import UnitsConsole

    city = City()
    budgets: list[Budget] = [
        Provisioning(),
        PublicPages(),
        Links(),
        AddressBookTime(),
        AdminViews(),
        ApprovalInbox(),
        UnitsConsole(),
    ]
    for size in sizes:
        started = time.perf_counter()
        growth = city.grow(_missing(city.units, size))
        for budget in budgets:
            budget.measure(city, growth, size)
        print(f"  {size:,} units: {time.perf_counter() - started:.0f} s", flush=True)
    for budget in budgets:
        yield from budget.rows()


def _missing(units: int, size: int) -> int:
    """Return how many units to add: 137 are provisioned together, larger sizes are totals."""
    from benchmarks.provisioning import TOGETHER

    return size if size <= TOGETHER else size - units


def main(where: str, file: str, *sizes: str) -> None:
    """Measure, and write the rows down."""
    start_django()
    rows = [asdict(replace(row, where=where)) for row in measure([int(size) for size in sizes])]
    Path(file).write_text(json.dumps(rows))


if __name__ == "__main__":
    main(*sys.argv[1:])
