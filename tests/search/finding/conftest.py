"""Asking, on every engine alike."""

import pytest

from search.elastic.rebuilding import rebuild
from search.finding.filters import Filters, Sort
from search.finding.find import find
from search.models import PublishedItem
from tests.factories import make_column, make_home, make_unit

LANGUAGE = "zh-hans"
ENGINES = ("database", pytest.param("elasticsearch", marks=pytest.mark.servers))


@pytest.fixture(params=ENGINES)
def answer(request, db):
    """Ask what is public at that moment, of one engine."""
    has_server = request.param == "elasticsearch"
    if has_server:
        request.getfixturevalue("search_server")

    shown = None

    def ask(text, *, with_facets=False, start=0, size=10, sort=Sort.RELEVANCE, **filters):
        nonlocal shown
        public = list(PublishedItem.objects.order_by("pk").values_list("pk", flat=True))
        if has_server and public != shown:
            rebuild()
            shown = public
        found = find(
            text,
            filters=Filters(**{"language": LANGUAGE} | filters),
            sort=sort,
            start=start,
            size=size,
            with_facets=with_facets,
        )
        assert not found.is_fallback
        return found

    return ask


@pytest.fixture
def titles(answer):
    """The titles of an answer, best first."""
    return lambda text, **options: [item.title for item in answer(text, **options).items]


@pytest.fixture
def column():
    return make_column(make_home(make_unit("alpha")), "news")


@pytest.fixture
def other_column():
    return make_column(make_home(make_unit("beta", kind="district")), "notices")
