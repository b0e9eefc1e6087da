"""What blueprints make and change passes the real gate under structure certificates alone."""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from console import actions
from console.actions import appear_as, apply_blueprint
from console.blueprint_files import load_blueprint
from console.building import BuildOrder
from console.models import BlueprintProposal, UnitBlueprint
from console.portal import set_up_portal
from console.provisioning import provision_units
from console.requests import layouts
from console.undoing import undo_units
from content.models import ArticlePage, ColumnPage, UnitHomePage
from tests.console.contents import twenty_items
from tests.factories import make_member, make_unit, stored
from units.actions import switch_presence
from units.enums import Presence, Role
from units.models import Unit
from workflows.enums import CertificateKind
from workflows.gate import marker
from workflows.gate.certificates import fixture_leave
from workflows.models import Certificate

pytestmark = [pytest.mark.django_db, pytest.mark.real_gate]


@pytest.fixture
def portal():
    return set_up_portal()


@pytest.fixture
def unit(portal):
    return make_unit()


@pytest.fixture
def site(unit):
    provision_units([unit], BuildOrder(blueprint=load_blueprint("city")))
    return Unit.objects.get(pk=unit.pk)


def certificates(unit):
    return Certificate.objects.filter(kind=CertificateKind.STRUCTURE, unit=unit)


def home_of(unit):
    return UnitHomePage.objects.get(unit_root__unit=unit)


def test_the_portal_is_set_up_under_its_certificate(portal):
    assert stored(portal).live
    assert certificates(Unit.objects.portal()).get().blueprint_name == "portal"


def test_a_unit_is_provisioned_under_its_certificate(site):
    assert home_of(site).live
    certificate = certificates(site).get()
    assert (certificate.blueprint_name, certificate.blueprint_version) == ("city", 1)


def test_units_of_one_batch_share_the_key(portal):
    units = [make_unit(), make_unit()]
    provision_units(units, BuildOrder(blueprint=load_blueprint("city")))
    assert len(set(Certificate.objects.filter(unit__in=units).values_list("key"))) == 1


def test_nothing_is_named_after_provisioning(site):
    assert marker.current() == ""


def test_made_up_contents_come_with_the_structure(unit):
    provision_units([unit], BuildOrder(blueprint=load_blueprint("city"), contents=twenty_items))
    assert ArticlePage.objects.live().exists()
    assert fixture_leave() is None


def test_contents_are_refused_on_an_install_for_real_content(unit, settings):
    settings.BATONG_ALLOW_FIXTURES = False
    order = BuildOrder(blueprint=load_blueprint("city"), contents=lambda sites: [])
    with pytest.raises(PermissionDenied):
        provision_units([unit], order)
    assert not UnitHomePage.objects.exists()


def test_a_provisioned_unit_is_undone(site):
    undo_units([site])
    assert not UnitHomePage.objects.exists()
    assert certificates(site).count() == 2


def test_a_new_version_of_a_blueprint_is_applied(site, monkeypatch):
    proposal = BlueprintProposal.objects.create(
        blueprint="city",
        from_version=1,
        to_version=2,
        diff=[],
        unit_count=1,
        proposed_by=make_member(Role.IT_OFFICE),
        proposed_at=timezone.now(),
        approved_by=make_member(Role.LEADING_GROUP),
        approved_at=timezone.now(),
    )
    versions = two_versions(monkeypatch)
    apply_blueprint(proposal)
    column = ColumnPage.objects.get(key=versions.key, path__startswith=home_of(site).path)
    assert (column.title, column.live) == ("Another", True)
    assert UnitBlueprint.objects.get(unit=site).version == 2
    certificate = certificates(site).last()
    assert (certificate.issued_by, certificate.blueprint_version) == (proposal.approved_by, 2)


def two_versions(monkeypatch):
    """Let the city's blueprint have a second version, in which the first column is renamed."""
    first = load_blueprint("city")
    renamed, *others = first.columns
    second = replace(first, version=2, columns=(replace(renamed, name="Another"), *others))
    known = {1: first, 2: second}
    for module in (actions, layouts):
        monkeypatch.setattr(
            module, "load_blueprint", lambda name, version=None, own=None: known[version]
        )
    return renamed


def test_a_presence_that_comes_with_provisioning_takes_no_certificate_of_its_own(unit):
    appear_as(unit, Presence.SITE)
    assert certificates(unit).count() == 1


def test_a_change_of_presence_is_certified(site):
    switch_presence(site, Presence.CHANNEL)
    assert certificates(site).count() == 2


def test_a_change_of_presence_certifies_no_other_unit(site):
    other = make_unit()
    switch_presence(site, Presence.CHANNEL)
    assert not certificates(other).exists()
