"""The words rules are described with."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RuleState(TextChoices):
    """Where a version of a rule stands."""

    PROPOSED = "proposed", pgettext_lazy("rule", "Waits for the leading group")
    ISSUED = "issued", pgettext_lazy("rule", "Issued")
    REFUSED = "refused", pgettext_lazy("rule", "Refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("rule", "Withdrawn")


class AcknowledgementState(TextChoices):
    """Whether a unit's responsible person has acknowledged a version."""

    ACKNOWLEDGED = "acknowledged", _("Acknowledged")
    MISSING = "missing", _("Not acknowledged yet")
