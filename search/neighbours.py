"""What stands around an item: the one before and after it in its column, and news of its unit.

Three short lists in one statement. It is written as SQL because the ORM takes longer to put it
together, on every article that is shown, than a database takes to answer it.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from django.db import connection

from search.models import PublishedItem
from search.registry import dynamic_keys, listed_keys

_AROUND = """
    SELECT {columns} FROM search_publisheditem WHERE id IN (
        SELECT id FROM (
            SELECT id FROM search_publisheditem
            WHERE column_id = %s AND item_type IN ({listed}) AND (date, page_id) < (%s, %s)
            ORDER BY date DESC, page_id DESC LIMIT 1) AS older
        UNION ALL SELECT id FROM (
            SELECT id FROM search_publisheditem
            WHERE column_id = %s AND item_type IN ({listed}) AND (date, page_id) > (%s, %s)
            ORDER BY date, page_id LIMIT 1) AS newer
        UNION ALL SELECT id FROM (
            SELECT id FROM search_publisheditem
            WHERE unit_id = %s AND language = %s AND item_type IN ({dynamic}) AND page_id <> %s
            ORDER BY date DESC, page_id DESC LIMIT %s) AS others
    ) ORDER BY date DESC, page_id DESC
"""


def items_around(
    page_id: int,
    date: datetime.datetime,
    *,
    column_id: int | None,
    unit_id: int,
    language: str,
    others: int,
) -> list[PublishedItem]:
    """Return the item before and the item after a page in its column, and the newest ``others``
    of its unit, all in one list by date, the newest first.
    """
    listed, dynamic = listed_keys(), dynamic_keys()
    place = (column_id, *listed, connection.ops.adapt_datetimefield_value(date), page_id)
    unit = (unit_id, language, *dynamic, page_id, others)
    statement = _AROUND.format(
        columns=", ".join(_COLUMNS), listed=_places(listed), dynamic=_places(dynamic)
    )
    return list(PublishedItem.objects.raw(statement, (*place, *place, *unit)))


def _places(values: Sequence[str]) -> str:
    return ", ".join(["%s"] * len(values))


_COLUMNS = [field.column for field in PublishedItem._meta.concrete_fields if field.name != "text"]
