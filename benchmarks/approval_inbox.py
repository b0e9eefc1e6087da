"""The approval inbox of the secrecy bureau, with everything of the city waiting there."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from http import HTTPStatus

from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from benchmarks.city import City, Growth
from benchmarks.meters import Patience, counting, milliseconds
from benchmarks.table import Row, verdict
from content.models import ArticlePage
from tests.workflows.inbox.rows import add_rows
from units.enums import Role
from units.models import Unit, User
from units.people.actions import add_member

FEW, MANY = 10, 5_000
# The city from which on there are enough units and pages for so many texts
LEAST = 137
QUERIES, SECONDS = 8, 0.3
# Of some rounds the one that the machine disturbed least counts
ROUNDS, REPEATS, WARM_UP = 4, 20, 3
# What begins with one of these is asked for the list, not for the frame of the admin
OWN = ('FROM "workflows_stagestate"', 'SELECT "wagtailcore_taskstate"')


class ApprovalInbox:
    """Queries with few and with many texts waiting, and the time of a page with many."""

    def __init__(self) -> None:
        self.client: Client | None = None
        self.few: list[str] = []
        self.many: dict[int, list[str]] = {}
        self.p95: dict[int, float] = {}
        self.patience = Patience()

    def measure(self, city: City, growth: Growth, size: int) -> None:
        if size < LEAST:
            return
        if self.client is None:
            self.client = self._begin()
        self.many[size] = self._statements()
        self.p95[size] = self._time()

    def _begin(self) -> Client:
        """Let a reviewer sign in, look at few texts, and then get many."""
        reviewer = User.objects.create_user("measured-inbox")
        add_member(reviewer, Role.SECRECY)
        editor = User.objects.create_user("measured-sender")
        host = f"{settings.BATONG_PORTAL_HOST}:{settings.BATONG_PUBLIC_PORT}"
        self.client = Client(headers={"host": host})
        self.client.force_login(reviewer)
        self._send(editor, FEW, 0)
        self.few = self._statements()
        self._send(editor, MANY - FEW, FEW)
        if connection.vendor == "postgresql":
            # As its own housekeeping does some time after many rows have come in
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
        return self.client

    def _send(self, editor: User, count: int, start: int) -> None:
        articles = ArticlePage.objects.order_by("pk").values("pk")
        pages = Page.objects.filter(pk__in=articles).order_by("pk")[start : start + count]
        units = list(Unit.objects.real())
        add_rows(
            count, units=units, editor=editor, role=Role.SECRECY, pages=list(pages), start=start
        )

    def _get(self) -> None:
        assert self.client is not None
        response = self.client.get(reverse("approval_inbox"))
        if response.status_code != HTTPStatus.OK:
            raise AssertionError(f"The inbox answered {response.status_code}")

    def _statements(self) -> list[str]:
        self._get()
        with counting() as statements:
            self._get()
        return statements.texts

    def _time(self) -> float:
        """Return the seconds within which 95 of 100 pages are there, in the calmest round."""
        for _time in range(WARM_UP):
            self._get()
        return min(self._round() for _time in range(ROUNDS))

    def _round(self) -> float:
        self.patience.wait()
        taken = []
        for _time in range(REPEATS):
            started = time.perf_counter()
            self._get()
            taken.append(time.perf_counter() - started)
        return sorted(taken)[math.ceil(0.95 * REPEATS) - 1]

    def rows(self) -> Iterator[Row]:
        own = {
            size: sum(any(words in text for words in OWN) for text in statements)
            for size, statements in self.many.items()
        }
        yield Row(
            what=f"approval inbox, {MANY:,} waiting: SQL queries of its own",
            budget=f"≤ {QUERIES}",
            measured={size: str(queries) for size, queries in own.items()},
            verdict=verdict(max(own.values(), default=0) <= QUERIES),
        )
        whole = {size: len(statements) for size, statements in self.many.items()}
        yield Row(
            what=f"approval inbox, {MANY:,} waiting: SQL queries with the admin's frame",
            budget=f"same at {FEW} waiting ({len(self.few)})",
            measured={size: str(queries) for size, queries in whole.items()},
            verdict=verdict(set(whole.values()) <= {len(self.few)}),
        )
        yield Row(
            what=f"approval inbox, {MANY:,} waiting: p95 in ms",
            budget=f"≤ {SECONDS * 1000:.0f}",
            measured={size: milliseconds(seconds) for size, seconds in self.p95.items()},
            verdict=verdict(max(self.p95.values(), default=0) <= SECONDS),
        )
