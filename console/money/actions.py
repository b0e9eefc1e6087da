"""Projects before their procurement: filing, review, decision, completion (S182, S186)."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from console.enums import StepKind
from console.models import BudgetYear, Project
from console.money.enums import WAITING_STATES, ProjectState
from console.money.figures import sums_by_project, year_figures
from console.money.notices import tell_filer, tell_leading_group, tell_office
from console.money.permissions import (
    require_exempter,
    require_project_filer,
    require_reviewer,
)
from console.money.querysets import NOTHING
from console.permissions import require_leading_group, require_office
from console.steps import add_step
from units.models import Unit, User

# What may be changed when a project is filed anew
FILED_FIELDS = ("title", "purpose", "year", "quoted")


@transaction.atomic
def set_cap(year: int, cap: Decimal, *, reason: str, user: User) -> BudgetYear:
    """Set how much the projects of a year may cost together, or change it.

    Raises ``PermissionDenied`` for anyone but the leading group, and ``ValidationError`` for a bad
    amount or without a reason.
    """
    require_leading_group(user)
    _insist_on_reason(reason)
    budget = BudgetYear.objects.select_for_update(of=("self",)).filter(year=year).first()
    before = budget.cap if budget else None
    if before == cap and budget is not None:
        return budget
    budget = budget or BudgetYear(year=year)
    budget.cap = cap
    budget.full_clean()
    budget.save()
    kind = StepKind.RECORDED if before is None else StepKind.CHANGED
    add_step(budget, kind, user=user, reason=reason.strip(), cap=cap, before=before)
    return budget


@transaction.atomic
def file_project(unit: Unit | None, *, user: User, **values: Any) -> Project:
    """File a project of a unit, or of the IT office for all sites; ``values`` are its fields.

    Raises ``PermissionDenied`` for who may not file it, and ``ValidationError`` for bad values.
    """
    require_project_filer(user, unit)
    _refuse_other_fields(values)
    project = Project(unit=unit, filed_by=user, filed_at=timezone.now(), **values)
    project.full_clean()
    project.save()
    _step(project, StepKind.FILED, user, quoted=project.quoted, year=project.year)
    tell_office(project)
    return project


@transaction.atomic
def file_again(project: Project, *, user: User, **values: Any) -> Project:
    """File a project that was returned anew, with what was missing.

    Raises ``PermissionDenied`` for who may not file it, and ``ValidationError`` for bad values and
    for a project that was not returned.
    """
    project = _locked(project)
    require_project_filer(user, project.unit)
    _insist_on_state(project, ProjectState.RETURNED)
    _refuse_other_fields(values)
    for name, value in values.items():
        setattr(project, name, value)
    project.filed_by, project.filed_at, project.reviewed_by = user, timezone.now(), None
    project.state = ProjectState.FILED
    _save(project)
    _step(project, StepKind.FILED, user, quoted=project.quoted, year=project.year)
    tell_office(project)
    return project


@transaction.atomic
def withdraw_project(project: Project, *, reason: str, user: User) -> Project:
    """Withdraw a project before it is decided.

    Raises ``PermissionDenied`` for who may not file it, and ``ValidationError`` without a reason
    and after the decision.
    """
    project = _locked(project)
    require_project_filer(user, project.unit)
    _insist_on_state(project, *WAITING_STATES, ProjectState.RETURNED)
    return _end(project, ProjectState.WITHDRAWN, StepKind.WITHDRAWN, user, reason)


@transaction.atomic
def return_project(project: Project, *, reason: str, user: User) -> Project:
    """Return a project to who filed it, saying what is missing.

    Raises ``PermissionDenied`` for anyone but the IT office, and ``ValidationError`` without a
    reason and for a project that does not wait for the IT office.
    """
    project = _locked(project)
    require_reviewer(user, project)
    _insist_on_state(project, ProjectState.FILED)
    project.reviewed_by = user
    return _end(project, ProjectState.RETURNED, StepKind.RETURNED, user, reason)


@transaction.atomic
def refuse_project(project: Project, *, reason: str, user: User) -> Project:
    """Refuse a project: the IT office one that was filed, the leading group one above the cap.

    Raises ``PermissionDenied`` for everybody else, and ``ValidationError`` without a reason and
    for a project that is decided.
    """
    project = _locked(project)
    _insist_on_state(project, *WAITING_STATES)
    if project.state == ProjectState.FORWARDED:
        require_exempter(user, project)
    else:
        require_reviewer(user, project)
        project.reviewed_by = user
    project.decided_by, project.decided_at = user, timezone.now()
    return _end(project, ProjectState.REFUSED, StepKind.REFUSED, user, reason)


@transaction.atomic
def approve_project(project: Project, *, amount: Decimal, reason: str, user: User) -> Project:
    """Approve an amount within the cap of the year: procurement is allowed, and has its number.

    Raises ``PermissionDenied`` for anyone but the IT office and for who filed it, and
    ``ValidationError`` above the remaining cap, which the leading group decides, without a cap, for
    an amount above the quoted one, and for a project that does not wait for the IT office.
    """
    project = _locked(project)
    require_reviewer(user, project)
    _insist_on_state(project, ProjectState.FILED)
    remaining = _remaining(project.year)
    if amount > remaining:
        raise ValidationError(
            _(
                "Only %(remaining)s yuan remain of the cap of %(year)d; pass the project on to the "
                "leading group for an exemption."
            )
            % {"remaining": remaining, "year": project.year}
        )
    project.reviewed_by = user
    return _certify(project, amount, user, reason, remaining=remaining)


@transaction.atomic
def forward_project(project: Project, *, amount: Decimal, reason: str, user: User) -> Project:
    """Pass a project that is above the remaining cap on to the leading group, with an amount.

    Raises ``PermissionDenied`` for anyone but the IT office and for who filed it, and
    ``ValidationError`` within the cap, without a reason, for an amount above the quoted one, and
    for a project that does not wait for the IT office.
    """
    project = _locked(project)
    require_reviewer(user, project)
    _insist_on_state(project, ProjectState.FILED)
    _insist_on_reason(reason)
    if amount <= _remaining(project.year):
        raise ValidationError(_("This is within the cap of the year: approve it."))
    project.reviewed_by, project.approved = user, amount
    project.state = ProjectState.FORWARDED
    _save(project)
    _step(project, StepKind.FORWARDED, user, reason=reason.strip(), amount=amount)
    tell_leading_group(project)
    return project


@transaction.atomic
def exempt_project(project: Project, *, reason: str, user: User) -> Project:
    """Approve a project above the cap, as the leading group: the amount that was passed on.

    Raises ``PermissionDenied`` for anyone but the leading group and for who filed or reviewed it,
    and ``ValidationError`` without a reason and for a project that was not passed on.
    """
    project = _locked(project)
    require_exempter(user, project)
    _insist_on_state(project, ProjectState.FORWARDED)
    _insist_on_reason(reason)
    if project.approved is None:
        raise ValidationError(_("No amount was passed on."))
    remaining = _remaining(project.year)
    project.is_exempt = True
    return _certify(project, project.approved, user, reason, remaining=remaining)


@transaction.atomic
def complete_project(project: Project, *, on: datetime.date, reason: str, user: User) -> Project:
    """Note that a project is done and paid: what was saved is final from then on.

    Raises ``PermissionDenied`` for anyone but the IT office, and ``ValidationError`` for a project
    that is not approved, has no line of cost, or has lines after the day.
    """
    require_office(user)
    project = _locked(project)
    _insist_on_state(project, ProjectState.APPROVED)
    if on > timezone.localdate():
        raise ValidationError(_("This day has not come yet."))
    if not project.lines.exists():
        raise ValidationError(_("Record what was spent on it first."))
    if project.lines.filter(on__gt=on).exists():
        raise ValidationError(_("Something was spent on it after this day."))
    spent = sums_by_project([project]).get(project.pk, NOTHING)
    project.state, project.completed_on = ProjectState.COMPLETED, on
    _save(project)
    facts = {"spent": spent, "saved": project.quoted - spent}
    _step(project, StepKind.COMPLETED, user, reason=reason.strip(), **facts)
    tell_filer(project)
    return project


def _certify(
    project: Project, amount: Decimal, user: User, reason: str, *, remaining: Decimal
) -> Project:
    if amount <= 0 or amount > project.quoted:
        raise ValidationError(_("Approve an amount up to the quoted one."))
    project.approved, project.state = amount, ProjectState.APPROVED
    project.decided_by, project.decided_at = user, timezone.now()
    project.certificate_number = f"{project.year}-{project.pk:05d}"
    _save(project)
    _step(
        project,
        StepKind.APPROVED,
        user,
        reason=reason.strip(),
        amount=amount,
        remaining=remaining,
        certificate=project.certificate_number,
        exempt=project.is_exempt,
    )
    tell_filer(project)
    return project


def _end(project: Project, state: ProjectState, kind: StepKind, user: User, reason: str) -> Project:
    _insist_on_reason(reason)
    project.state, project.approved = state, None
    _save(project)
    _step(project, kind, user, reason=reason.strip())
    if kind != StepKind.WITHDRAWN:
        tell_filer(project)
    return project


def _locked(project: Project) -> Project:
    rows = Project.objects.select_for_update(of=("self",)).select_related("unit")
    found: Project = rows.get(pk=project.pk)
    return found


def _lock_budget(year: int) -> None:
    """Let one decision about the money of a year pass at a time."""
    if not BudgetYear.objects.select_for_update(of=("self",)).filter(year=year).exists():
        raise ValidationError(
            _("There is no cap for %(year)d yet; the leading group sets it.") % {"year": year}
        )


def _remaining(year: int) -> Decimal:
    _lock_budget(year)
    return year_figures(year).remaining or NOTHING


def _save(project: Project) -> None:
    project.full_clean()
    project.save()


def _step(project: Project, kind: StepKind, user: User, *, reason: str = "", **facts: Any) -> None:
    add_step(project, kind, user=user, unit=project.unit, reason=reason, **facts)


def _insist_on_reason(reason: str) -> None:
    if not reason.strip():
        raise ValidationError(_("Give a reason."))


def _insist_on_state(project: Project, *states: ProjectState) -> None:
    if project.state not in states:
        raise ValidationError(
            _("This cannot be done now; the project is: %(state)s")
            % {"state": project.get_state_display()}
        )


def _refuse_other_fields(values: dict[str, Any]) -> None:
    if unknown := values.keys() - set(FILED_FIELDS):
        raise TypeError(f"Not filed: {', '.join(sorted(unknown))}")
