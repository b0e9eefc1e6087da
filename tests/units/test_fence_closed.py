"""The pages of a unit that has closed are read, and written by nobody."""

import datetime

import pytest
from django.urls import reverse

from tests.units.fence_world import make_fence_world, page_address
from units import addresses
from units.enums import Aftermath
from units.fence.reach import page_policy, readable_pages, user_may_read
from units.models import User

pytestmark = pytest.mark.django_db

WRITING = ("edit", "delete", "copy", "move", "unpublish")
ADD = "wagtailadmin_pages:add_subpage"


@pytest.fixture(params=[False, True], ids=["open", "closed"])
def is_closed(request):
    """Whether the unit has closed as an archive."""
    return request.param


@pytest.fixture
def world(is_closed):
    """Two units and the people of one of them, which has closed or not."""
    world = make_fence_world()
    if is_closed:
        unit = world.near.unit
        unit.opened_on = unit.closed_on = datetime.date(2026, 1, 1)
        unit.aftermath = Aftermath.ARCHIVE
        unit.save()
        addresses.forget()
    return world


@pytest.fixture
def editor(world):
    """The editor, as the next request knows him."""
    return User.objects.get(pk=world.people["editor"].pk)


def test_editor_reads_his_draft(world, editor):
    assert user_may_read(editor, world.near.draft)


def test_editor_finds_his_draft_among_what_he_reads(world, editor):
    assert readable_pages(editor).filter(pk=world.near.draft.pk).exists()


def test_editor_writes_while_the_unit_is_open(world, editor, is_closed):
    tester = world.near.draft.permissions_for_user(editor)

    assert tester.can_edit() != is_closed


def test_editor_adds_pages_while_the_unit_is_open(world, editor, is_closed):
    assert world.near.column.permissions_for_user(editor).can_add_subpage() != is_closed


def test_pages_to_be_written_are_those_of_open_units(world, editor, is_closed):
    found = page_policy().instances_user_has_any_permission_for(editor, {"add", "change"})

    assert found.filter(pk=world.near.draft.pk).exists() != is_closed


@pytest.mark.parametrize("is_closed", [True], indirect=True)
@pytest.mark.parametrize("view", WRITING)
def test_view_that_writes_is_closed(world, view):
    answer = world.clients["editor"].post(page_address(view, world.near.draft))

    assert answer.status_code == 403


@pytest.mark.parametrize("is_closed", [True], indirect=True)
def test_form_of_a_new_page_is_closed(world):
    answer = world.clients["editor"].get(reverse(ADD, args=(world.near.column.pk,)))

    assert answer.status_code == 403


@pytest.mark.parametrize("is_closed", [True], indirect=True)
def test_explorer_still_shows_the_pages(world):
    address = reverse("wagtailadmin_explore", args=(world.near.column.pk,))

    assert world.clients["editor"].get(address).status_code == 200
