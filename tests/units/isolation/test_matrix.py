"""No view shows or changes another unit's things, whoever of a unit asks, and however."""

import pytest

from tests.units.isolation.cells import cells
from tests.units.isolation.classification import VIEWS, Kind
from tests.units.isolation.walk import views

pytestmark = pytest.mark.django_db

# How many requests a failure names
SHOWN = 15
# What one might get more out of by asking for more
SHOWING = (Kind.LIST, Kind.EVERYBODY, Kind.PUBLIC)


@pytest.mark.parametrize("name", views())
def test_view_keeps_units_apart(matrix, name):
    is_list = name in VIEWS and VIEWS[name].kind in SHOWING
    asked = cells(views()[name], matrix.world, is_list=is_list)
    wrong = matrix.judge.report(name, asked)

    assert not wrong, "\n".join([f"{len(wrong)} requests", *wrong[:SHOWN]])
