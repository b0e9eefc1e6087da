"""Public pages that nobody has stored: SQL queries, and CPU time of the process."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus

from django.conf import settings
from django.test import Client

from benchmarks.city import City, Growth
from benchmarks.meters import Patience, Times, counting, milliseconds, timing
from benchmarks.table import Row, Verdict, verdict
from units.addresses import address_book
from units.entries import UnitEntry

# A round that something else disturbs is forgotten: the one with the lowest median counts.
ROUNDS, REPEATS = 4, 7
ARTICLE_CPU_SECONDS = 0.015
# Sizes between which the number of queries must not change.
COMPARED_FROM = 137


@dataclass(frozen=True, slots=True)
class PublicPage:
    """A kind of page, where it is in the city, and the most queries it may take."""

    name: str
    queries: int | None
    path: str
    is_on_portal: bool = False


PAGES = (
    PublicPage("portal home", 12, "/", is_on_portal=True),
    PublicPage("unit home", 12, "/"),
    PublicPage("column", 10, "/xwdt/"),
    PublicPage("article", 8, "/xwdt/articlepage-0/"),
    PublicPage("policy document", 8, "/zcfg/policypage-0/"),
    PublicPage("service guide", 8, "/bs/servicepage-0/"),
    PublicPage("directory", None, "/units/", is_on_portal=True),
)


class PublicPages:
    """Every kind of public page, asked for in the middle of the city."""

    def __init__(self) -> None:
        self.queries: dict[str, dict[int, int]] = {page.name: {} for page in PAGES}
        self.times: dict[str, dict[int, Times]] = {page.name: {} for page in PAGES}
        self.patience = Patience()

    def measure(self, city: City, growth: Growth, size: int) -> None:
        book = address_book()
        unit = book.units[len(book.units) // 2]
        client = Client()
        for page in PAGES:
            host = _host(book.portal if page.is_on_portal else unit)
            _get(client, page, host)
            with counting() as queries:
                _get(client, page, host)
            self.queries[page.name][size] = len(queries)
        for _round in range(ROUNDS):
            for page in PAGES:
                self._time(client, page, _host(book.portal if page.is_on_portal else unit), size)

    def _time(self, client: Client, page: PublicPage, host: str, size: int) -> None:
        self.patience.wait()
        times = timing(lambda: _get(client, page, host), repeats=REPEATS, warm_up=1)
        known = self.times[page.name].get(size)
        if known is None or times.usual < known.usual:
            self.times[page.name][size] = times

    def rows(self) -> Iterator[Row]:
        for page in PAGES:
            yield _queries_row(page, self.queries[page.name])
        for page in PAGES:
            yield _cpu_row(page, self.times[page.name])
        yield _wall_row(self.times["portal home"])
        yield _directory_row(self.times["directory"])


def _host(unit: UnitEntry) -> str:
    return f"{unit.base_host}:{settings.BATONG_PUBLIC_PORT}"


def _get(client: Client, page: PublicPage, host: str) -> None:
    response = client.get(page.path, headers={"host": host})
    if response.status_code != HTTPStatus.OK:
        raise AssertionError(f"{host}{page.path} answered {response.status_code}")


def _queries_row(page: PublicPage, found: Mapping[int, int]) -> Row:
    compared = {queries for size, queries in found.items() if size >= COMPARED_FROM}
    is_within = page.queries is None or max(found.values()) <= page.queries
    limit = "" if page.queries is None else f"≤ {page.queries}, "
    return Row(
        what=f"{page.name}: SQL queries",
        budget=f"{limit}same at all sizes",
        measured={size: str(queries) for size, queries in found.items()},
        verdict=verdict(is_within and len(compared) == 1),
    )


def _cpu_row(page: PublicPage, found: Mapping[int, Times]) -> Row:
    is_article = page.name == "article"
    return Row(
        what=f"{page.name}: CPU ms, median (best)",
        budget=f"≤ {milliseconds(ARTICLE_CPU_SECONDS)}" if is_article else "",
        measured={
            size: f"{milliseconds(times.usual)} ({milliseconds(times.best)})"
            for size, times in found.items()
        },
        verdict=verdict(all(times.usual <= ARTICLE_CPU_SECONDS for times in found.values()))
        if is_article
        else Verdict.NONE,
    )


def _wall_row(found: Mapping[int, Times]) -> Row:
    """The time of a database that runs beside the process is in no CPU time of the process."""
    return Row(
        what="portal home: ms by the clock, median",
        measured={size: milliseconds(times.usual_wall) for size, times in found.items()},
    )


def _directory_row(found: Mapping[int, Times]) -> Row:
    each = {size: times.best / size for size, times in found.items() if size >= COMPARED_FROM}
    return Row(
        what="directory of all units: CPU ms a unit",
        budget="linear: never dearer than at 137",
        measured={size: f"{seconds * 1000:.3f}" for size, seconds in each.items()},
        verdict=verdict(max(each.values()) <= 1.2 * each[min(each)]),
    )
