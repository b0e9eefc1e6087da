"""The search server dies and comes back while people search and editors publish."""

import time

import pytest
from django.urls import reverse

from search.elastic import breaker, mapping
from search.elastic.client import index_client
from search.elastic.feeding import feed
from search.elastic.rebuilding import rebuild
from search.finding.errors import EngineDown
from search.finding.filters import Filters
from search.finding.find import find
from tests.factories import make_portal
from tests.search.finding.conftest import LANGUAGE
from tests.search.finding.written import write
from tests.visits import visit

pytestmark = [pytest.mark.django_db, pytest.mark.servers]

LONGEST_SECONDS = 0.3
PATIENCE = 60  # seconds until a server that starts may be asked


@pytest.fixture
def server(column, elasticsearch, use_search_server, settings):
    """A server with one public item, asked as hurriedly as in production; running afterwards."""
    make_portal()
    use_search_server(elasticsearch.url)
    write(column, "防汛通知")
    rebuild()
    assert not ask("防汛").is_fallback
    settings.ELASTICSEARCH_SEARCH_SECONDS = 0.25
    yield elasticsearch
    if not elasticsearch.is_running:
        elasticsearch.start()
    for name in mapping.indices_behind_alias(index_client()):
        index_client().indices.delete(index=name)


def ask(text):
    return find(text, filters=Filters(language=LANGUAGE))


def titles(found):
    return [item.title for item in found.items]


def feed_when_up():
    """Feed the server as the worker does, again and again until it takes what waits."""
    until = time.monotonic() + PATIENCE
    while True:
        breaker.index_breaker.reset()
        try:
            return feed()
        except EngineDown:
            if time.monotonic() > until:
                raise
            time.sleep(0.5)


def ask_when_up(text):
    """Ask again and again, as visitors do, until the server answers."""
    until = time.monotonic() + PATIENCE
    while (found := ask(text)).is_fallback and time.monotonic() < until:
        time.sleep(0.5)
    return found


def test_first_answer_without_the_server_is_the_database_s_and_says_so(server):
    server.kill()
    found = ask("防汛")

    assert (found.is_fallback, titles(found)) == (True, ["防汛通知"])


def test_first_answer_without_the_server_is_quick(server):
    ask("防汛")
    server.kill()
    started = time.perf_counter()
    ask("防汛")

    assert time.perf_counter() - started <= LONGEST_SECONDS


def test_page_tells_of_it(server):
    server.kill()

    assert visit(reverse("search_json") + "?q=防汛").json()["notice"]


def test_published_meanwhile_is_found_at_once(server, column):
    server.kill()
    write(column, "防汛抢险通知")

    assert set(titles(ask("防汛"))) == {"防汛通知", "防汛抢险通知"}


def test_server_that_is_back_knows_what_was_published_and_withdrawn(server, column):
    server.kill()
    write(column, "防汛抢险通知")
    write(column, "防汛演练").delete()
    server.start()
    feed_when_up()
    index_client().indices.refresh(index=mapping.alias())
    found = ask_when_up("防汛")

    assert (found.is_fallback, set(titles(found))) == (False, {"防汛通知", "防汛抢险通知"})


def test_server_that_is_back_answers_again_by_itself(server):
    server.kill()
    ask("防汛")
    server.start()

    assert not ask_when_up("防汛").is_fallback
