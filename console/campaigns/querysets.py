"""Which campaigns, and which units of them, count as what."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING, Self

from django.db.models import Case, DateField, Exists, F, Model, OuterRef, Q, QuerySet, When
from django.db.models.functions import Coalesce, Greatest

from console.campaigns.enums import CampaignState
from console.plans.enums import PlanKind, Progress

if TYPE_CHECKING:
    from console.models import Campaign, CampaignUnit  # noqa: F401 base classes name them
    from units.models import Unit


class CampaignQuerySet(QuerySet["Campaign"]):
    """Sets of campaigns."""

    def running(self) -> Self:
        """Campaigns that were started and have not ended."""
        return self.filter(state=CampaignState.RUNNING)

    def started(self) -> Self:
        """Campaigns that units know of."""
        return self.exclude(state=CampaignState.DRAFT)

    def for_units(self, units: QuerySet[Unit]) -> Self:
        """Campaigns that some of the units are in."""
        places: type[Model] = self.model._meta.get_field("places").related_model  # type: ignore[assignment]
        own = places._default_manager.filter(campaign=OuterRef("pk"), unit__in=units.values("pk"))
        return self.filter(Exists(own.filter(left_on__isnull=True)))


class CampaignUnitQuerySet(QuerySet["CampaignUnit"]):
    """Sets of units of campaigns."""

    def in_scope(self) -> Self:
        """Units that have not left their campaign."""
        return self.filter(left_on__isnull=True)

    def with_dates(self) -> Self:
        """Annotate ``plan_due`` and ``site_due``: the campaign's dates, or the unit's later ones,
        and ``finished_on``, the day on which the unit did what the campaign asks for."""
        note = "plan__latest_note"
        return self.annotate(
            plan_due=_later("plans_due_on"),
            site_due=_later("deadline"),
            finished_on=Case(
                When(campaign__kind=PlanKind.NEW, then=F("unit__opened_on")),
                When(**{f"{note}__state": Progress.DONE}, then=F(f"{note}__on")),
                output_field=DateField(),
            ),
        )

    def owed_by(self, units: Iterable[Unit]) -> Self:
        """Places of some units in running campaigns, with their dates."""
        running = self.in_scope().filter(campaign__state=CampaignState.RUNNING, unit__in=units)
        return running.with_dates()

    def unfinished(self, day: datetime.date) -> Self:
        """Units that had not finished on a day; needs :meth:`with_dates`."""
        return self.filter(Q(finished_on__isnull=True) | Q(finished_on__gt=day))

    def late(self, day: datetime.date) -> Self:
        """Units that finished after their deadline, or had not when it was over on a day; needs
        :meth:`with_dates`."""
        missing = Q(finished_on__isnull=True) | Q(finished_on__gt=F("site_due"))
        return self.filter(missing, site_due__lt=day)


def _later(name: str) -> Greatest:
    """Return the later one of the unit's own date, where it has one, and the campaign's."""
    common = F(f"campaign__{name}")
    return Greatest(Coalesce(F(name), common), common, output_field=DateField())
