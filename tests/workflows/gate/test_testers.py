"""The permission tester: nobody publishes, withdraws or locks, whatever he has been granted."""

import pytest

from tests.factories import make_member, make_superuser, portal_unit
from tests.workflows.world import make_publisher
from units.enums import Role
from units.models import Unit
from workflows.gate.own_depths import REFUSED

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["superuser", "publisher", "editor", "leader"])
def person(request, column):
    unit = Unit.objects.get(pk=column.unit.id)
    if request.param == "superuser":
        return make_superuser()
    if request.param == "publisher":
        return make_publisher(unit, column.get_parent())
    return make_member(Role(request.param), unit)


@pytest.mark.parametrize("right", REFUSED)
def test_nobody_may_with_an_item(live, person, right):
    assert getattr(live.permissions_for_user(person), right)() is False


@pytest.mark.parametrize("right", REFUSED)
def test_nobody_may_with_a_structure_page(column, person, right):
    assert getattr(column.permissions_for_user(person), right)() is False


@pytest.mark.parametrize("right", REFUSED)
def test_nobody_may_with_a_page_of_the_base_class(live, person, right):
    plain = live.page_ptr
    assert getattr(plain.permissions_for_user(person), right)() is False


def test_editing_stays(live):
    editor = make_member(Role.EDITOR, Unit.objects.get(pk=live.unit.id))
    assert live.permissions_for_user(editor).can_edit() is True


def test_a_stranger_may_not_edit(live):
    stranger = make_member(Role.EDITOR, portal_unit())
    assert live.permissions_for_user(stranger).can_edit() is False


def test_nobody_sets_privacy(live, person):
    assert live.permissions_for_user(person).can_set_view_restrictions() is False
