"""The index on the server: its names, fields and settings.

All analysis is done in Python (I10): the server splits at white space, with the analyzer named per
field, since an index-wide default of that kind is refused.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from elasticsearch import Elasticsearch

_TOKENS: dict[str, Any] = {"type": "text", "analyzer": "whitespace"}
_KEYWORD: dict[str, Any] = {"type": "keyword"}

# Titles, their characters and pinyin, everything else, words; then keys, filters and facets.
# Documents are always written whole, so nothing of their source is kept.
MAPPINGS: dict[str, Any] = {
    "dynamic": "strict",
    "_source": {"enabled": False},
    "properties": {
        "t": _TOKENS,
        "c": _TOKENS,
        "p": _TOKENS,
        "b": _TOKENS,
        "w": {**_TOKENS, "index_options": "freqs"},
        "k": _KEYWORD,
        "ks": _KEYWORD,
        "k1": _KEYWORD,
        "kl": {"type": "short"},
        "id": {"type": "long"},
        "unit": _KEYWORD,
        "item_type": _KEYWORD,
        "column": _KEYWORD,
        "language": _KEYWORD,
        "validity": _KEYWORD,
        "year": {"type": "integer"},
        "date": {"type": "date"},
        "public_until": {"type": "date"},
        "stamp": {"type": "keyword", "index": False},
    },
}
# What is written is found a second later at most
REFRESH = "1s"
VALID_PREFIX = re.compile(r"[a-z0-9][a-z0-9_.-]{0,99}")


def alias() -> str:
    """Return the name that everybody reads and writes through."""
    return f"{settings.ELASTICSEARCH_PREFIX}-items"


def new_index_name() -> str:
    """Return the name of an index that is about to be built."""
    return f"{alias()}-{datetime.now(UTC):%Y%m%d%H%M%S%f}"


def create_index(client: Elasticsearch, name: str) -> None:
    """Make an empty index that is filled before anybody searches in it."""
    client.indices.create(
        index=name,
        mappings=MAPPINGS,
        settings={
            "number_of_shards": settings.ELASTICSEARCH_SHARDS,
            "number_of_replicas": 0,
            "refresh_interval": "-1",
        },
    )


def open_index(client: Elasticsearch, name: str) -> None:
    """Give a filled index what it needs to be searched in."""
    client.indices.put_settings(
        index=name,
        settings={
            "number_of_replicas": settings.ELASTICSEARCH_REPLICAS,
            "refresh_interval": REFRESH,
        },
    )
    client.indices.refresh(index=name)


def start_merging(client: Elasticsearch, name: str) -> None:
    """Have a filled index written as one piece, which is smaller and searched in half the time."""
    client.indices.forcemerge(index=name, max_num_segments=1, wait_for_completion=False)


def is_merged(client: Elasticsearch, name: str) -> bool:
    """Say whether no shard of an index is in more than one piece."""
    client.indices.refresh(index=name)
    shards = client.indices.segments(index=name)["indices"][name]["shards"]
    return all(len(copy["segments"]) <= 1 for copies in shards.values() for copy in copies)


def switch_alias(client: Elasticsearch, name: str) -> list[str]:
    """Let the alias mean another index, in one step; return what it meant before."""
    before = indices_behind_alias(client)
    actions: list[dict[str, Any]] = [{"add": {"index": name, "alias": alias()}}]
    actions += [{"remove": {"index": old, "alias": alias()}} for old in before]
    client.indices.update_aliases(actions=actions)
    return before


def indices_behind_alias(client: Elasticsearch) -> list[str]:
    """Return the indices that the alias means: one, or none before the first rebuild."""
    return [name for name, aliases in _own_indices(client).items() if alias() in aliases]


def abandoned_indices(client: Elasticsearch) -> list[str]:
    """Return the indices that a rebuild left behind half-built."""
    return [name for name, aliases in _own_indices(client).items() if not aliases]


def _own_indices(client: Elasticsearch) -> dict[str, set[str]]:
    """Return the indices of this install with their aliases; no other install's, whatever it is."""
    own = re.compile(rf"{re.escape(alias())}-\d{{20}}")
    found = client.indices.get_alias(index=f"{alias()}-*", expand_wildcards="all")
    return {
        name: set(known["aliases"]) for name, known in found.body.items() if own.fullmatch(name)
    }
