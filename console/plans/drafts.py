"""What a unit hands in as a version of its plan, and what makes it whole."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from console.models import CampaignUnit
from console.plans.enums import PlanKind, Progress
from units.enums import SiteStatus
from units.models import Membership, Unit, User


@dataclass(frozen=True)
class StepDraft:
    """One step: what is done from when to when, and by whom."""

    title: str
    starts_on: datetime.date
    ends_on: datetime.date
    owner: User
    state: Progress = Progress.WAITING


@dataclass(frozen=True)
class PlanDraft:
    """The whole of a version."""

    title: str
    kind: PlanKind
    purpose: str
    owner: User
    steps: tuple[StepDraft, ...]
    changes: str = ""

    @property
    def begins_on(self) -> datetime.date:
        """The day on which the first step begins."""
        return min(step.starts_on for step in self.steps)

    @property
    def ends_on(self) -> datetime.date:
        """The day on which the last step ends."""
        return max(step.ends_on for step in self.steps)


def refuse_unsound(draft: PlanDraft, unit: Unit, place: CampaignUnit | None) -> None:
    """Raise ``ValidationError`` with everything that is missing or cannot be.

    ``place`` is the unit's place in the campaign that the plan is for, with its dates.
    """
    faults = [*_missing(draft), *_wrong_kind(draft, unit, place), *_strangers(draft, unit)]
    faults += _wrong_dates(draft, place)
    if faults:
        raise ValidationError(faults)


def _missing(draft: PlanDraft) -> list[str]:
    faults = []
    if not draft.title.strip():
        faults.append(_("Give the plan a title."))
    if not draft.purpose.strip():
        faults.append(_("Say what the site is to do."))
    if not draft.steps:
        faults.append(_("A plan has at least one step."))
    return faults


def _wrong_kind(draft: PlanDraft, unit: Unit, place: CampaignUnit | None) -> list[str]:
    if place is not None and draft.kind != place.campaign.kind:
        kind = place.campaign.get_kind_display()
        return [_("The campaign asks for plans of this kind: %(kind)s.") % {"kind": kind}]
    if unit.closed_on:
        return [_("%(unit)s is closed.") % {"unit": unit.name}]
    if draft.kind == PlanKind.NEW and unit.opened_on:
        return [_("The site of %(unit)s is open: plan a redesign.") % {"unit": unit.name}]
    has_site = unit.site_status == SiteStatus.EXISTING or unit.roots.exists()
    if draft.kind == PlanKind.REDESIGN and not has_site:
        return [_("%(unit)s has no site to redesign: plan a new one.") % {"unit": unit.name}]
    return []


def _strangers(draft: PlanDraft, unit: Unit) -> list[str]:
    named = {draft.owner, *(step.owner for step in draft.steps)}
    known = Membership.objects.active().for_unit(unit).filter(person__in=named)
    strangers = {person.pk: person for person in named}
    for pk in known.values_list("person", flat=True):
        strangers.pop(pk, None)
    return [
        _("%(person)s does not work in %(unit)s.")
        % {"person": person.get_full_name(), "unit": unit.name}
        for _pk, person in sorted(strangers.items())
    ]


def _wrong_dates(draft: PlanDraft, place: CampaignUnit | None) -> list[str]:
    faults = [
        _("“%(step)s” ends before it begins.") % {"step": step.title}
        for step in draft.steps
        if step.ends_on < step.starts_on
    ]
    if place is not None:
        deadline: datetime.date = place.site_due  # type: ignore[attr-defined] # annotated
        faults += [
            _("“%(step)s” ends after the deadline of the campaign, %(day)s.")
            % {"step": step.title, "day": deadline}
            for step in draft.steps
            if step.ends_on > deadline
        ]
    return faults
