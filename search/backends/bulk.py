"""Indexing objects that were made in bulk, of which modelsearch hears nothing."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Model
from wagtail.search.backends import get_search_backends_with_name

logger = logging.getLogger(__name__)


def index_objects(objects: Iterable[Model]) -> None:
    """Write the entries of objects of indexed models, those of one index together.

    As with saved objects, what a search server refuses is logged and left to ``update_index``;
    what the database refuses is raised.
    """
    all_objects = list(objects)
    for name, backend in get_search_backends_with_name(with_auto_update=True):
        by_index: dict[str, list[Model]] = defaultdict(list)
        for one in all_objects:
            by_index[backend.get_index_for_object(one).get_key()].append(one)
        for found in by_index.values():
            try:
                backend.add_bulk(type(found[0]), found)
            except Exception:
                if not backend.catch_indexing_errors:
                    raise
                logger.exception("%s objects are missing in the index of %s", len(found), name)
