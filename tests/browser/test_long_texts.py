"""Every type of page when its texts are twice as long as the demo's."""

from pathlib import Path

import pytest

from tests.browser.conftest import HEIGHTS, NARROW, WIDE
from tests.browser.page_types import PAGE_TYPES

pytestmark = pytest.mark.browser

FOLDER = Path(__file__).parent
MEASURE, DOUBLE = ((FOLDER / name).read_text() for name in ("measure.js", "double.js"))


@pytest.mark.parametrize("kind", PAGE_TYPES)
@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_page_bears_texts_twice_as_long(city, tab, kind, width):
    tab.set_viewport_size({"width": width, "height": HEIGHTS[width]})
    tab.goto(city.pages[kind])

    tab.evaluate(DOUBLE)
    measures = tab.evaluate(MEASURE)

    assert measures["scrollWidth"] <= width, measures["beyond"]
    assert measures["cut"] == []
