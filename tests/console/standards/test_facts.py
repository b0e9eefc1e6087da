"""What automatic checks look at."""

import pytest
from django.utils import timezone

from console.blueprint_files import load_blueprint
from console.building import BuildOrder
from console.models import UnitBlueprint
from console.portal import set_up_portal
from console.provisioning import provision_units
from console.standards.facts import facts_of
from content.models import ColumnPage
from tests.console.filings.conftest import file_whole, make_staffed
from tests.factories import make_item, make_unit
from units import addresses
from units.models import LevelSettings, Unit, UnitHost

pytestmark = pytest.mark.django_db


def look(key, unit):
    return facts_of(key).look([Unit.objects.get(pk=unit.pk)])[unit.pk]


@pytest.fixture
def unit(db):
    """A unit with a site made from the city's blueprint, empty."""
    set_up_portal()
    made = make_unit("near")
    provision_units([made], BuildOrder(blueprint=load_blueprint("city")))
    return Unit.objects.get(pk=made.pk)


def change(unit, **values):
    Unit.objects.filter(pk=unit.pk).update(**values)
    addresses.forget()


def fill(unit):
    for column in ColumnPage.objects.filter(is_required=True, published_item__unit=unit):
        make_item(column)


def test_site_of_the_newest_blueprint_passes(unit):
    assert look("template", unit).is_passed


def test_site_without_a_blueprint_fails(unit):
    UnitBlueprint.objects.all().delete()

    assert not look("template", unit).is_passed


def test_site_of_an_older_version_fails(unit):
    UnitBlueprint.objects.update(version=0)

    assert not look("template", unit).is_passed


def test_empty_required_columns_fail(unit):
    found = look("columns", unit)
    column = ColumnPage.objects.filter(is_required=True, published_item__unit=unit).first()

    assert not found.is_passed
    assert column.title in found.evidence


def test_filled_required_columns_pass(unit):
    fill(unit)

    assert look("columns", unit).is_passed


def test_lacking_required_column_fails(unit):
    fill(unit)
    ColumnPage.objects.filter(key="gk").update(key="other")

    assert not look("columns", unit).is_passed


def test_columns_of_another_unit_do_not_count(unit):
    far = make_unit("far")
    provision_units([far], BuildOrder(blueprint=load_blueprint("city")))
    fill(far)

    assert not look("columns", unit).is_passed
    assert look("columns", far).is_passed


def test_channel_of_the_portal_has_the_right_address(unit):
    assert look("address", unit).is_passed


def test_host_elsewhere_fails(unit):
    UnitHost.objects.filter(unit=unit).delete()
    UnitHost.objects.create(unit=unit, host="elsewhere.invalid")
    change(unit, presence="site")

    assert not look("address", unit).is_passed


MARKS = {"address": "1 Road", "phone": "123", "undertaking_organ": "Section"}
NUMBERS = {
    "site_identification_code": "3701000001",
    "icp_number": "ICP 1",
    "public_security_number": "PS 1",
}


@pytest.mark.parametrize(("key", "values"), [("footer", MARKS), ("numbers", NUMBERS)])
def test_all_marks_pass(unit, key, values):
    change(unit, **values)

    assert look(key, unit).is_passed


@pytest.mark.parametrize(
    ("key", "values", "lacking"),
    [
        *(("footer", MARKS, name) for name in MARKS),
        *(("numbers", NUMBERS, name) for name in NUMBERS),
    ],
)
def test_lacking_mark_fails_by_name(unit, key, values, lacking):
    change(unit, **values | {lacking: ""})

    found = look(key, unit)
    assert not found.is_passed
    assert str(Unit._meta.get_field(lacking).verbose_name) in found.evidence


def test_inherited_mark_passes(unit):
    change(unit, **MARKS | {"undertaking_organ": ""})
    LevelSettings.objects.update_or_create(
        level="city", defaults={"undertaking_organ": "The city's"}
    )

    assert look("footer", unit).is_passed


def test_site_with_an_item_is_found(unit):
    make_item(ColumnPage.objects.filter(published_item__unit=unit).first())

    assert look("search", unit).is_passed


def test_empty_site_is_not_found(unit):
    assert not look("search", unit).is_passed


def test_filed_people_pass(db):
    set_up_portal()
    staffed = make_staffed("staffed")
    file_whole(staffed, effective_on=timezone.localdate())

    assert look("people", staffed.unit).is_passed


def test_missing_people_fail(unit):
    assert not look("people", unit).is_passed
