"""Where plans stand, read from what is stored: versions, approvals and notes of progress."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from console.models import Plan, PlanApproval, PlanStep, PlanVersion, ProgressNote
from console.plans.enums import Progress
from units.models import Unit


@dataclass(frozen=True)
class StepStanding:
    """A step of a version with its latest state."""

    step: PlanStep
    state: Progress
    note: ProgressNote | None


def has_approved_plan(unit: Unit) -> bool:
    """Say whether some version of a plan of the unit was approved."""
    return PlanApproval.objects.filter(version__plan__unit=unit).exists()


def latest_version(plan: Plan) -> PlanVersion:
    """Return what the unit handed in last."""
    return version_of(plan, plan.number)


def version_of(plan: Plan, number: int) -> PlanVersion:
    """Return a version of a plan with its people. Raises ``PlanVersion.DoesNotExist``."""
    versions = PlanVersion.objects.select_related("owner", "filed_by", "approval__approved_by")
    return versions.get(plan=plan, number=number)


def approved_version(plan: Plan) -> PlanVersion | None:
    """Return the version that holds: the last one that was approved."""
    approved = PlanVersion.objects.filter(plan=plan, approval__isnull=False)
    return approved.order_by("-number").first()


def steps_of_version(version: PlanVersion) -> list[StepStanding]:
    """Return the steps of a version with the latest note on each, in three queries at most."""
    last = ProgressNote.objects.filter(step=OuterRef("pk")).order_by("-id").values("pk")[:1]
    steps = list(
        PlanStep.objects.filter(version=version)
        .select_related("owner")
        .annotate(last_note=Subquery(last))
        .order_by("number")
    )
    notes = ProgressNote.objects.select_related("person").in_bulk(
        [step.last_note for step in steps if step.last_note]
    )
    return [_standing(step, notes.get(step.last_note)) for step in steps]


def _standing(step: PlanStep, note: ProgressNote | None) -> StepStanding:
    return StepStanding(step, Progress(note.state if note else step.state), note)
