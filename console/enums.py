"""The words blueprints and provisioning are described with."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ChangeKind(TextChoices):
    """What a new version of a blueprint does to a column."""

    ADDED = "added", _("Added")
    REMOVED = "removed", _("Removed")
    RENAMED = "renamed", _("Renamed")
    MOVED = "moved", _("Moved")
    CHANGED = "changed", _("Changed")


class EntryState(TextChoices):
    """Where the provisioning of one unit stands in the ledger."""

    BUILT = "built", _("Built")
    UNDONE = "undone", _("Undone")
