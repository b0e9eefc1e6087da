"""The trail of what the office keeps: adding a step, and reading the steps of something."""

from __future__ import annotations

from typing import Any

from django.db.models import Model, QuerySet
from django.utils import timezone

from console.enums import StepKind
from console.models import Step
from units.models import Unit, User
from workflows.enums import LedgerAction
from workflows.ledger.canonical import plain
from workflows.ledger.record import record


def add_step(
    subject: Model,
    kind: StepKind,
    *,
    user: User | None,
    unit: Unit | None = None,
    reason: str = "",
    **facts: Any,
) -> Step:
    """Add a step about a stored object, and the same to the ledger's chain; needs a transaction.

    ``user=None`` is the system itself. Take the locks of what changes before: the ledger's lock is
    held until the transaction ends. Raises ``TransactionManagementError`` outside one.
    """
    step = Step(
        subject=subject_name(subject),
        subject_id=subject.pk,
        unit=unit,
        kind=kind,
        person=user,
        at=timezone.now(),
        reason=reason,
        facts=plain(facts),
    )
    step.save()
    record(
        LedgerAction.OFFICE_STEP,
        user=user,
        unit=unit,
        subject=f"{subject._meta.verbose_name}: {subject}",
        step=step.get_kind_display(),
        step_id=step.pk,
        reason=reason,
        facts=step.facts,
    )
    return step


def steps_of(subject: Model) -> QuerySet[Step]:
    """Return the steps of a stored object with their people, the first one first."""
    of_subject = Step.objects.filter(subject=subject_name(subject), subject_id=subject.pk)
    return of_subject.select_related("person", "unit")


def subject_name(subject: Model | type[Model]) -> str:
    """Return the name under which steps about a model are kept."""
    return str(subject._meta.model_name)
