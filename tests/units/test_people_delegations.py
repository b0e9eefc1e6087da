"""Columns of the portal are delegated to units by those who may, and to no more than that."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from wagtail.models import GroupPagePermission, PageLogEntry

from tests.factories import (
    make_column,
    make_english_portal,
    make_home,
    make_member,
    make_portal,
    make_unit,
    portal_unit,
)
from tests.visits import links, sign_in
from units import access
from units.enums import Role
from units.models import ColumnDelegation, Unit
from units.people.actions import delegate_column, end_delegation

pytestmark = pytest.mark.django_db


@pytest.fixture
def alpha():
    return make_unit("alpha")


@pytest.fixture
def beta():
    return make_unit("beta")


def shows(response, text):
    return response.status_code == 200 and text in response.content.decode()


def test_portal_s_operator_delegates_a_column(alpha):
    column = make_column(make_portal())

    delegate_column(column, alpha, user=make_member(Role.OPERATOR, portal_unit()))

    held = GroupPagePermission.objects.filter(page=column)
    assert {grant.group.name for grant in held} == {"unit:alpha:editor"}


@pytest.mark.parametrize("role", [Role.EDITOR, Role.LEADER, Role.OPERATOR])
def test_units_delegate_nothing(alpha, role):
    with pytest.raises(PermissionDenied):
        delegate_column(make_column(make_portal()), alpha, user=make_member(role, alpha))


def test_column_of_a_unit_is_not_delegated(beta):
    column = make_column(make_home(make_unit("alpha")))

    with pytest.raises(ValidationError):
        delegate_column(column, beta)


def test_home_of_the_portal_is_not_delegated(alpha):
    with pytest.raises(ValidationError):
        delegate_column(make_portal(), alpha)


def test_directory_of_units_is_not_delegated(alpha):
    directory = make_portal().get_children().get(slug="units")

    with pytest.raises(ValidationError):
        delegate_column(directory, alpha)


def test_column_of_the_portal_in_a_second_language_is_delegated(alpha):
    column = make_column(make_english_portal())

    assert delegate_column(column, alpha).page_id == column.pk


def test_delegating_twice_changes_nothing(alpha):
    column = make_column(make_portal())

    assert delegate_column(column, alpha) == delegate_column(column, alpha)


def test_delegation_is_logged_at_the_column(alpha):
    column = make_column(make_portal())

    delegate_column(column, alpha)

    assert PageLogEntry.objects.filter(page=column, action="units.column.delegate").exists()


def test_column_taken_back_is_closed_to_the_unit_but_not_to_others(alpha, beta):
    column = make_column(make_portal())
    delegate_column(column, beta)

    end_delegation(delegate_column(column, alpha))

    held = GroupPagePermission.objects.filter(page=column)
    assert {grant.group.name for grant in held} == {"unit:beta:editor"}


def test_taking_a_column_back_leaves_the_unit_its_home(alpha):
    home = make_home(alpha)
    access.ensure_unit_groups({Unit.objects.get(code="alpha"): home})

    end_delegation(delegate_column(make_column(make_portal()), alpha))

    assert GroupPagePermission.objects.filter(page=home, group__name="unit:alpha:editor").exists()


def test_portal_s_operator_delegates_a_column_by_the_form(alpha):
    column = make_column(make_portal())
    client = sign_in(make_member(Role.OPERATOR, portal_unit()))

    client.post(reverse("delegations:index"), {"page": column.pk, "unit": "alpha"})

    assert ColumnDelegation.objects.active().get().page_id == column.pk


@pytest.mark.parametrize("role", [Role.EDITOR, Role.LEADER, Role.OPERATOR])
@pytest.mark.parametrize("method", ["get", "post"])
def test_units_do_not_delegate(alpha, role, method):
    client = sign_in(make_member(role, alpha))

    assert getattr(client, method)(reverse("delegations:index")).status_code == 403


def test_inspector_reads_the_delegations_without_a_form(alpha):
    delegate_column(make_column(make_portal()), alpha)

    response = sign_in(make_member(Role.INSPECTOR)).get(reverse("delegations:index"))

    assert shows(response, alpha.name)
    assert "form" not in response.context


def test_inspector_takes_no_column_back(alpha):
    delegation = delegate_column(make_column(make_portal()), alpha)

    response = sign_in(make_member(Role.INSPECTOR)).post(
        reverse("delegations:end", args=(delegation.pk,))
    )

    assert response.status_code == 403
    delegation.refresh_from_db()
    assert delegation.ended_on is None


def test_column_is_taken_back(alpha):
    delegation = delegate_column(make_column(make_portal()), alpha)
    client = sign_in(make_member(Role.IT_OFFICE))

    client.post(reverse("delegations:end", args=(delegation.pk,)))

    delegation.refresh_from_db()
    assert delegation.ended_on is not None


def test_list_of_delegations_offers_to_take_back(alpha):
    delegation = delegate_column(make_column(make_portal()), alpha)

    page = sign_in(make_member(Role.IT_OFFICE)).get(reverse("delegations:index"))

    assert reverse("delegations:end", args=(delegation.pk,)) in links(page)
