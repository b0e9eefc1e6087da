"""Entries on SQLite: one FTS5 table, whose row ids are the items'."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext

from django.db import connection

from search.finding.conditions import Match, Sql, parameters_of
from search.finding.entries import Entry

CREATE = (
    'CREATE VIRTUAL TABLE search_entry USING fts5(t, c, p, b, w, tokenize = "unicode61'
    ' remove_diacritics 0")',
    "CREATE TRIGGER search_entry_goes_with_its_item AFTER DELETE ON search_publisheditem "
    "BEGIN DELETE FROM search_entry WHERE rowid = OLD.id; END",
)
DROP = ("DROP TRIGGER search_entry_goes_with_its_item", "DROP TABLE search_entry")
_COLUMNS = {"any": "{t b}", "t": "t", "c": "c", "p": "p", "w": "w"}


class SqliteDialect:
    """SQLite's full-text search."""

    items = "search_publisheditem"

    def write(self, entries: Sequence[Entry]) -> None:
        """Write entries, replacing those of the same items."""
        rows: list[tuple[int | str, ...]] = [(entry.item_id, *_columns(entry)) for entry in entries]
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT OR REPLACE INTO search_entry (rowid, t, c, p, b, w) "
                "VALUES (%s, %s, %s, %s, %s, %s)",
                rows,
            )

    def restate(self, ids: Sequence[int]) -> None:
        """Do nothing: items are narrowed and ordered by their own rows."""

    def differing(self, entries: Sequence[Entry]) -> set[int]:
        """Return the items whose stored entry says something else, or that have none."""
        ids = [entry.item_id for entry in entries]
        places = ", ".join(["%s"] * len(ids)) or "NULL"
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT rowid, t, c, p, b, w FROM search_entry WHERE rowid IN ({places})",  # noqa: S608
                ids,
            )
            stored = {row[0]: row[1:] for row in cursor.fetchall()}
        return {one.item_id for one in entries if stored.get(one.item_id) != _columns(one)}

    def searching(self) -> AbstractContextManager[None]:
        """Return a block that does nothing by itself."""
        return nullcontext()

    def matching(self, *ways: Sequence[Match]) -> Sql:
        """Return the condition on ``item`` that in one of some ways all matches hold."""
        found = _select(ways)
        return Sql(f"item.id IN ({found.text})", found.parameters)

    def ids(self, *matches: Match) -> Sql:
        """Return the select of the ids of items for which all matches hold."""
        return _select([matches])

    def among(self, ids: Sequence[int], match: Match) -> Sql:
        """Return the select of those of some items for which a match holds; each is looked at."""
        found, listed = self.ids(match), self.listed(ids)
        return Sql(f"{found.text} AND rowid IN ({listed.text})", parameters_of((found, listed)))

    def listed(self, ids: Sequence[int]) -> Sql:
        """Return the select of ids that are known already."""
        return Sql("SELECT value AS id FROM json_each(%s)", (json.dumps(list(ids)),))


def _select(ways: Sequence[Sequence[Match]]) -> Sql:
    expression = " OR ".join(f"({' AND '.join(map(_expression, matches))})" for matches in ways)
    return Sql("SELECT rowid AS id FROM search_entry WHERE search_entry MATCH %s", (expression,))


def _columns(entry: Entry) -> tuple[str, ...]:
    parts = (entry.t, entry.c, entry.p, entry.b, entry.w)
    return tuple(" ".join(part) for part in parts)


def _expression(match: Match) -> str:
    """Return an expression of FTS5; tokens hold no quotation mark."""
    column = _COLUMNS[match.part]
    if match.is_phrase:
        return f'({column} : "{" ".join(match.tokens)}")'
    return "(" + " AND ".join(f'{column} : "{token}"' for token in match.tokens) + ")"
