"""Where something is used, as far as the person may know: on pages he may read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.db.models import CharField, Model, QuerySet
from django.db.models.functions import Cast
from wagtail.models import ReferenceIndex, get_default_page_content_type

from units.fence.reach import readable_pages
from units.models import User


def references_within_reach(references: QuerySet[Any], user: User) -> Any:
    """Limit references to those from pages that the person may read."""
    pages = readable_pages(user).annotate(key=Cast("pk", output_field=CharField()))
    return references.filter(
        base_content_type=get_default_page_content_type(), object_id__in=pages.values("key")
    )


def usage_counts(objects: Sequence[Model], user: User) -> dict[Model, int]:
    """Return for each object on how many pages within the person's reach it is used."""
    found = ReferenceIndex.get_references_to_in_bulk(objects)
    pairs = references_within_reach(found, user).values_list("to_object_id", "object_id")
    counted = Counter(target for target, _page in set(pairs))
    return {thing: counted[str(thing.pk)] for thing in objects}
