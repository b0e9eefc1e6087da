"""A query as Atom, as JSON and as suggestions."""

import json
from datetime import UTC, datetime
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.models import PublishedItem, QueryCount
from tests.factories import make_column, make_home, make_item, make_portal, make_unit
from tests.visits import PORTAL, host_address, visit
from units.enums import Presence

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def world():
    """Three items of one unit, and one of another, that all have the same words."""
    make_portal()
    gaj = make_column(
        make_home(make_unit("gaj", name="公安局", short_name="公安局"), Presence.SITE)
    )
    other = make_column(make_home(make_unit("jyj", name="教育局", short_name="教育局")))
    for year in (2024, 2026, 2025):
        date = datetime(year, 3, 1, tzinfo=UTC)
        make_item(gaj, title=f"居住证办理 {year}", date=date, source_id=f"s{year}")
    make_item(other, title="居住证办理 教育", date=datetime(2023, 3, 1, tzinfo=UTC))


def ask(path, host=PORTAL, **parameters):
    return visit(f"{host}{path}?{urlencode(parameters)}")


def read_json(**parameters):
    return json.loads(ask("/search.json", **parameters).content)


def entries(response):
    feed = ElementTree.fromstring(response.content)
    return [entry.find(f"{ATOM}title").text for entry in feed.iter(f"{ATOM}entry")]


def test_feed_tells_the_newest_first(world):
    found = entries(ask("/search/feed/", q="居住证", unit="gaj"))

    assert found == ["居住证办理 2026", "居住证办理 2025", "居住证办理 2024"]


def test_feed_is_atom(world):
    answer = ask("/search/feed/", q="居住证")

    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"


def test_feed_names_the_page_of_results_in_full(world):
    feed = ElementTree.fromstring(
        ask("/search/feed/", host=host_address("gaj"), q="居住证", unit="gaj").content
    )

    query = urlencode({"q": "居住证", "unit": "gaj"})
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links["alternate"] == f"{host_address('gaj')}/search/?{query}"
    assert links["self"] == f"{host_address('gaj')}/search/feed/?{query}"


@pytest.mark.parametrize("parameters", [{}, {"q": " "}, {"q": "a", "unit": "nobody"}])
def test_feed_of_nothing_answers_404(world, parameters):
    assert ask("/search/feed/", **parameters).status_code == 404


def test_feed_is_not_counted_as_a_search(world):
    ask("/search/feed/", q="居住证")

    assert not QueryCount.objects.exists()


@pytest.mark.parametrize("path", ["/search/feed/", "/search.json", "/search/suggest.json"])
def test_answer_is_asked_for_anew_and_sent_once(world, path):
    first = ask(path, q="居住证")
    query = urlencode({"q": "居住证"})
    tag = {"HTTP_IF_NONE_MATCH": first.headers["ETag"]}

    assert first.headers["Cache-Control"] == "public, no-cache"
    assert visit(f"{PORTAL}{path}?{query}", **tag).status_code == 304


def test_json_tells_the_facts_of_each_result(world):
    item = PublishedItem.objects.get(title="居住证办理 2026")

    told = read_json(q="居住证 2026", unit="gaj")["results"][0]

    assert told["url"] == item.canonical_url
    assert (told["title"], told["source_id"]) == ("居住证办理 2026", "s2026")
    assert told["unit"] == {"code": "gaj", "name": "公安局"}
    assert told["type"] == {"key": "article", "label": item.type_label}
    assert told["date"] == item.date.isoformat()


def test_json_counts_hits_and_facets(world):
    told = read_json(q="居住证")

    assert (told["exact"], told["total"]) == (4, 4)
    assert [(c["value"], c["count"]) for c in told["facets"]["unit"]] == [("gaj", 3), ("jyj", 1)]
    assert [c["value"] for c in told["facets"]["year"]] == ["2026", "2025", "2024", "2023"]


def test_json_is_narrowed_sorted_and_paged(world):
    told = read_json(q="居住证", unit="gaj", type="article", sort="date", limit=2, page=2)

    assert [result["title"] for result in told["results"]] == ["居住证办理 2024"]


def test_json_snippet_is_plain_and_marked():
    column = make_column(make_home(make_unit("gaj")))
    make_item(column, title="告示", summary="<居住证>办理")

    told = read_json(q="居住证")["results"][0]

    assert told["snippet"] == "<居住证>办理"
    assert told["snippet_html"] == "&lt;<mark>居住证</mark>&gt;办理"


@pytest.mark.parametrize(
    ("parameters", "name"),
    [
        ({}, "q"),
        ({"q": " "}, "q"),
        ({"q": "a" * 101}, "q"),
        ({"q": "a", "unit": "nobody"}, "unit"),
        ({"q": "a", "type": "nothing"}, "type"),
        ({"q": "a", "year": "x"}, "year"),
        ({"q": "a", "sort": "x"}, "sort"),
        ({"q": "a", "limit": "0"}, "limit"),
        ({"q": "a", "page": "x"}, "page"),
        ({"q": "a", "page": "101"}, "page"),
        ({"q": "a", "page": "21", "limit": "50"}, "page"),
    ],
)
def test_json_names_the_parameter_that_says_nothing(world, parameters, name):
    answer = ask("/search.json", **parameters)

    assert answer.status_code == 400
    assert json.loads(answer.content)["error"]["parameter"] == name


def test_json_is_open_to_no_other_origin(world):
    assert "Access-Control-Allow-Origin" not in ask("/search.json", q="居住证").headers


def test_json_counts_the_first_page_alone(world):
    read_json(q="居住证")
    read_json(q="居住证", page=2)

    assert [row.searches for row in QueryCount.objects.all()] == [1]


@given(
    st.dictionaries(
        st.sampled_from(["q", "unit", "type", "year", "since", "sort", "limit", "page"]),
        st.text(st.characters(codec="utf-8"), max_size=60),
    )
)
@settings(
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_no_address_is_an_error(world, parameters):
    assert ask("/search.json", **parameters).status_code in (200, 400)


def suggested(**parameters):
    return json.loads(ask("/search/suggest.json", **parameters).content)["suggestions"]


def test_titles_are_suggested_with_their_type_and_address(world):
    found = {one["text"]: one for one in suggested(q="居住证")}

    item = PublishedItem.objects.get(title="居住证办理 2026")
    assert found[item.title]["url"] == item.url
    assert found[item.title]["label"] == item.type_label


def test_units_are_suggested_by_pinyin(world):
    assert "公安局" in [one["text"] for one in suggested(q="gonganju")]


def test_titles_of_another_unit_are_not_suggested_in_one(world):
    assert "居住证办理 教育" not in [one["text"] for one in suggested(q="居住证", unit="gaj")]


def test_nothing_typed_suggests_nothing(world):
    assert suggested(q=" ") == []


def test_suggestions_are_not_counted(world):
    suggested(q="居住证")

    assert not QueryCount.objects.exists()
