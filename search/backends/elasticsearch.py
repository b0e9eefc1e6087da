"""Wagtail's own search on Elasticsearch 9: the same three texts, split at spaces.

The server is the one of the ELASTICSEARCH_* settings, with indexes of its own beside that of the
public search; ``update_index`` makes them. Nothing of the server's configurable analysis is used,
so it needs no plugin. What the server does not answer is an error: drafts are in no other index.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Model
from modelsearch.backends.elasticsearch9 import (
    Elasticsearch9Index,
    Elasticsearch9Mapping,
    Elasticsearch9SearchBackend,
)

from search.backends.stock import (
    TokenAutocompleteQueryCompiler,
    TokenQueryCompiler,
    TokenResults,
)
from search.backends.texts import texts_of
from search.backends.wants import Part, Want
from search.elastic.client import index_client, is_configured

# What a server gives at once, unless it is told otherwise
PAGE = 10_000
_TITLE_BOOST = 8

_FIELDS: dict[Part, str] = {"any": "body", "title": "title", "autocomplete": "autocomplete"}
_TOKENS = {"type": "text", "analyzer": "whitespace"}
_PROPERTIES: dict[str, Any] = {
    "pk": {"type": "keyword"},
    "_django_content_type": {"type": "keyword"},
    "title": {**_TOKENS, "copy_to": "body"},
    "body": _TOKENS,
    "autocomplete": _TOKENS,
}


class Mapping(Elasticsearch9Mapping):
    """The same fields for every model: filters and sorting are the database's."""

    def get_mapping(self) -> dict[str, Any]:
        """Return the fields of a document."""
        return {"properties": _PROPERTIES}

    def get_document(self, obj: Model) -> dict[str, Any]:
        """Return the document of an object, of whatever model: its types, and its tokens."""
        texts = texts_of(obj)
        return {
            "pk": str(obj.pk),
            "_django_content_type": type(self)(type(obj)).get_all_content_types(),
            "title": " ".join(texts.title),
            "body": " ".join(texts.body),
            "autocomplete": " ".join(texts.autocomplete),
        }


class SearchBackend(Elasticsearch9SearchBackend):
    """A server of Elasticsearch 9."""

    mapping_class = Mapping
    index_class = Elasticsearch9Index
    query_compiler_class = TokenQueryCompiler
    autocomplete_query_compiler_class = TokenAutocompleteQueryCompiler
    results_class = TokenResults

    settings = {
        "settings": {},
        "mappings": {
            "dynamic": "strict",
            "_source": {"enabled": False},  # documents are always written whole
            "properties": _PROPERTIES,
        },
    }

    def __init__(self, params: dict[str, Any]) -> None:
        """Take the server from the settings; raise ``ImproperlyConfigured`` where there is none."""
        if not is_configured():
            raise ImproperlyConfigured("BATONG_ADMIN_SEARCH needs ELASTICSEARCH_URL to be set.")
        shape = {
            "number_of_shards": settings.ELASTICSEARCH_SHARDS,
            "number_of_replicas": settings.ELASTICSEARCH_REPLICAS,
        }
        super().__init__(
            {
                **params,
                "URLS": settings.ELASTICSEARCH_URL,
                "INDEX_PREFIX": f"{settings.ELASTICSEARCH_PREFIX}-admin-",
                "INDEX_SETTINGS": {"settings": shape},
            }
        )
        self.es = index_client()

    def ranked(self, want: Want, model: type[Model]) -> dict[str, float]:
        """Return the scores of all documents of a model and its descendants that match."""
        label = self.mapping_class(model).get_content_type()
        query = {
            "bool": {
                "filter": {"term": {"_django_content_type": label}},
                "must": _condition(want),
                "should": _bonus(want),
            }
        }
        index = self.get_index_for_model(model).name
        return {hit["_id"]: hit["_score"] for hit in self._all_hits(index, query)}

    def _all_hits(self, index: str, query: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """Yield all hits, as the database is to say which of them count."""
        after: dict[str, Any] = {}
        while True:
            answer = self.es.search(
                index=index,
                query=query,
                size=PAGE,
                sort=[{"_score": "desc"}, {"pk": "desc"}],
                source=False,
                track_total_hits=False,
                **after,
            )
            hits = answer["hits"]["hits"]
            yield from hits
            if len(hits) < PAGE:
                return
            after = {"search_after": hits[-1]["sort"]}


def _condition(want: Want) -> dict[str, Any]:
    field = _FIELDS[want.part]
    if want.joint == "phrase":
        return {"match_phrase": {field: " ".join(want.tokens)}}
    terms = [{"prefix" if one == want.prefix else "term": {field: one}} for one in want.tokens]
    if want.joint == "any":
        return {"bool": {"should": terms, "minimum_should_match": 1}}
    return {"bool": {"must": terms}}


def _bonus(want: Want) -> list[dict[str, Any]]:
    """Return what lifts matches in titles, where bodies are asked as well."""
    if want.part != "any":
        return []
    return [{"match": {"title": {"query": " ".join(want.tokens), "boost": _TITLE_BOOST}}}]
