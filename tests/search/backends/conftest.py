"""The engines of Wagtail's own search: the database of the run, and a real Elasticsearch."""

from types import SimpleNamespace

import pytest
from django.test import override_settings
from wagtail.search.backends import get_search_backend

ENGINES = ["database", pytest.param("elasticsearch", marks=pytest.mark.servers)]


PREFIX = "tests"
BACKENDS = {"default": {"BACKEND": "search.backends.elasticsearch"}}


@pytest.fixture(scope="session")
def empty_indexes(elasticsearch_url):
    """The indexes of a server, made once, and a call that empties them."""
    with override_settings(
        ELASTICSEARCH_URL=[elasticsearch_url],
        ELASTICSEARCH_PREFIX=PREFIX,
        WAGTAILSEARCH_BACKENDS=BACKENDS,
    ):
        backend = get_search_backend()
        backend.reset_indexes()

    def empty():
        names = f"{PREFIX}-admin-*"
        backend.es.indices.refresh(index=names)
        hits = backend.es.search(index=names, size=1000, source=False)["hits"]["hits"]
        gone = [{"delete": {"_index": hit["_index"], "_id": hit["_id"]}} for hit in hits]
        if gone:
            backend.es.bulk(operations=gone)

    return empty


@pytest.fixture(params=ENGINES)
def engine(request, settings, db):
    """The calls of the engine that the project uses; what was written is found at once."""
    if request.param == "elasticsearch":
        request.getfixturevalue("empty_indexes")()
        settings.ELASTICSEARCH_URL = [request.getfixturevalue("elasticsearch_url")]
        settings.ELASTICSEARCH_PREFIX = PREFIX
        settings.WAGTAILSEARCH_BACKENDS = BACKENDS
    return SimpleNamespace(
        name=request.param,
        search=lambda *args, **kwargs: _ready().search(*args, **kwargs),
        autocomplete=lambda *args, **kwargs: _ready().autocomplete(*args, **kwargs),
    )


def _ready():
    backend = get_search_backend()
    if hasattr(backend, "es"):
        backend.es.indices.refresh(index=f"{PREFIX}-admin-*")
    return backend
