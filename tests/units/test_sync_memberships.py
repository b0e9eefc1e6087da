"""The command proves that groups and rights are what memberships say, and mends them."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    GroupSitePermission,
    Page,
    Site,
)

from tests.factories import (
    make_collection,
    make_column,
    make_home,
    make_member,
    make_portal,
    make_unit,
)
from units import access
from units.access_check import differences
from units.enums import Presence, Role
from units.models import ColumnDelegation, Membership, Unit

pytestmark = pytest.mark.django_db


def set_up(code):
    home = make_home(make_unit(code), Presence.SITE)
    unit = Unit.objects.get(code=code)
    make_collection(unit)
    access.ensure_unit_groups({unit: home})
    return home


@pytest.fixture
def homes():
    """Two units in order, each with an editor."""
    portal = make_portal()
    Collection.get_first_root_node().add_child(name="shared")
    access.ensure_centre_groups(portal)
    access.ensure_unit_groups({Unit.objects.portal(): portal})
    found = {code: set_up(code) for code in ("alpha", "beta")}
    for code in found:
        make_member(Role.EDITOR, Unit.objects.get(code=code))
    return found


def group(name):
    return Group.objects.get(name=name)


def right(codename):
    return Permission.objects.get(
        codename=codename, content_type__app_label__in=("wagtailcore", "files", "units")
    )


def give_page(homes):
    GroupPagePermission.objects.create(
        group=group("unit:alpha:editor"), page=homes["beta"], permission=right("change_page")
    )


def give_root_page(homes):
    GroupPagePermission.objects.create(
        group=group("centre:it_office"),
        page=Page.get_first_root_node(),
        permission=right("publish_page"),
    )


def give_root_collection(homes):
    GroupCollectionPermission.objects.create(
        group=group("staff"),
        collection=Collection.get_first_root_node(),
        permission=right("choose_image"),
    )


def give_site(homes):
    GroupSitePermission.objects.create(
        group=group("unit:alpha:leader"),
        site=Site.objects.get(hostname="beta.localhost"),
        permission=right("change_site"),
    )


def give_model(homes):
    group("unit:alpha:operator").permissions.add(right("change_user"))


def give_person(homes):
    Membership.objects.get(unit__code="alpha").person.user_permissions.add(right("change_user"))


def join(homes):
    Membership.objects.get(unit__code="alpha").person.groups.add(group("centre:secrecy"))


def leave(homes):
    Membership.objects.get(unit__code="alpha").person.groups.clear()


def make_group(homes):
    Group.objects.create(name="choir")


def delete_group(homes):
    group("unit:beta:editor").delete()


def take_page(homes):
    GroupPagePermission.objects.filter(page=homes["beta"]).delete()


def take_collection(homes):
    GroupCollectionPermission.objects.filter(group=group("staff")).delete()


def take_entrance(homes):
    group("staff").permissions.clear()


def end_behind_the_back(homes):
    Membership.objects.filter(unit__code="alpha").update(ended_on=timezone.localdate())


def delegate_behind_the_back(homes):
    ColumnDelegation.objects.create(
        page=make_column(make_portal()),
        unit=Unit.objects.get(code="alpha"),
        started_on=timezone.localdate(),
    )


FAULTS = [
    give_page,
    give_root_page,
    give_root_collection,
    give_site,
    give_model,
    give_person,
    join,
    leave,
    make_group,
    delete_group,
    take_page,
    take_collection,
    take_entrance,
    end_behind_the_back,
    delegate_behind_the_back,
]


def test_what_the_actions_leave_is_in_order(homes):
    assert differences() == []


@pytest.mark.parametrize("fault", FAULTS)
def test_difference_is_found(homes, fault):
    fault(homes)

    assert differences()


@pytest.mark.parametrize("fault", FAULTS)
def test_repair_mends_the_difference(homes, fault):
    fault(homes)

    differences(repair=True)

    assert differences() == []


@pytest.mark.parametrize("fault", FAULTS)
def test_looking_changes_nothing(homes, fault):
    fault(homes)

    assert differences() == differences()


def test_difference_is_named(homes):
    give_page(homes)

    (difference,) = differences()
    assert all(name in difference for name in ("unit:alpha:editor", "change_page", "Bureau beta"))


def test_repair_leaves_what_is_right_alone(homes):
    before = set(GroupPagePermission.objects.values_list("pk", flat=True))
    give_page(homes)

    differences(repair=True)

    assert set(GroupPagePermission.objects.values_list("pk", flat=True)) == before


def test_group_of_a_unit_that_everybody_left_may_stay(homes):
    person = make_member(Role.EDITOR, make_unit("gamma"))
    person.memberships.update(ended_on=timezone.localdate())
    access.follow_memberships([person])

    assert differences() == []


def test_command_fails_and_names_the_differences(homes, capsys):
    give_page(homes)

    with pytest.raises(CommandError):
        call_command("sync_memberships")

    assert "unit:alpha:editor" in capsys.readouterr().err


def test_command_says_what_it_mended(homes, capsys):
    give_page(homes)

    call_command("sync_memberships", "--repair")

    assert "unit:alpha:editor" in capsys.readouterr().out


def test_second_repair_mends_nothing(homes, capsys):
    give_page(homes)
    call_command("sync_memberships", "--repair")
    capsys.readouterr()

    call_command("sync_memberships", "--repair")

    assert "unit:alpha:editor" not in capsys.readouterr().out


def test_more_units_cost_no_more_queries(homes):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            differences()
        return len(queries)

    few = cost()
    set_up("gamma")

    assert cost() == few
