"""What the backends rely on of modelsearch and Wagtail is what they were written for.

After an upgrade, read what has changed in the named sources, mend ``search/backends/stock.py``
where it no longer fits, and write down the new digests.
"""

import hashlib
import inspect
from importlib import import_module, metadata

import pytest
from django.db import connection
from wagtail.search.backends import get_search_backend
from wagtail.search.models import IndexEntry

from search.backends.stock import TokenIndex, TokenQueryCompiler, TokenResults

VERSIONS = {"modelsearch": "1.3.2", "wagtail": "8.0.1"}
BASE = "modelsearch.backends.base"
COMMAND = "modelsearch.management.commands.rebuild_modelsearch_index"
SQLITE = "modelsearch.backends.database.sqlite.sqlite"
POSTGRESQL = "modelsearch.backends.database.postgres.postgres"
SERVER = "modelsearch.backends.elasticsearchbase"
RELIED_ON = {
    f"{BASE}:BaseSearchQueryCompiler.__init__": "c4680c36c7ce3d70",
    f"{BASE}:BaseSearchResults": "22f699f5e0ab0c9a",
    f"{BASE}:BaseSearchBackend": "17d5ca9f367cd1c9",
    f"{SERVER}:ElasticsearchBaseSearchBackend.__init__": "9b1d7620bc95fdc3",
    f"{SERVER}:ElasticsearchBaseSearchBackend.get_index_for_model": "b69af8cfd37b468f",
    f"{SERVER}:ElasticsearchBaseMapping.get_all_content_types": "befc4e3e74d53919",
    f"{SERVER}:ElasticsearchBaseIndex": "2ddf63acbf89fac7",
    f"{SERVER}:ElasticsearchAtomicIndexRebuilder": "6078ed9d9e0d72ea",
    "modelsearch.backends.elasticsearch8:Elasticsearch8Index": "60548c353ba67128",
    "modelsearch.abstract_models:BaseIndexEntry": "7be9ea98f0d27fb3",
    "modelsearch.index:insert_or_update_object": "35b41860486c53b0",
    "modelsearch.index:remove_object": "f726847e4283cd0c",
    "modelsearch.index:BaseField.get_value": "da40e42dce08b0f5",
    "modelsearch.index:RelatedFields.get_value": "2bb1ec2f801624ba",
    "modelsearch.query:PlainText": "1b639962aa6544a5",
    "modelsearch.signal_handlers": "4ea6c1e5fa1311ad",
    "modelsearch.utils:get_content_type_pk": "7113713b0b998645",
    "modelsearch.utils:get_descendants_content_types_pks": "27fc5724dde6fabb",
    f"{COMMAND}:Command.update_backend": "d03c6d33fae9e281",
}
OF_DATABASES = {
    "sqlite": {
        f"{SQLITE}:SQLiteIndex": "96ed6cc169d127e2",
        f"{SQLITE}:SQLiteSearchAtomicRebuilder": "385efd8f26967ac2",
        f"{SQLITE}:SQLiteSearchBackend": "33aef09768c1027e",
        "wagtail.search.migrations.0006_customise_indexentry": "072b86ec4468c82b",
    },
    "postgresql": {
        f"{POSTGRESQL}:PostgresIndex": "c7bbc239ee94e877",
        f"{POSTGRESQL}:PostgresSearchAtomicRebuilder": "a5d25d104da55fca",
        f"{POSTGRESQL}:PostgresSearchBackend": "e80f6f5ddb5844ea",
        "wagtail.search.migrations.0006_customise_indexentry": "072b86ec4468c82b",
    },
}
RELIED_ON |= OF_DATABASES[connection.vendor]


def digest(name):
    """Return the digest of an object's source."""
    module, _colon, path = name.partition(":")
    found = import_module(module)
    for step in filter(None, path.split(".")):
        found = getattr(found, step)
    return hashlib.sha256(inspect.getsource(found).encode()).hexdigest()[:16]


@pytest.mark.parametrize("package", VERSIONS)
def test_the_version_is_the_one_that_the_backends_fit(package):
    assert metadata.version(package) == VERSIONS[package]


@pytest.mark.parametrize("name", RELIED_ON)
def test_the_code_relied_on_has_not_changed(name):
    assert digest(name) == RELIED_ON[name]


@pytest.mark.parametrize(
    ("own", "names"),
    [
        (TokenQueryCompiler, {"check", "queryset", "query", "fields"}),
        (TokenResults, {"_do_search", "_do_count", "facet", "supports_facet"}),
    ],
)
def test_what_is_replaced_is_there(own, names):
    stock = own.__bases__[0]
    known = {*dir(stock), *inspect.getsource(stock).replace("self.", " ").split()}
    assert names <= known


def test_the_title_norms_replaced_are_those_of_the_database():
    own, stock = type(get_search_backend()).index_class.__bases__
    assert own is TokenIndex
    assert hasattr(stock, "_refresh_title_norms")


def test_entries_have_the_columns_that_are_written():
    names = {field.name for field in IndexEntry._meta.concrete_fields}
    assert {"content_type", "object_id", "title", "body", "autocomplete", "title_norm"} <= names
