"""Every link that can be reached from the portal's home, over all hosts and both presentations.

The requests go through sockets of the loopback with the host in the request, as a proxy's do.
"""

import pytest

from tests.browser.city import CHANNEL, MOVED, NEW_HOST, TEN
from tests.browser.crawler import Crawler
from tests.browser.serving import served_city

pytestmark = pytest.mark.servers

EVERY_SITE = 78


@pytest.fixture(scope="session")
def walk(city):
    """What a crawler of the small city met."""
    return Crawler(city.address()).run()


def test_crawler_meets_every_host(walk, city):
    moved = {MOVED: NEW_HOST}
    hosts = {f"{moved.get(code, code)}.localhost" for code in TEN if code != CHANNEL}

    assert set(walk.pages) == {*hosts, "localhost"}
    assert min(walk.pages.values()) > 20


def test_crawler_meets_both_presentations(walk):
    assert walk.elder_pages * 2 == sum(walk.pages.values())


def test_every_link_is_answered(walk):
    assert walk.broken == []


def test_no_column_is_blank(walk):
    assert walk.columns > 100
    assert walk.blank == []


def test_every_page_has_a_title_and_one_heading(walk):
    assert walk.untitled == []


def test_links_stay_in_elder_mode(walk):
    assert walk.leaving_elder == []


def test_links_into_a_page_find_their_place(walk):
    assert walk.missing_anchors == []


def test_no_page_sets_a_cookie(walk):
    assert walk.with_cookie == []


@pytest.mark.nightly
def test_crawl_of_the_whole_city_finds_no_fault(tmp_path):
    with served_city(tmp_path) as city:
        walk = Crawler(city.address()).run()

    assert len(walk.pages) == EVERY_SITE - 1 + 1  # one is a channel; the portal is a host too
    assert walk.faults() == []
