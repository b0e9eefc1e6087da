"""When a unit counts as dormant (S011)."""

import datetime

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.db.models.expressions import Combinable
from django.utils import timezone

from search.models import PublishedItem


def is_dormant() -> Combinable:
    """Return the condition over units: nothing new for as many days as the install allows."""
    since = timezone.now() - datetime.timedelta(days=settings.BATONG_DORMANT_DAYS)
    return ~Exists(PublishedItem.objects.dynamic().filter(unit=OuterRef("pk"), date__gte=since))
