"""Pages in a browser that runs no script: everything can be read and reached."""

import pytest

pytestmark = pytest.mark.browser


def test_menu_leads_to_a_column(city, page_without_script):
    page = page_without_script
    page.goto(city.address("/", "jyj"))

    page.locator(".site-menu").get_by_role("link", name="通知公告").click()

    assert page.locator("h1").inner_text() == "通知公告"
    assert page.locator(".site-menu [aria-current]").inner_text() == "通知公告"


def test_search_form_finds(city, page_without_script):
    page = page_without_script
    page.goto(city.address("/", "jyj"))

    page.locator("#site-search").fill("教育")
    page.locator(".search-form button").first.click()

    assert page.locator(".results-list > li").count() > 0


def test_picture_news_is_a_list(city, page_without_script):
    page = page_without_script
    page.goto(city.address())

    pictures = page.locator(".picture")

    assert pictures.count() > 1
    assert all(picture.is_visible() for picture in pictures.all())
    assert page.locator(".pictures-buttons").count() == 0


def test_directory_shows_every_unit_and_no_filter(city, page_without_script):
    page = page_without_script
    page.goto(city.address("/units/"))

    units = page.locator(".directory [data-unit]")

    assert units.count() == 137
    assert all(unit.is_visible() for unit in units.all())
    assert not page.locator("[data-filter]").is_visible()


def test_unit_switcher_is_a_link_to_the_directory(city, page_without_script):
    page = page_without_script
    page.goto(city.address("/", "jyj"))

    page.locator(".unit-switcher a").click()

    assert page.url == city.address("/units/")


@pytest.mark.parametrize("control", ["[data-print]", "[data-pager-jump]", "[data-reading-size]"])
def test_what_needs_a_script_is_not_shown(city, page_without_script, control):
    page = page_without_script

    for kind in ("article", "column of policies"):
        page.goto(city.pages[kind])

        assert not any(found.is_visible() for found in page.locator(control).all())
