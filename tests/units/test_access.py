"""Groups and permissions follow from units and memberships."""

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import GroupCollectionPermission, GroupPagePermission, Page

from tests.factories import (
    make_collection,
    make_column,
    make_english_home,
    make_english_portal,
    make_home,
    make_item,
    make_member,
    make_person,
    make_portal,
    make_unit,
    portal_unit,
)
from units import access
from units.access import root_collection
from units.enums import CENTRE_ROLES, UNIT_ROLES, Role
from units.models import ColumnDelegation, Membership, Unit
from units.people.actions import add_member, end_membership

pytestmark = pytest.mark.django_db


def groups_of(person):
    return set(person.groups.values_list("name", flat=True))


@pytest.fixture
def homes():
    """Two units with groups, homes and collections, by code."""
    access.ensure_centre_groups(make_portal())
    found = {code: make_home(make_unit(code)) for code in ("alpha", "beta")}
    units = {code: Unit.objects.get(code=code) for code in found}
    for unit in units.values():
        make_collection(unit)
    access.ensure_unit_groups({units[code]: found[code] for code in found})
    return found


def unit_of(home):
    return Unit.objects.get(pk=home.unit.id)


@pytest.mark.parametrize("role", UNIT_ROLES)
def test_member_is_in_the_group_of_role_and_unit(homes, role):
    person = make_member(role, unit_of(homes["alpha"]))

    assert groups_of(person) == {"staff", f"unit:alpha:{role.value}"}


@pytest.mark.parametrize("role", CENTRE_ROLES)
def test_member_of_the_centre_is_in_the_group_of_the_role(homes, role):
    assert groups_of(make_member(role)) == {"staff", f"centre:{role.value}"}


def test_member_of_a_unit_without_home_is_in_its_group_already():
    person = make_member(Role.EDITOR, make_unit("gamma"))

    assert groups_of(person) == {"staff", "unit:gamma:editor"}


def test_member_of_two_units_is_in_two_groups(homes):
    person = make_member(Role.EDITOR, unit_of(homes["alpha"]))
    add_member(person, Role.LEADER, unit=unit_of(homes["beta"]))

    assert groups_of(person) == {"staff", "unit:alpha:editor", "unit:beta:leader"}


def test_member_who_left_is_in_no_group(homes):
    person = make_member(Role.EDITOR, unit_of(homes["alpha"]))

    end_membership(person.memberships.get())

    assert groups_of(person) == set()


def test_member_who_left_one_unit_stays_in_the_other(homes):
    person = make_member(Role.EDITOR, unit_of(homes["alpha"]))
    kept = add_member(person, Role.EDITOR, unit=unit_of(homes["beta"]))

    end_membership(person.memberships.exclude(pk=kept.pk).get())

    assert groups_of(person) == {"staff", "unit:beta:editor"}


def test_member_who_returned_is_in_the_group_again(homes):
    person = make_member(Role.EDITOR, unit_of(homes["alpha"]))
    end_membership(person.memberships.get())

    add_member(person, Role.EDITOR, unit=unit_of(homes["alpha"]))

    assert groups_of(person) == {"staff", "unit:alpha:editor"}


def test_person_who_may_not_sign_in_leaves_the_groups(homes):
    person = make_member(Role.EDITOR, unit_of(homes["alpha"]))
    person.is_active = False
    person.save()

    access.follow_memberships([person])

    assert groups_of(person) == set()


def test_group_that_does_not_follow_from_memberships_is_left_alone(homes):
    person = make_member(Role.EDITOR, unit_of(homes["alpha"]))
    person.groups.add(Group.objects.create(name="choir"))

    end_membership(person.memberships.get())

    assert groups_of(person) == {"choir"}


def test_following_twice_changes_nothing(homes):
    person = make_member(Role.EDITOR, unit_of(homes["alpha"]))
    before = list(person.groups.through.objects.values())

    access.follow_memberships([person])

    assert list(person.groups.through.objects.values()) == before


def test_following_one_person_leaves_others_alone(homes):
    other = make_member(Role.EDITOR, unit_of(homes["beta"]))

    access.follow_memberships([make_person()])

    assert groups_of(other) == {"staff", "unit:beta:editor"}


def test_ensuring_groups_twice_changes_nothing(homes):
    before = (Group.objects.count(), GroupPagePermission.objects.count())

    access.ensure_unit_groups({unit_of(home): home for home in homes.values()})
    access.ensure_centre_groups(make_portal())

    assert (Group.objects.count(), GroupPagePermission.objects.count()) == before


def test_groups_of_more_units_cost_no_more_queries(homes):
    all_homes = {unit_of(home): home for home in homes.values()}

    def cost(some):
        with CaptureQueriesContext(connection) as queries:
            access.ensure_unit_groups(some)
        return len(queries)

    assert cost(all_homes) == cost(dict(list(all_homes.items())[:1]))


def test_nobody_has_a_right_on_the_root_of_the_tree(homes):
    assert not GroupPagePermission.objects.filter(page__depth=1).exists()


def test_nobody_has_a_right_on_the_root_of_the_collections(homes):
    assert not GroupCollectionPermission.objects.filter(collection__depth=1).exists()


def test_nobody_may_publish(homes):
    codenames = GroupPagePermission.objects.values_list("permission__codename", flat=True)

    assert set(codenames) == {"add_page", "change_page", "view_page"}


def test_unit_s_groups_have_rights_on_their_own_home_only(homes):
    grants = GroupPagePermission.objects.filter(group__name__startswith="unit:")

    assert {grant.group.name.split(":")[1] for grant in grants.filter(page=homes["alpha"])} == {
        "alpha"
    }
    assert {grant.page.slug for grant in grants} == {"alpha", "beta"}


def test_unit_s_groups_have_rights_on_their_own_collection_only(homes):
    grants = GroupCollectionPermission.objects.select_related("group", "collection")

    pairs = {(g.group.name.split(":")[1], g.collection.unit.code) for g in grants}
    assert pairs == {("alpha", "alpha"), ("beta", "beta")}


def test_the_centre_has_rights_at_one_page_whatever_the_number_of_units(homes):
    grants = GroupPagePermission.objects.filter(group__name__startswith="centre:")

    assert {grant.page.slug for grant in grants} == {"portal"}


@pytest.mark.parametrize("role", CENTRE_ROLES)
def test_central_role_has_one_right_and_that_is_to_read(homes, role):
    held = GroupPagePermission.objects.filter(group__name=f"centre:{role}")

    assert [grant.permission.codename for grant in held] == ["view_page"]


def test_portal_in_a_second_language_gives_each_central_role_one_right_more(homes):
    english = make_english_portal()

    held = GroupPagePermission.objects.filter(group__name="centre:inspector")
    assert {grant.page_id for grant in held} == {make_portal().pk, english.pk}


def test_home_in_a_second_language_is_open_to_the_unit_s_editors(homes):
    make_english_portal()
    english = make_english_home(homes["alpha"])

    codes = GroupPagePermission.objects.filter(page=english).values_list("group__name", flat=True)
    assert set(codes) == {"unit:alpha:editor", "unit:alpha:leader"}


def test_only_the_group_of_all_staff_opens_the_admin(homes):
    make_member(Role.OPERATOR, unit_of(homes["alpha"]))

    opening = Group.objects.filter(permissions__codename="access_admin")
    assert [group.name for group in opening] == ["staff"]


def test_everybody_with_a_role_may_choose_from_the_shared_collection():
    shared = root_collection().add_child(name="shared")
    access.ensure_centre_groups(make_portal())

    held = GroupCollectionPermission.objects.filter(collection=shared)
    assert {(grant.group.name, grant.permission.codename) for grant in held} == {
        ("staff", "choose_image"),
        ("staff", "choose_document"),
    }


def test_portal_s_editors_keep_the_shared_collection():
    shared = root_collection().add_child(name="shared")

    access.ensure_unit_groups({portal_unit(): make_portal()})

    held = GroupCollectionPermission.objects.filter(
        collection=shared, group__name="unit:portal:editor"
    )
    assert "change_image" in {grant.permission.codename for grant in held}


def test_delegated_column_is_open_to_the_unit_s_editors(homes):
    column = make_column(make_portal())
    ColumnDelegation.objects.create(
        page=column, unit=unit_of(homes["alpha"]), started_on=timezone.localdate()
    )

    access.follow_delegations(unit_of(homes["alpha"]))

    held = GroupPagePermission.objects.filter(page=column)
    assert {grant.group.name for grant in held} == {"unit:alpha:editor"}


def test_groups_made_anew_have_their_delegated_columns(homes):
    column, unit = make_column(make_portal()), unit_of(homes["alpha"])
    ColumnDelegation.objects.create(page=column, unit=unit, started_on=timezone.localdate())
    access.remove_unit_groups([unit])

    access.ensure_unit_groups({unit: homes["alpha"]})

    assert GroupPagePermission.objects.filter(page=column).count() == 2


@pytest.mark.parametrize(
    ("role", "can"),
    [
        (Role.EDITOR, {"add": True, "edit": True, "publish": False, "delete": False}),
        (Role.LEADER, {"add": False, "edit": False, "publish": False, "delete": False}),
        (Role.OPERATOR, {"add": False, "edit": False, "publish": False, "delete": False}),
    ],
)
def test_member_may_do_in_the_own_unit_what_the_role_says(homes, role, can):
    column = make_column(homes["alpha"])
    item = make_item(column)
    person = make_member(role, unit_of(homes["alpha"]))
    on_column, on_item = (page.permissions_for_user(person) for page in (column, item))

    assert {
        "add": on_column.can_add_subpage(),
        "edit": on_item.can_edit(),
        "publish": on_item.can_publish(),
        "delete": on_item.can_delete(),
    } == can


@pytest.mark.parametrize("role", UNIT_ROLES)
def test_member_may_do_nothing_in_another_unit(homes, role):
    item = make_item(make_column(homes["beta"]))
    tester = item.permissions_for_user(make_member(role, unit_of(homes["alpha"])))

    assert not (tester.can_edit() or tester.can_publish() or tester.can_delete())


def test_member_may_do_nothing_on_the_root_of_the_tree(homes):
    person = make_member(Role.EDITOR, unit_of(homes["alpha"]))
    tester = Page.get_first_root_node().permissions_for_user(person)

    assert not (tester.can_edit() or tester.can_add_subpage())


def test_groups_of_a_unit_that_is_undone_are_removed(homes):
    access.remove_unit_groups([unit_of(homes["alpha"])])

    names = Group.objects.filter(name__startswith="unit:").values_list("name", flat=True)
    codes = {name.split(":")[1] for name in names}
    assert codes == {"beta"}


def test_membership_survives_its_group(homes):
    make_member(Role.EDITOR, unit_of(homes["alpha"]))

    access.remove_unit_groups([unit_of(homes["alpha"])])

    assert Membership.objects.count() == 1
