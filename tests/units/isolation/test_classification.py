"""Every view is classified, every parameter has a domain, and nothing is left of what is gone."""

from fnmatch import fnmatch

import pytest

from tests.units.isolation.cells import addresses
from tests.units.isolation.classification import VIEWS, Kind
from tests.units.isolation.domains import PARAMETERS, UnknownParameterError, kind_of
from tests.units.isolation.walk import views


def _parameters():
    return {
        (name, parameter)
        for name, view in views().items()
        for route in view.routes
        for parameter in route.parameters
    }


def test_every_view_is_classified():
    assert [name for name in views() if name not in VIEWS] == []


def test_every_classified_view_exists():
    assert [name for name in VIEWS if name not in views()] == []


def test_every_parameter_has_a_domain():
    unknown = []
    for name, parameter in _parameters():
        try:
            kind_of(name, parameter)
        except UnknownParameterError as error:
            unknown.append(str(error))

    assert unknown == []


def test_every_domain_belongs_to_a_parameter():
    known = _parameters()
    unused = [
        line
        for line in PARAMETERS
        if not any(parameter == line[1] and fnmatch(name, line[0]) for name, parameter in known)
    ]

    assert unused == []


@pytest.mark.django_db
def test_view_of_one_thing_is_asked_for_another_unit_s(matrix):
    objects = [name for name, entry in VIEWS.items() if entry.kind is Kind.OBJECT]

    asked = {
        name: {whose for _, whose in addresses(views()[name], matrix.world)} for name in objects
    }
    assert [name for name, whose in asked.items() if "far" not in whose] == []
