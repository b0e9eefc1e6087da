"""Reading all units, hosts and roots anew, which each process does after a change of any."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.city import City, Growth
from benchmarks.meters import Times, counting, milliseconds, timing
from benchmarks.table import Row, verdict
from units.addresses import address_book, forget

REPEATS = 7
LINEAR = 1.5
COMPARED_FROM = 137


class AddressBookTime:
    """Rebuilding the address book."""

    def __init__(self) -> None:
        self.times: dict[int, Times] = {}
        self.queries: dict[int, int] = {}

    def measure(self, city: City, growth: Growth, size: int) -> None:
        with counting() as queries:
            _rebuild()
        self.queries[size] = len(queries)
        self.times[size] = timing(_rebuild, repeats=REPEATS)

    def rows(self) -> Iterator[Row]:
        each = {size: t.best / size for size, t in self.times.items() if size >= COMPARED_FROM}
        yield Row(
            what="address book read anew: CPU ms, best",
            budget=f"linear: a unit ≤ {LINEAR} × from 137 on",
            measured={size: milliseconds(times.best) for size, times in self.times.items()},
            verdict=verdict(max(each.values()) <= LINEAR * each[min(each)]),
        )
        yield Row(
            what="address book read anew: SQL queries",
            budget="same at all sizes",
            measured={size: str(queries) for size, queries in self.queries.items()},
            verdict=verdict(len(set(self.queries.values())) == 1),
        )


def _rebuild() -> None:
    forget()
    book = address_book()
    _ = book.by_host, book.by_prefix, book.by_code, book.by_id
