"""Wagtail's own search on PostgreSQL: modelsearch's vectors with the tokens of ours.

The column ``body`` holds the title too, by a greater weight. So the index that modelsearch has
on it answers for title and body together, where the stock backend joins both columns at each
search and reads every row; no index of another app's table has to be added.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from modelsearch.backends.database.postgres.postgres import PostgresIndex, PostgresSearchBackend
from wagtail.search.models import IndexEntry

from search.backends.stock import (
    TokenAutocompleteQueryCompiler,
    TokenIndex,
    TokenQueryCompiler,
    TokenResults,
    content_types_of,
)
from search.backends.texts import IndexedTexts
from search.backends.wants import Part, Want

# PostgreSQL's own limits: the last place in a vector, places of one lexeme, bytes of a vector
_LAST_PLACE = 16_383
_MOST_PLACES = 200
_MOST_BYTES = 900_000
_GAP = 200  # so that no phrase goes from the title into the body

_COLUMNS: dict[Part, str] = {"any": "body", "title": "title", "autocomplete": "autocomplete"}
_RANKED = """
    SELECT object_id, ts_rank({column}, %s::tsquery) * title_norm
    FROM {entries} WHERE {column} @@ %s::tsquery AND content_type_id = ANY(%s)
"""


class Index(TokenIndex, PostgresIndex):
    """Entries as vectors, written as such: PostgreSQL's own parser sees none of the texts."""

    def columns(self, texts: IndexedTexts) -> dict[str, str]:
        """Return the tokens as PostgreSQL writes vectors, as much as a vector can hold."""
        return {
            "title": _vector([("A", texts.title)]),
            "body": _vector([("A", texts.title), ("D", texts.body)]),
            "autocomplete": _vector([("D", texts.autocomplete)]),
        }


class SearchBackend(PostgresSearchBackend):
    """PostgreSQL's full-text search."""

    index_class = Index
    query_compiler_class = TokenQueryCompiler
    autocomplete_query_compiler_class = TokenAutocompleteQueryCompiler
    results_class = TokenResults

    def ranked(self, want: Want, model: type[Model]) -> dict[str, float]:
        """Return the scores of all entries of a model and its descendants that match."""
        query = _query(want)
        statement = _RANKED.format(column=_COLUMNS[want.part], entries=IndexEntry._meta.db_table)
        index: Any = self.get_index_for_model(model)
        with index.read_connection.cursor() as cursor:
            cursor.execute(statement, [query, query, content_types_of(model)])
            return dict(cursor.fetchall())


def _vector(parts: Iterable[tuple[str, list[str]]]) -> str:
    places: dict[str, list[str]] = defaultdict(list)
    start = 1
    for weight, tokens in parts:
        for place, token in enumerate(tokens, start):
            if len(places[token]) < _MOST_PLACES and (place <= _LAST_PLACE or not places[token]):
                places[token].append(f"{min(place, _LAST_PLACE)}{weight}")
        start += len(tokens) + _GAP
    size, written = 0, []
    for token, found in places.items():
        # Each lexeme and each of its places takes a few bytes besides
        size += len(token.encode()) + 4 * (1 + len(found))
        if size > _MOST_BYTES:
            break
        written.append(f"'{token}':{','.join(found)}")
    return " ".join(written)


def _query(want: Want) -> str:
    """Return a query of lexemes; tokens hold neither quotation marks nor backslashes."""
    operator = {"all": " & ", "any": " | ", "phrase": " <-> "}[want.joint]
    return operator.join(f"'{one}':*" if one == want.prefix else f"'{one}'" for one in want.tokens)
