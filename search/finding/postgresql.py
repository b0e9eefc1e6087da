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

# What items are narrowed and ordered by stands beside the vector: rows so short are read quickly,
# while those of the items' own table carry their texts
_STATED = (
    *("unit_id", "item_type", "language", "column_key", "validity", "short_length", "year"),
    *("date", "public_until"),
)
CREATE = (
    """
    CREATE TABLE search_entry (
        id bigint PRIMARY KEY
            REFERENCES search_publisheditem (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
        unit_id bigint NOT NULL,
        item_type varchar(20) NOT NULL,
        language varchar(12) NOT NULL,
        column_key varchar(30) NOT NULL,
        validity varchar(10) NOT NULL,
        short_length smallint NOT NULL,
        year smallint NOT NULL,
        date timestamptz NOT NULL,
        public_until timestamptz,
        vector tsvector NOT NULL
    ) WITH (toast_tuple_target = 128)
    """,
    "CREATE INDEX search_entry_vector ON search_entry USING gin (vector)",
    # What waits in the index's pending list is read through by every query, and taken for costly,
    # so each write empties it; only the owner of an index may, and the role of the web owns none
    """
    CREATE FUNCTION search_entry_settle() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = pg_catalog, public AS $$
        BEGIN PERFORM gin_clean_pending_list('search_entry_vector'); RETURN NULL; END $$
    """,
    "CREATE TRIGGER search_entry_settles AFTER INSERT OR UPDATE ON search_entry "
    "FOR EACH STATEMENT EXECUTE FUNCTION search_entry_settle()",
)
DROP = ("DROP TABLE search_entry", "DROP FUNCTION search_entry_settle()")
# PostgreSQL's own limits: places in a vector, places of one lexeme, bytes of a vector
_LAST_PLACE = 16_383
_MOST_PLACES = 200
_MOST_BYTES = 900_000
_SETTINGS = {"enable_seqscan": "off", "jit": "off", "max_parallel_workers_per_gather": "0"}
_BODY_FROM = 200  # so that no phrase goes from the title into the text


class PostgresqlDialect:
    """PostgreSQL's full-text search."""

    items = "search_entry"

    def write(self, entries: Sequence[Entry]) -> None:
        """Write entries, replacing those of the same items."""
        columns = ("vector", *_STATED)
        replaced = ", ".join(f"{name} = EXCLUDED.{name}" for name in columns)
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO search_entry (id, {', '.join(columns)}) "  # noqa: S608 names of ours
                f"SELECT item.id, wanted.vector::tsvector, {_of_item()} "
                "FROM unnest(%s::bigint[], %s::text[]) AS wanted (id, vector) "
                "JOIN search_publisheditem AS item ON item.id = wanted.id "
                f"ON CONFLICT (id) DO UPDATE SET {replaced}",
                _given(entries),
            )

    def restate(self, ids: Sequence[int]) -> None:
        """Write what items are narrowed and ordered by anew; their texts have not changed."""
        stated = ", ".join(f"{name} = item.{name}" for name in _STATED)
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE search_entry SET {stated} FROM search_publisheditem AS item "  # noqa: S608
                "WHERE item.id = search_entry.id AND item.id = ANY(%s)",
                [list(ids)],
            )

    def differing(self, entries: Sequence[Entry]) -> set[int]:
        """Return the items whose stored entry says something else, or that have none."""
        stored = ", ".join(f"stored.{name}" for name in _STATED)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT item.id FROM unnest(%s::bigint[], %s::text[]) AS wanted (id, vector) "  # noqa: S608
                "JOIN search_publisheditem AS item ON item.id = wanted.id "
                "LEFT JOIN search_entry AS stored ON stored.id = wanted.id "
                "WHERE stored.vector IS DISTINCT FROM wanted.vector::tsvector "
                f"OR ({stored}) IS DISTINCT FROM ({_of_item()})",
                _given(entries),
            )
            return {row[0] for row in cursor.fetchall()}

    @contextmanager
    def searching(self) -> Iterator[None]:
        """Have every condition answered by the index.

        The planner takes reading the whole table for cheap, since the vectors lie apart from it.
        """
        is_within = connection.in_atomic_block
        with transaction.atomic():
            _set(_SETTINGS)
            yield
            if is_within:  # else the end of the transaction undoes it
                _set(dict.fromkeys(_SETTINGS, "DEFAULT"))

    def matching(self, *ways: Sequence[Match]) -> Sql:
        """Return the condition on ``item`` that in one of some ways all matches hold."""
        return Sql("item.vector @@ %s::tsquery", (_either(ways),))

    def ids(self, *matches: Match) -> Sql:
        """Return the select of the ids of items for which all matches hold."""
        query = _either([matches])
        return Sql("SELECT id FROM search_entry WHERE vector @@ %s::tsquery", (query,))

    def among(self, ids: Sequence[int], match: Match) -> Sql:
        """Return the select of those of some items for which a match holds; each is looked at."""
        # Without an offset the index would be asked, and each item that it finds be looked at
        known = "SELECT id, vector FROM search_entry WHERE id = ANY(%s) OFFSET 0"
        select = f"SELECT id FROM ({known}) AS known WHERE vector @@ %s::tsquery"  # noqa: S608 ours
        return Sql(select, (list(ids), _query(match)))

    def listed(self, ids: Sequence[int]) -> Sql:
        """Return the select of ids that are known already."""
        return Sql("SELECT id FROM unnest(%s::bigint[]) AS known (id)", (list(ids),))


def _of_item() -> str:
    return ", ".join(f"item.{name}" for name in _STATED)


def _given(entries: Sequence[Entry]) -> tuple[list[int], list[str]]:
    return [one.item_id for one in entries], [vector_of(one) for one in entries]


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


def _either(ways: Sequence[Sequence[Match]]) -> str:
    return " | ".join(f"({' & '.join(map(_query, matches))})" for matches in ways)


def _query(match: Match) -> str:
    """Return a query of lexemes; tokens hold no quotation mark and no backslash."""
    prefix = "" if match.part == "any" else f"{match.part}:"
    joint = " <-> " if match.is_phrase else " & "
    return "(" + joint.join(f"'{prefix}{token}'" for token in match.tokens) + ")"
