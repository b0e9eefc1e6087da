"""Every type of page, at the width of a phone and of a desk, in both presentations."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import HEIGHTS, NARROW, WIDE
from tests.browser.page_types import PAGE_TYPES
from tests.browser.serving import elder

pytestmark = pytest.mark.browser

MEASURE = (Path(__file__).parent / "measure.js").read_text()
PRESENTATIONS = {"standard": lambda address: address, "elder": elder}


@pytest.fixture(scope="module", params=PRESENTATIONS)
def presentation(request):
    return PRESENTATIONS[request.param]


@pytest.fixture(scope="module", params=PAGE_TYPES)
def opened(request, city, tab, presentation):
    """A page of one type, answered as it should be."""
    answer = tab.goto(presentation(city.pages[request.param]), wait_until="load")
    assert answer.status == (404 if request.param == "page not found" else 200)
    return tab


@pytest.fixture(scope="module", params=[NARROW, WIDE])
def sized(request, opened):
    """The page at one width, and what measuring it gives."""
    width = request.param
    opened.set_viewport_size({"width": width, "height": HEIGHTS[width]})
    return opened, width, opened.evaluate(MEASURE)


def test_axe_finds_no_violation(sized):
    page, _width, _measures = sized

    found = Axe().run(page).response["violations"]

    assert [told(violation) for violation in found] == []


def told(violation):
    """One violation in one line: the rule, and where."""
    places = [node["target"][0] for node in violation["nodes"]]
    return f"{violation['id']}: {violation['help']} ({len(places)}): {places[:3]}"


def test_page_is_no_wider_than_the_window(sized):
    _page, width, measures = sized

    assert measures["scrollWidth"] <= width, measures["beyond"]


def test_no_text_is_under_14_pixels_or_18_in_elder_mode(sized):
    assert sized[2]["small"] == []


def test_no_text_is_cut(sized):
    assert sized[2]["cut"] == []


def test_first_screen_is_content(sized):
    _page, width, measures = sized

    assert measures["contentTop"] < HEIGHTS[width] / 2


def test_targets_on_a_phone_can_be_hit_with_a_thumb(sized):
    _page, width, measures = sized

    if width == NARROW:
        assert measures["low"] == []
        assert measures["overlapping"] == []
