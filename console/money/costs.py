"""What was spent: adding lines, and mending them by further lines."""

from __future__ import annotations

import datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from console.enums import StepKind
from console.models import CostLine, Project
from console.money.enums import ProjectState
from console.money.querysets import NOTHING
from console.permissions import require_office
from console.steps import add_step
from units.models import Unit, User


@transaction.atomic
def record_cost(
    unit: Unit | None,
    *,
    on: datetime.date,
    amount: Decimal,
    note: str,
    user: User,
    project: Project | None = None,
) -> CostLine:
    """Add what was spent on a day: on a unit's site, or on all sites (None).

    What belongs to a project is spent under its certificate: not before its approval, and together
    not more than was approved. Raises ``PermissionDenied`` for anyone but the IT office, and
    ``ValidationError`` for what breaks these rules.
    """
    require_office(user)
    _one_at_a_time(unit)
    if on > timezone.localdate():
        raise ValidationError({"on": _("This day has not come yet.")})
    if project is not None:
        project = Project.objects.select_for_update(of=("self",)).get(pk=project.pk)
        _refuse_outside_certificate(project, unit, on, amount)
    line = CostLine(
        unit=unit,
        project=project,
        on=on,
        amount=amount,
        note=note.strip(),
        recorded_by=user,
        recorded_at=timezone.now(),
    )
    return _added(line, StepKind.RECORDED, user, "")


@transaction.atomic
def correct_cost(line: CostLine, *, right: Decimal, reason: str, user: User) -> CostLine:
    """Mend the amount of a line by a further one of the same day, so that both make what is right.

    Raises ``PermissionDenied`` for anyone but the IT office, and ``ValidationError`` without a
    reason, for a line that is a correction itself, an amount below nothing or above what was
    approved, and when the amount is right already.
    """
    require_office(user)
    _one_at_a_time(line.unit)
    if not reason.strip():
        raise ValidationError({"reason": _("Give a reason.")})
    if line.corrects_id:
        raise ValidationError(_("Correct the line that this one corrects."))
    if right < 0:
        raise ValidationError({"right": _("The right amount cannot be below nothing.")})
    difference = right - standing_amount(line)
    if not difference:
        raise ValidationError({"right": _("The line stands at this amount already.")})
    if line.project:
        project = Project.objects.select_for_update(of=("self",)).get(pk=line.project_id)
        _refuse_above_approved(project, difference)
    correction = CostLine(
        unit=line.unit,
        project=line.project,
        on=line.on,
        amount=difference,
        note=_("Correction: %(note)s") % {"note": line.note[:180]},
        corrects=line,
        recorded_by=user,
        recorded_at=timezone.now(),
    )
    return _added(correction, StepKind.CHANGED, user, reason.strip())


def standing_amount(line: CostLine) -> Decimal:
    """Return what a line makes together with its corrections."""
    return CostLine.objects.filter(Q(pk=line.pk) | Q(corrects=line)).total()


def _added(line: CostLine, kind: StepKind, user: User, reason: str) -> CostLine:
    line.full_clean()
    line.save()
    facts = {"line": line.pk, "on": line.on, "amount": line.amount}
    subject = line.project or line.corrects or line
    add_step(subject, kind, user=user, unit=line.unit, reason=reason, **facts)
    return line


def _one_at_a_time(unit: Unit | None) -> None:
    """Let one line of a unit be written at a time; lines themselves are never locked, as a row
    that nobody may change is locked for nobody."""
    rows = Unit.objects.select_for_update(of=("self",), no_key=True)
    if unit is None:
        rows.portal()
    else:
        rows.get(pk=unit.pk)


def _refuse_outside_certificate(
    project: Project, unit: Unit | None, on: datetime.date, amount: Decimal
) -> None:
    if project.unit_id != (unit.pk if unit else None):
        raise ValidationError({"project": _("This project was filed for another unit.")})
    if project.state != ProjectState.APPROVED or project.decided_at is None:
        raise ValidationError(
            {"project": _("Only what is approved and not completed may be spent on.")}
        )
    if on < timezone.localdate(project.decided_at):
        raise ValidationError({"on": _("This is before the project was approved.")})
    _refuse_above_approved(project, amount)


def _refuse_above_approved(project: Project, more: Decimal) -> None:
    spent = CostLine.objects.filter(project=project).total()
    left = (project.approved or NOTHING) - spent
    if more > left:
        raise ValidationError(
            _("Only %(left)s yuan of the approved amount are left; file a further project first.")
            % {"left": left}
        )
