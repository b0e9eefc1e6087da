"""The admin costs the same however many units there are (I4): queries counted at two sizes."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import (
    make_collection,
    make_column,
    make_document,
    make_home,
    make_image,
    make_item,
    make_member,
    make_portal,
    make_unit,
)
from tests.visits import sign_in
from units.access import ensure_centre_groups, ensure_unit_groups
from units.enums import Role

pytestmark = pytest.mark.django_db

FEW, MANY = 2, 60


def people_unit(code):
    """Return a unit with a draft, files and an editor, as every unit of a city has them."""
    unit = make_unit(code)
    home = make_home(unit)
    make_collection(unit)
    ensure_unit_groups({unit: home})
    editor = make_member(Role.EDITOR, unit)
    column = make_column(home, f"col{code}")
    draft = make_item(column, is_live=False)
    draft.owner = editor
    draft.save()
    draft.save_revision(user=editor, log_action=True)
    make_image(unit).tags.add(f"tag{code}")
    make_document(collection=unit.collection).tags.add(f"tag{code}")
    return {"unit": unit, "home": home, "editor": editor, "column": column, "draft": draft}


ADDRESSES = {
    "explorer root": lambda one: reverse("wagtailadmin_explore_root"),
    "explorer": lambda one: reverse("wagtailadmin_explore", args=[one["home"].pk]),
    "page chooser": lambda one: reverse("wagtailadmin_choose_page"),
    "page chooser in the directory": lambda one: reverse(
        "wagtailadmin_choose_page_child", args=[one["home"].get_parent().pk]
    ),
    "page chooser for one type": lambda one: (
        reverse("wagtailadmin_choose_page") + "?page_type=content.articlepage"
    ),
    "page chooser search": lambda one: reverse("wagtailadmin_choose_page_search") + "?q=Column",
    "page search": lambda one: reverse("wagtailadmin_pages:search") + "?q=Column",
    "edit": lambda one: reverse("wagtailadmin_pages:edit", args=[one["draft"].pk]),
    "create": lambda one: reverse(
        "wagtailadmin_pages:add", args=["content", "articlepage", one["column"].pk]
    ),
    "history": lambda one: reverse("wagtailadmin_pages:history", args=[one["draft"].pk]),
    "usage": lambda one: reverse("wagtailadmin_pages:usage", args=[one["draft"].pk]),
    "pages of a type": lambda one: reverse(
        "wagtailadmin_pages:type_use", args=["content", "articlepage"]
    ),
    "images": lambda one: reverse("wagtailimages:index"),
    "image chooser": lambda one: reverse("wagtailimages_chooser:choose") + "?layout=list",
    "documents": lambda one: reverse("wagtaildocs:index"),
    "document chooser": lambda one: reverse("wagtaildocs_chooser:choose"),
    "tags": lambda one: reverse("wagtailadmin_tag_autocomplete") + "?term=tag",
    "pages in the API": lambda one: reverse("wagtailadmin_api:pages:listing"),
    **{
        f"report {name}": lambda one, name=name: reverse(f"wagtailadmin_reports:{name}")
        for name in (
            "locked_pages",
            "workflow",
            "workflow_tasks",
            "site_history",
            "aging_pages",
            "page_types_usage",
        )
    },
}


def cost(client, address):
    """Return how many queries an answer takes, once what processes keep is warm."""
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = client.get(address)
    return len(queries), answer


@pytest.fixture
def measured():
    """The costs of every view as one unit's editor, with few units and with many."""
    ensure_centre_groups(make_portal())
    first = people_unit("first")
    people_unit("second")
    client = sign_in(first["editor"])
    return first, client


def explored(client, address):
    """Return where the explorer sends the person at its root."""
    answer = client.get(address)
    return answer["Location"] if answer.status_code == 302 else address


def test_no_view_costs_more_with_many_units(measured):
    first, client = measured
    addresses = {name: explored(client, make(first)) for name, make in ADDRESSES.items()}
    few = {name: cost(client, address)[0] for name, address in addresses.items()}
    for number in range(MANY - FEW):
        people_unit(f"other{number}")
    many = {name: cost(client, address)[0] for name, address in addresses.items()}
    assert {name: (few[name], many[name]) for name in few if few[name] != many[name]} == {}
