"""Each guard of the fence keeps something in that Wagtail would show."""

import pytest
from django.urls import reverse

from tests.factories import make_item
from tests.units.fence_world import (
    SECRET,
    make_fence_world,
    page_address,
    report_address,
    shows_secret,
)
from units.fence.guards import register, registered

pytestmark = pytest.mark.django_db


def bulk(app, model, action, query):
    """Return the address of an action on many things."""
    return reverse("wagtail_bulk_action", args=[app, model, action]) + query


PROBES = {
    "explorer": lambda client, world: client.get(
        reverse("wagtailadmin_explore", args=[world.far.draft.pk])
    ),
    "filters of the explorer": lambda client, world: client.get(
        reverse("wagtailadmin_explore", args=[world.near.home.pk])
    ),
    "filters of pages of a type": lambda client, world: client.get(
        reverse("wagtailadmin_pages:type_use", args=["content", "articlepage"])
    ),
    "places of copies and new pages": lambda client, world: client.post(
        page_address("copy", world.near.draft),
        {"new_title": "x", "new_slug": "x", "new_parent_page": world.far.draft.pk},
    ),
    "question before a move": lambda client, world: client.get(
        page_address("move_confirm", world.near.draft, world.far.draft.pk)
    ),
    "moderation": lambda client, world: client.get(
        page_address(
            "workflow_action",
            make_item(world.far.column, is_live=False, title=SECRET),
            "approve",
            world.far.moderation.current_task_state.pk,
        )
    ),
    "pages to choose from": lambda client, world: client.get(
        reverse("wagtailadmin_choose_page_child", args=[world.far.column.pk])
    ),
    "place browsed to choose a page": lambda client, world: client.get(
        reverse("wagtailadmin_choose_page_child", args=[world.far.draft.pk])
    ),
    "pages chosen by id": lambda client, world: client.get(
        reverse("wagtailadmin_choose_page_chosen_multiple"), {"id": world.far.draft.pk}
    ),
    "suggested tags": lambda client, world: client.get(
        reverse("wagtailadmin_tag_autocomplete"), {"term": SECRET}
    ),
    "things acted on at once": lambda client, world: client.get(
        bulk("wagtailcore", "page", "delete", f"?id={world.far.draft.pk}&id={world.near.draft.pk}")
    ),
    "filters of report locked_pages": lambda client, world: client.get(
        report_address("locked_pages")
    ),
    "filters of report workflow": lambda client, world: client.get(report_address("workflow")),
    "filters of report site_history": lambda client, world: client.get(
        report_address("site_history")
    ),
    "counts of report page_types_usage": lambda client, world: client.get(
        report_address("page_types_usage")
    ),
    "filters of report page_types_usage": lambda client, world: client.get(
        report_address("page_types_usage")
    ),
    "tags offered in the list of pictures": lambda client, world: client.get(
        reverse("wagtailimages:index")
    ),
    "tags offered in the list of documents": lambda client, world: client.get(
        reverse("wagtaildocs:index")
    ),
    "tags offered when choosing a picture": lambda client, world: client.get(
        reverse("wagtailimages_chooser:choose")
    ),
    "pictures in the API": lambda client, world: client.get(
        reverse("wagtailadmin_api:images:listing")
    ),
    "documents in the API": lambda client, world: client.get(
        reverse("wagtailadmin_api:documents:listing")
    ),
}


@pytest.fixture
def world():
    """Two units and the people of one of them."""
    return make_fence_world()


@pytest.mark.parametrize("name", PROBES)
def test_guard_keeps_in_what_wagtail_shows(world, monkeypatch, name):
    guard = next(guard for guard in registered() if guard.name == name)
    client = world.clients["editor"]
    with_guard = shows_secret(PROBES[name](client, world))
    monkeypatch.setattr(guard.owner, guard.attribute, guard.stock)
    assert (with_guard, shows_secret(PROBES[name](client, world))) == (False, True)


def test_every_guard_of_the_fence_is_tried():
    ours = ("units.fence", "files.fence")
    modules = {
        guard.name: getattr(guard.owner, "__module__", guard.owner.__name__)
        for guard in registered()
    }
    names = {name for name, module in modules.items() if module.startswith(ours)}
    # References need a whole form, see test_fence_forms; what is closed names nothing
    assert names - PROBES.keys() <= {"references of a page", "what is not served"}


def test_name_of_a_guard_is_taken_once():
    first = registered()[0]
    with pytest.raises(ValueError, match=first.name):
        register(first)
