"""The words of a unit's beginning and end."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SuccessionKind(TextChoices):
    """Why a name or a unit ended."""

    RENAMED = "renamed", _("Renamed")
    MERGED = "merged", _("Merged into another unit")
    SPLIT = "split", _("Split into several units")
    CLOSED = "closed", _("Closed, its work goes on elsewhere")
