"""The regions of the portal's front page fill themselves by rules."""

import datetime

import pytest
from django.utils import timezone

from content.models import NoticePage, PolicyPage
from services.models import ServicePage
from tests.factories import (
    make_column,
    make_english_home,
    make_english_portal,
    make_home,
    make_image,
    make_item,
    make_portal,
    make_unit,
)
from tests.visits import PORTAL, links, visit
from units.enums import Presence

pytestmark = pytest.mark.django_db

NOW = timezone.now()


def days_ago(days):
    return NOW - datetime.timedelta(days=days)


@pytest.fixture
def own():
    """A column of the portal itself."""
    return make_column(make_portal(), "news")


@pytest.fixture
def foreign():
    """A column of a unit with a host of its own."""
    return make_column(make_home(make_unit("alpha"), Presence.SITE), "news")


def front(path="/"):
    return visit(f"{PORTAL}{path}").context


def titles(region, path="/"):
    return [item.title for item in front(path)[region]]


def test_front_page_without_anything_is_whole():
    make_portal()

    assert visit(f"{PORTAL}/").status_code == 200


def test_newest_headline_of_any_unit_is_the_headline(own, foreign):
    make_item(own, title="Older", is_headline=True, date=days_ago(2))
    make_item(foreign, title="Newest", is_headline=True, date=days_ago(1))
    make_item(own, title="Ordinary", date=NOW)

    context = front()
    assert context["headline"].title == "Newest"
    assert [item.title for item in context["headline_links"]] == ["Older"]


def test_front_page_without_headline_has_none(own):
    make_item(own)

    assert front()["headline"] is None


def test_news_and_notices_are_the_portal_s_own(own, foreign):
    make_item(own, title="Own news")
    make_item(own, NoticePage, title="Own notice")
    make_item(foreign, title="Foreign news")
    make_item(foreign, NoticePage, title="Foreign notice")

    assert titles("latest_news") == ["Own news"]
    assert titles("notices") == ["Own notice"]


def test_news_of_units_leaves_the_portal_s_out(own, foreign):
    make_item(own, title="Own news")
    make_item(foreign, title="Foreign news")
    make_item(foreign, PolicyPage, title="Foreign policy")

    assert titles("unit_latest") == ["Foreign news"]


def test_news_of_units_tells_the_unit(own, foreign):
    make_item(foreign)

    assert "ALPHA" in visit(f"{PORTAL}/").content.decode()


def test_picture_news_and_policies_are_of_all_units(own, foreign):
    for column, name in ((own, "own"), (foreign, "foreign")):
        make_item(column, PolicyPage, title=f"Policy {name}")
        make_item(column, title=f"Picture {name}", is_picture_news=True, picture=make_image())

    assert sorted(titles("policies")) == ["Policy foreign", "Policy own"]
    assert sorted(titles("picture_news")) == ["Picture foreign", "Picture own"]


@pytest.mark.parametrize(
    ("region", "most"),
    [("latest_news", 8), ("notices", 6), ("policies", 5), ("unit_latest", 9), ("picture_news", 4)],
)
def test_region_holds_the_newest_and_no_more(own, foreign, region, most):
    image = make_image()
    for n in range(12):
        make_item(own, title=f"{n}", date=days_ago(n))
        make_item(own, NoticePage, title=f"{n}", date=days_ago(n))
        make_item(foreign, PolicyPage, title=f"{n}", date=days_ago(n))
        make_item(foreign, title=f"{n}", date=days_ago(n), is_picture_news=True, picture=image)

    assert titles(region) == [str(n) for n in range(most)]


def test_features_gather_what_units_tell_of_them(own, foreign):
    make_item(foreign, title="A lake", feature="tourism")
    make_item(own, title="A mill", feature="industry")
    make_item(own, title="Nothing")

    regions = {region.key: [i.title for i in region.items] for region in front()["features"]}
    assert regions == {"tourism": ["A lake"], "industry": ["A mill"]}


def test_services_are_counted_by_life_event(own, foreign):
    for event in ("birth", "birth", "marriage", ""):
        make_item(foreign, ServicePage, life_event=event)

    context = front()
    assert {topic.key: topic.total for topic in context["service_topics"]} == {
        "birth": 2,
        "marriage": 1,
    }
    assert context["service_total"] == 4


def test_life_event_leads_to_its_services(own, foreign):
    make_item(foreign, ServicePage, title="Registration", life_event="birth")
    link = next(link for link in links(visit(f"{PORTAL}/")) if "event=birth" in link)

    assert b"Registration" in visit(link).content


def test_directory_holds_all_units(own, foreign):
    make_unit("beta")

    units = [unit.code for group in front()["directory"] for unit in group.units]
    assert units == ["alpha", "beta"]


def test_totals_count_units_services_and_policies(own, foreign):
    make_unit("beta")
    make_item(foreign, ServicePage)
    make_item(own, PolicyPage)

    assert front()["totals"] == {"units": 2, "services": 1, "policies": 1}


def test_drafts_are_in_no_region(own, foreign):
    for column in (own, foreign):
        for model in (NoticePage, PolicyPage, ServicePage):
            make_item(column, model, title="A draft", is_live=False)
        make_item(column, title="A draft", is_live=False, is_headline=True, feature="tourism")

    assert b"A draft" not in visit(f"{PORTAL}/").content


def test_english_front_page_holds_english_items(own, foreign):
    make_english_portal()
    home = foreign.get_parent().specific
    make_item(make_column(make_english_home(home)), title="In English", is_headline=True)
    make_item(own, title="In Chinese", is_headline=True)

    assert front("/en/")["headline"].title == "In English"
    assert front("/")["headline"].title == "In Chinese"
