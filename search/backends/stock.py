"""Where the backends reach into modelsearch: all that may change with its next version.

Fits modelsearch 1.3.2, as Wagtail 8.0.1 has it. A test compares the sources of what is named here
with those that this was written for. Of modelsearch's own parts stay: registering models, signals
and tasks, the commands, deleting, rebuilding, and how results are sliced and kept.

Replaced are the query compiler and the results, and in the databases how entries are written: the
norm of a title hangs on that title alone, so that no save reads or writes other entries' rows.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Sequence
from functools import cached_property
from math import log
from typing import Any

from django.db import connections
from django.db.models import Count, Model, QuerySet
from django.db.models.expressions import RawSQL
from modelsearch.backends.base import (
    BaseSearchQueryCompiler,
    BaseSearchResults,
    SearchFieldError,
)
from modelsearch.utils import get_content_type_pk, get_descendants_content_types_pks
from wagtail.search.index import class_is_indexed
from wagtail.search.models import IndexEntry

from search.backends.texts import IndexedTexts, texts_of
from search.backends.wants import Hits, Part, hits_of

BATCH = 200

# All values of one parameter, whatever their number: databases bear few parameters
_VALUES = {
    "sqlite": "SELECT value FROM json_each(%s)",
    "postgresql": "SELECT unnest(%s::{type}[])",
}


class TokenQueryCompiler(BaseSearchQueryCompiler):
    """A query for whole words: all of its tokens in title and body."""

    DEFAULT_OPERATOR = "and"
    HANDLES_ORDER_BY_EXPRESSIONS = True
    whole: Part = "any"

    @cached_property
    def part(self) -> Part:
        """The part of the entries that is searched."""
        return "title" if self._is_title_alone() else self.whole

    def check(self) -> None:
        """Raise ``SearchFieldError`` for fields that the index cannot tell from others.

        What the queryset filters and sorts by needs no check: the database does that.
        """
        if self.fields is not None and not self._is_title_alone():
            known = {field.field_name for field in self._known_fields()}
            if set(self.fields) != known:
                raise SearchFieldError(
                    f"Cannot search {self.queryset.model.__name__} in {sorted(self.fields)}: "
                    f"title can be searched alone, all others only together "
                    f"({sorted(known)}). Leave out `fields`.",
                    field_name=sorted(set(self.fields))[0],
                )

    def hits(self, backend: Any) -> Hits:
        """Return what matches in the whole index, asking the engine once."""
        if self._hits is None:
            self._hits = hits_of(
                self.query,
                self.part,
                lambda want: backend.ranked(want, self.queryset.model),
            )
        return self._hits

    _hits: Hits | None = None

    def ranked_keys(self, backend: Any) -> list[Any]:
        """Return the keys of what matches and the queryset holds, best first."""
        if self._ranked_keys is None:
            scores = self.hits(backend).scores
            by_key = {self.queryset.model._meta.pk.to_python(key): key for key in scores}
            held = set(
                self.matching(backend)
                .order_by()
                .prefetch_related(None)
                .values_list("pk", flat=True)
            )
            best = sorted((key for key in by_key if key in held), reverse=True)
            best.sort(key=lambda key: scores[by_key[key]], reverse=True)
            self._ranked_keys = best
        return self._ranked_keys

    _ranked_keys: list[Any] | None = None

    def matching(self, backend: Any) -> QuerySet[Any]:
        """Return the part of the queryset that matches, in the queryset's order."""
        hits = self.hits(backend)
        keys = among(self.queryset, hits.scores)
        if hits.is_rest:
            return self.queryset.exclude(pk__in=keys) if hits.scores else self.queryset
        return self.queryset.filter(pk__in=keys) if hits.scores else self.queryset.none()

    def _known_fields(self) -> list[Any]:
        fields: list[Any] = self.queryset.model.get_searchable_search_fields()
        return fields

    def _is_title_alone(self) -> bool:
        names = {field.field_name for field in self._known_fields()}
        return self.fields is not None and set(self.fields) == {"title"} <= names


class TokenAutocompleteQueryCompiler(TokenQueryCompiler):
    """A query still being typed: its last word may be the beginning of one."""

    whole: Part = "autocomplete"

    def _known_fields(self) -> list[Any]:
        fields: list[Any] = self.queryset.model.get_autocomplete_search_fields()
        return fields

    def _is_title_alone(self) -> bool:
        return False


def among(queryset: QuerySet[Any], keys: Sequence[Any] | dict[str, float]) -> RawSQL:
    """Return the keys as a subselect of one parameter, for ``pk__in``."""
    connection = connections[queryset.db]
    key: Any = queryset.model._meta.pk
    values = [key.get_db_prep_value(key.to_python(one), connection) for one in keys]
    select = _VALUES[connection.vendor].format(type=key.rel_db_type(connection))
    if connection.vendor == "sqlite":
        return RawSQL(select, [json.dumps(values)])  # noqa: S611 - a constant
    return RawSQL(select, [values])  # noqa: S611 - a constant; the type is the key's own


class TokenResults(BaseSearchResults):
    """What of the matches the searched queryset holds."""

    supports_facet = True

    def _do_search(self) -> list[Any]:
        compiler = self.query_compiler
        hits = compiler.hits(self.backend)
        if compiler.order_by_relevance and not hits.is_rest:
            keys = compiler.ranked_keys(self.backend)[self.start : self.stop]
            chosen = compiler.queryset.filter(pk__in=among(compiler.queryset, keys)).order_by()
            by_key = {found.pk: found for found in chosen} if keys else {}
            rows = [by_key[key] for key in keys if key in by_key]
        else:
            found = compiler.matching(self.backend)
            # Pages of a list need an order that stays
            found = found if found.query.order_by or hits.is_rest else found.order_by("-pk")
            rows = list(found[self.start : self.stop])
        if self._score_field:
            for row in rows:
                setattr(row, self._score_field, hits.scores.get(str(row.pk), 0.0))
        return rows

    def _do_count(self) -> int:
        compiler = self.query_compiler
        if compiler.order_by_relevance and not compiler.hits(self.backend).is_rest:
            total = len(compiler.ranked_keys(self.backend))
        else:
            total = compiler.matching(self.backend).count()
        stop = total if self.stop is None else min(total, self.stop)
        return max(stop - self.start, 0)

    def facet(self, field_name: str) -> OrderedDict[Any, int]:
        """Return how many of all matches have each value of a field, the most frequent first."""
        found = self.query_compiler.matching(self.backend).prefetch_related(None)
        counted = (
            found.order_by().values_list(field_name).annotate(count=Count("pk", distinct=True))
        )
        return OrderedDict(counted.order_by("-count", field_name))


class TokenIndex:
    """How both databases keep entries; stands before modelsearch's index of either."""

    backend: Any
    write_connection: Any

    def columns(self, texts: IndexedTexts) -> dict[str, str]:
        """Return the texts as the columns ``title``, ``body`` and ``autocomplete`` hold them."""
        raise NotImplementedError

    def add_items(self, model: type[Model], objects: Sequence[Model]) -> None:
        """Write the entries of objects, one row each; ``model`` need not be the type of all."""
        rows = [self._row(one) for one in objects if class_is_indexed(type(one))]
        IndexEntry._default_manager.using(self.write_connection.alias).bulk_create(
            rows,
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["content_type", "object_id"],
            update_fields=["title", "body", "autocomplete", "title_norm"],
        )

    def _row(self, instance: Model) -> Any:
        texts = texts_of(instance)
        return IndexEntry(
            content_type_id=get_content_type_pk(type(instance)),
            object_id=str(instance.pk),
            title_norm=1 / (1 + log(1 + len(texts.title))),
            **self.columns(texts),
        )

    def _refresh_title_norms(self, full: bool = False) -> None:
        """Leave other entries alone: each was written with its norm."""


def content_types_of(model: type[Model]) -> list[int]:
    """Return the content types of a model and of those that descend from it."""
    found: list[int] = get_descendants_content_types_pks(model)
    return found
