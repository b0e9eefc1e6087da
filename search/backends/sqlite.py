"""Wagtail's own search on SQLite: modelsearch's FTS5 table with the tokens of ours."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from modelsearch.backends.database.sqlite.sqlite import SQLiteIndex, SQLiteSearchBackend
from wagtail.search.models import IndexEntry, SQLiteFTSIndexEntry

from search.backends.stock import (
    TokenAutocompleteQueryCompiler,
    TokenIndex,
    TokenQueryCompiler,
    TokenResults,
    content_types_of,
)
from search.backends.texts import IndexedTexts
from search.backends.wants import Part, Want

_COLUMNS: dict[Part, str] = {
    "any": "{title body}",
    "title": "{title}",
    "autocomplete": "{autocomplete}",
}
# The full-text table comes first, and CROSS JOIN keeps it there: what matches is read once, where
# SQLite would otherwise ask for each entry of the model whether it matches. The weights are those
# of the columns autocomplete, body and title.
_RANKED = """
    SELECT entry.object_id, -bm25({fts}, 1, 1, 8) * entry.title_norm
    FROM {fts} CROSS JOIN {entries} AS entry ON entry.id = {fts}.rowid
    WHERE {fts} MATCH %s AND entry.content_type_id IN ({types})
"""


class Index(TokenIndex, SQLiteIndex):
    """Entries as rows whose triggers keep the full-text table."""

    def columns(self, texts: IndexedTexts) -> dict[str, str]:
        """Return the tokens joined by spaces, at which FTS5 splits them again."""
        return {
            "title": " ".join(texts.title),
            "body": " ".join(texts.body),
            "autocomplete": " ".join(texts.autocomplete),
        }


class SearchBackend(SQLiteSearchBackend):
    """SQLite's full-text search."""

    index_class = Index
    query_compiler_class = TokenQueryCompiler
    autocomplete_query_compiler_class = TokenAutocompleteQueryCompiler
    results_class = TokenResults

    def ranked(self, want: Want, model: type[Model]) -> dict[str, float]:
        """Return the scores of all entries of a model and its descendants that match."""
        types = content_types_of(model)
        statement = _RANKED.format(
            fts=SQLiteFTSIndexEntry._meta.db_table,
            entries=IndexEntry._meta.db_table,
            types=", ".join(["%s"] * len(types)),
        )
        index: Any = self.get_index_for_model(model)
        with index.read_connection.cursor() as cursor:
            cursor.execute(statement, [_expression(want), *types])
            return dict(cursor.fetchall())


def _expression(want: Want) -> str:
    """Return an expression of FTS5; tokens hold neither quotation marks nor spaces."""
    if want.joint == "phrase":
        return f'{_COLUMNS[want.part]} : "{" ".join(want.tokens)}"'
    operator = " OR " if want.joint == "any" else " AND "
    terms = operator.join(f'"{one}"*' if one == want.prefix else f'"{one}"' for one in want.tokens)
    return f"{_COLUMNS[want.part]} : ({terms})"
