import pytest
from tests.factories import *

pytestmark = pytest.mark.django_db


def test_smoke(client):
    portal = make_portal()
    home = make_home(make_unit("jyj"))
    col = make_column(home, "xwdt", title="新闻")
    a = make_item(col, title="第一条新闻")
    r = client.get("/sitemap.xml", HTTP_HOST="localhost")
    print(r.content.decode(), r.headers)
    r = client.get("/units/jyj/xwdt/feed/", HTTP_HOST="localhost")
    print(r.content.decode(), r.headers)
    r = client.get("/elder/units/jyj/xwdt/", HTTP_HOST="localhost")
    print(r.content.decode(), r.headers, r.cookies)
