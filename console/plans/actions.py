"""Handing plans in, discussing, returning and approving them, and noting how far they have come."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from console.campaigns.dates import locked_place, refuse_locked
from console.enums import StepKind
from console.models import (
    Campaign,
    CampaignUnit,
    Plan,
    PlanApproval,
    PlanComment,
    PlanStep,
    PlanVersion,
    ProgressNote,
)
from console.permissions import require_filer, require_office
from console.plans import notices
from console.plans.drafts import PlanDraft, refuse_unsound
from console.plans.enums import PlanState, Progress
from console.plans.permissions import require_commenter, require_version_approver
from console.plans.standing import approved_version, latest_version
from console.steps import add_step
from units.models import Unit, User
from units.permissions import user_can_manage_units


@transaction.atomic
def file_plan(
    unit: Unit, *, user: User, draft: PlanDraft, campaign: Campaign | None = None
) -> Plan:
    """Hand in a unit's plan, for a campaign or for itself; the IT office is told.

    Raises ``PermissionDenied`` for anyone but the unit's leaders and operators, and
    ``ValidationError`` naming all that is wrong with the draft, for a unit that is not in the
    campaign or has a plan for it, and when the campaign takes no plans any more.
    """
    require_filer(user, unit)
    unit = Unit.objects.select_for_update(of=("self",), no_key=True).get(pk=unit.pk)
    place = _place_taking_plans(campaign, unit)
    if Plan.objects.filter(place=place, place__isnull=False).exists():
        raise ValidationError(_("The unit has handed in a plan for this campaign: revise it."))
    refuse_unsound(draft, unit, place)
    plan = Plan(unit=unit, place=place, number=0)
    return _add_version(plan, draft, user)


@transaction.atomic
def revise_plan(plan: Plan, *, user: User, draft: PlanDraft) -> Plan:
    """Hand in another version of a plan; it waits for approval anew, the former ones stay.

    Raises as :func:`file_plan`, and ``ValidationError`` unless the draft says what is different.
    """
    require_filer(user, plan.unit)
    unit = Unit.objects.select_for_update(of=("self",), no_key=True).get(pk=plan.unit_id)
    place = _place_taking_plans(plan.campaign, unit)
    plan = _locked(plan)
    if not draft.changes.strip():
        raise ValidationError(_("Say what is different from the version before."))
    refuse_unsound(draft, unit, place)
    return _add_version(plan, draft, user)


@transaction.atomic
def comment_on(plan: Plan, *, user: User, text: str) -> PlanComment:
    """Say something about the version that is being discussed; the other side is told.

    Raises ``PermissionDenied`` for all but the IT office and who files for the unit, and
    ``ValidationError`` for an empty comment and for a plan that is approved.
    """
    plan = _locked(plan)
    require_commenter(user, plan)
    if not text.strip():
        raise ValidationError(_("Write a comment."))
    if plan.state == PlanState.APPROVED:
        raise ValidationError(_("The plan is approved; note its progress instead."))
    comment = PlanComment(
        version=latest_version(plan),
        text=text.strip(),
        person=user,
        is_office=user_can_manage_units(user),
        at=timezone.now(),
    )
    comment.save()
    add_step(plan, StepKind.COMMENTED, user=user, unit=plan.unit, reason=comment.text)
    notices.tell_comment(plan, comment)
    return comment


@transaction.atomic
def return_plan(
    plan: Plan,
    *,
    user: User,
    number: int,
    reason: str,
    again_by: datetime.date | None = None,
) -> Plan:
    """Send the latest version back for revision; the unit is told why.

    ``again_by`` gives the unit until then to hand it in again. Raises ``PermissionDenied`` for
    anyone but the IT office, and ``ValidationError`` without a reason, for another version than
    the latest, for a plan that does not wait, and without ``again_by`` when the campaign takes no
    plans any more.
    """
    require_office(user)
    place = None
    if plan.place is not None:
        place = locked_place(plan.place.campaign, plan.unit)
    plan = _locked(plan)
    _refuse_other_version(plan, number)
    if plan.state != PlanState.FILED:
        raise ValidationError(_("The plan does not wait for a decision."))
    if not reason.strip():
        raise ValidationError(_("Say what is missing."))
    if place is not None:
        _keep_open(place, again_by)
    plan.state = PlanState.RETURNED
    plan.save(update_fields=("state",))
    facts = {"version": number, "again_by": again_by}
    add_step(plan, StepKind.RETURNED, user=user, unit=plan.unit, reason=reason, **facts)
    notices.tell_returned(plan, reason)
    return plan


@transaction.atomic
def approve_plan(plan: Plan, *, user: User, number: int, reason: str = "") -> Plan:
    """Approve the latest version; doing it twice changes nothing.

    Raises ``PermissionDenied`` for anyone but the IT office and for who filed the version, and
    ``ValidationError`` for another version than the latest, and for a plan that was returned.
    """
    plan = _locked(plan)
    version = latest_version(plan)
    require_version_approver(user, version)
    _refuse_other_version(plan, number)
    if plan.state == PlanState.APPROVED:
        return plan
    if plan.state != PlanState.FILED:
        raise ValidationError(_("The plan was returned; the unit hands it in again first."))
    approval = PlanApproval(
        version=version,
        filed_by_id=version.filed_by_id,
        approved_by=user,
        approved_on=timezone.localdate(),
    )
    approval.full_clean()
    approval.save()
    plan.state = PlanState.APPROVED
    plan.save(update_fields=("state",))
    add_step(plan, StepKind.APPROVED, user=user, unit=plan.unit, reason=reason, version=number)
    notices.tell_approved(plan)
    return plan


@transaction.atomic
def note_progress(
    plan: Plan,
    *,
    user: User,
    state: Progress,
    step: PlanStep | None = None,
    blockers: str = "",
    next_step: str = "",
) -> ProgressNote:
    """Note how far an approved plan, or one step of it, has come (S172).

    Raises ``PermissionDenied`` for all but the IT office and who files for the unit, and
    ``ValidationError`` before a version is approved, for a step of another version, for a blocked
    plan without what stands in the way, and for an unfinished one without the next step.
    """
    plan = _locked(plan)
    require_commenter(user, plan)
    _refuse_foreign_step(plan, step)
    if step is None and state != Progress.DONE and not next_step.strip():
        raise ValidationError(_("Say what the next step is."))
    note = ProgressNote(
        plan=plan,
        step=step,
        state=state,
        blockers=blockers.strip(),
        next_step=next_step.strip(),
        person=user,
        on=timezone.localdate(),
        at=timezone.now(),
    )
    note.full_clean()
    note.save()
    if step is None:
        plan.latest_note = note
        plan.save(update_fields=("latest_note",))
    facts = {"state": str(state), "step": step.title if step else "", "next_step": note.next_step}
    add_step(plan, StepKind.RECORDED, user=user, unit=plan.unit, reason=note.blockers, **facts)
    return note


def _refuse_foreign_step(plan: Plan, step: PlanStep | None) -> None:
    version = approved_version(plan)
    if version is None:
        raise ValidationError(_("Progress is noted once the plan is approved."))
    if step is not None and step.version_id != version.pk:
        raise ValidationError(_("This step is not part of the approved plan."))


def _place_taking_plans(campaign: Campaign | None, unit: Unit) -> CampaignUnit | None:
    if campaign is None:
        return None
    place = locked_place(campaign, unit)
    refuse_locked(place)
    return place


def _keep_open(place: CampaignUnit, again_by: datetime.date | None) -> None:
    """Let a unit hand in until a day what its campaign would refuse by then."""
    due: datetime.date = place.plan_due  # type: ignore[attr-defined] # annotated
    deadline: datetime.date = place.site_due  # type: ignore[attr-defined] # annotated
    today = timezone.localdate()
    if again_by is not None and again_by > deadline:
        raise ValidationError(_("The site itself is due before; extend that date first."))
    if again_by is not None and again_by < today:
        raise ValidationError(_("The day to hand it in again is over."))
    if again_by is None and due < today:
        raise ValidationError(_("Plans are not taken any more: say until when this one is."))
    if again_by is not None and again_by > due:
        place.plans_due_on, place.deadline = again_by, deadline
        place.save(update_fields=("plans_due_on", "deadline"))


def _locked(plan: Plan) -> Plan:
    plans = Plan.objects.select_related("unit", "place__campaign", "latest_note")
    return plans.select_for_update(of=("self",)).get(pk=plan.pk)


def _refuse_other_version(plan: Plan, number: int) -> None:
    if plan.number != number:
        raise ValidationError(
            _("The unit has handed in version %(number)d meanwhile: read that one first.")
            % {"number": plan.number}
        )


def _add_version(plan: Plan, draft: PlanDraft, user: User) -> Plan:
    now = timezone.now()
    plan.title, plan.kind = draft.title.strip(), draft.kind
    plan.begins_on, plan.ends_on = draft.begins_on, draft.ends_on
    plan.state, plan.filed_at = PlanState.FILED, now
    plan.number += 1
    plan.full_clean()
    plan.save()
    version = PlanVersion(
        plan=plan,
        number=plan.number,
        title=plan.title,
        kind=draft.kind,
        purpose=draft.purpose.strip(),
        changes=draft.changes.strip(),
        owner=draft.owner,
        filed_by=user,
        filed_at=now,
    )
    version.full_clean()
    version.save()
    _add_steps(version, draft)
    add_step(
        plan,
        StepKind.FILED,
        user=user,
        unit=plan.unit,
        reason=version.changes,
        version=plan.number,
        steps=len(draft.steps),
        ends_on=plan.ends_on,
    )
    notices.tell_filed(plan)
    return plan


def _add_steps(version: PlanVersion, draft: PlanDraft) -> None:
    rows = [
        PlanStep(
            version=version,
            number=number,
            title=step.title.strip(),
            starts_on=step.starts_on,
            ends_on=step.ends_on,
            owner=step.owner,
            state=step.state,
        )
        for number, step in enumerate(draft.steps, start=1)
    ]
    for row in rows:
        row.full_clean(validate_unique=False, validate_constraints=False)
    PlanStep.objects.bulk_create(rows)
