"""What the right to read pages opens, and that it changes nothing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import (
    make_column,
    make_home,
    make_item,
    make_member,
    make_portal,
    make_unit,
)
from tests.units.fence_world import make_fence_world, page_address
from units.access import ensure_centre_groups, ensure_unit_groups
from units.enums import Role
from units.fence.reach import explorable_pages, public_face, readable_pages, user_may_read
from units.models import Unit, User
from units.people.actions import add_member
from units.tree_guard import UnitPagePermissionTester

pytestmark = pytest.mark.django_db

READING = (
    "view_draft",
    "history",
    "history_results",
    "usage",
    "workflow_history",
)
CHANGING = ("edit", "delete", "copy", "move", "unpublish", "lock", "unlock", "set_privacy")


@pytest.fixture
def world():
    """Two units and the people of one of them."""
    return make_fence_world()


def fresh(person):
    """Return the person as the next request knows him."""
    return User.objects.get(pk=person.pk)


@pytest.mark.parametrize("view", READING)
@pytest.mark.parametrize("role", ["leader", "inspector"])
def test_reader_may_open(world, role, view):
    assert world.clients[role].get(page_address(view, world.near.draft)).status_code == 200


@pytest.mark.parametrize("view", READING)
@pytest.mark.parametrize("role", ["editor", "leader", "operator"])
def test_nobody_of_a_unit_reads_another_units_page(world, role, view):
    assert world.clients[role].get(page_address(view, world.far.draft)).status_code == 403


@pytest.mark.parametrize("view", CHANGING)
@pytest.mark.parametrize("role", ["leader", "inspector"])
def test_reader_may_not_change(world, role, view):
    assert world.clients[role].post(page_address(view, world.near.draft)).status_code == 403


@pytest.mark.parametrize("role", ["leader", "inspector"])
def test_reader_may_compare_versions(world, role):
    address = page_address("revisions_compare", world.near.draft, "earliest", "latest")
    assert world.clients[role].get(address).status_code == 200


def test_reader_may_open_a_version(world):
    version = world.near.draft.latest_revision_id
    address = page_address("revisions_view", world.near.draft, version)
    assert world.clients["leader"].get(address).status_code == 200


def test_view_is_no_part_of_what_lets_change(world):
    tester = UnitPagePermissionTester(fresh(world.people["inspector"]), world.near.draft)
    assert not (tester.can_edit() or tester.can_add_subpage() or tester.can_publish())


def test_operator_reads_no_page(world):
    assert not readable_pages(fresh(world.people["operator"])).exists()


def test_operator_is_refused_the_explorer(world):
    assert world.clients["operator"].get(reverse("wagtailadmin_explore_root")).status_code == 403


def test_inspector_reads_everything_below_the_portal(world):
    found = readable_pages(fresh(world.people["inspector"]))
    assert found.filter(pk__in=[world.near.draft.pk, world.far.draft.pk]).count() == 2


def test_pages_above_two_units_are_explored_but_not_read(world):
    editor = fresh(world.people["editor"])
    directory = world.near.home.get_parent()
    assert directory in explorable_pages(editor)
    assert directory not in readable_pages(editor)


def test_explorer_lists_own_units_only(world):
    directory = world.near.home.get_parent()
    answer = world.clients["editor"].get(reverse("wagtailadmin_explore", args=[directory.pk]))
    assert {page.pk for page in answer.context["pages"]} == {
        world.near.home.pk,
        Unit.objects.get(code="third").roots.get().page_id,
    }


def test_another_units_page_is_not_explored(world):
    address = reverse("wagtailadmin_explore", args=[world.far.column.pk])
    assert world.clients["editor"].get(address).status_code == 404


def test_public_face_hides_the_drafts_title(world):
    column = world.far.column
    column.draft_title = "Not yet"
    assert public_face(column, fresh(world.people["editor"])).draft_title == column.title


def test_reader_sees_the_drafts_title(world):
    column = world.near.column
    column.draft_title = "Not yet"
    assert public_face(column, fresh(world.people["leader"])).draft_title == "Not yet"


def test_person_without_rights_explores_nothing(world):
    assert not explorable_pages(fresh(world.people["operator"])).exists()


def test_delegated_column_is_read_with_nothing_beside_it(world):
    portal = make_portal()
    column, other = make_column(portal, "given"), make_column(portal, "kept")
    item = make_item(column)
    editor = world.people["leader"]
    world.near.unit.delegations.create(page=column, started_on="2026-01-01")
    ensure_unit_groups({world.near.unit: world.near.home})
    add_member(editor, Role.EDITOR, unit=world.near.unit)
    assert [user_may_read(fresh(editor), page) for page in (column, item, other)] == [
        True,
        True,
        False,
    ]


def test_explorable_pages_cost_the_same_with_many_units(world):
    editor = world.people["editor"]

    def queries():
        person = fresh(editor)
        with CaptureQueriesContext(connection) as found:
            list(explorable_pages(person))
        return len(found)

    few = queries()
    for number in range(4):
        unit = make_unit(f"more{number}")
        ensure_unit_groups({unit: make_home(unit)})
        add_member(editor, Role.EDITOR, unit=unit)
    assert queries() == few


@pytest.fixture
def portal_people():
    """The portal's own editor and leader, who hold their rights above all units' homes."""
    portal = make_portal()
    unit = Unit.objects.portal()
    ensure_unit_groups({unit: portal})
    return {role: make_member(role, unit) for role in (Role.EDITOR, Role.LEADER)}


@pytest.mark.parametrize("role", [Role.EDITOR, Role.LEADER])
def test_right_of_the_portal_does_not_reach_into_a_unit(portal_people, role):
    home = make_home()
    own, foreign = make_item(make_column(make_portal())), make_item(make_column(home))
    person = portal_people[role]

    assert user_may_read(person, own)
    for page in (home, foreign):
        assert not user_may_read(person, page)
        assert not page.permissions_for_user(person).can_edit()
    assert set(readable_pages(person)) & set(home.get_descendants(inclusive=True)) == set()
    assert readable_pages(person).filter(pk=own.pk).exists()


def test_editor_of_the_portal_edits_its_own_pages(portal_people):
    portal = make_portal()
    item = make_item(make_column(portal))

    assert item.permissions_for_user(portal_people[Role.EDITOR]).can_edit()
    assert portal.permissions_for_user(portal_people[Role.EDITOR]).can_edit()


def test_right_of_the_centre_reaches_into_a_unit(portal_people):
    page = make_item(make_column(make_home()), is_live=False)
    person = portal_people[Role.EDITOR]

    ensure_centre_groups(make_portal())
    add_member(person, Role.INSPECTOR)

    assert user_may_read(fresh(person), page)
    assert explorable_pages(fresh(person)).filter(pk=page.pk).exists()
    assert not page.permissions_for_user(fresh(person)).can_edit()


def test_editor_of_the_portal_meets_no_unit_in_the_explorer(portal_people):
    home = make_home()

    assert not explorable_pages(portal_people[Role.EDITOR]).filter(pk=home.pk).exists()
