"""Entries on PostgreSQL: one vector an item, in which a prefix says what a lexeme is.

Tokens of title and text stand in it by themselves, with their places; title tokens once more as
``t:``, the title's characters as ``c:`` and pinyin as ``p:``, words as ``w:``. So one index answers
every condition, and no row has to be looked at again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from django.db import connection, transaction

from search.finding.conditions import Match, Sql
from search.finding.entries import Entry

CREATE = (
    """
    CREATE TABLE search_entry (
        item_id bigint PRIMARY KEY
            REFERENCES search_publisheditem (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
        vector tsvector NOT NULL
    ) WITH (toast_tuple_target = 128)
    """,
    # What waits in a pending list is read through by every query, and taken for costly
    "CREATE INDEX search_entry_vector ON search_entry USING gin (vector) WITH (fastupdate = off)",
)
DROP = ("DROP TABLE search_entry",)
# PostgreSQL's own limits: places in a vector, places of one lexeme, bytes of a vector
_LAST_PLACE = 16_383
_MOST_PLACES = 200
_MOST_BYTES = 900_000
_SETTINGS = {"enable_seqscan": "off", "jit": "off", "max_parallel_workers_per_gather": "0"}
_BODY_FROM = 200  # so that no phrase goes from the title into the text


class PostgresqlDialect:
    """PostgreSQL's full-text search."""

    def write(self, entries: Sequence[Entry]) -> None:
        """Write entries, replacing those of the same items."""
        rows = [(entry.item_id, vector_of(entry)) for entry in entries]
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO search_entry (item_id, vector) VALUES (%s, %s::tsvector) "
                "ON CONFLICT (item_id) DO UPDATE SET vector = EXCLUDED.vector",
                rows,
            )

    def differing(self, entries: Sequence[Entry]) -> set[int]:
        """Return the items whose stored entry says something else, or that have none."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT wanted.id FROM unnest(%s::bigint[], %s::text[]) AS wanted (id, vector) "
                "LEFT JOIN search_entry AS stored ON stored.item_id = wanted.id "
                "WHERE stored.vector IS DISTINCT FROM wanted.vector::tsvector",
                [[one.item_id for one in entries], [vector_of(one) for one in entries]],
            )
            return {row[0] for row in cursor.fetchall()}

    @contextmanager
    def searching(self) -> Iterator[None]:
        """Have every condition answered by the index.

        The planner takes reading the whole table for cheap, since the vectors lie apart from it.
        """
        with transaction.atomic():
            _set(_SETTINGS)
            yield
            _set(dict.fromkeys(_SETTINGS, "DEFAULT"))

    def ids(self, *matches: Match) -> Sql:
        """Return the select of the ids of items for which all matches hold."""
        query = " & ".join(_query(match) for match in matches)
        return Sql("SELECT item_id AS id FROM search_entry WHERE vector @@ %s::tsquery", (query,))


def _set(settings: Mapping[str, str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("; ".join(f"SET LOCAL {name} = {to}" for name, to in settings.items()))


def vector_of(entry: Entry) -> str:
    """Return the entry as PostgreSQL writes a vector, as much of it as one can hold."""
    found = [
        *(f"'{part}:{token}'" for part in "tcp" for token in dict.fromkeys(getattr(entry, part))),
        *_placed(entry),
        *(f"'w:{word}'" for word in entry.w),
    ]
    size, kept = 0, len(found)
    for number, lexeme in enumerate(found):
        # Each lexeme and each of its places takes a few bytes besides
        size += len(lexeme.encode()) + 4 * (1 + lexeme.count(","))
        if size > _MOST_BYTES:
            kept = number
            break
    return " ".join(found[:kept])


def _placed(entry: Entry) -> Iterable[str]:
    places: dict[str, list[int]] = defaultdict(list)
    for start, tokens in ((1, entry.t), (_BODY_FROM, entry.b)):
        for place, token in enumerate(tokens, start):
            if place <= _LAST_PLACE and len(places[token]) < _MOST_PLACES:
                places[token].append(place)
            else:
                places[token] = places[token] or [_LAST_PLACE]
    for token, found in places.items():
        yield f"'{token}':{','.join(map(str, found))}"


def _query(match: Match) -> str:
    """Return a query of lexemes; tokens hold no quotation mark and no backslash."""
    prefix = "" if match.part == "any" else f"{match.part}:"
    joint = " <-> " if match.is_phrase else " & "
    return "(" + joint.join(f"'{prefix}{token}'" for token in match.tokens) + ")"
