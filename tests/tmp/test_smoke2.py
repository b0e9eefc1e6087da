import pytest
from tests.factories import *

pytestmark = pytest.mark.django_db


def test_smoke(client, django_assert_max_num_queries):
    portal = make_portal()
    home = make_home(make_unit("jyj"))
    col = make_column(home, "xwdt", title="新闻")
    a = make_item(col, title="第一条新闻")
    for u in (
        "/",
        "/units/",
        "/units/jyj/",
        "/units/jyj/xwdt/",
        a.url,
        "/search/?q=新闻",
        "/units/jyj/xwdt/feed/",
        "/sitemap.xml",
        "/about/site-map/",
        "/about/links/",
        "/about/privacy/",
        "/units.json",
        "/services/",
        "/nope/",
        "/elder" + a.url,
    ):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as q:
            r = client.get(u, HTTP_HOST="localhost")
        print(u, r.status_code, len(q), len(r.content))
        if u == a.url or u == "/":
            for x in q:
                print("   ", x["sql"][:230])
