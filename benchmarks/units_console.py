"""The list of all units in the IT office's console: SQL queries, and the time of an answer."""

from __future__ import annotations

import time
from collections.abc import Iterator
from http import HTTPStatus

from django.conf import settings
from django.test import Client
from django.urls import reverse

from benchmarks.city import City, Growth
from benchmarks.meters import counting, milliseconds
from benchmarks.table import Row, verdict
from units.enums import Presence, Role, UnitState
from units.models import User
from units.people.actions import add_member

MOST_QUERIES = 12
MOST_SECONDS = 0.5
REPEATS = 40
PERCENTILE = 0.95
# What an officer opens: the first page, a late one, filtered, and looked for
QUERIES = (
    "",
    "?p=3",
    f"?state={UnitState.LIVE}",
    f"?presence={Presence.SITE}&kind=department",
    "?q=1",
)


class UnitsConsole:
    """The list of the console, opened by the IT office in all the ways it is opened."""

    def __init__(self) -> None:
        self.client: Client | None = None
        self.queries: dict[int, int] = {}
        self.seconds: dict[int, float] = {}

    def measure(self, city: City, growth: Growth, size: int) -> None:
        """Count the queries of the first page, and take the time of all."""
        client, address = self._client(), reverse("console_register_units")
        _get(client, address)
        with counting() as queries:
            _get(client, address)
        self.queries[size] = len(queries)
        taken = [_timed(client, address + query) for query in QUERIES for _try in range(_tries())]
        self.seconds[size] = sorted(taken)[int(len(taken) * PERCENTILE) - 1]

    def _client(self) -> Client:
        if self.client is None:
            person = User.objects.create_user("measured-console")
            add_member(person, Role.IT_OFFICE)
            host = f"{settings.BATONG_PORTAL_HOST}:{settings.BATONG_PUBLIC_PORT}"
            self.client = Client(headers={"host": host})
            self.client.force_login(person)
        return self.client

    def rows(self) -> Iterator[Row]:
        """Return the lines of the table."""
        yield Row(
            what="units console: list, SQL queries",
            budget=f"≤ {MOST_QUERIES}, same at every size",
            measured={size: str(count) for size, count in self.queries.items()},
            verdict=verdict(max(self.queries.values()) <= MOST_QUERIES),
        )
        yield Row(
            what="units console: list, 95th percentile",
            budget=f"< {milliseconds(MOST_SECONDS)}",
            measured={size: milliseconds(taken) for size, taken in self.seconds.items()},
            verdict=verdict(max(self.seconds.values()) < MOST_SECONDS),
        )


def _tries() -> int:
    return REPEATS // len(QUERIES)


def _timed(client: Client, address: str) -> float:
    started = time.perf_counter()
    _get(client, address)
    return time.perf_counter() - started


def _get(client: Client, address: str) -> None:
    response = client.get(address)
    if response.status_code != HTTPStatus.OK:
        raise AssertionError(f"{address} answered {response.status_code}")
