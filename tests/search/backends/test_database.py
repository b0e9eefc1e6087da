"""Which backend the install's database gets."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from wagtail.search.backends import get_search_backend

from search.backends import database, elasticsearch


def test_the_project_uses_the_backend_of_its_database():
    assert type(get_search_backend()).__module__ == f"search.backends.{connection.vendor}"


def test_the_project_keeps_its_index(settings):
    assert settings.WAGTAILSEARCH_BACKENDS["default"].get("AUTO_UPDATE", True)


def test_another_database_is_refused(monkeypatch):
    monkeypatch.setattr(connection, "vendor", "mysql")
    with pytest.raises(ImproperlyConfigured):
        database.SearchBackend({})


def test_a_database_without_full_text_search_is_refused(monkeypatch):
    def missing(name):
        raise ImportError(name)

    monkeypatch.setattr(database, "import_module", missing)
    with pytest.raises(ImproperlyConfigured):
        database.SearchBackend({})


def test_a_search_server_has_to_be_named(settings):
    settings.ELASTICSEARCH_URL = []
    with pytest.raises(ImproperlyConfigured):
        elasticsearch.SearchBackend({})
