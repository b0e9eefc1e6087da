"""A link of the directory and the people who change it."""

from types import SimpleNamespace

import pytest

from home.enums import LinkLevel
from home.models import Link
from tests.factories import make_member, make_portal, make_superuser, make_unit
from units.enums import Role
from workflows.changes.actions import propose
from workflows.enums import ChangeKind
from workflows.gate.certificates import fixtures


@pytest.fixture
def people(db):
    """Everybody who might have a say."""
    with fixtures():
        make_portal()
        unit = make_unit()
    return SimpleNamespace(
        proposer=make_member(Role.IT_OFFICE),
        officer=make_member(Role.IT_OFFICE),
        group=make_member(Role.LEADING_GROUP),
        inspector=make_member(Role.INSPECTOR),
        secrecy=make_member(Role.SECRECY),
        leader=make_member(Role.LEADER, unit),
        emergency=make_superuser(),
    )


@pytest.fixture
def link(people):
    """A link that all sites show."""
    with fixtures():
        return Link.objects.create(
            group="State", level=LinkLevel.values[0], title="Ministry", url="https://old.invalid/"
        )


@pytest.fixture
def change(link, people):
    """A proposed change of the link's address, not yet decided."""
    wanted = Link.objects.get(pk=link.pk)
    wanted.url = "https://new.invalid/"
    return propose(wanted, user=people.proposer, kind=ChangeKind.UPDATE, reason="It moved")
