"""Proposals for blueprints on the dashboards of those who supervise."""

import pytest
from django.urls import reverse
from django.utils import timezone

from console.models import BlueprintProposal
from tests.factories import make_home, make_member, make_person, make_portal
from tests.visits import sign_in
from units.access import ensure_centre_groups
from units.enums import Role
from units.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposal():
    ensure_centre_groups(make_portal())
    return BlueprintProposal.objects.create(
        blueprint="bureau",
        from_version=1,
        to_version=2,
        unit_count=7,
        proposed_by=make_person(),
        proposed_at=timezone.now(),
    )


def shown(person):
    """Return the proposals on a person's dashboard, or None without the panel."""
    answer = sign_in(person).get(reverse("wagtailadmin_home"))
    found = [panel for panel in answer.context["panels"] if panel.key == "proposals"]
    return list(found[0].facts()["shown"]) if found else None


@pytest.mark.parametrize("role", [Role.LEADING_GROUP, Role.IT_OFFICE, Role.INSPECTOR])
def test_an_open_proposal_is_shown_to_those_who_supervise(proposal, role):
    assert shown(make_member(role)) == [proposal]


def test_an_applied_proposal_is_not_shown(proposal):
    BlueprintProposal.objects.update(
        approved_by=make_person(), approved_at=timezone.now(), applied_at=timezone.now()
    )

    assert shown(make_member(Role.LEADING_GROUP)) == []


def test_an_editor_is_shown_no_proposals(proposal):
    unit = Unit.objects.get(code=make_home().slug)

    assert shown(make_member(Role.EDITOR, unit)) is None
