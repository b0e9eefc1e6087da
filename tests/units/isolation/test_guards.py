"""Each guard of the fence is needed: without it its own views leak, and no others.

What a guard does follows from the code and not from the database, so one engine suffices here;
the matrix itself runs on both.
"""

from collections import defaultdict

import pytest
from django.db import connection

from tests.units.isolation.cells import THOROUGH, cells
from tests.units.isolation.spying import spying_on
from tests.units.isolation.walk import views
from units.fence.guards import registered

GUARDS = {guard.name: guard for guard in registered()}

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        connection.vendor != "sqlite",
        reason="guards do not depend on the database: one engine suffices",
    ),
]


def short_list(name, world):
    """Return a few requests of a view: by one role, one address of each kind, GET and POST."""
    taken, asked = set(), []
    for cell in cells(views()[name], world):
        kind = (cell.whose, cell.method, cell.is_script)
        if cell.role == THOROUGH and not cell.is_script and kind not in taken:
            taken.add(kind)
            asked.append(cell)
    return asked


@pytest.fixture(scope="module")
def meetings(matrix):
    """The requests of all views that meet a guard, by the name of the guard."""
    found = defaultdict(list)
    with pytest.MonkeyPatch.context() as patch, spying_on(GUARDS.values(), patch) as met:
        for name in views():
            for cell in short_list(name, matrix.world):
                met.clear()
                matrix.judge.problems(cell)
                for guard in met:
                    found[guard].append(cell)
    return found


@pytest.fixture
def removed(request, monkeypatch):
    """A guard in whose place Wagtail's own now stands."""
    guard = GUARDS[request.param]
    monkeypatch.setattr(guard.owner, guard.attribute, guard.stock)
    return guard


def test_guards_are_registered():
    assert GUARDS


def test_guards_protect_views_that_exist():
    named = {name for guard in GUARDS.values() for name in guard.protects}

    assert named - views().keys() == set()


@pytest.mark.parametrize("removed", GUARDS, indirect=True)
def test_without_the_guard_its_views_leak(matrix, removed):
    leaking = [
        name
        for name in sorted(removed.protects)
        if any(matrix.judge.problems(cell) for cell in cells(views()[name], matrix.world))
    ]

    assert leaking == sorted(removed.protects)


@pytest.mark.parametrize("removed", GUARDS, indirect=True)
def test_without_the_guard_no_other_view_leaks(matrix, meetings, removed):
    others = [cell for cell in meetings[removed.name] if cell.view not in removed.protects]

    wrong = [f"{cell.view}: {cell}" for cell in others if matrix.judge.problems(cell)]
    assert wrong == []
