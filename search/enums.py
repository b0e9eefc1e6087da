"""Words of the read side."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

# The types of a directory entry and of a file; page types register their own keys.
UNIT_ENTRY = "unit"
ATTACHMENT = "attachment"


class Validity(TextChoices):
    """Whether a policy document counts."""

    IN_FORCE = "in_force", _("In force")
    REVISED = "revised", _("Revised")
    REPEALED = "repealed", _("Repealed")
    EXPIRED = "expired", _("Expired")
