"""Whom to tell of what. Nobody who left, and nobody of another unit, learns of a unit's texts."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from wagtail.models import Page

from units.enums import Role, System
from units.models import ColumnDelegation, Membership, User
from units.permissions import people_in_centre
from workflows.enums import Stage, Verdict
from workflows.models import Decision, StageState, Submission
from workflows.stages.routing import OFFICES, eligible, route_of


def deciders(stage: StageState, *, overdue: bool = False) -> QuerySet[User]:
    """Return who may decide a stage: no author of the text, and nobody who approved it before."""
    submission = stage.submission
    approved = Decision.objects.filter(submission=submission, verdict=Verdict.APPROVED)
    return (
        eligible(route_of(stage), overdue=overdue)
        .exclude(pk__in=submission.authors)
        .exclude(pk__in=approved.exclude(stage=stage.stage).values("person"))
    )


def escalation_deputies(stage: StageState) -> QuerySet[User]:
    """Return who may decide a stage only because its deadline has passed."""
    return deciders(stage, overdue=True).exclude(pk__in=deciders(stage).values("pk"))


def superiors(stage: StageState) -> QuerySet[User]:
    """Return who stands above those who are late.

    Above a unit's leader it is the office of the unit's system, above an office the leading group.
    """
    is_leader = stage.stage == Stage.LEADER
    role = OFFICES[System(stage.unit.system)] if is_leader else Role.LEADING_GROUP
    return people_in_centre(role)


def writers(submission: Submission) -> QuerySet[User]:
    """Return the authors of a text and who sent it, as far as they still work on its page."""
    people = {*submission.authors, submission.submitted_by_id}
    at_work = Membership.objects.active().filter(person=OuterRef("pk"))
    own = Exists(at_work.filter(unit=submission.unit))
    delegated = Exists(at_work.filter(unit__in=_units_keeping(submission.page)))
    return User.objects.filter(own | delegated, pk__in=people)


def approvers(submission: Submission, *stages: Stage) -> QuerySet[User]:
    """Return who approved a text, at the stages named or at any; who left is left out."""
    approved = submission.decisions.filter(verdict=Verdict.APPROVED)
    if stages:
        approved = approved.filter(stage__in=stages)
    return _at_work(approved.values("person"))


def leaders(unit_id: int) -> QuerySet[User]:
    """Return the principal leader of a unit."""
    held = Membership.objects.principal_leaders().filter(unit=unit_id)
    return User.objects.filter(pk__in=held.values("person"))


def _at_work(people: object) -> QuerySet[User]:
    held = Membership.objects.active().filter(person=OuterRef("pk"))
    return User.objects.filter(Exists(held), pk__in=people)


def _units_keeping(page: Page | None) -> QuerySet[ColumnDelegation, Any]:
    """Return the units to whose editors the page, or what it stands below, is delegated."""
    path = page.path if page else ""
    ends = range(Page.steplen, len(path) + 1, Page.steplen)
    kept = ColumnDelegation.objects.active().filter(page__path__in=[path[:end] for end in ends])
    return kept.values("unit")
