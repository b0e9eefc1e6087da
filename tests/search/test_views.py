"""Finding by title, number, unit name and pinyin; no query is an error."""

from urllib.parse import quote

import pytest

from content.models import PolicyPage
from tests.factories import (
    make_column,
    make_english_home,
    make_english_portal,
    make_home,
    make_item,
    make_portal,
    make_unit,
)
from tests.visits import PORTAL, host_address, links, visit
from units.enums import Presence

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    """Two units with one policy each; the names and titles are what people look for."""
    make_portal()
    for code, name, short_name, title, number in (
        ("jyj", "示范市教育局", "教育局", "义务教育招生办法", "示教发[2026]3号"),
        ("wsj", "示范市卫生健康局", "卫健局", "公共卫生管理办法", "示卫发[2026]7号"),
    ):
        home = make_home(make_unit(code, name=name, short_name=short_name))
        make_item(make_column(home), PolicyPage, title=title, number=number)


def search(query, path="/search/", **parameters):
    parameters = {"q": query} | parameters
    pairs = "&".join(f"{name}={quote(value)}" for name, value in parameters.items())
    return visit(f"{PORTAL}{path}?{pairs}")


def titles(response):
    return [item.title for item in response.context["results"]]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("义务教育", ["义务教育招生办法"]),
        ("招生 义务", ["义务教育招生办法"]),
        ("示教发[2026]3号", ["义务教育招生办法"]),
        ("[2026]7号", ["公共卫生管理办法"]),
        ("办法", ["公共卫生管理办法", "义务教育招生办法"]),
        ("没有这样的标题", []),
    ],
)
def test_items_are_found_by_title_and_number(world, query, found):
    assert sorted(titles(search(query))) == sorted(found)


@pytest.mark.parametrize("query", ["教育局", "示范市教育", "jiaoyuju", "jyj", "JYJ", "sfsjyj"])
def test_unit_is_found_by_name_pinyin_and_initials(world, query):
    assert [unit.unit.code for unit in search(query).context["units"]] == ["jyj"]


def test_search_is_over_all_units_from_any_host(world):
    make_home(make_unit("gaj", name="公安局"), Presence.SITE)

    response = visit(f"{host_address('gaj')}/search/?q={quote('义务教育')}")

    assert titles(response) == ["义务教育招生办法"]


def test_search_in_one_unit_finds_no_other_unit_s_items(world):
    assert titles(search("办法", unit="jyj")) == ["义务教育招生办法"]


def test_search_in_a_unit_that_is_not_there_finds_nothing(world):
    assert titles(search("办法", unit="nobody")) == []


def test_pages_of_a_search_in_one_unit_stay_in_it(world):
    column = make_column(make_home(make_unit("gaj", name="公安局")))
    for _n in range(25):
        make_item(column, title="办事须知")

    pages = [link for link in links(search("办事", unit="gaj")) if "page=2" in link]
    assert pages
    assert all("unit=gaj" in link for link in pages)


def test_english_search_finds_english_pages(world):
    make_english_portal()
    home = make_home(make_unit("gaj", name="公安局"))
    make_item(make_column(make_english_home(home)), title="Police report")

    assert titles(search("Police", path="/en/search/")) == ["Police report"]
    assert titles(search("Police")) == []


def test_drafts_are_not_found(world):
    column = make_column(make_home(make_unit("gaj", name="公安局")))
    make_item(column, title="内部草稿", is_live=False)

    assert titles(search("内部草稿")) == []


HOSTILE = {
    "empty": "",
    "spaces": "   ",
    "null": "%00",
    "null inside": "a%00b",
    "single quote": quote("'; DROP TABLE units_unit; --"),
    "double quote": quote('"'),
    "percent": "%25",
    "underscore": "_",
    "backslash": "%5C",
    "backslash at the end": "a%5C",
    "emoji": quote("😀🎉"),
    "lone surrogate": "%ED%A0%80",
    "broken bytes": "%FF%FE%80",
    "markup": quote("<script>alert(1)</script>"),
    "operators": quote("AND OR NOT NEAR(* ^ ( ) {"),
    "control characters": "%01%02%1F%7F",
    "right to left": quote("\u202e教育"),
    "combining": quote("e" + "\u0301" * 200),
    "one megabyte": "a" * 1_000_000,
    "many words": "+".join(["a"] * 50_000),
    "template": quote("{{ 1 }}{% now 'Y' %}"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_query_is_an_error(world, name):
    assert visit(f"{PORTAL}/search/?q={HOSTILE[name]}").status_code == 200


@pytest.mark.parametrize("name", ["percent", "underscore", "single quote", "backslash"])
def test_special_characters_mean_themselves(world, name):
    assert titles(visit(f"{PORTAL}/search/?q={HOSTILE[name]}")) == []


@pytest.mark.parametrize("name", HOSTILE)
def test_no_unit_is_an_error(world, name):
    assert visit(f"{PORTAL}/search/?q=a&unit={HOSTILE[name]}").status_code in (200, 404)


def test_query_is_shown_without_being_markup(world):
    assert b"<script>alert" not in search("<script>alert(1)</script>").content


@pytest.mark.parametrize(
    "page", ["0", "2", "-1", "x", "1.5", "", "%00", "9" * 30, "9" * 5000, "%D9%A3"]
)
def test_page_that_is_not_there_answers_404(world, page):
    assert visit(f"{PORTAL}/search/?q=a&page={page}").status_code == 404


def test_results_are_paged(world):
    column = make_column(make_home(make_unit("gaj", name="公安局")))
    for n in range(25):
        make_item(column, title=f"办事须知 {n}")

    first, second = search("办事"), search("办事", page="2")
    assert (len(titles(first)), len(titles(second))) == (20, 5)
    assert not set(titles(first)) & set(titles(second))
    assert first.context["total"] == 25


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_search_only_reads(world, method):
    assert visit(f"{PORTAL}/search/", method=method).status_code == 405


def test_search_costs_the_same_queries_for_any_number_of_units(
    world, django_assert_max_num_queries
):
    for _n in range(20):
        make_unit(name="教育局")
    search("教育")

    with django_assert_max_num_queries(5):
        search("教育")


@pytest.mark.parametrize("path", ["/search/", "/elder/search/", "/en/search/"])
def test_form_sends_the_query_to_the_same_presentation(world, path):
    html = visit(f"{PORTAL}{path}").content.decode()

    assert f'action="{path}"' in html
