"""Provisioning units in bulk."""

import pytest
from wagtail.models import Page, Site

from console.provisioning import provision_units
from content.models import ColumnPage
from units.models import UnitRoot


def test_x(make_units, city, django_assert_max_num_queries):
    units = make_units(3)
    with django_assert_max_num_queries(10) as captured:
        provision_units(units, city)
    print(len(captured))
