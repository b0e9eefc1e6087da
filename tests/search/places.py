"""Units, and what people look for in them."""

from urllib.parse import urlencode

from content.models import PolicyPage
from tests.factories import make_column, make_home, make_item, make_portal, make_unit
from tests.visits import PORTAL, visit
from units.enums import Presence


def make_offices():
    """Two units with one policy each; the names and titles are what people look for."""
    make_portal()
    for code, name, short_name, title, number in (
        ("jyj", "示范市教育局", "教育局", "义务教育招生办法", "示教发[2026]3号"),
        ("wsj", "示范市卫生健康局", "卫健局", "公共卫生管理办法", "示卫发[2026]7号"),
    ):
        home = make_home(make_unit(code, name=name, short_name=short_name))
        make_item(make_column(home), PolicyPage, title=title, number=number)


def make_police_column():
    """A column of a unit with a host of its own."""
    return make_column(make_home(make_unit("gaj", name="公安局"), Presence.SITE))


def search(query, path="/search/", host=PORTAL, **parameters):
    return visit(f"{host}{path}?{urlencode({'q': query} | parameters)}")
