import time
from dataclasses import replace

from django.db import connection
from django.test.utils import CaptureQueriesContext

from console.provisioning import provision_units
from tests.console.contents import twenty_items


def test_c(make_units, city):
    city = replace(city, contents=twenty_items)
    start = 1
    for n in (1, 1, 10, 137, 300):
        us = make_units(n, start=start)
        start += n
        t = time.time()
        with CaptureQueriesContext(connection) as c:
            provision_units(us, city)
        print(n, len(c), (time.time() - t) / n)
        if n in (1, 137):
            for q in c.captured_queries:
                print("   ", q["time"], q["sql"][:90])
