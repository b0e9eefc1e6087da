"""The page of results: what it finds, what it offers, and that no address is an error."""

from datetime import UTC, datetime
from urllib.parse import quote, urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.models import QueryCount
from search.views.asked import PER_PAGE, read
from services.models import ServicePage
from tests.factories import (
    make_column,
    make_english_home,
    make_english_portal,
    make_home,
    make_item,
    make_portal,
    make_unit,
)
from tests.search.places import make_offices, make_police_column, search
from tests.visits import PORTAL, elements, host_address, links, visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    """Two units with one policy each."""
    make_offices()


@pytest.fixture
def column():
    """A column of a unit with a host of its own."""
    return make_police_column()


def titles(response):
    return [hit.item.title for hit in response.context["results"]]


def choices(response, name):
    facet = next(facet for facet in response.context["facets"] if facet.name == name)
    return [(choice.label, choice.number) for choice in (*facet.shown, *facet.rest)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("义务教育", "义务教育招生办法"),
        ("招生 义务", "义务教育招生办法"),
        ("示教发[2026]3号", "义务教育招生办法"),
        ("[2026]7号", "公共卫生管理办法"),
    ],
)
def test_items_are_found_by_title_and_number(world, query, found):
    assert titles(search(query))[0] == found


@pytest.mark.parametrize("query", ["教育局", "示范市教育", "jiaoyuju", "jyj", "JYJ", "sfsjyj"])
def test_unit_is_found_by_name_pinyin_and_initials(world, query):
    assert [unit.unit.code for unit in search(query).context["units"]] == ["jyj"]


def test_search_is_over_all_units_from_any_host(world, column):
    assert "义务教育招生办法" in titles(search("义务教育", host=host_address("gaj")))


def test_search_in_one_unit_finds_no_other_unit_s_items(world):
    assert titles(search("办法", unit="jyj")) == ["义务教育招生办法"]


def test_search_in_one_unit_offers_all_units(world):
    assert f"?{urlencode({'q': '办法'})}" in links(search("办法", unit="jyj"))


def test_unit_that_has_nothing_is_answered_for_by_all_units(world):
    response = search("招生", unit="wsj")

    assert response.context["is_widened"]
    assert "义务教育招生办法" in titles(response)


def test_unit_and_all_others_without_hits_are_not_widened(world):
    assert not search("zzzz", unit="wsj").context["is_widened"]


def test_unit_that_is_not_there_is_told_kindly(world):
    response = search("办法", unit="nobody")

    assert response.status_code == 200
    assert response.context["problems"]
    assert f"?{urlencode({'q': '办法'})}" in links(response)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("unit", "nobody"),
        ("kind", "nothing"),
        ("type", "nothing"),
        ("column", "../"),
        ("year", "12"),
        ("year", "99999999999"),
        ("since", "2026-13-01"),
        ("until", "9999-12-31"),
        ("sort", "size"),
        ("limit", "51"),
        ("page", "0"),
    ],
)
def test_parameter_that_says_nothing_is_a_problem(world, name, value):
    assert [problem.parameter for problem in read({"q": "a", name: value}, "").problems] == [name]


def test_last_day_before_the_first_is_a_problem(world):
    asked = read({"q": "a", "since": "2026-02-01", "until": "2026-01-01"}, "")

    assert [problem.parameter for problem in asked.problems] == ["until"]


def test_pages_of_a_search_keep_its_choices(column):
    for _n in range(PER_PAGE + 1):
        make_item(column, title="办事须知")

    response = search("办事", unit="gaj", type="article", sort="date")

    pages = [link for link in links(response) if "page=2" in link]
    assert pages
    assert all("unit=gaj&type=article&sort=date" in link for link in pages)


def test_facets_without_a_hit_are_left_out(world):
    response = search("义务较育招生")

    assert response.context["found"].total > 0
    assert response.context["facets"] == []


def test_facets_count_types_units_and_years(world):
    response = search("办法")

    assert choices(response, "unit")[1:] == [("教育局", 1), ("卫健局", 1)]
    assert [number for _label, number in choices(response, "type")] == [2, 2]
    assert [number for _label, number in choices(response, "year")] == [2, 2]


def test_choices_keep_the_others(world):
    response = search("办法", type="policy", sort="date")

    chosen = [facet.shown[-1].query for facet in response.context["facets"]]
    assert all("type=policy" in query and "sort=date" in query for query in chosen)


def test_units_beyond_the_first_five_are_folded():
    make_portal()
    for n in range(7):
        home = make_home(make_unit(f"u{n}", short_name=f"U{n}"))
        make_item(make_column(home), title="办事须知")

    facet = next(f for f in search("办事须知").context["facets"] if f.name == "unit")

    assert (len(facet.shown), len(facet.rest)) == (1 + 5, 2)


def test_unit_that_is_chosen_is_not_folded_away():
    make_portal()
    for n in range(7):
        home = make_home(make_unit(f"u{n}", short_name=f"U{n}"))
        make_item(make_column(home), title="办事须知")

    facet = next(f for f in search("办事须知", unit="u6").context["facets"] if f.name == "unit")

    assert [choice.label for choice in facet.shown if choice.is_current] == ["U6"]


def test_filter_in_force_can_be_taken_off(world):
    response = search("办法", year="2020")

    assert [taken.query for taken in response.context["taken"]] == [urlencode({"q": "办法"})]


def test_newest_come_first_where_that_is_asked_for(column):
    for year in (2024, 2026, 2025):
        make_item(column, title="办事须知", date=datetime(year, 3, 1, tzinfo=UTC))

    response = search("办事须知", sort="date")

    assert [hit.item.date.year for hit in response.context["results"]] == [2026, 2025, 2024]


def test_title_is_marked(world):
    assert "<mark>义务教育</mark>招生办法" in search("义务教育").content.decode()


def test_service_that_comes_first_is_shown_as_the_answer(column):
    make_item(column, ServicePage, title="居住证办理", handling_url="https://example.org/do")
    make_item(column, title="居住证办理工作动态")

    response = search("居住证办理")

    assert response.context["card"].item.title == "居住证办理"
    assert "居住证办理" not in titles(response)
    assert "https://example.org/do" in links(response)


def test_results_lead_through_the_count_of_clicks(world):
    response = search("义务教育")
    first = response.context["results"][0]

    assert f"/search/to/{first.item.pk}/?{urlencode({'q': '义务教育', 'p': 1})}" in links(response)


def test_positions_go_on_over_pages(column):
    for _n in range(PER_PAGE + 1):
        make_item(column, title="办事须知")

    response = search("办事须知", unit="gaj", page=2)

    assert response.context["results"][0].address.endswith(f"p={PER_PAGE + 1}")


def test_english_search_finds_english_pages(world):
    make_english_portal()
    home = make_home(make_unit("gaj", name="公安局"))
    make_item(make_column(make_english_home(home)), title="Police report")

    assert titles(search("Police", path="/en/search/")) == ["Police report"]
    assert titles(search("Police")) == []


def test_drafts_are_not_found(column):
    make_item(column, title="内部草稿", is_live=False)

    assert "内部草稿" not in titles(search("内部草稿"))


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


@pytest.mark.parametrize("name", ["percent", "underscore", "backslash"])
def test_special_characters_mean_nothing(world, name):
    assert visit(f"{PORTAL}/search/?q={HOSTILE[name]}").context["found"].total == 0


@pytest.mark.parametrize("parameter", ["unit", "type", "column", "year", "since", "sort"])
@pytest.mark.parametrize("name", HOSTILE)
def test_no_choice_is_an_error(world, parameter, name):
    assert visit(f"{PORTAL}/search/?q=a&{parameter}={HOSTILE[name]}").status_code == 200


# What a request line can carry: any character but lone surrogates, which it carries as bytes
TYPED = st.text(st.characters(codec="utf-8"), max_size=200) | st.text(
    "教育 \"'-*():^“”\0\u202e😀a1", max_size=40
)


@given(query=TYPED, unit=st.sampled_from(["", "jyj", "x"]) | TYPED, page=TYPED | st.just("1"))
@settings(
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_no_address_is_an_error(world, query, unit, page):
    assert search(query, unit=unit, page=page).status_code in (200, 404)


def test_query_is_shown_without_being_markup(world):
    assert b"<script>alert" not in search("<script>alert(1)</script>").content


def test_long_query_is_cut_and_the_visitor_is_told(world):
    response = search("教育" * 100)

    assert response.context["asked"].is_cut


@pytest.mark.parametrize(
    "page", ["0", "2", "-1", "x", "1.5", "%00", "9" * 30, "9" * 5000, "%D9%A3", "101", "999999"]
)
def test_page_that_is_not_there_answers_404_with_the_way_back(world, page):
    response = visit(f"{PORTAL}/search/?q=a&page={page}")

    assert response.status_code == 404
    assert "?q=a" in links(response)


def test_page_beyond_the_deepest_result_is_told_kindly(world):
    assert search("a", page=101).context["is_too_deep"]


def test_results_are_paged(column):
    for n in range(PER_PAGE + 5):
        make_item(column, title=f"办事须知 {n}")

    first, second = search("办事", unit="gaj"), search("办事", unit="gaj", page="2")

    assert (len(titles(first)), len(titles(second))) == (PER_PAGE, 5)
    assert not set(titles(first)) & set(titles(second))
    assert first.context["total"] == PER_PAGE + 5


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize(
    "path", ["/search/", "/search.json", "/search/feed/", "/search/suggest.json"]
)
def test_search_only_reads(world, method, path):
    assert visit(f"{PORTAL}{path}", method=method).status_code == 405


def test_first_page_is_counted_for_the_host_s_unit(world, column):
    search("办法", host=host_address("gaj"))

    assert list(QueryCount.objects.values_list("unit__code", "text", "searches")) == [
        ("gaj", "办法", 1)
    ]


def test_second_page_is_not_counted(world):
    search("办法", page=2)

    assert not QueryCount.objects.exists()


def test_number_of_queries_does_not_grow_with_the_hits(column):
    costs = []
    for _size in range(2):
        for _n in range(2 * PER_PAGE):
            make_item(column, title="办事须知")
        search("办事须知")
        with CaptureQueriesContext(connection) as asked:
            search("办事须知")
        costs.append(len(asked))

    assert costs[0] == costs[1] <= 12


def test_results_are_for_no_search_engine(world):
    robots = [meta for meta in elements(search("办法"), "meta") if meta.get("name") == "robots"]

    assert robots[0]["content"] == "noindex"


def test_page_without_hits_offers_shorter_words_and_services(column):
    make_item(column, ServicePage, title="居住证办理")

    response = search("公积金提取zzzz", unit="gaj", year="2001")

    assert [word for word, _query in response.context["shorter"]][:2] == ["公积金", "提取"]
    assert [item.title for item in response.context["services"]] == ["居住证办理"]
    assert response.context["everywhere"] == urlencode({"q": "公积金提取zzzz"})
