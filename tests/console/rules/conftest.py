"""Who proposes, who issues, and a unit that has to follow."""

import pytest

from console.portal import set_up_portal
from console.rules.actions import issue_version, propose_rule
from tests.console.filings.conftest import make_staffed
from tests.factories import make_member
from units.enums import Role


@pytest.fixture
def officer(db):
    """Somebody of the IT office."""
    return make_member(Role.IT_OFFICE)


@pytest.fixture
def group(db):
    """Somebody of the leading group."""
    return make_member(Role.LEADING_GROUP)


@pytest.fixture
def staffed(db):
    """A live unit with its people, nothing filed."""
    set_up_portal()
    return make_staffed("near")


@pytest.fixture
def proposed(officer):
    """A version that waits for the leading group."""
    return propose_rule(user=officer, title="Implementation plan", text="Every unit follows it.")


@pytest.fixture
def issued(proposed, group):
    """A version in force for all units."""
    return issue_version(proposed, user=group)
