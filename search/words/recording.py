"""Counting what people look for, without anything that would tell who they are.

A row holds a day, a unit, a text and counts: no address, session, account or time of the day.
Texts that look personal are not stored, and rare ones are deleted (``prune_search_words``).
"""

from __future__ import annotations

import datetime
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.db.models import F, QuerySet, Sum
from django.utils import timezone

from search.analysis import LONGEST_QUERY, key
from search.models import QueryCount
from search.models.words import LONGEST_COUNTED, word_key

# Asked less often within this many days, a text could tell of the person who asked
FEWEST_SEARCHES = 3
RARE_DAYS = 30
# As far as the reports reach back
KEPT_DAYS = 90
LAST_POSITION = 1000

_BETWEEN_DIGITS = re.compile(r"(?<=\d)[\s.\-_/()]+(?=\d)")
# Numbers of phones, accounts and identity cards; eleven digits are the shortest, a mobile phone's
_LONG_NUMBER = re.compile(r"\d{11}")
_MAIL_ADDRESS = re.compile(r"\S@\S")
# Numerals of one digit, as a number is read out
_NUMERALS = str.maketrans(
    "\u3007\u96f6\u4e00\u5e7a\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d", "001123456789"
)

_COUNT_SEARCH = """
    INSERT INTO search_querycount (day, unit_id, text, searches, empty, clicks, positions)
    VALUES (%s, %s, %s, 1, %s, 0, 0)
    ON CONFLICT (unit_id, day, text) DO UPDATE SET
        searches = search_querycount.searches + 1,
        empty = search_querycount.empty + excluded.empty
"""

logger = logging.getLogger(__name__)


def note_query(text: str, *, unit_id: int, total: int) -> None:
    """Count a search at a unit's host that found ``total`` items; never fails the search."""
    counted = counted_text(text)
    if not counted:
        return
    values = (timezone.localdate(), unit_id, counted, int(total == 0))
    with _logged(), connection.cursor() as cursor:
        cursor.execute(_COUNT_SEARCH, values)


def note_click(text: str, *, position: int, unit_id: int) -> None:
    """Count that a result was chosen, ``position`` counted from 1; never fails the visit.

    Only what was searched for on the same day counts, so that no text comes in by an address.
    """
    counted = counted_text(text)
    if not counted or not 1 <= position <= LAST_POSITION:
        return
    with _logged():
        QueryCount.objects.filter(day=timezone.localdate(), unit_id=unit_id, text=counted).update(
            clicks=F("clicks") + 1, positions=F("positions") + position
        )


def counted_text(text: str) -> str:
    """Return a query as it is counted, folded and cut; empty where it must not be stored."""
    folded = word_key(text[:LONGEST_QUERY])
    digits = _BETWEEN_DIGITS.sub("", folded.translate(_NUMERALS))
    if not key(folded) or _LONG_NUMBER.search(digits) or _MAIL_ADDRESS.search(folded):
        return ""
    return folded[:LONGEST_COUNTED].rstrip()


@transaction.atomic
def prune(today: datetime.date | None = None) -> int:
    """Delete old rows, and those of rare texts; return how many were deleted.

    A text has thirty days to be asked for three times, at whatever unit; the reports leave it out
    until then.
    """
    today = today or timezone.localdate()
    old = QueryCount.objects.filter(day__lte=today - datetime.timedelta(days=KEPT_DAYS))
    deleted, _by_model = old.delete()
    due = QueryCount.objects.filter(day__lte=today - datetime.timedelta(days=RARE_DAYS))
    for day in list(due.values_list("day", flat=True).distinct().order_by("day")):
        rare = due.filter(day=day).exclude(text__in=_often_asked_around(day))
        deleted += rare.delete()[0]
    return deleted


def _often_asked_around(day: datetime.date) -> QuerySet[QueryCount, Any]:
    """Return the texts that are not rare thirty days back, or on, from a day."""
    reach = datetime.timedelta(days=RARE_DAYS - 1)
    near = QueryCount.objects.filter(day__gte=day - reach, day__lte=day + reach)
    often = near.values("text").annotate(asked=Sum("searches")).filter(asked__gte=FEWEST_SEARCHES)
    return often.order_by().values("text")


@contextmanager
def _logged() -> Iterator[None]:
    """Keep what the database refuses from the visitor, and tell it in the log.

    Only the first line of what it says: those after it repeat the text that was searched for.
    """
    try:
        with transaction.atomic():
            yield
    except DatabaseError as error:
        reason = str(error).partition("\n")[0]
        logger.error("A search could not be counted: %s", reason)
