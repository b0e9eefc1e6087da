"""Two units and the offices of the centre, for the tests of delegated authority."""

from types import SimpleNamespace

import pytest
from django.utils import timezone

from tests.factories import make_person, make_unit, portal_unit
from units.enums import Role
from units.models import Membership
from workflows.timing.delegations import delegate
from workflows.timing.permissions import Post


def hold(role, unit=None, **values):
    """Return a person with a role, written without the groups that follow from it."""
    person = make_person()
    Membership.objects.create(
        person=person, unit=unit, role=role, started_on=timezone.localdate(), **values
    )
    return person


@pytest.fixture
def city():
    """Return the units, the posts and the people."""
    own, far = make_unit(), make_unit()
    return SimpleNamespace(
        own=own,
        far=far,
        leadership=Post(Role.LEADER, own),
        far_leadership=Post(Role.LEADER, far),
        secrecy_office=Post(Role.SECRECY, None),
        leader=hold(Role.LEADER, own, is_principal=True),
        second_leader=hold(Role.LEADER, own),
        editor=hold(Role.EDITOR, own),
        far_leader=hold(Role.LEADER, far, is_principal=True),
        far_editor=hold(Role.EDITOR, far),
        secrecy=hold(Role.SECRECY),
        second_secrecy=hold(Role.SECRECY),
        party=hold(Role.PARTY_OFFICE),
        government=hold(Role.GOVERNMENT_OFFICE),
        portal_leader=hold(Role.LEADER, portal_unit()),
        it=hold(Role.IT_OFFICE),
        group=hold(Role.LEADING_GROUP),
        inspector=hold(Role.INSPECTOR),
    )


def days(first=0, last=9):
    """Return the days of a delegation, counted from today."""
    today = timezone.localdate()
    return {
        "starts_on": today + timezone.timedelta(days=first),
        "ends_on": today + timezone.timedelta(days=last),
    }


def let(city, **values):
    """Let the leader of the own unit delegate to its second leader, unless said otherwise."""
    options = {
        "post": city.leadership,
        "deputy": city.second_leader,
        "user": city.leader,
        "reason": "Away for training",
        **days(),
    } | values
    post, deputy = options.pop("post"), options.pop("deputy")
    return delegate(post, deputy, **options)
