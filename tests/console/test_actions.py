"""Deciding a new version with the leading group, opening, and switching presence."""

from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from console.actions import (
    appear_as,
    apply_blueprint,
    approve_blueprint,
    differences,
    propose_blueprint,
)
from console.blueprint_files import load_blueprint
from console.building import BuildOrder
from console.models import BlueprintProposal, UnitBlueprint
from console.provisioning import provision_units
from content.models import ColumnPage, UnitHomePage
from tests.console.blueprints import column_text
from tests.factories import make_superuser
from units.enums import CENTRE_ROLES, Presence, Role
from units.models import Unit, User
from units.people.actions import add_member


def officer(name, role=Role.IT_OFFICE):
    person = User.objects.create_user(name)
    add_member(person, role)
    return person


@pytest.fixture
def two_versions(shelf, make_units):
    """Three units at the first of two versions."""
    shelf(map(column_text, "ab"), map(column_text, "abc"))
    units = make_units(3)
    provision_units(units, BuildOrder(blueprint=load_blueprint("small", 1)))
    return units


def versions():
    return set(UnitBlueprint.objects.filter(name="small").values_list("version", flat=True))


def test_the_difference_is_told_for_each_version_that_units_have(two_versions):
    (found,) = differences("small", 2)
    assert (found["version"], found["units"]) == (1, 3)
    assert [(change["kind"], change["key"]) for change in found["changes"]] == [("added", "c")]


def test_proposing_changes_no_unit(two_versions):
    proposal = propose_blueprint("small", user=officer("first"))
    assert (proposal.from_version, proposal.to_version, proposal.unit_count) == (1, 2, 3)
    assert versions() == {1}


def test_only_the_it_office_proposes(two_versions):
    with pytest.raises(PermissionDenied):
        propose_blueprint("small", user=officer("leader", Role.LEADING_GROUP))


def test_a_second_open_proposal_is_refused(two_versions):
    propose_blueprint("small", user=officer("first"))
    with pytest.raises(ValidationError):
        propose_blueprint("small", user=officer("second"))


def test_a_proposal_that_changes_nothing_is_refused(two_versions):
    with pytest.raises(ValidationError):
        propose_blueprint("small", user=officer("first"), version=1)


def test_nobody_approves_an_own_proposal(two_versions):
    proposer = officer("first")
    proposal = propose_blueprint("small", user=proposer)
    with pytest.raises(PermissionDenied):
        approve_blueprint(proposal, user=proposer)


def test_the_database_refuses_an_own_approval_too(two_versions):
    proposer = officer("first")
    proposal = propose_blueprint("small", user=proposer)
    own = BlueprintProposal.objects.filter(pk=proposal.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        own.update(approved_by=proposer, approved_at=timezone.now())


def test_the_leading_group_approves(two_versions):
    proposal = propose_blueprint("small", user=officer("first"))
    leader = officer("second", Role.LEADING_GROUP)
    assert approve_blueprint(proposal, user=leader).approved_by == leader


@pytest.mark.parametrize("role", sorted({*CENTRE_ROLES} - {Role.LEADING_GROUP}))
def test_nobody_but_the_leading_group_approves(two_versions, role):
    proposal = propose_blueprint("small", user=officer("first"))
    with pytest.raises(PermissionDenied):
        approve_blueprint(proposal, user=officer("other", role))


def test_the_emergency_account_does_not_approve(two_versions):
    proposal = propose_blueprint("small", user=officer("first"))
    with pytest.raises(PermissionDenied):
        approve_blueprint(proposal, user=make_superuser())


def test_nothing_is_applied_before_approval(two_versions):
    proposal = propose_blueprint("small", user=officer("first"))
    with pytest.raises(ValidationError):
        apply_blueprint(proposal)
    assert versions() == {1}


def test_an_approved_version_is_applied_to_all_units_of_the_blueprint(two_versions, make_units):
    proposal = propose_blueprint("small", user=officer("first"))
    proposal = approve_blueprint(proposal, user=officer("second", Role.LEADING_GROUP))
    assert apply_blueprint(proposal) == 3
    assert versions() == {2}
    assert ColumnPage.objects.filter(key="c").count() == 3
    assert not BlueprintProposal.objects.open().exists()


def test_applying_again_changes_nothing(two_versions):
    proposal = propose_blueprint("small", user=officer("first"))
    proposal = approve_blueprint(proposal, user=officer("second", Role.LEADING_GROUP))
    apply_blueprint(proposal)
    assert apply_blueprint(proposal) == 0


def test_the_command_lists_and_decides(two_versions):
    officer("first"), officer("second", Role.LEADING_GROUP)
    assert "small v1" in blueprint("list")
    assert "c" in blueprint("diff", "small")
    blueprint("propose", "small", "--user", "first")
    number = str(BlueprintProposal.objects.get().pk)
    with pytest.raises(CommandError):
        blueprint("apply", number)
    with pytest.raises(CommandError):
        blueprint("approve", number, "--user", "first")
    blueprint("approve", number, "--user", "second")
    blueprint("apply", number)
    assert versions() == {2}


@pytest.mark.parametrize(
    "arguments",
    [
        ("diff", "nothing"),
        ("propose", "small", "--user", "nobody"),
        ("approve", "99", "--user", "nobody"),
        ("apply", "99"),
    ],
)
def test_the_command_refuses_what_is_not_there(two_versions, arguments):
    with pytest.raises(CommandError):
        blueprint(*arguments)


def blueprint(*arguments):
    out = StringIO()
    call_command("blueprint", *arguments, stdout=out)
    return out.getvalue()


@pytest.mark.parametrize("presence", [Presence.CHANNEL, Presence.SITE])
def test_a_unit_without_pages_gets_a_home_when_it_is_to_appear(make_units, presence):
    (unit,) = make_units(1)
    appear_as(unit, presence)
    assert Unit.objects.get(pk=unit.pk).presence == presence
    assert UnitHomePage.objects.filter(unit_root__unit=unit).exists()


def test_switching_a_unit_that_has_pages_makes_no_new_ones(make_units):
    (unit,) = make_units(1)
    appear_as(unit, Presence.SITE)
    home = UnitHomePage.objects.get(unit_root__unit=unit)
    appear_as(unit, Presence.CHANNEL)
    assert UnitHomePage.objects.get(unit_root__unit=unit).pk == home.pk


@pytest.mark.parametrize(("role", "opens"), [(None, True), (Role.IT_OFFICE, False)])
def test_a_complete_site_opens_at_once_unless_an_officer_provisions_it(
    shelf, make_units, role, opens
):
    shelf([column_text("a")])
    (unit,) = make_units(1)
    order = BuildOrder(blueprint=load_blueprint("small"))
    provision_units([unit], order, user=role and officer("first", role))
    unit.refresh_from_db()
    assert bool(unit.opened_on) is opens
