"""What stands already and is like what a unit asks for."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from console.requests.duplicates import likely_duplicates, likeness
from console.requests.enums import RequestKind
from tests.console.requests.world import column, filed, opening
from tests.factories import make_column, make_home, make_unit

pytestmark = pytest.mark.django_db


def titles(request):
    return [found.title for found in likely_duplicates(request)]


def neighbour(name="示范市幼儿教育服务中心", **values):
    """Return the home of another unit."""
    return make_home(make_unit(name=name, **values))


@pytest.fixture
def nursery(unit):
    """The unit, called much like its neighbour."""
    unit.name = "示范市幼儿教育服务站"
    unit.save()
    return unit


def test_site_of_much_the_same_name_is_shown(nursery, people):
    neighbour()
    assert "示范市幼儿教育服务中心" in titles(filed(nursery, people))


def test_site_of_another_name_is_not_shown(nursery, people):
    neighbour("示范市水利局")
    assert titles(filed(nursery, people)) == []


def test_unit_without_a_site_is_not_shown(nursery, people):
    make_unit(name="示范市幼儿教育服务中心")
    assert titles(filed(nursery, people)) == []


def test_site_of_much_the_same_task_is_shown(nursery, people):
    neighbour("示范市水利局", duty="负责河道管理和防汛抗旱工作")
    facts = opening(function_text="负责全市河道管理和防汛抗旱工作的信息发布")
    assert titles(filed(nursery, people, **facts)) == ["示范市水利局"]


def test_column_asked_for_beside_the_blueprint_is_looked_for(nursery, people):
    make_column(neighbour("示范市水利局"), title="招生考试信息")
    facts = opening(column_list="Column a\n招生考试信息")
    assert titles(filed(nursery, people, **facts)) == ["招生考试信息"]


def test_column_of_the_blueprint_is_not_looked_for(nursery, people):
    make_column(neighbour("示范市水利局"), title="Column a")
    facts = opening(column_list="Column a")
    assert titles(filed(nursery, people, **facts)) == []


def test_further_column_finds_one_of_the_units_own(site, people):
    facts = column(column_name="Column b", slug="other")
    assert "Column b" in titles(filed(site, people, RequestKind.COLUMN, **facts))


def test_further_column_finds_those_of_other_units_once(site, people):
    for name in ("示范市水利局", "示范市教育局"):
        make_column(neighbour(name), title="校园食堂信息")
    facts = column(column_name="校园食堂信息公开")
    assert titles(filed(site, people, RequestKind.COLUMN, **facts)) == ["校园食堂信息"]


def test_most_alike_stands_first(site, people):
    make_column(neighbour("示范市水利局"), title="校园食堂信息公开")
    make_column(neighbour("示范市教育局"), title="校园食堂信息")
    facts = column(column_name="校园食堂信息公开")
    found = titles(filed(site, people, RequestKind.COLUMN, **facts))
    assert found[0] == "校园食堂信息公开"


def test_place_does_not_make_names_alike():
    assert likeness("示范市水利局", "示范市教育局") < 0.6


def test_looking_costs_the_same_at_any_number_of_units(nursery, people):
    request = filed(nursery, people)

    def cost():
        likely_duplicates(request)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            likely_duplicates(request)
        return len(queries)

    neighbour()
    few = cost()
    for _number in range(5):
        neighbour()
    assert cost() == few <= 6
