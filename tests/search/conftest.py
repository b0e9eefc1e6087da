"""A unit beside another one, for the tests of the read side."""

import uuid

import pytest

from search.elastic import breaker, mapping
from search.elastic.client import index_client
from search.elastic.rebuilding import rebuild
from tests.factories import make_column, make_home, make_item, make_superuser, make_unit
from tests.visits import sign_in


@pytest.fixture
def home():
    """The home of a unit; another unit stands before it and has the same columns."""
    other = make_home(make_unit("beta"))
    make_item(make_column(other, "news"), slug="first")
    return make_home(make_unit("alpha"))


@pytest.fixture
def column(home):
    return make_column(home, "news")


@pytest.fixture
def root_client():
    return sign_in(make_superuser())


@pytest.fixture
def use_search_server(settings):
    """Let the install have the search server of an address, with indices of the test's own."""

    def use(url):
        settings.ELASTICSEARCH_URL = [url]
        settings.ELASTICSEARCH_PREFIX = f"test-{uuid.uuid4().hex}"
        settings.ELASTICSEARCH_SEARCH_SECONDS = 5  # the machine may be busy
        breaker.search_breaker.reset()
        breaker.index_breaker.reset()

    return use


@pytest.fixture
def search_server(elasticsearch_url, use_search_server, settings, db):
    """A search server with an index of what is public now."""
    use_search_server(elasticsearch_url)
    prefix = settings.ELASTICSEARCH_PREFIX
    rebuild()
    yield
    settings.ELASTICSEARCH_URL, settings.ELASTICSEARCH_PREFIX = [elasticsearch_url], prefix
    for name in mapping.indices_behind_alias(index_client()):
        index_client().indices.delete(index=name)
