"""Views of the admin: SQL queries, which must not grow with the number of units (I4)."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus

from django.conf import settings
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from benchmarks.city import City, Growth
from benchmarks.meters import counting
from benchmarks.table import Row, verdict
from units.enums import Role
from units.models import Unit, User
from units.people.actions import add_member

# Sizes between which the number of queries must not change.
COMPARED_FROM = 137
COLUMN, ITEM = "xwdt", "articlepage-0"
# Role, and the views that count for it
VIEWS: dict[Role, tuple[str, ...]] = {
    Role.EDITOR: (
        "dashboard",
        "explorer",
        "page chooser",
        "edit",
        "create",
        "images",
        "history of the site",
    ),
    Role.LEADER: ("dashboard", "explorer"),
    Role.OPERATOR: ("dashboard", "people"),
    Role.IT_OFFICE: ("dashboard", "explorer", "people", "history of the site"),
    Role.INSPECTOR: ("dashboard", "people", "types of pages"),
}


class AdminViews:
    """What the people of the first unit, and of the centre, open each day."""

    def __init__(self) -> None:
        self.people: dict[Role, User] = {}
        self.queries: dict[tuple[Role, str], dict[int, int]] = {}

    def measure(self, city: City, growth: Growth, size: int) -> None:
        unit = Unit.objects.real().order_by("pk")[0]
        addresses = _addresses(unit)
        for role, views in VIEWS.items():
            client = self._client(role, unit)
            for view in views:
                _get(client, addresses[view])
                with counting() as queries:
                    _get(client, addresses[view])
                self.queries.setdefault((role, view), {})[size] = len(queries)

    def _client(self, role: Role, unit: Unit) -> Client:
        if role not in self.people:
            person = User.objects.create_user(f"measured-{role}")
            add_member(person, role, unit=unit if role in _OF_UNITS else None)
            self.people[role] = person
        host = f"{settings.BATONG_PORTAL_HOST}:{settings.BATONG_PUBLIC_PORT}"
        client = Client(headers={"host": host})
        client.force_login(self.people[role])
        return client

    def rows(self) -> Iterator[Row]:
        for (role, view), found in self.queries.items():
            compared = {queries for size, queries in found.items() if size >= COMPARED_FROM}
            yield Row(
                what=f"admin, {role.value}: {view}, SQL queries",
                budget="same at 137 and 5,000 units",
                measured={size: str(queries) for size, queries in found.items()},
                verdict=verdict(len(compared) <= 1),
            )


_OF_UNITS = frozenset({Role.EDITOR, Role.LEADER, Role.OPERATOR})


def _addresses(unit: Unit) -> dict[str, str]:
    home = unit.roots.order_by("pk")[0].page
    column = home.get_children().get(slug=COLUMN)
    item: Page = column.get_children().get(slug=ITEM)
    return {
        "dashboard": reverse("wagtailadmin_home"),
        "explorer": reverse("wagtailadmin_explore", args=[home.pk]),
        "page chooser": reverse("wagtailadmin_choose_page"),
        "edit": reverse("wagtailadmin_pages:edit", args=[item.pk]),
        "create": reverse("wagtailadmin_pages:add", args=["content", "articlepage", column.pk]),
        "images": reverse("wagtailimages:index"),
        "people": reverse("wagtailusers_users:index"),
        "history of the site": reverse("wagtailadmin_reports:site_history"),
        "types of pages": reverse("wagtailadmin_reports:page_types_usage"),
    }


def _get(client: Client, address: str) -> None:
    response = client.get(address)
    if response.status_code != HTTPStatus.OK:
        raise AssertionError(f"{address} answered {response.status_code}")
