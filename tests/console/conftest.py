"""Units and a portal for the tests of provisioning."""

import pytest

from console import blueprint_files
from console.blueprint_files import load_blueprint
from console.building import BuildOrder
from console.portal import set_up_portal
from tests.console.blueprints import blueprint_text
from units.models import Unit


@pytest.fixture
def portal(db):
    """The portal as set-up leaves it."""
    return set_up_portal()


@pytest.fixture
def make_units(portal):
    """A function that registers so many planned units, with codes a1, a2 and so on."""

    def make(count, start=1, **values):
        rows = [
            Unit(
                code=f"a{number}",
                name=f"示范市第{number}局",
                short_name=f"{number}局",
                kind="department",
                system="government",
                **values,
            )
            for number in range(start, start + count)
        ]
        return Unit.objects.bulk_create(rows)

    return make


@pytest.fixture
def city():
    """The order to build what the city's blueprint says."""
    return BuildOrder(blueprint=load_blueprint("city"))


@pytest.fixture
def shelf(portal, tmp_path, monkeypatch):
    """A function that puts versions of the blueprint "small" where shipped ones stand."""

    def put(*versions):
        folder = tmp_path / "blueprints" / "small"
        folder.mkdir(parents=True)
        for number, columns in enumerate(versions, start=1):
            text = blueprint_text(*columns, version=number)
            (folder / f"v{number}.toml").write_text(text, encoding="utf-8")

    monkeypatch.setattr(blueprint_files, "FOLDER", tmp_path / "blueprints")
    blueprint_files._load.cache_clear()
    yield put
    blueprint_files._load.cache_clear()
