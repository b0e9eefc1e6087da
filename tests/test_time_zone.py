"""Every date shown and every deadline counts in the time of Shanghai."""

import datetime
import re
import zoneinfo
from importlib import import_module

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from wagtail.users.models import UserProfile

from content.models import ArticlePage
from search.models import PublishedItem
from tests.factories import make_column, make_home, make_item, make_member, make_unit
from tests.visits import sign_in, visit
from units.enums import Role

pytestmark = pytest.mark.django_db

# Half past midnight of New Year's Day in Shanghai; still the old year in Greenwich
NEW_YEAR = datetime.datetime(2025, 12, 31, 16, 30, tzinfo=datetime.UTC)


@pytest.fixture
def column():
    return make_column(make_home(make_unit("jyj")), "news")


@pytest.fixture
def article(column):
    return make_item(column, ArticlePage, date=NEW_YEAR)


def test_installs_keep_the_time_of_shanghai():
    base = import_module("config.settings.base")

    assert base.TIME_ZONE == settings.TIME_ZONE == "Asia/Shanghai"
    assert timezone.get_current_timezone() == zoneinfo.ZoneInfo("Asia/Shanghai")


def test_page_shows_its_day_in_shanghai(article):
    shown = visit(article.canonical_url).content.decode()

    assert "2026-01-01 00:30" in shown
    assert "2025-12-31" not in shown


def test_list_shows_the_day_in_shanghai(article, column):
    shown = visit(column.canonical_url).content.decode()

    assert "2026-01-01" in shown
    assert "2025-12-31" not in shown


def test_year_of_a_list_is_the_year_in_shanghai(article):
    items = PublishedItem.objects.items()

    assert items.years() == [2026]
    assert items.in_year(2026).count() == 1
    assert not items.in_year(2025).exists()


def test_site_map_for_search_engines_shows_the_day_in_shanghai(article):
    shown = visit("/sitemap.xml").content.decode()

    assert "<lastmod>2026-01-01</lastmod>" in shown


def test_feed_names_the_moment(article, column):
    shown = visit(f"{column.canonical_url}feed/").content.decode()

    (moment,) = re.findall(r"<published>(.*?)</published>", shown)
    assert datetime.datetime.fromisoformat(moment) == NEW_YEAR


def test_nobody_may_read_the_admin_in_another_time():
    unit = make_unit()
    make_home(unit)
    person = make_member(Role.EDITOR, unit)
    UserProfile.get_for_user(person)

    shown = sign_in(person).get(reverse("wagtailadmin_account")).content.decode()

    assert "current_time_zone" not in shown
    assert settings.WAGTAIL_USER_TIME_ZONES == ["Asia/Shanghai"]
