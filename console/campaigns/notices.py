"""What people are told about campaigns; each call is part of the transaction that it tells of."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from console.campaigns.enums import Aim
from console.models import Campaign
from console.permissions import people_filing_for
from units.enums import Role
from units.models import Unit
from units.permissions import people_in_centre
from workflows.enums import NoticeKind
from workflows.notices.actions import tell


def tell_started(campaign: Campaign, units: Sequence[Unit]) -> None:
    """Tell units that a campaign asks a plan of them."""
    with translation.override(settings.LANGUAGE_CODE):
        title = _("Hand in your plan: %(campaign)s") % {"campaign": campaign.name}
        text = "\n".join(
            (
                campaign.purpose,
                _due(Aim.PLAN, campaign.plans_due_on),
                _due(Aim.SITE, campaign.deadline),
            )
        )
    tell(people_filing_for(units), NoticeKind.OFFICE, title=title, text=text, url=own_plans())


def tell_extended(
    campaign: Campaign,
    units: Sequence[Unit],
    plans_due_on: datetime.date,
    deadline: datetime.date,
    reason: str,
) -> None:
    """Tell units that they have until later days."""
    with translation.override(settings.LANGUAGE_CODE):
        title = _("Dates extended: %(campaign)s") % {"campaign": campaign.name}
        said = _("Reason: %(reason)s") % {"reason": reason}
        text = "\n".join((_due(Aim.PLAN, plans_due_on), _due(Aim.SITE, deadline), said))
    tell(people_filing_for(units), NoticeKind.OFFICE, title=title, text=text, url=own_plans())


def tell_reminder(campaign: Campaign, units: Sequence[Unit], aim: Aim, due: datetime.date) -> None:
    """Remind units of what they owe."""
    with translation.override(settings.LANGUAGE_CODE):
        title = _("Reminder: %(campaign)s") % {"campaign": campaign.name}
        text = _due(aim, due)
    tell(people_filing_for(units), NoticeKind.REMINDER, title=title, text=text, url=own_plans())


def tell_locked(campaign: Campaign, missing: int) -> None:
    """Tell the IT office that plans are not taken any more, and how many are missing."""
    with translation.override(settings.LANGUAGE_CODE):
        title = _("Plans are not taken any more: %(campaign)s") % {"campaign": campaign.name}
        text = _("Units without a plan: %(count)d") % {"count": missing}
    url = reverse("console_campaigns_board", args=(campaign.pk,)) + "?plan=missing"
    tell(people_in_centre(Role.IT_OFFICE), NoticeKind.OFFICE, title=title, text=text, url=url)


def tell_late(campaign: Campaign, late: int) -> None:
    """Tell the IT office and the leading group that the deadline is over, and who is late."""
    with translation.override(settings.LANGUAGE_CODE):
        title = _("The deadline is over: %(campaign)s") % {"campaign": campaign.name}
        text = _("Late units: %(count)d") % {"count": late}
    url = reverse("console_campaigns_late", args=(campaign.pk,))
    people = people_in_centre(Role.IT_OFFICE, Role.LEADING_GROUP)
    tell(people, NoticeKind.OFFICE, title=title, text=text, url=url)


def own_plans() -> str:
    """Return the address at which people see what their units owe."""
    return reverse("wagtailadmin_home") + "#own-plans"


def _due(aim: Aim, day: datetime.date) -> str:
    return _("%(what)s: until %(day)s") % {"what": aim.label, "day": day}
