"""Answers of a real server."""

import socket
import time

import pytest

from search.elastic import breaker
from search.elastic.executor import ElasticExecutor
from search.elastic.rebuilding import rebuild
from search.finding.errors import EngineDown
from search.finding.filters import Filters, Sort
from search.finding.plan import make_plan
from search.models import PublishedItem
from tests.factories import make_column, make_home, make_unit

pytestmark = [pytest.mark.servers, pytest.mark.django_db]
LANGUAGE = "zh-hans"


@pytest.fixture
def column():
    return make_column(make_home(make_unit("alpha")), "news")


@pytest.fixture
def other_column():
    return make_column(make_home(make_unit("beta", kind="district")), "notices")


@pytest.fixture
def answer(search_server):
    """Ask the server, which has an index of what is public at that moment."""

    def ask(text, *, start=0, size=10, sort=Sort.RELEVANCE, with_facets=False, **filters):
        rebuild()
        plan = make_plan(text, Filters(**{"language": LANGUAGE} | filters))
        return ElasticExecutor().run(
            plan, start=start, size=size, sort=sort, with_facets=with_facets
        )

    return ask


@pytest.fixture
def titles(answer):
    """The titles of an answer, best first."""

    def ask(text, **options):
        ids = answer(text, **options).ids
        found = PublishedItem.objects.in_bulk(ids)
        return [found[item_id].title for item_id in ids]

    return ask


@pytest.fixture
def ask_at(use_search_server, settings, db):
    """Ask a server at an address, as hurried as in production; give the seconds it took."""

    def ask(url):
        use_search_server(url)
        settings.ELASTICSEARCH_SEARCH_SECONDS = 0.25
        plan = make_plan("防汛", Filters(language=LANGUAGE))
        began = time.monotonic()
        with pytest.raises(EngineDown):
            ElasticExecutor().run(plan, start=0, size=10, sort=Sort.RELEVANCE, with_facets=True)
        return time.monotonic() - began

    return ask


def test_hanging_server_costs_at_most_300_ms(ask_at):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"

        assert min(ask_at(url) for _ in range(3)) <= 0.3


def test_dead_server_is_noticed_at_once(ask_at):
    assert min(ask_at("http://127.0.0.1:9") for _ in range(3)) <= 0.1


def test_server_without_an_index_is_as_good_as_down(ask_at, elasticsearch_url):
    assert ask_at(elasticsearch_url) < 1


def test_what_speaks_no_protocol_of_ours_is_down(ask_at, redis_url):
    assert ask_at(redis_url.replace("rediscache", "http").removesuffix("/0")) < 1


def test_failures_open_the_breaker(ask_at, monkeypatch):
    monkeypatch.setattr(breaker.search_breaker, "reset", lambda: None)
    for _ in range(3):
        ask_at("http://127.0.0.1:9")
    is_open = breaker.search_breaker.is_open
    monkeypatch.undo()
    breaker.search_breaker.reset()

    assert is_open
