"""A text on its whole way: written, sent, returned, mended, approved on phones, read, recalled."""

import re
import uuid

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NARROW, WIDE
from tests.browser.staff import sign_in

pytestmark = pytest.mark.browser

UNIT = "jyj"
TAP_SIZE = 48


@pytest.fixture
def person(open_context, city):
    """Opens a tab in which somebody is signed in; reviewers carry phones."""

    def opened(username, width=NARROW):
        tab = open_context(width).new_page()
        sign_in(tab, city, username)
        return tab

    return opened


@pytest.fixture
def title():
    return f"示范市教育局召开秋季工作会议 {uuid.uuid4().hex[:6]}"


def write_and_send(tab, city, title):
    """Write an article in the news column of the unit and send it for approval."""
    tab.goto(city.address("/admin/"))
    tab.locator("a[href*='/pages/add/content/articlepage/']").first.click()
    tab.locator("#id_title").fill(title)
    send(tab)


def send(tab):
    """Save and go on to the check list; sign, and send."""
    tab.locator("[name=action-send-for-approval]").first.click()
    expect(tab).to_have_url(re.compile("/approval/pages/.*/submit/"))
    tab.locator("[name=signs_accuracy]").check()
    tab.locator("main form [type=submit]").last.click()
    expect(tab).to_have_url(re.compile(r"/approval/pages/\d+/$"))


def open_waiting(tab, city, title):
    """Open a text from the list of what waits, where reviewers land."""
    tab.goto(city.address("/admin/approval/"))
    tab.get_by_role("link", name=title).click()
    expect(tab.locator("main")).to_contain_text(title)


def decide(tab, verdict):
    """Tick all and press a verdict: with opening the text, three taps."""
    tab.locator("[data-tick-all]").click()
    button = tab.locator(f".approval-footer [value={verdict}]")
    box = button.bounding_box()
    assert min(box["width"], box["height"]) >= TAP_SIZE
    button.click()
    expect(tab).to_have_url(re.compile(r"/admin/approval/"))


def return_with(tab, words):
    tab.locator("[name=opinion]").fill(words)
    tab.locator(".approval-footer [value=returned]").click()
    expect(tab).to_have_url(re.compile(r"/admin/approval/"))


def fits(tab):
    """Say whether a page is no wider than the screen."""
    return tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def search_address(city, title):
    """Return where the public looks for a text by its title."""
    return city.address(f"/search/?q={title}")


def mend(tab, progress, words, title):
    """Read what the leader wrote, change the title, and send again."""
    tab.goto(progress)
    expect(tab.locator("main")).to_contain_text(words)
    tab.goto(progress.replace("/approval/pages/", "/pages/") + "edit/")
    tab.locator("#id_title").fill(title)
    send(tab)


def approve(tab, city, title):
    open_waiting(tab, city, title)
    assert fits(tab)
    decide(tab, "approved")


def recall(tab, progress, reason):
    tab.goto(progress + "recall/")
    tab.locator("[name=reason]").fill(reason)
    tab.locator("main form [type=submit]").last.click()
    expect(tab).not_to_have_url(re.compile("/recall/"))


def test_a_text_from_the_first_word_to_its_recall(city, person, open_context, title):
    editor = person(f"editor.{UNIT}", WIDE)
    write_and_send(editor, city, title)
    progress = editor.url
    leader = person(f"leader.{UNIT}")
    expect(leader).to_have_url(re.compile("/admin/approval/"))
    open_waiting(leader, city, title)
    return_with(leader, "时间有误，请核实。")
    mended = f"{title}（更正）"
    mend(editor, progress, "时间有误", mended)

    approve(leader, city, mended)
    for username in ("government-office", "secrecy"):
        approve(person(username), city, mended)

    reader = open_context(NARROW).new_page()
    reader.goto(search_address(city, title))
    reader.locator("main a", has_text=title).first.click()
    expect(reader.locator("h1")).to_contain_text(mended)
    found_at = reader.url

    recall(person("government-office"), progress, "数据需要核实")

    assert reader.goto(found_at).status in (404, 410)
    reader.goto(search_address(city, title))
    expect(reader.locator("main a", has_text=mended)).to_have_count(0)


def test_a_decision_takes_three_taps_on_a_phone(city, person, title):
    write_and_send(person(f"editor.{UNIT}", WIDE), city, title)
    leader = person(f"leader.{UNIT}")

    leader.get_by_role("link", name=title).click()
    leader.locator("[data-tick-all]").click()
    leader.locator(".approval-footer [value=approved]").click()

    expect(leader).to_have_url(re.compile(r"/admin/approval/"))
    expect(leader.get_by_role("link", name=title)).to_have_count(0)
