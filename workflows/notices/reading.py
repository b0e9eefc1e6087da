"""What a person reads of his notices: the list, the number of unread ones, and opening them."""

from __future__ import annotations

from django.http import HttpRequest

from units.models import User
from workflows.models import Notice

_ATTRIBUTE = "workflows_unread_notices"


def unread_count(request: HttpRequest) -> int:
    """Return how many notices the person who asks has not read; asked once a request."""
    known: int | None = getattr(request, _ATTRIBUTE, None)
    if known is None:
        known = Notice.objects.for_person(request.user).unread().count()  # type: ignore[arg-type]
        setattr(request, _ATTRIBUTE, known)
    return known


def mark_read(notice: Notice) -> None:
    """Mark a notice as read; the first time counts."""
    Notice.objects.filter(pk=notice.pk).mark_read()


def mark_all_read(person: User) -> int:
    """Mark all notices of a person as read; return how many were not."""
    return Notice.objects.for_person(person).mark_read()
