"""A live unit, the IT office, and small lists of checks."""

import pytest

from console.models import StandardCheck
from console.portal import set_up_portal
from console.standards import facts
from console.standards.enums import CheckKind
from tests.console.filings.conftest import make_staffed
from tests.factories import make_member
from units.enums import Role


@pytest.fixture
def officer(db):
    """Somebody of the IT office."""
    return make_member(Role.IT_OFFICE)


@pytest.fixture
def staffed(db):
    """A live unit with its people."""
    set_up_portal()
    return make_staffed("near")


@pytest.fixture
def passing(monkeypatch):
    """The codes of units that pass the made-up facts; others fail."""
    codes = {"near"}

    def look(units):
        return {
            unit.pk: facts.Found(unit.code in codes, f"{unit.code} is looked at") for unit in units
        }

    monkeypatch.setattr(facts, "_registered", {"made_up": facts.Facts("made_up", "Made up", look)})
    return codes


@pytest.fixture
def shortened(monkeypatch, passing, tmp_path):
    """A list of two checks instead of the shipped eight: one from made-up facts, one by hand."""
    shipped = tmp_path / "unifications.csv"
    shipped.write_text(
        "key,name,kind,facts,requirement,remedy\n"
        "first,First,automatic,made_up,Be near,Come nearer\n"
        "second,Second,by_hand,,Be good,Do better\n",
        encoding="utf-8",
    )
    monkeypatch.setattr("console.standards.actions.SHIPPED", shipped)
    return passing


def make_check(key="manual", **values):
    """Return a check by hand unless said otherwise."""
    fields = {"name": key, "kind": CheckKind.BY_HAND, "requirement": "Be good"} | values
    return StandardCheck.objects.create(key=key, **fields)
