"""The portal's own people hold their rights above all units' homes, and reach into none."""

from dataclasses import replace

import pytest

from tests.units.isolation import names
from tests.units.isolation.cells import FAR, NEAR, Cell, cells
from tests.units.isolation.classification import VIEWS, Kind
from tests.units.isolation.judging import REFUSED
from tests.units.isolation.walk import views

pytestmark = pytest.mark.django_db

OBJECTS = [name for name in views() if name in VIEWS and VIEWS[name].kind is Kind.OBJECT]


def foreign_cells(world, name):
    """What an editor asks of the other unit's things, asked by the portal's editor."""
    own = f"/{world.portal.draft.pk}/"
    for cell in cells(views()[name], world, is_list=False):
        if cell.role == "editor" and cell.whose == FAR and own not in cell.address:
            yield replace(cell, role="keeper")


@pytest.mark.parametrize("name", OBJECTS)
def test_editor_of_the_portal_reaches_into_no_unit(matrix, name):
    wrong = []
    for cell in foreign_cells(matrix.world, name):
        answer = matrix.judge.answer(cell)
        if answer.status not in REFUSED | VIEWS[name].foreign or names.told(
            answer.text, cell.address
        ):
            wrong.append(f"{cell}: {answer.status}")

    assert wrong == []


def test_editor_of_the_portal_opens_its_own_draft(matrix):
    address = f"/admin/pages/{matrix.world.portal.draft.pk}/edit/"

    assert matrix.judge.answer(Cell("own", "keeper", "GET", address, NEAR)).status == 200
