"""A unit's site through its year: asked for, planned, opened, changed, rolled back, closed."""

import csv
import datetime
import io
import re
import uuid

import pytest
from playwright.sync_api import expect

from tests.browser.city import YEAR_PEOPLE, YEAR_UNIT
from tests.browser.conftest import WIDE
from tests.browser.serving import ROOT
from tests.browser.staff import sign_in
from tests.factories import pdf

pytestmark = pytest.mark.browser

TODAY = datetime.date.today()
LATER = TODAY + datetime.timedelta(days=30)
FACTS = {
    "phone": "0797-1234567",
    "address": "示范路1号",
    "postcode": "341000",
    "email": "year@city.example",
    "site_identification_code": "3607000999",
    "icp_number": "赣ICP备00000999号-1",
    "public_security_number": "赣公网安备36070000000999号",
}


class Desk:
    """What one person does in the console; buttons are pressed by key, as calendars may lie over
    them."""

    def __init__(self, tab, city, username):
        self.tab, self.city = tab, city
        sign_in(tab, city, username)

    def open(self, path):
        answer = self.tab.goto(self.city.address(f"/admin/console/{path}"))
        assert answer.status == 200, path

    def fill(self, prefix="", **values):
        """Fill fields by their names: lists choose, true ticks the first box, the rest is typed."""
        for name, value in values.items():
            field = self.tab.locator(f"[name='{prefix}{name}']")
            if field.first.evaluate("field => field.tagName") == "SELECT":
                field.select_option(value)
            elif value is True:
                field.first.check()
            elif field.first.get_attribute("type") == "radio":
                field.and_(self.tab.locator(f"[value='{value}']")).check()
            elif field.first.get_attribute("type") == "file":
                field.set_input_files(value)
            else:
                field.fill(str(value))

    def do(self, deed, **values):
        """Do one of the deeds of a screen; it is told that it was done."""
        self.try_to(deed, **values)
        expect(self.tab.locator(".messages .success").first).to_be_visible()

    def try_to(self, deed, **values):
        self.fill(f"{deed}-", **values)
        self.tab.locator(f"[name=deed][value={deed}]").press("Enter")

    def send(self):
        """Send the only form of a screen."""
        self.tab.locator("main form[method=post] [type=submit]:not([name])").first.press("Enter")
        expect(self.tab.locator(".messages .success").first).to_be_visible()

    def main(self):
        return self.tab.locator("main")


@pytest.fixture
def desks(open_context, city):
    """The people of the year, each with a browser of their own."""
    names = {**YEAR_PEOPLE, "officer": "it-office", "leading": "leading-group"}
    return {
        part: Desk(open_context(WIDE).new_page(), city, username)
        for part, username in names.items()
        if part != "deputy"
    }


def ask(desks, kind, **facts):
    """Write a request and hand it in; return its address below the console."""
    operator = desks["operator"]
    operator.open(f"requests/new/{YEAR_UNIT}/{kind}/")
    operator.fill(purpose="公开本单位信息，方便群众办事。", **facts)
    operator.send()
    operator.do("submit")
    return re.search(r"requests/\d+/", operator.tab.url).group()


def grant(desks, request, *, by_leading_group=True):
    """Review a request and decide it; deciding carries it out."""
    officer = desks["officer"]
    officer.open(request)
    if not by_leading_group:
        officer.do("approve", reason="情况属实，同意。")
        return
    officer.do("forward", reason="情况属实，建议同意。")
    desks["leading"].open(request)
    desks["leading"].do("approve", reason="同意。")


def plan(desks):
    """Hand a plan in, and have it approved."""
    operator = desks["operator"]
    operator.open(f"plans/units/{YEAR_UNIT}/new/")
    operator.fill(title="网站建设计划", kind="new", purpose="公开政务信息。")
    owner = YEAR_PEOPLE["operator"]
    operator.fill("steps-0-", title="栏目建设", starts_on=TODAY, ends_on=LATER, owner=owner)
    operator.send()
    address = re.search(r"plans/\d+/", operator.tab.url).group()
    desks["officer"].open(address)
    desks["officer"].do("approve")


def refused_by_name(desks):
    """Let the site go live too early; return what is said."""
    leading = desks["leading"]
    leading.open(f"lifecycle/{YEAR_UNIT}/")
    leading.try_to("open")
    expect(leading.main().get_by_role("alert")).to_be_visible()
    return leading.main().get_by_role("alert").inner_text()


def mend(desks, city):
    """File the people, bring the unit's facts, and fill its columns."""
    operator, officer = desks["operator"], desks["officer"]
    operator.open(f"filings/{YEAR_UNIT}/")
    people = {part: YEAR_PEOPLE[part] for part in ("head", "deputy")}
    operator.do("file", **people, operators=True)
    officer.open("register/import/")
    officer.fill(file=roster_line())
    officer.tab.locator("main form [type=submit]").first.click()
    officer.send()
    city.run("tests.browser.fill_columns", YEAR_UNIT)


def open_site(desks):
    """Let the site go live."""
    desks["leading"].open(f"lifecycle/{YEAR_UNIT}/")
    desks["leading"].do("open")


def add_contractor(desks, folder):
    """Register a firm whose qualification holds; return its name."""
    proof = folder / "proof.pdf"
    proof.write_bytes(pdf())
    officer, name = desks["officer"], "示范信息技术有限公司"
    officer.open("money/contractors/new/")
    officer.fill(
        name=name,
        credit_code="91440300MA5DABCD12",
        contact="张工",
        phone="0797-7654321",
        qualification="信息系统集成",
        qualified_from=TODAY,
        qualified_until=LATER,
        is_active=True,
        document=str(proof),
    )
    officer.send()
    return name


def visit_site(tab, city, path=""):
    """Open the unit's site as a citizen who was never there: no browser has kept it."""
    return tab.goto(city.address(f"/units/{YEAR_UNIT}/{path}?v={uuid.uuid4().hex}"))


def site_says(tab, city, path=""):
    """What a citizen reads on the unit's site."""
    visit_site(tab, city, path)
    return tab.locator("body").inner_text()


def roster_line():
    """The unit's line of the roster, with what was missing."""
    with (ROOT / "console/data/units.csv").open(encoding="utf-8-sig") as file:
        line = next(row for row in csv.DictReader(file) if row["code"] == YEAR_UNIT)
    out = io.StringIO()
    writer = csv.DictWriter(out, [*line, *FACTS])
    writer.writeheader()
    writer.writerow({**line, **FACTS})
    return {"name": "unit.csv", "mimeType": "text/csv", "buffer": out.getvalue().encode()}


def redesign_and_roll_back(desks, city, page, contractor):
    """Give the site another layout, and take it back."""
    redesign = ask(
        desks,
        "redesign",
        layout="county:1",
        contractor=contractor,
        starts_on=TODAY,
        ends_on=LATER,
    )
    before = site_says(page, city)
    grant(desks, redesign)
    assert site_says(page, city) != before
    desks["officer"].open(redesign)
    desks["officer"].do("ask_roll_back", reason="栏目不合适。")
    desks["leading"].open(redesign)
    desks["leading"].do("approve_roll_back", reason="同意回退。")
    assert site_says(page, city) == before


def close(desks, city, page):
    """Announce the closing on the site, and close it: what stays is an archive."""
    grant(desks, ask(desks, "closing", closes_on=TODAY, aftermath="archive"))
    assert visit_site(page, city).status == 200
    expect(page.locator(".ribbon-archive")).to_contain_text(str(TODAY.year))
    desks["leading"].open(f"lifecycle/{YEAR_UNIT}/")
    desks["leading"].do("close")
    assert visit_site(page, city).status == 200
    expect(page.locator(".ribbon-archive")).not_to_contain_text(str(TODAY.year))


def test_a_year_of_a_unit(desks, city, page, tmp_path):
    opening = ask(
        desks,
        "opening",
        audience="群众和企业",
        column_list="单位概况",
        function_text="政务公开",
        layout="city:1",
    )
    grant(desks, opening)
    missing = refused_by_name(desks)
    assert all(str(name) in missing for name in ("ICP", "单位概况"))
    plan(desks)
    mend(desks, city)
    open_site(desks)
    assert "单位概况" in site_says(page, city)

    column = ask(
        desks,
        "column",
        column_name="统战之窗",
        slug="tzzc",
        column_layout="text",
        owner="办公室",
        update_rule="yearly",
    )
    grant(desks, column, by_leading_group=False)
    city.run("tests.browser.fill_columns", YEAR_UNIT)
    assert "统战之窗" in site_says(page, city, "tzzc/")

    redesign_and_roll_back(desks, city, page, add_contractor(desks, tmp_path))
    close(desks, city, page)
    desks["operator"].open(f"lifecycle/{YEAR_UNIT}/")
    assert desks["operator"].tab.locator(".office-steps li").count() >= 3
