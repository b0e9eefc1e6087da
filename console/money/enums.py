"""The words projects and contracts are described with."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ProjectState(TextChoices):
    """Where a project stands; procurement is allowed from its approval on (S182)."""

    FILED = "filed", pgettext_lazy("state of a project", "Filed")
    RETURNED = "returned", pgettext_lazy("state of a project", "Returned for completion")
    FORWARDED = "forwarded", _("Above the cap, waits for the leading group")
    APPROVED = "approved", pgettext_lazy("state of a project", "Approved, procurement allowed")
    COMPLETED = "completed", pgettext_lazy("state of a project", "Completed")
    REFUSED = "refused", pgettext_lazy("state of a project", "Refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("state of a project", "Withdrawn")


# States in which somebody of the centre has to act
WAITING_STATES = (ProjectState.FILED, ProjectState.FORWARDED)

# States in which a project has its certificate and its amount counts against the cap
CERTIFIED_STATES = (ProjectState.APPROVED, ProjectState.COMPLETED)
