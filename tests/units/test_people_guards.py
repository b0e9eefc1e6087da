"""The guards of the people screens keep something in."""

import pytest
from django.urls import reverse

from tests.factories import make_column, make_member, make_portal, make_unit
from tests.visits import sign_in
from units.enums import Role
from units.fence.guards import registered
from units.models import User
from units.people.actions import delegate_column

pytestmark = pytest.mark.django_db

SECRET = "Hidden Person"


def guard_named(name):
    return next(guard for guard in registered() if guard.name == name)


@pytest.fixture
def stranger():
    person = make_member(Role.EDITOR, make_unit("beta", name=f"Bureau of {SECRET}"))
    User.objects.filter(pk=person.pk).update(full_name=SECRET)
    delegate_column(make_column(make_portal()), person.memberships.get().unit)
    return person


LISTS = {"wagtailusers_users:index", "wagtailusers_users:index_results", "delegations:index"}


def leaks(client, view, person):
    """Say whether a view names the person, or answers for them at all."""
    response = client.get(reverse(view, args=() if view in LISTS else (person.pk,)))
    if view in LISTS:
        return SECRET in response.content.decode()
    return response.status_code == 200


@pytest.mark.parametrize("name", ["people listed", "people by number", "delegated columns"])
def test_guard_keeps_in_what_its_views_would_show(stranger, monkeypatch, name):
    client, guard = sign_in(make_member(Role.OPERATOR, make_unit("alpha"))), guard_named(name)
    before = {view for view in guard.protects if leaks(client, view, stranger)}

    monkeypatch.setattr(guard.owner, guard.attribute, guard.stock)

    after = {view for view in guard.protects if leaks(client, view, stranger)}
    assert (before, after) == (set(), guard.protects)
