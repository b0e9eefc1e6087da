"""People of the centre, with the groups that let them into the admin."""

from types import SimpleNamespace

import pytest

from console.portal import set_up_portal
from tests.factories import make_member
from units.enums import Role


@pytest.fixture
def office(db):
    """The people of the centre, after the portal was set up."""
    set_up_portal()
    return SimpleNamespace(
        officer=make_member(Role.IT_OFFICE),
        group=make_member(Role.LEADING_GROUP),
        inspector=make_member(Role.INSPECTOR),
    )
