"""A model unit as the blueprint of another."""

from dataclasses import replace

import pytest
from wagtail.models import Page

from console.building import BuildOrder, ProvisionError
from console.model_units import blueprint_of
from console.models import UnitBlueprint
from console.provisioning import provision_units
from content.models import ColumnPage, UnitHomePage
from tests.console.contents import twenty_items
from units.enums import Role
from units.models import User
from units.people.actions import add_member


def home_of(unit):
    return UnitHomePage.objects.get(unit_root__unit=unit)


@pytest.fixture
def model(make_units, city):
    """A model unit with items, an editor, and a column it opened itself."""
    (unit,) = make_units(1, is_model=True)
    add_member(User.objects.create_user("editor"), Role.EDITOR, unit=unit)
    provision_units([unit], replace(city, contents=twenty_items))
    own = ColumnPage(title="自办栏目", slug="own", introduction="自办", live=True)
    home_of(unit).add_child(instance=own)
    return unit


@pytest.fixture
def copy(model, make_units):
    """A unit made like the model."""
    (unit,) = make_units(1, start=2)
    provision_units([unit], BuildOrder(blueprint=blueprint_of(model), source=model))
    return unit


def test_the_copy_has_the_models_columns_its_own_ones_included(model, copy):
    titles = [
        [column.title for column in ColumnPage.objects.descendant_of(home_of(unit))]
        for unit in (model, copy)
    ]
    assert titles[0] == titles[1]
    assert "自办栏目" in titles[1]


def test_the_copy_has_the_models_introductions_of_columns(copy):
    own = ColumnPage.objects.get(path__startswith=home_of(copy).path, title="自办栏目")
    assert own.introduction == "自办"


def test_the_copy_has_none_of_the_models_articles(copy):
    pages = Page.objects.descendant_of(home_of(copy)).specific()
    assert all(isinstance(page, ColumnPage) for page in pages)


def test_the_copy_has_none_of_the_models_people(copy):
    assert not User.objects.filter(groups__name__startswith=f"unit:{copy.code}:").exists()


def test_the_source_is_recorded(model, copy):
    recorded = UnitBlueprint.objects.get(unit=copy)
    assert (recorded.name, recorded.version, recorded.source) == ("city", 1, model)


def test_a_unit_that_is_no_model_is_refused(make_units, city):
    (unit,) = make_units(1)
    provision_units([unit], city)
    with pytest.raises(ProvisionError):
        blueprint_of(unit)


def test_a_model_without_pages_is_refused(make_units):
    (unit,) = make_units(1, is_model=True)
    with pytest.raises(ProvisionError):
        blueprint_of(unit)
