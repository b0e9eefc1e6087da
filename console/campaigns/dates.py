"""By when a unit of a campaign hands in its plan and finishes, and when that is over."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from console.campaigns.enums import CampaignState
from console.models import Campaign, CampaignUnit
from units.models import Unit


def locked_place(campaign: Campaign, unit: Unit) -> CampaignUnit:
    """Return the unit's place in a campaign with its dates, locked; needs a transaction.

    Raises ``ValidationError`` for a unit that is not in the campaign.
    """
    places = CampaignUnit.objects.in_scope().with_dates().select_related("campaign")
    found = places.select_for_update(of=("self",)).filter(campaign=campaign, unit=unit).first()
    if found is None:
        raise ValidationError(
            _("%(unit)s is not in the campaign “%(campaign)s”.")
            % {"unit": unit.name, "campaign": campaign.name}
        )
    return found


def refuse_locked(place: CampaignUnit) -> None:
    """Raise ``ValidationError`` when no plan is taken any more, or not yet; needs the dates."""
    campaign = place.campaign
    if campaign.state != CampaignState.RUNNING:
        raise ValidationError(
            _("The campaign “%(campaign)s” is not running.") % {"campaign": campaign.name}
        )
    due: datetime.date = place.plan_due  # type: ignore[attr-defined] # annotated
    if timezone.localdate() > due:
        raise ValidationError(
            _(
                "Plans for “%(campaign)s” were due on %(day)s. Ask the IT office to extend the "
                "date for your unit; it needs a reason."
            )
            % {"campaign": campaign.name, "day": due}
        )


def is_locked(place: CampaignUnit) -> bool:
    """Say whether a plan would be refused; needs the dates."""
    try:
        refuse_locked(place)
    except ValidationError:
        return True
    return False
