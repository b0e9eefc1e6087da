"""Which stages of approvals count as what."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db.models import BooleanField, Exists, F, Func, OuterRef, Q
from django.utils import timezone
from wagtail.models.workflows import TaskStateQuerySet

from units.enums import CENTRE_ROLES, Role
from units.models import Membership, User
from workflows.enums import SubmissionState, Verdict

if TYPE_CHECKING:
    from workflows.models import StageState  # noqa: F401 the rows of the set


class HoldsNumber(Func):
    """Whether a JSON list of numbers holds one of them, on SQLite as on PostgreSQL."""

    output_field = BooleanField()
    template = "%(expressions)s"

    def __init__(self, field: str, number: int) -> None:
        super().__init__(F(field))
        self.number = int(number)

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        column, parameters = compiler.compile(self.source_expressions[0])
        text = f"EXISTS(SELECT 1 FROM json_each({column}) WHERE json_each.value = %s)"  # noqa: S608
        return text, (*parameters, self.number)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        column, parameters = compiler.compile(self.source_expressions[0])
        return f"({column} @> %s::jsonb)", (*parameters, f"[{self.number}]")


def _of(user: User) -> Any:
    """Return the person with the relations of models that themselves import this module."""
    return user


class StageStateQuerySet(TaskStateQuerySet):
    """Sets of stages. What they ask is read from their own columns, never from the tree."""

    def open(self) -> Self:
        """Those that wait for a decision."""
        return self.filter(closed_at__isnull=True)

    def overdue(self, now: datetime.datetime | None = None) -> Self:
        """Those whose deadline has passed."""
        return self.filter(due_at__lt=now or timezone.now())

    def routed_to(self, user: User) -> Self:
        """Those whose post the person holds now, as its holder or as a deputy."""
        if not user.is_active or user.is_superuser:
            return self.none()
        held = Membership.objects.active().filter(person=user)
        led = held.principal_leaders().values("unit_id")
        offices = held.for_centre().filter(role__in=CENTRE_ROLES).values("role")
        given = _of(user).delegations_held.in_force(overdue=True)
        fits = given.filter(role=OuterRef("role")).filter(
            Q(unit=OuterRef("unit")) | Q(unit__isnull=True)
        )
        late = Q(due_at__lt=timezone.now())
        return self.filter(
            Q(role=Role.LEADER, unit__in=led)
            | Q(role__in=offices)
            | Exists(fits.filter(only_when_overdue=False))
            | (late & Exists(fits))
        )

    def decidable_by(self, user: User) -> Self:
        """Those that the person may decide now: open, routed to him, and not his own text.

        Nobody decides two stages of one text. ``workflows.permissions.user_can_decide`` says the
        same of one stage.
        """
        approved = (
            _of(user)
            .decisions.filter(submission=OuterRef("submission"), verdict=Verdict.APPROVED)
            .exclude(stage=OuterRef("stage"))
        )
        return (
            self.open()
            .filter(submission__state=SubmissionState.IN_REVIEW)
            .routed_to(user)
            .alias(wrote=HoldsNumber("submission__authors", user.pk))
            .filter(~Exists(approved), wrote=False)
        )

    def for_list(self) -> Self:
        """Fetch what a list shows of each: the text, its page, its unit and who sent it."""
        return self.select_related(
            "unit", "submission", "submission__submitted_by", "submission__page", "submission__unit"
        )
