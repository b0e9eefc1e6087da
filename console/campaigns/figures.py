"""How far a campaign has come, in numbers."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

from django.db.models import Count, F, Q

from console.models import Campaign, CampaignUnit
from console.plans.enums import PlanState, Progress


@dataclass(frozen=True)
class Figures:
    """The numbers of a campaign on a day."""

    units: int
    handed_in: int
    approved: int
    finished: int
    late: int
    blocked: int

    @property
    def missing(self) -> int:
        """How many units have not handed in a plan."""
        return self.units - self.handed_in

    @property
    def left(self) -> int:
        """How many units have not finished."""
        return self.units - self.finished

    def told(self) -> dict[str, Any]:
        """Return the numbers by name, to be kept."""
        return {**asdict(self), "missing": self.missing, "left": self.left}


def figures_of(campaign: Campaign, day: datetime.date) -> Figures:
    """Count the units of a campaign in one query; who is late and has finished is told as of a
    day, plans as they stand now."""
    return figures_by_campaign([campaign], day)[campaign.pk]


def figures_by_campaign(campaigns: Sequence[Campaign], day: datetime.date) -> dict[int, Figures]:
    """Count the units of several campaigns, by the campaign's key, in one query."""
    places = CampaignUnit.objects.in_scope().filter(campaign__in=campaigns).with_dates()
    finished = Q(finished_on__lte=day)
    late = Q(finished_on__isnull=True) | Q(finished_on__gt=F("site_due"))
    unfinished = Q(finished_on__isnull=True) | Q(finished_on__gt=day)
    blocked = Q(plan__latest_note__state=Progress.BLOCKED)
    counted = (
        places.order_by()
        .values("campaign")
        .annotate(
            units=Count("pk"),
            handed_in=Count("plan"),
            approved=Count("plan", filter=Q(plan__state=PlanState.APPROVED)),
            finished=Count("pk", filter=finished),
            late=Count("pk", filter=late & Q(site_due__lt=day)),
            blocked=Count("pk", filter=blocked & unfinished),
        )
    )
    found = {campaign.pk: Figures(0, 0, 0, 0, 0, 0) for campaign in campaigns}
    for row in counted:
        found[row["campaign"]] = Figures(**{f.name: row[f.name] for f in fields(Figures)})
    return found
