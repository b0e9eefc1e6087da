"""Finding in a browser: the suggestions below the box, and the choices beside the results."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import HEIGHTS, NARROW, WIDE

pytestmark = pytest.mark.browser

WORD = "教育"
OPTION = ".search-suggestions [role=option]"


@pytest.fixture
def box(city, page):
    """The box on the site of a unit, with suggestions for a word below it."""
    page.goto(city.address("/", "jyj"))
    field = page.locator("#site-search")
    field.press_sequentially(WORD)
    expect(page.locator(OPTION).first).to_be_visible()
    return field


def test_suggestion_is_chosen_with_the_keyboard(city, page, box):
    box.press("ArrowDown")
    chosen = page.locator(OPTION).first
    expect(chosen).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", chosen.get_attribute("id"))
    to = chosen.get_attribute("data-url")

    box.press("Enter")

    expect(page).to_have_url(city.address(to, "jyj") if to.startswith("/") else to)


def test_suggestion_is_chosen_with_the_pointer(page, box):
    text = page.locator(OPTION).first.locator("span").first.inner_text()

    page.locator(OPTION).first.click()

    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def test_escape_closes_the_suggestions_and_keeps_the_word(page, box):
    box.press("Escape")

    expect(page.locator(".search-suggestions")).to_be_hidden()
    expect(box).to_have_value(WORD)
    expect(box).to_have_attribute("aria-expanded", "false")


def test_enter_without_a_choice_searches(page, box):
    box.press("Enter")

    expect(page.locator(".results-list > li").first).to_be_visible()


def test_box_of_a_unit_searches_the_unit_and_then_all(city, page, box):
    box.press("Enter")
    expect(page.locator("#site-search-unit")).to_have_value("jyj")

    page.locator(".search-scope a").click()

    expect(page.locator("#site-search-unit")).to_have_value("")
    assert "unit=" not in page.url


def test_choices_are_folded_on_a_phone_and_open_on_a_desk(city, page):
    page.goto(city.pages["search with hits"])
    first = page.locator(".facet a").first

    page.set_viewport_size({"width": NARROW, "height": HEIGHTS[NARROW]})
    expect(first).to_be_hidden()
    page.locator(".search-filters summary").first.click()
    expect(first).to_be_visible()

    page.set_viewport_size({"width": WIDE, "height": HEIGHTS[WIDE]})
    expect(first).to_be_visible()


def test_choice_narrows_the_results_down_without_a_script(city, page_without_script):
    page = page_without_script
    page.set_viewport_size({"width": WIDE, "height": HEIGHTS[WIDE]})
    page.goto(city.pages["search with hits"])
    choice = page.locator(".facet").first.locator("a").nth(1)
    number = choice.locator(".facet-number").inner_text()

    choice.click()

    assert page.locator(".search-head strong").inner_text() == number
    assert page.locator("[role=listbox]").count() == 0
