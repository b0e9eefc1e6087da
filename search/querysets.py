"""Which public items count as what."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING, Self

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from search.enums import UNIT_ENTRY
from search.registry import dynamic_keys, listed_keys

if TYPE_CHECKING:
    from search.models import PublishedItem  # noqa: F401 the base class names it


class PublishedItemQuerySet(QuerySet["PublishedItem"]):
    """Sets of public items; every list the public sees starts here."""

    def for_unit(self, unit_id: int) -> Self:
        """Items of one unit."""
        return self.filter(unit_id=unit_id)

    def still_public(self) -> Self:
        """Items whose planned end has not come, even if nothing has taken them back yet."""
        return self.filter(Q(public_until=None) | Q(public_until__gt=timezone.now()))

    def in_language(self, language: str) -> Self:
        """Items written in one language."""
        return self.filter(language=language)

    def of_type(self, *keys: str) -> Self:
        """Items of the named types."""
        return self.filter(item_type__in=keys)

    def items(self) -> Self:
        """Items proper: no homes, columns or directory entries."""
        return self.filter(item_type__in=listed_keys())

    def unit_entries(self) -> Self:
        """The directory entries of units."""
        return self.filter(item_type=UNIT_ENTRY)

    def dynamic(self) -> Self:
        """Items that show that a unit is alive."""
        return self.filter(item_type__in=dynamic_keys())

    def in_column(self, page_id: int) -> Self:
        """Items of a column and of its sub-columns."""
        return self.items().filter(Q(column_id=page_id) | Q(top_column_id=page_id))

    def headlines(self) -> Self:
        """News that lead the portal's front page."""
        return self.filter(is_headline=True)

    def featured(self, feature: str) -> Self:
        """Items that tell of one strength of the place (S015).

        The condition of the index is repeated, since SQLite looks for it word by word.
        """
        return self.filter(feature=feature).exclude(feature="")

    def picture_news(self) -> Self:
        """News told by a picture (S045)."""
        return self.filter(is_picture_news=True)

    def latest_first(self) -> Self:
        """Newest first; equal dates keep one order."""
        return self.order_by("-date", "-page_id")

    def in_tree_order(self) -> Self:
        """The order in which the pages stand in the tree."""
        return self.order_by("sort_path")

    def in_year(self, year: int) -> Self:
        """Items dated in a year of the install's time zone."""
        if not datetime.MINYEAR < year < datetime.MAXYEAR:
            return self.none()
        zone = timezone.get_default_timezone()
        start = datetime.datetime(year, 1, 1, tzinfo=zone)
        end = datetime.datetime(year + 1, 1, 1, tzinfo=zone)
        return self.filter(date__gte=start, date__lt=end)

    def years(self) -> list[int]:
        """Return the years that have items, latest first."""
        return list(self.order_by("-year").values_list("year", flat=True).distinct())

    def with_has_items(self) -> Self:
        """Annotate columns with whether they, or their sub-columns, hold items."""
        items = self.model._default_manager.filter(item_type__in=listed_keys())
        inside = Q(column_id=OuterRef("page_id")) | Q(top_column_id=OuterRef("page_id"))
        return self.annotate(has_items=Exists(items.filter(inside)))

    def filled_columns(self) -> Self:
        """Columns that hold items or show something of their own."""
        columns = self.of_type("column").with_has_items()
        return columns.filter(Q(has_items=True) | Q(details__has_own_text=True))

    def without_empty_columns(self) -> Self:
        """Leave out the columns that the public would meet as a blank."""
        is_filled = Q(has_items=True) | Q(details__has_own_text=True)
        return self.with_has_items().filter(~Q(item_type="column") | is_filled)

    def in_any(self, *parts: PublishedItemQuerySet) -> Self:
        """Items of any of several sets, which may be cut short; all in one query.

        The sets are joined by UNION: joined by OR, PostgreSQL would read the whole table.
        """
        ids = [self.model._default_manager.filter(pk__in=part.values("pk")) for part in parts]
        first, *others = (part.order_by().values("pk") for part in ids)
        return self.filter(pk__in=first.union(*others, all=True))

    def without_text(self) -> Self:
        """Leave the full text in the database: no list shows it."""
        return self.defer("text")

    def matching_words(self, words: Iterable[str]) -> Self:
        """Items whose title, number or unit's pinyin has every word."""
        found = self
        for word in words:
            found = found.filter(
                Q(title__icontains=word)
                | Q(number__icontains=word)
                | Q(name_pinyin__icontains=word)
            )
        return found
