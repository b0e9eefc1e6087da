"""What waits for a person's decision, and in which order."""

from __future__ import annotations

from typing import cast

from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from units.enums import Role
from units.models import User
from workflows.models import StageState
from workflows.querysets import StageStateQuerySet

# The roles that decide, and for which the inbox is the first page after signing in
REVIEWERS = (Role.LEADER, Role.PARTY_OFFICE, Role.GOVERNMENT_OFFICE, Role.SECRECY)

_COUNT = "approvals_waiting"


def waiting_for(user: User) -> StageStateQuerySet:
    """Return the open stages that the person may decide now, what is due first before the rest.

    What is overdue was due first, so one index gives this order.
    """
    return StageState.objects.open().decidable_by(user).for_list().order_by("due_at", "pk")


def all_in_review() -> StageStateQuerySet:
    """Return all open stages, in the same order."""
    return StageState.objects.open().for_list().order_by("due_at", "pk")


def count_waiting(request: HttpRequest) -> int:
    """Return how much waits for the person who asks; the database is asked once a request."""
    known: int | None = getattr(request, _COUNT, None)
    if known is None:
        user = cast(User, request.user)
        known = StageState.objects.open().decidable_by(user).count()
        setattr(request, _COUNT, known)
    return known


def note_waiting(request: HttpRequest, number: int) -> None:
    """Keep how much waits for the person who asks, where it was counted on the way."""
    setattr(request, _COUNT, number)


def count_overdue(user: User) -> int:
    """Return how much of what waits for a person is past its deadline."""
    return StageState.objects.open().decidable_by(user).overdue(timezone.now()).count()


def next_after(stages: StageStateQuerySet, state: StageState) -> StageState | None:
    """Return what follows a stage in an ordered list of them; after the last, the first again."""
    others = stages.exclude(pk=state.pk)
    later = Q(due_at__gt=state.due_at) | Q(due_at=state.due_at, pk__gt=state.pk)
    return others.filter(later).first() or others.first()
