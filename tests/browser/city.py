"""A demo city for the browser, in a process of its own: built, told about, then served.

`python -m tests.browser.city FOLDER PORT [CODE…]` fills the database of DATABASE_URL, with sites
for the units named or for all that have one, writes the addresses of one page of each type into
FOLDER/pages.json, and serves.
"""

import json
import os
import sys
from pathlib import Path

import django

PASSWORD = "walk-the-city"
# One unit of each kind, so that every kind of name, menu and colour is met
TEN = ("wzzb", "zxbgs", "jyj", "zjrmfy", "zgh", "zyyy", "shuiwuj", "dcq", "cgz", "gjgs")
UNIT = "jyj"
CHANNEL = "cgz"
MOVED = "zgh"
NEW_HOST = "gonghui"
# A unit without a site, and the people who bring it through its year
YEAR_UNIT = "wtzb"
YEAR_PEOPLE = {"head": "year-head", "deputy": "year-deputy", "operator": "year-operator"}


def build(codes):
    """Fill the install; one unit becomes a channel, and another gets a new host."""
    from django.conf import settings
    from django.core.management import call_command

    from console.demo_install.install import install_demo
    from units.actions import switch_presence
    from units.enums import Presence
    from units.models import Unit

    call_command("migrate", verbosity=0)
    install_demo(password=PASSWORD, tell=print, codes=codes, with_office=False)
    switch_presence(Unit.objects.get(code=CHANNEL), Presence.CHANNEL)
    staff_year_unit()
    new_host = f"{NEW_HOST}.{settings.BATONG_PORTAL_HOST}"
    switch_presence(Unit.objects.get(code=MOVED), Presence.SITE, host=new_host)


def staff_year_unit():
    """Give the unit of the year a head, a deputy and an operator."""
    from units.actions import change_unit
    from units.enums import Role
    from units.models import Unit, User
    from units.people.actions import add_member

    unit = Unit.objects.get(code=YEAR_UNIT)
    change_unit(unit, icp_number="", phone="")
    for part, username in YEAR_PEOPLE.items():
        person = User.objects.create_user(username, password=PASSWORD, full_name=username)
        role = Role.OPERATOR if part == "operator" else Role.LEADER
        add_member(person, role, unit=unit, is_principal=part == "head")


def page_addresses():
    """Return the address of one page of each type a visitor can meet."""
    return {**_sites(), **_columns(), **_items(), **_views()}


def _sites():
    from units.addresses import address_book
    from units.entries import canonical_address

    book = address_book()
    bare = next(unit for unit in book.units if not unit.has_home)
    return {
        "portal home": canonical_address(book.portal),
        "unit directory": canonical_address(book.portal, "units/"),
        "unit without a site": canonical_address(bare),
        "unit home": canonical_address(book.by_code[UNIT]),
        "channel home": canonical_address(book.by_code[CHANNEL]),
    }


def _columns():
    from content.enums import ColumnLayout
    from search.models import PublishedItem

    columns = PublishedItem.objects.filter(unit__code=UNIT, item_type="column").in_tree_order()
    by_layout = {column.details["layout"]: column for column in reversed(columns)}
    return {f"column of {layout}": by_layout[layout].canonical_url for layout in ColumnLayout}


def _items():
    from content.models import ArticlePage
    from search.models import PublishedItem

    items = PublishedItem.objects.items().filter(unit__code=UNIT).latest_first()
    articles = items.of_type("article")
    every_policy = PublishedItem.objects.of_type("policy")
    with_table = next(
        page
        for page in ArticlePage.objects.live()
        if any(block.block_type == "table" for block in page.body)
    )
    return {
        "article": articles.filter(picture_id=None).first().canonical_url,
        "picture article": articles.exclude(picture_id=None).first().canonical_url,
        "article with a table": with_table.canonical_url,
        "long policy": max(every_policy, key=lambda policy: len(policy.text)).canonical_url,
        **{
            kind: items.of_type(kind).first().canonical_url
            for kind in ("notice", "policy", "leader", "service")
        },
        "topic": PublishedItem.objects.of_type("topic").first().canonical_url,
    }


def _views():
    from django.urls import reverse

    from units.addresses import address_book
    from units.entries import origin

    unit, portal = (origin(address_book().by_code[code].host) for code in (UNIT, "portal"))
    return {
        "search with hits": portal + reverse("search") + "?q=%E6%95%99%E8%82%B2",
        "search in one unit": unit + reverse("search") + f"?q=%E6%95%99%E8%82%B2&unit={UNIT}",
        "search with an answer": portal + reverse("search") + f"?q={_service_title()}",
        "search without hits": unit + reverse("search") + "?q=zzzzzz",
        "search of a unit that is not there": portal + reverse("search") + "?q=a&unit=nobody",
        "service catalogue": portal + reverse("services"),
        "link directory": unit + reverse("links"),
        "privacy": unit + reverse("privacy"),
        "accessibility": unit + reverse("accessibility"),
        "site map": unit + reverse("site_map"),
        "page not found": unit + "/no/such/page/",
    }


def _service_title():
    from urllib.parse import quote

    from search.models import PublishedItem

    services = PublishedItem.objects.of_type("service").filter(unit__code=UNIT)
    return quote(services.latest_first().first().title)


def main(folder, port, *codes):
    """Build, tell and serve; ends when it is stopped."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    django.setup()
    from django.core.management import call_command

    build(codes or None)
    told = Path(folder) / "pages.json"
    told.with_suffix(".part").write_text(json.dumps(page_addresses()))
    told.with_suffix(".part").rename(told)
    call_command("runserver", f"127.0.0.1:{port}", use_reloader=False, insecure_serving=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
