"""The words plans and their progress are described with."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PlanKind(TextChoices):
    """What a plan is for (S197)."""

    NEW = "new", _("New site")
    REDESIGN = "redesign", _("Redesign of a site")


class PlanState(TextChoices):
    """Where a plan stands; approved is its latest version."""

    FILED = "filed", pgettext_lazy("plan", "Filed, being discussed")
    RETURNED = "returned", pgettext_lazy("plan", "Returned for revision")
    APPROVED = "approved", pgettext_lazy("plan", "Approved")


class Progress(TextChoices):
    """How far a plan, or a step of it, has come (S172)."""

    WAITING = "waiting", pgettext_lazy("progress", "Not begun")
    UNDERWAY = "underway", pgettext_lazy("progress", "Under way")
    BLOCKED = "blocked", pgettext_lazy("progress", "Blocked")
    DONE = "done", pgettext_lazy("progress", "Done")
