"""What people come for, from the first click to the last."""

import pytest
from playwright.sync_api import expect

from tests.browser.city import MOVED, NEW_HOST, PASSWORD
from tests.browser.conftest import NARROW
from tests.browser.page_types import PAGE_TYPES

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("typed", ["税务", "shuiwuju", "swj"])
def test_citizen_finds_a_unit_in_the_switcher(city, page, typed):
    page.goto(city.address("/", "jyj"))

    page.locator(".unit-switcher button").click()
    page.get_by_label("按名称或拼音").fill(typed)
    page.locator(".switcher-panel").get_by_role("link", name="示范市税务局").click()

    expect(page).to_have_url(city.address("/", "shuiwuj"))
    expect(page.get_by_role("heading", level=1)).to_have_text("示范市税务局")


def test_citizen_filters_the_directory(city, page):
    page.goto(city.address("/units/"))

    page.locator("#directory-filter").fill("jyj")

    expect(page.locator(".directory [data-unit=jyj]")).to_be_visible()
    expect(page.locator(".directory [data-unit=shuiwuj]")).to_be_hidden()


def test_citizen_searches_a_policy_and_opens_it(city, page):
    page.goto(city.pages["policy"])
    title = page.get_by_role("heading", level=1).inner_text()
    page.goto(city.address("/", "shuiwuj"))

    page.locator("#site-search").fill(title[:12])
    page.locator("#site-search").press("Enter")
    page.locator(".results-list").get_by_role("link", name=title).first.click()

    expect(page).to_have_url(city.pages["policy"])


def test_citizen_stays_in_elder_mode_over_two_hosts(city, page):
    elder = page.locator("html[data-mode=elder]")
    page.goto(city.address())

    page.locator(".topbar-mode").click()
    expect(elder).to_be_attached()
    page.locator("[data-unit=jyj] a").click()
    expect(page).to_have_url(city.address("/elder/", "jyj"))
    page.locator(".site-menu").get_by_role("link", name="新闻动态").click()
    page.locator(".row-title").first.click()

    expect(elder).to_be_attached()
    page.locator(".topbar-mode").click()
    expect(elder).not_to_be_attached()


def test_visitor_of_a_former_host_is_sent_on(city, page):
    page.goto(city.address("/xwdt/", MOVED))

    expect(page).to_have_url(city.address("/xwdt/", NEW_HOST))
    expect(page.get_by_role("heading", level=1)).to_have_text("新闻动态")


def test_visitor_who_is_lost_can_search(city, page):
    page.goto(city.address("/no/such/page/"))

    page.locator("#message-search").fill("教育")
    page.locator("#message-search").press("Enter")

    expect(page.locator(".results-list > li").first).to_be_visible()


def test_picture_news_has_a_button_for_each_picture(city, page):
    page.goto(city.address())
    pictures = page.locator(".picture")

    page.locator(".pictures-buttons button").nth(1).click()

    expect(pictures.nth(1)).to_be_visible()
    expect(pictures.nth(0)).to_be_hidden()


def test_reader_jumps_past_the_menu_with_the_keyboard(city, page):
    page.goto(city.address())

    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator("#content")).to_be_focused()


def test_editor_signs_in_and_sees_the_own_unit_alone(city, page):
    page.goto(city.address("/admin/"))

    page.locator("[name=username]").fill("editor.jyj")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("form [type=submit]").click()
    page.goto(city.address("/admin/pages/"))

    listed = page.locator("table.listing")
    expect(page.get_by_role("heading", level=1)).to_contain_text("示范市教育局")
    expect(listed.get_by_role("link", name="新闻动态").first).to_be_visible()
    expect(listed.get_by_text("示范市税务局")).to_have_count(0)


def test_pages_leave_no_cookie_and_ask_no_other_host(city, open_context):
    context = open_context(NARROW)
    page = context.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))

    for kind in PAGE_TYPES:
        page.goto(city.pages[kind])

    assert context.cookies() == []
    assert [url for url in asked if f"localhost:{city.port}/" not in url] == []
