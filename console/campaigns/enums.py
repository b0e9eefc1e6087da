"""The words campaigns are described with."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CampaignState(TextChoices):
    """Where a campaign stands."""

    DRAFT = "draft", pgettext_lazy("campaign", "Being prepared")
    RUNNING = "running", pgettext_lazy("campaign", "Running")
    ENDED = "ended", pgettext_lazy("campaign", "Ended")


class Aim(TextChoices):
    """What a unit of a campaign owes by a date."""

    PLAN = "plan", _("Hand in the plan")
    SITE = "site", _("Finish the site")
