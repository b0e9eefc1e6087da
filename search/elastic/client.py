"""Talking to Elasticsearch: one client that hurries, one that has time.

What is missing on the vendor's minimal server is not used: scripts, reindexing, ingest pipelines,
`ping` and `info`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from django.conf import settings
from elasticsearch import ApiError, Elasticsearch, TransportError

from search.finding.errors import EngineDown

_BAD_REQUEST = 400


class QueryRefused(EngineDown):
    """The server is there, but does not carry this request out."""


def is_configured() -> bool:
    """Say whether the install has a search server at all."""
    return bool(settings.ELASTICSEARCH_URL)


def search_client() -> Elasticsearch:
    """Return the client of the public search: no retry, as the database can answer instead."""
    return _client(settings.ELASTICSEARCH_SEARCH_SECONDS, *_access())


def index_client() -> Elasticsearch:
    """Return the client that writes; what it fails to write is tried again from the queue."""
    return _client(settings.ELASTICSEARCH_INDEX_SECONDS, *_access())


@contextmanager
def engine_errors() -> Iterator[None]:
    """Turn all that the client raises into :class:`EngineDown`.

    A starting server answers with an ``ApiError``, a dead one with a ``TransportError``.
    """
    try:
        yield
    except ApiError as error:
        kind = QueryRefused if error.meta.status == _BAD_REQUEST else EngineDown
        raise kind(f"Elasticsearch: {error}") from error
    except TransportError as error:
        raise EngineDown(f"Elasticsearch: {error}") from error


def _access() -> tuple[tuple[str, ...], str, str, str, str]:
    return (
        tuple(settings.ELASTICSEARCH_URL),
        settings.ELASTICSEARCH_API_KEY,
        settings.ELASTICSEARCH_USER,
        settings.ELASTICSEARCH_PASSWORD,
        settings.ELASTICSEARCH_CA,
    )


@lru_cache(maxsize=8)
def _client(
    seconds: float, hosts: tuple[str, ...], api_key: str, user: str, password: str, ca: str
) -> Elasticsearch:
    access: dict[str, Any] = {}
    if api_key:
        access["api_key"] = api_key
    elif password:
        access["basic_auth"] = (user, password)
    if ca:
        access["ca_certs"] = ca
    return Elasticsearch(list(hosts), request_timeout=seconds, max_retries=0, **access)
