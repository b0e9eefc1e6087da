"""Settings that a unit takes from its level."""

import pytest

from tests.factories import make_unit
from units.addresses import address_book
from units.models import LevelSettings

pytestmark = pytest.mark.django_db


@pytest.fixture
def levels():
    LevelSettings.objects.create(
        level="city", office_hours="city hours", undertaking_organ="city organ", accent="red"
    )
    LevelSettings.objects.create(level="district", office_hours="district hours")


@pytest.mark.parametrize(
    ("level", "own", "name", "expected"),
    [
        ("city", "", "office_hours", "city hours"),
        ("city", "own hours", "office_hours", "own hours"),
        ("district", "", "office_hours", "district hours"),
        ("district", "own hours", "office_hours", "own hours"),
        ("district", "", "undertaking_organ", "city organ"),
        ("district", "", "accent", "red"),
        ("township", "", "office_hours", "district hours"),
        ("township", "", "undertaking_organ", "city organ"),
        ("township", "teal", "accent", "teal"),
    ],
)
def test_setting_comes_from_the_nearest_level(levels, level, own, name, expected):
    make_unit("alpha", level=level, **{name: own})

    assert getattr(address_book().by_code["alpha"], name) == expected


def test_unit_does_not_take_from_a_narrower_level(levels):
    make_unit("alpha", level="city")

    assert address_book().by_code["alpha"].office_hours == "city hours"


def test_setting_that_nobody_has_is_empty():
    make_unit("alpha", level="township")

    assert address_book().by_code["alpha"].office_hours == ""


def test_accent_that_nobody_has_is_blue():
    make_unit("alpha")

    assert address_book().by_code["alpha"].accent == "blue"


def test_change_of_a_level_reaches_its_units(levels):
    make_unit("alpha", level="district")
    settings = LevelSettings.objects.get(level="district")
    settings.office_hours = "new hours"
    settings.save()

    assert address_book().by_code["alpha"].office_hours == "new hours"
