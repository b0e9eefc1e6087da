"""What the people of the offices do from the first click to the last, each with one's own unit."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NARROW
from tests.browser.staff import (
    code_of_phone,
    confirm,
    link_in,
    mails_to,
    open_person,
    sign_in,
)

pytestmark = pytest.mark.browser

OWN, SECOND, OTHER = "示范市教育局", "公交", "示范市税务局"
CHOSEN = "River-Lantern-2026"


@pytest.fixture
def visitor(open_context):
    """Opens a tab of somebody with cookies of their own."""
    return lambda width=1440: open_context(width).new_page()


def listed_units(tab, city):
    """The text of the page tree's first level, as the person sees it."""
    tab.goto(city.address("/admin/pages/"))
    return tab.locator("main").inner_text()


def write_article(tab, city, unit_name, title):
    """Write a draft in the news column of a unit, found from the page tree."""
    tab.goto(city.address("/admin/pages/"))
    tab.locator("table.listing").get_by_role("link", name=unit_name).first.click()
    home = page_id(tab.url)
    tab.goto(city.address(f"/admin/pages/{home}/"))
    column = tab.locator("table.listing").get_by_role("link", name="新闻动态").first
    parent = page_id(column.get_attribute("href"))
    tab.goto(city.address(f"/admin/pages/add/content/articlepage/{parent}/"))
    tab.locator("#id_title").fill(title)
    tab.get_by_role("button", name="保存草稿").first.click()
    expect(tab).to_have_url(re.compile("/edit/"))
    tab.goto(city.address(f"/admin/pages/{parent}/"))
    expect(tab.locator("table.listing")).to_contain_text(title)


def page_id(address):
    """The number of the page that an address of the admin is about."""
    return re.search(r"/pages/(\d+)/", address).group(1)


def invite(tab, city, username, address):
    """Invite a person as an editor of the one unit the operator manages."""
    tab.goto(city.address("/admin/users/new/"))
    tab.locator("[name=username]").fill(username)
    tab.locator("[name=full_name]").fill("赵新来")
    tab.locator("[name=staff_number]").fill(f"N-{username}")
    tab.locator("[name=email]").fill(address)
    tab.locator("[name=roles][value=editor]").check()
    tab.locator("[name=way][value=link]").check()
    confirm(tab)
    expect(tab.locator("#roles-title")).to_be_visible()


def test_invited_editor_sets_a_password_enrols_and_sees_one_unit(city, visitor):
    operator, editor = visitor(), visitor(NARROW)
    sign_in(operator, city, "operator.jyj")
    invite(operator, city, "xinlai", "xinlai@example.gov.cn")

    editor.goto(link_in(mails_to(city, "xinlai@example.gov.cn")[-1]))
    for field in editor.locator("input[type=password]").all():
        field.fill(CHOSEN)
    editor.locator("form [type=submit]").first.click()
    sign_in(editor, city, "xinlai", CHOSEN)
    expect(editor).to_have_url(re.compile("/admin/"))
    editor.goto(city.address("/admin/accounts/second-factor/set-up/"))
    secret = editor.locator("#totp-secret").inner_text()
    editor.locator("[name=code]").fill(code_of_phone(secret))
    editor.locator("main form [type=submit]").first.click()

    again = visitor(NARROW)
    sign_in(again, city, "xinlai", CHOSEN)
    again.locator("[name=code]").fill(code_of_phone(secret, ahead=1))
    again.locator("form [type=submit]").first.click()
    expect(again).to_have_url(re.compile(r"/admin/($|\?)"))
    seen = listed_units(again, city)
    assert OWN in seen
    assert OTHER not in seen


def test_inspector_reads_every_unit_and_finds_nothing_to_press(city, visitor):
    tab = visitor()
    sign_in(tab, city, "inspector")

    tab.goto(city.address("/admin/users/?q=editor.jyj"))
    expect(tab.locator("table.listing")).to_contain_text("editor.jyj")
    expect(tab.locator("a[href*='/users/new/']")).to_have_count(0)
    open_person(tab, city, "editor.jyj")
    expect(tab.locator("main form[method=post]")).to_have_count(0)
    tab.goto(city.address("/admin/pages/"))
    row = tab.locator("table.listing tr").filter(has_text="单位导航")
    row.locator("a[href^='/admin/pages/']").last.click()
    for unit in (OWN, OTHER):
        expect(tab.locator("table.listing")).to_contain_text(unit)
    expect(tab.locator("main a[href*='/add'], main a[href$='/edit/']")).to_have_count(0)


def test_inspector_is_refused_what_is_asked_for_by_address(city, visitor):
    tab = visitor()
    sign_in(tab, city, "inspector")

    for address in ("/admin/users/new/", "/admin/images/add/", "/admin/documents/multiple/add/"):
        assert tab.goto(city.address(address)).status == 403


def test_editor_with_two_units_works_in_each(city, visitor):
    officer, editor = visitor(), visitor()
    sign_in(officer, city, "it-office")
    open_person(officer, city, "editor.jyj")
    officer.locator("[name=role-unit]").fill("gjgs")
    officer.locator("[name=role-role]").select_option("editor")
    officer.locator("form[action$='/roles/new/'] [type=submit]").click()
    expect(officer.locator(".people-roles li")).to_have_count(2)

    sign_in(editor, city, "editor.jyj")
    write_article(editor, city, OWN, "两个单位的信息员在教育局写的稿件")
    write_article(editor, city, SECOND, "两个单位的信息员在公交公司写的稿件")
    assert OTHER not in listed_units(editor, city)


def test_open_tab_can_do_nothing_once_the_membership_has_ended(city, visitor):
    operator, editor = visitor(), visitor()
    sign_in(editor, city, "editor.shuiwuj")
    editor.goto(city.address("/admin/pages/"))
    sign_in(operator, city, "operator.shuiwuj")
    open_person(operator, city, "editor.shuiwuj")
    operator.locator("a[href$='/end/']").first.click()
    confirm(operator)
    expect(operator.locator(".people-roles li.is-past")).to_have_count(1)

    editor.reload()
    expect(editor.locator("[name=password]")).to_be_visible()
    answer = editor.request.post(city.address("/admin/pages/search/"), data={})
    assert "示范市税务局" not in answer.text()
