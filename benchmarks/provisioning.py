"""Provisioning in bulk: statements, time, memory, and whether both grow with the units alone."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection

from benchmarks.city import City, Growth, memory
from benchmarks.meters import milliseconds
from benchmarks.table import Row, verdict

FOR_ONE, FOR_TOGETHER, TOGETHER = 60, 100, 137
SQLITE_A_UNIT = 5
SECONDS_A_UNIT = 0.1
# How much dearer a unit may be at the largest size for the growth to count as linear.
LINEAR = 1.5


class Provisioning:
    """Home, columns, roles, collection, site and 20 items for every unit of a run."""

    def __init__(self) -> None:
        self.growths: dict[int, Growth] = {}
        self.memory: dict[int, int] = {}

    def measure(self, city: City, growth: Growth, size: int) -> None:
        self.growths[size] = growth
        self.memory[size] = memory()

    def rows(self) -> Iterator[Row]:
        yield self._statements()
        yield self._seconds()
        yield self._linear()
        yield Row(
            what="provisioning: most memory of the process, MB",
            measured={size: f"{megabytes:,}" for size, megabytes in self.memory.items()},
        )

    def _statements(self) -> Row:
        measured = {
            size: f"{growth.statements} for {growth.units:,}"
            for size, growth in self.growths.items()
        }
        if connection.vendor == "postgresql":
            budget = f"≤ {FOR_ONE} for 1, ≤ {FOR_TOGETHER} for {TOGETHER}"
            limits = {1: FOR_ONE, TOGETHER: FOR_TOGETHER}
        else:
            budget = f"≤ {FOR_ONE} for 1, ≤ {SQLITE_A_UNIT} a unit in a batch"
            limits = {
                size: FOR_ONE if size == 1 else SQLITE_A_UNIT * growth.units
                for size, growth in self.growths.items()
            }
        return Row(
            what="provisioning: SQL statements",
            budget=budget,
            measured=measured,
            verdict=verdict(
                all(
                    growth.statements <= limits[size]
                    for size, growth in self.growths.items()
                    if size in limits
                )
            ),
        )

    def _seconds(self) -> Row:
        return Row(
            what="provisioning: ms a unit (of them CPU)",
            budget=f"≤ {milliseconds(SECONDS_A_UNIT)}",
            measured={
                size: f"{milliseconds(growth.seconds_a_unit)} "
                f"({milliseconds(growth.cpu_seconds / growth.units)})"
                for size, growth in self.growths.items()
            },
            verdict=verdict(
                all(
                    growth.seconds_a_unit <= SECONDS_A_UNIT
                    for size, growth in self.growths.items()
                    if size > 1
                )
            ),
        )

    def _linear(self) -> Row:
        best = {size: growth.best_batch for size, growth in self.growths.items() if size > 1}
        *smaller, largest = best.values()
        return Row(
            what="provisioning: ms a unit in the best batch",
            budget=f"linear: largest city ≤ {LINEAR} × others",
            measured={size: milliseconds(seconds) for size, seconds in best.items()},
            verdict=verdict(largest <= LINEAR * max(smaller, default=largest)),
        )
