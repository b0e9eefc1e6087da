"""Which notices count as what."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Self

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.utils import timezone

from units.models import User
from workflows.enums import NoticeKind

if TYPE_CHECKING:
    from workflows.models import Notice  # noqa: F401 a base class names it

# What is settled once anybody has decided, or the text is no longer before anybody
OF_WAITING = (NoticeKind.WAITING, NoticeKind.REMINDER, NoticeKind.OVERDUE, NoticeKind.ESCALATED)


class NoticeQuerySet(QuerySet["Notice"]):
    """Sets of notices. Each belongs to its recipient, and nobody else reads it."""

    def for_person(self, person: User) -> Self:
        """Those of one person."""
        return self.filter(recipient=person)

    def unread(self) -> Self:
        """Those that have been neither opened nor settled."""
        return self.filter(read_at__isnull=True)

    def unread_first(self) -> Self:
        """Sort the unread ones before the others, and the newest first."""
        is_read = ExpressionWrapper(Q(read_at__isnull=False), output_field=BooleanField())
        return self.alias(is_read=is_read).order_by("is_read", "-pk")

    def waiting(self) -> Self:
        """Those that ask for a decision."""
        return self.filter(kind__in=OF_WAITING)

    def unsent(self, *, since: datetime.datetime) -> Self:
        """Those of the time since then that not every channel has sent."""
        return self.filter(sent_at__isnull=True, created_at__gte=since)

    def mark_read(self) -> int:
        """Mark the unread ones as read now; return how many there were."""
        return self.unread().update(read_at=timezone.now())
